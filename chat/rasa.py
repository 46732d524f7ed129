"""The only code that speaks to Rasa and its action server."""

import asyncio
import math
import re
from collections.abc import Mapping
from typing import Any

import aiohttp
import msgspec

from chat.errors import RasaUnavailable
from chat.replies import Choices, Reply, Text, read_reply
from chat.settings import Settings

IDLE_SECONDS = 4  # Rasa's server closes idle connections after 5
LOOK_SECONDS = 2.0
URGENT_AT_ONCE = 4  # messages of danger, besides the others
URGENT_SECONDS = 4.0  # then the gateway gives its own full crisis reply
COMMAND = re.compile(r"^\s*/[\s/]*")
NO_WORDS = "?"  # in place of slashes alone
BROKEN = (aiohttp.ClientError, asyncio.TimeoutError, OSError)


class Rasa:
    """Kept-alive connections to Rasa, opened at the first use inside the running loop."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._opened: dict[bool, aiohttp.ClientSession] = {}

    def _session(self, urgent: bool = False) -> aiohttp.ClientSession:
        """What is urgent has connections of its own, so that it never stands in line behind a flood."""
        if urgent not in self._opened:
            at_once = URGENT_AT_ONCE if urgent else self._settings.rasa_at_once
            seconds = min(URGENT_SECONDS if urgent else math.inf, self._settings.rasa_seconds)
            self._opened[urgent] = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=at_once, keepalive_timeout=IDLE_SECONDS, ttl_dns_cache=300),
                timeout=aiohttp.ClientTimeout(total=seconds, sock_connect=1.0),
                json_serialize=lambda value: msgspec.json.encode(value).decode(),
            )
        return self._opened[urgent]

    async def close(self) -> None:
        while self._opened:
            await self._opened.popitem()[1].close()

    async def ask(
        self, conversation_id: str, text: str, metadata: dict[str, Any], urgent: bool = False
    ) -> tuple[Reply, ...]:
        """What Rasa replies. Raises RasaUnavailable, also when the answer is empty; sooner when it is urgent."""
        question = {"sender": conversation_id, "message": as_words(text), "metadata": metadata}
        replies = read_messages(await self._post("/webhooks/rest/webhook", question, urgent))
        if not replies:
            raise RasaUnavailable("empty")
        return replies

    async def tell(self, conversation_id: str, slots: Mapping[str, Any]) -> None:
        """Sets what is known before the first message. Raises RasaUnavailable."""
        events = [{"event": "slot", "name": name, "value": value} for name, value in slots.items()]
        await self._post(f"/conversations/{conversation_id}/tracker/events?include_events=NONE", events)

    async def recall(self, conversation_id: str) -> Mapping[str, Any]:
        """The slots as they are now, by name. Raises RasaUnavailable."""
        address = f"{self._settings.rasa_url}/conversations/{conversation_id}/tracker?include_events=NONE"
        look = aiohttp.ClientTimeout(total=LOOK_SECONDS)
        try:
            async with self._session(urgent=True).get(address, timeout=look) as response:
                return _read_slots(response.status, await response.read())
        except BROKEN as error:
            raise RasaUnavailable(type(error).__name__) from error

    async def forget(self, conversation_id: str) -> None:
        """Removes the conversation's tracker. Raises RasaUnavailable."""
        await self._post(f"/conversations/{conversation_id}/tracker/events", {"event": "restart"})

    async def missing_parts(self) -> tuple[str, ...]:
        """Which of Rasa and its action server do not answer now."""
        addresses = {
            "rasa": f"{self._settings.rasa_url}/status",
            "actions": f"{self._settings.actions_url}/health",
        }
        answers = await asyncio.gather(*(self._answers(url) for url in addresses.values()))
        return tuple(part for part, well in zip(addresses, answers, strict=True) if not well)

    async def _answers(self, url: str) -> bool:
        look = aiohttp.ClientTimeout(total=LOOK_SECONDS)
        try:
            async with self._session(urgent=True).get(url, timeout=look) as response:
                return response.status == 200
        except BROKEN:
            return False

    async def _post(self, path: str, content: Any, urgent: bool = False) -> bytes:
        try:
            try:
                return await self._send(path, content, urgent)
            except aiohttp.ServerDisconnectedError:  # an idle connection was closed under our hands
                return await self._send(path, content, urgent)
        except BROKEN as error:
            raise RasaUnavailable(type(error).__name__) from error

    async def _send(self, path: str, content: Any, urgent: bool) -> bytes:
        async with self._session(urgent).post(self._settings.rasa_url + path, json=content) as response:
            if response.status != 200:
                raise RasaUnavailable(f"status {response.status}")
            return await response.read()


def as_words(text: str) -> str:
    """Without the slashes at the beginning: Rasa takes such a text for a command, and writes it into its log."""
    return COMMAND.sub("", text) or NO_WORDS


def _read_slots(status: int, body: bytes) -> Mapping[str, Any]:
    if status != 200:
        raise RasaUnavailable(f"status {status}")
    try:
        return msgspec.json.decode(body, type=_Tracker).slots
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise RasaUnavailable("unreadable") from error


class _Tracker(msgspec.Struct, frozen=True):
    slots: dict[str, Any] = {}


class _Button(msgspec.Struct, frozen=True):
    title: str


class _Message(msgspec.Struct, frozen=True):
    text: str | None = None
    buttons: tuple[_Button, ...] = ()
    custom: dict[str, Any] | None = None


_decoder = msgspec.json.Decoder(list[_Message])


def read_messages(body: bytes) -> tuple[Reply, ...]:
    """Rasa's messages as replies; a text and the structure after it become one. Raises RasaUnavailable."""
    try:
        messages = _decoder.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise RasaUnavailable("unreadable") from error
    replies: list[Reply] = []
    for message in messages:
        if message.custom is not None:
            _add_structure(replies, message)
        elif message.text and message.text.strip():
            replies.append(_read_text(message.text.strip(), message.buttons))
    return tuple(replies)


def _read_text(text: str, buttons: tuple[_Button, ...]) -> Reply:
    if buttons:
        return Choices(text=text, choices=tuple(button.title for button in buttons))
    return Text(text=text)


def _add_structure(replies: list[Reply], message: _Message) -> None:
    """Puts the structure in the place of the text before it; if it is not valid the text stays."""
    text = message.text or (message.custom or {}).get("text")
    taken = not text and bool(replies) and isinstance(replies[-1], Text)
    text = replies[-1].text if taken else text
    if not text:
        return
    try:
        reply = read_reply({**(message.custom or {}), "text": text})
    except msgspec.ValidationError:
        reply = Text(text=text)
    if taken:
        replies.pop()
    replies.append(reply)
