"""What one message says is taken up at once, kept, and never asked for again."""

import pytest

from bot.dialogue.gather import gather
from bot.dialogue.needs import need_from
from bot.dialogue.state import State, changed_slots, slots_from_state, state_from_slots
from bot.dialogue.understanding import understand
from tests.bot.dialogue.talk import Talk, danger, heard


def test_a_message_with_everything_in_it_is_taken_up_whole():
    state = gather(
        State(),
        heard(
            "jag är 72, bor i Krokom, min man dog, har inte råd, gillar körsång", "tell_feeling", kind="emotional",
            place="Krokom", place_code="2309", years=72, age_group="older",
            life_events=("bereavement",), barriers=("money",), interests=("körsång",),
        ),
    )  # fmt: skip
    assert (state.municipality, state.place_name) == ("2309", "Krokom")
    assert (state.age, state.age_group) == (72.0, "older")
    assert (state.life_events, state.barriers, state.interests) == (("bereavement",), ("money",), ("körsång",))
    assert state.loneliness_types == ("emotional",)


def test_what_was_said_before_stays_when_a_message_says_nothing_of_it():
    known = State(
        municipality="1281", place_name="Lund", age_group="teen", age=17.0, barriers=("money",), interests=("schack",)
    )
    after = gather(known, heard("hm", "affirm"))
    assert after.but(turn=0.0) == known


def test_a_new_place_takes_the_old_ones_place():
    known = State(municipality="1880", place_name="Örebro")
    after = gather(known, heard("nej Motala", "correct_bot", place="Motala", place_code="0583"))
    assert (after.municipality, after.place_name) == ("0583", "Motala")
    assert after.news == ("new_place",)


def test_a_first_place_is_news_but_not_a_new_place():
    assert gather(State(), heard("Lund", place="Lund", place_code="1281")).news == ("place",)


def test_the_same_place_again_is_no_news():
    known = State(municipality="1281", place_name="Lund")
    assert gather(known, heard("ja Lund", place="Lund", place_code="1281")).news == ()


def test_a_place_that_is_said_after_all_lifts_the_refusal():
    after = gather(State(place_refused=True), heard("Lund då", place="Lund", place_code="1281"))
    assert after.place_refused is False


def test_only_what_was_not_known_is_news():
    known = State(life_events=("move",), barriers=("money",))
    after = gather(known, heard("flytt och skilsmässa", life_events=("move", "divorce"), barriers=("money", "anxiety")))
    assert after.news == ("life_event:divorce", "barrier:anxiety")


def test_news_lasts_one_turn():
    after = gather(State(), heard("har inga pengar", barriers=("money",)))
    assert gather(after, heard("ja", "affirm")).news == ()


def test_barriers_and_interests_add_up_without_repeats():
    talk = Talk()
    talk.hear("för dyrt", barriers=("money",), interests=("kör",))
    talk.hear("och långt, och dyrt", barriers=("distance", "money"), interests=("schack", "kör"))
    assert talk.state.barriers == ("money", "distance")
    assert talk.state.interests == ("kör", "schack")


def test_a_correction_of_what_happened_wins_over_the_guess():
    known = State(life_events=("bereavement",))
    after = gather(known, heard("nej jag är skild, inte änka", "correct_bot", life_events=("divorce",)))
    assert after.life_events == ("divorce",)


def test_a_correction_of_the_kind_wins_at_once():
    known = gather(State(), heard("ingen att göra saker med", "tell_feeling", kind="social"))
    after = gather(known, heard("nej det är närheten", "correct_bot", kind="emotional"))
    assert after.loneliness_types[0] == "emotional"
    assert "social" not in after.loneliness_types


def test_kinds_mix_with_the_strongest_first():
    state = gather(
        State(), heard("…", "tell_feeling", primary="social", types=("social", "emotional"), scores=(0.7, 0.8, 0.1))
    )
    assert state.loneliness_types == ("emotional", "social")


def test_a_kind_fades_when_later_messages_do_not_speak_of_it():
    state = gather(State(), heard("…", "tell_feeling", kind="social"))
    for _ in range(5):
        state = gather(state, heard("…", "tell_feeling", kind="existential"))
    assert state.loneliness_types == ("existential",)


def test_a_message_that_speaks_of_no_loneliness_leaves_the_kinds_alone():
    known = gather(State(), heard("…", "tell_feeling", kind="social"))
    after = gather(known, heard("vad är klockan", "out_of_scope", scores=(0.4, 0.4, 0.4)))
    assert after.loneliness_types == ("social",)


