"""A conversation in any order: messages, repeats, resuming, forgetting and time; each message once, in order, for its own eyes."""

from __future__ import annotations

import asyncio
import json
import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from chat.conversations import sweep
from tests.fuzz.door import ROOT, Door, bearer

pytestmark = [pytest.mark.deep, pytest.mark.timeout(600)]
KEPT = 40
DANGER = "jag vill inte leva längre"
WORDS = st.sampled_from(
    ("hej", "jag är ensam", "vad finns i Lund?", "tack", "ja", "nej", DANGER, "😢", "ring 070-174 06 58", "/restart")
)
PLACES = st.sampled_from((0, 1))


@dataclass
class Chat:
    id: str
    token: str
    said: list[tuple[str, str, bytes]] = field(default_factory=list)  # client_id, text, what was answered
    texts: list[str] = field(default_factory=list)  # of all events, in order
    idle: float = 0.0  # minutes since the last message


class Conversations(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.door = Door(self.folder)
        self.chats: list[Chat | None] = [None, None]
        self.gone: list[Chat] = []
        self.number = 0

    def at(self, place: int) -> Chat:
        chat = self.chats[place]
        if chat is None:
            begun = self.door.ask("POST", ROOT, body=b"{}").content()
            chat = self.chats[place] = Chat(begun["id"], begun["token"])
            chat.texts = [event["text"] for event in begun["replies"]]
        return chat

    def sent(self, chat: Chat, client_id: str, text: str):
        body = json.dumps({"text": text, "client_id": client_id}).encode()
        return self.door.answer("POST", f"{ROOT}/{chat.id}/messages", [bearer(chat.token)], body)

    def heard(self, chat: Chat, client_id: str, text: str, answer) -> None:
        assert answer.status == 200
        replies = answer.content()["replies"]
        assert replies and all(reply["text"].strip() for reply in replies)
        assert text != DANGER or "crisis" in [reply["kind"] for reply in replies]
        chat.said.append((client_id, text, answer.body))
        chat.texts += [text.replace("070-174 06 58", "[telefon]"), *(reply["text"] for reply in replies)]
        chat.idle = 0.0

    def next_id(self) -> str:
        self.number += 1
        return f"n{self.number}"

    @rule(place=PLACES, text=WORDS)
    def say(self, place: int, text: str) -> None:
        chat, client_id = self.at(place), self.next_id()
        self.heard(chat, client_id, text, self.door.do(self.sent(chat, client_id, text)))

    @rule(place=PLACES, text=WORDS, times=st.integers(2, 4))
    def say_several_times_at_once(self, place: int, text: str, times: int) -> None:
        chat, client_id = self.at(place), self.next_id()
        before = len(self.door.bot.asked)
        answers = self.door.do(
            asyncio.wait_for(self._together(*(self.sent(chat, client_id, text) for _ in range(times))), 20)
        )
        assert len({answer.body for answer in answers}) == 1
        assert len(self.door.bot.asked) <= before + 1
        self.heard(chat, client_id, text, answers[0])

    async def _together(self, *work):
        return await asyncio.gather(*work)

    @rule(place=PLACES, back=st.integers(1, 5))
    def send_an_old_one_again(self, place: int, back: int) -> None:
        chat = self.at(place)
        if len(chat.said) >= back:
            client_id, text, body = chat.said[-back]
            assert self.door.do(self.sent(chat, client_id, text)).body == body

    @rule(place=PLACES, share=st.floats(0, 1))
    def resume_the_stream(self, place: int, share: float) -> None:
        chat = self.at(place)
        oldest = max(0, len(chat.texts) - KEPT)
        last = oldest + int(share * (len(chat.texts) - oldest))
        header = (b"last-event-id", str(last).encode())
        missed = list(enumerate(chat.texts, 1))[last:]
        if missed:
            got = self.door.stream(f"{ROOT}/{chat.id}/events", [bearer(chat.token), header], len(missed))
            assert got == missed

    @rule(place=PLACES)
    def forget(self, place: int) -> None:
        chat = self.at(place)
        answer = self.door.ask("DELETE", f"{ROOT}/{chat.id}", [bearer(chat.token)])
        assert answer.status == 204
        self.end(place)

    def end(self, place: int) -> None:
        chat = self.chats[place]
        assert chat is not None
        self.gone.append(chat)
        self.chats[place] = None

    @rule(minutes=st.sampled_from((1, 20, 59, 61)), swept=st.booleans())
    def pass_time(self, minutes: int, swept: bool) -> None:
        self.door.clock.forward(minutes=minutes)
        for place, chat in enumerate(self.chats):
            if chat is not None:
                chat.idle += minutes
                if chat.idle >= 60:
                    self.end(place)
        if swept:
            self.door.do(sweep(self.door.app.state.tools))

    @rule(down=st.booleans())
    def turn_the_bot(self, down: bool) -> None:
        self.door.bot.down = down

    @precondition(lambda self: all(self.chats))
    @rule()
    def try_each_others_token(self) -> None:
        one, other = self.chats
        assert one is not None and other is not None
        for method, path in (("GET", ""), ("DELETE", ""), ("POST", "/messages"), ("GET", "/events")):
            body = b'{"text": "hej"}' if method == "POST" else b""
            assert self.door.ask(method, f"{ROOT}/{one.id}{path}", [bearer(other.token)], body).status == 401

    @invariant()
    def what_was_said_is_there_once_and_in_order(self) -> None:
        for chat in self.chats:
            if chat is None:
                continue
            content = self.door.ask("GET", f"{ROOT}/{chat.id}", [bearer(chat.token)]).content()
            assert [event["text"] for event in content["events"]] == chat.texts[-KEPT:]
            numbers = [event["seq"] for event in content["events"]]
            assert numbers == list(range(len(chat.texts) - len(numbers) + 1, len(chat.texts) + 1))
            assert content["owner"] == "bot"

    @invariant()
    def what_is_gone_is_gone(self) -> None:
        for chat in self.gone[-3:]:
            assert self.door.ask("GET", f"{ROOT}/{chat.id}", [bearer(chat.token)]).status == 404
            assert self.door.do(self.sent(chat, "x", "hej")).status == 404

    def teardown(self) -> None:
        self.door.clock.forward(minutes=61)
        self.door.do(sweep(self.door.app.state.tools))
        self.door.close()
        left = b"".join(file.read_bytes() for file in self.folder.glob("chat.db*"))
        assert "jag är ensam".encode() not in left and b"070-174" not in left
        shutil.rmtree(self.folder)


def test_whatever_a_visitor_does_each_message_is_there_once_and_nothing_stays() -> None:
    how = settings(max_examples=20, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(Conversations, settings=how)
