"""A rule in the column tid with what belongs to it: "FREQ=WEEKLY;BYDAY=TH;EXDATE=20261224T140000 (ta med kopp)"."""

import re
from dataclasses import dataclass
from datetime import datetime

from msgspec import structs

from knowledge.entry import Meeting
from knowledge.errors import Unreadable

NOTE = re.compile(r"^(?P<rule>[^()]*)(?:\((?P<note>.*)\))?\s*$", re.DOTALL)
FORMAT = "%Y%m%dT%H%M%S"
MOST = 200
NAMES = {"EXDATE": "exdates", "RDATE": "extra"}


@dataclass(frozen=True)
class Belongings:
    """What a rule alone cannot say."""

    exdates: tuple[datetime, ...] = ()
    extra: tuple[datetime, ...] = ()
    note: str | None = None

    def given_to(self, meeting: Meeting) -> Meeting:
        return structs.replace(meeting, exdates=self.exdates, extra=self.extra, note=self.note)


def take_apart(text: str) -> tuple[str, Belongings]:
    """The rule as RFC 5545 has it, and the rest. Raises Unreadable."""
    found = NOTE.match(text)
    if found is None:
        return text, Belongings()
    kept, moments = [], {}
    for part in found["rule"].split(";"):
        name, _, value = part.strip().partition("=")
        if name.upper() in NAMES:
            moments[NAMES[name.upper()]] = _moments(value)
        else:
            kept.append(part.strip())
    return ";".join(kept), Belongings(note=(found["note"] or "").strip() or None, **moments)


def put_together(meeting: Meeting) -> str:
    """The way back."""
    parts = [meeting.rrule or ""]
    for name, moments in (("EXDATE", meeting.exdates), ("RDATE", meeting.extra)):
        if moments:
            parts.append(f"{name}={','.join(moment.strftime(FORMAT) for moment in moments)}")
    return ";".join(parts) + (f" ({meeting.note})" if meeting.note else "")


def _moments(value: str) -> tuple[datetime, ...]:
    try:
        return tuple(datetime.strptime(part.strip(), FORMAT) for part in value.split(",")[:MOST])
    except ValueError:
        raise Unreadable("har undantag som inte går att läsa; skriv till exempel EXDATE=20261224T140000") from None
