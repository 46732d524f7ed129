"""Steps are offered once wanted: the place is asked for once, a no changes what comes next."""

import pytest

from bot.dialogue import cues
from bot.dialogue.needs import need_from
from bot.dialogue.state import State
from tests.bot.dialogue.talk import Talk

LUND = {"place": "Lund", "place_code": "1281"}
SHOWN = {"municipality": "1281", "place_name": "Lund", "wants": "tips", "offered": True, "pending": "after_steps"}


def with_steps():
    talk = Talk(**SHOWN)
    talk.show("studiecirkel", "svk-oppethus", "aldrekontakt")
    return talk


def test_a_wish_with_a_place_gets_steps_at_once():
    assert Talk().hear("brädspel i Lund?", "find_activity", interests=("brädspel",), **LUND) == [
        "steps",
        "utter_after_steps",
    ]


def test_a_wish_that_holds_a_feeling_is_met_first():
    keys = Talk().hear(
        "flyttade till lund, känner ingen, brädspel?", "find_activity", kind="social", life_events=("move",), **LUND
    )
    assert keys[0] == "utter_reflect_move_social"
    assert "steps" in keys


def test_a_wish_without_a_place_is_asked_where_with_a_way_out():
    talk = Talk()
    assert talk.hear("vill spela kort", "find_activity") == ["utter_ask_place"]
    assert talk.choices == ("skip_place",)


def test_the_place_leads_to_the_steps():
    talk = Talk()
    talk.hear("vill spela kort", "find_activity")
    assert "steps" in talk.hear("Lund", "state_place", **LUND)


@pytest.mark.parametrize(
    "text",
    ["vill inte säga", "Vill inte säga var", "nej", "det spelar ingen roll", "hemligt", "helst inte", "var som helst"],
)
def test_a_place_that_is_kept_back_is_respected_and_steps_come_anyway(text):
    talk = Talk()
    talk.hear("vill spela kort", "find_activity")
    assert talk.hear(text, "deny") == ["utter_place_refused", "steps", "utter_after_steps"]
    assert talk.state.place_refused


def test_the_place_is_never_asked_for_again_once_refused():
    talk = Talk()
    talk.hear("vill spela kort", "find_activity")
    talk.hear("nej", "deny")
    for _ in range(4):
        assert "utter_ask_place" not in talk.hear("nåt annat då", "find_activity")


def test_a_place_on_no_map_is_asked_about_once_more():
    talk = Talk()
    assert talk.hear("fikagrupp i Grånsjöhamra", "find_activity", place_unknown="Grånsjöhamra") == [
        "utter_place_unknown"
    ]
    assert talk.values("place") == ["Grånsjöhamra"]
    keys = talk.hear("Grånsjöhamra", "state_place", place_unknown="Grånsjöhamra")
    assert "utter_place_unknown" not in keys and "steps" in keys


def test_a_name_that_fits_several_places_is_asked_back_with_the_places_as_choices():
    talk = Talk()
    keys = talk.hear(
        "jag söker en kör i Berga",
        "find_activity",
        place_candidates=(("Åkersberga", "Stockholm"), ("Högsby", "Kalmar")),
    )
    assert keys == ["utter_place_ambiguous"]
    assert talk.choices == ("=Åkersberga", "=Högsby")


def test_a_feeling_in_place_of_a_place_is_met():
    talk = Talk()
    talk.hear("vill spela kort", "find_activity")
    assert talk.hear("jag blev så ledsen nu", "tell_feeling", kind="emotional")[0].startswith("utter_reflect_")
    assert not talk.state.place_refused


@pytest.mark.parametrize(
    ("text", "intent", "key"),
    [
        ("hej då", "goodbye", "utter_goodbye"),
        ("vem läser det här", "privacy_question", "utter_who_reads"),
        ("vill prata med en människa", "talk_to_human", "utter_human_intro"),
    ],
)
def test_another_subject_in_place_of_a_place_is_not_looked_up_on_the_map(text, intent, key):
    talk = Talk()
    talk.hear("vill spela kort", "find_activity")
    assert key in talk.hear(text, intent)


def test_the_question_of_the_place_stands_open_after_a_question_in_between():
    talk = Talk()
    talk.hear("vill spela kort", "find_activity")
    talk.hear("vem läser det här", "privacy_question")
    assert "steps" in talk.hear("Lund", "state_place", **LUND)


def test_a_yes_to_the_offer_brings_steps_or_the_question_where():
    assert Talk(pending="offer", offered=True).hear("ja tack", "affirm") == ["utter_ask_place"]
    assert "steps" in Talk(pending="offer", offered=True, municipality="1281", place_name="Lund").hear(
        "ja tack", "affirm"
    )


def test_money_turns_the_offer_into_one_of_free_things():
    talk = Talk()
    talk.hear("flyttade till Lund, inga pengar", "tell_feeling", kind="social", barriers=("money",), **LUND)
    assert talk.keys[-1] == "utter_offer_free"


def test_more_shows_more():
    assert with_steps().hear("Visa fler", "more_suggestions") == ["steps", "utter_after_steps"]


def test_what_was_shown_and_turned_down_is_not_searched_for_again():
    talk = with_steps()
    talk.hear("nej inget av det", "reject_suggestion")
    assert set(talk.state.rejected) == {"studiecirkel", "svk-oppethus", "aldrekontakt"}
    assert need_from(talk.state).rejected >= {"studiecirkel", "svk-oppethus", "aldrekontakt"}