def test_a_weak_impression_still_counts_as_its_strongest_kind():
    state = gather(
        State(), heard("…", "tell_feeling", primary="existential", types=("existential",), scores=(0.3, 0.2, 0.4))
    )
    assert state.loneliness_types == ("existential",)


def test_asking_for_somebody_else_is_remembered():
    talk = Talk()
    talk.hear("min mamma är 84 och ensam", "on_behalf_of_other")
    talk.hear("hon bor i Kalmar", "state_place", place="Kalmar", place_code="0880")
    assert talk.state.for_other


def test_somebody_who_begins_to_speak_of_themselves_is_the_one_it_concerns():
    known = State(for_other=True)
    assert gather(known, heard("jag är själv så ensam", "tell_feeling", kind="emotional")).for_other is False


@pytest.mark.parametrize("later", ["none", "concern"])
def test_danger_never_falls_by_itself(later):
    known = State(risk_level="acute", risk_kind="suicide")
    after = gather(known, heard("nej det är lugnt", danger=danger(later, "suicide" if later != "none" else "")))
    assert (after.risk_level, after.risk_kind) == ("acute", "suicide")


def test_danger_rises_at_once():
    known = State(risk_level="concern", risk_kind="self_harm")
    after = gather(known, heard("har tagit allt", danger=danger("acute", "overdose")))
    assert (after.risk_level, after.risk_kind) == ("acute", "overdose")


def test_a_person_who_is_under_eighteen_stays_so():
    state = gather(State(), heard("jag är 14 och vill dö", danger=danger(minor=True)))
    assert gather(state, heard("ja", "affirm")).minor


def test_every_message_counts_as_a_turn():
    talk = Talk()
    for _ in range(3):
        talk.hear("hej", "greet")
    assert talk.state.turn == 3


def test_the_state_survives_the_slots():
    state = State(municipality="1281", barriers=("money",), age=17.0, named=True, loneliness_scores=(0.1, 0.2, 0.3))
    assert state_from_slots(slots_from_state(state)) == state


def test_only_what_changed_is_written_to_the_slots():
    assert changed_slots(State(), State(barriers=("money",), turn=1.0)) == {"barriers": ["money"], "turn": 1.0}


def test_a_parse_result_is_read_whole():
    got = understand({
        "text": "är 17, Lund", "intent": {"name": "ask_info/why_lonely"}, "language": "sv",
        "loneliness": {"types": ["social"], "primary": "social", "scores": {"social": 0.8, "emotional": 0.1, "existential": 0.0}},
        "risk": {"level": "concern", "kind": "suicide", "evidence": ["dö"], "minor": True},
        "entities": [
            {"entity": "place", "value": "Lund", "code": "1281"}, {"entity": "age_group", "value": "teen", "years": 17},
            {"entity": "interest", "value": "schack"}, {"entity": "interest", "value": "schack"},
            {"entity": "place_candidate", "value": "Håbo", "county": "Uppsala län"},
        ],
    })  # fmt: skip
    assert (got.intent, got.topic) == ("ask_info", "why_lonely")
    assert (got.place, got.place_code, got.years, got.age_group) == ("Lund", "1281", 17, "teen")
    assert got.interests == ("schack",)
    assert got.scores == (0.8, 0.1, 0.0)
    assert got.danger.level == "concern" and got.danger.minor
    assert got.place_candidates == (("Håbo", "Uppsala län"),)


def test_an_empty_parse_result_is_read_without_failing():
    got = understand({})
    assert (got.intent, got.primary, got.danger.level, got.language) == ("", None, "none", "sv")


def test_a_village_is_remembered_by_its_position_and_gone_with_a_new_place():
    known = gather(
        State(), heard("Änge", "state_place", place="Krokom", place_code="2309", place_position=(63.4, 14.2))
    )
    assert need_from(known).position == (63.4, 14.2)
    assert need_from(gather(known, heard("nej Lund", place="Lund", place_code="1281"))).position is None


@pytest.mark.parametrize(
    ("text", "access", "gender"),
    [
        ("jag sitter i rullstol", {"wheelchair"}, None),
        ("jag är en kvinna och har hörapparat", {"hearing_loop"}, "woman"),
        ("som man pratar man inte om sånt", set(), "man"),
        ("min man är döv", set(), None),
    ],
)
def test_what_a_place_must_have_and_whom_a_group_is_for_is_taken_up(text, access, gender):
    need = need_from(gather(State(), heard(text)))
    assert (need.access, need.gender) == (access, gender)
