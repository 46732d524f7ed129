"""Two people in one chat keep their own facts; the one spoken of comes forward."""

import pytest

from tests.bot.dialogue.talk import Talk

OSTERSUND = {"place": "Östersund", "place_code": "2380"}
UMEA = {"place": "Umeå", "place_code": "2480"}


def about_grandmother():
    talk = Talk()
    talk.hear("min mormor är 84 och ensam i Östersund", "on_behalf_of_other", age_group="older", years=84, **OSTERSUND)
    return talk


def test_what_was_told_of_the_other_does_not_become_the_writers():
    talk = about_grandmother()
    talk.hear("jag bor själv i Umeå och är ensam jag med", "tell_feeling", kind="social", **UMEA)
    assert (talk.state.for_other, talk.state.municipality, talk.state.age_group) == (False, "2480", None)


def test_the_other_ones_facts_come_back_when_the_talk_does():
    talk = about_grandmother()
    talk.hear("jag bor själv i Umeå och är ensam jag med", "tell_feeling", kind="social", **UMEA)
    talk.hear("men min mormor då, vad finns det för henne?", "on_behalf_of_other")
    assert (talk.state.for_other, talk.state.municipality, talk.state.age_group) == (True, "2380", "older")
    talk.hear("och vad finns för mig?", "find_activity")
    assert (talk.state.for_other, talk.state.municipality) == (False, "2480")


def test_a_message_that_names_nobody_else_is_about_the_writer():
    talk = Talk()
    talk.hear("bor i Lund, 23, har ingen att umgås med", "on_behalf_of_other", kind="social")
    assert talk.state.for_other is False


def test_a_hindrance_said_before_anyone_is_known_stays():
    talk = Talk()
    talk.hear("vågar inte gå dit", "state_barrier", barriers=("anxiety",))
    talk.hear("min mamma är ensam", "on_behalf_of_other")
    assert talk.state.for_other and talk.state.barriers == ("anxiety",)


@pytest.mark.parametrize(
    "text",
    [
        "Min bror i Borås frågar aldrig hur jag har det, han säger bara åt mig att vila",
        "grannen mittemot är också ensam men man vill ju inte störa",
        "Kan jag bjuda min granne på kaffe? Han går med käpp.",
        "barnbarnen är fem och åtta och bygger kojor hos farfar",
        "min kund i dag grät i bilen hela vägen",
        "min syster skulle säga ryck upp dig",
    ],
)
def test_who_is_only_mentioned_is_not_asked_for(text):
    talk = Talk(turn=3.0, loneliness_types=("emotional",))
    talk.hear(text, "on_behalf_of_other")
    assert talk.state.for_other is False


@pytest.mark.parametrize(
    "text",
    [
        "finns det något för min farfar, han är 88?",
        "kan du ge tips åt min bror",
        "min far är 90 och sitter ensam jämt",
        "jag är orolig för min syster",
    ],
)
def test_help_that_is_asked_for_somebody_else_is(text):
    talk = Talk(turn=3.0, loneliness_types=("emotional",))
    talk.hear(text, "on_behalf_of_other")
    assert talk.state.for_other


def test_who_cares_for_a_husband_asks_for_herself():
    talk = Talk()
    talk.hear("Min man har parkinson och det är jag som sköter allt", "on_behalf_of_other", life_events=("caregiving",))
    assert talk.state.for_other is False
    talk.hear("kommer det någon hem till honom då?", "on_behalf_of_other")
    assert talk.state.for_other is False


@pytest.mark.parametrize("text", ["nu är det mig det gäller", "jag är sextiotvå år", "nej, jag frågar för mig"])
def test_a_correction_holds_until_help_is_asked_for_the_other_again(text):
    talk = Talk(turn=3.0, for_other=True)
    talk.hear(text, "correct_bot")
    talk.hear("min syster är ensam", "on_behalf_of_other")
    assert talk.state.for_other is False
    talk.hear("vad finns det för min syster?", "on_behalf_of_other")
    assert talk.state.for_other


def test_a_wish_for_her_goes_back_to_her_whatever_else_the_message_is():
    talk = about_grandmother()
    talk.hear("jag är också ensam, jag är 23", "tell_feeling", kind="social")
    talk.hear("men vad finns det för henne då?", "find_activity")
    assert (talk.state.for_other, talk.state.municipality) == (True, "2380")


def test_the_place_of_the_one_asked_for_is_read_though_the_writer_names_one_too():
    talk = Talk()
    text = "Hon är 84, bor i Ramsele i Sollefteå kommun. Själv bor jag i Uppsala"
    talk.hear(f"Jag skriver för min mammas räkning. {text}", "on_behalf_of_other", age_group="older")
    assert (talk.state.for_other, talk.state.place_name) == (True, "Sollefteå")


def test_her_age_is_heard_though_the_message_was_taken_for_something_else():
    talk = about_grandmother()
    talk.hear("finns det något för min mamma också?", "on_behalf_of_other")
    talk.hear("hon är 60 och gillar att sjunga", "state_interest", interests=("sång",))
    assert (talk.state.who, talk.state.age_group) == ("din mamma", "adult")


def test_somebody_told_of_with_age_and_need_in_the_middle_of_a_talk_is_asked_for():
    talk = Talk(turn=5.0, loneliness_types=("existential",), age_group="adult", wants="talk")
    text = "Min faster är 81 och bor själv i Tranås. Hon vill ha sällskap och jag orkar inte vara det"
    talk.hear(
        text, "on_behalf_of_other", confidence=0.95, age_group="older", years=81, place="Tranås", place_code="0687"
    )
    assert (talk.state.for_other, talk.state.municipality, talk.state.wants) == (True, "0687", None)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("Tillbaka till mormor. Vem ringer man i hennes kommun?", "out_of_scope"),
        ("Och mormor, kan hon få hemtjänst?", "ask_info"),
        ("mormor igen, finns det någon hon kan ringa?", "talk_to_human"),
    ],
)
def test_the_talk_comes_back_to_her_by_name(text, intent):
    talk = about_grandmother()
    talk.hear("jag bor själv i Umeå och är ensam jag med", "tell_feeling", kind="social", **UMEA)
    talk.hear(text, intent)
    assert (talk.state.for_other, talk.state.place_name, talk.state.who) == (True, "Östersund", "din mormor")


