"""Whatever is written, the parts that protect answer, at once and in full."""

import sys
import time
import unicodedata
from dataclasses import fields
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safety.assess import KINDS, Level, Risk, assess
from safety.normalise import normalise
from safety.redact import redact
from tests.safety.noise import long_texts, texts

TODAY = date(2026, 11, 22)
FEW = settings(max_examples=60, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
FEWER = settings(FEW, max_examples=12)
MANY = settings(FEW, max_examples=300)
DANGER = {
    "jag ska ta livet av mig ikväll": "suicide", "har tagit alla mina tabletter": "overdose", "min man slår mig": "violence_partner",
    "ja ska do i natt": "suicide", "s k ä r mig varje dag": "self_harm", "jag vill inte leva längre": "suicide",
}  # fmt: skip


def seconds(work, text):
    start = time.process_time()
    work(text)
    return time.process_time() - start


def assess_today(text):
    return assess(text, today=TODAY)


def test_signs_that_are_digits_but_no_numbers_hinder_nothing() -> None:
    """⓵ and ፩ are digits to Python, which cannot count with them."""
    odd = [chr(n) for n in range(sys.maxunicode) if chr(n).isdigit() and not chr(n).isdecimal()]
    for sign in odd:
        assert assess_today(f"jag är {sign} år och tar livet av mig ikväll {sign}{sign}").level == Level.acute
        assert redact(f"jag är {sign}")


@MANY
@given(texts())
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@FEW
@given(texts())
def test_a_normalised_text_holds_nothing_that_cannot_be_seen_or_sent(text: str) -> None:
    normal = normalise(text)
    assert normal == normal.strip()
    assert not [char for char in normal if unicodedata.category(char) in ("Cc", "Cf", "Cs") and char != "\n"]
    normal.encode("utf-8")


@FEW
@given(texts())
def test_every_text_is_judged_in_full(text: str) -> None:
    risk = assess_today(text)
    assert {field.name for field in fields(Risk)} == set(vars(risk))
    assert risk.level in list(Level)
    assert (risk.kind in KINDS) if risk.level > Level.none else (risk.kind == "" and risk.evidence == ())


@FEW
@given(texts())
def test_judging_a_text_and_its_normal_form_is_the_same(text: str) -> None:
    assert assess_today(text).level == assess_today(normalise(text)).level


@FEW
@given(texts())
def test_taking_personal_data_out_twice_changes_nothing_more(text: str) -> None:
    once = redact(text)
    assert redact(once) == once


@FEWER
@given(long_texts())
@pytest.mark.parametrize("work", [normalise, assess_today, redact])
def test_a_very_long_text_is_answered_within_a_second(work, text: str) -> None:
    assert seconds(work, text) < 1


@pytest.mark.parametrize(("sentence", "kind"), DANGER.items())
@settings(FEW, max_examples=25)
@given(before=texts(60), after=texts(60))
def test_danger_is_found_in_any_noise(sentence: str, kind: str, before: str, after: str) -> None:
    risk = assess_today(f"{before}\n{sentence}\n{after}")
    assert risk.level > Level.none, risk
    assert kind == risk.kind or risk.level >= assess_today(sentence).level


@FEWER
@given(long_texts(), st.sampled_from(list(DANGER)))
def test_danger_is_found_after_a_very_long_text(text: str, sentence: str) -> None:
    assert assess_today(f"{text[:15_000]}\n{sentence}").level > Level.none


@settings(FEW, max_examples=30)
@given(st.lists(st.sampled_from(["\u200b", "\u200d", "\u00ad", "\u202e", "\ufeff"]), min_size=24, max_size=24))
def test_danger_is_found_between_characters_that_cannot_be_seen(hidden: list[str]) -> None:
    sentence = "jag ska ta livet av mig"
    woven = "".join(char + mark for char, mark in zip(sentence, hidden, strict=False))
    assert assess_today(woven).level is Level.acute
