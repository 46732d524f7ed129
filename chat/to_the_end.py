"""Work that is done to its end though the one who asked has gone: cut off within a question, a connection is lost."""

import asyncio
from collections.abc import Awaitable
from typing import Any, TypeVar

Result = TypeVar("Result")
_left: set[asyncio.Future[Any]] = set()  # the loop itself holds tasks only weakly


async def to_the_end(work: Awaitable[Result]) -> Result:
    """What the work gives; a cancelled caller leaves at once, and the work goes on alone."""
    task = asyncio.ensure_future(work)
    _left.add(task)
    task.add_done_callback(_let_go)
    return await asyncio.shield(task)


def _let_go(task: asyncio.Future[Any]) -> None:
    _left.discard(task)
    if not task.cancelled():
        task.exception()  # looked at: nobody else is there to hear of it
