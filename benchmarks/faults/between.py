"""A small proxy between two parts, which can be slow or answer garbage in place of the part behind it."""

import asyncio
import itertools
import os
from contextlib import suppress
from enum import Enum

SLOW_SECONDS = 4.0
SAME_QUESTION = 0.5  # seconds: what comes so soon after a wait belongs to what waited
CHUNK = 65_536
GARBAGE = (
    b'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 32\r\n\r\n[{"recipient_id":"x","text":"He',
    b'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 27\r\n\r\n[{"recipient_id":"x","text"',
    b"HTTP/1.1 500 Internal Server Error\r\ncontent-length: 14\r\n\r\n<h1>Oops</h1>\n",
    b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n[]",
    b"HTTP/1.1 200 OK\r\ncontent-length: 31\r\n\r\n" + b'{"events": "x", "responses": 7}',
    b"HTTP/1.1 200 OK\r\ncontent-length: 24\r\n\r\n" + b'[{"text":5},{"custom":8}]'[:24],
    b"HTTP/1.1 200 OK\r\ncontent-length: 20\r\n\r\n" + b'[{"text":"\xff\xfe\x00\x80"}]'.ljust(20),
    b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + os.urandom(200),
    b"",
)


class Mode(Enum):
    """How the proxy behaves to what is asked from now on."""

    well = "well"
    slow = "slow"
    garbage = "garbage"


class Between:
    """Listens on `port` and hands on to `to`, both on loopback."""

    def __init__(self, port: int, to: int) -> None:
        self.mode = Mode.well
        self._port, self._to = port, to
        self._garbage = itertools.cycle(GARBAGE)
        self._server: asyncio.AbstractServer | None = None

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self._port)

    async def stop(self) -> None:
        if self._server is not None:
            self._server.close()

    async def _serve(self, asks: asyncio.StreamReader, told: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.CancelledError):
            first = await asks.read(CHUNK)
            if self.mode is Mode.garbage and first:
                told.write(next(self._garbage))
                await told.drain()
            elif first:
                await self._hand_on(first, asks, told)
        told.close()

    async def _hand_on(self, first: bytes, asks: asyncio.StreamReader, told: asyncio.StreamWriter) -> None:
        answers, behind = await asyncio.open_connection("127.0.0.1", self._to)
        ways = [
            asyncio.create_task(self._questions(first, asks, behind, told)),
            asyncio.create_task(_copy(answers, told)),
        ]
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        for way in ways:
            way.cancel()
        await asyncio.gather(*ways, return_exceptions=True)
        behind.close()

    async def _questions(
        self, chunk: bytes, asks: asyncio.StreamReader, behind: asyncio.StreamWriter, told: asyncio.StreamWriter
    ) -> None:
        loop, waited = asyncio.get_running_loop(), -SAME_QUESTION
        while chunk:
            if self.mode is Mode.garbage:
                told.write(next(self._garbage))
                await told.drain()
                return
            if self.mode is Mode.slow and loop.time() - waited > SAME_QUESTION:
                await asyncio.sleep(SLOW_SECONDS)
                waited = loop.time()
            behind.write(chunk)
            await behind.drain()
            chunk = await asks.read(CHUNK)


async def _copy(source: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
    while chunk := await source.read(CHUNK):
        to.write(chunk)
        await to.drain()
