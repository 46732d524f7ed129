"""Swedish in every spelling is Swedish; other languages are named."""

import pytest

from bot.components.language_detector import LanguageDetector
from tests.content.house import read_lines


@pytest.fixture(scope="module")
def detector():
    return LanguageDetector({})


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Hello, I don't speak Swedish", "en"), ("is there someone I can call who speaks english?", "en"),
        ("أنا أشعر بالوحدة هنا", "ar"), ("من خیلی تنها هستم", "fa"), ("Waan kelinimaysanahay, cidna kama aqaan halkan", "so"),
        ("Olen hyvin yksinäinen enkä tunne täällä ketään", "fi"), ("Мені дуже самотньо тут", "uk"), ("Estoy muy sola y no conozco a nadie", "es"),
        ("Jestem bardzo samotna i nikogo tu nie znam", "pl"), ("ኣነ ብጣዕሚ ጽምዋ ይስምዓኒ", "ti"), ("Ich bin sehr einsam und kenne niemanden", "de"),
    ],
)  # fmt: skip
def test_other_languages_are_named(detector, text, code):
    assert detector.detect(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "ensam", "hej", "", "   ", "😢", "asdfgh", "va e du för nåt", "asså iaf kmr ingen", "jag e sjalv jamt", "lonely",
        "känner mig lost, typ no friends", "vill prata med en människa", "bor i Malmö", "12345", "ok thx", "min man dog i våras",
        "Jag känner mig ensam men my boyfriend säger att det är okej", "vafan gör folk på fredagar egentligen",
    ],
)  # fmt: skip
def test_swedish_in_any_spelling_is_swedish(detector, text):
    assert detector.detect(text) == "sv"


def test_hardly_any_swedish_message_is_taken_for_another_language(detector):
    swedish = [
        line["text"]
        for line in read_lines("messages_dev.jsonl")
        if line["intent"] not in ("other_language", "gibberish")
    ]
    swedish += [line["text"] for line in read_lines("kinds_dev.jsonl")]
    wrong = [text for text in swedish if detector.detect(text) != "sv"]
    assert len(wrong) <= 0.01 * len(swedish), wrong


def test_most_messages_in_other_languages_are_noticed(detector):
    foreign = [line["text"] for line in read_lines("messages_dev.jsonl") if line["intent"] == "other_language"]
    missed = [text for text in foreign if detector.detect(text) == "sv"]
    assert len(missed) <= 0.25 * len(foreign), missed


def test_a_very_long_message_is_judged_by_its_beginning(detector):
    assert detector.detect("jag känner mig ensam och har ingen att prata med " * 500) == "sv"
