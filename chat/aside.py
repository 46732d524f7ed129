"""Work on a long text is done aside, so that the others who write meanwhile need not wait."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

LONG = 1_000  # characters; up to here the rules take a few milliseconds
Result = TypeVar("Result")


async def aside(text: str, work: Callable[[str], Result]) -> Result:
    if len(text) <= LONG:
        return work(text)
    return await asyncio.to_thread(work, text)
