"""Composes what is said when there is danger: which lines, which words, at which stage of the talk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from safety.assess import Level, Risk
from safety.errors import BrokenReply, UnknownLine
from safety.resources import list_yaml, load_yaml

STAGES = ("first", "repeat", "yes", "no", "joking", "topic_change", "recheck", "silence")
SOS, SUICIDE_LINE, CHILD_LINE, CARE_LINE = "sos-112", "sjalvmordslinjen", "bris", "1177"
WOMEN_LINE, MEN_LINE, STOP_LINE = "kvinnofridslinjen", "stodlinjen-man", "valj-att-sluta"

ALL_LINES = (SOS, SUICIDE_LINE, CHILD_LINE, CARE_LINE, WOMEN_LINE, MEN_LINE, STOP_LINE)

_OWN_LIFE = frozenset({"suicide", "farewell", "death_unclear", "self_harm"})
_VIOLENCE = frozenset({"violence_partner", "violence_family", "sexual_violence", "coercive_control"})
ONLY_SOS = frozenset(
    {"medical", "overdose", "voices", "psychosis", "threat_to_others", "third_party", "eating_disorder", "substance"}
)


@dataclass(frozen=True)
class CrisisReply:
    """One turn: bubbles in order with numbers filled in, the lines they name, and the question that ends it."""

    bubbles: tuple[str, ...]
    line_ids: tuple[str, ...]
    question: str


def required_line_ids(risk: Risk) -> tuple[str, ...]:
    """The lines whose numbers a reply must hold (conversation.md §5); empty when there is no danger."""
    if risk.level == Level.none:
        return ()
    acute = risk.level == Level.acute
    return ((SOS,) if acute else ()) + _support_ids(risk)


def compose(risk: Risk, phones: Mapping[str, str], *, stage: str = "first", variant: int = 0) -> CrisisReply:
    """The reply to a risk; `phones` gives each line's number as shown. Raises UnknownLine when one is missing."""
    if risk.level == Level.none:
        raise BrokenReply("there is nothing to say about no danger")
    support = _support_ids(risk)
    names = {line: _name(line, phones) for line in (SOS, *support)}
    template = _choose(risk, stage, variant)
    bubbles = tuple(_fill(text, names, support, variant) for text in template)
    shown = tuple(line for line in names if any(names[line] in bubble for bubble in bubbles))
    return CrisisReply(bubbles, shown, bubbles[-1])


def variants(risk: Risk, stage: str) -> int:
    """How many wordings there are for this risk at this stage."""
    return len(_wordings(risk, stage))


def _support_ids(risk: Risk) -> tuple[str, ...]:
    if risk.kind in _OWN_LIFE:
        return (CHILD_LINE,) if risk.minor else (SUICIDE_LINE,)
    if risk.kind in _VIOLENCE:
        return _violence_lines(risk)
    if risk.kind == "child_abuse":
        return (CHILD_LINE,)
    if risk.level == Level.acute and risk.kind in ONLY_SOS:
        return ()
    return _fitting_lines(risk)


def _violence_lines(risk: Risk) -> tuple[str, ...]:
    to_men = risk.victim_gender == "man" or (risk.perpetrator_gender == "woman" and risk.victim_gender != "woman")
    if risk.minor and not risk.about_other:
        return (CHILD_LINE,) if risk.victim_gender == "man" else (CHILD_LINE, WOMEN_LINE)
    return (MEN_LINE,) if to_men else (WOMEN_LINE,)


def _fitting_lines(risk: Risk) -> tuple[str, ...]:
    """For concern where the table asks for the fitting line."""
    if risk.kind == "third_party":
        return (CHILD_LINE,) if risk.minor else (SUICIDE_LINE,)
    if risk.kind == "threat_to_others":
        return (CHILD_LINE,) if risk.minor else (STOP_LINE,)
    return (CARE_LINE, CHILD_LINE) if risk.minor else (CARE_LINE,)


def _name(line: str, phones: Mapping[str, str]) -> str:
    if line not in phones:
        raise UnknownLine(line)
    labels: dict[str, str] = load_yaml("reply.yml")["lines"]
    return labels[line].format(phone=phones[line])


def _choose(risk: Risk, stage: str, variant: int) -> list[str]:
    wordings = _wordings(risk, stage)
    return wordings[variant % len(wordings)]


def _wordings(risk: Risk, stage: str) -> list[list[str]]:
    if stage not in STAGES:
        raise BrokenReply(f"unknown stage {stage!r}")
    texts: dict[str, Any] = load_yaml("reply.yml")
    group = _group(risk, texts)
    if stage == "first":
        levels = _first_wordings()[group]
    elif stage == "repeat":
        levels = load_yaml("reply/repeat.yml")[texts["families"][group]]
    else:
        levels = load_yaml("reply/stages.yml")[stage]
    found: list[list[str]] = levels[risk.level.value]
    return found


@cache
def _first_wordings() -> dict[str, Any]:
    """The first words of every group, gathered from reply/first_*.yml."""
    files = [load_yaml(name) for name in list_yaml("reply") if "/first_" in name]
    return {group: wordings for file in files for group, wordings in file.items()}


def _group(risk: Risk, texts: Mapping[str, Any]) -> str:
    groups: dict[str, str] = texts["groups"].get(risk.kind, texts["groups"]["death_unclear"])
    if risk.about_other:
        return groups["other"]
    return groups["minor" if risk.minor else "adult"]


def _fill(text: str, names: Mapping[str, str], support: tuple[str, ...], variant: int) -> str:
    texts: dict[str, Any] = load_yaml("reply.yml")
    both = texts["or"].join(names[line] for line in support)
    also = texts["also"][variant % len(texts["also"])].format(support=both) if support else ""
    return " ".join(text.format(sos=names[SOS], support=both, also=also).split())
