"""The young who write: the line for them, a hint of hurting oneself asked about calmly, and being let off the hook."""

import pytest

from bot.dialogue.asked_of_it import key_for
from bot.dialogue.life_questions import question_in
from bot.dialogue.pupil import may_be_young, noted
from bot.dialogue.state import State
from safety.assess import MAY_BE_YOUNG, Level, Risk
from safety.crisis import compose
from tests.bot.dialogue.talk import Talk, danger

PHONES = {"sos-112": "112", "sjalvmordslinjen": "90101", "bris": "116 111"}


@pytest.mark.parametrize(
    "text",
    ["halva klassen och hela klassen skrattar", "står vid skåpet hela rasten", "lärarna ser inget", "min mentor vet"],
)
def test_school_days_told_from_within_are_noted(text):
    assert noted(State(), text)


@pytest.mark.parametrize(
    "text",
    [
        "min dotter sitter själv hela rasten",
        "jag jobbar som lärare och hela klassen är stökig",
        "när jag gick i skolan satt jag ensam hela rasten",
        "alla i klassen på sfi pratar samma språk",
    ],
)
def test_grown_ups_who_speak_of_school_are_not(text):
    assert not noted(State(), text)


def test_who_says_an_age_of_eighteen_or_more_is_grown_up():
    assert not may_be_young(State(told=("pupil",), age=19.0))
    assert may_be_young(State(told=("pupil",)))


def test_the_line_for_the_young_stands_beside_the_other_for_a_pupil():
    talk = Talk(said=("utter_first_words",), turn=4.0)
    talk.hear("ingen i klassen hälsar, jag går runt hela rasten", "tell_feeling", kind="social")
    talk.hear("jag skär mig", "tell_feeling", danger=danger(kind="self_harm", evidence=("skär mig",)))
    assert MAY_BE_YOUNG in talk.state.risk_also
    reply = compose(Risk(Level.concern, "self_harm", (), False, False, False, also=(MAY_BE_YOUNG,)), PHONES)
    assert "116 111" in " ".join(reply.bubbles) and "90101" in " ".join(reply.bubbles)


@pytest.mark.parametrize("variant", [0, 1, 2])
def test_a_hint_of_hurting_oneself_is_asked_about_and_not_death(variant):
    risk = Risk(Level.concern, "self_harm", (), True, False, False)
    reply = compose(risk, PHONES, stage="check", variant=variant)
    asked = reply.question.lower()
    assert "illa" in asked or "skadar dig" in asked
    assert "leva" not in asked and "dö" not in asked
    assert "116 111" in " ".join(reply.bubbles)


@pytest.mark.parametrize(
    "text",
    ["äh det är inget", "det va inget. sluta vara orolig", "skit i det", "glöm det", "jag vill inte prata om det"],
)
def test_who_waves_the_question_away_is_let_be_with_the_lines_in_sight(text):
    talk = Talk(
        turn=6.0,
        danger_stage="check",
        danger_turn=6.0,
        danger_said=("check",),
        risk_kind="self_harm",
        risk_kinds=("self_harm",),
        risk_level="concern",
    )
    assert talk.hear(text, "feedback_negative") == ["crisis:backing"]


def test_who_explains_what_was_meant_is_believed():
    talk = Talk(
        turn=6.0,
        danger_stage="check",
        danger_turn=6.0,
        danger_said=("check",),
        risk_kind="self_harm",
        risk_kinds=("self_harm",),
        risk_level="concern",
    )
    assert "crisis:backing" not in talk.hear("nej det är inget, jag menade att tröjan är ny", "deny")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("men vem betalar för det här då", "utter_straight_who_pays"),
        ("ni måste ju ha nån som tjänar på det, vad tjänar ni på mig", "utter_straight_who_pays"),
        ("får försäkringskassan veta vad jag skriver", "utter_police"),
        ("skickar ni det här vidare till skolan", "utter_police"),
        ("kommer du ringa soc", "utter_straight_nobody_told"),
        ("ska du säga till morsan eller", "utter_straight_nobody_told"),
        ("du känner ju ingenting", "utter_straight_no_heart"),
        ("spelar du minecraft", "utter_straight_plays"),
        ("ni skickar väl allt till staten", "utter_police"),
        ("va har du för rank", "utter_straight_rank"),
        ("kan du dra ett skämt", "utter_straight_joke"),
    ],
)
def test_what_is_asked_of_it_has_its_answer(text, key):
    assert key_for(State(), text) == key


@pytest.mark.parametrize(
    "text",
    [
        "vem betalar taxin dit",
        "jag betalar för allt hemma",
        "ska du inte ringa mamma sa han",
        "kan du spela upp det",
        "får någon veta om jag ringer linjen",
        "jag bryr mig inte",
        "han drog ett skämt om mig",
        "jag spelar fotboll",
    ],
)
def test_what_only_looks_so_has_none(text):
    assert key_for(State(), text) is None


def test_nobody_jokes_in_danger():
    assert key_for(State(danger_stage="first"), "kan du dra ett skämt") is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("sedan i maj. hur får jag dem att vilja vara med mig igen", "friends_back"),
        ("hur gör jag för att bli vänner igen med ella", "friends_back"),
        ("kan man bli beroende av gaming", "gaming_too_much"),
        ("är det för sent att läsa klart gymnasiet", "school_again"),
        ("är det farligt att spela så mycket", "gaming_too_much"),
        ("hur får jag mitt ex att vilja umgås med mig", None),
        ("är det farligt att spela om pengar", None),
    ],
)
def test_questions_of_the_young_are_answered(text, name):
    assert question_in(text) in ((name,) if name else (None, "gambling", "get_ex_back"))


@pytest.mark.parametrize(
    "text",
    [
        "killen jag brukade spela med flyttade till Umeå",
        "min bästa vän flyttade till Umeå i våras",
        "hon jag alltid satt med har flyttat till Umeå",
    ],
)
def test_the_move_of_a_friend_is_not_the_writers(text):
    talk = Talk(turn=3.0)
    talk.hear(text, "tell_feeling", life_events=("move",), place="Umeå", place_code="2480", kind="social")
    assert talk.state.municipality is None and "move" not in talk.state.life_events


@pytest.mark.parametrize("text", ["jag flyttade till Umeå med min kille", "vi flyttade till Umeå när mamma fick jobb"])
def test_a_move_of_ones_own_is_kept(text):
    talk = Talk(turn=3.0)
    talk.hear(text, "tell_feeling", life_events=("move",), place="Umeå", place_code="2480", kind="social")
    assert "move" in talk.state.life_events and talk.state.municipality == "2480"


def test_who_has_not_moved_says_so_once():
    talk = Talk(turn=3.0, life_events=("move",))
    assert talk.hear("jag har inte flyttat", "correct_bot", life_events=("move",))[0] == "utter_sorry_move"
    assert "move" not in talk.state.life_events


def test_a_no_before_anything_was_offered_only_tells():
    talk = Talk(turn=3.0)
    keys = talk.hear("nej bara de på nätet men de sover nu", "reject_suggestion")
    assert "utter_hold" not in keys


def test_one_thing_is_one_thing_whatever_it_is_called():
    talk = Talk(turn=3.0)
    talk.hear("ge mig en konkret grej", "find_activity")
    assert "limit:one" in talk.state.rejected
