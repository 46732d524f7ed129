"""The list of entries that editors see: searched, filtered by state, a page at a time."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.engine import Connection

from knowledge import models
from knowledge.assurance import ACTIVITY_DAYS, HIDDEN_AFTER_DAYS

PAGE = 40
SOON = timedelta(days=30)
SHOWN, LACKING, DUE, WITHHELD, WAITING, OUT = "visas", "saknar", "kontroll", "dold", "vantar", "borttagen"
STATES = (SHOWN, LACKING, DUE, WAITING, WITHHELD, OUT)
service, search, record = models.service, models.service_search, models.source_record


@dataclass(frozen=True)
class Sought:
    """What the editor looks for; empty is anything. `page` counts from 1."""

    text: str = ""
    municipality: str = ""
    kind: str = ""
    source: str = ""
    state: str = ""
    page: int = 1


@dataclass(frozen=True)
class Row:
    """`state` is one of SHOWN, LACKING, WITHHELD, WAITING, OUT; `due` tells that it is to be checked again."""

    id: str
    name: str
    owner: str
    kind: str
    source: str
    state: str
    due: bool
    checked: date | None
    municipalities: tuple[str, ...] = ()


@dataclass(frozen=True)
class Listed:
    rows: tuple[Row, ...]
    total: int
    pages: int


def find_entries(connection: Connection, sought: Sought, today: date) -> Listed:
    """One page of what is sought, by name."""
    wanted = and_(record.c.ref.isnot(None), *_conditions(sought, today))
    base = service.join(record, record.c.service_id == service.c.id)
    base = base.join(models.organization, models.organization.c.id == service.c.organization_id)
    total = connection.execute(select(func.count()).select_from(base).where(wanted)).scalar_one()
    found = connection.execute(
        select(service.c.id, service.c.name, models.organization.c.name.label("owner"), service.c.kind,
               record.c.source_id, service.c.assured_date, _state(today).label("state"), _due(today).label("due"))
        .select_from(base).where(wanted).order_by(func.lower(service.c.name), service.c.id)
        .limit(PAGE).offset((max(sought.page, 1) - 1) * PAGE)
    ).all()  # fmt: skip
    codes = _municipalities(connection, [row.id for row in found])
    rows = tuple(
        Row(row.id, row.name, row.owner, row.kind, row.source_id, row.state, bool(row.due), row.assured_date,
            codes.get(row.id, ()))
        for row in found
    )  # fmt: skip
    return Listed(rows, total, max(1, -(-total // PAGE)))


def count_states(connection: Connection, today: date) -> dict[str, int]:
    """How many entries are in each state, and how many of those in the list are due."""
    entries = service.join(record, record.c.service_id == service.c.id)
    state = _state(today).label("state")
    rows = connection.execute(
        select(state, func.count().label("many")).select_from(entries).where(record.c.ref.isnot(None)).group_by(state)
    )
    found = {row.state: row.many for row in rows}
    due = select(func.count()).select_from(entries).where(record.c.ref.isnot(None), _due(today))
    return {name: found.get(name, 0) for name in STATES} | {DUE: connection.execute(due).scalar_one()}


def sources(connection: Connection) -> list[tuple[str, str]]:
    """Id and name of every source that entries come from."""
    used = select(record.c.source_id).where(record.c.ref.isnot(None)).distinct()
    rows = connection.execute(
        select(models.source.c.id, models.source.c.name)
        .where(models.source.c.id.in_(used))
        .order_by(models.source.c.name)
    )
    return [(row.id, row.name) for row in rows]


def state_of(connection: Connection, service_id: str, today: date) -> tuple[str, bool]:
    """The state of one entry, and whether it is due."""
    row = connection.execute(
        select(_state(today).label("state"), _due(today).label("due")).where(service.c.id == service_id)
    ).one()
    return row.state, bool(row.due)


def _state(today: date) -> Any:
    return case(
        (service.c.status == "defunct", OUT),
        (or_(service.c.review == "withheld", service.c.status != "active"), WITHHELD),
        (service.c.review == "waiting", WAITING),
        (_is_shown(today), SHOWN),
        else_=LACKING,
    )


def _is_shown(today: date) -> Any:
    """Searchable, not over, and checked within the year."""
    return (
        select(search.c.service_id)
        .where(search.c.service_id == service.c.id, search.c.is_active.is_(True))
        .where(or_(search.c.until.is_(None), search.c.until >= today))
        .where(search.c.checked >= today - timedelta(days=HIDDEN_AFTER_DAYS))
        .exists()
    )


def _due(today: date) -> Any:
    limit = today - timedelta(days=ACTIVITY_DAYS) + SOON
    old = or_(service.c.assured_date.is_(None), service.c.assured_date <= limit)
    return and_(service.c.status == "active", service.c.review != "withheld", old)


def _conditions(sought: Sought, today: date) -> list[Any]:
    found: list[Any] = [_has_word(word) for word in sought.text.split()[:8]]
    if sought.kind:
        found.append(service.c.kind == sought.kind)
    if sought.source:
        found.append(record.c.source_id == sought.source)
    if sought.municipality:
        found.append(_is_in(sought.municipality))
    if sought.state == DUE:
        found.append(_due(today))
    elif sought.state in STATES:
        found.append(_state(today) == sought.state)
    else:
        found.append(service.c.status != "defunct")
    return found


def _has_word(word: str) -> Any:
    """In the name, the owner's name or what search knows; capital å, ä and ö are another letter to SQLite."""
    forms = {word, word.lower(), word.capitalize()}
    columns = (service.c.name, models.organization.c.name)
    in_search = select(search.c.service_id).where(
        search.c.service_id == service.c.id, search.c.search_text.contains(word.casefold(), autoescape=True)
    )
    return or_(
        *(column.contains(form, autoescape=True) for column in columns for form in sorted(forms)),
        service.c.id == word,
        in_search.exists(),
    )


def _is_in(code: str) -> Any:
    at, address, area = models.service_at_location, models.address, models.service_area
    placed = select(at.c.service_id).join(address, address.c.location_id == at.c.location_id)
    covered = select(area.c.service_id).where(area.c.extent == code)
    return or_(service.c.id.in_(placed.where(address.c.municipality_code == code)), service.c.id.in_(covered))


def _municipalities(connection: Connection, ids: list[str]) -> dict[str, tuple[str, ...]]:
    at, address = models.service_at_location, models.address
    rows = connection.execute(
        select(at.c.service_id, address.c.municipality_code)
        .join(address, address.c.location_id == at.c.location_id)
        .where(at.c.service_id.in_(ids), address.c.municipality_code.isnot(None))
        .order_by(at.c.service_id, at.c.ordinal)
    )
    found: dict[str, tuple[str, ...]] = {}
    for row in rows:
        found[row.service_id] = tuple(dict.fromkeys((*found.get(row.service_id, ()), row.municipality_code)))
    return found
