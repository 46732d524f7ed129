"""The pages of visitors and volunteers as clients: what is written goes out in order, until each is answered."""

import asyncio
import itertools
import random
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

import aiohttp

from benchmarks.faults.ledger import Message, Talk
from benchmarks.staffing import Seat

ONE_IN = 20  # of the bot's messages is acute
FIRST_REST, LONGEST_REST = 1.0, 30.0  # as in widget/talk.js
LATE_SECONDS = 15.0  # then the page itself gives a sentence and the lines that are open
GIVE_UP = aiohttp.ClientTimeout(total=30)
ACUTE = (
    "jag ska ta livet av mig i kväll, har tabletterna framme",
    "jag tänker ta livet av mig i natt, jag har bestämt mig",
    "nu tar jag livet av mig, jag står på bron",
)
OK = 200
TOLD = (OK, 403, 404, 409, 422)  # it was taken, or the volunteer is told why not and keeps the words
BEAT_SECONDS = 20.0
BROKEN = (aiohttp.ClientError, asyncio.TimeoutError, OSError, ValueError)


@dataclass
class World:
    """Where everything is, and what all pages share."""

    web: aiohttp.ClientSession
    visitors: str
    staff: str
    pause: float  # seconds between two messages of one chat
    messages: list[Message] = field(default_factory=list)  # of this trial
    talks: list[Talk] = field(default_factory=list)
    seats: list[Seat] = field(default_factory=list)  # of the volunteers
    writing: asyncio.Event = field(default_factory=asyncio.Event)
    last_wrong: float = 0.0  # when something was last seen to be wrong
    right: int = 0  # real answers since then
    begun_anew: int = 0
    ids: Iterator[int] = field(default_factory=itertools.count)
    turns: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    @property
    def root(self) -> str:
        return f"{self.visitors}/api/v1/conversations"

    def note(self, message: Message) -> None:
        """A message was answered."""
        if message.is_fall_back or message.is_missed:
            self.note_wrong()
        elif message.by == "visitor" and message.written > self.last_wrong:
            self.right += 1

    def note_wrong(self) -> None:
        self.last_wrong, self.right = time.monotonic(), 0


class Page:
    """A visitor's page; after an acute message the visitor begins a new conversation."""

    def __init__(self, world: World, script: list[str], wait: float) -> None:
        self.talk = Talk("", {})
        self._world, self._wait = world, wait
        self._lines = itertools.cycle(script)
        self._queue: asyncio.Queue[Message] = asyncio.Queue()
        self._wake = asyncio.Event()
        self._said: list[float] = []  # when the page showed a sentence: an answer, or that it could not be sent
        self._listener: asyncio.Task[None] | None = None

    async def begin(self) -> None:
        rests = _rests()
        while True:
            with suppress(*BROKEN):
                async with self._world.web.post(self._world.root, json={}, timeout=GIVE_UP) as answer:
                    begun = await answer.json()
                    self._take(Talk(begun["id"], {"authorization": f"Bearer {begun['token']}"}))
                    return
            await asyncio.sleep(next(rests))

    def _take(self, talk: Talk) -> None:
        self.end()
        self.talk = talk
        self._world.talks.append(talk)
        self._listener = asyncio.create_task(listen(self._world, talk))

    def end(self) -> None:
        if self._listener is not None:
            self._listener.cancel()

    async def write(self) -> None:
        """At an even pace, as long as the trial lasts."""
        await asyncio.sleep(self._wait)
        while True:
            await self._world.writing.wait()
            message = self._next()
            self._world.messages.append(message)
            self._queue.put_nowait(message)
            self._wake.set()  # what waits is tried at once when something new is written
            await asyncio.sleep(self._world.pause)

    def _next(self) -> Message:
        is_acute = not self.talk.of_person and next(self._world.turns) % ONE_IN == 0
        number = next(self._world.ids)
        text = ACUTE[number % len(ACUTE)] if is_acute else next(self._lines)
        return Message(f"m{number}", text, is_acute=is_acute, said=self._said)

    async def send(self) -> None:
        """One at a time, in order, until each is answered."""
        while True:
            message, rests = await self._queue.get(), _rests()
            while not await self._try(message):
                self._say()
                self._world.note_wrong()
                await self._rest(next(rests))
            self._say()
            message.answered = time.monotonic()
            self.talk.sent.append(message)
            self._world.note(message)
            if message.is_acute:
                await self.begin()

    def _say(self) -> None:
        self._said.append(time.monotonic())

    async def _rest(self, seconds: float) -> None:
        self._wake.clear()
        with suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self._wake.wait(), seconds)

    async def _try(self, message: Message) -> bool:
        late = asyncio.get_running_loop().call_later(LATE_SECONDS, self._say)
        try:
            return await self._post(message)
        finally:
            late.cancel()

    async def _post(self, message: Message) -> bool:
        message.tries += 1
        content = {"text": message.text, "client_id": message.client_id}
        web, headers = self._world.web, self.talk.headers
        address = f"{self._world.root}/{self.talk.id}/messages"
        with suppress(*BROKEN):
            async with web.post(address, json=content, headers=headers, timeout=GIVE_UP) as answer:
                if answer.status in (401, 404):
                    self._world.begun_anew += 1
                    await self.begin()
                    return await self._post(message)
                found = await answer.json()
                message.replies = found.get("replies", [])
                return answer.status == 200
        return False


