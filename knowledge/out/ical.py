"""The meetings of an entry as an iCalendar file, with its rules, its exceptions and Sweden's time zone."""

from datetime import datetime, timedelta, timezone

from icalendar import Calendar, Event, vRecur

from knowledge.entry import Entry, Meeting, Where
from knowledge.hidden import concealed
from knowledge.hours import SWEDEN
from knowledge.out.ids import public_id


def write_calendar(entry: Entry, link: str, made: datetime) -> bytes:
    """`link` is the activity's page, `made` (UTC) when it was last changed. A hidden address is not in it."""
    shown = concealed(entry)
    calendar = Calendar()
    calendar.add("prodid", "-//Lotsen//Katalog//SV")
    calendar.add("version", "2.0")
    for number, meeting in enumerate(shown.meetings):
        calendar.add_component(_event(shown, meeting, number, link, made))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(entry: Entry, meeting: Meeting, number: int, link: str, made: datetime) -> Event:
    event = Event()
    event.add("uid", f"{public_id('meeting', f'{entry.id}:{number}')}@lotsen")
    event.add("dtstamp", made.replace(tzinfo=timezone.utc, microsecond=0))
    event.add("summary", entry.name)
    event.add("dtstart", _local(meeting.starts))
    if meeting.ends and meeting.ends > meeting.starts:
        event.add("dtend", _local(meeting.ends))
    if meeting.rrule:
        event.add("rrule", vRecur.from_ical(meeting.rrule))
    for name, moments in (("exdate", meeting.exdates), ("rdate", meeting.extra)):
        if moments:
            event.add(name, [_local(moment) for moment in moments])
    if meeting.cancelled:
        event.add("status", "CANCELLED")
    about = "\n\n".join(text for text in (entry.plain, meeting.note) if text)
    for name, text in (("description", about), ("location", _where(entry, meeting)), ("url", link)):
        if text:
            event.add(name, text)
    return event


def _local(moment: datetime) -> datetime:
    """On Swedish clocks; what a night in spring lacks comes an hour later."""
    there = moment.replace(tzinfo=SWEDEN)
    return there.astimezone(timezone.utc).astimezone(SWEDEN) if _is_skipped(there) else there


def _is_skipped(moment: datetime) -> bool:
    return moment.utcoffset() != (moment.astimezone(timezone.utc) + timedelta()).astimezone(SWEDEN).utcoffset()


def _where(entry: Entry, meeting: Meeting) -> str:
    place = entry.places[meeting.place] if meeting.place < len(entry.places) else Where()
    parts = (place.name, place.address, " ".join(filter(None, (place.postal_code, place.city))))
    return ", ".join(part for part in parts if part)
