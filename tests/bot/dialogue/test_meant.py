"""Words of danger that are quoted, taken back or plainly practical are none; what is told softly is heard all the same."""

from itertools import pairwise

import pytest

from bot.dialogue.meant import as_meant
from bot.dialogue.state import State
from tests.bot.dialogue.talk import Talk, danger, heard

DOUBTFUL = danger("concern", "death_unclear", score=0.7)


def crises(keys):
    return [key for key in keys if key.startswith("crisis")]


def told(kind="suicide", level="concern", **more):
    talk = Talk()
    talk.hear("…", "tell_feeling", danger=danger(level, kind, evidence=("ord",), **more))
    return talk


@pytest.mark.parametrize(
    "text",
    [
        "Tack så mycket. Det låter trevligt, men jag vet inte vart min dotter ska ringa.",
        "En sådan vore bra för far, men hur anmäler man sig till kursen",
        "Jag undrar vad det kostar att gå på kursen hos er i kommunen",
    ],
)
def test_a_calm_and_practical_message_that_only_the_model_doubts_is_no_danger(text):
    assert not crises(Talk().hear(text, "tell_feeling", danger=DOUBTFUL))


def test_a_practical_question_with_a_heavy_word_is_asked_about():
    text = "jag orkar inte mer och vet inte vart jag ska ringa i kommunen"
    assert Talk().hear(text, "tell_feeling", danger=DOUBTFUL) == ["crisis:check"]


@pytest.mark.parametrize(
    "text",
    ["Jag har ett glas vin här framför brasan", "tog en öl till maten", "två glas whisky på en lördag, som alla"],
)
def test_a_glass_is_no_danger(text):
    assert not crises(Talk().hear(text, "tell_feeling", danger=danger("acute", "substance", score=0.75)))


def test_a_glass_with_tablets_is_danger():
    tablets = danger("acute", "overdose", score=0.8)
    assert crises(Talk().hear("ett glas vin och tabletterna från burken", "tell_feeling", danger=tablets))


@pytest.mark.parametrize(
    "text",
    [
        "det blir mer än tre glas, de flesta kvällar",
        "jag dricker nog för mycket",
        "fem öl varje kväll när jag är själv",
        "det blir för mycket vin om jag ska vara ärlig",
    ],
)
def test_drink_that_is_confessed_is_met_as_concern_and_not_as_an_overdose(text):
    talk = Talk()
    assert talk.hear(text, "tell_feeling", danger=danger("acute", "overdose", score=0.6)) == ["crisis:first"]
    assert (talk.state.risk_level, talk.state.risk_kind) == ("concern", "substance")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("min sambo vill att jag är hemma när han kommer", "han gillar inte mina vänner"),
        ("jag måste skicka bild på var jag är", "han går igenom min mobil"),
        ("hon blir sur om jag träffar min syster", "hon har hand om mina pengar"),
        ("måste vara hemma till sju", "så att han inte ser det"),
        ("min man vill inte att jag jobbar", "han vill veta vem jag är med"),
    ],
)
def test_the_second_sign_of_control_is_heard_whatever_lay_between(one, other):
    talk = Talk()
    assert not crises(talk.hear(one, "tell_feeling"))
    talk.hear("annars är det bra", "tell_feeling")
    assert talk.hear(other, "tell_feeling") == ["crisis:first"]
    assert talk.state.risk_kind == "coercive_control"


def test_parents_who_want_a_child_home_are_no_such_sign():
    talk = Talk()
    talk.hear("mamma vill att jag är hemma till sju", "tell_feeling")
    assert not crises(talk.hear("mamma läser min mobil ibland", "tell_feeling"))


@pytest.mark.parametrize(
    "text",
    [
        "jag stod på bron igår kväll men gick hem",
        "var nere vid spåret ett tag. sen vände jag och gick hem",
        "satt på taket och tänkte hoppa men kom ner igen",
    ],
)
def test_a_moment_that_was_survived_is_met_as_that(text):
    talk = told()
    assert talk.hear(text, "tell_feeling") == ["crisis:survived"]
    assert talk.state.risk_level == "concern"


def test_without_anything_before_it_is_asked_about():
    assert Talk().hear("jag stod på perrongen igår men gick hem", "tell_feeling") == ["crisis:check"]


