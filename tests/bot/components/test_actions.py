"""An action carries out a turn; when something breaks the visitor gets a sentence and the log no text."""

import logging

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions import sources
from bot.actions.answer_question import AnswerQuestion
from bot.actions.offer_human import OfferHuman
from bot.actions.receive import Receive
from bot.actions.suggest import Suggest
from bot.dialogue.state import State, slots_from_state
from knowledge.places import load_places
from knowledge.search import Directory


@pytest.fixture(autouse=True)
def directory(monkeypatch):
    """The directory from the facts alone: no database."""
    monkeypatch.setattr(sources, "directory", lambda: Directory(None, sources.facts(), load_places()))


def run(action, text, intent, **known):
    state = slots_from_state(State(turn=1.0, **known))
    message = {"text": text, "intent": {"name": intent}, "entities": []}
    tracker = Tracker("a", state, message, [], False, None, {}, "action_listen")
    dispatcher = CollectingDispatcher()
    events = action.run(dispatcher, tracker, {})
    return dispatcher.messages, {event["name"]: event["value"] for event in events}


def test_steps_come_as_text_and_as_a_card_with_the_same_content():
    messages, slots = run(
        Suggest(), "visa", "find_activity", municipality="1281", place_name="Lund", loneliness_types=("social",)
    )
    card = next(message for message in messages if (message["custom"] or {}).get("kind") == "activities")
    assert 1 <= len(card["custom"]["items"]) <= 3
    for item in card["custom"]["items"]:
        assert item["name"] in card["text"] and item["first_step"] in card["text"] and item["checked"] in card["text"]
        assert item["why"] and item["cost"]
    assert slots["shown"] == [item["id"] for item in card["custom"]["items"]]
    assert slots["pending"] == "after_steps"


def test_with_little_money_only_free_steps_come():
    known = {"municipality": "1281", "place_name": "Lund", "loneliness_types": ("social",), "barriers": ("money",)}
    messages, _ = run(Suggest(), "visa", "find_activity", **known)
    said = [message["response"] for message in messages if message["response"]]
    assert any("free" in key for key in said)


def test_steps_that_were_shown_do_not_come_back():
    known = {"municipality": "1281", "place_name": "Lund", "loneliness_types": ("social",)}
    _, slots = run(Suggest(), "visa", "find_activity", **known)
    shown = tuple(slots["shown"])
    messages, _ = run(Suggest(), "fler", "more_suggestions", shown=shown, last_shown=shown, **known)
    card = next(message["custom"] for message in messages if message["custom"])
    assert not {item["id"] for item in card.get("items", ())} & set(shown)


def test_no_to_church_leaves_out_what_churches_do():
    known = {
        "municipality": "1281",
        "place_name": "Lund",
        "loneliness_types": ("existential",),
        "age": 40.0,
        "age_group": "adult",
    }
    seen = set()
    rejected = ("kind:church",)
    for _ in range(4):
        _messages, slots = run(Suggest(), "visa", "find_activity", rejected=rejected, shown=tuple(seen), **known)
        seen |= set(slots.get("shown", ()))
    churches = {
        "svk-oppethus",
        "svk-samtal",
        "svk-sorggrupp",
        "sjukhuskyrkan",
        "universitetskyrkan-prog",
        "fralsningsarmen",
    }
    assert seen and not seen & churches


def test_a_wish_for_a_human_gets_lines_with_numbers_and_times():
    messages, _ = run(OfferHuman(), "vill prata med en människa", "talk_to_human")
    card = next(message for message in messages if (message["custom"] or {}).get("kind") == "support_lines")
    assert card["custom"]["items"]
    assert all(item["phone"] or item["chat_url"] for item in card["custom"]["items"])
    assert any(item["opening"] for item in card["custom"]["items"])


def test_an_answer_names_its_source():
    messages, _ = run(AnswerQuestion(), "hur vanligt är det", "ask_info/how_common")
    assert any("Källa" in (message["text"] or "") for message in messages)


def test_a_choice_is_shown_in_the_editors_words():
    messages, _ = run(Receive(), "ensam", "tell_feeling", pending="name", loneliness_types=("social",))
    buttons = [button for message in messages for button in message["buttons"]]
    assert all(button["title"] == button["payload"] and not button["title"].startswith("/") for button in buttons)


def test_when_something_breaks_the_visitor_gets_a_sentence_and_the_log_no_text(monkeypatch, caplog):
    def broken(*_):
        raise RuntimeError("hemlig text i felet")

    monkeypatch.setattr("bot.actions.base.reply", broken)
    with caplog.at_level(logging.DEBUG):
        messages, slots = run(Receive(), "min hemliga text", "tell_feeling")
    assert [message["response"] for message in messages] == ["utter_fallback"]
    assert slots == {}
    assert "hemlig" not in caplog.text


def test_nothing_half_said_is_left_when_something_breaks(monkeypatch):
    def broken():
        raise RuntimeError

    monkeypatch.setattr(sources, "directory", broken)
    messages, _ = run(Suggest(), "visa", "find_activity", municipality="1281", place_name="Lund")
    assert [message["response"] for message in messages] == ["utter_fallback"]
