"""Who is logged in: a signed cookie names a session that this process keeps, and every form carries its token."""

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from starlette.requests import Request
from starlette.responses import Response

COOKIE = "personal"
PATH = "/katalog"
IDLE = timedelta(hours=2)
LONGEST = timedelta(hours=10)


@dataclass
class Session:
    """`name` is what the history shows."""

    id: str
    name: str
    began: datetime
    used: datetime


class Sessions:
    """The signing key is made at each start, so a restart logs everybody out."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._key = secrets.token_bytes(32)
        self._clock = clock
        self._live: dict[str, Session] = {}

    def begin(self, name: str) -> Session:
        now = self._clock()
        self._live = {key: found for key, found in self._live.items() if not self._is_over(found)}
        session = Session(secrets.token_urlsafe(24), name, now, now)
        self._live[session.id] = session
        return session

    def of(self, request: Request) -> Session | None:
        """The live session of a request; using it keeps it alive."""
        session = self._live.get(self.id_of(request) or "")
        if session is None or self._is_over(session):
            return None
        session.used = self._clock()
        return session

    def end(self, session_id: str | None) -> None:
        self._live.pop(session_id or "", None)

    def id_of(self, request: Request) -> str | None:
        """The id in the cookie when its signature is ours; the login page has one too."""
        session_id, _, signature = request.cookies.get(COOKIE, "").partition(".")
        right = hmac.compare_digest(signature.encode(), self._sign("session", session_id).encode())
        return session_id if right else None

    def write(self, request: Request, response: Response, session_id: str) -> None:
        response.set_cookie(
            COOKIE,
            f"{session_id}.{self._sign('session', session_id)}",
            path=PATH,
            httponly=True,
            samesite="strict",
            secure=request.url.scheme == "https",
        )

    def form_token(self, session_id: str) -> str:
        return self._sign("form", session_id)

    def is_form_token(self, session_id: str | None, token: str) -> bool:
        return bool(session_id) and hmac.compare_digest(self.form_token(session_id or "").encode(), token.encode())

    def _is_over(self, session: Session) -> bool:
        now = self._clock()
        return now - session.used > IDLE or now - session.began > LONGEST

    def _sign(self, use: str, text: str) -> str:
        return hmac.digest(self._key, f"{use}:{text}".encode(), hashlib.sha256).hex()
