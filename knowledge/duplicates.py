"""Pairs of entries that may be the same activity, with a score and the reasons; only a person decides.

Only entries that share something (a telephone number, link, owner, spot, or words of the name within a municipality)
are compared, and in a large group only those whose names stand near each other: the work grows with the entries.
"""

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha1
from typing import Any

import msgspec
from rapidfuzz import fuzz
from sqlalchemy import and_, delete, func, insert, select, update
from sqlalchemy.engine import Connection

from knowledge.distance import kilometres
from knowledge.duplicate_records import Record, read_records
from knowledge.editing import note, put_back, take_out_by_hand
from knowledge.entry_store import history
from knowledge.models import merge_link, service

MOST_COMPARED = 10  # in a larger group each entry is compared with the next ones by name
WINDOW = 5
MOST_PAIRS = 2_000  # what editors could look through; the surest are kept
ENOUGH = 0.75
SAME, DIFFERENT = "same", "different"
DUPLICATE = "duplicate"  # the field of the history that names what an entry was a duplicate of


@dataclass(frozen=True)
class Pair:
    """`first_id` sorts before `second_id`; `reasons` are plain Swedish."""

    first_id: str
    second_id: str
    score: float
    reasons: tuple[str, ...]
    decision: str | None = None
    decided_by: str | None = None

    @property
    def id(self) -> str:
        return sha1(f"{self.first_id}\n{self.second_id}".encode()).hexdigest()  # noqa: S324 (an id, not a secret)


def find_pairs(connection: Connection) -> list[Pair]:
    """The likeliest pairs among all entries that are in the list, the surest first. Writes nothing."""
    return heapq.nlargest(MOST_PAIRS, _pairs(read_records(connection)), key=lambda pair: (pair.score, pair.id))


def store_pairs(connection: Connection, pairs: Iterable[Pair]) -> int:
    """Replaces the undecided proposals; what a person decided stays. How many are undecided now."""
    decided = set(connection.execute(select(merge_link.c.id).where(merge_link.c.decision.isnot(None))).scalars())
    connection.execute(delete(merge_link).where(merge_link.c.decision.is_(None)))
    rows = [_row(pair) for pair in pairs if pair.id not in decided]
    if rows:
        connection.execute(insert(merge_link), rows)
    return len(rows)


def read_pairs(connection: Connection, *, decided: bool, limit: int = 100) -> list[Pair]:
    """What waits for a decision, or what was decided; the surest first."""
    which = merge_link.c.decision.isnot(None) if decided else _waits()
    found = connection.execute(
        select(merge_link).where(which).order_by(merge_link.c.score.desc(), merge_link.c.id).limit(limit)
    )
    return [_pair(row) for row in found]


def _waits() -> Any:
    """Undecided, and both are still in the list."""
    out = select(service.c.id).where(service.c.status == "defunct")
    return and_(merge_link.c.decision.is_(None), merge_link.c.first_id.not_in(out), merge_link.c.second_id.not_in(out))


def count_undecided(connection: Connection) -> int:
    waiting = select(func.count()).select_from(merge_link).where(_waits())
    return int(connection.execute(waiting).scalar_one())


def read_pair(connection: Connection, pair_id: str) -> Pair | None:
    row = connection.execute(select(merge_link).where(merge_link.c.id == pair_id)).first()
    return _pair(row) if row else None


def decide_same(connection: Connection, pair: Pair, keep_id: str, *, by: str, now: datetime) -> None:
    """One of the two stays; the other is out of the list, and no import brings it back."""
    other = pair.second_id if keep_id == pair.first_id else pair.first_id
    take_out_by_hand(connection, other, by=by, now=now)
    _decide(connection, pair, SAME, by)
    note(connection, other, DUPLICATE, None, keep_id, by=by, now=now)


def decide_different(connection: Connection, pair: Pair, *, by: str) -> None:
    """The two are not proposed again."""
    _decide(connection, pair, DIFFERENT, by)


