"""What one thing of a kind is worth to somebody, beside what its kind is worth."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from knowledge.asked import asked
from knowledge.candidate import Candidate, candidates
from knowledge.facts_loader import load_facts
from knowledge.kind_worth import correction
from knowledge.need import Need
from knowledge.scoring import OWN_DIAGNOSIS, fit_score
from tests.knowledge.search.invented import activity

WEIGHTS = {
    "distance": {"conversation": 1.4},
    "lgbtqi": {"peer_group": 5.0},
    "older": {"activity": -0.6},
    "very_old": {"activity": -1.0},
}
TODAY = date(2026, 11, 22)


def changed(item: Candidate, need: Need) -> float:
    return correction(WEIGHTS, item, asked(need, TODAY))


def test_a_talk_that_asks_one_to_get_out_gains_nothing_by_how_hard_that_is() -> None:
    far = Need(types=("emotional",), barriers=frozenset({"distance"}))
    assert changed(activity("a", kind="conversation", needs_travel=True), far) == -1.4
    assert changed(activity("a", kind="conversation", needs_travel=False), far) == 0.0


def test_a_group_is_of_peers_only_to_those_whose_situation_it_is_for() -> None:
    came_out = Need(types=("social",), life_events=("coming_out",))
    assert changed(activity("men", kind="peer_group", only_for=("men",)), came_out) == -5.0
    assert changed(activity("queer", kind="peer_group", only_for=("lgbtqi",)), came_out) == 0.0


@pytest.mark.parametrize(("from_age", "gain"), [(65, 1.6), (None, 0.0), (18, 0.0)])
def test_a_walk_for_the_old_loses_nothing_by_their_age(from_age: int | None, gain: float) -> None:
    old = Need(types=("social",), age=83)
    assert changed(activity("walk", kind="activity", age_min=from_age), old) == pytest.approx(gain)


def test_a_group_for_ones_own_illness_goes_before_one_for_all_who_are_ill() -> None:
    ill = asked(Need(types=("existential",), life_events=("illness",), diagnoses=("cancer",)), TODAY)
    everybody = activity("all", kind="patient_group", only_for=("illness",))
    own = msgspec.structs.replace(everybody, only_for=("illness+cancer",))
    assert fit_score(own, ill) - fit_score(everybody, ill) == OWN_DIAGNOSIS


def test_who_is_burnt_out_is_not_weighed_as_ill_in_the_body_but_may_come_to_a_group_for_it() -> None:
    told = asked(Need(types=("social",), life_events=("illness",), diagnoses=("exhaustion",)), TODAY)
    assert "illness" not in told.told and {"illness", "exhaustion"} <= told.meant_for


def test_to_write_on_the_web_costs_nothing_and_is_not_said_to_be_unknown() -> None:
    written = [item for item in candidates(load_facts()) if item.is_line and item.kind in ("letter", "chat")]
    assert written and all(item.traits.free and item.cost == "Gratis" for item in written)


def test_the_letter_of_the_lonely_and_that_of_the_priest_are_for_different_loneliness() -> None:
    letters = {item.id: item for item in candidates(load_facts())}
    lonely = asked(Need(types=("emotional",)), TODAY)
    assert fit_score(letters["kyrkans-sos"], lonely) > fit_score(letters["jourhavande-prast"], lonely)
    searching = asked(Need(types=("existential",)), TODAY)
    assert fit_score(letters["kyrkans-sos"], searching) < fit_score(letters["jourhavande-prast"], searching)
