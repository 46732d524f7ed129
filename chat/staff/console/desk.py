"""What every page of the console works with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request

from chat.bus import Bus
from chat.pages import Pages
from chat.queue.duty import Duty
from chat.queue.queue import Queue
from chat.staff.accounts.staff import Staff
from chat.staff.console.canned import Group
from chat.staff.console.words import ConsoleWords
from chat.store import Store
from chat.words import Words
from chat.writing import Writing
from knowledge.hours import SWEDEN
from knowledge.search import Directory

START = "/vakt"


@dataclass(frozen=True)
class Console:
    queue: Queue
    duty: Duty
    bus: Bus
    store: Store
    directory: Directory
    pages: Pages
    canned: tuple[Group, ...]
    words: ConsoleWords
    said: Words  # the gateway's, for the card that the visitor saw too
    clock: Callable[[], datetime]
    writing: Writing

    def now(self) -> datetime:
        return self.clock().astimezone(SWEDEN)

    def seconds(self) -> int:
        return int(self.clock().timestamp())


def console_of(request: Request) -> Console:
    console: Console = request.app.state.console
    return console


def staff_of(request: Request) -> Staff:
    """Who asks; the gate has seen to it that there is somebody."""
    staff: Staff = request.state.staff
    return staff
