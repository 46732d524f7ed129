"""How a client talks with each side over HTTP: open a conversation, say something, get replies."""

import asyncio
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Protocol

import aiohttp

from lotsen.errors import LotsenError

SECONDS = 30.0
IDLE_SECONDS = 3.0  # both servers close idle connections after 5

Say = Callable[[str], Awaitable[int]]  # text -> number of replies


class AnswerFailed(LotsenError):
    """A side under measurement answered with an error."""


class Bot(Protocol):
    """One side of the comparison."""

    @property
    def name(self) -> str: ...

    async def open(self, http: aiohttp.ClientSession) -> Say:
        """Begins a conversation."""
        ...


@dataclass(frozen=True)
class StockBot:
    """Rasa's REST channel."""

    address: str
    name: str = "stock"

    async def open(self, http: aiohttp.ClientSession) -> Say:
        sender = uuid.uuid4().hex

        async def say(text: str) -> int:
            replies = await _post(http, f"{self.address}/webhooks/rest/webhook", {"sender": sender, "message": text})
            return len(replies)

        return say


@dataclass(frozen=True)
class LotsenBot:
    """The visitors' API: the whole way through gateway, Rasa, action server and databases."""

    address: str
    name: str = "lotsen"

    async def open(self, http: aiohttp.ClientSession) -> Say:
        start = f"{self.address}/api/v1/conversations"
        opened = await _post(http, start, {})
        address, headers = f"{start}/{opened['id']}/messages", {"Authorization": f"Bearer {opened['token']}"}

        async def say(text: str) -> int:
            body = {"text": text, "client_id": uuid.uuid4().hex}
            return len((await _post(http, address, body, headers))["replies"])

        return say


@asynccontextmanager
async def client() -> AsyncIterator[aiohttp.ClientSession]:
    """One kept-alive client for both sides, without a limit of its own."""
    connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=IDLE_SECONDS)
    async with aiohttp.ClientSession(connector=connector, timeout=aiohttp.ClientTimeout(total=SECONDS)) as http:
        yield http


async def _post(http: aiohttp.ClientSession, url: str, body: Any, headers: dict[str, str] | None = None) -> Any:
    try:
        async with http.post(url, json=body, headers=headers) as answer:
            content = await answer.json(content_type=None)
    except (aiohttp.ClientError, asyncio.TimeoutError, ValueError) as problem:
        raise AnswerFailed(f"{url} svarade inte ({type(problem).__name__})") from problem
    if answer.status >= 400:
        raise AnswerFailed(f"{url} svarade {answer.status}: {content}")
    return content
