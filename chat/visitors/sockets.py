"""The chat for existing Rasa widgets, over Socket.IO: same pipeline, same limits. Off unless LOTSEN_SOCKETIO=on."""

import re
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

import socketio

from chat import conversations
from chat.conversation import Author, Event
from chat.errors import Internal, Invalid, Refusal, UnknownConversation, WrongToken
from chat.hub import Mailbox, Mark
from chat.logs import log, where
from chat.pipeline import answer
from chat.replies import Choices, Crisis, Handover
from chat.session import enter
from chat.turn import Incoming, Tools
from chat.visitors.cookie import Pass
from chat.visitors.shapes import show_event

PATH = "/socket.io"
OPENINGS = {"/get_started", "/greet", "/session_start", "/start"}  # what widgets send by themselves; we greet anyway
UNASKED = (Author.human, Author.system)  # who may say something without having been asked
LOOK_SECONDS = 15.0  # how long a socket that is gone is listened for
JSON = dict[str, Any]


class Sockets:
    """Who sits at which socket. A session id is a conversation's id and its token, as the API gives them."""

    def __init__(self, tools: Tools, sites: Sequence[str]) -> None:
        self._tools = tools
        self._allowed = [_as_pattern(site) for site in sites]
        self._visits: dict[str, Pass] = {}
        self._uttered: dict[str, set[int]] = {}  # numbers of what each socket has got
        self.server = socketio.AsyncServer(
            async_mode="asgi",
            cors_allowed_origins=self.is_allowed,
            max_http_buffer_size=tools.settings.body_limit,
            logger=False,
            engineio_logger=False,
        )
        for name, handler in (
            ("session_request", self.request_session),
            ("user_uttered", self.hear),
            ("disconnect", self.leave),
        ):
            self.server.on(name, handler)

    def app(self) -> socketio.ASGIApp:
        return socketio.ASGIApp(self.server, socketio_path=PATH)

    def is_allowed(self, origin: str | None, environ: Mapping[str, Any]) -> bool:
        """Our own page, and the sites that may frame us. What is no browser names no origin."""
        if origin is None:
            return False
        own = f"{environ.get('wsgi.url_scheme', '')}://{environ.get('HTTP_HOST', '')}"
        return origin == own or any(pattern.fullmatch(origin) for pattern in self._allowed)

    async def request_session(self, sid: str, data: Any = None) -> None:
        """Resumes the conversation that the id names, else begins one. Raises nothing."""
        try:
            named = _read_id(data)
            visit = named if named and await self._is_open(named) else None
            events: tuple[Event, ...] = ()
            if visit is None:
                visit, events = await self._begin(sid)
            self._sit(sid, visit)
            await self.server.emit("session_confirm", f"{visit.conversation_id}:{visit.token}", to=sid)
            await self._utter(sid, events)
        except Exception as error:
            await self._refuse(sid, error)

    async def hear(self, sid: str, data: Any = None) -> None:
        """One message of the visitor; a widget that never asked for a session gets one. Raises nothing."""
        try:
            text = _read_text(data)
            if text.strip() in OPENINGS:
                return
            visit = await self._visit(sid, data)
            message = Incoming(visit.conversation_id, visit.token, text, secrets.token_urlsafe(12), self._address(sid))
            await self._utter(sid, (await answer(message, self._tools)).replies)
        except Exception as error:
            await self._refuse(sid, error)

    async def leave(self, sid: str, *_: Any) -> None:
        """The conversation itself stays, for as long as any other."""
        self._visits.pop(sid, None)
        self._uttered.pop(sid, None)

    def _sit(self, sid: str, visit: Pass) -> None:
        self._visits[sid] = visit
        self._uttered[sid] = set()
        self.server.start_background_task(self._follow, sid, visit)

    async def _follow(self, sid: str, visit: Pass) -> None:
        """Passes on what a human writes, and who answers, for as long as the socket has this conversation."""
        with self._tools.hub.listen(visit.conversation_id) as mailbox:
            try:
                _, before = await conversations.read(self._tools, visit.conversation_id, visit.token)
                mailbox.last = max((event.seq or 0 for event in before), default=0)
                while self._visits.get(sid) == visit:
                    item = await mailbox.take(LOOK_SECONDS)
                    if item is Mark.gone:
                        return
                    if item is not None and item is not Mark.writes:
                        await self._pass_on(sid, visit, mailbox)
            except (UnknownConversation, WrongToken):
                return

    async def _pass_on(self, sid: str, visit: Pass, mailbox: Mailbox) -> None:
        _, events = await conversations.read(self._tools, visit.conversation_id, visit.token, mailbox.last)
        mailbox.last = max((event.seq or 0 for event in events), default=mailbox.last)
        await self._utter(sid, [event for event in events if event.author in UNASKED])

    async def _visit(self, sid: str, data: Any) -> Pass:
        """The conversation of this socket, if it is still there; else one that is begun now."""
        for known in (self._visits.get(sid), _read_id(data)):
            if known and await self._is_open(known):
                if known != self._visits.get(sid):
                    self._sit(sid, known)
                return known
        await self.request_session(sid)
        if sid not in self._visits:
            raise Internal
        return self._visits[sid]

    async def _is_open(self, visit: Pass) -> bool:
        try:
            await enter(self._tools, visit.conversation_id, visit.token)
        except (UnknownConversation, WrongToken):
            return False
        return True

    async def _begin(self, sid: str) -> tuple[Pass, tuple[Event, ...]]:
        token, saved = await conversations.begin(self._tools, self._address(sid))
        return Pass(saved.conversation.id, token), saved.events

    def _address(self, sid: str) -> str:
        environ = self.server.get_environ(sid) or {}
        client = environ.get("asgi.scope", {}).get("client")
        return client[0] if client else ""

    async def _utter(self, sid: str, events: Sequence[Event]) -> None:
        got = self._uttered.setdefault(sid, set())
        for event in events:
            if event.seq is None or event.seq not in got:
                got.add(event.seq or 0)
                await self.server.emit("bot_uttered", as_rasa_says(event), to=sid)

    async def _refuse(self, sid: str, error: Exception) -> None:
        """Says what is wrong in words; what was written reaches no log."""
        refusal = error if isinstance(error, Refusal) else Internal()
        if refusal is not error:
            log.error("unforeseen_error", error=type(error).__name__, at=where(error))
        else:
            log.info("refused", code=refusal.code, status=refusal.status, method="SOCKET")
        text = self._tools.words.error(refusal.code, self._tools.settings.text_limit)
        await self.server.emit("bot_uttered", {"text": text}, to=sid)


def as_rasa_says(event: Event) -> JSON:
    """A reply as Rasa's Socket.IO channel would put it: text, quick replies, and the whole reply beside them."""
    said: JSON = {"text": event.reply.text, "custom": show_event(event)}
    if isinstance(event.reply, Choices | Crisis | Handover) and event.reply.choices:
        said["quick_replies"] = [
            {"content_type": "text", "title": choice, "payload": choice} for choice in event.reply.choices
        ]
    return said


def _read_text(data: Any) -> str:
    text = data.get("message") if isinstance(data, Mapping) else None
    if not isinstance(text, str):
        raise Invalid
    return text


def _read_id(data: Any) -> Pass | None:
    named = data.get("session_id") if isinstance(data, Mapping) else None
    conversation_id, _, token = named.partition(":") if isinstance(named, str) else ("", "", "")
    return Pass(conversation_id, token) if conversation_id and token else None


def _as_pattern(site: str) -> re.Pattern[str]:
    """Of a site as frame-ancestors names it, with * for the parts below and for any port."""
    text = re.escape(site).replace(r"://\*\.", r"://[a-z0-9.-]+\.").replace(r":\*", r"(:\d+)?")
    return re.compile(text, re.IGNORECASE)
