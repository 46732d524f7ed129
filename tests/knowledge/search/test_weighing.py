"""What outweighs what among activities of a place: the loneliness they are for, the language, the distance, likeness."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from knowledge.asked import asked
from knowledge.build import build_directory
from knowledge.candidate import Candidate
from knowledge.database import make_engine
from knowledge.facts_loader import load_facts
from knowledge.hours import SWEDEN
from knowledge.interest_match import EXACTLY, Match
from knowledge.local_first import local_first, own_first
from knowledge.need import Need
from knowledge.places import load_places
from knowledge.ranked import Ranked
from knowledge.search import Directory
from tests.knowledge.search.invented import activity, write

facts, places = load_facts(), load_places()
NOW = datetime(2026, 11, 23, 14, 0, tzinfo=SWEDEN)
LUND = "1281"


@pytest.fixture
def directory(tmp_path: Path) -> Iterator[Directory]:
    url = f"sqlite:///{tmp_path / 'directory.db'}"
    build_directory(url, facts)
    engine = make_engine(url)
    yield Directory(engine, facts, places)
    engine.dispose()


def shown(directory: Directory, need: Need, *items: Candidate) -> list[str]:
    assert directory.engine is not None
    write(directory.engine, items, facts)
    return [item.id for item in directory.suggest(need, NOW).suggestions]


def test_what_is_for_the_loneliness_that_was_told_first_goes_before(directory: Directory) -> None:
    need = Need(types=("social", "existential"), municipality=LUND, age=40)
    items = (activity("a-talk", loneliness=("existential",)), activity("company", loneliness=("social",)))
    found = shown(directory, need, *items)
    assert found[0] == "company"


def test_ones_own_language_goes_before_what_lies_next_to_it(directory: Directory) -> None:
    need = Need(types=("social",), municipality=LUND, age=70, language="fi")
    items = (activity("a"), activity("finnish", languages=("fi", "sv"), lat=55.72))
    assert shown(directory, need, *items)[0] == "finnish"


def test_a_second_place_of_the_same_kind_gives_way_to_another_that_is_nearly_as_good(directory: Directory) -> None:
    need = Need(types=("social",), municipality=LUND, age=40)
    items = (activity("a"), activity("b"), activity("game", kind="game_evening"))
    assert not {"a", "b"} <= set(shown(directory, need, *items))


def test_of_two_good_places_of_one_kind_only_one_is_shown(directory: Directory) -> None:
    need = Need(types=("social",), municipality=LUND, age=70)
    items = (activity("a", kind="senior_meeting"), activity("b", kind="senior_meeting"))
    assert len({"a", "b"} & set(shown(directory, need, *items))) == 1


@pytest.mark.parametrize(("barriers", "is_shown"), [((), True), (("distance",), False)])
def test_who_has_it_hard_to_get_about_is_not_sent_fifty_kilometres(
    directory: Directory, barriers: tuple[str, ...], is_shown: bool
) -> None:
    need = Need(types=("social",), municipality=LUND, age=40, interests=("schack",), barriers=frozenset(barriers))
    far = activity("chess", kind="game_evening", interests=("schack",), lat=56.15, municipalities=())
    assert ("chess" in shown(directory, need, far)) is is_shown


def test_what_is_done_from_home_asks_for_no_way_in(directory: Directory) -> None:
    need = Need(types=("emotional",), municipality=LUND, age=85, access=frozenset({"wheelchair"}))
    call = activity("call", kind="call", reach="listed", lat=None, lon=None, needs_travel=False)
    assert "call" in shown(directory, need, call)


def test_three_suggestions_are_of_three_kinds_however_well_one_kind_fits(directory: Directory) -> None:
    need = Need(types=("emotional",), municipality=LUND, age=72, life_events=("bereavement",))
    groups = tuple(activity(f"sorg-{n}", kind="grief_group") for n in range(40))
    assert directory.engine is not None
    write(directory.engine, groups, facts)
    kinds = [item.kind for item in directory.suggest(need, NOW).suggestions]
    assert len(set(kinds)) == len(kinds) == 3


def test_what_somebody_has_checked_is_said_to_be_checked(directory: Directory) -> None:
    assert directory.engine is not None
    write(directory.engine, [activity("a")], facts)
    item = next(
        i for i in directory.suggest(Need(types=("social",), municipality=LUND), NOW).suggestions if i.id == "a"
    )
    assert item.checked.startswith("Kontrollerat")


def test_a_walk_for_people_with_walkers_is_not_held_back_for_being_a_walk(directory: Directory) -> None:
    need = Need(types=("social",), municipality=LUND, age=60, barriers=frozenset({"disability_access"}))
    walks = [activity(f"walk-{n}", kind="activity") for n in range(10)]
    slow = activity("slow-walk", kind="activity", barriers=("disability_access",), lat=55.72)
    assert "slow-walk" in shown(directory, need, *walks, slow)


def test_what_the_next_municipality_has_is_left_out_where_the_own_has_that_kind(directory: Directory) -> None:
    need = Need(types=("social",), municipality=LUND, age=30, life_events=("birth",))
    own = activity("own", kind="family_place", life_events=("parenthood",))
    other = activity("other", kind="family_place", life_events=("single_parent",), lat=55.61, municipalities=("1280",))
    assert {"own", "other"} & set(shown(directory, need, own, other)) == {"own"}


def test_what_is_liked_better_is_kept_though_the_own_municipality_has_that_kind() -> None:
    elsewhere = activity("chess", kind="game_evening", municipalities=("1280",))
    liked = Ranked(elsewhere, 5.0, Match("schack", EXACTLY, "schack"))
    own = Ranked(activity("own", kind="game_evening"), 5.0, None)
    wish = asked(Need(types=("social",), municipality=LUND), NOW.date())
    assert own_first([own, liked], wish) == [own, liked]
    assert own_first([own, Ranked(elsewhere, 9.0, None)], wish) == [own]


@pytest.mark.parametrize("for_other", [True, False])
def test_who_asks_for_somebody_else_is_shown_what_comes_along_with_that_person(
    directory: Directory, for_other: bool
) -> None:
    need = Need(types=("social",), municipality=LUND, age=40, for_other=for_other)
    items = (activity("company", kind="companion"), activity("chess", kind="game_evening"))
    found = shown(directory, need, *items, *(activity(kind, kind=kind) for kind in ("library", "meeting_place")))
    assert ("company" in found) is for_other


@pytest.mark.parametrize(("language", "is_shown"), [(None, False), ("fi", True)])
def test_where_people_talk_another_language_is_for_those_who_do(
    directory: Directory, language: str | None, is_shown: bool
) -> None:
    need = Need(types=("social",), municipality=LUND, age=70, language=language)
    finnish = activity("finnish", kind="senior_meeting", plain="Man pratar finska över kaffe.", languages=("fi", "sv"))
    assert ("finnish" in shown(directory, need, finnish)) is is_shown


def test_a_running_group_neither_leads_nor_gains_for_who_likes_to_dance(directory: Directory) -> None:
    need = Need(types=("social",), municipality=LUND, age=40, interests=("dans",))
    told = {"suits_because": {"near": "Något åt samma håll."}, "activities": ("motion",), "kind": "activity"}
    found = shown(directory, need, activity("run", **told), activity("company", loneliness=("social",)))
    assert found[0] == "company"


def test_a_visitor_from_far_away_does_not_push_the_visits_nearby_to_the_end() -> None:
    need = asked(Need(types=("social",), municipality=LUND, age=77), NOW.date())
    local, programme = activity("far", kind="visiting"), activity("visits", kind="visiting", is_entry=False)
    near, far = (
        local_first([Ranked(local, 2.0, None, km), Ranked(programme, 3.0, None)], need)[1].score for km in (3.0, 40.0)
    )
    assert near < 2.0 and far == 3.0
