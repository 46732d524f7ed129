"""The check language says no where it should: each check is held against a reply that passes and one that fails."""

from collections import Counter

import pytest

from tests.content.house import ROOT, read
from tests.conversations.book_words import ASKED, in_swedish
from tests.conversations.checks import CARD_CHECKS, CHECKS, SLOT_CHECKS, Heard, passes
from tests.conversations.hold import filled, hold
from tests.conversations.house_rules import broken, corrections, corrects_itself
from tests.conversations.numbers_due import numbers_missing

FREE = {"id": "a", "name": "Språkcafé", "cost": "Gratis", "needs_travel": True}
DEAR = {"id": "b", "name": "Kurs", "cost": "300 kronor", "needs_travel": True}
ONLINE = {"id": "c", "name": "Chattgrupp", "cost": "Kostar ingenting", "needs_travel": False}
LONG = "Verksamhetsansvariga handläggare återkopplar skyndsamt angående beslutsunderlaget"


def said(*bubbles, **known):
    return Heard([{"kind": "text", "text": bubble} for bubble in bubbles], **known)


def cards(*items, **known):
    return Heard([{"kind": "activities", "text": "", "items": list(items)}], **known)


@pytest.mark.parametrize(
    ("name", "wanted", "good", "bad"),
    [
        ("any_text", ["kaff?e"], said("En kaffe?"), said("Te?")),
        ("no_text", ["kaffe"], said("Te?"), said("En Kaffe?")),
        ("kind", "crisis", Heard([{"kind": "crisis"}]), said("Hej.")),
        ("no_kind", "crisis", said("Hej."), Heard([{"kind": "crisis"}])),
        ("number", "90101", said("Ring 901 01."), said("Ring 112.")),
        ("numbers", ["112", "116111"], said("112 eller 116 111."), said("116 111.")),
        ("number_among", ["112", "90101"], said("Ring 112."), said("Ring 1177.")),
        ("not_number", "112", said("Ring 112 00."), said("Ring 112.")),
        ("first_bubble", ["allvar"], said("Det är allvar.", "Hej."), said("Hej.", "Det är allvar.")),
        ("not_repeated", True, said("Hej.", earlier={"Hallå."}), said("Hej.", earlier={"Hej."})),
        ("not_empty", True, said("Hej."), said(" ")),
        ("question_marks_max", 1, said("Vad?"), said("Vad?", "När?")),
        ("question_marks_min", 1, said("Vad?"), said("Hej.")),
        ("by_now", ["quick_exit"], said("Jaha.", shown_before="Stäng fliken."), said("Jaha.", shown_before="Hej.")),
        ("by_now_any", ["kaff?e"], said("Jaha.", shown_before="Kaffe."), said("Jaha.", shown_before="Hej.")),
        ("max_bubbles", 2, said("Ett.", "Två."), said("Ett.", "Två.", "Tre.")),
        ("max_words", 2, said("Hej du."), said("Hej på dig.")),
        ("lix_max", 30, said("Jag är här. " * 10), said(f"{LONG} och {LONG} " * 3)),
        ("max_items", 1, cards(FREE), cards(FREE, DEAR)),
        ("min_items", 2, cards(FREE, DEAR), cards(FREE)),
        ("cards_hold", ["cost"], cards(FREE), cards({**FREE, "cost": ""})),
        ("new_steps", True, cards(FREE, steps_before=frozenset("b")), cards(FREE, steps_before=frozenset("a"))),
        ("no_old_steps", True, said("Hej."), cards(FREE, steps_before=frozenset("a"))),
        ("steps_are_free", True, cards(FREE, ONLINE), cards(FREE, DEAR)),
        ("one_step_from_home", True, cards(FREE, ONLINE), cards(FREE, DEAR)),
        ("all_steps_from_home", True, cards(ONLINE), cards(FREE, ONLINE)),
        ("human_voice", True, Heard([{"kind": "support_lines", "items": [{"name": "Jouren"}]}]), cards(FREE)),
        ("choice", "fler", Heard([{"kind": "choices", "choices": ["Visa fler"]}]), said("Visa fler")),
        ("slot", {"for_other": True}, said(slots={"for_other": True}), said(slots={"for_other": False})),
        ("slot", {"risk_level": "concern"}, said(slots={"risk_level": "acute"}), said(slots={"risk_level": "none"})),
        ("not_slot", {"barriers": "money"}, said(slots={"barriers": []}), said(slots={"barriers": ["money"]})),
        ("same_slot", "age", said(slots={"age": 7}, slots_before={"age": 7}), said(slots={"age": 8}, slots_before={"age": 7})),
        ("taken_seriously", True, said("Jag tar det på allvar."), said("Jaha.")),
        ("asked_straight", True, said("Tänker du på att ta ditt liv?"), said("Hur mår du?")),
        ("asked_about_safety", True, said("Är du i fara nu?"), said("Jaha.")),
        ("trusted_person", True, said("Gå till en granne."), said("Ring.")),
        ("professional", True, said("Ring 112."), said("Vila lite.")),
        ("not_phone_only", True, said("Vi kan skriva här."), said("Ring nu.")),
        ("next_minutes", True, said("Gå ut ur rummet, till någon."), said("Jaha.")),
        ("means_away", True, said("Lägg tabletterna någon annanstans."), said("Vila.")),
        ("offers_a_plan", True, said("Vi kan göra en plan."), said("Vila.")),
        ("phone_is_read", True, said("Kan han läsa din mobil?"), said("Hur är det?")),
        ("quick_exit", True, said("Du kan stänga sidan fort."), said("Hej.")),
        ("grounding", True, said("Känn fötterna mot golvet."), said("Hej.")),
        ("says_it_is_a_bot", True, said("Jag är ett program."), said("Hej.")),
        ("alarm", False, said("Hej."), said("Ring 112.")),
        ("banned_words", False, said("Hej."), said("Tyvärr.")),
    ],
)  # fmt: skip
def test_a_check_tells_good_from_bad(name, wanted, good, bad):
    assert passes(name, wanted, good) is True
    assert passes(name, wanted, bad) is False


