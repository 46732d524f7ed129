"""Danger over several turns: each kind goes on in its own way, nothing comes twice, and never the phone alone."""

from datetime import datetime, timezone

import pytest

from bot.dialogue.aid import CALLS, wish_in
from bot.dialogue.crisis import GO_ON, crisis_card, crisis_reply, risk_from
from bot.dialogue.danger import asked_about_death
from bot.dialogue.family import family_of
from bot.dialogue.state import State
from knowledge.facts_loader import load_facts
from safety.crisis import choice_titles
from tests.bot.dialogue.talk import Talk, danger, heard

FACTS = load_facts()
NOW = datetime(2026, 11, 24, 12, tzinfo=timezone.utc)


def told(kind, level="concern", text="…", **more):
    talk = Talk()
    talk.hear(text, "tell_feeling", danger=danger(level, kind, evidence=("ord",), **more))
    return talk


def words(talk, message="…", **more):
    """The bubbles of the crisis reply in the latest turn."""
    stage = talk.moves[0].key
    return crisis_reply(FACTS, talk.state, heard(message, **more).danger, stage).bubbles


def test_a_long_talk_in_danger_never_says_the_same_bubble_twice():
    talk, said = told("suicide", "acute"), []
    said += words(talk)
    answers = [
        "ja",
        "ingen aning",
        "jag sitter på golvet",
        "har inte ringt än",
        "min bror kanske",
        "det är tyst här",
        "ok",
        "nä",
    ]
    for answer in answers:
        if talk.hear(answer, "tell_feeling")[0].startswith("crisis"):
            said += words(talk)
    again = danger("acute", "suicide", evidence=("ord",))
    for _ in range(5):
        talk.hear("jag vill dö", "tell_feeling", danger=again)
        said += words(talk, danger=again)
    assert len(said) > 15 and len(said) == len(set(said))


def test_the_first_free_answer_is_thanked_for_and_later_ones_are_met_shortly():
    talk = told("suicide", "acute")
    assert talk.hear("jag sitter hemma i köket", "tell_feeling") == ["crisis:answer"]
    assert talk.hear("lampan är släckt", "tell_feeling") == ["crisis:stay"]


def test_a_yes_that_says_the_danger_again_is_heard_as_a_yes():
    talk = told("suicide", "acute")
    more = danger("acute", "suicide", evidence=("göra det",))
    assert talk.hear("ja jag tänker göra det", "tell_feeling", danger=more) == ["crisis:yes"]


def test_an_answer_that_only_looks_like_another_danger_keeps_to_the_one_that_was_told():
    talk = told("third_party", "acute", about_other=True)
    looks = danger("acute", "threat_to_others")
    talk.hear("ja jag vet var hon bor", "tell_feeling", danger=looks)
    assert talk.keys == ["crisis:yes"]
    assert risk_from(talk.state, looks).kind == "third_party"


def test_a_long_answer_after_concern_is_reflected_with_the_lines_beside():
    talk = told("suicide")
    text = "nej men det är så tomt sedan min man dog och jag sitter bara här hela dagarna utan att prata med någon"
    keys = talk.hear(text, "tell_feeling", kind="emotional", life_events=("bereavement",))
    assert keys[0] == "crisis:beside" and any(key.startswith("utter_reflect") for key in keys)


def test_a_short_answer_that_only_looks_dangerous_by_its_form_is_an_answer():
    talk = told("voices", "acute")
    talk.hear("nej", "deny")
    assert talk.hear("de är tystare nu", "tell_feeling", danger=danger("acute", "child_abuse")) == ["crisis:stay"]
    assert family_of(talk.state) == "mind"


def test_not_knowing_is_neither_yes_nor_no():
    assert told("suicide").hear("vet inte", "deny") == ["crisis:silence"]


@pytest.mark.parametrize("text", ["vad ska jag göra", "hur ska man göra då", "hjälp"])
def test_who_asks_what_to_do_is_not_told_that_it_is_not_lotsens_field(text):
    assert told("suicide").hear(text, "out_of_scope") == ["crisis:answer"]


def test_who_asks_what_to_say_gets_words():
    keys = told("third_party", about_other=True).hear("vad ska jag säga till henne", "out_of_scope")
    assert keys[:2] == ["utter_words_call_other", "utter_words_ask_other"]


@pytest.mark.parametrize(("text", "intent"), [("tack", "thanks"), ("hejdå", "goodbye"), ("ok", "affirm")])
def test_a_farewell_takes_the_numbers_along_without_a_word_about_another_subject(text, intent):
    talk = told("suicide")
    talk.hear("nej", "deny")
    assert talk.hear(text, intent)[0] == "crisis:keep"


@pytest.mark.parametrize("text", ["fan va du tjatar", "sluta fråga", "lägg av", "lämna mig i fred"])
def test_who_has_had_enough_is_not_pressed_but_keeps_the_numbers(text):
    talk = told("suicide", "acute")
    assert talk.hear(text, "abusive") == ["crisis:backing"]
    assert "112" in words(talk)[0]