def test_a_no_without_a_reason_is_asked_why_once():
    talk = with_steps()
    assert talk.hear("Inget av det passar", "reject_suggestion") == ["utter_ask_reject_reason"]
    assert talk.choices == ("too_far", "too_dear", "dare_not", "tried")
    talk.hear("vet inte", "deny")
    talk.show("bokcirkel")
    assert "utter_ask_reject_reason" not in talk.hear("nej", "reject_suggestion")


@pytest.mark.parametrize(
    ("text", "key", "barrier"),
    [
        ("För långt bort", "utter_rejected_distance", "distance"), ("För dyrt", "utter_rejected_money", "money"),
        ("Vågar inte", "utter_rejected_anxiety", "anxiety"), ("Har redan provat", "utter_rejected_tried", None),
        ("jag är inte kyrklig", "utter_rejected_church", None), ("jag gillar inte gym", "utter_rejected_sport", None),
        ("jag är för gammal", "utter_rejected_age", None), ("det är på svenska", "utter_rejected_language", "language"),
        ("jag jobbar då", "utter_rejected_time", None),
    ],
)  # fmt: skip
def test_the_reason_of_a_no_is_answered_and_changes_the_next_steps(text, key, barrier):
    talk = with_steps()
    talk.hear("nej", "reject_suggestion")
    keys = talk.hear(text, "state_barrier")
    assert keys[0] == key and "steps" in keys
    assert barrier is None or barrier in talk.state.barriers


def test_a_no_with_its_reason_is_not_asked_why():
    keys = with_steps().hear("nej det är för dyrt", "reject_suggestion")
    assert keys[:2] == ["utter_rejected_money", "steps"]


@pytest.mark.parametrize("text", ["jag tror inte det är något för mig", "det känns tungt", "ungefär så", "nja"])
def test_a_word_inside_another_word_is_no_reason(text):
    assert cues.reject_reason(text) is None


def test_no_to_church_leaves_out_church():
    talk = with_steps()
    talk.hear("jag är inte kyrklig", "reject_suggestion")
    assert "kind:church" in need_from(talk.state).rejected


def test_a_yes_to_a_step_is_kept_small():
    keys = with_steps().hear("ja den första blir bra", "affirm")
    assert keys[:2] == ["utter_step_accepted", "detail:start"] and len(keys) <= 3


def test_somebody_who_has_tried_it_all_is_not_given_one_more_tip_at_once():
    keys = Talk(loneliness_types=("social",)).hear(
        "och säg inte väntjänst, jag har redan provat det", "reject_suggestion"
    )
    assert "steps" not in keys
    assert "utter_ask_place" not in keys


def test_a_new_fact_after_the_steps_gives_new_steps_and_says_why():
    keys = with_steps().hear("jag har ingen bil", "state_barrier", barriers=("distance",))
    assert keys[:2] == ["utter_ack_barrier_distance", "steps"]


def test_a_bare_place_with_a_feeling_known_is_not_answered_with_steps_nobody_asked_for():
    talk = Talk(loneliness_types=("social",), loneliness_scores=(0.9, 0, 0))
    talk.hear("Berga", "state_place", place_candidates=(("Högsby", "Kalmar"), ("Österåker", "Stockholm")))
    keys = talk.hear("Högsby", "state_place", place="Högsby", place_code="0821")
    assert "steps" not in keys


def test_the_need_holds_all_that_is_known():
    state = State(
        loneliness_types=("social",), municipality="1281", age=19.0, age_group="teen", barriers=("money",), interests=("schack",),
        life_events=("studies",), for_other=True, rejected=("a",), shown=("b",), minor=True,
    )  # fmt: skip
    need = need_from(state, language="en")
    assert (need.types, need.municipality, need.age, need.age_group) == (("social",), "1281", 19, "teen")
    assert (need.barriers, need.interests, need.life_events) == (frozenset({"money"}), ("schack",), ("studies",))
    assert (need.for_other, need.minor, need.language) == (True, True, "en")
    assert (need.rejected, need.shown) == (frozenset({"a"}), frozenset({"b"}))


@pytest.mark.parametrize("text", ["ja visa vad du har", "ja jag vill ha förslag tack", "ja gärna fler"])
def test_a_yes_that_asks_for_steps_gets_steps(text):
    assert "steps" in with_steps().hear(text, "affirm")


def test_a_no_that_corrects_what_happened_is_a_correction():
    talk = Talk(pending="offer", offered=True, loneliness_types=("social",), life_events=("bereavement",))
    assert talk.hear("nej jag är inte änka, jag är skild", "deny", life_events=("divorce",)) != ["utter_hold"]


def test_the_place_is_asked_for_once_also_when_it_was_never_answered():
    talk = Talk()
    talk.hear("vill spela kort", "find_activity")
    talk.hear("jag blev så ledsen nu", "tell_feeling", kind="emotional")
    assert "steps" in talk.hear("visa nåt då", "find_activity")


def test_the_one_who_asks_for_another_is_asked_and_answered_with_that_person_in_mind():
    talk = Talk(**SHOWN, for_other=True)
    talk.show("studiecirkel")
    assert talk.hear("Visa fler", "more_suggestions") == ["steps", "utter_after_steps_other"]
    assert talk.hear("ja den första", "affirm") == ["utter_step_accepted_other", "utter_close_with_step_other"]
