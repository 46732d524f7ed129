"""A plain question about life is answered at once; a question about a step, or Lotsen, or danger is not taken for one."""

import pytest

from bot.dialogue.life_questions import question_in, questions
from tests.bot.dialogue.talk import Talk, danger

ASKED = {
    "hur gör man för att somna när huvudet snurrar?": "wakes_at_night",
    "hur slutar man älta en sak som hände för tio år sen?": "stop_thinking",
    "är det någon mening att hälsa på när han ändå glömmer det direkt?": "keep_visiting",
    "får man sörja sin man fast han lever och bor på ett boende?": "normal_miss_living",
    "varför är jag så trött efter att ha träffat folk?": "normal_drained_by_people",
    "är det för sent att ringa min bror efter tolv år?": "too_late_contact",
    "är jag för gammal för att skaffa nya vänner?": "too_late",
    "när ska man ta av ringen?": "clear_things",
    "är det lönt att skriva till honom när han aldrig svarar?": "try_again",
    "vad svarar man när mamma frågar samma sak tio gånger?": "say_to_demented",
    "måste jag alltid ställa upp för alla?": "say_no",
    "hur klarar man söndagarna?": "weekends_alone",
    "är inte sådant till för riktigt gamla? Jag klarar mig ju själv.": "for_people_like_me",
}
OTHERS = (
    "vad gör en väntjänst?",
    "hur länge sparas det jag skriver?",
    "är det normalt att han läser mina sms?",
    "måste man vara medlem?",
    "kan jag gå dit själv?",
    "vad säger man när man ringer kommunen?",
    "jag sover dåligt nu för tiden",
    "hon frågar alltid hur jag mår och jag säger bra",
    "vad gör jag om han slår mig igen?",
)


def test_there_are_many_and_each_name_stands_once():
    names = [question.name for question in questions()]
    assert len(names) >= 45 and len(names) == len(set(names))


@pytest.mark.parametrize(("text", "name"), ASKED.items())
def test_a_question_about_life_is_recognised(text, name):
    assert question_in(text) == name


@pytest.mark.parametrize("text", OTHERS)
def test_what_only_looks_like_one_is_none(text):
    assert question_in(text) is None


@pytest.mark.parametrize("intent", ["ask_info", "goodbye", "reject_suggestion", "out_of_scope"])
def test_the_answer_comes_first_whatever_the_message_was_taken_for(intent):
    assert Talk().hear("vad gör man åt att vakna klockan tre?", intent) == ["utter_life_wakes_at_night"]


def test_of_a_long_message_only_the_question_is_read():
    told = "Jag var där i går igen och hon satt i stolen vid fönstret som vanligt med filten över benen."
    assert question_in(f"{told} Ska jag fortsätta åka dit när hon inte vet vem jag är?") == "keep_visiting"
    assert question_in(f"{told} Hon glömmer allt och jag åker dit. Har ni öppet i morgon?") is None


def test_in_danger_it_is_left_to_the_answers_to_danger():
    keys = Talk().hear("blir det bättre någon gång?", "ask_info", danger=danger("concern", evidence=("x",)))
    assert not any(key.startswith("utter_life_") for key in keys)


def test_a_club_for_old_things_is_no_question_of_being_too_old():
    assert question_in("Finns det nån klubb för gamla mopeder här? Det får inte bli för många.") is None
    assert question_in("är jag för gammal för att hitta nya vänner?") == "too_late"