@pytest.mark.parametrize("kind", ["substance", "overdose"])
def test_a_yes_to_wanting_to_die_brings_the_line_for_that_whatever_the_talk_began_with(kind):
    talk = told(kind)
    while not asked_about_death(talk.state):
        talk.hear("det är tungt", "tell_feeling", danger=danger("concern", kind, evidence=("ord",)))
        assert len(talk.turns) < 8
    talk.hear("ja", "affirm")
    reply = crisis_reply(FACTS, talk.state, heard("ja").danger, "yes")
    assert "sjalvmordslinjen" in reply.line_ids


def test_a_yes_to_another_question_does_not_speak_of_death():
    talk = told("medical")
    talk.hear("ja", "affirm")
    assert "suicide" not in talk.state.risk_also


@pytest.mark.parametrize(
    "text", ["ringde", "ambulansen kommer", "jag har ringt 112", "min granne är här", "mamma är på väg"]
)
def test_help_that_has_come_is_met_with_relief(text):
    talk = told("suicide", "acute")
    talk.hear("ja", "affirm")
    assert talk.hear(text, "tell_feeling") == ["crisis:helped"]
    assert "112" in words(talk)[0]


def test_help_that_has_come_is_no_new_danger_though_it_may_look_so():
    talk = told("suicide")
    talk.hear("nej", "deny")
    assert talk.hear("min bror är här nu", "tell_feeling", danger=danger("acute", "violence_family")) == [
        "crisis:helped"
    ]
    assert (talk.state.risk_level, talk.state.risk_kind) == ("concern", "suicide")


def test_not_wanting_to_talk_with_one_person_is_no_wish_for_a_chat():
    assert told("suicide", minor=True).hear("vill inte prata med mamma", "tell_feeling") == ["crisis:answer"]


@pytest.mark.parametrize("text", ["han kommer nu", "han är hemma", "måste gå nu"])
def test_when_the_one_who_does_harm_comes_the_way_out_is_named_and_nothing_is_asked(text):
    talk = told("violence_partner")
    talk.hear("Hjälp med orden", "affirm")
    assert talk.hear(text, "goodbye") == ["crisis:interrupted"]
    assert "?" not in " ".join(words(talk))


def test_a_wish_to_be_forgotten_is_not_answered_with_another_question():
    assert "crisis:stay" not in told("suicide", "acute").hear("glöm allt", "privacy_question")
    assert "crisis:answer" not in told("suicide", "acute").hear("radera allt jag skrivit", "tell_feeling")


def test_a_coming_of_others_is_nothing_of_that_kind():
    assert told("suicide").hear("han kommer nu", "tell_feeling") != ["crisis:interrupted"]


def test_danger_that_was_just_confirmed_is_not_left_at_once():
    talk = told("suicide")
    talk.hear("ja", "affirm")
    assert talk.hear("jag sitter i köket", "tell_feeling") == ["crisis:stay"]
    assert talk.hear("katten är här", "tell_feeling", kind="emotional") != ["crisis:stay"]


def test_the_one_who_hits_is_no_help_for_being_there():
    talk = told("violence_partner", "acute")
    assert talk.hear("min man är här", "tell_feeling") != ["crisis:helped"]
    assert talk.hear("polisen är på väg", "tell_feeling") == ["crisis:helped"]


def test_a_gentle_question_from_before_is_not_answered_by_a_no_after_danger():
    talk = Talk(pending="someone_to_call")
    talk.hear("jag vill dö", "tell_feeling", danger=danger("concern", "suicide", evidence=("vill dö",)))
    talk.hear("ja", "affirm")
    assert talk.state.pending is None


def test_better_is_no_yes():
    talk = told("suicide")
    assert talk.hear("jag mår lite bättre", "feedback_positive") == ["crisis:no"]


def test_a_wish_for_a_human_is_granted_with_the_lines_in_sight():
    keys = told("suicide", "acute").hear("jag vill prata med en människa", "talk_to_human")
    assert "crisis:topic_change" in keys and "lines" in keys


@pytest.mark.parametrize("answer", ["ja", "kanske", "vet inte", "jag vet inte"])
def test_whoever_may_be_read_by_another_is_told_how_to_leave_no_trace(answer):
    talk = told("violence_partner")
    talk.hear("ja", "affirm")
    assert talk.hear(answer, "affirm" if answer == "ja" else "out_of_scope") == ["crisis:watched"]
    assert "Lämna snabbt" in " ".join(words(talk))


def test_whoever_is_read_by_nobody_goes_on_in_peace():
    talk = told("coercive_control")
    talk.hear("nej", "deny")
    assert talk.hear("nej", "deny") == ["crisis:unwatched"]


def test_the_question_about_the_phone_is_put_once():
    talk = told("violence_partner", "acute")
    talk.hear("ja", "affirm")
    talk.hear("nej", "deny")
    more = danger("acute", "violence_partner", evidence=("ord",))
    talk.hear("han slår mig", "tell_feeling", danger=more)
    talk.hear("ja", "affirm")
    asked = [text for turn in range(1) for text in words(talk) if "mobil" in text]
    assert talk.keys == ["crisis:stay"] and not asked


