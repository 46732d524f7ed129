"""The three doors to the assistant, each giving replies of one form: the visitors' API, Rasa's REST channel, the terminal."""

from __future__ import annotations

import re
import subprocess
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import httpx

from lotsen.paths import ROOT
from tests.stack import COMMAND, Stack

API = "/api/v1/conversations"


@dataclass
class Visitor:
    """A chat over the visitors' API."""

    stack: Stack
    web: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=40))
    knows_slots = True
    knows_kinds = True

    def __post_init__(self) -> None:
        opened = self.web.post(self.stack.server + API, json={})
        opened.raise_for_status()
        self.id, self.token = opened.json()["id"], opened.json()["token"]
        self.first: list[dict[str, Any]] = opened.json()["replies"]

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def send(self, **body: Any) -> httpx.Response:
        return self.web.post(f"{self.stack.server}{API}/{self.id}/messages", headers=self.headers, **body)

    def say(self, text: str) -> list[dict[str, Any]]:
        answer = self.send(json={"text": text, "client_id": uuid.uuid4().hex})
        answer.raise_for_status()
        replies: list[dict[str, Any]] = answer.json()["replies"]
        return replies

    def slots(self) -> dict[str, Any]:
        return slots_of(self.stack, self.id)


@dataclass
class Rest:
    """A chat over Rasa's REST channel, without the gateway."""

    stack: Stack
    web: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=40))
    first: tuple[dict[str, Any], ...] = ()
    knows_slots = True
    knows_kinds = True

    def __post_init__(self) -> None:
        self.id = uuid.uuid4().hex

    def say(self, text: str) -> list[dict[str, Any]]:
        answer = self.web.post(
            f"{self.stack.rasa}/webhooks/rest/webhook", json={"sender": self.id, "message": text, "metadata": {}}
        )
        answer.raise_for_status()
        return replies_from(answer.json())

    def slots(self) -> dict[str, Any]:
        return slots_of(self.stack, self.id)


def replies_from(messages: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rasa's messages in the form of the visitors' API."""
    replies: list[dict[str, Any]] = []
    for message in messages:
        if message.get("custom"):
            before = replies.pop() if replies and replies[-1]["kind"] == "text" and not message.get("text") else {}
            replies.append({**message["custom"], "text": message.get("text") or before.get("text", "")})
        elif message.get("buttons"):
            titles = [button["title"] for button in message["buttons"]]
            replies.append({"kind": "choices", "text": message["text"], "choices": titles})
        else:
            replies.append({"kind": "text", "text": message["text"]})
    return replies


def slots_of(stack: Stack, conversation: str) -> dict[str, Any]:
    """The slots that Rasa holds for a conversation."""
    answer = httpx.get(
        f"{stack.rasa}/conversations/{conversation}/tracker", params={"include_events": "NONE"}, timeout=20
    )
    answer.raise_for_status()
    slots: dict[str, Any] = answer.json()["slots"]
    return slots


def in_the_terminal(stack: Stack, messages: list[str]) -> list[list[dict[str, Any]]]:
    """What `lotsen chat` prints after each message; a frame stands for the crisis reply."""
    typed = "\n".join([*messages, "/sluta"]) + "\n"
    environment = {**stack.environment, "COLUMNS": "4000", "TERM": "dumb", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [*COMMAND, "chat", "--server", stack.server], input=typed, cwd=ROOT, env=environment,
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    if done.returncode != 0:
        raise AssertionError(done.stdout + done.stderr)
    parts = re.split(r"Du:[ ]?", done.stdout)[1:]
    return [_printed(part) for part in parts[: len(messages)]]


def _printed(part: str) -> list[dict[str, Any]]:
    """The replies in what was printed after one message; what stands in a frame is the crisis reply."""
    framed = re.search("[╭┌╔][─━═]{10}", part) is not None
    blocks = [" ".join(re.sub("[│╭╮╰╯─]", " ", block).split()) for block in part.split("Lotsen:")]
    said = [block for block in blocks if block]
    return [{"kind": "crisis" if framed and block is said[-1] else "text", "text": block} for block in said]