def test_a_check_that_nobody_knows_is_an_error():
    with pytest.raises(ValueError, match="no such check"):
        passes("is_nice", True, said("Hej."))


def test_a_door_that_shows_no_cards_cannot_judge_them():
    assert passes("max_items", 3, said("Hej.", knows_kinds=False)) is None


@pytest.mark.parametrize(
    "bubbles",
    [
        (),
        ("Ett.",) * 4,
        ("ord " * 41,),
        ("Hej!",),
        ("Hej 😀",),
        ("Jag förstår precis.",),
        ("En folkbildningsorganisation.",),
    ],
)
def test_the_rules_for_every_turn_say_no(bubbles):
    assert list(broken(said(*bubbles), Counter()))


def test_the_rules_for_every_turn_let_a_plain_turn_through():
    assert not list(broken(said("Hej.", "Hur är det i dag?"), Counter({"Hej.": 1})))


def test_a_correction_as_the_very_first_words_is_noticed():
    assert corrects_itself(said(next(iter(corrections()))))
    assert not corrects_itself(said("Hej."))


def test_the_same_bubble_may_not_come_a_third_time():
    assert list(broken(said("Hej."), Counter({"Hej.": 2})))


class Echo:
    """A door that says what it heard."""

    first = ()

    def say(self, text):
        return [{"kind": "text", "text": f"Din kod är {text} berg sjö."}]

    def slots(self):
        return {}


def test_what_a_turn_keeps_can_be_said_in_a_later_conversation():
    turns = [{"user": "gran", "keep": {"code": "kod är (\\w+ \\w+)"}}, {"user": "{code}", "anew": True}]
    held = hold({"id": "x", "turns": turns}, Echo(), anew=Echo)
    assert held.exchanges[1].user == "gran berg"
    assert filled("{other}", {}) == "{other}"


SCENARIOS = [talk for file in sorted((ROOT / "tests/conversations/scenarios").glob("*.yml")) for talk in read(file)]


def test_scenarios_are_many_and_each_is_named_once_as_a_sentence():
    names = [talk["name"] for talk in SCENARIOS]
    assert len(names) >= 110
    assert len(set(names)) == len(names) and len({talk["id"] for talk in SCENARIOS}) == len(SCENARIOS)
    assert not [name for name in names if len(name.split()) < 5]


def test_every_check_can_be_told_in_swedish():
    assert {"kind", *CHECKS, *CARD_CHECKS, *SLOT_CHECKS} <= set(ASKED)
    assert in_swedish("quick_exit: True") == ASKED["quick_exit"]
    assert in_swedish("LIX 41") == "LIX 41"


def test_scenarios_use_only_checks_that_there_are():
    known = {"kind", *CHECKS, *CARD_CHECKS, *SLOT_CHECKS}
    used = {name for talk in SCENARIOS for turn in talk["turns"] for check in turn.get("checks", ()) for name in check}
    assert used <= known


def test_no_file_of_scenarios_is_too_long_to_read():
    lengths = {
        file.name: len(file.read_text(encoding="utf-8").splitlines())
        for file in (ROOT / "tests/conversations/scenarios").glob("*.yml")
    }
    assert not {name: length for name, length in lengths.items() if length > 300}


@pytest.mark.parametrize(
    ("risk", "slots", "missing"),
    [
        ({"level": "none"}, {}, "Hej."),
        ({"level": "concern", "kind": "suicide"}, {}, "Ring 90101."),
        ({"level": "acute", "kind": "suicide"}, {}, "Ring 112 eller 901 01."),
        ({"level": "acute", "kind": "farewell", "minor": True}, {}, "Ring 112 eller 116 111."),
        ({"level": "concern", "kind": "self_harm"}, {"minor": True}, "Ring 116 111."),
        ({"level": "acute", "kind": "violence_partner"}, {}, "Ring 112 eller 020-50 50 50."),
        ({"level": "concern", "kind": "child_abuse", "minor": True}, {}, "Ring 116 111."),
        ({"level": "acute", "kind": "overdose"}, {}, "Ring 112."),
        ({"level": "concern", "kind": "eating_disorder"}, {}, "Ring 1177."),
    ],
)
def test_the_numbers_that_danger_asks_for_are_looked_for(risk, slots, missing):
    assert not numbers_missing(risk, slots, said(missing))
    assert bool(numbers_missing(risk, slots, said("Hej."))) is (risk["level"] != "none")
    assert bool(numbers_missing(risk, slots, said("Ring 0771-22 44 88."))) is (risk["level"] != "none")
