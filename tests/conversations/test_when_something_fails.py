"""Whatever stops, the visitor gets design.md §2's answer, and danger is answered in full."""

import sqlite3

import httpx
import pytest

from tests.conversations.doors import Rest, Visitor

pytestmark = [pytest.mark.stack, pytest.mark.timeout(600)]
DANGER = "jag vill inte leva längre"
ACUTE = "jag ska ta livet av mig i kväll, har tabletterna framme"


def shown(replies):
    return " ".join(str(reply) for reply in replies).replace(" ", "").replace("\u00a0", "").replace("-", "")


def is_full_crisis_reply(replies, *numbers):
    """The lines, the straight question and the card are all there."""
    text = " ".join(reply["text"] for reply in replies).lower()
    crisis = [reply for reply in replies if reply["kind"] == "crisis"]
    return (
        bool(crisis)
        and bool(crisis[-1]["lines"])
        and "ta ditt liv" in text
        and all(number in shown(replies) for number in numbers)
    )


def is_honest(replies):
    """Says that something went wrong, and shows lines with a number or an address."""
    lines = [reply for reply in replies if reply["kind"] == "support_lines"]
    return (
        bool(lines)
        and all(item["phone"] or item["chat_url"] for item in lines[0]["items"])
        and replies[0]["kind"] in ("text", "notice")
    )


def failing_parts(stack):
    answer = httpx.get(f"{stack.server}/health", timeout=10)
    return answer.status_code, answer.json().get("failing")


def test_with_everything_running_danger_gets_the_full_crisis_reply(stack):
    assert is_full_crisis_reply(Visitor(stack).say(DANGER), "90101")
    assert is_full_crisis_reply(Visitor(stack).say(ACUTE), "112", "90101")


def test_with_the_action_server_stopped(stack):
    with stack.without("actions"):
        assert failing_parts(stack) == (503, ["actions"])
        visitor = Visitor(stack)
        assert is_honest(visitor.say("jag är ensam och har ingen att prata med"))
        assert is_full_crisis_reply(visitor.say(DANGER), "90101")
        assert is_full_crisis_reply(Visitor(stack).say(ACUTE), "112", "90101")
    assert not is_honest(visitor.say("jag är ensam och har ingen att prata med"))


def test_with_rasa_stopped(stack):
    with stack.without("rasa"):
        assert failing_parts(stack) == (503, ["rasa"])
        visitor = Visitor(stack)
        assert is_honest(visitor.say("jag är ensam och har ingen att prata med"))
        assert is_full_crisis_reply(visitor.say(DANGER), "90101")
        assert "90101" in shown(visitor.say("nej"))
        assert is_full_crisis_reply(Visitor(stack).say(ACUTE), "112", "90101")
    assert not is_honest(Visitor(stack).say("hej"))


def test_with_the_directory_gone_steps_still_come(stack):
    directory = stack.data / "directory.db"
    kept = directory.read_bytes()
    with stack.without("actions"):
        directory.unlink()
    try:
        replies = Visitor(stack).say("vill spela brädspel i Lund, vad finns det?")
        assert any(reply["kind"] == "activities" and reply["items"] for reply in replies)
        assert is_full_crisis_reply(Visitor(stack).say(DANGER), "90101")
    finally:
        with stack.without("actions"):
            directory.write_bytes(kept)


def test_with_the_chats_database_locked_the_reply_still_comes(stack):
    visitor = Visitor(stack)
    lock = sqlite3.connect(stack.data / "chat.db", isolation_level=None, timeout=5)
    lock.execute("BEGIN EXCLUSIVE")
    try:
        assert visitor.say("jag är ensam på kvällarna")
        assert is_full_crisis_reply(visitor.say(DANGER), "90101")
        human = visitor.say("vill prata med en människa")
        assert any(reply["kind"] in ("support_lines", "crisis") for reply in human)
    finally:
        lock.rollback()
        lock.close()
    assert visitor.say("är du kvar?")


def test_over_rasas_own_channel_danger_needs_no_action_server(stack):
    with stack.without("actions"):
        assert is_full_crisis_reply(Rest(stack).say(DANGER), "90101")
        assert is_full_crisis_reply(Rest(stack).say(ACUTE), "112", "90101")
