"""What the database finds for a need: ring after ring, no winner lost by a cut, words and municipalities."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from knowledge.asked import asked
from knowledge.build import build_directory
from knowledge.candidate import Candidate
from knowledge.database import make_engine
from knowledge.distance import WIDEST_KM
from knowledge.fact_types import Traits
from knowledge.facts_loader import load_facts
from knowledge.hours import SWEDEN
from knowledge.lines import voice_of
from knowledge.need import Need
from knowledge.places import load_places
from knowledge.search import Directory
from knowledge.search_row import enriched, interest_words
from tests.knowledge.search.invented import ABOUT, EVENTS, TODAY, activity, crowd, write

facts, places = load_facts(), load_places()
NOW = datetime(2026, 11, 23, 14, 0, tzinfo=SWEDEN)
LUND, STOCKHOLM, KROKOM = "1281", "0180", "2309"
KINDS = [kind.name for kind in facts.need_rules.kinds if kind.name != "everyday"]
SOCIAL = Need(types=("social",), municipality=LUND, age=40)


@pytest.fixture
def directory(tmp_path: Path) -> Iterator[Directory]:
    engine = empty(tmp_path)
    yield Directory(engine, facts, places)
    engine.dispose()


def empty(folder: Path) -> Engine:
    url = f"sqlite:///{folder / 'directory.db'}"
    build_directory(url, facts)
    return make_engine(url)


def put(directory: Directory, *items: Candidate, words: tuple[str, ...] = ()) -> None:
    assert directory.engine is not None
    write(directory.engine, items, facts, words)


def found(directory: Directory, need: Need = SOCIAL) -> list[str]:
    return [item.id for item in directory.suggest(need, NOW).suggestions]


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Directory, list[Candidate]]]:
    engine = empty(tmp_path_factory.mktemp("crowd"))
    towns = [place for code in (LUND, STOCKHOLM, KROKOM) if (place := places.by_code(code))]
    items = crowd(KINDS, [(town.lat, town.lon) for town in towns], 3000, seed=1)
    write(engine, items, facts)
    yield Directory(engine, facts, places), [enriched(item, interest_words(facts)) for item in items]
    engine.dispose()


def best_of_all(directory: Directory, items: list[Candidate], need: Need) -> list[str]:
    """What is suggested when everything within reach is looked at, with no query and no cut."""
    wish, around = asked(need, NOW.date()), directory._surroundings(need)
    voice = voice_of(facts, need, NOW)
    near = [item for item in items if (around.distance_to(item) or 0.0) <= WIDEST_KM]
    possible = directory.ranking.possible([*directory._built_in, *near], wish)
    other = [each for each in possible if not (each.item.is_line and voice and each.item.id == voice.id)]
    ranked = directory.ranking.rank(other, wish, NOW, around.origin)
    return [item.candidate.id for item in directory.ranking.choose(ranked, 3)]


def any_need(chance: random.Random) -> Need:
    barriers = ("anxiety", "money", "no_company", "distance")
    return Need(
        types=tuple(chance.sample(("social", "emotional", "existential"), chance.choice((1, 1, 2)))),
        municipality=chance.choice((LUND, STOCKHOLM, KROKOM)),
        age=chance.choice((None, 22, 40, 75)),
        barriers=frozenset(chance.sample(barriers, chance.choice((0, 0, 1, 2)))),
        interests=tuple(chance.sample(ABOUT, chance.choice((0, 0, 1, 2)))),
        life_events=tuple(chance.sample(EVENTS, chance.choice((0, 0, 1)))),
    )


def test_what_comes_first_is_nearly_always_what_would_have_come_first_of_all_within_reach(
    crowded: tuple[Directory, list[Candidate]],
) -> None:
    """Where enough of a kind lie near, what lies further away is not looked at: that is all that may differ."""
    directory, items = crowded
    chance = random.Random(3)
    needs = [any_need(chance) for _ in range(80)]
    same = sum(found(directory, need)[0] == best_of_all(directory, items, need)[0] for need in needs)
    assert same >= 0.85 * len(needs)


def test_a_town_full_of_worse_things_does_not_hide_the_right_one(directory: Directory) -> None:
    many = (activity(f"other-{number}", kind="activity") for number in range(900))
    right = activity("right", kind="grief_group", life_events=("bereavement",), lat=55.71, lon=13.2)
    put(directory, *many, right)
    assert found(directory, replace(SOCIAL, life_events=("bereavement",)))[0] == "right"


def test_what_is_near_comes_before_the_same_thing_further_away(directory: Directory) -> None:
    put(directory, activity("a-far", lat=55.80), activity("near"))
    assert "near" in found(directory) and "a-far" not in found(directory)


def test_need_goes_before_distance(directory: Directory) -> None:
    far = activity("ten km", kind="peer_group", lat=55.79, life_events=("divorce",))
    put(directory, activity("next door", kind="library"), far)
    steps = found(directory, Need(types=("emotional",), municipality=LUND, age=40, life_events=("divorce",)))
    assert "ten km" in steps and "next door" not in steps[: steps.index("ten km")]


def test_what_lies_too_far_away_is_not_suggested(directory: Directory) -> None:
    put(directory, activity("forty-five km", lat=56.11))
    assert "forty-five km" not in found(directory)


def test_what_lies_in_the_second_or_third_ring_is_said_to_be_so(directory: Directory) -> None:
    put(directory, activity("twelve km", kind="association", lat=55.81, interests=("schack",)))
    offer = directory.suggest(replace(SOCIAL, interests=("schack",)), NOW)
    assert "twelve km" in [item.id for item in offer.suggestions]
    assert offer.widened == "Jag hittade för lite nära Lund, så jag har letat inom 1,5 mil."


def test_nothing_is_said_when_it_is_near(directory: Directory) -> None:
    put(directory, activity("near"))
    assert directory.suggest(SOCIAL, NOW).widened is None


def test_the_distance_is_counted_from_the_village_when_it_is_known(directory: Directory) -> None:
    put(directory, activity("dalby", lat=55.665, lon=13.345, traits=Traits(free=True)))
    need = replace(SOCIAL, position=(55.6667, 13.3333))
    item = next(item for item in directory.suggest(need, NOW).suggestions if item.id == "dalby")
    assert (
        item.distance_km is not None
        and item.distance_km < 1
        and item.how_far == "I närheten"
        and "I närheten" not in item.why
    )


def test_what_has_no_position_is_found_by_its_municipality_its_county_or_several_of_them(directory: Directory) -> None:
    nowhere = {"reach": "listed", "lat": None, "lon": None}
    put(
        directory,
        activity("town", kind="game_evening", municipalities=(LUND,), **nowhere),
        activity("county", kind="study_circle", municipalities=("12",), **nowhere),
        activity("several", kind="volunteering", municipalities=("1280", LUND), **nowhere),
        activity("elsewhere", kind="association", municipalities=("1480",), **nowhere),
    )
    wish = asked(SOCIAL, TODAY)
    ids = {item.id for item in directory._found(wish, directory._surroundings(SOCIAL))}
    assert ids >= {"town", "county", "several"} and "elsewhere" not in ids


def test_an_interest_is_found_in_a_text_that_does_not_label_it(directory: Directory) -> None:
    put(directory, activity("unlabelled", kind="game_evening", name="Schackkväll på Stationen", lat=55.75))
    assert found(directory, replace(SOCIAL, interests=("schack",)))[0] == "unlabelled"


@pytest.mark.parametrize(
    ("told", "need"),
    [
        ({"age_min": 65}, SOCIAL),
        ({"traits": Traits(free=False)}, replace(SOCIAL, barriers=frozenset({"money"}))),
        ({"access": ("toilet",)}, replace(SOCIAL, access=frozenset({"wheelchair"}))),
        ({"checked": TODAY - timedelta(days=366)}, SOCIAL),
        ({"languages": ("ar",)}, SOCIAL),
        ({"kind": "peer_group", "life_events": ("divorce",)}, SOCIAL),
        ({"name": "Kvinnokafé"}, replace(SOCIAL, gender="man")),
        ({}, replace(SOCIAL, rejected=frozenset({"it"}))),
        ({}, replace(SOCIAL, shown=frozenset({"it"}))),
        ({"kind": "language"}, replace(SOCIAL, rejected=frozenset({"kind:language"}))),
    ],
)
def test_what_breaks_a_hard_limit_is_never_suggested(directory: Directory, told: dict[str, object], need: Need) -> None:
    put(directory, activity("it", **told))
    assert "it" not in found(directory, need)


def test_it_would_have_been_suggested_without_the_limit(directory: Directory) -> None:
    put(directory, activity("it", access=("wheelchair",), traits=Traits(free=True)))
    need = replace(SOCIAL, access=frozenset({"wheelchair"}), barriers=frozenset({"money"}))
    assert "it" in found(directory, need)


def test_what_has_several_places_is_suggested_once_at_the_nearest(directory: Directory) -> None:
    put(directory, activity("it", lat=55.80, where="Långt bort."), activity("it", where="Här."))
    items = [item for item in directory.suggest(SOCIAL, NOW).suggestions if item.id == "it"]
    assert [item.where for item in items] == ["Här."]


def test_braces_of_a_feed_are_shown_as_they_stand(directory: Directory) -> None:
    put(directory, activity("it", where="Huset {0} {i_ort}.", suits_because={"social": "Med {allt}."}))
    item = next(item for item in directory.suggest(SOCIAL, NOW).suggestions if item.id == "it")
    assert item.where == "Huset {0} i Lund." and item.why.startswith("Med {allt}.")
