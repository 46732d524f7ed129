"""What the directory knows of its sources: their items, when they were fetched, and what was seen then."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

from sqlalchemy import func, insert, inspect, select, update
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from knowledge.build import FACTS_SOURCE
from knowledge.composing import COMPOSED
from knowledge.errors import FeedError
from knowledge.feeds.fetching import Seen
from knowledge.hours import SWEDEN
from knowledge.models import service, source, source_record

BATCH = 1_000


@dataclass(frozen=True)
class Known:
    """A source. `fetched` is Swedish time, `count` its entries that are not taken out."""

    id: str
    name: str
    url: str | None
    licence: str | None
    fetched: datetime | None
    count: int


def has_tables(connection: Connection) -> bool:
    """Whether the directory is there, and as new as this code."""
    found = inspect(connection)
    return found.has_table("source") and "etag" in {column["name"] for column in found.get_columns("source")}


def is_empty(connection: Connection) -> bool:
    """Whether nothing was ever built in this database."""
    return not inspect(connection).has_table("source")


def known_ids(connection: Connection, source_id: str) -> Iterator[tuple[str, bool]]:
    """The ids of a source's entries that are not taken out, and whether each lacked last time; a portion at a time."""
    last = ""
    while True:
        query = _alive(select(service.c.id, source_record.c.missing_count))
        query = query.where(source_record.c.source_id == source_id, service.c.id > last)
        found = list(connection.execute(query.order_by(service.c.id).limit(BATCH)))
        if not found:
            return
        yield from ((row.id, row.missing_count > 0) for row in found)
        last = found[-1].id


def _alive(query: Any) -> Any:
    joined = query.join(source_record, source_record.c.service_id == service.c.id)
    return joined.where(source_record.c.ref.isnot(None), service.c.status != "defunct")


def remember(connection: Connection, source_id: str, *, name: str | None, url: str, seen: Seen, licence: str | None,
             recipe: str, now: datetime) -> None:  # fmt: skip
    """Notes that a source was taken in just now, and by which version and recipe."""
    values = {"url": url, "licence": licence, "fetched": as_utc(now), "fingerprint": recipe,
              "etag": seen.etag, "last_modified": seen.last_modified}  # fmt: skip
    if name:
        values["name"] = name
    changed = connection.execute(update(source).where(source.c.id == source_id).values(values))
    if not changed.rowcount:
        connection.execute(insert(source).values({"id": source_id, "name": source_id, **values}))


def last_seen(engine: Engine, source_id: str, recipe: str) -> Seen:
    """What the server said last time; nothing when the source is new or was read by another recipe."""
    query = select(source.c.etag, source.c.last_modified).where(
        source.c.id == source_id, source.c.fingerprint == recipe
    )
    try:
        with engine.connect() as connection:
            row = connection.execute(query).first()
    except SQLAlchemyError:  # not built yet
        return Seen()
    return Seen(row.etag, row.last_modified) if row else Seen()


def sources(engine: Engine) -> list[Known]:
    """Every source of activities by its id. Raises FeedError when the directory cannot be read."""
    try:
        return _sources(engine)
    except SQLAlchemyError as problem:
        raise FeedError(f"Katalogen gick inte att läsa ({type(problem).__name__}).") from problem


def _sources(engine: Engine) -> list[Known]:
    counted = (
        _alive(select(source_record.c.source_id, func.count().label("number")).select_from(service))
        .group_by(source_record.c.source_id)
        .subquery()
    )
    query = select(source, counted.c.number).outerjoin(counted, counted.c.source_id == source.c.id)
    query = query.where(source.c.id.not_in((COMPOSED, FACTS_SOURCE)))  # notes of what the product made by itself
    with engine.connect() as connection:
        if not has_tables(connection):
            return []
        return [
            Known(row.id, row.name, row.url, row.licence, as_swedish(row.fetched), row.number or 0)
            for row in connection.execute(query.order_by(source.c.id))
        ]


def as_utc(now: datetime) -> datetime:
    """Swedish time (or aware time) as UTC without a zone, as the table keeps it."""
    aware = now if now.tzinfo else now.replace(tzinfo=SWEDEN)
    return aware.astimezone(timezone.utc).replace(tzinfo=None)


def as_swedish(moment: datetime | None) -> datetime | None:
    """The other way."""
    return moment.replace(tzinfo=timezone.utc).astimezone(SWEDEN).replace(tzinfo=None) if moment else None
