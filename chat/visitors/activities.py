"""Reads from the directory what the pages about activities show, and hands on what a visitor says is wrong."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import msgspec
from sqlalchemy import or_, select
from sqlalchemy.engine import Connection, Engine

from chat.visitors.activity_view import ActivityView, view_activity
from knowledge import models
from knowledge.build import FACTS_SOURCE
from knowledge.candidate import Candidate
from knowledge.entries.candidate import to_candidates
from knowledge.fact_types import Facts
from knowledge.feedback import report
from knowledge.out.hsds import Shown
from knowledge.out.ids import is_public
from knowledge.out.reading import find_service, read_shown, shown_by_row
from knowledge.place_table import Municipality

MOST_LOCAL = 300
service, area = models.service, models.service_area


@dataclass(frozen=True)
class Found:
    """An activity with its page, or `gone` when it was there once."""

    shown: Shown | None = None
    view: ActivityView | None = None
    gone: bool = False


@dataclass(frozen=True)
class Listed:
    """What there is in a municipality: there itself, in all the country, and the lines. `more` were left out."""

    local: tuple[ActivityView, ...]
    national: tuple[ActivityView, ...]
    lines: tuple[ActivityView, ...]
    more: int


class Activities:
    """Everything here waits for the database, so that it belongs in a thread."""

    def __init__(self, engine: Engine, facts: Facts, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._facts = facts
        self._clock = clock
        self._labels = {kind.name: kind.label for kind in facts.need_rules.kinds}

    def find(self, name: str) -> Found:
        with self._engine.connect() as connection:
            shown = find_service(connection, name)
            if shown is None:
                return Found(gone=_was_there(connection, name))
            return Found(shown, self._view(connection, shown))

    def report(self, name: str, reason: str) -> bool:
        """Keeps what a visitor says is wrong. False when there is no such activity; ValueError for another reason."""
        with self._engine.begin() as connection:
            shown = find_service(connection, name)
            return shown is not None and report(connection, shown.entry.id, reason, self._clock().replace(tzinfo=None))

    def listed(self, town: Municipality) -> Listed:
        with self._engine.connect() as connection:
            local = list(connection.execute(_local(town)).scalars())
            national = list(connection.execute(_national()).scalars())
            views = [
                self._view(connection, shown, town)
                for part in (local[:MOST_LOCAL], national)
                for shown in read_shown(connection, part)
            ]
        here = set(local)
        by_kind = sorted(views, key=lambda view: (view.kind, view.name))
        elsewhere = [view for view in by_kind if view.id not in here]
        return Listed(
            local=tuple(view for view in by_kind if view.id in here),
            national=tuple(view for view in elsewhere if not view.id.startswith("line:")),
            lines=tuple(sorted((view for view in elsewhere if _is_line_to_reach(view)), key=_by_phone)),
            more=max(0, len(local) - MOST_LOCAL),
        )

    def _view(self, connection: Connection, shown: Shown, town: Municipality | None = None) -> ActivityView:
        now = self._clock()
        if shown.entry.provenance.source == FACTS_SOURCE:
            candidates = _kept_candidates(connection, shown.entry.id)
        else:
            candidates = list(to_candidates(shown.entry, self._facts, now.date()).values())
        return view_activity(shown, candidates, self._labels, now, town)


def _is_line_to_reach(view: ActivityView) -> bool:
    return view.id.startswith("line:") and bool(view.phones or view.link)


def _by_phone(view: ActivityView) -> tuple[bool, str]:
    """Those that one can ring first: a list on paper is read beside a telephone."""
    return not view.phones, view.name


def _kept_candidates(connection: Connection, own_id: str) -> list[Candidate]:
    """The sentences about a fact, which stand beside its row."""
    row = models.service_search
    documents = connection.execute(select(row.c.document).where(row.c.service_id == own_id)).scalars()
    return [msgspec.json.decode(document, type=Candidate) for document in documents]


def _was_there(connection: Connection, name: str) -> bool:
    own = service.c.public_id == name.lower() if is_public(name) else service.c.id == name
    gone = select(service.c.id).where(own, service.c.status != "active", service.c.review == "approved")
    return connection.execute(gone).scalar() is not None


def _local(town: Municipality) -> object:
    """Ids of what is in the municipality, or made for it or its county."""
    at, address = models.service_at_location, models.address
    here = (
        select(at.c.service_id)
        .join(address, address.c.location_id == at.c.location_id)
        .where(address.c.municipality_code == town.code)
    )
    covered = select(area.c.service_id).where(area.c.extent.in_((town.code, town.county_code)))
    return (
        select(service.c.id)
        .where(or_(service.c.id.in_(here), service.c.id.in_(covered)), shown_by_row())
        .order_by(service.c.name)
        .limit(MOST_LOCAL * 10)
    )


def _national() -> object:
    """Ids of what is of use everywhere: what covers the country, and every line."""
    covered = select(area.c.service_id).where(area.c.extent == "SE")
    lines = select(service.c.id).where(service.c.kind == "support_line")
    return select(service.c.id).where(or_(service.c.id.in_(covered), service.c.id.in_(lines)), shown_by_row())
