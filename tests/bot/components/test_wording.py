"""A response comes in another wording each time, and numbers come from the facts."""

import string

import pytest
from rasa.shared.core.events import BotUttered

from bot.components.wording import Wording
from knowledge.facts_loader import load_facts
from tests.bot.components.conftest import DANGER


@pytest.fixture(scope="module")
def wording(domain):
    return Wording(None, domain)


async def text_of(wording, key, tracker, **values):
    return (await wording.generate(key, tracker, "rest", **values))["text"]


async def test_all_wordings_are_used_before_one_comes_again(wording, domain, tracker_of):
    wordings = len(domain.responses["utter_ack_more"])
    texts = [
        await text_of(wording, "utter_ack_more", tracker_of("x", slots={"said": ["utter_ack_more"] * used}))
        for used in range(wordings)
    ]
    assert len(set(texts)) == wordings


async def test_the_same_turn_does_not_say_the_same_twice(wording, tracker_of):
    tracker = tracker_of("x")
    first = await text_of(wording, "utter_ack_more", tracker)
    tracker.update(BotUttered(first, metadata={"utter_action": "utter_ack_more"}))
    assert await text_of(wording, "utter_ack_more", tracker) != first


async def test_conversations_begin_with_different_wordings(wording, tracker_of):
    assert len({await text_of(wording, "utter_greet", tracker_of("x", sender=str(n))) for n in range(40)}) >= 3


async def test_the_same_conversation_gets_the_same_wording_again_after_a_restart_of_the_process(wording, tracker_of):
    assert await text_of(wording, "utter_greet", tracker_of("x")) == await text_of(
        wording, "utter_greet", tracker_of("x")
    )


async def test_values_are_filled_in(wording, tracker_of):
    assert "Lund" in await text_of(wording, "utter_ack_place", tracker_of("x"), place="Lund")


async def test_the_emergency_number_comes_from_the_facts(wording, tracker_of):
    number = load_facts().phones()["sos-112"]
    assert number in await text_of(wording, "utter_first_words", tracker_of("x"))


async def test_a_name_that_does_not_exist_is_silence(wording, tracker_of):
    assert await wording.generate("utter_nothing", tracker_of("x"), "rest") is None


async def test_the_crisis_reply_is_composed_with_its_lines_on_the_last_bubble(wording, tracker_of):
    tracker = tracker_of(
        "x",
        risk=DANGER,
        slots={"risk_level": "acute", "risk_kind": "suicide", "danger_stage": "first", "danger_count": 1.0},
    )
    bubbles = [
        await wording.generate(key, tracker, "rest")
        for key in ("utter_crisis_opening", "utter_crisis_help", "utter_crisis_question")
    ]
    said = [bubble for bubble in bubbles if bubble]
    text = " ".join(bubble["text"] for bubble in said)
    assert "112" in text and "90101" in text.replace(" ", "")
    assert [line["id"] for line in said[-1]["custom"]["lines"]][:2] == ["sos-112", "sjalvmordslinjen"]
    assert all("custom" not in bubble for bubble in said[:-1])
    assert all(line["phone"] for line in said[-1]["custom"]["lines"])


async def test_no_wording_breaks_on_its_own_braces(wording, domain, tracker_of):
    texts = [wording["text"] for wordings in domain.responses.values() for wording in wordings if wording.get("text")]
    values = {name: "x" for text in texts for _, name, _, _ in string.Formatter().parse(text) if name}
    for key in domain.responses:
        for used in range(len(domain.responses[key])):
            assert "{" not in await text_of(wording, key, tracker_of("x", slots={"said": [key] * used}), **values), key
