"""Lotsen meets what was said before anything else, asks little, and names loneliness as a guess."""

import pytest

from bot.dialogue import cues
from bot.dialogue.moods import mood
from tests.bot.dialogue.talk import Talk

QUESTIONS = {"utter_ask_since", "utter_ask_what_happened", "utter_ask_someone_to_call", "utter_ask_anyone_knows"}
WIDOW = {
    "text": "Jag är 72 och bor i Krokom. Min man dog i våras och nu har jag ingen att prata med",
    "intent": "tell_feeling", "kind": "emotional", "place": "Krokom", "place_code": "2309",
    "age_group": "older", "years": 72, "life_events": ("bereavement",),
}  # fmt: skip


def test_a_loss_is_met_before_anything_else():
    assert Talk().hear(**WIDOW)[0] == "utter_reflect_bereavement_partner"


def test_what_was_said_is_used_and_not_asked_for():
    talk = Talk()
    keys = talk.hear(**WIDOW)
    assert "utter_ask_place" not in keys
    assert talk.values("place") == ["Krokom"]


def test_a_loss_is_met_once_and_not_again_at_every_turn():
    talk = Talk()
    talk.hear(**WIDOW)
    keys = talk.hear("det är värst vid kvällskaffet", "tell_feeling", kind="emotional", life_events=("bereavement",))
    assert "utter_reflect_bereavement_partner" not in keys
    assert keys[0].startswith("utter_reflect_")


def test_a_feeling_is_reflected_and_then_one_question_is_asked():
    keys = Talk().hear("det är ingen som riktigt ser mig här i livet", "tell_feeling", kind="emotional")
    assert keys[0].startswith("utter_reflect_")
    assert keys[1] == "utter_ask_anyone_knows"
    assert len(keys) == 2


@pytest.mark.parametrize(
    ("kind", "question"),
    [("social", "utter_ask_since"), ("emotional", "utter_ask_anyone_knows"), ("existential", "utter_ask_anyone_knows")],
)
def test_the_question_fits_the_kind(kind, question):
    assert Talk().hear("jag har det inte så bra på sistone", "tell_feeling", kind=kind)[1] == question


def test_the_reflection_fits_the_kind_when_no_detail_stands_out():
    for kind in ("social", "emotional", "existential"):
        assert (
            Talk().hear("jag har det inte så bra på sistone", "tell_feeling", kind=kind)[0] == f"utter_reflect_{kind}"
        )


def test_two_kinds_at_once_are_both_reflected():
    keys = Talk().hear(
        "jag har det inte så bra",
        "tell_feeling",
        primary="emotional",
        types=("emotional", "social"),
        scores=(0.7, 0.8, 0),
    )
    assert keys[0] == "utter_reflect_social_emotional"


def test_one_lonely_word_is_met_as_it_is():
    assert Talk().hear("ensam", "tell_feeling", kind="social")[0] == "utter_short_lonely"


def test_a_message_without_a_sign_of_loneliness_is_met_with_one_open_question_and_no_filler():
    assert Talk().hear("det hände en sak i går på mötet", "tell_feeling") == ["utter_ask_what_brings"]


def test_what_is_known_from_the_story_is_not_asked():
    talk = Talk(loneliness_types=("social",), loneliness_scores=(0.9, 0, 0), life_events=("move",), offered=False)
    keys = talk.hear("jag har det trist", "tell_feeling", kind="social")
    assert "utter_ask_since" not in keys and "utter_ask_what_happened" not in keys


def test_the_guess_is_offered_for_correction_when_only_a_feeling_is_known():
    talk = Talk()
    talk.hear("jag har det inte så bra på sistone", "tell_feeling", kind="social")
    talk.hear("det är sällan någon hör av sig", "tell_feeling", kind="social")
    assert talk.keys[-1] == "utter_name_social"
    assert talk.choices == ("agree", "disagree")


def test_the_guess_is_made_once():
    talk = Talk()
    for _ in range(6):
        talk.hear("jag har det inte så bra på sistone", "tell_feeling", kind="social")
    named = [move.key for turn in talk.turns for move in turn.moves if move.key.startswith("utter_name_")]
    assert len(named) == 1


