"""Come-back codes in the dialogue: heard before any intent, given on a wish, taken up, forgotten, never before danger."""

from datetime import date

import pytest

from bot.dialogue import come_back
from bot.dialogue.come_back import MOST_TRIES
from bot.dialogue.gather import gather
from bot.dialogue.moves import Kind
from bot.dialogue.state import State
from bot.dialogue.understanding import understand
from knowledge.come_back_memory import Given, Memory, Recalled
from tests.bot.dialogue.returned import CODE, MEMORY, back
from tests.bot.dialogue.talk import Talk, danger, heard

KNOWN = {"loneliness_types": ("social",), "municipality": "1281", "place_name": "Lund"}


def deed(talk):
    """What is done about a code in the latest turn: ("find", its words)."""
    (move,) = [move for move in talk.moves if move.kind is Kind.COME_BACK]
    return move.key, move.values.get("words")


@pytest.mark.parametrize(
    "intent", ["gibberish", "out_of_scope", "find_activity", "tell_feeling", "other_language", "deny"]
)
@pytest.mark.parametrize("pending", [None, "place", "offer", "name", "after_steps", "reject_reason", "since"])
def test_a_code_is_heard_whatever_the_intent_and_whatever_question_stands_open(intent, pending):
    talk = Talk(pending=pending)
    talk.hear(CODE, intent)
    assert deed(talk) == ("find", "lykta ekorre blåklint")


def test_danger_in_the_same_message_wins():
    talk = Talk()
    assert talk.hear(f"min kod är {CODE} jag orkar inte leva", "tell_feeling", danger=danger()) == ["crisis:first"]
    assert talk.state.risk_level == "concern"


def test_danger_wins_over_every_question_of_the_code():
    for pending in ("come_back_how", "come_back_felt", "come_back_hindrance", "come_back_words", "come_back_forget"):
        keys = Talk(pending=pending).hear("jag vill inte leva", "tell_feeling", danger=danger("acute"))
        assert keys == ["crisis:first"]


def test_the_words_of_a_code_say_nothing_about_the_person():
    state = gather(
        State(),
        heard(
            CODE,
            "find_activity",
            kind="social",
            place="Lund",
            place_code="1281",
            interests=("djur",),
            barriers=("money",),
        ),
    )
    assert state == State(turn=1.0)


def test_a_few_words_about_a_code_name_no_place():
    state = gather(State(), heard("glöm koden", "state_place", place="Boden", place_code="2582"))
    assert state.municipality is None


def test_a_code_that_the_trained_part_takes_for_danger_is_a_code_all_the_same():
    risk = {"level": "acute", "kind": "medical", "evidence": []}
    assert understand({"text": f"min kod är {CODE}", "risk": risk}).danger.level == "none"


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        (CODE, ["ord som en regel känner"]),
        (f"min kod är {CODE} men jag orkar inte mer", []),
        ("jag orkar inte mer", []),
    ],
)
def test_danger_that_a_rule_finds_or_that_is_told_beside_a_code_counts(text, evidence):
    risk = {"level": "acute", "kind": "suicide", "evidence": evidence}
    assert understand({"text": text, "risk": risk}).danger.level == "acute"


@pytest.mark.parametrize(
    "text",
    [
        "Få en kod",
        "kan jag få en kod",
        "Kan jag få en kod?",
        "jag vill ha en kod tack",
        "ge mig en kod",
        "kod",
        "jag vill kunna fortsätta en annan dag",
    ],
)
def test_a_code_is_given_on_a_wish_in_ones_own_words(text):
    talk = Talk(**KNOWN)
    talk.hear(text, "out_of_scope")
    assert deed(talk) == ("make", None)


@pytest.mark.parametrize(
    "text",
    [
        "jag har glömt koden till porten",
        "kan du ge mig en kod till gymmet",
        "hur kommer jag tillbaka till livet efter det här",
        "jag kodar på fritiden",
        "portkoden funkar inte",
        "jag vill komma tillbaka till jobbet nån gång",
        "jag minns inte sist jag pratade med nån",
        "ingen kommer ihåg mig",
        "vill prata vidare",
        "surfplattan är låst och jag har glömt koden till den",
        "han bestämmer vilka jag får följa, har min kod o svarar åt mig",
        "hittar inte orden",
    ],
)
def test_talk_about_other_things_makes_no_code(text):
    talk = Talk(**KNOWN)
    talk.hear(text, "tell_feeling", kind="social")
    assert not [move for move in talk.moves if move.kind is Kind.COME_BACK]


