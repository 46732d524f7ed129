"""Where somebody decides over another: what is normal, the silence after, a shelter; and a way home from the brink."""

import pytest

from tests.bot.dialogue.talk import Talk, danger


def told(kind="coercive_control", level="concern", **more):
    talk = Talk()
    talk.hear("…", "tell_feeling", danger=danger(level, kind, evidence=("ord",), **more))
    return talk


@pytest.mark.parametrize(
    "question",
    [
        "Är det normalt tycker du?",
        "är det okej att han bestämmer när jag får gå ut?",
        "Va, menar du att det är normalt?",
        "jag får veckopeng. är det vanligt?",
        "är det normalt att man måste fråga om lov för att träffa sin syster?",
    ],
)
def test_what_is_not_normal_is_not_said_yes_to(question):
    assert told().hear(question, "ask_info")[0] == "utter_danger_not_normal"


def test_blows_are_not_spoken_of_as_money():
    talk = told("violence_partner", "acute")
    assert talk.hear("är det normalt att det blir så?", "ask_info")[0] == "utter_danger_not_normal_hurt"


@pytest.mark.parametrize(
    "question",
    ["jag får veckopeng av min man, är det normalt?", "är det normalt att man måste be om lov för att gå ut?"],
)
def test_before_danger_is_spoken_of_control_is_no_either(question):
    assert Talk().hear(question, "ask_info") == ["utter_straight_control"]


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("Han slår mig inte. Han blir bara tyst i flera dagar om jag varit ute.", "utter_danger_silence"),
        ("han pratar inte med mig på en vecka sen", "utter_danger_silence"),
        ("han blir helt tyst flera dagar", "utter_danger_silence"),
        ("hon straffar mig med tystnad", "utter_danger_silence"),
        ("han har aldrig slagit mig, han blir bara sur", "utter_danger_no_blows"),
        ("men han är inte våldsam", "utter_danger_no_blows"),
    ],
)
def test_days_of_silence_are_asked_about_without_the_acute_words(line, key):
    acute = danger("acute", "violence_partner", evidence=("slår mig",))
    hit = acute if "sl" in line.split("tyst")[0] else danger("none", "none")
    assert told().hear(line, "tell_feeling", danger=hit)[0] == key


@pytest.mark.parametrize(
    "line",
    [
        "han slår mig inte men han hotar med kniv",
        "han har inte slagit mig idag",
        "han slår mig inte men han slår barnen",
    ],
)
def test_no_blow_today_calms_nothing(line):
    hit = danger("acute", "violence_partner", evidence=("slår",))
    assert told().hear(line, "tell_feeling", danger=hit)[0] not in ("utter_danger_silence", "utter_danger_no_blows")


@pytest.mark.parametrize(
    ("line", "key", "who"),
    [
        ("men jag gick hem igen. tänkte på hunden", "utter_danger_went_home_for", "hunden"),
        ("jag gick hem sen, tänkte på min dotter", "utter_danger_went_home_for", "din dotter"),
        ("fast jag åkte hem, tänkte på mina barn", "utter_danger_went_home_for", "dina barn"),
        ("jag är hemma nu", "utter_danger_went_home", None),
        ("men jag gick hem igen", "utter_danger_went_home", None),
        ("jag har gått därifrån", "utter_danger_gone", None),
    ],
)
def test_who_went_home_is_thanked_and_asked_what_held(line, key, who):
    talk = told("suicide", "acute", also=("at_dangerous_place",))
    assert talk.hear(line, "tell_feeling")[0] == key
    assert talk.values("who") == ([who] if who else [])


@pytest.mark.parametrize("start", [Talk, told])
@pytest.mark.parametrize(
    "question",
    [
        "Vad är en kvinnojour för något, måste man bo där?",
        "hur funkar en kvinnojour?",
        "kan man bara ringa kvinnojouren?",
        "behöver man bo på kvinnojouren?",
        "vad gör en kvinnojour?",
    ],
)
def test_what_a_shelter_is(start, question):
    assert start().hear(question, "ask_info")[0] == "utter_straight_shelter"


@pytest.mark.parametrize("question", ["Frågar de vad man heter?", "måste man säga sitt namn?", "är man anonym då?"])
def test_nobody_must_give_a_name(question):
    talk = Talk(said=("utter_straight_shelter",))
    assert talk.hear(question, "ask_info") == ["utter_straight_shelter_name"]


def test_who_wants_to_help_at_a_shelter_asks_something_else():
    keys = Talk().hear("hur funkar det att bli volontär på en kvinnojour?", "ask_info")
    assert "utter_straight_shelter" not in keys


def test_a_sister_who_is_named_is_not_the_one_who_decides():
    talk = told(perpetrator_gender="man")
    her = danger("concern", "coercive_control", perpetrator_gender="woman")
    talk.hear("är det normalt att man måste fråga om lov för att träffa sin syster?", "ask_info", danger=her)
    assert talk.state.perpetrator_gender == "man"