def test_nobody_else_is_asked_about_the_phone():
    talk = told("suicide")
    talk.hear("ja", "affirm")
    assert talk.hear("ja", "affirm") != ["crisis:watched"]


def test_danger_to_someone_else_stays_about_someone_else_in_later_turns():
    talk = told("violence_partner", about_other=True)
    talk.hear("ja", "affirm")
    assert family_of(talk.state) == "other"
    assert "personen" in " ".join(words(talk))


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("suicide", "self"),
        ("overdose", "body"),
        ("voices", "mind"),
        ("psychosis", "mind"),
        ("eating_disorder", "eating"),
    ]
    + [
        ("substance", "substance"),
        ("violence_family", "harm"),
        ("threat_to_others", "threat"),
        ("third_party", "other"),
    ],
)
def test_each_kind_goes_on_in_its_own_words(kind, name):
    assert family_of(told(kind).state) == name


@pytest.mark.parametrize("kind", ["suicide", "self_harm"])
def test_a_minor_goes_on_in_words_for_minors(kind):
    assert family_of(told(kind, minor=True).state) == "self_minor"


def test_what_was_told_beside_stays_in_sight_in_later_turns():
    talk = told("suicide", also=("violence_partner",))
    talk.hear("ja", "affirm")
    reply = crisis_reply(FACTS, talk.state, heard("ja").danger, "yes")
    assert {"kvinnofridslinjen", "sjalvmordslinjen"} <= set(reply.line_ids)


def test_a_second_danger_told_later_adds_its_line_for_the_rest_of_the_talk():
    talk = told("suicide")
    talk.hear("han slår mig", "tell_feeling", danger=danger("concern", "violence_partner", evidence=("slår",)))
    talk.hear("ja", "affirm")
    reply = crisis_reply(FACTS, talk.state, heard("ja").danger, "yes")
    assert {"kvinnofridslinjen", "sjalvmordslinjen"} <= set(reply.line_ids)


def test_a_level_never_falls_in_what_is_said():
    talk = told("suicide", "acute")
    assert risk_from(talk.state, danger("concern", "suicide")).level == "acute"


def test_the_ways_on_are_buttons_in_the_card():
    talk = told("suicide")
    talk.hear("ja", "affirm")
    card = crisis_card(FACTS, crisis_reply(FACTS, talk.state, heard("ja").danger, "yes"), "concern", NOW)
    assert card["choices"] == list(choice_titles().values())


def test_a_plan_that_was_begun_is_offered_to_be_gone_on_with():
    reply = crisis_reply(
        FACTS, State(plan=("kind:life",), risk_level="concern", risk_kind="suicide"), heard().danger, "yes"
    )
    assert GO_ON in reply.choices and choice_titles()["plan"] not in reply.choices


def test_every_button_is_understood():
    state = State(danger_stage="yes", risk_kind="suicide", risk_level="concern")
    assert {name: wish_in(state, title) for name, title in choice_titles().items()} == {
        name: name for name in choice_titles()
    }
    assert wish_in(state, GO_ON) == "plan"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("vågar inte ringa", "utter_chat_intro"),
        ("jag vill inte ringa nån", "utter_chat_intro"),
        ("jag hatar att ringa", "utter_chat_intro"),
        ("finns det nån chatt", "utter_chat_yes"),
        ("90101, har dom chatt?", "utter_chat_yes"),
        ("finns det inget annat sätt än att ringa", "utter_chat_yes"),
    ],
)
def test_who_will_not_call_is_shown_where_one_can_write(text, key):
    talk = told("suicide")
    assert talk.hear(text, "reject_suggestion") == [key, "chats:self", "crisis:keep"]


def test_where_no_chat_is_sure_that_is_said_and_another_way_is_given():
    assert told("violence_partner").hear("vågar inte ringa", "deny") == [
        "utter_chat_none",
        "utter_words_text_harm",
        "crisis:keep",
    ]


def test_not_daring_to_call_a_friend_is_no_crisis():
    assert "utter_chat_intro" not in Talk().hear("jag vågar inte ringa honom", "tell_feeling", kind="social")


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("suicide", "self"),
        ("violence_partner", "harm"),
        ("overdose", "body"),
        ("third_party", "other"),
        ("voices", "mind"),
    ],
)
def test_words_to_say_are_for_the_danger_that_was_told(kind, name):
    assert told(kind).hear("Hjälp med orden", "affirm")[0] == CALLS[name]


def test_danger_that_goes_on_while_words_are_asked_for_keeps_a_line_in_sight():
    talk = told("suicide")
    more = danger("concern", "suicide", evidence=("vill dö",))
    keys = talk.hear("vad ska jag säga när jag ringer, jag vill dö", "ask_info", danger=more)
    assert keys[0] == "crisis:beside" and len(keys) == 3


def test_silence_can_be_answered_with_a_button():
    talk = told("suicide")
    talk.hear("…", "gibberish")
    assert crisis_reply(FACTS, talk.state, heard("…").danger, "silence").choices
