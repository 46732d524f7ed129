"""The directory's part of the report: gain, place, voice and broken limits."""

from __future__ import annotations

import math

import pytest

from knowledge.facts_loader import load_facts
from knowledge.places import load_places
from knowledge.search import Directory
from lotsen.evaluation.directory import HALVES, Served, half_of, serve
from lotsen.evaluation.directory_ceiling import best_of_different_kinds, discounted
from lotsen.evaluation.directory_set import Person, activities, persons
from lotsen.evaluation.errors import PartUnknown
from lotsen.evaluation.run import evaluate_part
from tests.knowledge.search.invented import activity

facts, places = load_facts(), load_places()
ADA = Person(
    id="ada", story="…", now="2026-11-24T14:00", types=("social",), place="2309", age=72, grades={"folkbibliotek": 3}
)


def test_a_three_weighs_seven_times_a_one_and_the_first_place_most() -> None:
    assert discounted((3,)) == 7 * discounted((1,))
    assert discounted((0, 3)) == pytest.approx(7 / math.log2(3))
    assert Served(ADA, ("a", "b"), (3, 0), (3, 0), ()).ndcg == 1.0
    assert Served(ADA, ("a", "b"), (0, 3), (3, 0), ()).ndcg < 0.7


def test_what_a_person_must_not_be_offered_is_counted_as_a_broken_limit() -> None:
    directory = Directory(None, facts, places)
    offered = serve(ADA, directory, places).offered
    never = Person(**{**{name: getattr(ADA, name) for name in ADA.__struct_fields__}, "never": (offered[0],)})
    assert serve(never, directory, places).broken == (offered[0],)
    assert serve(ADA, directory, places).broken == ()


def test_the_voice_that_is_offered_besides_is_not_missed_among_the_three() -> None:
    directory = Directory(None, facts, places)
    voice = directory.suggest(ADA.need(places), ADA.moment).line
    assert voice
    graded = Person(**{**{name: getattr(ADA, name) for name in ADA.__struct_fields__}, "grades": {voice.id: 3, "x": 1}})
    assert serve(graded, directory, places).ideal == (1,)


def test_what_the_rules_allow_is_at_most_one_of_a_kind_and_not_three_to_travel_to() -> None:
    variety = Directory(None, facts, places).ranking.variety
    language, call = activity("a", kind="language"), activity("b", kind="call", needs_travel=False)
    twice = activity("c", kind="language")
    assert best_of_different_kinds([(3, language), (3, twice), (1, call)], variety) == (3, 1)
    library, course = activity("d", kind="library"), activity("e", kind="study_circle")
    assert best_of_different_kinds([(3, language), (3, library), (3, course), (1, call)], variety) == (3, 3, 1)
    assert best_of_different_kinds([], variety) == ()


@pytest.mark.deep
def test_no_person_is_served_better_than_the_rules_allow() -> None:
    directory = Directory(None, facts, places)
    for person in persons()[:20]:
        served = serve(person, directory, places)
        assert served.ndcg <= served.ceiling <= 1.0 + 1e-9


@pytest.mark.deep
def test_the_set_can_be_read_and_its_halves_are_of_a_size() -> None:
    found = persons()
    assert len(found) >= 60 and len({person.id for person in found}) == len(found)
    first = sum(half_of(person) == HALVES[0] for person in found)
    assert 0.35 < first / len(found) < 0.65
    assert len(list(activities(facts, places))) >= 60


def test_only_a_part_that_there_is_can_be_measured_by_itself() -> None:
    from rich.console import Console

    with pytest.raises(PartUnknown, match="directory"):
        evaluate_part(Console(), "allt")
