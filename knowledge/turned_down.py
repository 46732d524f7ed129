"""Whole kinds of help that a person has turned down ("kind:church"): what belongs to each of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Protocol

from knowledge.fact_types import SupportLine

CHURCHLY = re.compile(r"kyrk|präst|diakon|svk|frälsning|församling", re.IGNORECASE)
COFFEE = re.compile(r"fika|kaffe|kafé|café|lunch", re.IGNORECASE)
PREFIX = "kind:"
OLD = 55  # years from which a step is for the old
ONE_TO_ONE = ("visiting", "companion", "friend_match", "conversation", "call", "letter", "chat")
ALONE = ("library", "volunteering", "practical", "everyday", "support", "guide", "digital_help")  # in no group
IN_A_HALL = ("meeting_place", "senior_meeting", "language", "activity", "association", "student", "other")
BY_LINE = ("call", "letter", "chat")
NOT_OF_TWO = ("aldrekontakt", "cykling-utan-alder")  # visiting, but several at a time


class Step(Protocol):
    """What has to be known of a step to tell its kinds."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def where(self) -> str: ...
    @property
    def first_step(self) -> str: ...
    @property
    def reach(self) -> str: ...
    @property
    def plain(self) -> str: ...
    @property
    def at_the_door(self) -> str: ...
    @property
    def needs_travel(self) -> bool: ...
    @property
    def age_min(self) -> int | None: ...
    @property
    def usually_from_age(self) -> int | None: ...
    @property
    def activities(self) -> tuple[str, ...]: ...


def is_of_church(step: Step) -> bool:
    """Is it a church that keeps it?"""
    return _is_churchly(f"{step.id} {step.name} {step.where} {step.first_step}")


@lru_cache(maxsize=20_000)
def _is_churchly(about: str) -> bool:
    return CHURCHLY.search(about) is not None


def _is(*kinds: str) -> Callable[[Step], bool]:
    return lambda step: step.kind in kinds


def _has(*ids: str) -> Callable[[Step], bool]:
    return lambda step: step.id in ids


def _does(*activities: str) -> Callable[[Step], bool]:
    return lambda step: bool(set(activities) & set(step.activities))


def _serves_coffee(step: Step) -> bool:
    return bool(COFFEE.search(f"{step.plain} {step.at_the_door} {step.first_step}"))


def _is_for_old(step: Step) -> bool:
    return max(step.age_min or 0, step.usually_from_age or 0) >= OLD


BELONGS: Mapping[str, Callable[[Step], bool]] = {
    "church": is_of_church,
    "sport": lambda step: step.kind == "activity" or _does("motion", "sport")(step),
    "library": _is("library"),
    "books": _has("bokcirkel"),
    "course": _is("study_circle"),
    "games": _is("game_evening"),
    "guide": _has("ledsagning"),
    "contact_person": _has("kontaktperson"),
    "volunteering": _is("volunteering"),
    "talk_group": _is("peer_group", "grief_group"),
    "group": lambda step: step.kind not in (*ONE_TO_ONE, *ALONE) or step.id in NOT_OF_TWO,
    "talk": _is("conversation", "call", "peer_group", "grief_group"),
    "online": lambda step: step.reach == "online" or step.kind in ("chat", "letter"),
    "visit": _is("visiting"),
    "language": _is("language", "friend_match"),
    "children": _is("family_place"),
    "seniors": lambda step: step.kind in ("senior_meeting", "digital_help") or step.id == "spf" or _is_for_old(step),
    "coffee": lambda step: bool(COFFEE.search(step.name)) or (step.kind in IN_A_HALL and _serves_coffee(step)),
    "crowd": lambda step: step.kind in IN_A_HALL or step.id == "aldrekontakt",
    "numbers": _is(*BY_LINE),
    "large": lambda step: step.kind != "everyday",
    "travel": lambda step: step.needs_travel,
    "company": lambda step: step.kind not in ONE_TO_ONE or step.id in NOT_OF_TWO,
    "association": _is("association"),
    "letter": _is("letter"),
    "chat": _is("chat"),
}


def turned_down_kinds(rejected: frozenset[str]) -> frozenset[str]:
    """The kinds among all that was turned down."""
    return frozenset(name[len(PREFIX) :] for name in rejected if name.startswith(PREFIX))


def is_turned_down(step: Step, rejected: frozenset[str], kinds: frozenset[str]) -> bool:
    """True for a step that was turned down itself, or is of a kind that was (as turned_down_kinds gives them)."""
    if step.id in rejected:
        return True
    return any(name in BELONGS and BELONGS[name](step) for name in kinds)


def line_is_turned_down(line: SupportLine, rejected: frozenset[str]) -> bool:
    """True for a line that was turned down itself, or that a church keeps when church was turned down."""
    about = f"{line.id} {line.name} {line.organisation or ''} {line.channels.chat_url or ''}"
    kinds = turned_down_kinds(rejected)
    churchly = "church" in kinds and bool(CHURCHLY.search(about))
    audiences = line.shown.audiences if line.shown else ()
    return line.id in rejected or churchly or ("seniors" in kinds and audiences == ("older",))
