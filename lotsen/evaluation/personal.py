"""Measures what is taken out of messages: the personal data that should be, and anything else that should not."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np

from lotsen.evaluation.errors import SetMissing
from lotsen.evaluation.figures import Figure, divide, estimate, rate
from lotsen.evaluation.report import PERSONAL, Miss, Report, Table
from lotsen.paths import ROOT
from safety.personal import load_personal
from safety.redact import redact

SET = ROOT / "tests" / "data" / "personal_dev.jsonl"
HALVES = ("ställ", "pröva")  # the patterns were mended by the first, both are reported
CLASSES = {
    "personnummer": "personnummer", "samordningsnummer": "samordningsnummer", "phone": "telefonnummer",
    "email": "e-post", "address": "adress", "account": "webbkonto", "card": "kort och bankkonto", "name": "namn",
    "plate": "bilnummer", "mixed": "flera slag", "helpline": "hjälplinje", "time_date": "tid och datum",
    "price": "pris", "number": "annat tal", "model": "modell", "place": "plats", "organisation": "organisation",
    "pet": "husdjur", "celebrity": "känd person", "holiday": "högtid", "bible": "bibelställe",
    "plain": "utan allt sådant",
}  # fmt: skip


class Labelled(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"kind": "class"}):
    """A message, each piece of personal data in it as it is written, and what sort of message it is."""

    text: str
    personal: tuple[str, ...]
    kind: str

    @property
    def half(self) -> str:
        """By the text alone, so that a message stays where it is when others come."""
        return HALVES[hashlib.sha256(self.text.encode()).digest()[0] % 2]


@dataclass(frozen=True)
class Cleaned:
    """What became of a message: the pieces of which anything can still be read, and what else was taken."""

    message: Labelled
    result: str
    left: tuple[str, ...]
    wrongly: str


def measure_personal(report: Report) -> None:
    """Recall of the personal data and messages robbed of something else, by class and by half."""
    cleaned = [clean(message) for message in labelled()]
    halves = {half: [each for each in cleaned if each.message.half == half] for half in HALVES}
    report.add("personal_recall", recall(cleaned))
    report.add("personal_wrongly", wrongly(cleaned))
    report.add("personal_recall_held_out", recall(halves[HALVES[1]]))
    report.add("personal_wrongly_held_out", wrongly(halves[HALVES[1]]))
    kinds = {name: [each for each in cleaned if each.message.kind == kind] for kind, name in CLASSES.items()}
    note = "Funnet: stycken personuppgifter av vilka inget står kvar. Fel tagna: andel av meddelandena."
    columns = ("Klass", "Meddelanden", "Personuppgifter", "Funna", "Fel tagna")
    groups = {"alla": cleaned, **halves, **kinds}
    rows = tuple((name, len(group), _pieces(group), recall(group), wrongly(group)) for name, group in groups.items())
    report.tables.append(Table(PERSONAL, "Personuppgifter som tas bort", columns, rows, note))
    report.misses += [miss for each in cleaned for miss in _misses(each)]


def labelled(path: Path = SET) -> list[Labelled]:
    """Every labelled message. Raises SetMissing."""
    if not path.exists():
        raise SetMissing(f"{path.name} saknas")
    lines = path.read_text(encoding="utf-8").splitlines()
    return [msgspec.json.decode(line, type=Labelled) for line in lines]


def clean(message: Labelled) -> Cleaned:
    """Redacts one message and looks at what is gone, letter by letter."""
    text, result = message.text, redact(message.text)
    gone = _gone(text, result)
    spans = [(text.index(piece), text.index(piece) + len(piece)) for piece in message.personal]
    left = tuple(text[a:b] for a, b in spans if any(text[i].isalnum() and i not in gone for i in range(a, b)))
    own = {i for a, b in spans for i in range(a, b)}
    return Cleaned(message, result, left, "".join(text[i] for i in sorted(gone - own) if text[i].isalnum()))


def recall(group: Sequence[Cleaned]) -> Figure:
    """The share of the pieces of personal data of which nothing is left."""
    pieces = [each for each in group if each.message.personal]
    if not pieces:
        return Figure(float("nan"), count=0)
    rows = [(len(each.message.personal) - len(each.left), len(each.message.personal)) for each in pieces]
    return estimate(np.array(rows, dtype=np.float64), lambda sums: divide(sums[:, 0], sums[:, 1]), _pieces(group))[0]


def wrongly(group: Sequence[Cleaned]) -> Figure:
    """The share of the messages of which something else was taken."""
    return rate([bool(each.wrongly) for each in group])


def _gone(text: str, result: str) -> frozenset[int]:
    """The places in the text of what a label stands for in the result."""
    kept = re.split("|".join(map(re.escape, load_personal().labels.values())), result)
    match = re.fullmatch("(.*?)".join(map(re.escape, kept)), text, re.DOTALL)
    if match is None:
        raise ValueError("what is left is not what was there")
    return frozenset(i for start, end in match.regs[1:] for i in range(start, end))


def _pieces(group: Sequence[Cleaned]) -> int:
    return sum(len(each.message.personal) for each in group)


def _misses(each: Cleaned) -> Iterable[Miss]:
    if each.left:
        yield Miss(PERSONAL, "stod kvar", each.message.text, ", ".join(each.left))
    if each.wrongly:
        yield Miss(PERSONAL, "togs fast det inte är en personuppgift", each.message.text, each.result)
