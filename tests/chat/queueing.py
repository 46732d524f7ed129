"""People of a line, and visitors who ask for one, for tests of the queue."""

from collections.abc import Awaitable, Callable
from typing import Any

from chat.card import Card
from chat.conversation import Author, Conversation, Danger, Event
from chat.queue.queue import Queue
from chat.replies import Text
from chat.staff.accounts.staff import Role, Staff
from chat.store import Store

FAR = 10**10
ANNA = Staff(id="anna", name="Anna Ek", pseudonym="Alma", role=Role.volunteer)
BO = Staff(id="bo", name="Bo Ask", pseudonym="Björn", role=Role.volunteer)
SIV = Staff(id="siv", name="Siv Lind", pseudonym="Signe", role=Role.supervisor)
ULF = Staff(id="ulf", name="Ulf Gran", pseudonym="Uno", role=Role.supervisor)

Come = Callable[..., Awaitable[Conversation]]


def volunteer(number: int) -> Staff:
    return Staff(id=f"v{number}", name=f"Volontär {number}", pseudonym=f"V{number}", role=Role.volunteer)


def line(text: str, client_id: str | None = None, author: Author = Author.visitor) -> Event:
    return Event(seq=None, author=author, client_id=client_id, reply=Text(text=text))


def coming(store: Store, queue: Queue) -> Come:
    """Makes visitors who have said something and then ask for a person."""

    async def come(id: str = "c1", level: str = "none", said: int = 1, **more: object) -> Conversation:
        lines = [line(f"rad {number}", f"m{number}") for number in range(said)]
        danger = Danger(level=level, kind="suicide" if level != "none" else "")
        expires_at = queue.floor.now() + 60 * queue.floor.settings.keep_minutes
        begun = Conversation(id=id, token_hash="t", expires_at=expires_at, danger=danger)
        made = await store.create(begun, lines)
        card = Card(why="wish", kinds=("social",), risk=level, evidence=("rad 0",) if level != "none" else ())
        return await queue.ask(made.conversation, card, "wish", **more)

    return come


async def pass_time(queue: Queue, clock: Any, seconds: int, *there: Staff, visitor: str = "c1") -> dict[Any, int]:
    """In steps of five seconds, with a heartbeat of who is there; the visitor's page is open."""
    done: dict[Any, int] = {}
    for _ in range(seconds // 5):
        clock.forward(seconds=5)
        for staff in there:
            await queue.beat(staff)
        if visitor:
            await queue.seen([visitor])
        for what, number in (await queue.sweep()).done.items():
            done[what] = done.get(what, 0) + number
    return done
