"""An entry as something that Lotsen may suggest, one candidate for each place where it is."""

from datetime import date

import msgspec

from knowledge.candidate import Candidate
from knowledge.entries import steps, wording
from knowledge.entries.reasons import suits_because
from knowledge.entries.told import Told, sentences
from knowledge.entry import Entry, Where
from knowledge.fact_types import Facts
from knowledge.hidden import concealed
from knowledge.need import expand

INTEREST = "{interest}"
OTHER = "other"  # the kind of an entry that does not tell its kind


def to_candidate(entry: Entry, facts: Facts, today: date) -> Candidate:
    """What Lotsen says of an entry, at the first of its places. A hidden address is nowhere in it."""
    return next(iter(to_candidates(entry, facts, today).values()))


def to_candidates(entry: Entry, facts: Facts, today: date) -> dict[int, Candidate]:
    """The candidates by the index of their place; one of index 0 when there is no place."""
    shown = concealed(entry)
    return {index: _candidate(shown, index, facts, today) for index in _where_it_happens(shown)}


def _where_it_happens(entry: Entry) -> list[int]:
    """The places at which something happens; all of them when it is open or no meeting is told."""
    everywhere = list(range(len(entry.places)))
    used = {meeting.place for meeting in entry.meetings if not meeting.cancelled}
    if entry.opening_hours or not used:
        return everywhere or [0]
    return [index for index in everywhere if index in used] or [0]


def _candidate(entry: Entry, index: int, facts: Facts, today: date) -> Candidate:
    place = entry.places[index] if entry.places else None
    here = (meeting for meeting in entry.meetings if meeting.place == index or place is None)
    meetings = tuple(msgspec.structs.replace(meeting, place=0) for meeting in here)
    reach, municipalities = _reach(entry, place)
    near = place if place and reach == "near" else None
    told = Told(entry, place, meetings, today)
    return Candidate(
        id=entry.id,
        name=entry.name,
        kind=entry.kind or OTHER,
        plain=wording.plain(told),
        first_step=steps.first_step(told),
        first_step_other=steps.first_step_other(told),
        first_step_written=steps.first_step_written(told),
        at_the_door=steps.at_the_door(told),
        cost=wording.cost(told),
        where=_without_fields(wording.where(told)),
        when=wording.when(told),
        suits_because={need: _without_fields(text) for need, text in suits_because(told).items()},
        reach=reach,
        needs_travel=_needs_travel(entry, place),
        checked=entry.checked.on if entry.checked else date.min,
        traits=msgspec.structs.replace(entry.traits, free=True) if told.is_free else entry.traits,
        municipalities=municipalities,
        lat=near.lat if near else None,
        lon=near.lon if near else None,
        age_min=entry.age_min,
        age_max=entry.age_max,
        only_for=entry.only_for,
        life_events=expand(entry.life_events),
        barriers=expand(entry.barriers),
        interests=entry.interests,
        activities=_activities(entry, facts),
        link=entry.link,
        phone=entry.phones[0].number if entry.phones else None,
        meetings=meetings,
        opening_hours=entry.opening_hours,
        access=entry.access,
        languages=entry.languages,
        loneliness=entry.loneliness,
    )


def _without_fields(text: str) -> str:
    """Braces would be taken for a field to be filled in when the text is shown; {interest} is one."""
    kept = text.replace(INTEREST, "\0").replace("{", "(").replace("}", ")")
    return kept.replace("\0", INTEREST)


def _reach(entry: Entry, place: Where | None) -> tuple[str, tuple[str, ...]]:
    """How far it reaches, and the codes of municipalities or counties when that is told."""
    area = tuple(code for code in entry.area if code != "SE")
    if place is None or place.virtual:
        if place and place.municipality:
            area = area or (place.municipality,)  # a chat or a group by phone that a municipality has for its own
        return ("listed", area) if area and "SE" not in entry.area else ("online", ())
    if not place.hidden and place.lat is not None and place.lon is not None:
        return "near", (place.municipality,) if place.municipality else ()
    return "listed", (place.municipality,) if place.municipality else area


def _needs_travel(entry: Entry, place: Where | None) -> bool:
    """Only what is surely at home, in writing, by voice or on the net needs no travel."""
    if place is not None:
        return not place.virtual
    at_home = entry.kind in sentences()["kinds"]["at_home"]
    return not at_home and entry.traits.online_first_step is not True


def _activities(entry: Entry, facts: Facts) -> tuple[str, ...]:
    if not entry.interests:
        return ()
    kinds = {word.name: word.kinds for word in facts.interests if word.name in entry.interests}
    return tuple(dict.fromkeys(kind for name in entry.interests for kind in kinds.get(name, ())))