def test_with_nothing_to_remember_no_code_is_made():
    assert Talk().hear("kan jag få en kod", "out_of_scope") == ["utter_come_back_nothing_yet"]


def test_a_wish_for_a_code_leaves_the_open_question_open():
    talk = Talk(pending="after_steps", last_shown=("a",), shown=("a",), **KNOWN)
    talk.hear("Få en kod", "out_of_scope")
    assert talk.state.pending == "after_steps"


def test_a_given_code_is_said_and_only_its_row_is_remembered():
    turn = come_back.given(
        State(**KNOWN), Given(("lykta", "ekorre", "blåklint"), "row", date(2026, 12, 22)), "22 december"
    )
    assert [move.key for move in turn.moves] == [
        "utter_come_back_given", "utter_come_back_what_is_kept", "utter_come_back_how_to_forget",
    ]  # fmt: skip
    assert turn.moves[0].values["words"] == "lykta, ekorre, blåklint"
    assert turn.state.come_back == "row" and "lykta" not in str(turn.state)


def test_a_code_is_offered_when_a_step_is_chosen_and_at_the_goodbye():
    talk = Talk(**KNOWN, shown=("a",), last_shown=("a",), pending="after_steps")
    assert talk.hear("ja den första", "affirm")[-1] == "utter_come_back_offer"
    assert talk.choices == ("code",)
    assert talk.hear("hej då", "goodbye") == ["utter_close_with_step", "utter_come_back_offer_goodbye", "utter_goodbye"]


def test_steps_have_the_button_beside_them():
    talk = Talk(**KNOWN)
    talk.hear("visa förslag", "find_activity")
    assert "code" in talk.choices


@pytest.mark.parametrize(
    "known",
    [
        {},
        {**KNOWN, "come_back": "row"},
        {**KNOWN, "risk_level": "acute"},
        {**KNOWN, "said": ("utter_come_back_offer_goodbye",)},
        {**KNOWN, "for_other": True},
    ],
)
def test_no_code_is_offered_without_a_memory_twice_in_danger_or_for_somebody_else(known):
    assert "utter_come_back_offer_goodbye" not in Talk(**known).hear("hej då", "goodbye")


def test_whoever_says_that_there_is_a_code_is_asked_for_the_words():
    talk = Talk()
    assert talk.hear("hej jag har en kod", "greet") == ["utter_come_back_ask_words"]
    talk.hear(CODE, "gibberish")
    assert deed(talk)[0] == "find"


def test_a_word_that_is_wrong_is_asked_about_without_a_look_up():
    talk = Talk(pending="come_back_words")
    assert talk.hear("lykta ekorre stenbumlingen", "gibberish") == ["utter_come_back_unreadable"]
    assert talk.state.come_back_tries == 0


@pytest.mark.parametrize("text", ["jag har tappat bort koden", "har glömt koden", "minns inte koden"])
def test_whoever_has_lost_the_code_begins_anew_without_blame(text):
    assert Talk().hear(text, "tell_feeling") == ["utter_come_back_lost"]


@pytest.mark.parametrize("text", ["minns inte orden", "vet inte", "nej"])
def test_whoever_cannot_answer_when_asked_for_the_words_begins_anew(text):
    assert Talk(pending="come_back_words").hear(text, "deny") == ["utter_come_back_lost"]


def test_the_welcome_says_what_is_remembered_and_asks_how_it_went():
    talk = back()
    assert talk.keys == ["utter_come_back_welcome_social_place", "utter_come_back_how"]
    assert talk.values("steps") == ["Språkcafé och Träffpunkt"]
    assert talk.choices == ("it_tried", "it_undone", "it_misfit", "it_else")
    assert talk.state.pending == "come_back_how"


