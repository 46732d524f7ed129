"""Reads knowledge/facts/guide.yml: the questions of the guide, what each answer means, and what is then said."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

import msgspec
import yaml

from knowledge.errors import FactError
from knowledge.fact_types import Facts, FactStruct
from knowledge.facts_loader import FACTS, load_facts
from knowledge.need import AGE_RANGES
from safety.assess import KINDS as DANGERS

NAME = "guide.yml"
Kind = Literal["social", "emotional", "existential"]
KINDS: tuple[Kind, ...] = ("social", "emotional", "existential")
FIRST = "danger"
ASKED = frozenset(
    {"danger", "who", "age", "since", "happened", "company", "close", "meaning", "hinders", "likes", "place"}
)  # what the code knows by name; an editor may order and word them, not leave one out
ACCESS = frozenset({"wheelchair", "hearing_loop", "sign_language"})
SCORE = Annotated[float, msgspec.Meta(ge=0, le=1)]
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class DangerMeant(FactStruct, frozen=True, forbid_unknown_fields=True):
    level: Literal["concern", "acute"]
    kind: str


class Sets(FactStruct, frozen=True, forbid_unknown_fields=True):
    """What an answer tells the search, by the names of the vocabulary."""

    for_other: bool = False
    age_group: str | None = None
    age: int | None = None
    minor: bool = False
    barriers: tuple[str, ...] = ()
    access: tuple[str, ...] = ()
    no_phone: bool = False
    life_events: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    scores: Mapping[Kind, SCORE] = {}


NOTHING = Sets()


class Option(FactStruct, frozen=True, forbid_unknown_fields=True):
    """One answer; `alone` cannot be chosen with others."""

    id: str
    label: str
    label_other: str = ""
    said: str = ""
    said_other: str = ""
    note: str = ""
    note_other: str = ""
    sets: Sets = NOTHING
    danger: DangerMeant | None = None
    lines: tuple[str, ...] = ()
    alone: bool = False


class Question(FactStruct, frozen=True, forbid_unknown_fields=True):
    id: str
    kind: Literal["one", "several", "place"]
    short: str
    text: str
    text_other: str = ""
    help: str = ""
    help_other: str = ""
    options: tuple[Option, ...] = ()
    optional: bool = False

    def option(self, option_id: str) -> Option | None:
        return next((option for option in self.options if option.id == option_id), None)


class NamedKind(FactStruct, frozen=True, forbid_unknown_fields=True):
    name: str
    plain: str
    helps: str


class Errors(FactStruct, frozen=True, forbid_unknown_fields=True):
    choose: str
    choose_several: str
    alone: str
    place_empty: str
    place_unknown: str
    place_which: str
    place_long: str


class ChatWords(FactStruct, frozen=True, forbid_unknown_fields=True):
    carried: tuple[str, ...]
    steps: str
    steps_other: str
    choices: tuple[str, ...]
    no_steps: str
    danger_first: str
    not_carried: str


class GuideFacts(FactStruct, frozen=True, forbid_unknown_fields=True):
    """All of the guide that an editor writes."""

    checked: date
    always: tuple[Option, ...]
    questions: tuple[Question, ...]
    kinds: Mapping[Kind, NamedKind]
    no_kind: NamedKind
    several_kinds: str
    errors: Errors
    chat: ChatWords

    def question(self, question_id: str) -> Question:
        """Raises KeyError for a question that is not asked."""
        return {question.id: question for question in self.questions}[question_id]


def load_guide(path: Path | None = None, facts: Facts | None = None) -> GuideFacts:
    """The guide as it is written, checked against the other facts. Raises FactError naming the field."""
    return _load_own() if path is None and facts is None else _read(path or FACTS / NAME, facts or load_facts())


@lru_cache(maxsize=1)
def _load_own() -> GuideFacts:
    return _read(FACTS / NAME, load_facts())


def _read(path: Path, facts: Facts) -> GuideFacts:
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=Loader)  # noqa: S506 (safe loader)
        guide = msgspec.convert(content, type=GuideFacts)
    except (OSError, UnicodeDecodeError, yaml.YAMLError, msgspec.ValidationError) as problem:
        raise FactError(f"{path.name}: {' '.join(str(problem).split())}") from problem
    guide = _with_always(guide)
    wrong = next(_problems(guide, facts), None)
    if wrong:
        raise FactError(f"{path.name}: {wrong}")
    return guide


def _with_always(guide: GuideFacts) -> GuideFacts:
    """ "Vet inte" and "Vill inte svara" under every question; neither goes with another answer."""
    always = tuple(msgspec.structs.replace(option, alone=True) for option in guide.always)
    questions = tuple(msgspec.structs.replace(each, options=each.options + always) for each in guide.questions)
    return msgspec.structs.replace(guide, always=always, questions=questions)


def _problems(guide: GuideFacts, facts: Facts) -> Iterator[str]:
    names = [question.id for question in guide.questions]
    if sorted(names) != sorted(ASKED):
        yield f"questions: must be {', '.join(sorted(ASKED))}, each once"
    elif names[0] != FIRST:
        yield "questions: danger must be asked first"
    if len(guide.always) != 2:
        yield 'always: must be "Vet inte" and "Vill inte svara"'
    if set(guide.kinds) != set(KINDS):
        yield f"kinds: must be {', '.join(KINDS)}"
    told = {kind for question in guide.questions for option in question.options for kind in option.sets.scores}
    if told != set(KINDS):
        yield "questions: each kind of loneliness must be told by some answer (sets.scores)"
    for question in guide.questions:
        ids = [option.id for option in question.options]
        if len(set(ids)) != len(ids):
            yield f"questions.{question.id}: two answers have the same id"
        for option in question.options:
            yield from (f"questions.{question.id}.{option.id}: {what}" for what in _wrong_names(option, facts))


def _wrong_names(option: Option, facts: Facts) -> Iterator[str]:
    sets = option.sets
    known: dict[str, AbstractSet[str]] = {
        "barriers": {entry.name for entry in facts.barriers},
        "life_events": {entry.name for entry in facts.life_events},
        "interests": {entry.name for entry in facts.interests},
        "access": ACCESS,
    }
    for field, names in known.items():
        yield from (
            f"sets.{field}: {name} is not in the vocabulary" for name in getattr(sets, field) if name not in names
        )
    if sets.age_group and sets.age_group not in AGE_RANGES:
        yield f"sets.age_group: {sets.age_group} is not in the vocabulary"
    if option.danger and option.danger.kind not in DANGERS:
        yield f"danger.kind: {option.danger.kind} is no kind of danger"
    if any(score >= 0.5 for score in sets.scores.values()) and not option.said:
        yield "said: is missing, and the result page needs it"
    yield from (f"lines: {line} is not a line that may be shown" for line in option.lines if line not in facts.lines)
