"""One activity of schema.org with all of its times: an event, a series with the events in it, or a place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from msgspec import structs

from knowledge.entry import Entry, Meeting, Owner, Where
from knowledge.feeds.drafting import Drafting
from knowledge.feeds.json_fields import Fields
from knowledge.feeds.reading import Item, Reading
from knowledge.feeds.schema_entry import SchemaActivity
from knowledge.feeds.schema_graph import INSIDE, SERVICES, Json, is_event, is_series, types
from knowledge.feeds.schema_places import read_place, read_places
from knowledge.feeds.schema_times import CANCELLED, gathered, read_meetings, status_of, to_come


@dataclass
class Group:
    """An activity: the object that describes it, its single times, and what stands above it (a festival)."""

    main: Json
    times: list[Json] = field(default_factory=list)
    above: Json | None = None


def activity_item(
    where: str, ref: str, group: Group, reading: Reading, page: str | None, graph: Mapping[str, Any]
) -> Item | None:
    """The entry with its problems, only problems, or None when all of it is over."""
    draft = Drafting(where, reading)
    node = Fields(group.main, draft, "", graph)
    above = Fields(group.above, draft, "superEvent", graph) if group.above else None
    activity = SchemaActivity(node, above)
    name = activity.name()
    if name is None:
        draft.note("name", "Aktiviteten har inget namn.", dropped=True)
        return Item(ref, problems=draft.problems)
    if not is_event(group.main):
        held = read_places(node, "areaServed", "location") if types(group.main) & SERVICES else [read_place(node)]
        entry = activity.entry(ref, name, [place for place in held if place != Where()], (), page)
        return Item(ref, _as_its_own_owner(entry, activity), problems=draft.problems)
    places = _Places(node, above)
    found = _meetings(node, [Fields(one, draft, "subEvent", graph) for one in group.times], places)
    coming = to_come(gathered(found), reading.today)
    if not coming and (found or _tells_times(node, group.times)):
        unreadable = [problem for problem in draft.problems if _is_of_time(problem.field)]
        return Item(ref, problems=draft.problems) if unreadable else None
    return Item(ref, activity.entry(ref, name, places.found, coming, page), problems=draft.problems)


def times_inside(main: Json) -> list[Json]:
    """The single times that stand in the object of a series."""
    held = [main.get(name) for name in INSIDE]
    parts = [part for one in held for part in (one if isinstance(one, list) else [one])]
    return [part for part in parts if isinstance(part, dict)]


class _Places:
    """The places of an activity and of its times, each once."""

    def __init__(self, node: Fields, above: Fields | None) -> None:
        self.found = read_places(node) or (read_places(above) if above else [])
        if status_of(node) == "EventMovedOnline" and not any(one.virtual for one in self.found):
            self.found = [Where(virtual=True)]

    def index(self, time_: Fields) -> int:
        own = next(iter(read_places(time_)), None)
        if own is None:
            return 0
        if own not in self.found:
            self.found.append(own)
        return self.found.index(own)


def _meetings(node: Fields, times: Sequence[Fields], places: _Places) -> list[Meeting]:
    """The times of a series where it tells them one by one, else its rule or its own dates."""
    singles = [one for time_ in times for one in read_meetings(time_, places.index(time_))]
    is_span = is_series(dict(node.held)) and bool(times)
    if is_span and to_come(singles, node.draft.reading.today):
        found = singles
    else:
        found = [*(one for one in read_meetings(node) if one.rrule or not is_span), *singles]
    if status_of(node) in CANCELLED:
        return [structs.replace(one, cancelled=True) for one in found]
    return found


def _tells_times(node: Fields, times: Sequence[Json]) -> bool:
    return bool(times) or any(node.held.get(name) for name in ("startDate", "eventSchedule", "courseSchedule"))


def _is_of_time(name: str) -> bool:
    return any(part in name for part in ("Date", "Time", "Schedule", "repeat", "byDay"))


def _as_its_own_owner(entry: Entry, activity: SchemaActivity) -> Entry:
    """A library or an association keeps itself, where nobody else is named."""
    if entry.owner.name:
        return entry
    owner = Owner(name=entry.name, website=activity.website(), org_number=activity.org_number())
    return structs.replace(entry, owner=owner)