def test_who_only_calls_does_not_take_the_talk_back():
    talk = about_grandmother()
    talk.hear("jag bor själv i Umeå och är ensam jag med", "tell_feeling", kind="social", **UMEA)
    talk.hear("mormor ringde i går, men jag orkade inte svara", "tell_feeling", kind="emotional")
    assert (talk.state.for_other, talk.state.place_name) == (False, "Umeå")


def test_the_number_to_ring_in_her_kommun_is_that_of_her_kommun():
    talk = about_grandmother()
    talk.hear("jag bor själv i Umeå och är ensam jag med", "tell_feeling", kind="social", **UMEA)
    talk.hear("Tillbaka till mormor. Vem ringer man i hennes kommun?", "out_of_scope")
    assert talk.keys == ["topic:bistandshandlaggare"] or talk.values("place") == ["Östersund"]


def about_a_patient():
    talk = Talk()
    text = "jag har en patient i Torsby, man 82, som är ensam"
    talk.hear(text, "on_behalf_of_other", age_group="older", place="Torsby", place_code="1737")
    return talk


def test_another_patient_is_another_person_and_both_can_be_come_back_to():
    talk = about_a_patient()
    talk.hear("Sen har jag en annan, en kvinna på 34", "tell_feeling", age_group="adult", years=34)
    assert (talk.state.who, talk.state.age_group, talk.state.place_name) == ("kvinnan", "adult", "Torsby")
    talk.hear("tillbaka till patienten, vad finns för honom?", "find_activity")
    assert (talk.state.who, talk.state.age_group) == ("patienten", "older")
    talk.hear("och kvinnan igen?", "ask_info")
    assert (talk.state.who, talk.state.age) == ("kvinnan", 34.0)


def test_the_writer_stays_whoever_else_is_spoken_of():
    talk = Talk()
    talk.hear("jag är 23 och ensam i Umeå", "tell_feeling", kind="social", age_group="young_adult", years=23, **UMEA)
    talk.hear("finns det något för min mormor i Östersund?", "on_behalf_of_other", **OSTERSUND)
    talk.hear("finns det något för min pappa också?", "on_behalf_of_other")
    assert (talk.state.who, talk.state.municipality) == ("din pappa", None)
    talk.hear("okej och för mig då?", "affirm")
    assert (talk.state.for_other, talk.state.age, talk.state.municipality) == (False, 23.0, "2480")
    assert "steps" in talk.keys


def test_another_pupil_who_is_lonely_too_is_not_the_writer():
    talk = about_a_patient()
    talk.hear("jag har en annan elev, en kille på 19 som också är ensam", "on_behalf_of_other")
    assert talk.state.for_other


def test_an_open_question_about_one_person_is_not_answered_by_a_message_about_another():
    talk = about_a_patient()
    talk.state = talk.state.but(pending="place", municipality=None, place_name=None)
    talk.hear("och jag då? jag är också ensam", "tell_feeling", kind="social")
    assert "utter_place_refused" not in talk.keys and not talk.state.place_refused


def test_what_she_has_turned_down_is_open_to_the_writer():
    talk = about_grandmother()
    talk.state = talk.state.but(rejected=("kind:church",))
    talk.hear("jag är också ensam, vad finns för mig då?", "find_activity")
    assert talk.state.rejected == ()


def test_where_she_lives_is_not_taken_for_the_writers_home():
    talk = about_grandmother()
    talk.hear("jag är också ensam", "tell_feeling", kind="social")
    assert (talk.state.for_other, talk.state.municipality, talk.state.place_name) == (False, None, None)


def test_the_sentence_about_a_birth_is_not_for_a_mother():
    talk = about_grandmother()
    talk.hear("vem kan mamma ringa och prata med?", "ask_info")
    assert "utter_straight_whom_birth" not in talk.keys


def test_a_mother_who_is_only_told_of_in_the_middle_of_a_talk_is_not_asked_for():
    talk = Talk(turn=3.0, municipality="2584", age_group="adult", who="din mamma")
    talk.hear("hon är 62 och har massor av vänner", "on_behalf_of_other", confidence=0.9, age_group="adult", years=62)
    assert talk.state.for_other is False


def test_a_short_turn_to_him_is_about_the_son_just_told_of():
    talk = Talk(turn=3.0, municipality="1470", place_name="Vara", who="din son", offered=True)
    talk.hear("och till honom?", "on_behalf_of_other")
    assert (talk.state.for_other, talk.state.who, talk.state.place_name) == (True, "din son", "Vara")
    assert talk.keys[:2] == ["utter_reflect_other_named", "steps"]


def test_it_is_the_writer_who_feels_bad_after_all():
    talk = about_grandmother()
    talk.hear("fast egentligen är det jag som mår dåligt", "thanks")
    assert talk.state.for_other is False


def test_the_first_of_two_with_the_same_name_can_be_come_back_to():
    talk = about_a_patient()
    talk.hear("En patient till, 34. Finns det något för henne?", "on_behalf_of_other", age_group="adult", years=34)
    assert talk.state.age_group == "adult"
    talk.hear("tillbaka till den första", "greet")
    assert talk.state.age_group == "older"
