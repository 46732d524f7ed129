"""`lotsen privacy check`: plants secrets in a running Lotsen and looks for them wherever something is kept."""

import os
import secrets
import string
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from lotsen.errors import LotsenError
from lotsen.parts import port
from lotsen.paths import data_folder
from lotsen.terminal import Conversation

DATABASES = ("LOTSEN_CHAT_URL", "LOTSEN_TRACKER_URL", "LOTSEN_DIRECTORY_URL")
KEPT_IN = ("chat", "tracker")  # where the redacted words of a chat that goes on may stand
PATIENCE_SECONDS = 15.0
ADDRESS = "203.0.113.77"  # of the documentation's own network (RFC 5737)


class Leak(LotsenError):
    """Something was found where it must not be."""


class WrongPlace(LotsenError):
    """Not even what must be there is found, so what is not found proves nothing."""


@dataclass(frozen=True)
class Place:
    """Somewhere that something can be kept; `read` gives all of it now, as bytes."""

    name: str
    read: Callable[[], Iterator[bytes]]

    def holds(self, needle: str) -> bool:
        wanted = [needle.encode(), needle.encode("unicode_escape")]
        return any(each in part for part in self.read() for each in wanted)


@dataclass(frozen=True)
class Row:
    """One promise, and where it was broken."""

    promise: str
    looked_in: int
    found_in: tuple[str, ...]


@dataclass(frozen=True)
class Planted:
    """What one made-up visitor writes: a word that nobody else writes, and personal data."""

    word: str
    phone: str
    mail: str
    number: str

    @classmethod
    def make(cls) -> "Planted":
        word = "kvist" + "".join(secrets.choice(string.ascii_lowercase) for _ in range(10))
        digits = "".join(secrets.choice(string.digits) for _ in range(7))
        return cls(word, f"070{digits}", f"{word[5:]}@exempel.se", "19811218-9876")

    @property
    def personal(self) -> tuple[str, ...]:
        return self.phone, self.mail, self.number

    def message(self) -> str:
        return (
            f"Det är tyst hemma sedan {self.word} slutade. Ring mig på {self.phone}, "
            f"skriv till {self.mail}, mitt personnummer är {self.number}."
        )


def places(folder: Path, environ: Mapping[str, str] = os.environ) -> tuple[Place, ...]:
    """Every file of the data folder, and every database and Redis that the settings name."""
    found = [Place(f"file {path.relative_to(folder)}", _reader(path)) for path in _files(folder)]
    found += [Place(f"database {name}", _database(environ[name])) for name in DATABASES if environ.get(name)]
    if environ.get("LOTSEN_REDIS_URL"):
        found.append(Place("Redis", _redis(environ["LOTSEN_REDIS_URL"])))
    return tuple(found)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _reader(path: Path) -> Callable[[], Iterator[bytes]]:
    def read() -> Iterator[bytes]:
        try:
            yield path.read_bytes()
        except FileNotFoundError:  # a journal that was there a moment ago
            return

    return read


def _database(url: str) -> Callable[[], Iterator[bytes]]:
    """All rows of all tables, as they are printed."""

    def read() -> Iterator[bytes]:
        from sqlalchemy import MetaData, create_engine, select

        engine = create_engine(url.replace("+asyncpg", "").replace("+aiosqlite", ""), hide_parameters=True)
        known = MetaData()
        try:
            known.reflect(engine)
            with engine.connect() as connection:
                for table in known.tables.values():
                    for row in connection.execute(select(table)):
                        yield repr(tuple(row)).encode()
        finally:
            engine.dispose()

    return read


def _redis(url: str) -> Callable[[], Iterator[bytes]]:
    def read() -> Iterator[bytes]:
        from redis import Redis

        with Redis.from_url(url, socket_timeout=5) as redis:
            for key in redis.scan_iter():
                yield bytes(key) + (redis.dump(key) or b"")

    return read


def check(server: str, folder: Path, environ: Mapping[str, str] = os.environ) -> tuple[Row, ...]:
    """Talks as one visitor, looks, ends the chat, and looks again. Raises NotRunning, WrongPlace."""
    planted = Planted.make()
    chat = Conversation(server, {"X-Forwarded-For": ADDRESS})
    try:
        chat.say(planted.message())
        chat.say(f"jag tänker på {planted.word} varje dag")
        during = places(folder, environ)
        if not any(place.holds(planted.word) for place in during):
            raise WrongPlace(f"Samtalet finns varken i {folder} eller i databaserna. Är LOTSEN_DATA rätt?")
        rows = [
            _row("personnummer, telefon och e-post står ingenstans", during, planted.personal),
            _row("besökarens adress står ingenstans", during, (ADDRESS,)),
            _row("orden står bara i chattens och robotens databas", _elsewhere(during), (planted.word,)),
        ]
    finally:
        chat.forget()
    rows.append(_when_gone("efter ”Avsluta och glöm” finns inget kvar någonstans", folder, environ, planted))
    return tuple(rows)


def _elsewhere(all_places: Sequence[Place]) -> tuple[Place, ...]:
    return tuple(
        place
        for place in all_places
        if not any(f"file {name}." in place.name or f"_{name.upper()}_URL" in place.name for name in KEPT_IN)
    )


def _row(promise: str, where: Sequence[Place], needles: Sequence[str]) -> Row:
    found = tuple(place.name for place in where if any(place.holds(needle) for needle in needles))
    return Row(promise, len(where), found)


def _when_gone(promise: str, folder: Path, environ: Mapping[str, str], planted: Planted) -> Row:
    """Deleting takes a moment in Rasa; what stands after that stands."""
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        row = _row(promise, places(folder, environ), (planted.word, *planted.personal))
        if not row.found_in or time.monotonic() > until:
            return row
        time.sleep(0.5)


def check_privacy(console: Console, server: str = "") -> None:
    """Prints the table. Raises Leak when a promise is broken."""
    server = server or f"http://127.0.0.1:{port('LOTSEN_VISITORS_PORT', 8000)}"
    rows = check(server, data_folder())
    table = Table(title="Det som lovas, och hur det var nyss", title_justify="left")
    for heading in ("Löfte", "Ställen", "Utfall"):
        table.add_column(heading)
    for row in rows:
        outcome = f"finns i {', '.join(row.found_in)}" if row.found_in else "hålls"
        table.add_row(row.promise, str(row.looked_in), outcome)
    console.print(table)
    if broken := [row for row in rows if row.found_in]:
        raise Leak(f"{len(broken)} av {len(rows)} löften hålls inte.")
