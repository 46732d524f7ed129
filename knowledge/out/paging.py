"""Pages of ids that cost the same wherever they lie: of each filter in use, every 500th id is remembered.

What is remembered holds until anything in the directory changes, and no longer than a few minutes.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from threading import Lock
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from knowledge import models
from knowledge.out.facts import facts_fetched

STEP = 500
MOST_FILTERS = 64
SECONDS = 300.0


@dataclass(frozen=True)
class Choice:
    """A query for ids and the column it asks for; `filters` says the same as the query and can be compared."""

    key: Any
    query: Any
    filters: object


@dataclass(frozen=True)
class Rungs:
    """The first id and each 500th after it, and how many ids there are."""

    marks: tuple[str, ...]
    total: int
    version: tuple[object, ...]
    until: float


class Ladder:
    """One for the whole process; `seconds` is a clock that only goes forward."""

    def __init__(self, seconds: Callable[[], float]) -> None:
        self._seconds = seconds
        self._held: OrderedDict[object, Rungs] = OrderedDict()
        self._lock = Lock()

    def page(self, connection: Connection, choice: Choice, start: int, size: int) -> tuple[list[str], int]:
        """Ids `start` to `start + size` in order, and the number of all."""
        rungs = self._rungs(connection, choice)
        if start >= rungs.total:
            return [], rungs.total
        further = choice.query.where(choice.key >= rungs.marks[start // STEP])
        wanted = further.order_by(choice.key).offset(start % STEP).limit(size)
        return list(connection.execute(wanted).scalars()), rungs.total

    def _rungs(self, connection: Connection, choice: Choice) -> Rungs:
        name, version, now = (str(choice.key), choice.filters), _version(connection), self._seconds()
        with self._lock:
            held = self._held.get(name)
        if held and held.version == version and now < held.until:
            return held
        rungs = Rungs(*_climb(connection, choice), version, now + SECONDS)
        with self._lock:
            self._held[name] = rungs
            self._held.move_to_end(name)
            while len(self._held) > MOST_FILTERS:
                self._held.popitem(last=False)
        return rungs


def every(connection: Connection, choice: Choice) -> Iterator[str]:
    """All ids in order, a batch at a time, each batch beginning after the last id of the one before."""
    further = choice.query
    while True:
        ids = connection.execute(further.order_by(choice.key).limit(STEP)).scalars().all()
        yield from ids
        if len(ids) < STEP:
            return
        further = choice.query.where(choice.key > ids[-1])


def _climb(connection: Connection, choice: Choice) -> tuple[tuple[str, ...], int]:
    marks, total = [], 0
    rows = connection.execution_options(stream_results=True).execute(choice.query.order_by(choice.key))
    for part in rows.scalars().partitions(STEP):
        marks.append(part[0])
        total += len(part)
    return tuple(marks), total


def _version(connection: Connection) -> tuple[object, ...]:
    changed = connection.execute(select(func.max(models.service.c.last_modified))).scalar()
    return changed, facts_fetched(connection)
