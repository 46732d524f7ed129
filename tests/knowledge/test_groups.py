"""A group for some of the bereaved or ill is for those who have told just that loss or diagnosis."""

from __future__ import annotations

from datetime import date

import pytest

from bot.dialogue.cues import losses_in
from knowledge.asked import asked
from knowledge.candidate import Candidate
from knowledge.facts_loader import load_facts
from knowledge.groups import diagnoses_named, losses_named, of_one_language, only_for_these
from knowledge.limits import may_suggest
from knowledge.need import Need
from knowledge.search_row import enriched, interest_words
from tests.knowledge.search.invented import activity

WORDS = interest_words(load_facts())
TODAY = date(2026, 11, 23)


def group(kind: str, plain: str, only_for: tuple[str, ...] = (), **known: object) -> Candidate:
    return enriched(activity("a", kind=kind, plain=plain, only_for=only_for, reach="online", **known), WORDS)


def offered(item: Candidate, need: Need) -> bool:
    return may_suggest(item, asked(need, TODAY))


@pytest.mark.parametrize(
    ("text", "losses"),
    [
        ("För den som har mist sin man eller fru.", ("loss_partner",)),
        ("Unga som har mist en förälder, ett syskon eller en vän.", ("loss_parent", "loss_sibling", "loss_friend")),
        ("Föräldrar som har mist ett barn träffas.", ("loss_child",)),
        ("För den som blivit änka eller änkling.", ("loss_partner",)),
        ("Den som har mist någon kan komma.", ()),
        ("En man och hans barn bjuder på fika.", ()),
    ],
)
def test_a_text_tells_whom_those_who_come_have_lost(text: str, losses: tuple[str, ...]) -> None:
    assert set(losses_named(text)) == set(losses)


@pytest.mark.parametrize(
    ("text", "diagnoses"),
    [
        ("Den som har haft bröstcancer.", ("cancer",)),
        ("Vuxna med adhd eller autism.", ("npf",)),
        ("Jag fick MS i februari.", ("ms",)),
        ("Alla som vill fika, och ett par ms till.", ()),
    ],
)
def test_a_text_tells_which_diagnosis_it_is_about(text: str, diagnoses: tuple[str, ...]) -> None:
    assert diagnoses_named(text) == diagnoses


def test_a_group_for_the_widowed_is_not_for_who_lost_a_parent_or_has_not_said() -> None:
    item = group("grief_group", "För den som har mist sin man eller fru.", life_events=("bereavement",))
    for losses, fits in ((("partner",), True), (("parent",), False), ((), False)):
        need = Need(life_events=("bereavement",), age=50, losses=losses)
        assert offered(item, need) is fits, losses


def test_a_group_for_all_who_mourn_is_for_all_who_mourn() -> None:
    item = group("grief_group", "För den som har mist någon.", ("bereavement",), life_events=("bereavement",))
    assert offered(item, Need(life_events=("bereavement",), age=50))


def test_a_loss_that_is_told_of_no_death_opens_no_group() -> None:
    item = group("grief_group", "För den som blivit änka.", life_events=("bereavement",))
    assert not offered(item, Need(life_events=("divorce",), age=50, losses=("partner",)))


def test_a_group_for_one_diagnosis_is_only_for_who_told_it() -> None:
    item = group("patient_group", "Den som har haft stroke.", ("illness",), life_events=("illness",))
    assert offered(item, Need(life_events=("illness",), age=60, diagnoses=("stroke",)))
    assert not offered(item, Need(life_events=("illness",), age=60, diagnoses=("cancer",)))
    assert not offered(item, Need(life_events=("illness",), age=60))


def test_a_group_for_any_illness_names_some_as_examples() -> None:
    text = "Den som har fått MS, Parkinson eller en annan sjukdom."
    assert only_for_these(text, ("illness",)) == ("illness",)


def test_carers_of_the_demented_are_not_sent_for_a_child_with_autism() -> None:
    item = group("support", "Den som lever med någon som har demens.", ("caregiving",))
    assert offered(item, Need(life_events=("caregiving",), age=60, diagnoses=("dementia",)))
    assert not offered(item, Need(life_events=("caregiving", "npf"), age=44, diagnoses=("npf",)))


def test_the_old_who_is_weak_has_told_of_no_diagnosis() -> None:
    item = group("patient_group", "Den som är sjuk träffar andra.", ("illness",), life_events=("illness",))
    assert not offered(item, Need(age=90, barriers=frozenset({"illness"})))
    assert offered(item, Need(age=50, barriers=frozenset({"illness"})))


def test_who_speaks_finnish_and_has_not_moved_here_is_no_newcomer() -> None:
    item = group("friend_match", "Man paras ihop med någon.", ("migration", "language"))
    hindered = frozenset({"language"})
    assert not offered(item, Need(age=80, barriers=hindered, language="fi"))
    assert offered(item, Need(age=30, barriers=hindered, language="ar"))
    assert offered(item, Need(age=30, barriers=hindered, language="fi", life_events=("migration",)))


@pytest.mark.parametrize(
    ("message", "losses"),
    [
        ("Mamma dog i somras.", ("parent",)),
        ("Jag är änkling sedan tre år.", ("partner",)),
        ("Min son tog sitt liv för två år sen.", ("child", "suicide")),
        ("Min man pratar inte om det.", ()),
    ],
)
def test_a_message_tells_who_has_died(message: str, losses: tuple[str, ...]) -> None:
    assert losses_in(message) == losses


@pytest.mark.parametrize(
    ("text", "kind", "spoken"),
    [
        ("Äldre pratar finska över kaffe.", "senior_meeting", ("fi",)),
        ("Kaffe på arabiska.", "meeting_place", ("ar",)),
        ("Man pratar svenska och arabiska.", "meeting_place", ("sv", "ar", "fi")),
        ("Vi pratar även finska.", "meeting_place", ("sv", "ar", "fi")),
        ("Personalen pratar arabiska.", "meeting_place", ("sv", "ar", "fi")),
        ("Man pratar arabiska.", "language", ("sv", "ar", "fi")),
        ("Man pratar polska.", "meeting_place", ("sv", "ar", "fi")),
        ("Man pratar.", "meeting_place", ("sv", "ar", "fi")),
    ],
)
def test_only_what_the_words_say_that_people_speak_together_narrows_the_languages(
    text: str, kind: str, spoken: tuple[str, ...]
) -> None:
    assert of_one_language(text, kind, ("sv", "ar", "fi")) == spoken
