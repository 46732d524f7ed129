"""An entry as something that Lotsen may suggest, one candidate for each place where it is."""

from datetime import date, datetime, time

import msgspec

from knowledge.candidate import Candidate
from knowledge.entry import Entry, Where
from knowledge.entry_wording import Wording
from knowledge.fact_types import Facts
from knowledge.recurrence import when_text

AT_HOME = ("visiting", "conversation", "friend_match", "letter", "chat", "call", "guide", "support")


def to_candidate(entry: Entry, facts: Facts, today: date) -> Candidate:
    """What Lotsen says of an entry, at the first of its places. A hidden address is nowhere in it."""
    return next(iter(to_candidates(entry, facts, today).values()))


def to_candidates(entry: Entry, facts: Facts, today: date) -> dict[int, Candidate]:
    """The candidates by the index of their place; one of index 0 when there is no place."""
    if not entry.places:
        return {0: _candidate(entry, 0, facts, today)}
    used = {meeting.place for meeting in entry.meetings if not meeting.cancelled} or set(range(len(entry.places)))
    places = sorted(used & set(range(len(entry.places)))) or [0]
    return {index: _candidate(entry, index, facts, today) for index in places}


def _candidate(entry: Entry, index: int, facts: Facts, today: date) -> Candidate:
    place = entry.places[index] if entry.places else None
    meetings = tuple(
        msgspec.structs.replace(meeting, place=0) for meeting in entry.meetings if meeting.place == index or not place
    )
    seen = place if place and not place.hidden else None
    reach, municipalities = _reach(entry, place)
    says = Wording(entry, seen, place, meetings)
    return Candidate(
        id=entry.id,
        name=entry.name,
        kind=entry.kind or "other",
        plain=says.plain(),
        first_step=says.first_step(),
        first_step_other=says.first_step_other(),
        first_step_written=says.first_step_written(),
        at_the_door=says.at_the_door(),
        cost=says.cost(),
        where=says.where(),
        when=when_text(meetings, datetime.combine(today, time.min)) or says.when(),
        suits_because=says.suits_because(),
        reach=reach,
        needs_travel=_needs_travel(entry, place),
        checked=entry.checked.on if entry.checked else date.min,
        traits=entry.traits,
        municipalities=municipalities,
        lat=seen.lat if seen and reach == "near" else None,
        lon=seen.lon if seen and reach == "near" else None,
        age_min=entry.age_min,
        age_max=entry.age_max,
        only_for=entry.only_for,
        life_events=entry.life_events,
        barriers=entry.barriers,
        interests=entry.interests,
        activities=_activities(entry, facts),
        link=entry.link,
        phone=entry.phones[0].number if entry.phones else None,
        meetings=meetings,
        opening_hours=entry.opening_hours,
        access=entry.access,
        languages=entry.languages,
    )


def _reach(entry: Entry, place: Where | None) -> tuple[str, tuple[str, ...]]:
    """How far it reaches, and the codes of municipalities or counties when that is told."""
    area = tuple(code for code in entry.area if code != "SE")
    if place is None or place.virtual:
        return ("listed", area) if area and "SE" not in entry.area else ("online", ())
    if not place.hidden and place.lat is not None and place.lon is not None:
        return "near", (place.municipality,) if place.municipality else ()
    return "listed", (place.municipality,) if place.municipality else area


def _needs_travel(entry: Entry, place: Where | None) -> bool:
    if place is not None:
        return not place.virtual
    return entry.kind not in AT_HOME and entry.traits.online_first_step is not True


def _activities(entry: Entry, facts: Facts) -> tuple[str, ...]:
    kinds = {word.name: word.kinds for word in facts.interests}
    return tuple(dict.fromkeys(kind for name in entry.interests for kind in kinds.get(name, ())))
