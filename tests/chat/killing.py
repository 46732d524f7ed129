"""A process that is killed in the middle of a step, for tests of what the audit then says."""

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable
from multiprocessing import get_context
from typing import Any

from sqlalchemy import event, select

from chat.bus import Bus
from chat.conversation import Conversation
from chat.queue.queue import Queue
from chat.queue.shapes import State
from chat.settings import Settings
from chat.staff.accounts.tables import audit
from chat.store import Store
from tests.chat.fakes import Clock
from tests.chat.queueing import ANNA, BO, SIV, coming

LEFT_AFTER, LOST_AFTER = 30, 120  # seconds without a sign of a visitor, and of a volunteer
Step = Callable[[Queue], Awaitable[Any]]


async def _lose_anna(queue: Queue) -> None:
    queue.floor.clock.forward(seconds=LOST_AFTER)  # type: ignore[attr-defined]
    await queue.sweep()


STEPS: dict[str, Step] = {
    "claim": lambda queue: queue.claim("c2", BO),
    "release": lambda queue: queue.hand_back("c1", ANNA, "klart"),
    "pass_on": lambda queue: queue.pass_on("c1", ANNA, "rast"),
    "close": lambda queue: queue.close("c1", ANNA, "klart", "Hej då."),
    "take_over": lambda queue: queue.take_over("c1", SIV, "akut"),
    "whisper": lambda queue: queue.whisper("c1", SIV, "är hen ensam?"),
    "read": lambda queue: queue.open("c1", SIV),
    "block": lambda queue: queue.block("c1", SIV, "hot"),
    "unblock": lambda queue: queue.unblock("c3", SIV),
    "delete_now": lambda queue: queue.delete_now("c1", SIV),
    "switch": lambda queue: queue.switch(SIV, "humans", False, "inget folk"),
    "hours": lambda queue: queue.set_hours(SIV, "Mo-Fr 18:00-21:00"),
    "help": lambda queue: queue.call_help(ANNA, "c2"),
    "lost": _lose_anna,
}
# What a step writes that is of no account: who was seen when, topics for others, and whose turn it is.
BESIDE = frozenset({"presence", "pulse", "lease", "alembic_version"})


def queue_of(url: str) -> Queue:
    return Queue(Store(url), Bus(), Clock(), Settings(chat_url=url))


async def begin_shift(url: str) -> None:
    """Anna has c1, c2 waits, and whoever wrote c3 is shut out."""
    queue = queue_of(url)
    await queue.floor.store.prepare()
    come: Callable[..., Awaitable[Conversation]] = coming(queue.floor.store, queue)
    for id in ("c1", "c2", "c3"):
        await come(id)
    await queue.set_presence(SIV, State.paus)
    await queue.block("c3", SIV, "hot")
    await queue.claim("c1", ANNA)
    queue.floor.clock.forward(seconds=LEFT_AFTER)  # type: ignore[attr-defined]
    await queue.sweep()  # what it does about the visitors is done before anybody is killed
    await queue.floor.store.close()


async def everything(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables but those of no account."""
    store = Store(url)
    async with store.reach() as connection:
        found = {
            table.name: [tuple(row) for row in await connection.execute(select(table))]
            for table in audit.metadata.sorted_tables
            if table.name not in BESIDE
        }
    await store.close()
    return {name: sorted(rows, key=repr) for name, rows in found.items()}


def do_until_killed(url: str, step: str, moment: str) -> int:
    """Takes the step in a process that is killed right `before` or `after` its row of the audit; how that ended."""
    process = get_context("fork").Process(target=_run, args=(url, step, moment), daemon=True)
    process.start()
    process.join(30)
    return process.exitcode if process.exitcode is not None else 0


def _run(url: str, step: str, moment: str) -> None:
    asyncio.run(_take(url, step, f"{moment}_cursor_execute"))


async def _take(url: str, step: str, moment: str) -> None:
    queue = queue_of(url)
    event.listen(queue.floor.store._engine.sync_engine, moment, _kill_at_the_audit)
    await STEPS[step](queue)


def _kill_at_the_audit(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
    if statement.startswith("INSERT INTO audit "):
        os.kill(os.getpid(), signal.SIGKILL)


async def take(url: str, step: str) -> None:
    queue = queue_of(url)
    await STEPS[step](queue)
    await queue.floor.store.close()


def changed(before: dict[str, list[Any]], after: dict[str, list[Any]]) -> set[str]:
    return {name for name in before if before[name] != after[name]}
