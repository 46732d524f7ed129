"""Nothing is true without a source and a date."""

from datetime import date

import pytest

from knowledge.facts_loader import load_facts
from tests.content import house

pytestmark = pytest.mark.content


def files(folder):
    return sorted((house.FACTS / folder).glob("*.yml"))


def day(value):
    """A date, written with or without quotes."""
    return value if isinstance(value, date) else date.fromisoformat(value)


@pytest.mark.parametrize("folder", ["support_lines", "programmes"])
def test_every_line_and_programme_names_its_sources_and_when_it_was_compiled(folder):
    for file in files(folder):
        fact = house.read(file)
        assert day(fact["compiled"]), file.name
        if fact["status"] == "aktiv" and not fact["block_until_verified"]:
            assert fact["sources"], file.name
            assert all(
                source["url"].startswith("https://") or source["url"].startswith("http://")
                for source in fact["sources"]
            ), file.name


def test_every_topic_names_its_source_its_year_and_when_it_was_checked():
    for file in files("topics"):
        topic = house.read(file)
        assert topic["id"] == file.stem, file.name
        assert topic["source"]["name"], file.name
        assert topic["source"].get("year"), file.name
        assert day(topic["checked"]), file.name


def test_nothing_was_checked_in_the_future():
    for folder, field in (("support_lines", "compiled"), ("programmes", "compiled"), ("topics", "checked")):
        assert not [file.name for file in files(folder) if day(house.read(file)[field]) > date.today()]


def test_what_is_blocked_discontinued_or_uncertain_is_never_shown():
    facts = load_facts()
    for folder, shown in (("support_lines", facts.lines), ("programmes", facts.programmes)):
        for file in files(folder):
            fact = house.read(file)
            if fact["block_until_verified"] or fact["status"] != "aktiv":
                assert fact["id"] not in shown


def test_every_answer_has_several_wordings_of_at_most_two_bubbles():
    for topic in load_facts().topics.values():
        assert len(topic.answer) >= 2, topic.id
        assert all(1 <= len(bubbles) <= 2 for bubbles in topic.answer), topic.id
