"""Keeps the connections to the action server open; Rasa 3.6 opens a new one for every action."""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Any

import aiohttp
import msgspec
from rasa.utils.endpoints import DEFAULT_REQUEST_TIMEOUT, EndpointConfig

IDLE_SECONDS = 4  # the action server closes idle connections after 5
TRIES = 3  # several kept connections may have been closed together
NAMES_SECONDS = 300  # that the address of a name is kept


class Request:
    """Sent again when the connection that was kept had just been closed at the other end: a busy machine is late."""

    def __init__(self, session: aiohttp.ClientSession, asked: tuple[Any, ...], how: dict[str, Any]) -> None:
        self._session, self._asked, self._how = session, asked, how

    async def __aenter__(self) -> aiohttp.ClientResponse:
        for _ in range(TRIES - 1):
            try:
                return await self._ask()
            except aiohttp.ClientConnectorError:
                raise  # nobody listens there at all
            except (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError):
                continue
        return await self._ask()

    async def _ask(self) -> aiohttp.ClientResponse:
        self._answer = await self._session.request(*self._asked, **self._how)
        return self._answer

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._answer.release()
        await self._answer.wait_for_close()


class KeptSession:
    """A session that stays open when its `async with` ends."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self.session = session
        self.loop = asyncio.get_running_loop()

    def is_usable(self) -> bool:
        return not self.session.closed and self.loop is asyncio.get_running_loop()

    def request(self, *asked: Any, **how: Any) -> Request:
        return Request(self.session, asked, how)

    async def __aenter__(self) -> KeptSession:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """The connection went back to the pool when its answer was read."""


def session(self: EndpointConfig) -> KeptSession:
    """One session for each endpoint and event loop, with Rasa's own headers, sign-in and time limit."""
    kept: KeptSession | None = self.__dict__.get("lotsen_session")
    if kept is None or not kept.is_usable():
        kept = KeptSession(_open(self))
        self.__dict__["lotsen_session"] = kept
    return kept


def _open(endpoint: EndpointConfig) -> aiohttp.ClientSession:
    sign_in = endpoint.basic_auth
    return aiohttp.ClientSession(
        headers=endpoint.headers,
        auth=aiohttp.BasicAuth(sign_in["username"], sign_in["password"]) if sign_in else None,
        timeout=aiohttp.ClientTimeout(total=DEFAULT_REQUEST_TIMEOUT),
        connector=aiohttp.TCPConnector(keepalive_timeout=IDLE_SECONDS, ttl_dns_cache=NAMES_SECONDS),
        json_serialize=lambda value: msgspec.json.encode(value, enc_hook=_plain).decode(),
        cookie_jar=aiohttp.DummyCookieJar(),
    )


def _plain(value: Any) -> Any:
    """Numbers and texts of kinds of their own (numpy's) as Python's. Raises TypeError for what is neither."""
    for kind in (str, float, int):
        if isinstance(value, kind):
            return kind(value)
    raise TypeError(f"{type(value).__name__} cannot be sent")


def install() -> None:
    """Put this in the place of Rasa's; called once, when the server's wording is set up."""
    EndpointConfig.session = session
