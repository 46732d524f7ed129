"""Visitors who talk with a running stack, several at once, and what came back: crashes, empty replies, odd answers."""

import asyncio
import json
import random
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from benchmarks.hostile import Message

SECONDS = 40.0  # for one answer; the gateway itself gives up waiting for Rasa long before
LOST = (aiohttp.ClientError, asyncio.TimeoutError, OSError)
TOLD = 20  # of what went wrong: message numbers that are kept, never texts
REFUSALS = frozenset({400, 413, 422})  # what a message may be refused with
AGAIN = 0.03  # how often a message is sent twice with the same client_id
FORGOTTEN, READ = 0.6, 0.3  # of the chats: ended by the visitor, read again before
LISTENING = 0.3  # of the chats: an event stream is open meanwhile, as in a browser with script


@dataclass
class Seen:
    """Counts of one run. `wrong` are the numbers of the messages that each kind of fault befell."""

    messages: int = 0
    chats: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)
    planted: int = 0
    crisis: int = 0
    wrong: dict[str, list[int]] = field(default_factory=dict)
    faults: Counter[str] = field(default_factory=Counter)
    milliseconds: list[float] = field(default_factory=list)

    def fault(self, what: str, number: int) -> None:
        self.faults[what] += 1
        if len(self.wrong.setdefault(what, [])) < TOLD:
            self.wrong[what].append(number)


@dataclass
class Visits:
    """One run of visits. `tick` is called after each message."""

    url: str
    seen: Seen
    tick: Callable[[], None]
    chance: random.Random
    longest: int = 20  # messages in a chat

    async def go(self, messages: Iterable[Message], at_once: int) -> None:
        """All messages, in so many chats at once."""
        waiting = iter(messages)
        async with _client() as http:
            await asyncio.gather(*(self._keep_chatting(http, waiting) for _ in range(at_once)))

    async def _keep_chatting(self, http: aiohttp.ClientSession, waiting: Iterator[Message]) -> None:
        while some := _take(waiting, self.chance.randrange(1, self.longest + 1)):
            chat = await self._begin(http, some[0].number)
            if chat is not None:
                await self._hold(chat, some)

    async def _begin(self, http: aiohttp.ClientSession, number: int) -> "_Chat | None":
        root = f"{self.url}/api/v1/conversations"
        status, content = await _send(http, "POST", root, data=b"{}")
        if status != 201 or not isinstance(content, dict) or not content.get("replies"):
            self.seen.fault(f"samtalet började inte: {status}", number)
            return None
        self.seen.chats += 1
        return _Chat(http, f"{root}/{content['id']}", {"Authorization": f"Bearer {content['token']}"})

    async def _hold(self, chat: "_Chat", messages: list[Message]) -> None:
        listening = asyncio.create_task(chat.listen()) if self.chance.random() < LISTENING else None
        for message in messages:
            await self._say(chat, message)
        if self.chance.random() < READ:
            status, _ = await chat.send("GET")
            self._expect(status, 200, "att läsa igen", messages[-1].number)
        if self.chance.random() < FORGOTTEN:
            status, _ = await chat.send("DELETE")
            self._expect(status, 204, "att glömma", messages[-1].number)
        if listening is not None:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)

    def _expect(self, status: int, wanted: int, what: str, number: int) -> None:
        if status != wanted:
            self.seen.fault(f"{what}: {status}", number)

    async def _say(self, chat: "_Chat", message: Message) -> None:
        body = json.dumps({"text": message.text, "client_id": f"m{message.number}"}).encode()
        started = time.perf_counter()
        status, content = await chat.send("POST", "/messages", body)
        self._note(message, status, content, (time.perf_counter() - started) * 1000)
        if self.chance.random() < AGAIN and (status, content) != await chat.send("POST", "/messages", body):
            self.seen.fault("skickat två gånger, olika svar", message.number)
        self.tick()

    def _note(self, message: Message, status: int, content: Any, milliseconds: float) -> None:
        seen = self.seen
        seen.messages += 1
        seen.kinds[message.kind] += 1
        seen.statuses[status] += 1
        seen.planted += bool(message.planted)
        seen.milliseconds.append(round(milliseconds, 1))
        if what := fault_in(status, content):
            seen.fault(what, message.number)
        elif status == 200:
            seen.crisis += any(reply["kind"] == "crisis" for reply in content["replies"])


@dataclass
class _Chat:
    http: aiohttp.ClientSession
    address: str
    headers: dict[str, str]

    async def send(self, method: str, path: str = "", body: bytes | None = None) -> tuple[int, Any]:
        return await _send(self.http, method, self.address + path, headers=self.headers, data=body)

    async def listen(self) -> None:
        with suppress(*LOST):
            async with self.http.get(f"{self.address}/events", headers=self.headers) as stream:
                async for _ in stream.content.iter_any():
                    pass


def fault_in(status: int, content: Any) -> str:
    """What is wrong with an answer; empty when nothing is."""
    if status == 0:
        return f"inget svar: {content}"
    if status >= 500:
        return f"krasch: {status}"
    if status in REFUSALS:
        return "" if _is_error(content) else f"avslag i fel form: {status}"
    if status != 200:
        return f"oväntat svar: {status}"
    replies = content.get("replies") if isinstance(content, dict) else None
    if not replies:
        return "tomt svar"
    return "" if all(reply.get("text", "").strip() for reply in replies) else "svar utan ord"


def _is_error(content: Any) -> bool:
    error = content.get("error") if isinstance(content, dict) else None
    return isinstance(error, dict) and set(error) == {"code", "message"} and all(error.values())


async def _send(http: aiohttp.ClientSession, method: str, url: str, **more: Any) -> tuple[int, Any]:
    """Status and content; 0 and the kind of fault when there is no answer."""
    try:
        async with http.request(method, url, **more) as answer:
            body = await answer.read()
    except LOST as problem:
        return 0, type(problem).__name__
    try:
        return answer.status, json.loads(body) if body else None
    except ValueError:
        return answer.status, None


@asynccontextmanager
async def _client() -> Any:
    connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=3)
    timeout = aiohttp.ClientTimeout(total=None, sock_read=SECONDS, sock_connect=5)
    async with aiohttp.ClientSession(connector=connector, timeout=timeout) as http:
        yield http


def _take(waiting: Iterator[Message], count: int) -> list[Message]:
    return [message for _, message in zip(range(count), waiting, strict=False)]
