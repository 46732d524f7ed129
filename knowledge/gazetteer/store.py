"""Keeps an imported gazetteer: as rows of the table place, and as the file from which names are looked up."""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError

from knowledge.build import migrate
from knowledge.database import make_engine, take_turns
from knowledge.errors import GazetteerError
from knowledge.gazetteer.gazetteer import FILE, file_lines
from knowledge.gazetteer.geonames import Dump, find_dump, read_lines
from knowledge.gazetteer.taking import Taking, take_places, take_postcodes
from knowledge.gazetteer.words import ordinary_names
from knowledge.models import place
from knowledge.place_table import NamedPlace, PlaceTable, fold
from knowledge.settings import KnowledgeSettings

BATCH = 1_000
POSTCODE = "postcode"
Progress = Callable[[str, int, int], None]
Ordinary = Callable[[Iterable[str], PlaceTable], set[str]]


@dataclass(frozen=True)
class Imported:
    """One file: what was taken of it, and how many rows are new, gone, or changed."""

    file: str
    taking: Taking
    added: int
    gone: int
    changed: int


def import_gazetteer(
    settings: KnowledgeSettings,
    files: Iterable[Path],
    table: PlaceTable,
    progress: Progress = lambda stage, done, total: None,
    *,
    force: bool = False,
    ordinary: Ordinary = ordinary_names,
) -> list[Imported]:
    """Takes GeoNames' files into the directory, all of them or none; doing it again changes nothing.

    A country's dump replaces the places and a postal dump the postcodes. `force` takes a file that holds less than half
    of what is there. `ordinary` tells which names are words too.
    Raises GazetteerError; database and file are then as they were.
    """
    takings = {dump: _taken(dump, table, progress) for dump in _dumps(files)}
    settings.data.mkdir(parents=True, exist_ok=True)
    engine = make_engine(settings.directory_url)
    target, fresh = settings.data / FILE, settings.data / f"{FILE}.{os.getpid()}.new"
    try:
        with engine.begin() as connection:
            take_turns(connection)
            migrate(connection, "head")
            done = [_replace(connection, dump, taking, progress, force) for dump, taking in takings.items()]
            fresh.write_bytes(file_lines(list(_named(connection, table, ordinary))))
        fresh.replace(target)
    except (SQLAlchemyError, OSError) as problem:
        raise GazetteerError(f"Orterna kunde inte sparas: {type(problem).__name__}.") from problem
    finally:
        fresh.unlink(missing_ok=True)
        engine.dispose()
    return done


def counts(settings: KnowledgeSettings) -> dict[str, int]:
    """How many rows of each kind are in the directory; empty when nothing was imported."""
    if not (settings.data / FILE).exists():
        return {}
    engine = make_engine(settings.directory_url)
    try:
        with engine.connect() as connection:
            rows = connection.execute(select(place.c.kind, func.count()).group_by(place.c.kind)).all()
    except SQLAlchemyError:
        return {}
    finally:
        engine.dispose()
    return {row[0]: row[1] for row in rows}


def _dumps(files: Iterable[Path]) -> list[Dump]:
    dumps = [find_dump(path) for path in files]
    if len({dump.is_postal for dump in dumps}) < len(dumps):
        raise GazetteerError("Ge en fil med orter och en med postnummer, inte två av samma sort.")
    return dumps


def _taken(dump: Dump, table: PlaceTable, progress: Progress) -> Taking:
    take = take_postcodes if dump.is_postal else take_places
    taking = take(read_lines(dump, lambda done, total: progress("Läser", done, total)), table.municipalities)
    if not taking.rows:
        raise GazetteerError(f"{dump.name} innehåller inga svenska orter eller postnummer som går att läsa.")
    if taking.broken * 2 > taking.lines:
        first = taking.problems[0]
        raise GazetteerError(f"Mer än hälften av raderna är trasiga. Den första: {first.where}, {first.what}.")
    return taking


def _replace(connection: Connection, dump: Dump, taking: Taking, progress: Progress, force: bool) -> Imported:
    """Writes what is new or changed and takes out what is gone, within this file's half of the table."""
    half = place.c.kind == POSTCODE if dump.is_postal else place.c.kind != POSTCODE
    there = {row["id"]: dict(row) for row in connection.execute(select(place).where(half)).mappings()}
    wanted = {row["id"]: row for row in _rows(taking)}
    if len(wanted) * 2 < len(there) and not force:
        raise GazetteerError(
            f"{dump.name} har {len(wanted)} platser, men {len(there)} finns redan. Är filen hel? Inget ändrades. "
            "Ta in den ändå med --force."
        )
    gone = there.keys() - wanted.keys()
    changed = [id_ for id_ in wanted.keys() & there.keys() if wanted[id_] != there[id_]]
    new = [row for id_, row in wanted.items() if there.get(id_) != row]
    _take_out(connection, [*gone, *changed])
    for start in range(0, len(new), BATCH):
        connection.execute(insert(place), new[start : start + BATCH])
        progress("Sparar", min(start + BATCH, len(new)), len(new))
    return Imported(dump.name, taking, len(wanted.keys() - there.keys()), len(gone), len(changed))


def _take_out(connection: Connection, ids: list[str]) -> None:
    for start in range(0, len(ids), BATCH // 2):
        connection.execute(delete(place).where(place.c.id.in_(ids[start : start + BATCH // 2])))


def _rows(taking: Taking) -> Iterator[dict[str, Any]]:
    for row in taking.rows:
        yield {
            "id": row.id,
            "name": row.name,
            "municipality_code": row.code,
            "kind": row.kind,
            "latitude": row.lat,
            "longitude": row.lon,
            "population": row.population or None,
        }


def _named(connection: Connection, table: PlaceTable, ordinary: Ordinary) -> Iterator[NamedPlace]:
    """What the file is to hold: all of the table, with the names that are ordinary words marked."""
    rows = connection.execute(select(place)).mappings().all()
    names = {row["name"].lower() for row in rows if row["kind"] != POSTCODE}
    weak = ordinary(names | {fold(name) for name in names}, table)
    for row in rows:
        yield NamedPlace(
            name=row["name"],
            code=row["municipality_code"],
            kind=row["kind"],
            population=row["population"] or 0,
            lat=row["latitude"],
            lon=row["longitude"],
            weak=row["name"].lower() in weak,
            weak_unwritten=fold(row["name"].lower()) in weak,
        )
