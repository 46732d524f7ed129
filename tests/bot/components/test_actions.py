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


def responses(messages):
    return [message["response"] for message in messages if message["response"]]


def test_that_nothing_is_about_what_one_likes_is_said_with_what_comes_nearest():
    known = {"municipality": "1281", "place_name": "Lund", "age": 40.0, "interests": ("badminton",)}
    messages, _ = run(Suggest(), "visa", "find_activity", **known)
    assert "utter_interest_near" in responses(messages)


def test_that_nothing_like_it_is_known_is_said_too():
    messages, _ = run(Suggest(), "visa", "find_activity", municipality="1281", place_name="Lund", interests=("tåg",))
    assert "utter_interest_none" in responses(messages)


def test_refused_kinds_alone_do_not_make_the_first_steps_more_of_the_same():
    known = {"municipality": "1281", "place_name": "Lund", "rejected": ("kind:church",)}
    messages, _ = run(Suggest(), "visa", "find_activity", **known)
    assert "utter_intro_more" not in responses(messages)


def every_step():
    return tuple(item.id for item in sources.directory()._built_in)


def test_a_list_at_its_end_comes_with_lines_once_and_no_question_about_steps():
    known = {"municipality": "1281", "place_name": "Lund", "shown": every_step(), "last_shown": ("parkrun",)}
    messages, _ = run(Suggest(), "fler", "more_suggestions", **known)
    assert responses(messages)[0] == "utter_no_more_steps"
    assert not [key for key in responses(messages) if key.startswith("utter_after_steps")]
    messages, _ = run(Suggest(), "fler", "more_suggestions", said=("utter_no_more_steps",), **known)
    assert responses(messages) == ["utter_still_no_more_steps"] and not any(message["custom"] for message in messages)


def test_who_can_neither_ring_nor_is_met_by_a_chat_gets_an_honest_word_and_no_empty_card():
    known = {"no_phone": True, "age": 60.0, "age_group": "adult", "rejected": ("kind:church",)}
    messages, _ = run(OfferHuman(), "jag vill prata med någon", "talk_to_human", **known)
    assert responses(messages) == ["utter_no_line_to_write_grown"]
    assert not any(message["custom"] for message in messages)


def test_the_step_that_is_taken_is_found_by_its_name():
    known = {
        "municipality": "1281",
        "place_name": "Lund",
        "last_shown": ("studiecirkel", "rodakorset-besok", "svk-samtal"),
        "shown": ("studiecirkel", "rodakorset-besok", "svk-samtal"),
    }
    messages, _ = run(Suggest(), "Röda korset tror jag blir bra. Vi tar den.", "feedback_positive", **known)
    told = [message["text"] for message in messages if message["text"]]
    assert len(told) == 1 and "Röda Korset" in told[0]


def test_the_step_that_is_taken_is_found_by_what_one_likes():
    known = {
        "municipality": "1281",
        "place_name": "Lund",
        "interests": ("schack",),
        "last_shown": ("studiecirkel", "bradspel-bibliotek", "svk-samtal"),
        "shown": ("studiecirkel", "bradspel-bibliotek", "svk-samtal"),
    }
    messages, _ = run(Suggest(), "schack låter bra, den tar vi", "feedback_positive", **known)
    told = [message["text"] for message in messages if message["text"]]
    assert len(told) == 1 and "Brädspel" in told[0]


def test_where_no_group_for_lgbtqi_people_is_known_that_is_said():
    known = {"municipality": "2281", "place_name": "Sundsvall", "life_events": ("coming_out",), "age": 29.0}
    messages, _ = run(Suggest(), "finns nåt för oss", "find_activity", **known)
    assert "utter_interest_none" in responses(messages)


def test_who_cannot_ring_is_given_no_reason_that_is_about_the_phone():
    known = {"municipality": "1281", "no_phone": True, "barriers": ("anxiety",), "age": 50.0, "place_name": "Lund"}
    seen: tuple[str, ...] = ()
    for _ in range(4):
        messages, slots = run(Suggest(), "visa", "find_activity", shown=seen, **known)
        card = next(m["custom"] for m in messages if (m["custom"] or {}).get("kind") == "activities")
        assert not [item["why"] for item in card["items"] if "telefon" in item["why"]]
        seen = tuple(slots["shown"])
