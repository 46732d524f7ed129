"""Volunteers for a measurement: each logged in, on duty with room for two, and given two chats."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timezone

from chat.bus import Bus
from chat.card import Card
from chat.queue.queue import Queue
from chat.queue.shapes import State
from chat.settings import Settings, read_settings
from chat.staff.accounts.people import People
from chat.staff.accounts.sessions import Sessions
from chat.staff.accounts.staff import Role, Staff
from chat.store import Store

ROOM = 2
CARD = Card(why="wish", kinds=("social",))


@dataclass(frozen=True)
class Seat:
    """A volunteer's browser: its cookie and the key of its forms."""

    staff: Staff
    headers: dict[str, str]
    key: str


def _now() -> datetime:
    return datetime.now(timezone.utc)


@asynccontextmanager
async def _reached(environment: dict[str, str]) -> AsyncIterator[tuple[Settings, Store]]:
    settings = read_settings(environment)
    store = Store(settings.chat_url)
    yield settings, store
    await store.close()


async def take_seats(environment: dict[str, str], chats: int) -> list[Seat]:
    """As many volunteers as these chats need; without passwords, as only a session is needed."""
    async with _reached(environment) as (settings, store):
        people, sessions, seats = People(store, _now), Sessions(store, _now), []
        queue = Queue(store, Bus(), _now, settings)
        for number in range((chats + ROOM - 1) // ROOM):
            staff = await people.add(f"v{number}", f"Volontär {number}", f"Vera {number}", Role.volunteer)
            token = await sessions.begin(staff)
            session = await sessions.of(token)
            assert session is not None
            seats.append(Seat(staff, {"cookie": f"personal={token}"}, session.csrf))
            await queue.set_presence(staff, State.available, ROOM)
    return seats


async def take_back(environment: dict[str, str], seats: Sequence[Seat], ids: Sequence[str]) -> None:
    """Chats that went back to the queue, since nobody heard of their volunteer for a minute, are hers again."""
    async with _reached(environment) as (settings, store):
        queue = Queue(store, Bus(), _now, settings)
        waiting = {case.conversation_id for case in await queue.waiting()}
        for number, id in enumerate(ids):
            if id in waiting:
                await queue.set_presence(seats[number // ROOM].staff, State.available, ROOM)
                await queue.claim(id, seats[number // ROOM].staff)


async def hand_out(environment: dict[str, str], seats: Sequence[Seat], ids: Sequence[str]) -> None:
    """Every visitor asks for a person, and the first two are given to the first volunteer, and so on."""
    async with _reached(environment) as (settings, store):
        queue = Queue(store, Bus(), _now, settings)
        for number, id in enumerate(ids):
            found = await store.find(id, 0)
            assert found is not None
            await queue.ask(found.conversation, CARD, "wish")
            await queue.claim(id, seats[number // ROOM].staff)
