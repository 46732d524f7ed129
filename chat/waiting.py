"""What goes on beside the requests for those who wait for a human: they are seen, and no promise is forgotten."""

import asyncio

from chat.errors import StoreUnavailable
from chat.lines import fitting_lines
from chat.logs import log
from chat.queue.errors import QueueRefusal
from chat.queue.shapes import Waiting
from chat.replies import Handover, Reply
from chat.switches import State
from chat.turn import People, Tools

EVERY_SECONDS = 10.0  # the queue takes a visitor without a sign for gone after 22
PROMISE_SECONDS = 600  # said in words by switch_asked of words.yml
STILL_SECONDS = 180  # a word on the way there


async def keep_company(tools: Tools, seconds: float = EVERY_SECONDS) -> None:
    """For ever: tells the queue which visitors are there, and those who wait how it goes."""
    while tools.people is not None:
        try:
            await look_after(tools, tools.people)
        except StoreUnavailable as error:
            log.error("store_unavailable", part="chat_store", reason=str(error))
        await asyncio.sleep(seconds)


async def look_after(tools: Tools, people: People) -> None:
    """Once round. Raises StoreUnavailable."""
    open_now = tools.hub.open_now()
    if open_now:
        await people.seen(open_now)
    for waiting in await people.waiting(tools.now()):
        await _tell(tools, people, waiting)


async def _tell(tools: Tools, people: People, waiting: Waiting) -> None:
    due, id = _due(tools, waiting), waiting.conversation_id
    if due is None or tools.pace.is_told(f"{id} {due[0]}"):
        return
    try:
        if await people.tell_once(id, waiting.epoch, *due):
            tools.pace.spoke(id)
    except QueueRefusal:  # somebody came, or the visitor left
        return
    tools.pace.told(f"{id} {due[0]}")


def _due(tools: Tools, waiting: Waiting) -> tuple[str, tuple[Reply, ...]] | None:
    """What it is time to say, under a name by which it is said once; None for nothing."""
    late, still = divmod(waiting.waited, PROMISE_SECONDS)
    if late:
        return f"late-{waiting.epoch}-{late}", _late(tools, late)
    if still >= STILL_SECONDS:
        text = tools.words.pick("waiting_still")
        return f"still-{waiting.epoch}", (Handover(text=text, state=State.waiting.value),)
    return None


def _late(tools: Tools, times: int) -> tuple[Reply, ...]:
    """The promised time has passed, once or more: said plainly, with the lines that are open now."""
    words = tools.words
    if times > 1:
        return (Handover(text=words.pick("waiting_still", 1), state=State.late.value),)
    lines = fitting_lines(tools.facts, tools.now(), "", minor=False)
    choices = words.all("waiting_choices")
    return (Handover(text=words.pick("waiting_late"), state=State.late.value, choices=choices), lines)
