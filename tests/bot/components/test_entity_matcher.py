"""Places, interests, barriers, life events and ages are found by matching."""

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.components.entity_matcher import EntityMatcher
from bot.components.swedish import SwedishLanguage
from bot.components.vocabulary import expressions, phrase_patterns
from safety.normalise import normalise
from tests.bot.components.small_pipeline import language_with

SAID = [
    ("bor i Krokom", "place", "Krokom"), ("flyttade till lund för plugget", "place", "Lund"),
    ("flyttade från Malmö till Kiruna", "place", "Kiruna"), ("jobbar i Örebro men bor i Motala", "place", "Motala"),
    ("gillar brädspel", "interest", "brädspel"), ("brädspelskväll vore kul", "interest", "brädspel"),
    ("har knappt nåra pengar", "barrier", "money"), ("jag vågar inte gå dit själv", "barrier", "anxiety"),
    ("det finns ingen buss hit", "barrier", "distance"), ("sitter i rullstol", "barrier", "disability_access"),
    ("min man dog i våras", "life_event", "bereavement"), ("vi har skilt oss", "life_event", "divorce"),
    ("jag är 72", "age_group", "older"), ("går i nian", "age_group", "teen"),
]  # fmt: skip
NOT_SAID = [
    ("jag vill vara med", "place"), ("Kjell Berg hälsar på ibland", "place"), ("jag har gott om pengar", "barrier"),
    ("det tog 14 dagar", "age_group"), ("varit gift i 40 år", "age_group"), ("hej", "interest"),
]  # fmt: skip


@pytest.fixture(scope="module")
def read():
    """What is found in a message, with those phrases of the vocabularies that the messages here hold (all take seconds)."""
    messages = normalise(" . ".join(text for text, *_ in (*SAID, *NOT_SAID)))
    phrases = [pattern for pattern in phrase_patterns() if pattern["pattern"] in messages]
    with language_with(phrases) as language:
        swedish, matcher = SwedishLanguage(None, None, language), EntityMatcher()

        def entities(text):
            message = Message({"text": text})
            swedish.process([message])
            matcher.process([message])
            return {(item["entity"], item["value"]) for item in message.get("entities")}

        yield entities


@pytest.mark.parametrize(("text", "kind", "value"), SAID)
def test_what_is_said_is_found(read, text, kind, value):
    assert (kind, value) in read(text)


@pytest.mark.parametrize(("text", "unwanted"), NOT_SAID)
def test_what_is_not_said_is_not_found(read, text, unwanted):
    assert not [value for kind, value in read(text) if kind == unwanted]


def test_the_age_of_the_person_concerned_counts(read):
    assert ("age_group", "older") in read("jag är 45 och min mamma är 84")


def test_each_thing_is_found_once(read):
    found = read("gillar brädspel, alltså brädspel, och brädspelskvällar")
    assert len([value for kind, value in found if kind == "interest" and value == "brädspel"]) == 1


@pytest.mark.parametrize(
    "text", ["", " ", "😢😢😢", "\u200b\u200b", "<script>alert(1)</script>", "a" * 20_000, "hej " * 5_000]
)
def test_any_text_can_be_read(read, text):
    assert isinstance(read(text), set)


def test_every_phrase_and_expression_of_the_vocabularies_can_be_used():
    assert all(pattern["pattern"].strip() and pattern["id"] for pattern in phrase_patterns())
    assert {expression.label for expression in expressions()} == {"barrier", "life_event"}
