"""A guess that is protested against ends wholly; told danger is not taken away by a bare no, and a half yes is heard."""

import pytest

from bot.dialogue import admits, asked_softly
from bot.dialogue.meant import as_meant
from bot.dialogue.state import State
from tests.bot.dialogue.talk import Talk, danger, heard

GUESS = danger("acute", "violence_partner", score=0.95)
WISH = danger("concern", "suicide", evidence=("vill inte leva",))


def guessed():
    talk = Talk(said=("utter_greet",), turn=2.0)
    assert talk.hear("han slår i dörrarna när brevbäraren kommer", "tell_feeling", danger=GUESS) == ["crisis:check"]
    return talk


def asked():
    talk = Talk()
    talk.hear("ibland vill jag inte leva", "tell_feeling", danger=WISH)
    return talk


@pytest.mark.parametrize(
    "text",
    [
        "vem är kvinnofrid?? jag har inte slagit nån",
        "varför skickar du nummer till mig",
        "sluta med 112, jag pratade om posten",
        "ingen är i fara här",
        "hallå? läs igen",
        "barnen mår bra, det var en hund",
    ],
)
def test_one_protest_ends_a_guess_wholly_and_it_stays_ended(text):
    talk = guessed()
    first = talk.hear(text, "tell_feeling", danger=danger("concern", "violence_partner", score=0.8))
    assert not [key for key in first if key.startswith("crisis")]
    assert talk.state.danger_stage == "corrected"
    for line in (
        "min dotter ritar hundar på väggen",
        "han som kommer med posten heter Olle",
        "jag fick ett vykort i går",
    ):
        again = talk.hear(line, "tell_feeling", danger=danger("acute", "child_abuse", score=0.9))
        assert not [key for key in again if key.startswith("crisis")]


def test_after_a_guess_was_taken_back_plain_words_count_as_ever():
    talk = guessed()
    talk.hear("du läste fel", "deny")
    plain = danger("acute", "suicide", evidence=("ta mitt liv",))
    assert talk.hear("jag ska ta mitt liv ikväll", "tell_feeling", danger=plain) == ["crisis:first"]


def test_a_bare_no_after_plain_words_keeps_the_lines():
    assert asked().hear("nej", "deny") == ["crisis:no"]


def test_a_promise_to_leave_the_numbers_is_kept():
    talk = asked()
    talk.hear("sluta tjata om nummer hela tiden", "feedback_negative")
    assert "utter_danger_numbers" in talk.keys
    later = [key for _ in range(6) for key in talk.hear("hon satt bredvid mig på bussen", "tell_feeling")]
    assert not [key for key in later if key in ("crisis:keep", "crisis:stay", "crisis:beside", "crisis:answer")]


@pytest.mark.parametrize(
    "text",
    [
        "näe okej. fast det du frågade innan. lite så e det väl, vissa kvällar",
        "tänker på det ibland. inte så att jag ska göra nåt ikväll, men tanken finns",
        "det du undrade förut, jo. det stämmer nog",
        "jag ljög förut",
        "det var inte bara trötthet",
        "jo, ibland så är det väl så",
    ],
)
def test_a_half_yes_is_an_answer_and_is_taken_up_as_one(text):
    talk = asked()
    talk.hear("vi pratade om hunden", "tell_feeling")
    assert talk.hear(text, "deny") == ["crisis:thoughts"]


@pytest.mark.parametrize(
    "text",
    [
        "vad frågade du innan?",
        "tanken finns inte",
        "jag tänker aldrig på det",
        "det du frågade om kommunen, jag bor i Gävle",
        "jag är bara trött",
    ],
)
def test_what_only_resembles_a_half_yes_is_none(text):
    assert admits.told(asked().state, heard(text)) is None


def test_a_half_yes_means_nothing_where_nothing_was_asked():
    assert admits.told(State(said=("x",), turn=3.0), heard("tänker på det ibland")) is None


def test_a_strong_guess_without_a_word_of_danger_is_asked_about_once_and_without_numbers():
    talk = Talk(said=("utter_greet",), turn=3.0)
    guess = danger("acute", "overdose", score=0.97)
    talk.hear("ja tog ju ner affischen direkt, sa förlåt och allt", "tell_feeling", danger=guess)
    assert talk.keys == ["utter_asked_softly"]
    talk.hear("hon vek ihop den och gick hem till sig", "tell_feeling", danger=guess)
    assert "utter_asked_softly" not in talk.keys and talk.state.risk_level == "none"


def test_a_yes_to_the_soft_question_is_danger():
    talk = Talk(said=("utter_greet",), turn=3.0)
    talk.hear("ja tog ju ner affischen direkt sen", "tell_feeling", danger=danger("acute", "suicide", score=0.97))
    assert talk.hear("ja, jag tror det", "affirm") == ["crisis:first"]


def test_a_guess_about_what_no_word_speaks_of_is_nothing():
    state = State(said=("utter_greet",), turn=3.0)
    line = heard("min dotter ritar en gul taxi", danger=danger("acute", "child_abuse", score=0.85))
    assert as_meant(state, line).danger.level == "none"
    assert asked_softly.question(state, line, as_meant(state, line)) is None
