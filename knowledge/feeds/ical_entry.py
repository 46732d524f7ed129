"""Makes an entry of one event of a calendar."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo
from zoneinfo import ZoneInfo

from knowledge.entry import Entry, Meeting, Owner, Provenance, Status, Where, entry_id
from knowledge.feeds.drafting import Drafting
from knowledge.feeds.ical_times import Calendar, Happening, Timed
from knowledge.feeds.place_text import link_of, place_of
from knowledge.feeds.reading import Item, Reading, is_web
from knowledge.feeds.said import first_sentence, price_said, traits_said

PRIVATE = ("PRIVATE", "CONFIDENTIAL")
NO_PERSON = re.compile(r"google\.com$|^(?:no-?reply|do-?not-?reply|unknown)", re.IGNORECASE)


@dataclass(frozen=True)
class CalendarFacts:
    """What the calendar tells of all its events. `zone` is that of times that are written without one."""

    address: str
    name: str | None = None
    zone: str | None = None

    def floating(self) -> tzinfo | None:
        try:
            return ZoneInfo(self.zone) if self.zone else None
        except (ValueError, OSError, KeyError):  # KeyError: no such zone
            return None


def entry_item(
    where: str, ref: str, happenings: Sequence[Happening], told: CalendarFacts, reading: Reading
) -> Item | None:
    """The entry with its problems, only problems, or None when all of it is over."""
    draft = Drafting(where, reading)
    main, changes = _sorted_out(draft, happenings)
    event = _Event(draft, main or changes[0])
    name = draft.line("SUMMARY", event.text("SUMMARY"))
    if event.text("CLASS").strip().upper() in PRIVATE:
        draft.note("CLASS", "Händelsen är märkt som privat.", dropped=True)
    elif name is None:
        draft.note("SUMMARY", "Händelsen har inget namn.", dropped=True)
    for field in dict.fromkeys(str(field) for one in happenings for field, _ in one.event.errors):
        draft.note(field, "går inte att läsa och är inte med")
    if name is None or any(problem.dropped for problem in draft.problems):
        return Item(ref, problems=draft.problems)
    places = _Places(draft, event)
    meetings = Calendar(draft, told.floating()).meetings(Timed(main, tuple(changes), places.index))
    if not meetings:
        unreadable = any(problem.field in ("DTSTART", "RRULE") for problem in draft.problems)
        return Item(ref, problems=draft.problems) if unreadable else None
    return Item(ref, _entry(event, ref, name, meetings, places.found, told), problems=draft.problems)


def _sorted_out(draft: Drafting, happenings: Sequence[Happening]) -> tuple[Happening | None, list[Happening]]:
    """The event itself (the newest where there are several) and the changes of its times."""
    own = [one for one in happenings if one.moment("RECURRENCE-ID") is None]
    if len(own) > 1:
        draft.note("UID", f"Samma UID står {len(own)} gånger; den senaste ändringen gäller.")
    newest: dict[str, Happening] = {}
    for one in sorted(happenings, key=_version):
        newest[str(one.moment("RECURRENCE-ID"))] = one
    main = newest.pop("None", None)
    return main, list(newest.values())


def _version(happening: Happening) -> tuple[int, str]:
    sequence = str(happening.one("SEQUENCE") or "")
    changed = happening.moment("LAST-MODIFIED") or happening.moment("DTSTAMP")
    return (int(sequence) if sequence.isdecimal() and len(sequence) < 10 else 0, str(changed or ""))


class _Event:
    """The texts of an event."""

    def __init__(self, draft: Drafting, happening: Happening) -> None:
        self.draft = draft
        self.happening = happening

    def text(self, name: str) -> str:
        """A text as it is written; broken bytes in it are let through for the drafting to clean."""
        found = self.happening.one(name)
        return "" if found is None else str(found)

    def categories(self) -> str:
        held = (part for one in self.happening.all("CATEGORIES") for part in getattr(one, "cats", (one,)))
        return ", ".join(str(part) for part in held)

    def position(self, happening: Happening) -> tuple[float, float] | None:
        geo = happening.one("GEO")
        if not hasattr(geo, "latitude"):
            return None
        return self.draft.position("GEO", geo.latitude, geo.longitude)


class _Places:
    """The places of an event and of the changes of its times, each once."""

    def __init__(self, draft: Drafting, event: _Event) -> None:
        self._draft, self._event = draft, event
        self._known: dict[tuple[str, str], int] = {}
        self.found: list[Where] = []

    def index(self, happening: Happening) -> int:
        key = (str(happening.one("LOCATION") or ""), str(happening.one("GEO") or ""))
        if key not in self._known:
            where = place_of(self._draft, "LOCATION", key[0], self._event.position(happening))
            if where is None:
                return 0
            if where not in self.found:
                self.found.append(where)
            self._known[key] = self.found.index(where)
        return self._known[key]


def _entry(event: _Event, ref: str, name: str, meetings: tuple[Meeting, ...], places: list[Where],
           told: CalendarFacts) -> Entry:  # fmt: skip
    draft, reading = event.draft, event.draft.reading
    said = draft.text("DESCRIPTION", event.text("DESCRIPTION"))
    plain, description = first_sentence(said)
    categories = draft.line("CATEGORIES", event.categories())
    link = draft.link("URL", event.text("URL")) or link_of(event.text("LOCATION")) or link_of(said)
    off = all(one.cancelled for one in meetings)
    status: Status = "inactive" if off else "active"
    page = told.address if is_web(told.address) else None
    return Entry(
        id=entry_id(reading.source, ref),
        name=name,
        owner=_owner(event, told),
        provenance=Provenance(source=reading.source, ref=ref, url=page, licence=reading.licence),
        plain=plain,
        description=description,
        kind=draft.kind("CATEGORIES", None, categories, name, plain),
        status=status,
        traits=traits_said(name, said),
        price=price_said(name, said),
        interests=draft.interests_in(name, categories),
        places=tuple(places),
        meetings=meetings,
        phones=draft.phones("CONTACT", phone) if any(map(str.isdigit, phone := event.text("CONTACT"))) else (),
        link=link,
        email=_email(event),
    )


def _owner(event: _Event, told: CalendarFacts) -> Owner:
    organizer = event.happening.one("ORGANIZER")
    named = str(getattr(organizer, "params", {}).get("CN", "")).strip("\"' ")
    name = "" if "@" in named else event.draft.line("ORGANIZER", named)
    usual = event.draft.reading.options.get("owner") or event.draft.line("X-WR-CALNAME", told.name)
    return Owner(name=name or usual or "")


def _email(event: _Event) -> str | None:
    address = event.text("ORGANIZER")
    if not address.lower().startswith("mailto:") or NO_PERSON.search(address[len("mailto:") :]):
        return None
    return event.draft.email("ORGANIZER", address[len("mailto:") :])
