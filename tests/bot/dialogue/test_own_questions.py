"""What somebody asks about their own feelings and doings gets a short straight answer first."""

import pytest

from tests.bot.dialogue.talk import Talk

NOT_SILLY = (
    "är det dumt att spara hans mössa?",
    "Ja. Hans rock luktar honom ännu. Är det dumt att låta den hänga?",
    "är det fånigt av mig att prata med katten?",
    "jag tänder ett ljus varje kväll, är det löjligt?",
    "är det barnsligt att vilja ha sällskap på bio?",
    "är det egoistiskt om jag åker bort en helg?",
)
MAY = ("får man känna så?", "får man vara arg på någon som är sjuk?", "får jag vara lättad nu?")
CAN = (
    "jag sörjer henne fast hon lever, kan man göra det?",
    "kan man sakna någon man bor med?",
    "kan man vara glad och ledsen samtidigt?",
)
OTHER = (
    "är det fel nummer på kortet?",
    "är det dumt att sluta med medicinen?",
    "får man vara anonym?",
    "kan man vara med utan att betala?",
    "får jag prata med en människa?",
    "kan man göra en anmälan?",
)


def first(text):
    return Talk(turn=2).hear(text, "ask_info")[0]


@pytest.mark.parametrize("text", NOT_SILLY)
def test_what_is_called_silly_is_not(text):
    assert first(text) == "utter_oneself_not_silly"


def test_the_hard_word_is_the_one_that_was_used():
    talk = Talk(turn=2)
    talk.hear("är det fånigt av mig att prata med katten?", "ask_info")
    assert talk.values("words") == ["fånigt"]


@pytest.mark.parametrize("text", MAY)
def test_one_may_feel_what_one_feels(text):
    assert first(text) == "utter_oneself_may"


@pytest.mark.parametrize("text", CAN)
def test_one_can(text):
    assert first(text) == "utter_oneself_can"


@pytest.mark.parametrize("text", OTHER)
def test_other_questions_are_answered_elsewhere(text):
    assert not first(text).startswith("utter_oneself")


def test_what_is_told_beside_the_question_comes_after_the_answer():
    keys = Talk(turn=2).hear("jag sörjer henne fast hon lever, kan man göra det?", "ask_info")
    assert keys == ["utter_oneself_can", "utter_scene_grieves_living"]


def test_who_asks_to_tell_something_and_tells_it_is_met_in_it():
    keys = Talk(turn=2).hear("Får jag berätta något? Hennes rock hänger kvar i hallen.", "tell_feeling")
    assert keys == ["utter_scene_dead_things"]


def test_what_lotsen_thinks_of_it_is_said():
    assert first("å vad säger du om det då") == "utter_oneself_opinion"


def test_what_is_told_after_a_wish_to_tell_is_never_answered_with_a_bare_yes():
    keys = Talk(turn=2).hear("då kan jag säga en grej. jag river mig på armarna ibland när det är jobbigt", "affirm")
    assert not keys[0].startswith(("utter_oneself", "utter_scene"))
