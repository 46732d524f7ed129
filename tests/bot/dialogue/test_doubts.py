"""What only the trained model finds in a calm talk is let go once, and counts when it comes again or is strong."""

import pytest

from bot.dialogue import doubts
from bot.dialogue.meant import as_meant
from bot.dialogue.state import State
from bot.dialogue.understanding import Danger, Understanding
from tests.bot.dialogue.talk import Talk, danger

CALM = State(said=("utter_greet",), turn=4.0)


def heard(score, kind="suicide", text="jag orkar inte så mycket till längre, tror jag", **more):
    return Understanding(text=text, danger=Danger("acute", kind, score=score, **more))


def level(state, message):
    return as_meant(state, message).danger.level


def test_a_weak_doubt_in_the_midst_of_a_calm_talk_is_let_go():
    assert level(CALM, heard(0.75)) == "none"


def test_the_first_message_of_a_talk_is_believed_as_it_is():
    assert level(State(), heard(0.75)) == "acute"


def test_a_short_answer_to_the_first_question_tells_of_nobodys_blows():
    second = State(turn=2.0)
    assert level(second, heard(0.93, "violence_partner", "hon är 15")) == "none"
    assert level(second, heard(0.93, text="hon är 15, jag ger upp")) == "acute"


def test_a_strong_doubt_about_the_own_life_counts_at_once():
    assert level(CALM, heard(0.85)) == "acute"


def test_a_second_doubt_counts():
    after = doubts.noted(CALM, heard(0.7, text="ett annat meddelande om att inte orka något"))
    assert level(after, heard(0.75)) == "acute"


def test_the_same_message_is_no_second_doubt_of_itself():
    message = heard(0.75)
    assert level(doubts.noted(CALM, message), message) == "none"


@pytest.mark.parametrize("score", [0.6, 0.9])
def test_others_violence_is_told_by_words_or_strongly(score):
    assert level(CALM, heard(score, "violence_partner", "han sover nu och jag stickar lite här")) == "none"


def test_words_of_danger_always_count():
    assert level(CALM, heard(0.5, evidence=("vill dö",))) == "acute"


def test_a_note_holds_no_word_of_the_message():
    note = doubts.noted(CALM, heard(0.75)).danger_said[-1]
    assert not any(word in note for word in heard(0.75).text.split() if len(word) > 2)


STEP_TOLD = State(said=("utter_own_step_could",), turn=6.0)


def test_a_small_step_towards_somebody_is_no_danger_to_that_one():
    assert (
        level(STEP_TOLD, heard(0.96, "third_party", "hon säger väl att hon just ska ut. Kanske på tisdag.")) == "none"
    )
    assert level(STEP_TOLD, heard(0.96, "third_party", "hon säger att hon vill dö. Kanske på tisdag.")) == "acute"


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("third_party", "jag ringer min bror nu, han låter konstig och svarar inte"),
        ("child_abuse", "jag frågar pappa ikväll om han har sagt att jag är rädd"),
        ("suicide", "jag ringer mamma ikväll, sen är det slut"),
    ],
)
def test_a_step_in_worry_or_about_the_own_life_is_believed(kind, text):
    assert level(STEP_TOLD, heard(0.96, kind, text)) == "acute"


def test_a_step_that_may_hint_at_danger_is_asked_about_and_not_cheered_on():
    text = "jag frågar pappa ikväll om han kan gå ut"
    found = danger("acute", "child_abuse", score=0.95)
    assert not any(key.startswith("utter_own_step") for key in Talk(said=CALM.said, turn=4.0).hear(text, danger=found))


@pytest.mark.parametrize(
    ("text", "tired"),
    [
        ("nu jag köper färdig mat för jag orkar inte", True),
        ("Jag beställer hem mat varje dag, jag orkar inte.", True),
        ("det blir att jag äter bara mackor, jag orkar inte laga mat", True),
        ("jag äter inte ens pizza, jag orkar inte", False),
        ("jag köper färdig mat för jag orkar inte leva", False),
        ("jag köper färdig mat för jag orkar inte. snart är det slut", False),
        ("jag orkar inte", False),
    ],
)
def test_who_is_only_too_tired_to_cook_is_in_no_danger(text, tired):
    assert doubts.only_too_tired_to_cook(text, "suicide") is tired
    assert (level(CALM, heard(0.95, "suicide", text)) == "none") is tired
