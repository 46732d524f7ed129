"""A practical question about the steps is answered about the one it names, or shortly about each."""

import pytest

from bot.actions.details import detail, meant_item
from knowledge.offer import Suggestion
from tests.content.reading_ease import lix, words
from tests.conversations.checks import SHORT


def step(name: str, **more: str) -> Suggestion:
    known = {"what": "Man ses.", "why": "", "cost": "Gratis.", "at_the_door": "", "first_step": "Ring dem.", **more}
    return Suggestion(
        id=name.lower(), name=name, kind="", drop_in=None, where="", distance_km=None, when="", phone=None, link=None,
        checked="", needs_travel=False, example=False, reach="national", **known,
    )  # fmt: skip


GRIEF = step(
    "Sorggrupp / Leva vidare-grupp", first_step="Ring församlingen och fråga diakonen när nästa sorggrupp börjar."
)
MEETING = step(
    "Kommunens träffpunkt eller mötesplats för seniorer",
    cost="Oftast gratis att komma. Fika och lunch kan kosta.",
    first_step="Ring kommunens växel och fråga var närmaste träffpunkt för äldre finns, och när det är fika.",
)
VISIT = step(
    "Frivilligcentral / väntjänst",
    cost="Oftast gratis. Fråga först.",
    first_step="Ring kommunens växel och fråga efter väntjänst, alltså frivilliga som ger sällskap.",
)
SHOWN = (GRIEF, MEETING, VISIT)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Kostar det något att få besök?", VISIT),
        ("Det där med besök hemma lät trevligt. Vart ringer man?", VISIT),
        ("vad kostar väntjänsten", VISIT),
        ("vad kostar sorggruppen", GRIEF),
        ("vad kostar det", None),
    ],
)
def test_a_step_that_is_named_by_what_it_is_gets_the_whole_answer(text, meant):
    assert meant_item(SHOWN, text, None) is meant


@pytest.mark.parametrize("asked", ["start", "cost", "booking"])
def test_an_answer_about_several_has_room_for_all_of_them_and_is_easy_to_read(asked):
    said = detail(asked, SHOWN)
    assert [row[0] for row in said.split("\n")] == ["1", "2", "3"]
    assert all(row.endswith(".") for row in said.split("\n"))
    assert lix(said) <= 40 or len(words(said)) < SHORT


def test_of_several_only_the_first_deed_is_said():
    assert "Ring kommunens växel.\n" in detail("start", SHOWN)


def test_the_name_in_a_list_calls_out_nothing():
    greeting = step("Säg hej! – till en enda person", first_step="Säg hej till en enda person i dag.")
    assert "Säg hej: " in detail("cost", (greeting, MEETING))
