"""Reads the fact files, checks their shape, and leaves out whatever may not be shown."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

import msgspec
import yaml

from knowledge.errors import FactError
from knowledge.fact_types import Facts, NeedRules, Programme, SupportLine, Topic, VocabularyEntry
from knowledge.hours import hours_problem

FACTS = Path(__file__).parent / "facts"
T = TypeVar("T")
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load_facts(root: Path | None = None) -> Facts:
    """All facts under `root` (default: the product's own). Raises FactError naming file and field."""
    return _load(root or FACTS) if root else _load_own()


@lru_cache(maxsize=1)
def _load_own() -> Facts:
    return _load(FACTS)


def _load(root: Path) -> Facts:
    withheld: dict[str, str] = {}
    lines = _showable(_lines(root), withheld)
    programmes = _showable(_programmes(root), withheld)
    return Facts(
        lines=lines,
        programmes=programmes,
        topics={topic.id: topic for _, topic in _each(root / "topics", Topic)},
        need_rules=_read(root / "need_rules.yml", NeedRules),
        interests=_vocabulary(root, "interests") + _vocabulary(root, "wishes"),
        barriers=_vocabulary(root, "barriers"),
        life_events=_vocabulary(root, "life_events"),
        withheld=withheld,
    )


def all_lines(root: Path | None = None) -> list[SupportLine]:
    """Every line on file, the withheld ones too: for the editor and for checks, never for visitors."""
    return [line for _, line in _lines(root or FACTS)]


def all_programmes(root: Path | None = None) -> list[Programme]:
    """Every programme on file, the withheld ones too: for the editor and for checks, never for visitors."""
    return [programme for _, programme in _programmes(root or FACTS)]


def _lines(root: Path) -> list[tuple[Path, SupportLine]]:
    found = list(_each(root / "support_lines", SupportLine))
    for path, line in found:
        _check_evidence(path, line)
        for channel in ("phone", "chat", "sms", "email", "letter", "visit"):
            hours = getattr(line.hours, channel)
            if hours and (problem := hours_problem(hours)):
                raise FactError(f"{path.name}: hours.{channel}: {problem}")
    return found


def _programmes(root: Path) -> list[tuple[Path, Programme]]:
    found = list(_each(root / "programmes", Programme))
    kinds = {kind.name for kind in _read(root / "need_rules.yml", NeedRules).kinds}
    for path, programme in found:
        _check_evidence(path, programme)
        shown = programme.shown
        if shown and shown.kind not in kinds:
            raise FactError(f"{path.name}: shown.kind: {shown.kind!r} is not among the kinds of need_rules.yml")
        if shown and shown.reach == "listed" and not shown.municipalities:
            raise FactError(f"{path.name}: shown.municipalities: reach is listed but no municipality is")
    return found


def _check_evidence(path: Path, fact: "SupportLine | Programme") -> None:
    if fact.id != path.stem:
        raise FactError(f"{path.name}: id: is {fact.id!r} but the file is named {path.stem!r}")
    if _why_withheld(fact):
        return
    if not fact.sources:
        raise FactError(f"{path.name}: sources: must name at least one source to be shown")
    if fact.shown is None:
        raise FactError(f"{path.name}: shown: is missing, and the entry is neither blocked nor discontinued")


def _why_withheld(fact: "SupportLine | Programme") -> str | None:
    if fact.status != "aktiv":
        return f"status: {fact.status}"
    return "block_until_verified" if fact.block_until_verified else None


F = TypeVar("F", SupportLine, Programme)


def _showable(found: list[tuple[Path, F]], withheld: dict[str, str]) -> dict[str, F]:
    shown: dict[str, F] = {}
    for _, fact in found:
        reason = _why_withheld(fact)
        if reason:
            withheld[fact.id] = reason
        else:
            shown[fact.id] = fact
    return shown


def _each(folder: Path, shape: type[T]) -> Iterator[tuple[Path, T]]:
    for path in sorted(folder.glob("*.yml")):
        yield path, _read(path, shape)


def _read(path: Path, shape: type[T]) -> T:
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=Loader)  # noqa: S506 (safe loader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as problem:
        raise FactError(f"{path.name}: file: {_one_line(problem)}") from problem
    try:
        return msgspec.convert(content, type=shape)
    except msgspec.ValidationError as problem:
        raise FactError(f"{path.name}: {_field_and_problem(str(problem))}") from problem


def _field_and_problem(message: str) -> str:
    """msgspec writes "what - at `$.a.b`"; we want "a.b: what"."""
    what, _, where = message.partition(" - at `$")
    named = where.strip("`").lstrip(".")
    if not named and "`" in what:
        named = what.split("`")[1]
    return f"{named or 'file'}: {what}"


def _one_line(problem: Exception) -> str:
    return " ".join(str(problem).split())


def _vocabulary(root: Path, name: str) -> tuple[VocabularyEntry, ...]:
    """Entries of vocabulary/<name>.yml or of every file in vocabulary/<name>/; none when absent."""
    single, folder = root / "vocabulary" / f"{name}.yml", root / "vocabulary" / name
    paths = ([single] if single.exists() else []) + sorted(folder.glob("*.yml"))
    entries: list[VocabularyEntry] = []
    for path in paths:
        entries += _read(path, list[VocabularyEntry])
    return tuple(entries)
