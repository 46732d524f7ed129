"""Every scenario goes as its name says, through the trained model; a book of them all is written for people to read."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.actions import sources
from bot.components import crisis
from tests.content.house import ROOT, read
from tests.conversations.hold import hold, judge_by_house_rules

pytestmark = [pytest.mark.quality, pytest.mark.timeout(300)]
FOLDER = ROOT / "tests" / "conversations" / "scenarios"
ORDINARY = "2027-02-10 14:30"
SCENARIOS = [(file.stem, talk) for file in sorted(FOLDER.glob("*.yml")) for talk in read(file)]


@pytest.fixture(scope="module")
def book():
    """Collects what was said, and writes it down as a book when all have been held."""
    from tests.conversations.book import write

    held = []
    yield held
    if held:
        write(held)


def named(chat, name):
    """The chat under a name of its own: which wording comes first hangs on it, and so stays the same from run to run."""
    chat.id = name
    return chat


@pytest.fixture
def clock(monkeypatch, talk):
    """The time at which the conversation is held: its `at`, else an ordinary Wednesday with no holiday near."""
    moment = datetime.fromisoformat(talk.get("at", ORDINARY)).replace(tzinfo=ZoneInfo("Europe/Stockholm"))
    monkeypatch.setattr(sources, "now", lambda: moment)
    monkeypatch.setattr(crisis, "_now", lambda: moment)


@pytest.mark.parametrize(("topic", "talk"), SCENARIOS, ids=[talk["id"] for _, talk in SCENARIOS])
def test_a_conversation_goes_as_its_name_says(door, book, clock, topic, talk):
    result = hold(talk, named(door(), talk["id"]), anew=lambda: named(door(), f"{talk['id']}-anew"))
    judge_by_house_rules(talk, result)
    book.append((topic, talk, result))
    assert not result.failures, result.table()
