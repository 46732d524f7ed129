"""In the midst of danger a question is answered, a name is taken up and a wish is heard, each with the lines after it."""

import pytest

from bot.dialogue.relations import helper_in
from tests.bot.dialogue.talk import Talk, danger

LINES = "crisis:keep"


def told(kind="suicide", level="acute", **more):
    talk = Talk()
    talk.hear("…", "tell_feeling", danger=danger(level, kind, evidence=("ord",), **more))
    return talk


@pytest.mark.parametrize(
    ("kind", "question", "key"),
    [
        ("suicide", "vad händer om jag ringer dit?", "utter_danger_call"),
        ("suicide", "vem är det som svarar?", "utter_danger_call"),
        ("suicide", "ser de mitt nummer?", "utter_danger_number"),
        ("medical", "kan dom se var jag är?", "utter_danger_number_care"),
        ("suicide", "kostar det?", "utter_danger_cost"),
        ("violence_partner", "kostar det nåt?", "utter_danger_cost_free"),
        ("suicide", "skickar de polis?", "utter_danger_police"),
        ("overdose", "kommer polisen då?", "utter_danger_police_care"),
        ("child_abuse", "säger de till mina föräldrar?", "utter_danger_police_young"),
        ("child_abuse", "säger dom till pappa då?", "utter_danger_police_young"),
        ("third_party", "kommer polisen hem till henne då", "utter_danger_police_care"),
        ("violence_partner", "ska man ringa polisen för sånt?", "utter_danger_should_call"),
        ("suicide", "vem fan ska jag ringa", "utter_danger_whom"),
        ("violence_partner", "kan jag ringa utan att det syns?", "utter_danger_number_harm"),
        ("suicide", "va händer nu", "utter_danger_now"),
        ("voices", "kan de ta mitt barn?", "utter_danger_child_taken"),
    ],
)
def test_a_question_gets_its_answer_and_the_lines_and_not_the_block(kind, question, key):
    talk = told(kind, minor=kind == "child_abuse")
    assert talk.hear(question, "ask_info") == [key, LINES]


def test_a_question_with_new_words_of_danger_is_danger_first():
    more = danger("acute", "suicide", evidence=("gör det nu",))
    assert told().hear("vad händer om jag ringer, jag gör det nu", "ask_info", danger=more)[0].startswith("crisis:")


def test_the_same_question_without_danger_is_an_ordinary_one():
    assert not any(key.startswith("utter_danger") for key in Talk().hear("ser de mitt nummer?", "ask_info"))


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("kan skriva till min bror kanske", "din bror"),
        ("syrran bor nära", "din syster"),
        ("min kompis vet", "din vän"),
        ("jag litar på min moster", "din moster"),
    ],
)
def test_a_person_who_is_named_is_taken_up_by_name_with_words_to_send(text, who):
    talk = told()
    assert talk.hear(text, "tell_feeling") == ["utter_danger_named", "utter_danger_words", LINES]
    assert talk.values("who") == [who]


@pytest.mark.parametrize(
    ("text", "who"), [("skolsköterskan är ganska snäll", "skolsköterskan"), ("kuratorn på skolan kanske", "kuratorn")]
)
def test_somebody_who_helps_by_their_work_is_gone_to(text, who):
    talk = told("self_harm", "concern", minor=True)
    assert talk.hear(text, "tell_feeling") == ["utter_danger_helper", "utter_danger_helper_words", LINES]
    assert talk.values("who") == [who]


def test_who_is_in_the_next_room_is_gone_to_and_not_written_to():
    assert told().hear("mamma är i rummet bredvid", "tell_feeling")[0] == "utter_danger_near"


def test_the_same_person_is_taken_up_once():
    talk = told()
    talk.hear("kan skriva till min bror kanske", "tell_feeling")
    assert talk.hear("min bror är bra", "tell_feeling")[0] != "utter_danger_named"


@pytest.mark.parametrize("text", ["min man är snäll ibland", "min man är hemma", "min sambo är okej", "pappa är snäll"])
def test_who_may_be_the_one_who_does_harm_is_never_the_one_to_turn_to(text):
    for kind in ("violence_partner", "child_abuse"):
        talk = told(kind, perpetrator_gender="man", minor=kind == "child_abuse")
        assert not any(key.startswith("utter_danger_named") for key in talk.hear(text, "tell_feeling"))


@pytest.mark.parametrize(
    "text", ["min bror dog i våras", "jag vill inte ringa mamma", "har ingen kompis som vet", "brorsan slår"]
)
def test_a_person_who_is_no_help_is_not_held_up(text):
    assert helper_in(text) is None


def test_two_who_are_named_are_not_chosen_between():
    assert helper_in("min bror och min syster vet") is None


def test_no_to_the_police_is_no_to_the_police_alone():
    talk = told("violence_partner")
    assert talk.hear("jag vill inte ringa polisen, bara prata", "deny") == ["utter_danger_no_police", LINES]


def test_only_wanting_to_talk_is_met_but_not_after_an_overdose():
    assert told().hear("kan du inte bara lyssna", "tell_feeling") == ["utter_danger_listen", LINES]
    assert told("overdose").hear("kan vi bara prata", "tell_feeling") != ["utter_danger_listen", LINES]


