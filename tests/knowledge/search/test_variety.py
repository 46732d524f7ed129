"""Three of different kinds: what a person would call two kinds are two, and each is named for what sets it apart."""

from __future__ import annotations

import pytest

from knowledge.candidate import Candidate
from knowledge.facts_loader import load_facts
from knowledge.variety import Variety
from tests.knowledge.search.invented import activity

variety = Variety(load_facts().need_rules.kinds)
WALK = activity("walk", kind="activity", interests=("promenad",))
CLIMBING = activity("climbing", kind="activity", interests=("klättring",))
GAY = activity("rainbow", kind="peer_group", only_for=("lgbtqi",))
DIVORCED = activity("divorced", kind="peer_group", life_events=("separation",))


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        (WALK, CLIMBING, True),
        (WALK, activity("another", kind="activity", interests=("promenad",)), False),
        (WALK, activity("untold", kind="activity"), False),
        (GAY, DIVORCED, True),
        (activity("a", kind="grief_group", only_for=("bereavement",)), activity("b", kind="grief_group"), False),
        (activity("there", kind="conversation"), activity("home", kind="conversation", needs_travel=False), True),
        (activity("game", kind="game_evening"), WALK, True),
        (activity("a", interests=("fika",)), activity("b", interests=("schack",)), False),
    ],
)
def test_two_differ_when_it_is_told_what_sets_them_apart(one: Candidate, other: Candidate, differ: bool) -> None:
    assert variety.differ(one, other) is differ
    assert variety.differ(other, one) is differ


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        (WALK, CLIMBING, "Röra sig tillsammans (promenad)"),
        (GAY, DIVORCED, "Andra i samma läge för den som är hbtqi-person"),
        (WALK, GAY, "Röra sig tillsammans"),
        (activity("home", kind="conversation", needs_travel=False), activity("there", kind="conversation"), "Samtal, hemifrån"),
    ],
)  # fmt: skip
def test_what_sets_it_apart_is_said_beside_another_of_its_kind_only(
    one: Candidate, other: Candidate, said: str
) -> None:
    assert variety.label(one, [one, other]) == said


def test_no_two_that_differ_are_named_alike() -> None:
    assert variety.label(GAY, [GAY, DIVORCED]) != variety.label(DIVORCED, [GAY, DIVORCED])


def test_what_the_kind_says_already_does_not_set_two_grief_groups_apart() -> None:
    one, other = (activity(each, kind="grief_group", interests=(each,)) for each in ("samtal", "sorggrupp"))
    assert not Variety(load_facts().need_rules.kinds).differ(one, other)