@pytest.mark.parametrize(
    "text", ["vi fiskade på bron och gick hem sen", "stod på perrongen, tåget var inställt, gick hem"]
)
def test_a_bridge_is_only_a_bridge(text):
    assert not crises(Talk().hear(text, "tell_feeling"))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("varför frågade du om jag ville dö", "utter_danger_why_asked"),
        ("vad hade du gjort om jag sagt ja", "utter_danger_if_yes"),
        ("vad är det för jävla fråga", "utter_danger_hard_question"),
        ("det är ingen som har frågat mig det", "utter_danger_nobody_asked"),
        ("de svarar ju aldrig när man ringer", "utter_danger_no_answer"),
        ("det har jag aldrig berättat för någon", "utter_danger_confides"),
        ("kan du sluta skriva 112 hela tiden", "utter_danger_numbers"),
        ("säg inget till min fru", "utter_danger_not_told"),
    ],
)
def test_words_about_the_talk_itself_are_answered(text, key):
    quoted = danger("concern", "suicide", evidence=("ville dö",)) if "dö" in text else danger("none", "")
    assert told().hear(text, "ask_info", danger=quoted)[0] == key


def test_the_question_thrown_back_does_not_raise_the_level():
    talk = told()
    talk.hear("ser jag ut som nån som ska ta livet av sig", "abusive", danger=danger("acute", evidence=("ta livet",)))
    assert talk.state.risk_level == "concern"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("är det verkligen så illa? han säger ju förlåt", "utter_danger_is_it_bad"),
        ("sparas det jag skriver?", "utter_danger_saved"),
        ("han är snäll egentligen", "utter_danger_excused"),
        ("ingen får komma hit, han är hemma", "utter_danger_nobody_comes"),
        ("syns det på räkningen om jag ringer?", "utter_danger_bill_harm"),
        ("jag är lite rädd för honom när han blir så", "utter_danger_afraid"),
        ("kan man skriva nåt som inte märks, typ bjuda på fika", "utter_danger_hidden_words"),
    ],
)
def test_who_lives_with_control_gets_an_answer_and_no_order(text, key):
    talk = told("coercive_control")
    assert talk.hear(text, "ask_info")[0] == key


def test_no_blows_are_no_blows():
    talk = told("coercive_control")
    hit = danger("acute", "violence_partner", evidence=("han slår mig",))
    talk.hear("nej han slår mig inte, sparas det här?", "deny", danger=hit)
    assert talk.state.risk_level == "concern"
    assert talk.keys[0] == "utter_danger_saved"


@pytest.mark.parametrize("kind", ["substance", "eating_disorder", "third_party", "threat_to_others"])
def test_what_was_read_wrongly_is_taken_back_once_and_leaves_nothing(kind):
    talk = told(kind)
    keys = talk.hear("nej du läste fel, jag pratade om min dotter", "correct_bot")
    assert keys[0] == "utter_stand_down_number"
    assert (talk.state.risk_level, talk.state.risk_kinds) == ("none", ())
    for _ in range(6):
        assert not crises(talk.hear("hon bor i Lund", "tell_feeling"))


def test_danger_in_words_about_ones_life_keeps_its_level_when_it_is_explained():
    talk = told("suicide")
    keys = talk.hear("jag menade bara att jag är trött på allt", "correct_bot")
    assert "utter_heard_it" in keys
    assert talk.state.risk_level == "concern"
    later = [key for _ in range(5) for key in crises(talk.hear("jag gillar manga", "state_interest"))]
    assert later.count("crisis:recheck") == 1


def test_what_only_looks_like_another_danger_in_the_midst_of_one_is_not_added():
    talk = told("suicide")
    talk.hear("ta henne du", "tell_feeling", danger=danger("acute", "sexual_violence", score=0.9))
    assert talk.state.risk_kinds == ("suicide",)
    assert talk.state.risk_level == "concern"


def test_who_waits_for_the_baby_is_waited_for():
    message = heard("vänta hon vaknade", "goodbye", danger=danger("acute", "violence_partner", score=0.95))
    assert as_meant(State(), message).danger.level == "none"


def test_the_lines_rest_between_reminders():
    talk = told("suicide")
    talk.hear("nej", "deny")
    with_lines = []
    for _ in range(12):
        with_lines.append(bool(crises(talk.hear("jag sitter i köket och tänker på sommaren", "tell_feeling"))))
    assert 2 <= sum(with_lines) <= 5
    assert any(not a and not b for a, b in pairwise(with_lines))


def test_a_no_that_goes_on_to_ask_is_answered():
    talk = told("suicide")
    assert "crisis:no" not in talk.hear("nä det är ok. vad ska jag svara Ebba", "deny")


def test_a_laugh_beside_something_else_is_only_a_laugh():
    talk = told("suicide")
    talk.hear("nej", "deny")
    assert "crisis:joking" not in talk.hear("lol ok, bryr du dig på riktigt", "bot_identity_question")


def test_a_plan_is_written_with_lotsen_whatever_it_sounds_like():
    assert told("violence_partner").hear("kan vi skriva en plan", "talk_to_human")[0] == "utter_plan_start"
