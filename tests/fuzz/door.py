"""The visitors' app asked as a server asks it, so that requests may be as wrong as a network can make them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chat.bus import Bus
from chat.queue.queue import Queue
from chat.settings import Settings
from chat.store import Store
from chat.visitors.app import create_app
from knowledge.facts_loader import load_facts
from tests.chat.fakes import Clock, FakeBot
from tests.knowledge.out.examples import make_directory, some_entries

ROOT = "/api/v1/conversations"
PATIENCE = 20.0
Headers = Sequence[tuple[bytes, bytes]]


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def kind(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]

    def content(self) -> Any:
        return json.loads(self.body)


class Door:
    """One app with a fake bot, a real database and a clock of its own; closed by `close`."""

    def __init__(self, folder: Path, *, activities: bool = False, **settings: Any) -> None:
        url = f"sqlite+aiosqlite:///{folder / 'chat.db'}"
        known = {"conversation_limits": (), "address_limits": (), **settings}
        self.settings = Settings(data=folder, chat_url=url, **known)
        self.loop, self.bot, self.clock = asyncio.new_event_loop(), FakeBot(), Clock()
        self.store = Store(url)
        self.do(self.store.prepare())
        self.queue = Queue(self.store, Bus(), self.clock, self.settings)
        self.app = create_app(
            self.settings, rasa=self.bot, store=self.store, facts=load_facts(), clock=self.clock, people=self.queue,
            directory=make_directory(f"sqlite:///{folder / 'directory.db'}", some_entries()) if activities else None,
        )  # fmt: skip

    def do(self, work: Any) -> Any:
        return self.loop.run_until_complete(asyncio.wait_for(work, PATIENCE))

    def ask(self, method: str, path: str, headers: Headers = (), body: bytes = b"") -> Answer:
        return self.do(self.answer(method, path, headers, body))

    async def answer(
        self, method: str, path: str, headers: Headers = (), body: bytes = b"", address: str = "192.0.2.1"
    ) -> Answer:
        """The whole answer; of a stream that goes on, its beginning."""
        said, begun, parts = dict[str, Any](), asyncio.Event(), list[bytes]()

        async def receive() -> dict[str, Any]:
            if "asked" in said:
                await asyncio.Event().wait()
            said["asked"] = True
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                said.update(message)
            else:
                parts.append(message.get("body", b""))
                begun.set()

        going = asyncio.ensure_future(self.app(_scope(method, path, headers, address), receive, send))
        await asyncio.wait({going, asyncio.ensure_future(begun.wait())}, return_when=asyncio.FIRST_COMPLETED)
        told = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in said.get("headers", ())}
        if told.get("content-type", "").startswith("text/event-stream"):
            going.cancel()
        await asyncio.gather(going, return_exceptions=told.get("content-type", "").startswith("text/event-stream"))
        return Answer(said["status"], told, b"".join(parts))

    def stream(self, path: str, headers: Headers, wanted: int) -> list[tuple[int, str]]:
        """The first so many events of a stream, as (number, text); the rest of it is left."""
        return self.do(self._stream(path, headers, wanted))

    async def _stream(self, path: str, headers: Headers, wanted: int) -> list[tuple[int, str]]:
        parts, enough = list[bytes](), asyncio.Event()

        async def receive() -> dict[str, Any]:
            await asyncio.Event().wait()
            return {}

        async def send(message: dict[str, Any]) -> None:
            parts.append(message.get("body", b""))
            if b"".join(parts).count(b"\ndata: ") >= wanted:
                enough.set()

        going = asyncio.ensure_future(self.app(_scope("GET", path, headers, "192.0.2.1"), receive, send))
        await asyncio.wait_for(enough.wait(), PATIENCE)
        await asyncio.sleep(0)  # what comes at once with it comes too
        going.cancel()
        await asyncio.gather(going, return_exceptions=True)
        return [_event(frame) for frame in b"".join(parts).split(b"\n\n") if b"data: " in frame]

    def begin(self) -> tuple[str, str]:
        """A conversation's id and token."""
        begun = self.ask("POST", ROOT, body=b"{}").content()
        return begun["id"], begun["token"]

    def close(self) -> None:
        self.do(self.store.close())
        self.loop.close()


def bearer(token: str) -> tuple[bytes, bytes]:
    return b"authorization", b"Bearer " + token.encode("latin-1", "replace")


def _event(frame: bytes) -> tuple[int, str]:
    lines = dict(line.split(b": ", 1) for line in frame.split(b"\n") if b": " in line)
    return int(lines.get(b"id", b"0")), str(json.loads(lines[b"data"]).get("text", ""))


def _scope(method: str, path: str, headers: Headers, address: str) -> dict[str, Any]:
    return {
        "type": "http", "asgi": {"version": "3.0", "spec_version": "2.3"}, "http_version": "1.1", "method": method,
        "scheme": "http", "path": path, "raw_path": path.encode("utf-8", "replace"), "query_string": b"", "root_path": "",
        "headers": list(headers), "client": (address, 4711), "server": ("test", 80), "state": {},
    }  # fmt: skip
