"""How long what was checked is trusted: to the day, in what is ranked, what is said and what is suggested."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

import msgspec
import pytest
from sqlalchemy.engine import Engine

from knowledge.assurance import ACTIVITY_DAYS, HIDDEN_AFTER_DAYS, LINE_DAYS, Trust, checked_text, trust
from knowledge.build import build_directory
from knowledge.complete import lacks, until
from knowledge.database import make_engine
from knowledge.entry import Checked
from knowledge.entry_store import write_entries
from knowledge.facts_loader import load_facts
from knowledge.lines import choose_lines
from knowledge.need import Need
from knowledge.places import load_places
from knowledge.scoring import OVERDUE, trust_score
from knowledge.search import Directory, Suggestion
from tests.knowledge.out.examples import WRITTEN, make_entry
from tests.knowledge.search.invented import activity

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 14, 0)
MARK = "ska kontrolleras igen"
FACTS = load_facts()


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    url = f"sqlite:///{tmp_path_factory.mktemp('trust') / 'directory.db'}"
    build_directory(url, FACTS)
    engine = make_engine(url)
    yield engine
    engine.dispose()


def suggested(engine: Engine, now: datetime) -> tuple[Suggestion, ...]:
    need = Need(types=("social",), municipality="1281", interests=("fika",))
    return Directory(engine, FACTS, load_places()).suggest(need, now).suggestions


def days_ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.mark.parametrize(("days", "age", "state"), [
    (LINE_DAYS, 0, Trust.current), (LINE_DAYS, 90, Trust.current), (LINE_DAYS, 91, Trust.overdue),
    (ACTIVITY_DAYS, 91, Trust.current), (ACTIVITY_DAYS, 180, Trust.current), (ACTIVITY_DAYS, 181, Trust.overdue),
    (LINE_DAYS, 365, Trust.overdue), (ACTIVITY_DAYS, 365, Trust.overdue), (LINE_DAYS, 366, Trust.expired),
    (ACTIVITY_DAYS, 366, Trust.expired), (ACTIVITY_DAYS, 20_000, Trust.expired), (LINE_DAYS, -1, Trust.current),
])  # fmt: skip
def test_trust_changes_on_the_day_and_not_before(days: int, age: int, state: Trust) -> None:
    assert trust(days_ago(age), days, TODAY) is state
    assert (MARK in checked_text(days_ago(age), days, TODAY)) is (state is not Trust.current)


def test_leap_days_count_as_days() -> None:
    leap = date(2028, 2, 29)
    assert trust(leap, LINE_DAYS, date(2028, 5, 29)) is Trust.current
    assert trust(leap, LINE_DAYS, date(2028, 5, 30)) is Trust.overdue
    assert trust(leap, ACTIVITY_DAYS, date(2029, 2, 28)) is Trust.overdue  # 365 days later
    assert trust(leap, ACTIVITY_DAYS, date(2029, 3, 1)) is Trust.expired
    assert trust(date(2027, 3, 1), ACTIVITY_DAYS, leap) is Trust.overdue  # a year with a leap day in it
    assert trust(date(2027, 2, 28), ACTIVITY_DAYS, leap) is Trust.expired


@pytest.mark.parametrize(("age", "loss"), [(180, 0.0), (181, OVERDUE), (365, OVERDUE)])
def test_an_activity_that_is_overdue_is_ranked_lower(age: int, loss: float) -> None:
    fresh = trust_score(activity("a", checked=TODAY), TODAY)
    assert trust_score(activity("a", checked=days_ago(age)), TODAY) - fresh == loss


@pytest.mark.parametrize(("age", "is_shown", "is_marked"), [
    (0, True, False), (180, True, False), (181, True, True), (365, True, True), (366, False, False), (-1, False, False),
])  # fmt: skip
def test_what_visitors_see_of_an_activity_follows_the_day_it_was_checked(
    engine: Engine, age: int, is_shown: bool, is_marked: bool
) -> None:
    entry = make_entry(checked=Checked(on=days_ago(age)), only_for=(), age_min=None)
    with engine.begin() as connection:
        write_entries(connection, [entry], by="prov", now=WRITTEN)
    shown = [each for each in suggested(engine, NOW) if each.id == entry.id]
    assert bool(shown) is is_shown
    assert all((MARK in each.checked) is is_marked for each in shown)


def test_the_database_forgets_an_entry_that_nobody_looks_at_without_being_written_again(engine: Engine) -> None:
    with engine.begin() as connection:
        write_entries(connection, [make_entry(checked=Checked(on=TODAY), only_for=())], by="prov", now=WRITTEN)
    days = (0, 365, 366)
    offered = [{each.id for each in suggested(engine, NOW + timedelta(days=age))} for age in days]
    assert ["kommun:1" in ids for ids in offered] == [True, True, False]


@pytest.mark.parametrize(("age", "is_in"), [(365, False), (366, True)])
def test_an_editor_is_told_that_a_year_has_passed(age: int, is_in: bool) -> None:
    found = lacks(make_entry(checked=Checked(on=days_ago(age))), TODAY)
    assert any("ett år" in reason for reason in found) is is_in


def test_a_check_in_the_future_is_none() -> None:
    assert any("har inte varit än" in reason for reason in lacks(make_entry(checked=Checked(on=days_ago(-1))), TODAY))
    assert until(make_entry(checked=Checked(on=TODAY)), TODAY) == TODAY + timedelta(days=HIDDEN_AFTER_DAYS)


def aged(age: int, only: str = "") -> object:
    """The facts as if all lines, or one, had been compiled so many days ago."""
    lines = {
        name: msgspec.structs.replace(line, compiled=days_ago(age if name == only or not only else 0))
        for name, line in FACTS.lines.items()
    }
    return replace(FACTS, lines=lines)


@pytest.mark.parametrize(("age", "is_marked"), [(90, False), (91, True), (365, True)])
def test_a_line_that_is_overdue_is_marked(age: int, is_marked: bool) -> None:
    lines = choose_lines(aged(age), Need(types=("emotional",)), NOW, limit=99)  # type: ignore[arg-type]
    assert {MARK in line.checked for line in lines} == {is_marked}


def test_an_overdue_line_goes_behind_its_like_and_an_expired_one_out() -> None:
    need = Need(types=("emotional",))

    def order(age: int, only: str) -> list[str]:
        return [line.id for line in choose_lines(aged(age, only), need, NOW, limit=99)]  # type: ignore[arg-type]

    usual = order(0, "none")
    later = [order(91, line).index(line) - usual.index(line) for line in usual]
    assert min(later) >= 0 and max(later) > 0
    assert all(order(90, line) == usual and line not in order(366, line) for line in usual)


def test_when_all_lines_are_too_old_there_is_still_a_voice() -> None:
    found = choose_lines(aged(400), Need(types=("emotional",)), NOW)  # type: ignore[arg-type]
    assert found and all(MARK in line.checked for line in found)


@pytest.mark.parametrize(("age", "is_shown"), [(365, True), (366, False)])
def test_a_programme_that_is_a_year_old_is_not_suggested(age: int, is_shown: bool) -> None:
    programmes = {
        name: msgspec.structs.replace(programme, compiled=days_ago(age)) for name, programme in FACTS.programmes.items()
    }
    offer = Directory(None, replace(FACTS, programmes=programmes), load_places()).suggest(Need(types=("social",)), NOW)
    assert any(each.id in programmes for each in offer.suggestions) is is_shown
