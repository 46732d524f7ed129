"""Which question comes next, and what a sent form answers. No I/O."""

from collections.abc import Sequence
from dataclasses import dataclass

from chat.guide.answers import HERE, Answers, Spot
from chat.guide.place import read_place
from knowledge.guide_facts import GuideFacts, Question
from knowledge.place_table import Municipality
from knowledge.places import Places

REFUSALS = ("unknown", "declined")


@dataclass(frozen=True)
class Form:
    """What was sent with one question; text is as it came."""

    chosen: tuple[str, ...] = ()
    town: str = ""
    code: str = ""


@dataclass(frozen=True)
class Read:
    """What a form says: an answer, or a problem in words, with municipalities to choose among when one is unclear."""

    chosen: tuple[str, ...] = ()
    spot: Spot | None = None
    problem: str = ""
    towns: tuple[Municipality, ...] = ()


def number_of(guide: GuideFacts, question: str) -> int:
    """The question's number on its page, from 1 on."""
    return [each.id for each in guide.questions].index(question) + 1


def first_open(guide: GuideFacts, answers: Answers) -> int | None:
    """The first question without an answer; None when all have one."""
    return next((n for n, each in enumerate(guide.questions, 1) if not answers.has(each.id)), None)


def next_after(guide: GuideFacts, answers: Answers, number: int, *, to_check: bool) -> int | None:
    """The number of the next page; None is the page where the answers are checked."""
    if to_check and first_open(guide, answers) is None:
        return None
    return number + 1 if number < len(guide.questions) else first_open(guide, answers)


def is_for_other(guide: GuideFacts, answers: Answers) -> bool:
    chosen = (guide.question("who").option(name) for name in answers.of("who"))
    return any(option is not None and option.sets.for_other for option in chosen)


def read_form(guide: GuideFacts, question: Question, form: Form, places: Places, county: str | None) -> Read:
    """`county` is the code of the region's county when the visit began with a region."""
    if question.kind == "place":
        return _place(guide, form, places, county)
    known = tuple(option.id for option in question.options if option.id in form.chosen)
    if not known:
        if question.optional:
            return Read(chosen=())
        return Read(problem=guide.errors.choose_several if question.kind == "several" else guide.errors.choose)
    if question.kind == "one":
        return Read(chosen=known[:1])
    return _several(guide, question, known)


def _several(guide: GuideFacts, question: Question, known: tuple[str, ...]) -> Read:
    alone = [option for option in question.options if option.alone and option.id in known]
    if not alone or len(known) == 1:
        return Read(chosen=known)
    if question.id == "danger":  # what is grave counts, whatever else was marked
        grave = tuple(name for name in known if name not in [option.id for option in alone])
        return Read(chosen=grave or known[:1])
    return Read(chosen=known, problem=guide.errors.alone.format(label=alone[0].label))


def _place(guide: GuideFacts, form: Form, places: Places, county: str | None) -> Read:
    refusal = next((name for name in form.chosen if name in REFUSALS), None)
    if refusal:
        return Read(chosen=(refusal,))
    found = read_place(places, form.town, form.code, county)
    if isinstance(found, Spot):
        return Read(chosen=(HERE,), spot=found)
    return Read(problem=getattr(guide.errors, found.error), towns=found.towns)


def towns_in(places: Places, counties: Sequence[str]) -> tuple[Municipality, ...]:
    """The municipalities of these counties by name."""
    found = (town for town in places.table.municipalities.values() if town.county_code in counties)
    return tuple(sorted(found, key=lambda town: town.name))
