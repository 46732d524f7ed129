"""Danger comes first, asks straight out, and is not closed by one no or by a joke."""

import pytest

from bot.dialogue.crisis import risk_from
from bot.dialogue.danger import RECHECK_AFTER, mark, reminder, stage_for
from bot.dialogue.gather import gather
from bot.dialogue.state import State
from tests.bot.dialogue.talk import Talk, danger, heard

WISH = {"text": "jag vill inte leva längre", "intent": "tell_feeling", "danger": danger("concern", "suicide")}
PLAN = {"text": "har sparat tabletter så det räcker", "intent": "tell_feeling", "danger": danger("acute", "suicide")}


def in_danger():
    talk = Talk()
    talk.hear(**WISH)
    return talk


@pytest.mark.parametrize(
    "intent", ["tell_feeling", "find_activity", "thanks", "gibberish", "abusive", "state_place", "other_language"]
)
def test_danger_is_answered_whatever_else_the_message_is(intent):
    assert Talk().hear("… jag vill dö …", intent, danger=danger("acute", "suicide")) == ["crisis:first"]


@pytest.mark.parametrize("pending", ["place", "offer", "name", "after_steps", "reject_reason", "human", "since"])
def test_danger_is_answered_whatever_question_stands_open(pending):
    assert Talk(pending=pending).hear(**WISH) == ["crisis:first"]


def test_without_danger_there_is_no_crisis_reply():
    assert Talk().hear("jag är så trött", "tell_feeling", kind="emotional")[0] != "crisis:first"


def test_danger_that_is_said_again_is_answered_again_in_other_words():
    talk = in_danger()
    assert talk.hear(**WISH) == ["crisis:repeat"]
    assert talk.state.danger_count == 2


def test_a_new_kind_of_danger_gets_a_first_reply_of_its_own():
    assert in_danger().hear(
        "han slår mig", "tell_feeling", danger=danger("concern", "violence_partner", evidence=("slår",))
    ) == ["crisis:first"]


def test_a_second_kind_of_danger_that_is_said_again_is_not_new_again():
    talk = in_danger()
    cuts = danger("concern", "self_harm", evidence=("skär mig",))
    talk.hear("jag skär mig", "tell_feeling", danger=cuts)
    assert talk.hear("jag skar mig nyss", "tell_feeling", danger=cuts) == ["crisis:repeat"]


def test_danger_that_becomes_acute_is_answered_as_new():
    """The reply to a wish is not the one that a plan needs: 112, and a step for the next minutes."""
    assert in_danger().hear(**PLAN) == ["crisis:first"]


@pytest.mark.parametrize("answer", ["ja", "Ja det gör jag", "jo", "mm", "kanske", "ibland", "lite"])
def test_a_yes_to_the_straight_question_is_heard(answer):
    assert in_danger().hear(answer, "tell_feeling") == ["crisis:yes"]


@pytest.mark.parametrize("answer", ["nej", "Nä inte så", "nej inte så att jag gör nåt", "aldrig"])
def test_a_no_to_the_straight_question_is_heard_and_answered(answer):
    assert in_danger().hear(answer, "tell_feeling") == ["crisis:no"]


@pytest.mark.parametrize("answer", ["…", "vet inte", "12345", "orkar inte", "asdfgh"])
def test_silence_after_the_straight_question_is_not_taken_for_a_no(answer):
    assert in_danger().hear(answer, "gibberish") == ["crisis:silence"]


@pytest.mark.parametrize("text", ["skojade bara haha", "det var ett skämt", "menade inget med det", "på skoj"])
def test_a_joke_afterwards_does_not_close_it(text):
    talk = in_danger()
    assert talk.hear(text, "tell_feeling") == ["crisis:joking"]
    assert talk.state.risk_level == "concern"


def test_a_laugh_much_later_is_only_a_laugh():
    talk = in_danger()
    talk.hear("nej", "deny")
    for _ in range(8):
        talk.hear("jag bor i Lund", "state_place", place="Lund", place_code="1281")
    assert "crisis:joking" not in talk.hear("haha det var roligt", "feedback_positive")


def test_the_level_stays_after_a_no():
    talk = in_danger()
    talk.hear("nej", "deny")
    assert talk.state.risk_level == "concern"


def test_another_subject_carries_the_lines_along():
    talk = in_danger()
    keys = talk.hear("har du nån promenadgrupp i Gävle", "find_activity", place="Gävle", place_code="2180")
    assert keys[0] == "crisis:topic_change"
    assert "steps" in keys


def test_the_lines_stay_in_sight_after_a_no_too():
    talk = in_danger()
    talk.hear("nej", "deny")
    assert "crisis:topic_change" in talk.hear("vad är klockan", "out_of_scope")


def test_lotsen_asks_once_more_later():
    talk = in_danger()
    asked = []
    for _ in range(RECHECK_AFTER + 4):
        asked.append("crisis:recheck" in talk.hear("jag bor i Lund", "state_place", place="Lund", place_code="1281"))
    assert sum(asked) == 1


