"""Whether another can see that one was here is answered truly, in every state of the talk, with no block before it."""

import pytest

from tests.bot.dialogue.talk import Talk, danger

SEEN = ["utter_traces_seen", "utter_traces_leave"]
LEAVE = ["utter_traces_leave", "utter_traces_seen"]
SEES = (
    "ser min man det på telefonen?",
    "så han inte ser att jag varit inne här?",
    "Kan chefen se att jag chattar här?",
    "syns det i historiken att jag varit här?",
    "Jag menar om någon annan kan se det på telefonen.",
    "kan mamma läsa vad jag skriver?",
    "Kan han se i telefonen att jag har varit här, ja eller nej?",
)
LEAVES = (
    "hur stänger jag så det inte syns?",
    "Nu kommer han snart hem. Hur stänger jag det här så det inte syns?",
    "Går det att ta bort så han inte ser att jag varit inne här?",
    "hur raderar jag historiken?",
    "Jag hittade inte hur man stänger så det inte syns, vad trycker jag på?",
)


def controlled():
    talk = Talk()
    talk.hear("…", "tell_feeling", danger=danger("concern", "coercive_control", evidence=("ord",)))
    return talk


@pytest.mark.parametrize("start", [Talk, controlled])
@pytest.mark.parametrize("question", SEES)
def test_what_can_be_seen_is_said_first(start, question):
    assert start().hear(question, "privacy_question")[:2] == SEEN


@pytest.mark.parametrize("start", [Talk, controlled])
@pytest.mark.parametrize("question", LEAVES)
def test_how_to_leave_is_said_first_when_that_is_asked(start, question):
    assert start().hear(question, "ask_info")[:2] == LEAVE


@pytest.mark.parametrize("question", ["vad trycker jag på?", "var ska jag klicka?", "vilken knapp är det?"])
def test_which_button_it_is_where_somebody_decides_over_the_writer(question):
    assert controlled().hear(question, "ask_info") == LEAVE


@pytest.mark.parametrize("question", ["syns det?", "märks det sen?", "men syns det nånstans?"])
def test_whether_it_shows_where_somebody_decides_over_the_writer(question):
    assert controlled().hear(question, "privacy_question") == SEEN


def test_who_asks_again_is_answered_again():
    talk = Talk(said=tuple(SEEN))
    assert talk.hear("ja eller nej?", "ask_info") == SEEN


@pytest.mark.parametrize(
    "line",
    [
        "ser han att jag är ledsen?",
        "mamma ser aldrig det jag gör",
        "jag sitter vid datorn hela dagarna",
        "hur stänger jag av tankarna?",
        "vem läser det jag skriver?",
        "hur ska man lämna någon som man älskar?",
    ],
)
def test_other_talk_is_not_taken_for_it(line):
    assert "utter_traces_seen" not in Talk().hear(line, "ask_info")


def test_what_to_do_is_no_question_about_a_button():
    assert "utter_traces_leave" not in controlled().hear("vad ska jag göra, jag är så rädd", "ask_info")
