"""Names are those that others rely on: intents, slots, kinds, barriers, ages."""

import pytest

from bot.dialogue.state import FIELDS, KINDS, State, slots_from_state
from knowledge.need import AGE_RANGES
from tests.content import house

pytestmark = pytest.mark.content

INTENTS = {
    "tell_feeling",
    "find_activity",
    "talk_to_human",
    "ask_info",
    "greet",
    "goodbye",
    "thanks",
    "affirm",
    "deny",
    "out_of_scope",
    "on_behalf_of_other",
    "more_suggestions",
    "reject_suggestion",
    "privacy_question",
    "bot_identity_question",
    "correct_bot",
    "state_place",
    "state_barrier",
    "state_interest",
    "state_age",
    "feedback_positive",
    "feedback_negative",
    "abusive",
    "gibberish",
    "other_language",
}
BARRIERS = {
    "money",
    "distance",
    "disability_access",
    "anxiety",
    "language",
    "digital",
    "time_children",
    "benefits_fear",
    "illness",
    "no_company",
    "caregiving",
}
AGE_GROUPS = {"child", "teen", "young_adult", "adult", "older"}
LEVELS = {"none", "concern", "acute"}
TYPES = {str: "text", bool: "bool", float: "float", tuple: "list"}


def test_the_intents_are_the_agreed_ones():
    assert house.intents() == INTENTS


def test_the_barriers_are_the_agreed_ones():
    assert set(house.names("barriers")) == BARRIERS


def test_the_age_groups_are_the_agreed_ones():
    assert set(house.domain()["slots"]["age_group"]["values"]) == AGE_GROUPS
    assert set(AGE_RANGES) == AGE_GROUPS


def test_the_levels_of_danger_are_the_agreed_ones():
    assert set(house.domain()["slots"]["risk_level"]["values"]) == LEVELS


def test_the_entities_hold_the_agreed_ones():
    assert {"place", "interest", "barrier", "age_group", "life_event"} <= set(house.domain()["entities"])


def test_no_name_of_a_vocabulary_stands_twice():
    for vocabulary in ("barriers", "life_events"):
        names = house.names(vocabulary)
        assert len(names) == len(set(names))


def test_every_slot_is_a_field_of_the_state_and_the_other_way_round():
    assert set(house.domain()["slots"]) == set(FIELDS)


def test_slots_begin_with_what_a_new_state_holds():
    begins = {name: slot.get("initial_value") for name, slot in house.domain()["slots"].items()}
    assert begins == slots_from_state(State())


def test_slots_have_the_types_of_the_states_fields():
    for name, slot in house.domain()["slots"].items():
        default = getattr(State(), name)
        if default is not None and slot["type"] != "categorical":
            assert slot["type"] == TYPES[type(default)], name


def test_no_slot_is_of_any_type_or_steers_rasas_own_prediction():
    for name, slot in house.domain()["slots"].items():
        assert slot["type"] != "any", name
        assert slot["influence_conversation"] is False, name


def test_training_messages_name_only_known_kinds():
    for file in house.NLU.glob("*.yml"):
        for entry in house.read(file)["nlu"]:
            metadata = entry.get("metadata") or {}
            assert set(metadata.get("types", ())) <= set(KINDS), file.name
            assert metadata.get("primary", "none") in (*KINDS, "none"), file.name
            assert metadata.get("level", "none") in LEVELS, file.name


def test_a_training_messages_primary_kind_is_the_first_of_its_kinds():
    for file in house.NLU.glob("*.yml"):
        for entry in house.read(file)["nlu"]:
            metadata = entry.get("metadata") or {}
            if metadata.get("types"):
                assert metadata["primary"] == metadata["types"][0], file.name