def test_what_is_remembered_is_known_again():
    state = back().state
    assert (state.loneliness_types, state.municipality, state.place_name) == (("social", "emotional"), "1281", "Lund")
    assert state.shown == MEMORY.shown and state.rejected == MEMORY.rejected
    assert state.last_shown == ("a", "c"), "what was turned down is not asked about"
    assert state.come_back == "row"


def test_what_was_told_today_counts_before_what_is_remembered():
    state = back(loneliness_types=("existential",), municipality="0180", place_name="Stockholm", shown=("new",)).state
    assert (state.loneliness_types, state.municipality) == (("existential",), "0180")
    assert state.shown == (*MEMORY.shown, "new")


def test_a_feeling_told_now_weighs_more_than_a_remembered_one():
    talk = back()
    talk.hear(
        "ingen vet hur jag egentligen har det inombords, det är så tomt när jag ligger vaken",
        "tell_feeling",
        kind="existential",
    )
    assert talk.state.loneliness_types[0] == "existential"


def test_without_suggestions_the_question_is_what_is_wished_now():
    talk = back(Memory(("emotional",)), (), None)
    assert talk.keys == ["utter_come_back_welcome_emotional", "utter_come_back_now"]
    assert talk.state.pending == "offer"


def test_suggestions_that_the_directory_no_longer_has_are_asked_about_without_names():
    assert back(steps=()).keys[-1] == "utter_come_back_how_unnamed"


def test_a_memory_without_a_kind_is_welcomed_too():
    assert back(Memory((), "1281", ("a",))).keys[0] == "utter_come_back_welcome_plain_place"
    assert back(Memory((), None, ("a",)), place=None).keys[0] == "utter_come_back_welcome_plain"


def test_the_same_code_once_more_changes_nothing():
    talk = back()
    before = talk.state
    turn = come_back.welcome(before, Recalled("row", MEMORY), (), "Lund")
    assert [move.key for move in turn.moves] == ["utter_come_back_already"] and turn.state == before


def test_a_code_that_leads_nowhere_is_told_of_kindly_and_may_be_tried_again():
    turn = come_back.unknown(State())
    assert [move.key for move in turn.moves] == ["utter_come_back_unknown"]
    assert (turn.state.come_back_tries, turn.state.pending) == (1.0, "come_back_words")


def test_the_fifth_code_that_leads_nowhere_is_the_last_one_looked_up():
    turn = come_back.unknown(State(come_back_tries=MOST_TRIES - 1))
    assert [move.key for move in turn.moves] == ["utter_come_back_too_many", "utter_ask_open"]
    talk = Talk(come_back_tries=turn.state.come_back_tries)
    for text in (CODE, f"glöm koden {CODE}"):
        assert talk.hear(text, "gibberish")[0] == "utter_come_back_too_many"
    assert talk.hear("jag är ensam", "tell_feeling", kind="social")[0].startswith("utter_")


def test_codes_that_are_held_back_let_the_conversation_go_on():
    assert [move.key for move in come_back.held_back(State()).moves] == ["utter_come_back_held_back", "utter_ask_open"]


@pytest.mark.parametrize(
    "text", ["glöm koden", "Glöm min kod", "ta bort min kod", "kan du radera koden", "ta bort koden tack"]
)
def test_the_code_in_use_is_forgotten_on_a_word(text):
    talk = Talk(come_back="row", **KNOWN)
    talk.hear(text, "privacy_question")
    assert deed(talk) == ("forget", None)


def test_a_code_that_is_written_is_the_one_to_be_forgotten():
    talk = Talk(come_back="row", **KNOWN)
    talk.hear(f"glöm koden {CODE}", "privacy_question")
    assert deed(talk) == ("forget", "lykta ekorre blåklint")


def test_without_a_code_the_words_are_asked_for_and_then_forgotten():
    talk = Talk()
    assert talk.hear("ta bort min kod", "privacy_question") == ["utter_come_back_ask_which"]
    talk.hear(CODE, "gibberish")
    assert deed(talk) == ("forget", "lykta ekorre blåklint")


def test_a_forgotten_code_is_in_use_no_longer():
    turn = come_back.forgotten(State(come_back="row"), "row")
    assert turn.state.come_back is None and turn.moves[0].key == "utter_come_back_forgotten"
    assert come_back.forgotten(State(come_back="row"), "other").state.come_back == "row"


