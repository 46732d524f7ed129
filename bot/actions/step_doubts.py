"""Answers a doubt about whom a step is for from what its fact says, or says that it is not known and how to ask."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bot.actions.cards import templates
from bot.actions.details import short_name
from knowledge.candidate import Candidate
from knowledge.turned_down import is_of_church

GROWN_UP = 18
FOR_THE_ILL = frozenset(
    ("disability_access", "illness", "mental_illness", "npf", "addiction", "caregiving", "hospital")
)
ASKS = {
    "health": "utter_doubt_ask_health",
    "age": "utter_doubt_ask_age",
    "both": "utter_doubt_ask_both",
    "member": "utter_doubt_ask_member",
    "skill": "utter_doubt_ask_skill",
    "language": "utter_doubt_ask_language",
    "talking": "utter_doubt_ask_talking",
    "staying": "utter_doubt_ask_staying",
    "lonely": "utter_doubt_ask_lonely",
}  # words to ask with, where the verdict leaves a doubt
ASKED_TOO = ("utter_doubt_unknown", "utter_doubt_health", "utter_doubt_age", "utter_doubt_both")
Said = tuple[str, Mapping[str, str]]  # a response and its values


def verdict(about: str, items: Sequence[Candidate]) -> Said:
    """The response that answers it for these steps."""
    if not items or about not in JUDGES:
        return "utter_doubt_unknown", {}
    return JUDGES[about](items)


def words_to_ask(about: str, key: str) -> str | None:
    """What one may say or write to be sure, after a verdict that leaves something open."""
    return templates()[ASKS[about]] if key in ASKED_TOO and about in ASKS else None


def _health(items: Sequence[Candidate]) -> Said:
    ill = [item for item in items if item.only_for and FOR_THE_ILL.issuperset(item.only_for)]
    return ("utter_doubt_health_some", {"step": _names(ill)}) if ill else ("utter_doubt_health", {})


def _age(items: Sequence[Candidate]) -> Said:
    bound = [item for item in items if (item.age_min or 0) > GROWN_UP]
    if not bound:
        return "utter_doubt_age", {}
    return "utter_doubt_age_some", {"step": _names(bound[:1]), "years": str(bound[0].age_min)}


def _both(items: Sequence[Candidate]) -> Said:
    key, values = _health(items)
    if values:
        return key, values
    key, values = _age(items)
    return (key, values) if values else ("utter_doubt_both", {})


def _faith(items: Sequence[Candidate]) -> Said:
    return ("utter_doubt_faith" if any(is_of_church(item) for item in items) else "utter_doubt_no_faith"), {}


def _member(items: Sequence[Candidate]) -> Said:
    if all(item.is_line or item.traits.no_membership for item in items):
        return "utter_doubt_no_member", {}
    joins = [item for item in items if item.traits.no_membership is False]
    return ("utter_doubt_member", {"step": _names(joins)}) if joins else ("utter_doubt_unknown", {})


def _skill(items: Sequence[Candidate]) -> Said:
    free = all(item.is_line or item.traits.no_prior_knowledge for item in items)
    return ("utter_doubt_no_skill" if free else "utter_doubt_unknown"), {}


JUDGES: Mapping[str, Callable[[Sequence[Candidate]], Said]] = {
    "health": _health,
    "age": _age,
    "both": _both,
    "faith": _faith,
    "member": _member,
    "skill": _skill,
}


def _names(items: Sequence[Candidate]) -> str:
    return " och ".join(short_name(item.name) for item in items[:2])
