"""A scene that is told is recognised and met as that scene; what only looks like it is not."""

import pytest

from bot.dialogue.scenes import scene_in
from tests.bot.dialogue.talk import Talk, danger

TOLD = {
    "parkerar utanför och blir sittande i bilen en timme innan jag går in": "car_stays",
    "på lunchen sitter jag i bilen och äter min macka": "car_lunch",
    "väckarklockan ringer halv sex fortfarande fast jag inte har något jobb": "alarm_still",
    "jag dukar för två fast han är borta": "cooks_for_two",
    "tv:n står på hela dagen, mest för ljudet": "tv_company",
    "hennes rock hänger kvar i hallen": "dead_things",
    "jag kom fram till porten, men så vände jag i dörren": "door_turn",
    "de har blockat mig överallt": "blocked",
    "min man kände inte igen mig i går": "partner_not_know",
    "det är som att titta på en film av mitt eget liv": "own_life_film",
    "som om det fanns en glasvägg mellan mig och alla andra": "behind_glass",
    "jag fick sätta ett streck, för jag hade ingen att skriva i rutan för anhörig": "no_next_of_kin",
    "jag åker spårvagn fram och tillbaka hela eftermiddagen": "bus_trips",
    "genom väggen hör jag hur grannarna skrattar": "neighbour_wall",
    "barnbarnen bor i Australien": "grandkids_far",
    "en gammal farbror gav mig en kaka i dag": "bun",
    "på fredag ska vi göra våfflor, barnen och jag": "pancakes",
    "en främling log mot mig på stan": "nod",
}
NOT_TOLD = (
    "jag köpte en ny bil i lördags",
    "klockan är fem nu",
    "vi åt middag alla tillsammans och hade det fint",
    "jag såg en film i går",
    "ett glas vin till maten är gott",
    "dörren till balkongen är målad",
    "finns det någon hund man kan gå ut med?",
    "min granne sitter i bilen en timme innan han går in",
    "det är ingen fara med mig",
    "jag bor i en tvåa",
)


@pytest.mark.parametrize(("text", "scene"), TOLD.items())
def test_a_scene_is_recognised(text, scene):
    assert scene_in(text) == scene


@pytest.mark.parametrize("text", NOT_TOLD)
def test_what_only_looks_like_a_scene_is_none(text):
    assert scene_in(text) is None


def test_what_comes_after_a_but_is_taken_up():
    assert scene_in("hunden dog i våras, men i går kom en flicka i trappan och visade sin kanin") == "marsvin"
    assert scene_in("tv:n står på hela dagen för ljudet, fast hennes kappa hänger kvar i hallen") == "dead_things"


def test_of_two_scenes_the_heavier_is_taken_up():
    assert scene_in("hennes kappa hänger kvar i hallen och tv:n står på hela dagen för ljudet") == "dead_things"


def test_something_glad_that_is_not_there_is_no_joy():
    assert scene_in("ingen hälsar på mig längre") != "nod"


def test_no_scene_comes_twice_in_a_chat():
    talk = Talk(said=("utter_scene_dead_things",))
    assert talk.hear("hennes skor står också kvar i hallen", "tell_feeling")[0] != "utter_scene_dead_things"


def test_a_joy_is_met_with_joy_alone():
    assert Talk().hear("en gammal farbror gav mig en kaka i dag", "tell_feeling") == ["utter_scene_bun"]


def test_a_death_is_met_before_the_things_that_are_left():
    text = "min syster dog i våras och hennes kappa hänger kvar här"
    keys = Talk().hear(text, "tell_feeling", life_events=("bereavement",))
    assert keys[:2] == ["utter_reflect_bereavement_sibling", "utter_scene_dead_things"]


def test_a_scene_wins_over_a_message_that_was_taken_for_a_verdict_or_a_thanks():
    for intent in ("feedback_negative", "thanks", "reject_suggestion", "out_of_scope"):
        assert Talk().hear("hennes rock hänger kvar i hallen", intent)[0] == "utter_scene_dead_things"


def test_words_of_danger_are_met_as_danger_and_not_as_a_scene():
    keys = Talk().hear("hennes rock hänger kvar, jag vill dö", "tell_feeling", danger=danger("acute", evidence=("dö",)))
    assert not any(key.startswith("utter_scene_") for key in keys)
