"""How it stands on the line now: one snapshot for the start page, the queue and the streams."""

import asyncio
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from chat.queue.shapes import Board, HelpCall, Present, State, Waiting, leads
from chat.staff.accounts.staff import Staff
from chat.staff.console.desk import Console
from chat.staff.console.times import at, waited


@dataclass(frozen=True)
class Now:
    waiting: tuple[Waiting, ...]
    board: Board
    open: bool
    opens: str

    @property
    def waiting_text(self) -> str:
        return "Ingen väntar just nu" if not self.waiting else f"{len(self.waiting)} väntar"

    @property
    def longest_text(self) -> str:
        if not self.waiting:
            return ""
        return f"Den som väntat längst har väntat {waited(max(one.waited for one in self.waiting))}."

    @property
    def duty_text(self) -> str:
        return "Linjen är öppen." if self.open else f"Linjen är stängd. {self.opens}".strip()

    @property
    def on_duty(self) -> tuple[Present, ...]:
        return tuple(one for one in self.board.staff if one.state is not State.borta or one.chats)

    def leaders(self, besides: str) -> tuple[str, ...]:
        """The supervisors whom a call for help reaches now."""
        return tuple(one.name for one in self.board.staff if one.leads and one.here and one.staff_id != besides)

    def me(self, staff: Staff) -> Present | None:
        return next((one for one in self.board.staff if one.staff_id == staff.id), None)

    def has_room(self, staff: Staff) -> bool:
        me = self.me(staff)
        return me is not None and me.free > 0

    def calls_for(self, staff: Staff) -> tuple[HelpCall, ...]:
        """The help calls that this person is to answer."""
        return tuple(call for call in self.board.calls if call.taken_name is None and _is_asked(call, staff))


async def look(console: Console) -> Now:
    """As it is at this moment."""
    now = console.now()
    await console.duty.refresh()
    waiting, board = await console.queue.waiting(now), await console.queue.board(now)
    is_open = console.duty.is_open(now)
    return Now(waiting, board, is_open, "" if is_open else _sentence(console.duty.opens(now)))


class Glance:
    """One reading for all the pages of this process that listen and are woken together."""

    def __init__(self) -> None:
        self._lock = asyncio.Lock()
        self._begun = float("-inf")
        self._found: Now | None = None

    async def look(self, console: Console, max_age: float) -> Now:
        """A reading that began at most so many seconds ago."""
        async with self._lock:
            if self._found is None or time.monotonic() - self._begun > max_age:
                self._begun = time.monotonic()
                self._found = await look(console)
            return self._found


def glance_of(request: Request) -> Glance:
    glance: Glance = request.app.state.glance
    return glance


def state_of(now: Now, staff: Staff, skipped: Iterable[str] = ()) -> dict[str, Any]:
    """What the page's script is told; nothing of it is text from a chat."""
    passed = set(skipped)
    mine = [one for one in now.waiting if one.conversation_id not in passed] if now.has_room(staff) else []
    return {
        "waiting_text": now.waiting_text,
        "longest_text": now.longest_text,
        "duty_text": now.duty_text,
        "leaders_text": leaders_text(now, staff),
        "alarm": len(mine),
        "help": len(now.calls_for(staff)),
    }


def leaders_text(now: Now, staff: Staff) -> str:
    names = now.leaders(besides=staff.id)
    if not names:
        return "Ingen samordnare är inloggad just nu. Behöver du hjälp ringer du."
    return f"Kalla på hjälp når {' och '.join(names)}."


def presence_text(console: Console, me: Present | None) -> str:
    if me is None or me.state is State.borta:
        return "Inga samtal kommer till dig."
    if me.state is State.aterhamtning and me.until:
        return f"Till {at(me.until, console.now())}. Du kan sluta tidigare om du vill."
    if me.state is not State.available:
        return "Inga samtal kommer till dig."
    return "Du får ett larm när någon behöver dig." if me.free else "Du har så många samtal som du har rum för."


def _is_asked(call: HelpCall, staff: Staff) -> bool:
    return leads(staff) and call.asked_id in (None, staff.id)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}." if text else ""
