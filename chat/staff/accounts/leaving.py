"""What becomes of the chats of somebody who may not come in any more: they are first in the queue again."""

from collections.abc import Awaitable, Callable

from chat.queue.queue import Queue
from chat.queue.shapes import State
from chat.staff.accounts.staff import Staff

PutBack = Callable[[Staff], Awaitable[None]]


async def nobody_has_chats(_person: Staff) -> None:
    """Where there is no queue."""


def into(queue: Queue, *, at_once: bool) -> PutBack:
    """Marks somebody as away, and sweeps at once or leaves that to the processes that run."""

    async def put_back(person: Staff) -> None:
        if all(one.staff_id != person.id for one in (await queue.board()).staff):
            return
        await queue.set_presence(person, State.borta)
        if at_once:
            await queue.sweep()

    return put_back
