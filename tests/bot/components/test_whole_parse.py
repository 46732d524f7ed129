"""The whole understanding answers whatever is written: in full, at once, and danger is never lost in noise."""

import json
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.bot.components.small_pipeline import SmallPipeline
from tests.safety.noise import EMOJIS, long_texts, texts

FEW = settings(max_examples=50, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
FEWER = settings(FEW, max_examples=12)
RISK = {
    "level",
    "kind",
    "score",
    "evidence",
    "minor",
    "about_other",
    "joking",
    "victim_gender",
    "perpetrator_gender",
    "also",
}
ODD = [
    "", " ", "\n", "\x00", "\ud800", "ensam \udfff", "\ud83d\ude22", "?!", "1234567890", "😭" * 500, EMOJIS * 30, "a" * 10_000, "מה שלומך היום",
    "\u202eemag mosne\u202c", "j\u200ba\u200bg", "<script>alert(1)</script>", "'; drop table --", "{}[]", "/restart", "/tell_feeling{\"place\": 1}",
    "ＨＥＪ", "ﷺ" * 2_000, "hej\x00då", "½¾", "%s %d {0}", "nan", "None", "\ufeffhej", "e\u0301" * 50, "🏳️‍🌈" * 50,
]  # fmt: skip


@pytest.fixture(scope="module")
def parse(tmp_path_factory):
    return SmallPipeline(tmp_path_factory.mktemp("small")).parse


def seconds(parse, text):
    start = time.process_time()
    parse(text)
    return time.process_time() - start


def missing(result):
    """What a parse result lacks of that which others rely on."""
    wrong = []
    if not isinstance(result["intent"]["name"], str) or not 0 <= result["intent"]["confidence"] <= 1:
        wrong.append("intent")
    if set(result["loneliness"]) != {"types", "primary", "scores"} or set(result["risk"]) != RISK:
        wrong.append("loneliness or risk")
    if result["risk"]["level"] not in ("none", "concern", "acute") or not all(
        0 <= s <= 1 for s in result["loneliness"]["scores"].values()
    ):
        wrong.append("level or scores")
    if not isinstance(result["language"], str) or not all({"entity", "value"} <= set(e) for e in result["entities"]):
        wrong.append("language or entities")
    return wrong


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_any_odd_text_is_understood_in_full(parse, text):
    assert missing(parse(text)) == []


@FEW
@given(text=texts())
def test_any_text_is_understood_in_full(parse, text):
    assert missing(parse(text)) == []


@FEW
@given(text=texts())
def test_a_result_can_always_be_sent(parse, text):
    json.dumps(parse(text), ensure_ascii=False).encode("utf-8")


@FEWER
@given(text=texts())
def test_the_same_text_is_understood_the_same_twice(parse, text):
    assert parse(text) == parse(text)


@FEWER
@given(text=long_texts())
def test_a_very_long_text_is_understood_within_a_second(parse, text):
    assert seconds(parse, text) < 1


@FEWER
@given(
    before=texts(60), after=texts(60), sentence=st.sampled_from(["jag ska ta livet av mig ikväll", "min man slår mig"])
)
def test_danger_is_heard_in_any_noise(parse, before, after, sentence):
    assert parse(f"{before}\n{sentence}\n{after}")["risk"]["level"] != "none"


def test_the_small_pipeline_tells_sorts_of_messages_apart(parse):
    assert parse("tack så jättemycket")["intent"]["name"] == "thanks"
    assert parse("jag saknar någon som känner mig")["intent"]["name"] == "tell_feeling"
    assert ("place", "Borås") in {(e["entity"], e["value"]) for e in parse("något gratis i Borås")["entities"]}
