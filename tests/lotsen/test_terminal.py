"""The terminal shows all that a page would show of a reply."""

import io

from rich.console import Console

from lotsen.terminal import show


def printed(reply):
    console = Console(file=io.StringIO(), width=100)
    show(console, reply)
    return console.file.getvalue()


def test_what_would_be_handed_to_a_human_is_seen_before_the_answer():
    offer = {"kind": "handover", "text": "Är det okej?", "choices": ["Ja", "Nej"],
             "summary": [{"heading": "Plats", "text": "Ånge"}]}  # fmt: skip
    shown = printed(offer)
    assert shown.index("Är det okej?") < shown.index("Plats: Ånge") < shown.index("[ Ja ]")


def test_a_reply_without_more_is_its_text():
    assert printed({"kind": "text", "text": "Hej [du]"}).strip() == "Lotsen: Hej [du]"
