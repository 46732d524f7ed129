"""What of an entry is compared when duplicates are looked for, and the keys under which alike entries meet."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import select
from sqlalchemy.engine import Connection

from knowledge import models
from knowledge.entries.rows import ORG_NUMBER

WORD = re.compile(r"\w+")
BYDAY = re.compile(r"BYDAY=([^;]*)")
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
EVERYDAY = frozenset(
    ["i", "på", "för", "med", "och", "av", "den", "det", "en", "ett", "hos", "till", "från", "vid", "om", "kl", "the"]
)
KEY_WORDS = 3
CELL = 0.002  # degrees: 220 metres northwards
Key = tuple[object, ...]


@dataclass(slots=True)
class Record:
    """`sorted_name` is the name's words in order of the alphabet; `times` are weekday (or date) and clock."""

    id: str
    source: str
    sorted_name: str
    owner: str
    org_number: str | None
    link: str | None
    phones: frozenset[str] = frozenset()
    lat: float | None = None
    lon: float | None = None
    municipality: str | None = None
    times: frozenset[str] = field(default_factory=frozenset)

    def meets_at(self) -> Iterator[Key]:
        """Two entries that share a key are compared."""
        yield from (("phone", number) for number in self.phones)
        if self.link:
            yield "link", self.link
        if self.org_number:
            yield "owner", self.org_number, self.municipality
        for word in sorted(set(self.sorted_name.split()), key=lambda word: (-len(word), word))[:KEY_WORDS]:
            yield "word", word, self.municipality
        if self.lat is not None and self.lon is not None:
            for shift in (0.0, 0.5):  # two grids, so that no border parts neighbours
                yield "spot", shift, round(self.lat / CELL + shift), round(self.lon / CELL / 2 + shift)


def read_records(connection: Connection) -> list[Record]:
    """Every entry that is in the list; facts and what was taken out are left aside."""
    found = {row.id: _record(row) for row in connection.execute(_entries())}
    for row in connection.execute(select(models.phone.c.service_id, models.phone.c.number)):
        if row.service_id in found:
            record = found[row.service_id]
            record.phones |= {"".join(filter(str.isdigit, row.number))}
    for row in connection.execute(_spots()):
        placed = found.get(row.service_id)
        if placed and placed.municipality is None and placed.lat is None:
            placed.lat, placed.lon, placed.municipality = row.latitude, row.longitude, row.municipality_code
    for service_id, times in _times(connection).items():
        if service_id in found:
            found[service_id].times = frozenset(times)
    return list(found.values())


def _entries() -> Any:
    service, number = models.service, models.organization_identifier
    return (
        select(service.c.id, service.c.name, service.c.url, models.source_record.c.source_id,
               models.organization.c.name.label("owner"), number.c.identifier)
        .join(models.source_record, models.source_record.c.service_id == service.c.id)
        .join(models.organization, models.organization.c.id == service.c.organization_id)
        .outerjoin(number, (number.c.organization_id == service.c.organization_id)
                           & (number.c.identifier_scheme == ORG_NUMBER))
        .where(models.source_record.c.ref.isnot(None), service.c.status != "defunct")
        .order_by(service.c.id)
    )  # fmt: skip


def _spots() -> Any:
    at, location, address = models.service_at_location, models.location, models.address
    return (
        select(at.c.service_id, location.c.latitude, location.c.longitude, address.c.municipality_code)
        .join(location, location.c.id == at.c.location_id)
        .outerjoin(address, address.c.location_id == location.c.id)
        .order_by(at.c.service_id, at.c.ordinal)
    )


def _times(connection: Connection) -> dict[str, set[str]]:
    rows = connection.execute(
        select(models.occurrence.c.service_id, models.occurrence.c.starts, models.occurrence.c.rrule)
    )
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        clock = row.starts.strftime("%H:%M")
        if not row.rrule:
            found[row.service_id].add(f"{row.starts.date()} {clock}")
            continue
        named = BYDAY.search(row.rrule)
        days = [day[-2:] for day in named[1].split(",")] if named else [DAYS[row.starts.weekday()]]
        found[row.service_id].update(f"{day} {clock}" for day in days)
    return found


def _record(row: Any) -> Record:
    return Record(row.id, row.source_id, sorted_name(row.name), row.owner.casefold(), row.identifier, _link(row.url))


def sorted_name(name: str) -> str:
    words = [word for word in WORD.findall(name.casefold()) if word not in EVERYDAY]
    return " ".join(sorted(words)) or name.casefold()


def _link(address: str | None) -> str | None:
    """The page without what does not tell pages apart; a site's first page tells nothing."""
    if not address:
        return None
    parts = urlsplit(address)
    path = parts.path.rstrip("/")
    return f"{(parts.hostname or '').removeprefix('www.')}{path}?{parts.query}" if path or parts.query else None