def test_guessing_by_forgetting_counts_as_trying():
    assert come_back.nothing_to_forget(State()).state.come_back_tries == 1


@pytest.mark.parametrize("deed_name", ["make", "find", "forget"])
def test_without_the_database_each_wish_gets_an_honest_answer(deed_name):
    state = State(**KNOWN)
    turn = come_back.unavailable(state, deed_name)
    assert len(turn.moves) == 1 and turn.moves[0].key.startswith("utter_come_back_not_")
    assert turn.state == state


def test_whoever_has_a_code_is_told_that_it_stays_when_privacy_is_asked_about():
    assert "utter_come_back_privacy" in Talk(come_back="row", **KNOWN).hear("vad sparar ni", "privacy_question")
    assert "utter_come_back_privacy" not in Talk(**KNOWN).hear("vad sparar ni", "privacy_question")


def test_whoever_wants_everything_forgotten_has_the_code_forgotten_too():
    talk = Talk(come_back="row", **KNOWN)
    assert "come_back:forget" in talk.hear("glöm allt jag har sagt", "privacy_question")
    assert "come_back:forget" not in Talk(**KNOWN).hear("glöm allt jag har sagt", "privacy_question")


def test_a_code_is_no_answer_to_a_question_of_the_safety_plan():
    talk = Talk(plan_step="signs", danger_stage="yes", risk_level="concern", turn=9.0, danger_turn=2.0)
    talk.hear(CODE, "gibberish")
    assert any(move.kind is Kind.COME_BACK for move in talk.moves)
    assert "lykta" not in str(talk.state)


@pytest.mark.parametrize(
    "text",
    [
        "vad sparas om jag tar en kod?",
        "hur länge sparas det om jag får kod",
        "kod? du sa ju att inget sparas",
        "vad är det för kod",
        "hur får man en kod",
        "en kod?",
        "hur kommer jag tillbaka hit",
        "hur hittar jag tillbaka hit sen?",
        "kan vi fortsätta en annan dag?",
        "kan jag komma tillbaka hit imorgon?",
        "kommer du ihåg mig nästa gång",
        "minns du mig nästa gång?",
        "kan du spara det här till senare?",
    ],
)
def test_who_wonders_about_a_code_is_told_what_it_is_and_given_none(text):
    talk = Talk(**KNOWN)
    assert talk.hear(text, "privacy_question") == ["utter_come_back_what_it_is", "utter_come_back_only_if_wished"]


def test_a_yes_after_what_a_code_is_makes_one_and_a_perhaps_does_not():
    told = ("utter_come_back_what_it_is", "utter_come_back_only_if_wished")
    talk = Talk(**KNOWN, said=told)
    talk.hear("ja tack", "affirm")
    assert deed(talk) == ("make", None)
    talk = Talk(**KNOWN, said=told)
    talk.hear("kanske", "affirm")
    assert not [move for move in talk.moves if move.kind is Kind.COME_BACK]


@pytest.mark.parametrize("text", ["jag frågade bara, ta bort den", "jag ville inte ha den", "radera", "ångrade mig"])
def test_who_has_no_code_hears_that_nothing_is_kept(text):
    talk = Talk(**KNOWN, said=("utter_come_back_what_it_is", "utter_come_back_only_if_wished"))
    assert talk.hear(text, "deny") == ["utter_come_back_none"]


@pytest.mark.parametrize("text", ["ta bort fikat", "jag ångrar att jag flyttade"])
def test_taking_away_something_else_is_not_about_a_code(text):
    spoken = Talk(**KNOWN, said=("utter_come_back_what_it_is",))
    assert "utter_come_back_none" not in spoken.hear(text, "tell_feeling")


@pytest.mark.parametrize(
    "text", ["jag ville inte ha den! ta bort", "nej radera den", "jag behöver inte ha någon kod", "ångrade mig"]
)
def test_a_code_that_was_not_wanted_is_taken_away_in_any_words(text):
    talk = Talk(**KNOWN, come_back="row", said=("utter_come_back_given", "utter_come_back_how_to_forget"))
    talk.hear(text, "deny")
    assert deed(talk)[0] == "forget"
