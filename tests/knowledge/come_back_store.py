"""What the store of come-back codes promises on any database; tests of SQLite and PostgreSQL inherit it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone

import pytest
from sqlalchemy import func, select
from sqlalchemy.engine import Engine

from knowledge.build import migrate
from knowledge.come_back import MOST_MISSES, ComeBacks
from knowledge.come_back_code import Code, draw_code
from knowledge.come_back_memory import DAYS, Given, Memory, Recalled
from knowledge.database import make_engine
from knowledge.errors import ComeBackUnavailable, TooManyMisses
from knowledge.hours import SWEDEN
from knowledge.models import come_back, come_back_miss

KEY = b"k" * 32
CODE = ("lykta", "ekorre", "blåklint")
OTHER = ("granat", "gärdsmyg", "tomtebloss")
MEMORY = Memory(("social", "emotional"), "1281", ("a", "b", "c"), ("d", "kind:church"))


@dataclass
class Clock:
    """Stands still in Sweden until it is moved."""

    now: datetime = field(default_factory=lambda: datetime(2026, 11, 22, 12, tzinfo=SWEDEN))

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **much: float) -> None:
        self.now = (self.now.astimezone(timezone.utc) + timedelta(**much)).astimezone(SWEDEN)


def drawing(*codes: Code) -> Callable[[], Code]:
    """Draws these codes in this order."""
    waiting = iter(codes)
    return lambda: next(waiting)


class Promises:
    """Each test gets a fresh database with its tables."""

    @pytest.fixture
    def clock(self) -> Clock:
        return Clock()

    @pytest.fixture
    def engine(self, url: str) -> Iterator[Engine]:
        engine = make_engine(url)
        with engine.begin() as connection:
            migrate(connection, "head")
        yield engine
        engine.dispose()

    @pytest.fixture
    def codes(self, engine: Engine, clock: Clock) -> ComeBacks:
        return ComeBacks(engine, KEY, clock)

    def count(self, engine: Engine) -> int:
        with engine.connect() as connection:
            return int(connection.execute(select(func.count()).select_from(come_back)).scalar_one())

    def test_a_code_leads_to_what_was_kept(self, codes: ComeBacks) -> None:
        given = codes.make(MEMORY)
        assert codes.find(given.words) == Recalled(given.row, MEMORY)

    def test_little_can_be_kept_too(self, codes: ComeBacks) -> None:
        given = codes.make(Memory(("existential",)))
        assert codes.find(given.words) == Recalled(given.row, Memory(("existential",)))

    def test_another_process_finds_the_code_and_another_key_does_not(self, codes: ComeBacks, engine: Engine) -> None:
        given = codes.make(MEMORY)
        assert ComeBacks(engine, KEY, Clock()).find(given.words)
        assert ComeBacks(engine, b"another" * 5, Clock()).find(given.words) is None

    def test_dots_and_capitals_make_no_difference(self, engine: Engine, clock: Clock) -> None:
        ComeBacks(engine, KEY, clock, drawing(CODE)).make(MEMORY)
        assert ComeBacks(engine, KEY, clock).find(("Lykta", "EKORRE", "blaklint"))

    def test_the_order_of_the_words_makes_one(self, engine: Engine, clock: Clock) -> None:
        ComeBacks(engine, KEY, clock, drawing(CODE)).make(MEMORY)
        assert ComeBacks(engine, KEY, clock).find((*CODE[1:], CODE[0])) is None

    def test_a_code_that_somebody_has_is_drawn_anew(self, engine: Engine, clock: Clock) -> None:
        first = ComeBacks(engine, KEY, clock, drawing(CODE)).make(MEMORY)
        second = ComeBacks(engine, KEY, clock, drawing(CODE, CODE, OTHER)).make(Memory(("social",)))
        assert (first.words, second.words) == (CODE, OTHER)
        found = ComeBacks(engine, KEY, clock).find(CODE)
        assert found and found.memory == MEMORY

    def test_when_every_drawn_code_is_taken_none_is_given(self, engine: Engine, clock: Clock) -> None:
        ComeBacks(engine, KEY, clock, drawing(CODE)).make(MEMORY)
        with pytest.raises(ComeBackUnavailable):
            ComeBacks(engine, KEY, clock, lambda: CODE).make(MEMORY)
        assert self.count(engine) == 1

    def test_processes_that_draw_the_same_code_at_the_same_time_do_not_share_it(
        self, engine: Engine, clock: Clock
    ) -> None:
        def make(number: int) -> Given:
            return ComeBacks(engine, KEY, clock, drawing(CODE, OTHER)).make(Memory((), f"000{number}"))

        with ThreadPoolExecutor(2) as pool:
            given = list(pool.map(make, (1, 2)))
        assert {each.words for each in given} == {CODE, OTHER}
        kept = [ComeBacks(engine, KEY, clock).find(each.words) for each in given]
        assert [each.memory.municipality for each in kept if each] == ["0001", "0002"]

    def test_what_comes_later_is_written_down_in_the_same_row(self, codes: ComeBacks) -> None:
        given = codes.make(Memory(("social",)))
        codes.keep(given.row, MEMORY)
        assert codes.find(given.words) == Recalled(given.row, MEMORY)

    def test_a_code_that_is_gone_is_not_made_again_by_what_comes_later(self, codes: ComeBacks, engine: Engine) -> None:
        given = codes.make(MEMORY)
        codes.forget(given.row)
        codes.keep(given.row, MEMORY)
        assert self.count(engine) == 0

    def test_only_the_latest_of_very_many_suggestions_are_kept(self, codes: ComeBacks) -> None:
        given = codes.make(Memory(("social",), None, tuple(map(str, range(500)))))
        found = codes.find(given.words)
        assert found and len(found.memory.shown) == 60 and found.memory.shown[-1] == "499"

    def test_a_forgotten_code_is_gone_at_once_and_others_stay(self, codes: ComeBacks, engine: Engine) -> None:
        given, other = codes.make(MEMORY), codes.make(MEMORY)
        codes.forget(given.row)
        assert codes.find(given.words) is None
        assert codes.find(other.words)
        assert self.count(engine) == 1

    def test_a_code_works_through_its_last_day_and_not_the_day_after(
        self, codes: ComeBacks, engine: Engine, clock: Clock
    ) -> None:
        given = codes.make(MEMORY)
        assert given.last_day == date(2026, 12, 22) and DAYS == 30
        clock.now = datetime(2026, 12, 22, 23, 59, tzinfo=SWEDEN)
        assert codes.find(given.words)
        clock.now = datetime(2026, 12, 23, 0, 1, tzinfo=SWEDEN)
        assert codes.find(given.words) is None
        assert self.count(engine) == 0

    @pytest.mark.parametrize(
        ("made", "last_day"),
        [
            (datetime(2027, 3, 10, 23, 30, tzinfo=SWEDEN), date(2027, 4, 9)),
            (datetime(2026, 10, 10, 0, 30, tzinfo=SWEDEN), date(2026, 11, 9)),
            (datetime(2028, 2, 1, 12, tzinfo=SWEDEN), date(2028, 3, 2)),
            (datetime(2026, 12, 15, 12, tzinfo=SWEDEN), date(2027, 1, 14)),
        ],
    )
    def test_days_are_counted_in_sweden_also_when_the_clocks_are_set(
        self, codes: ComeBacks, clock: Clock, made: datetime, last_day: date
    ) -> None:
        clock.now = made
        given = codes.make(MEMORY)
        assert given.last_day == last_day
        clock.now = datetime(last_day.year, last_day.month, last_day.day, 23, 59, tzinfo=SWEDEN)
        assert codes.find(given.words)
        clock.forward(minutes=2)
        assert codes.find(given.words) is None

    def test_making_a_code_sweeps_what_has_run_out(self, codes: ComeBacks, engine: Engine, clock: Clock) -> None:
        codes.make(MEMORY)
        clock.forward(days=31)
        codes.make(MEMORY)
        assert self.count(engine) == 1

    def test_the_sweep_says_how_many_went(self, codes: ComeBacks, clock: Clock) -> None:
        for _ in range(2):
            codes.make(MEMORY)
        assert codes.forget_expired() == 0
        clock.forward(days=31)
        assert codes.forget_expired() == 2

    def test_after_many_misses_no_code_is_looked_up_until_the_hour_is_over(
        self, codes: ComeBacks, engine: Engine, clock: Clock
    ) -> None:
        given = codes.make(MEMORY)
        self.set_misses(engine, clock, MOST_MISSES - 1)
        assert codes.find(OTHER) is None
        with pytest.raises(TooManyMisses):
            codes.find(given.words)
        clock.forward(hours=1)
        assert codes.find(given.words)

    def test_a_code_that_is_found_is_no_miss(self, codes: ComeBacks, engine: Engine, clock: Clock) -> None:
        given = codes.make(MEMORY)
        self.set_misses(engine, clock, MOST_MISSES - 1)
        for _ in range(3):
            assert codes.find(given.words)

    def test_a_code_that_has_run_out_counts_as_one_that_never_was(
        self, codes: ComeBacks, engine: Engine, clock: Clock
    ) -> None:
        given = codes.make(MEMORY)
        clock.forward(days=40)
        codes.find(given.words)
        codes.find(OTHER)
        assert self.misses(engine) == [2]

    def test_misses_are_counted_as_one_number_an_hour_and_the_old_ones_go(
        self, codes: ComeBacks, engine: Engine, clock: Clock
    ) -> None:
        codes.find(OTHER)
        clock.forward(hours=1)
        codes.find(OTHER)
        codes.find(OTHER)
        assert self.misses(engine) == [2]

    def test_misses_of_several_processes_at_the_same_moment_are_all_counted(self, engine: Engine, clock: Clock) -> None:
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda _: ComeBacks(engine, KEY, clock).find(draw_code()), range(8)))
        assert self.misses(engine) == [8]

    def set_misses(self, engine: Engine, clock: Clock, count: int) -> None:
        with engine.begin() as connection:
            hour = int(clock().timestamp() // 3600)
            connection.execute(come_back_miss.insert().values(hour=hour, count=count))

    def misses(self, engine: Engine) -> list[int]:
        with engine.connect() as connection:
            return list(connection.execute(select(come_back_miss.c.count)).scalars())