class Desk:
    """A volunteer's page with two chats, in which she writes in turn; it also tells that she is there."""

    def __init__(self, world: World, seat: Seat, talks: list[Talk]) -> None:
        self._world, self._seat = world, seat
        self._talks = itertools.cycle(talks)
        self._queue: asyncio.Queue[tuple[Talk, Message]] = asyncio.Queue()

    async def write(self) -> None:
        while True:
            await self._world.writing.wait()
            message = Message(f"v{next(self._world.ids)}", "Jag hör dig. Berätta mer om du vill.", by="volunteer")
            self._world.messages.append(message)
            self._queue.put_nowait((next(self._talks), message))
            await asyncio.sleep(self._world.pause / 2)

    async def send(self) -> None:
        while True:
            (talk, message), rests = await self._queue.get(), _rests()
            fields = {"text": message.text, "client_id": message.client_id}
            while (status := await self._post(f"/samtal/{talk.id}/sag", fields)) not in TOLD:
                self._world.note_wrong()
                message.tries += 1
                await asyncio.sleep(next(rests))
            message.answered, message.is_refused = time.monotonic(), status != OK
            if not message.is_refused:
                talk.sent.append(message)

    async def beat(self) -> None:
        """Whether the last sign of life was answered or not, as the page does."""
        signs: set[asyncio.Task[int]] = set()
        while True:
            sign = asyncio.create_task(self._post("/puls", {}))
            signs.add(sign)
            sign.add_done_callback(signs.discard)
            await asyncio.sleep(BEAT_SECONDS)

    async def _post(self, path: str, fields: dict[str, str]) -> int:
        """The status; 0 when nobody answered."""
        headers = {**self._seat.headers, "accept": "application/json"}
        content = {"nyckel": self._seat.key, **fields}
        with suppress(*BROKEN):
            async with self._world.web.post(
                f"{self._world.staff}{path}", data=content, headers=headers, timeout=GIVE_UP
            ) as answer:
                await answer.read()
                return answer.status
        return 0


async def listen(world: World, talk: Talk) -> None:
    """The event stream, which comes back after its last event."""
    rests = _rests()
    while True:
        with suppress(*BROKEN):
            headers = {**talk.headers, "last-event-id": str(max(talk.seen, default=0))}
            never = aiohttp.ClientTimeout(total=None, sock_read=40)
            async with world.web.get(f"{world.root}/{talk.id}/events", headers=headers, timeout=never) as stream:
                async for line in stream.content:
                    if line.startswith(b"id: "):
                        talk.seen.append(int(line[4:]))
                        rests = _rests()
        await asyncio.sleep(next(rests))


async def read_history(world: World, talk: Talk) -> list[dict[str, object]] | None:
    """What the server kept; None when the conversation is gone."""
    for _ in range(5):
        with suppress(*BROKEN):
            async with world.web.get(f"{world.root}/{talk.id}", headers=talk.headers, timeout=GIVE_UP) as answer:
                found = await answer.json()
                return list(found["events"]) if answer.status == 200 else None
        await asyncio.sleep(1)
    return None


def _rests() -> Iterator[float]:
    """How long the page rests before it tries again."""
    rest = FIRST_REST
    while True:
        yield rest * (0.5 + random.random())
        rest = min(rest * 2, LONGEST_REST)
