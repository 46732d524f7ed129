"""What Lotsen knows in a conversation; each field is a slot of the same name in domain.yml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

SET_ASIDE = (None, "corrected", "no")  # danger stages: never told, taken back, or denied
KINDS = ("social", "emotional", "existential")


@dataclass(frozen=True)
class State:
    """One conversation. Tuples are lists in the slots; None means not known."""

    loneliness_types: tuple[str, ...] = ()
    loneliness_scores: tuple[float, ...] = (0.0, 0.0, 0.0)  # in the order of KINDS, each 0–1
    municipality: str | None = None  # SCB code
    place_name: str | None = None
    place_refused: bool = False
    position: tuple[float, ...] = ()  # latitude and longitude of the village or district that was named
    age_group: str | None = None
    age: float | None = None  # years
    barriers: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    life_events: tuple[str, ...] = ()
    access: tuple[str, ...] = ()  # what a place must have: wheelchair, hearing_loop, sign_language
    gender: str | None = None  # "man", "woman", where it was told
    losses: tuple[str, ...] = ()  # who has died: partner, child, parent, sibling, friend; "suicide" when that was how
    diagnoses: tuple[str, ...] = ()  # names of knowledge/groups.py: "cancer", "npf"
    since: str | None = None  # since when it has been so, in words that may be said back: "i somras"
    who: str | None = None  # the person near the writer who was named last: "din dotter"
    told: tuple[str, ...] = ()  # gentle questions that were answered without being put
    denied: tuple[str, ...] = ()  # facts that were read wrongly; a guess does not bring them back
    wrong: str | None = None  # the mistake that the latest message sets right
    no_phone: bool = False  # hears badly, or does not manage to ring
    for_other: bool = False
    aside: str | None = None  # JSON: what is known of the other person, when two are spoken of
    risk_level: str = "none"
    risk_kind: str | None = None
    risk_kinds: tuple[str, ...] = ()  # every kind that was spoken of
    victim_gender: str | None = None  # "man", "woman"; who is hurt
    perpetrator_gender: str | None = None
    minor: bool = False
    danger_stage: str | None = None  # the last stage of the crisis protocol that was said
    danger_turn: float = 0.0  # the turn in which danger was last spoken of
    danger_count: float = 0.0  # how many crisis replies this conversation has had
    danger_said: tuple[str, ...] = ()  # their stages, in order
    risk_about_other: bool = False  # the danger that was told of is somebody else's
    risk_also: tuple[str, ...] = ()  # what else was told that has a line of its own
    turn: float = 0.0
    asked: tuple[str, ...] = ()  # keys of questions already put
    pending: str | None = None  # the question that the next message may answer
    named: bool = False
    offered: bool = False
    wants: str | None = None  # "tips", "talk"
    holiday: str | None = None  # "jul", "midsommar": one that the person speaks of and that is near
    shown: tuple[str, ...] = ()
    last_shown: tuple[str, ...] = ()
    rejected: tuple[str, ...] = ()
    talk_turns: float = 0.0
    abuse: float = 0.0
    news: tuple[
        str, ...
    ] = ()  # what the latest message added: "life_event:move", "barrier:money", "place", "new_place", "danger"
    come_back: str | None = None  # the row of the come-back code in use; never its words
    come_back_tries: float = 0.0  # codes that led nowhere
    plan: tuple[str, ...] = ()  # answers in the safety plan that is being written, "signs:…"; emptied when it is shown
    plan_step: str | None = None  # the question of the plan that stands open
    exercise: str | None = None  # "breath:1", or "choose" while it is not chosen
    topics: tuple[str, ...] = ()  # questions that were answered, in order
    draft: str | None = None  # what was last written for the person: "friend:old", or "whom:" while that is not known
    easy: bool = False  # wants even shorter and easier Swedish
    met_human: float = 0.0  # the last hand-back by a person that was taken up
    language: str | None = None  # the language that is used instead of Swedish
    said: tuple[str, ...] = ()  # keys of responses, in the order in which they were used

    def new(self, kind: str) -> tuple[str, ...]:
        """What the latest message added of one kind ("life_event", "barrier"), in the order in which it was found."""
        return tuple(name for found, _, name in (news.partition(":") for news in self.news) if found == kind and name)

    def but(self, **changes: Any) -> State:
        """The same conversation with some fields changed."""
        return replace(self, **changes)


FIELDS = tuple(field.name for field in fields(State))


def state_from_slots(slots: Mapping[str, Any]) -> State:
    """Read the state from Rasa's slots; empty slots keep the defaults."""
    known: dict[str, Any] = {}
    for name in FIELDS:
        value = slots.get(name)
        if value is not None:
            known[name] = tuple(value) if isinstance(value, list) else value
    return State(**known)


def slots_from_state(state: State) -> dict[str, Any]:
    """All slots with their values, tuples as lists."""
    values = {name: getattr(state, name) for name in FIELDS}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def changed_slots(before: State, after: State) -> dict[str, Any]:
    """The slots whose values differ between two states."""
    old = slots_from_state(before)
    return {name: value for name, value in slots_from_state(after).items() if old[name] != value}


def together(earlier: tuple[str, ...], later: tuple[str, ...]) -> tuple[str, ...]:
    """Both without repeats, the earlier first."""
    return tuple(dict.fromkeys((*earlier, *later)))
