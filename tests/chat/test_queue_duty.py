"""Whether a person can come now: hours in Sweden, holidays, clock changes, the two switches, and room."""

from datetime import datetime, timezone
from zoneinfo import ZoneInfo

import pytest

from chat.errors import StoreUnavailable
from chat.queue.duty import Duty
from chat.queue.errors import BadHours, NotYours, ReasonNeeded
from chat.queue.shapes import State
from tests.chat.queueing import ANNA, SIV, ULF

SWEDEN = ZoneInfo("Europe/Stockholm")
EVENINGS = "Mo-Fr,PH off 18:00-21:00"


@pytest.fixture
def duty(store, clock):
    return Duty(store, clock)


def at(clock, *when, fold=0):
    clock.time = datetime(*when, tzinfo=SWEDEN, fold=fold).astimezone(timezone.utc)


async def is_open(queue, duty, clock, hours, *when, fold=0):
    at(clock, *when, fold=fold)
    await queue.set_hours(SIV, hours)
    await duty.refresh()
    return duty.is_open()


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ((2026, 11, 24, 17, 59), False),
        ((2026, 11, 24, 18, 0), True),
        ((2026, 11, 24, 20, 59), True),
        ((2026, 11, 24, 21, 0), False),
        ((2026, 11, 28, 19, 0), False),  # a Saturday
        ((2026, 12, 25, 19, 0), False),  # Christmas Day, a Friday
        ((2027, 1, 6, 19, 0), False),  # Epiphany, a Wednesday
    ],
)
async def test_the_line_is_open_by_its_hours_and_not_on_swedish_holidays(queue, duty, clock, when, expected):
    assert await is_open(queue, duty, clock, "Mo-Fr 18:00-21:00; PH off", *when) is expected


@pytest.mark.parametrize(
    ("when", "fold", "expected"),
    [
        ((2026, 3, 29, 0, 59), 0, False),
        ((2026, 3, 29, 1, 0), 0, True),
        ((2026, 3, 29, 1, 59), 0, True),  # a minute later it is three o'clock
        ((2026, 3, 29, 3, 59), 0, True),
        ((2026, 3, 29, 4, 0), 0, False),
        ((2026, 10, 25, 2, 30), 0, True),  # half past two comes twice
        ((2026, 10, 25, 2, 30), 1, True),
        ((2026, 10, 25, 3, 59), 0, True),
        ((2026, 10, 25, 4, 0), 0, False),
    ],
)
async def test_the_nights_when_the_clocks_change_open_and_close_by_the_clock_on_the_wall(
    queue, duty, clock, when, fold, expected
):
    assert await is_open(queue, duty, clock, "Su 01:00-04:00", *when, fold=fold) is expected


async def test_a_line_that_is_closed_says_when_it_opens(queue, duty, clock):
    at(clock, 2026, 11, 24, 12, 0)
    await queue.set_hours(SIV, "Mo-Fr 18:00-21:00; PH off")
    await duty.refresh()
    assert duty.opens(clock()) == "öppnar kl. 18"


async def test_hours_that_nobody_can_read_are_refused_and_only_supervisors_set_any(queue):
    with pytest.raises(BadHours):
        await queue.set_hours(SIV, "på kvällarna")
    with pytest.raises(NotYours):
        await queue.set_hours(ANNA, "24/7")


async def test_a_person_is_promised_only_when_somebody_has_room(queue, duty, come, clock):
    await duty.refresh()
    assert duty.is_open() and not duty.human_on_duty()
    await queue.set_presence(ANNA, State.available)
    await duty.refresh()
    assert duty.human_on_duty()
    await come()
    await queue.claim("c1", ANNA)
    await duty.refresh()
    assert not duty.human_on_duty()


@pytest.mark.parametrize("state", [State.paus, State.aterhamtning, State.borta])
async def test_who_rests_or_is_away_is_nobody_to_promise(queue, duty, state):
    await queue.set_presence(ANNA, state, 2)
    await duty.refresh()
    assert not duty.human_on_duty()


async def test_who_gives_no_sign_is_nobody_to_promise(queue, duty, clock):
    await queue.set_presence(ANNA, State.available)
    clock.forward(seconds=60)
    await duty.refresh()
    assert not duty.human_on_duty()


async def test_the_two_switches_are_separate_and_say_who_and_why(queue, duty):
    await queue.set_presence(ANNA, State.available)
    with pytest.raises(NotYours):
        await queue.switch(ANNA, "humans", False, "stängt")
    with pytest.raises(ReasonNeeded):
        await queue.switch(SIV, "humans", False, "")
    with queue.floor.bus.listen("duty") as told:
        await queue.switch(SIV, "humans", False, "ingen bemanning")
        assert await told.next(0) == "duty"
    state = await duty.refresh()
    assert not duty.human_on_duty() and duty.bot_is_on() and duty.opens(queue.floor.clock()) == ""
    assert (state.humans.is_on, state.humans.by_name, state.humans.reason) == (False, "Siv Lind", "ingen bemanning")
    await queue.switch(SIV, "humans", True, "bemannat")
    await queue.switch(ULF, "bot", False, "svarar fel")
    await duty.refresh()
    assert duty.human_on_duty() and not duty.bot_is_on()


async def test_nobody_is_promised_on_old_news(queue, duty, clock, store, monkeypatch):
    await queue.set_presence(ANNA, State.available)
    await duty.refresh()
    assert duty.human_on_duty()

    def away():
        raise StoreUnavailable("away")

    monkeypatch.setattr(store, "reach", away)
    clock.forward(seconds=11)
    with pytest.raises(StoreUnavailable):
        await duty.refresh()
    assert not duty.human_on_duty()