def undo(connection: Connection, pair: Pair, *, by: str, now: datetime) -> None:
    """The pair is open again, and what was taken out by the decision is back in the list."""
    _decide(connection, pair, None, by)
    if pair.decision != SAME:
        return
    for one, other in ((pair.first_id, pair.second_id), (pair.second_id, pair.first_id)):
        if any(change.field == DUPLICATE and change.after == other for change in history(connection, one)):
            put_back(connection, one, by=by, now=now)


def _decide(connection: Connection, pair: Pair, decision: str | None, by: str) -> None:
    values = {"decision": decision, "decided_by": by if decision else None}
    connection.execute(update(merge_link).where(merge_link.c.id == pair.id).values(**values))


def compare(one: Record, other: Record) -> Pair | None:
    """The pair when the two are alike enough, else None."""
    reasons: list[str] = []
    likeness = fuzz.ratio(one.sorted_name, other.sorted_name) / 100
    score = 0.5 * likeness
    if likeness >= 0.75:
        reasons.append("Samma namn" if likeness == 1 else "Namnen liknar varandra")
    for points, reason in _evidence(one, other):
        score += points
        reasons += [reason] if points > 0 else []
    if score < ENOUGH or len(reasons) < 2:
        return None
    first, second = sorted((one.id, other.id))
    return Pair(first, second, round(min(score, 1.0), 2), tuple(reasons))


def _evidence(one: Record, other: Record) -> Iterator[tuple[float, str]]:
    """What speaks for the two being the same, and what against it."""
    if one.org_number and other.org_number:
        yield (0.15, "Samma organisationsnummer") if one.org_number == other.org_number else (-0.15, "")
    elif one.owner and one.owner == other.owner:
        yield 0.1, "Samma arrangör"
    if one.phones & other.phones:
        yield 0.2, "Samma telefonnummer"
    if one.link and one.link == other.link:
        yield 0.15, "Samma webbsida"
    yield from _where(one, other)
    if one.times and other.times:
        yield (0.2, "Samma tider") if one.times & other.times else (-0.2, "")
    if one.source == other.source:
        yield -0.2, ""  # the source itself keeps them apart


def _where(one: Record, other: Record) -> Iterator[tuple[float, str]]:
    if one.lat is not None and one.lon is not None and other.lat is not None and other.lon is not None:
        metres = kilometres(one.lat, one.lon, other.lat, other.lon) * 1000
        if metres <= 100:
            yield 0.2, "Samma plats" if metres < 15 else f"Nära varandra, {metres:.0f} meter"
        elif metres > 3_000:
            yield -0.3, ""
    elif one.municipality and one.municipality == other.municipality:
        yield 0.1, "Samma kommun"
    elif one.municipality and other.municipality:
        yield -0.3, ""


def _pairs(records: list[Record]) -> Iterator[Pair]:
    """Each pair once, in whichever group it is found first."""
    groups: dict[tuple[object, ...], list[int]] = {}
    for number, record in enumerate(records):
        for key in record.meets_at():
            groups.setdefault(key, []).append(number)
    seen: set[int] = set()
    for numbers in groups.values():
        for low, high in _neighbours(records, numbers):
            pair = compare(records[low], records[high])
            if pair and (mark := low * len(records) + high) not in seen:
                seen.add(mark)
                yield pair


def _neighbours(records: list[Record], numbers: list[int]) -> Iterator[tuple[int, int]]:
    reach = len(numbers)
    if reach > MOST_COMPARED:
        numbers, reach = sorted(numbers, key=lambda number: records[number].sorted_name), WINDOW
    for place, number in enumerate(numbers):
        for other in numbers[place + 1 : place + 1 + reach]:
            yield min(number, other), max(number, other)


def _row(pair: Pair) -> dict[str, object]:
    return {"id": pair.id, "first_id": pair.first_id, "second_id": pair.second_id, "score": pair.score,
            "reasons": msgspec.json.encode(pair.reasons).decode(), "decision": None, "decided_by": None}  # fmt: skip


def _pair(row: Any) -> Pair:
    found = row._mapping
    reasons = msgspec.json.decode(found["reasons"], type=tuple[str, ...])
    return Pair(found["first_id"], found["second_id"], found["score"], reasons, found["decision"], found["decided_by"])
