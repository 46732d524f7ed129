"""The hours of a line are said as people say them, and what is not known is said not to be."""

from datetime import datetime

import pytest

from bot.actions import sources
from bot.actions.line_answers import hours_in_words, told

SUNDAY_NIGHT = datetime(2026, 11, 22, 22, 0)


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        ("24/7", "dygnet runt"),
        ("Mo-Fr 10:00-20:00; Sa 10:00-12:00; PH unknown", "mån–fre 10–20, lör 10–12"),
        ("Mo-Su 21:00-22:30", "alla dagar 21–22.30"),
        ("Mo,Tu,Th,Fr 10:00-15:00; We,Su 18:00-21:00", "mån, tis, tors, fre 10–15, ons, sön 18–21"),
        ("Mo-Fr 18:00-22:00; Sa-Su,PH 14:00-18:00", "mån–fre 18–22, lör–sön 14–18"),
    ],
)
def test_hours_are_said_as_people_say_them(hours, words):
    assert hours_in_words(hours) == words


@pytest.mark.parametrize(
    ("line", "asked", "words"),
    [
        ("demensradgivning", "when", "mån–fre 10–20"),
        ("tilia", "anonymous", "du anonym"),
        ("demensradgivning", "anonymous", "vet jag inte"),
        ("jourhavande-medmanniska", "chat", "känner jag inte till"),
        ("bris", "number", "116 111"),
    ],
)
def test_a_question_about_a_line_is_answered_from_the_facts(line, asked, words):
    assert words in told(sources.facts().lines[line], asked, SUNDAY_NIGHT)