def test_with_facts_the_guess_is_a_statement_so_that_only_one_question_follows():
    keys = Talk().hear(**WIDOW)
    assert keys[1:] == ["utter_name_emotional_gently", "utter_offer_place"]


def test_a_guess_that_is_turned_down_is_dropped():
    talk = Talk()
    talk.hear("jag har det inte så bra på sistone", "tell_feeling", kind="social")
    talk.hear("det är sällan någon hör av sig", "tell_feeling", kind="social")
    assert talk.hear("Nej, inte riktigt", "deny") == ["utter_name_corrected", "utter_ask_own_words"]
    assert talk.state.loneliness_types == ()


def test_a_guess_that_is_right_leads_on_to_the_offer():
    talk = Talk(pending="name", named=True, loneliness_types=("social",), loneliness_scores=(0.9, 0, 0))
    assert talk.hear("Ja, det stämmer", "affirm") == ["utter_offer"]
    assert talk.choices == ("steps", "talk", "human")


def test_nothing_is_offered_before_somebody_has_been_heard():
    keys = Talk().hear("ensam", "tell_feeling", kind="social")
    assert not any(key.startswith(("utter_offer", "steps")) for key in keys)


def test_never_more_than_four_questions_in_all():
    talk = Talk(wants="talk")
    for _ in range(20):
        talk.hear("jag har det inte så bra på sistone", "tell_feeling", kind="emotional")
    asked = [move.key for turn in talk.turns for move in turn.moves if move.key in QUESTIONS]
    assert len(asked) <= 4
    assert len(asked) == len(set(asked))


def test_never_more_than_one_question_of_lotsens_own_in_a_turn():
    talk = Talk()
    for kind in ("social", "emotional", "existential", "social", "emotional"):
        keys = talk.hear("jag har det inte så bra på sistone", "tell_feeling", kind=kind)
        assert sum(key.startswith(("utter_ask_", "utter_offer", "utter_continue")) for key in keys) <= 1


def test_a_few_words_after_a_question_are_its_answer():
    talk = Talk()
    talk.hear("jag har det inte så bra på sistone", "tell_feeling", kind="social")
    keys = talk.hear("länge", "out_of_scope")
    assert "utter_out_of_scope" not in keys
    assert keys[-1].startswith("utter_offer")


def test_letters_on_end_are_not_taken_for_an_answer():
    talk = Talk()
    talk.hear("jag har det inte så bra på sistone", "tell_feeling", kind="social")
    assert talk.hear("asdfgh", "gibberish") == ["utter_gibberish"]


def test_who_only_wants_to_talk_gets_no_offers():
    talk = Talk(pending="offer", offered=True, loneliness_types=("emotional",))
    assert talk.hear("nej, bara prata", "deny") == ["utter_hold"]
    for _ in range(3):
        keys = talk.hear("det är tungt", "tell_feeling", kind="emotional")
        assert keys[0].startswith("utter_reflect_")
        assert not any(key.startswith(("utter_offer", "steps")) for key in keys)


def test_the_button_for_talking_leads_to_talking():
    talk = Talk(pending="offer", offered=True, loneliness_types=("emotional",))
    assert talk.hear("Jag vill mest prata", "tell_feeling") == ["utter_hold"]
    assert talk.state.wants == "talk"


def test_after_a_while_lotsen_says_what_it_is_and_offers_a_human():
    talk = Talk(wants="talk")
    keys = [talk.hear("det är tungt", "tell_feeling", kind="emotional") for _ in range(5)]
    assert "utter_hold_honest" in keys[-1]
    assert not any("utter_hold_honest" in turn for turn in keys[:-1])
    assert talk.choices == ("human", "talk")


def test_a_yes_to_the_offer_of_a_human_shows_lines():
    talk = Talk(wants="talk", pending="human")
    assert "lines" in talk.hear("ja gärna", "affirm")


def test_a_correction_is_thanked_for_and_taken_up():
    talk = Talk(loneliness_types=("social",), loneliness_scores=(0.9, 0, 0), named=True, life_events=("bereavement",))
    keys = talk.hear("nej jag är inte änka, jag är skild", "correct_bot", life_events=("divorce",))
    assert keys[0] == "utter_sorry_bereavement"
    assert talk.state.life_events == ("divorce",)