def test_the_question_that_is_asked_again_gets_its_answer_heard():
    talk = in_danger()
    while "crisis:recheck" not in talk.hear("jag bor i Lund", "state_place", place="Lund", place_code="1281"):
        assert len(talk.turns) < 10
    assert talk.hear("ja", "affirm") == ["crisis:yes"]


def test_the_question_that_is_asked_again_is_the_only_question_of_the_turn():
    talk = in_danger()
    while "crisis:recheck" not in talk.hear("det är tomt här hemma", "tell_feeling", kind="social"):
        assert len(talk.turns) < 10
    assert not [key for key in talk.keys if key.startswith(("utter_ask_", "utter_offer", "utter_name_"))]


def test_a_yes_long_after_the_question_is_not_its_answer():
    talk = in_danger()
    talk.hear("vad är klockan", "out_of_scope")
    talk.hear("vad är klockan", "out_of_scope")
    assert talk.hear("ja", "affirm") != ["crisis:yes"]


def test_a_bare_yes_is_answered_without_danger_when_there_was_none():
    assert "crisis:yes" not in Talk().hear("ja", "affirm")


def test_a_joke_without_danger_before_it_is_only_a_joke():
    assert not any(key.startswith("crisis") for key in Talk().hear("haha skojade", "feedback_positive"))


def test_danger_with_a_laugh_is_danger_the_first_time():
    assert Talk().hear("jag ska ta livet av mig haha", "tell_feeling", danger=danger("acute", joking=True)) == [
        "crisis:first"
    ]


def test_danger_that_is_laughed_away_still_gets_a_reply_about_it():
    keys = in_danger().hear(
        "äh jag dog nästan av det, drev bara", "tell_feeling", danger=danger("concern", joking=True)
    )
    assert keys[0].startswith("crisis:")


def test_a_question_that_stood_open_still_stands_open_after_the_crisis_reply():
    talk = Talk(pending="place", asked=("place",), wants="tips")
    talk.hear(**WISH)
    assert talk.state.pending == "place"


def test_each_crisis_reply_is_counted_so_that_its_words_can_differ():
    talk = in_danger()
    talk.hear("nej", "deny")
    talk.hear("skojade", "tell_feeling")
    assert talk.state.danger_count == 3


def test_nothing_is_reminded_of_when_there_was_no_danger():
    assert reminder(State(turn=4.0), heard("hej")) is None


def test_a_stage_is_remembered_with_its_turn():
    state = mark(gather(State(), heard("…")), "first")
    assert (state.danger_stage, state.danger_turn, state.danger_count) == ("first", 1.0, 1.0)


def test_no_stage_is_called_for_by_a_calm_message():
    assert stage_for(gather(State(), heard("hej", "greet")), heard("hej", "greet")) is None


def test_a_sentence_that_is_not_understood_is_not_taken_for_silence():
    assert in_danger().hear("skolsköterskan är ganska snäll", "gibberish") != ["crisis:silence"]


@pytest.mark.parametrize("intent", ["out_of_scope", "on_behalf_of_other"])
def test_right_after_acute_danger_nobody_is_told_that_it_is_not_lotsens_field(intent):
    talk = Talk()
    talk.hear(**PLAN)
    keys = talk.hear("vem fan ska jag ringa", intent)
    assert not [key for key in keys if key.startswith(("utter_out_of_scope", "utter_reflect_other", "utter_ask_other"))]


def test_who_is_hurt_is_remembered_for_the_replies_that_follow():
    after = gather(State(), heard("min tjej slår mig", danger=danger("acute", "violence_partner", victim_gender="man")))
    later = gather(after, heard("hon slutar när jag går ut"))
    assert risk_from(later, heard("hon slutar när jag går ut").danger).victim_gender == "man"


def test_steps_on_the_table_are_no_longer_asked_about_after_danger():
    talk = Talk(pending="after_steps", last_shown=("a",), shown=("a",))
    talk.hear(**PLAN)
    talk.hear("ja", "affirm")
    assert "utter_ask_reject_reason" not in talk.hear("jag vill inte ringa polisen, bara prata", "deny")


@pytest.mark.parametrize("text", ["kompisen är jag", "det är jag", "jag menar mig själv", "det handlar om mig"])
def test_a_friend_who_turns_out_to_be_the_writer_is_met_as_the_writer(text):
    talk = Talk()
    talk.hear("en kompis vill dö", "tell_feeling", danger=danger("concern", "third_party", about_other=True))
    assert talk.hear(text, "tell_feeling") == ["crisis:first"]
    assert (talk.state.risk_kind, talk.state.risk_about_other) == ("suicide", False)


def test_being_the_one_who_worries_is_no_danger_of_ones_own():
    talk = Talk()
    talk.hear("en kompis vill dö", "tell_feeling", danger=danger("concern", "third_party", about_other=True))
    talk.hear("det är jag som är orolig för henne", "tell_feeling")
    assert talk.state.risk_about_other