@pytest.mark.parametrize("text", ["är så trött nu", "blir jättesömnig", "kan inte gå upp", "allt snurrar"])
def test_growing_tired_after_an_overdose_wakes_everything(text):
    assert told("overdose").hear(text, "tell_feeling") == ["crisis:drowsy"]
    assert told("suicide").hear(text, "tell_feeling") != ["crisis:drowsy"]


@pytest.mark.parametrize("text", ["han kollar min mobil ibland", "ja han ser allt på telefonen", "hon läser mina sms"])
def test_who_tells_that_the_phone_is_read_hears_what_to_do_at_once(text):
    found = danger("concern", "coercive_control", evidence=("kollar min mobil",))
    assert told("violence_partner").hear(text, "affirm", danger=found) == ["crisis:watched"]
    assert told("coercive_control", "concern").hear(text, "affirm") == ["crisis:watched"]


def test_who_has_told_it_from_the_start_is_not_asked_whether_the_phone_is_read():
    talk = told("violence_partner", also=("watched",))
    talk.hear("ja", "affirm")
    assert talk.hear("ja", "affirm") != ["crisis:watched"]


def test_having_gone_from_the_place_is_met_and_the_place_is_left_behind():
    talk = told(also=("at_dangerous_place",))
    assert talk.hear("har gått därifrån nu", "tell_feeling") == ["utter_danger_gone", LINES]
    assert "at_dangerous_place" not in talk.state.risk_also


def test_help_with_words_holds_the_lines_in_danger():
    assert told().hear("Hjälp med orden", "affirm")[-1] == LINES


def test_not_wanting_to_go_to_hospital_is_no_wish_for_a_line_for_the_lonely():
    talk = told("overdose")
    assert talk.hear("jag vill inte till sjukhus", "talk_to_human") == ["utter_danger_no_hospital", LINES]


def test_the_mother_of_a_friend_is_not_ones_own():
    talk = told("third_party", about_other=True)
    assert talk.hear("ska jag prata med hennes mamma?", "ask_info")[0] == "utter_danger_named_other"
    assert talk.values("who") == ["hennes mamma"]


def test_a_farewell_after_such_an_answer_takes_the_lines_along():
    talk = told()
    talk.hear("kostar det?", "ask_info")
    assert LINES in talk.hear("hej då", "goodbye")


def test_a_no_that_wavers_is_no_no():
    assert told().hear("nej eller jo kanske", "deny") == ["crisis:yes"]


def test_what_only_looks_like_violence_after_thoughts_of_death_does_not_change_what_the_talk_is_about():
    talk = told("suicide", "concern")
    doubtful = danger("acute", "violence_partner", score=0.6)
    talk.hear("har vapen hemma men inget framme", "tell_feeling", danger=doubtful)
    assert talk.state.risk_kind == "suicide"


def test_when_the_one_who_hits_is_there_the_way_out_comes_first():
    looks = danger("acute", "death_unclear", about_other=True, evidence=("han är här nu",))
    assert told("violence_partner").hear("han är här nu", "tell_feeling", danger=looks) == ["crisis:interrupted"]


def test_who_is_watched_and_asks_what_to_do_hears_it():
    talk = told("violence_partner", also=("watched",))
    assert talk.hear("vad gör jag", "ask_info") == ["crisis:watched"]


def test_what_he_may_not_know_is_no_question_about_the_police():
    assert told("violence_partner").hear("han får inte veta", "tell_feeling")[0] != "utter_danger_police"


def test_whether_a_helper_tells_others_is_answered_for_that_helper():
    talk = told("self_harm", "concern", minor=True)
    talk.hear("skolsköterskan är ganska snäll", "tell_feeling")
    assert talk.hear("måste hon säga det till mina föräldrar?", "privacy_question") == [
        "utter_danger_helper_tells",
        LINES,
    ]


def test_shame_that_is_told_later_is_met():
    assert told("sexual_violence").hear("det känns pinsamt", "tell_feeling") == ["utter_danger_no_shame", LINES]


def test_where_somebody_stands_makes_a_doubtful_reading_sure():
    doubtful = danger("concern", "suicide", score=0.6, also=("at_dangerous_place",))
    assert Talk().hear("sitter på bron", "tell_feeling", danger=doubtful) == ["crisis:first"]


def test_panic_that_only_looks_dangerous_is_met_with_an_exercise():
    doubtful = danger("concern", "suicide", score=0.6)
    talk = Talk()
    assert "utter_grounding_offer" in talk.hear("jag har panikångest igen, skakar", "tell_feeling", danger=doubtful)


def test_something_that_calms_is_an_exercise():
    assert told("suicide", "concern").hear("kan vi göra nåt som lugnar först", "find_activity") == [
        LINES,
        "utter_grounding_choose",
    ]


def test_no_strength_for_more_of_the_plan_ends_it():
    talk = told("suicide", "concern")
    talk.hear("Skriv en plan ihop", "affirm")
    assert talk.hear("orkar inte mer av planen nu", "tell_feeling") == ["utter_plan_stopped"]


def test_in_the_middle_of_a_plan_a_name_is_an_answer_of_the_plan():
    talk = told("suicide", "concern")
    talk.hear("Skriv en plan ihop", "affirm")
    assert not any(key.startswith("utter_danger") for key in talk.hear("min bror kanske", "tell_feeling"))