def test_a_correction_without_content_asks_how_it_is_and_forgets_the_guess():
    talk = Talk(loneliness_types=("social",), loneliness_scores=(0.9, 0, 0), named=True)
    assert talk.hear("nej du har fel", "correct_bot") == ["utter_ack_correction", "utter_ask_open"]
    assert talk.state.loneliness_types == ()


def test_a_corrected_place_is_said_back():
    talk = Talk(municipality="1880", place_name="Örebro", wants="tips")
    assert (
        talk.hear("nej jag bor i Motala", "correct_bot", place="Motala", place_code="0583")[0] == "utter_place_changed"
    )


def test_somebody_who_asks_for_another_is_met_for_that():
    keys = Talk().hear("min mamma är 84 och sitter ensam", "on_behalf_of_other", age_group="older", years=84)
    assert keys[0] == "utter_reflect_other_named"
    assert keys[-1] == "utter_offer_other"


def test_asking_for_another_is_named_in_the_third_person():
    talk = Talk()
    talk.hear("min mamma är 84", "on_behalf_of_other", kind="social", age_group="older")
    assert "utter_name_other_social" in talk.keys


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("min man dog i våras", "partner"), ("jag är änka sen två år", "partner"), ("vår dotter dog", "child"),
        ("mamma gick bort i maj", "parent"), ("min bästa vän dog", "friend"), ("katten dog", None),
        ("min mormor dog i somras", None), ("min lilla hund dog i går", None), ("i morgon ska de döda träden bort", None),
    ],
)  # fmt: skip
def test_who_died_is_read_from_the_message(text, who):
    assert cues.who_died(text) == who


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("min mamma är 84", "parent"), ("farfar sitter ensam", "parent"), ("jag har en patient, 79 år", "patient"),
        ("en elev i min klass", "class"), ("min son har inga vänner", "child"), ("grannen går aldrig ut", "neighbour"),
        ("min man är så ensam", "partner"), ("en kompis mår dåligt", "friend"), ("det är någon jag känner", None),
    ],
)  # fmt: skip
def test_whom_it_concerns_is_read_from_the_message(text, who):
    assert cues.whom_it_concerns(text) == who


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("det är alltid jag som hör av mig", "always_me"), ("jag skäms för att jag är ensam", "shame"),
        ("telefonen är knäpptyst", "phone_silent"), ("jag äter lunch ensam på toan", "eats_alone"),
        ("det är som att leva bakom glas", "unreal"), ("vad är meningen med allt", "meaning"),
        ("kvällarna är värst", "evening"), ("jag ligger vaken på natten", "night"), ("helgerna är långa", "weekend"),
        ("jag spelar glad på jobbet", "mask"), ("ingen fattar hur det är", "not_understood"), ("julen blir tung", "holiday"),
    ],
)  # fmt: skip
def test_a_detail_of_the_message_is_taken_up(text, detail):
    assert mood(text) == detail


@pytest.mark.parametrize(
    "text",
    [
        "jag sitter mest hemma", "vi flyttade hit i juli", "på semestern åkte jag till Öland",
        "det blir fler och fler som flyttar härifrån", "jag är inte härifrån", "jag bryr mig inte om väder",
        "jag skrattade åt mig själv i går", "i fjol åkte vi på festival",
    ],
)  # fmt: skip
def test_a_word_inside_another_word_is_no_detail(text):
    assert mood(text) is None


def test_nobody_around_is_not_answered_as_being_alone_in_a_crowd():
    assert mood("jag har ingen omkring mig längre") != "crowd"


def test_questions_of_every_sort_count_among_the_four():
    talk = Talk(asked=("place", "reject_reason", "other_situation", "since"), wants="talk")
    for _ in range(3):
        assert not [
            key for key in talk.hear("det är tungt", "tell_feeling", kind="emotional") if key.startswith("utter_ask_")
        ]


def test_the_one_who_tells_more_of_another_is_asked_about_that_person():
    talk = Talk(for_other=True, offered=True, turn=3.0, asked=("other_situation",))
    keys = talk.hear("hon går nästan aldrig ut nu", "on_behalf_of_other")
    assert keys[-1] == "utter_continue_prompt_other"
