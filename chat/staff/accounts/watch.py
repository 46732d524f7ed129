"""Ends an answer that goes on for long, such as an event stream, when its reader may no longer be here."""

import asyncio
from collections.abc import Callable
from datetime import datetime

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chat.errors import StoreUnavailable
from chat.staff.accounts.sessions import Session, Sessions

LOOK = 2  # seconds between two looks


class Watch:
    """Looks at the session before a part of a stream is sent; a stream whose session is over ends there."""

    def __init__(
        self, sessions: Sessions, session: Session, clock: Callable[[], datetime], receive: Receive, send: Send
    ) -> None:
        self._sessions, self._session, self._clock = sessions, session, clock
        self._receive, self._send = receive, send
        self._looked = clock().timestamp()
        self._gone = asyncio.Event()

    async def run(self, app: ASGIApp, scope: Scope) -> None:
        try:
            await app(scope, self._receive_or_go, self._send_if_live)
        except OSError:
            if not self._gone.is_set():
                raise

    async def _send_if_live(self, message: Message) -> None:
        if self._gone.is_set():
            raise OSError("logged out")
        if message["type"] == "http.response.body" and message.get("more_body") and not await self._is_live():
            self._gone.set()
            await self._send({"type": "http.response.body", "body": b"", "more_body": False})
            await asyncio.sleep(0)  # whoever listens for the reader's going hears it first, and closes what is open
            return
        await self._send(message)

    async def _receive_or_go(self) -> Message:
        """What comes from the reader, or their going when their session is over."""
        waiting = [asyncio.ensure_future(self._receive()), asyncio.ensure_future(self._gone.wait())]
        try:
            done, _ = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            return {"type": "http.disconnect"} if waiting[0] not in done else waiting[0].result()  # type: ignore[return-value]
        finally:
            for task in waiting:
                task.cancel()

    async def _is_live(self) -> bool:
        now = self._clock().timestamp()
        if now - self._looked < LOOK:
            return True
        self._looked = now
        try:
            return await self._sessions.is_live(self._session)
        except StoreUnavailable:
            return True  # then nobody can have been thrown out either
