"""Control that is told as if it were how it should be, and what a no to blows does not take away."""

import pytest

from bot.dialogue import asked_in_danger, protests
from bot.dialogue.state import State
from bot.dialogue.told_softly import told
from bot.dialogue.understanding import Understanding


@pytest.mark.parametrize(
    "text",
    [
        "han går igenom min mobil på söndagarna, det är väl så man gör när man är gift",
        "min man läser alla mina sms, vi har inga hemligheter",
        "min sambo har hand om min lön, så gör väl alla",
        "han vill veta vart jag går hela tiden. han bryr sig om mig",
    ],
)
def test_one_sign_of_control_told_as_normal_is_enough(text: str) -> None:
    found = told(State(), Understanding(text=text))
    assert found is not None and found.kind == "coercive_control"


@pytest.mark.parametrize(
    "text",
    [
        "han går igenom min mobil ibland",
        "vi firar jul hos svärmor, så gör man väl",
        "min man lagar maten och jag diskar, det är väl så man gör när man är gift",
        "mamma läser mina sms, det är väl så det är",
    ],
)
def test_one_sign_alone_or_none_is_not(text: str) -> None:
    assert told(State(), Understanding(text=text)) is None


def test_a_no_to_blows_ends_no_talk_of_control() -> None:
    state = State(
        turn=5, danger_stage="no", danger_turn=4, risk_level="concern", risk_kind="coercive_control",
        risk_kinds=("coercive_control",), danger_said=("sign:note:words", "first", "no"),
    )  # fmt: skip
    text = "nej han slår mig inte. han blir bara tyst"
    assert not protests.ends_it(state, Understanding(text=text, intent="deny"))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("hur får man egna pengar utan att det märks", "utter_danger_own_money"),
        ("är det konstigt att jag saknar henne?", "utter_danger_may_feel"),
        ("jag vill inte ringa, det är inte mig såna är till för", "utter_danger_line_for_you"),
        ("jag är slarvig så det är skönt att han har koll", "utter_danger_excused"),
        ("ska du hålla på med nummer nu eller", "utter_danger_numbers"),
    ],
)
def test_what_is_asked_beside_control_is_answered(text: str, key: str) -> None:
    state = State(
        turn=5, danger_stage="keep", danger_turn=4, risk_level="concern", risk_kind="coercive_control",
        risk_kinds=("coercive_control",), danger_said=("first", "keep"),
    )  # fmt: skip
    assert asked_in_danger.key_for(state, Understanding(text=text)) == key
