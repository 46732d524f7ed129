"""The line's numbers: counted by the hour, shown with drawings, as CSV, and for Prometheus on this machine alone."""

import re

import pytest

from chat.bus import Bus
from chat.queue.queue import Queue
from chat.staff.accounts.staff import Role
from chat.staff.app import create_app
from chat.staff.figures.counted import Count, by_clock, read_hours, total
from chat.staff.figures.plot import HEIGHT, WIDEST, WIDTH, draw
from tests.chat.console_desk import be_there, come, take_seat
from tests.chat.logging_in import Browser, cheap_accounts


@pytest.fixture
def app(settings, store, clock):
    return create_app(settings, store=store, clock=clock, accounts=cheap_accounts(settings, store, clock))


@pytest.fixture
def queue(settings, store, clock):
    return Queue(store, Bus(), clock, settings)


@pytest.fixture
async def night(app, store, queue, clock):
    """Three asked: one was answered after four minutes, one gave up, one waits. The supervisor looks."""
    volunteer = await take_seat(app, store, clock, Role.volunteer)
    supervisor = await take_seat(app, store, clock, Role.supervisor)
    for id in ("c1", "c2", "c3"):
        await come(store, queue, id)
    clock.forward(minutes=4)
    await be_there(queue, volunteer)
    await queue.claim("c1", volunteer.staff)
    await queue.stop_waiting("c2")
    return supervisor


async def test_a_supervisor_sees_how_many_asked_were_answered_and_gave_up(night):
    page = (await night.get("/siffror")).text
    told = re.findall(r"<strong>([^<]+)</strong> ([^<(]+)", page)
    assert {what.strip(): number for number, what in told} == {
        "frågade": "3", "besvarade": "1", "gav upp": "1", "väntan i medel": "4 min",
    }  # fmt: skip
    assert page.count("<svg") == 2


async def test_no_word_of_a_chat_is_on_the_page_or_in_the_file(night):
    for path in ("/siffror", "/siffror.csv", "/metrics"):
        assert "tomt hemma" not in (await night.get(path)).text


async def test_days_without_anybody_say_so(night):
    assert "Ingen har frågat" in (await night.get("/siffror?fran=2020-01-01&till=2020-01-31")).text


@pytest.mark.parametrize("wish", ["fran=igår&till=xyz", "fran=2030-01-01&till=2020-01-01", "fran=&till=", "fran=%00"])
async def test_days_that_cannot_be_read_are_the_last_four_weeks(night, wish):
    answer = await night.get(f"/siffror?{wish}")
    assert answer.status_code == 200


async def test_the_file_has_a_row_for_each_hour_and_its_fetching_is_written_down(night):
    answer = await night.get("/siffror.csv")
    head, *rows = answer.text.lstrip("\ufeff").splitlines()
    assert head.startswith("timme;frågade;besvarade;gav upp") and len(rows) == 1
    assert rows[0].split(";")[1:5] == ["3", "1", "1", "0"]
    assert "siffror" in (await night.get("/granskning?vad=export")).text.lower()


async def test_a_volunteer_may_not_see_the_numbers(app, store, clock):
    seat = await take_seat(app, store, clock, Role.volunteer)
    assert (await seat.get("/siffror")).status_code == 403
    assert (await seat.get("/siffror.csv")).status_code == 403


async def test_prometheus_on_this_machine_reads_the_numbers_without_logging_in(app, night):
    answer = await Browser(app).get("/metrics")
    assert 'lotsen_line_chats_total{what="answered"} 1.0' in answer.text
    assert "lotsen_queue_waiting 1.0" in answer.text
    assert 'lotsen_line_wait_seconds_bucket{le="300.0"} 1.0' in answer.text


async def test_nobody_elsewhere_finds_the_measures(app):
    assert (await Browser(app, "10.0.0.7").get("/metrics")).status_code == 404
    assert (await Browser(app).get("/metrics", headers={"x-forwarded-for": "10.0.0.7"})).status_code == 404


async def test_the_highest_bar_fills_the_drawing_and_an_empty_one_has_no_height():
    plot = draw([("a", Count(answered=3, given_up=1)), ("b", Count()), ("c", Count(answered=2))])
    assert [bar.answered + bar.given_up for bar in plot.bars] == [HEIGHT, 0, HEIGHT / 2]


async def test_nothing_counted_is_drawn_without_dividing_by_nothing():
    assert draw([]).bars == () and draw([("a", Count())]).bars[0].answered == 0


async def test_hours_of_many_days_fall_together_by_the_clock(store, night, clock):
    hours = await read_hours(store, 0, 10**10)
    assert sum(count.asked for count in by_clock(hours)) == total(hours).asked == 3


def test_a_single_day_is_no_wall():
    (bar,) = draw([("23/11", Count(answered=4))]).bars
    assert bar.width <= WIDEST and bar.x + bar.width / 2 == pytest.approx(WIDTH / 2)
