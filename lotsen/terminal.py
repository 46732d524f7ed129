"""The assistant in a terminal: the same conversations over the visitors' API."""

import uuid
from collections.abc import Mapping
from typing import Any

import requests
from rich.console import Console
from rich.markup import escape
from rich.panel import Panel

from lotsen.errors import LotsenError
from lotsen.parts import port

FAREWELL = {"/sluta", "/slut", "/quit", "/exit"}
SECONDS = 30


class NotRunning(LotsenError):
    """Nobody answers at the visitors' address."""


class Conversation:
    """One chat over the visitors' API."""

    def __init__(self, server: str, headers: Mapping[str, str] | None = None) -> None:
        self._server = server.rstrip("/") + "/api/v1/conversations"
        self._session = requests.Session()
        self._session.headers.update(headers or {})
        opened = self._send("post", self._server, {})
        self._address = f"{self._server}/{opened['id']}"
        self._session.headers["Authorization"] = f"Bearer {opened['token']}"
        self.first: list[dict[str, Any]] = opened["replies"]

    def say(self, text: str) -> list[dict[str, Any]]:
        """Send a message; returns the replies."""
        replies: list[dict[str, Any]] = self._send(
            "post", f"{self._address}/messages", {"text": text, "client_id": uuid.uuid4().hex}
        )["replies"]
        return replies

    def forget(self) -> None:
        """End the chat; everything is erased at once."""
        self._session.delete(self._address, timeout=SECONDS)

    def _send(self, method: str, address: str, body: dict[str, Any]) -> dict[str, Any]:
        try:
            answer = self._session.request(method, address, json=body, timeout=SECONDS)
        except requests.RequestException as problem:
            raise NotRunning(f"Ingen svarar på {self._server}. Starta först med: make run") from problem
        content: dict[str, Any] = answer.json()
        if answer.status_code >= 400:
            return {"replies": [{"kind": "notice", "text": content["error"]["message"]}], **content}
        return content


def show(console: Console, reply: dict[str, Any]) -> None:
    """Print one reply; the crisis reply stands in a frame."""
    text = escape(str(reply.get("text") or ""))
    choices = "   ".join(f"[ {escape(choice)} ]" for choice in reply.get("choices", ()))
    summary = (f"{escape(part['heading'])}: {escape(part['text'])}" for part in reply.get("summary") or ())
    body = "\n".join(part for part in (text, *summary, choices) if part)
    if reply.get("kind") == "crisis":
        phones = " · ".join(f"{li['name']} {li['phone'] or li['chat_url']}" for li in reply.get("lines", ()))
        body = f"{body}\n[bold]{escape(phones)}[/bold]"
        console.print(Panel(body, border_style="red"))
    else:
        console.print(f"[bold]Lotsen:[/bold] {body}", highlight=False)


def talk(console: Console, server: str = "") -> None:
    """Chat until the person ends it; then everything is erased."""
    chat = Conversation(server or f"http://127.0.0.1:{port('LOTSEN_VISITORS_PORT', 8000)}")
    for reply in chat.first:
        show(console, reply)
    console.print("(Skriv /sluta för att avsluta; då raderas samtalet.)", style="dim")
    try:
        while (text := console.input("[bold]Du:[/bold] ").strip()) not in FAREWELL:
            for reply in chat.say(text) if text else ():
                show(console, reply)
    except (EOFError, KeyboardInterrupt):
        console.print()
    finally:
        chat.forget()
    console.print("Samtalet är raderat. Ta hand om dig.")
