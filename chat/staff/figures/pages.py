"""The page with the line's numbers, the same as CSV, and as measures for Prometheus on this machine alone."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from chat.settings import is_loopback
from chat.staff.accounts.audit import Action, write
from chat.staff.accounts.doors import Rule
from chat.staff.accounts.staff import Role
from chat.staff.accounts.times import day_begins
from chat.staff.accounts.view import accounts_of, show
from chat.staff.console.times import shortly
from chat.staff.csv_file import csv_file
from chat.staff.figures.counted import Count, Hour, by_clock, by_day, read_hours, read_total, total
from chat.staff.figures.measures import CONTENT_TYPE, as_measures
from chat.staff.figures.plot import draw
from knowledge.hours import SWEDEN

DAYS_SHOWN = 28
DAY = int(timedelta(days=1).total_seconds())
PROXIED = ("forwarded", "x-forwarded-for", "x-real-ip")
HEAD = ("timme", "frågade", "besvarade", "gav upp", "tappade", "väntade sekunder i medel",
        "inom 1 min", "inom 5 min", "inom 15 min", "inom 30 min")  # fmt: skip


async def figures_page(request: Request) -> Response:
    since, until = _span(request)
    hours = await read_hours(accounts_of(request).store, since, until)
    whole, days, clock_hours = total(hours), by_day(hours), by_clock(hours)
    return show(
        request,
        "siffror.html",
        fran=_day(since),
        till=_day(until - 1),
        whole=whole,
        mean_wait=_wait(whole),
        by_clock=draw([(f"{clock:02}", count) for clock, count in enumerate(clock_hours)]),
        by_day=draw([(f"{day.day}/{day.month}", count) for day, count in days]),
        rows=[(f"{day:%Y-%m-%d}", count, _wait(count)) for day, count in days],
        clock_rows=[(f"{n:02}–{n + 1:02}", c, _wait(c)) for n, c in enumerate(clock_hours) if c.asked or c.answered],
    )


async def figures_file(request: Request) -> Response:
    """One row for each hour in which something happened; that it was fetched is written down."""
    accounts = accounts_of(request)
    since, until = _span(request)
    hours = await read_hours(accounts.store, since, until)
    await write(accounts.store, request.state.staff, Action.export, at=accounts.now(), detail="figures")
    return csv_file("siffror.csv", HEAD, map(_row, hours))


async def measures(request: Request) -> Response:
    """For Prometheus on this machine. What comes through a proxy, or from elsewhere, finds nothing here."""
    host = request.client.host if request.client else ""
    if not is_loopback(host) or any(name in request.headers for name in PROXIED):
        return show(request, "nej.html", 404, sentence="Sidan finns inte.")
    accounts, console = accounts_of(request), request.app.state.console
    measured = as_measures(await console.queue.board(), await read_total(accounts.store))
    return Response(measured, media_type=CONTENT_TYPE)


def _span(request: Request) -> tuple[int, int]:
    """The days that were asked for, whole; without an answer that can be read the last four weeks."""
    today = datetime.fromtimestamp(accounts_of(request).now(), SWEDEN).date()
    last = day_begins(request.query_params.get("till", ""))
    first = day_begins(request.query_params.get("fran", ""))
    if last is None:
        last = day_begins(today.isoformat()) or 0
    if first is None or first > last:
        first = day_begins((datetime.fromtimestamp(last, SWEDEN).date() - timedelta(DAYS_SHOWN - 1)).isoformat()) or 0
    after = datetime.fromtimestamp(last, SWEDEN).date() + timedelta(days=1)
    return first, day_begins(after.isoformat()) or last + DAY


def _day(seconds: int) -> str:
    return f"{datetime.fromtimestamp(seconds, SWEDEN):%Y-%m-%d}"


def _wait(count: Count) -> str:
    return "–" if count.mean_wait is None else shortly(count.mean_wait)


def _row(hour: Hour) -> tuple[object, ...]:
    count = hour.count
    mean = "" if count.mean_wait is None else count.mean_wait
    return (
        f"{hour.begins:%Y-%m-%d %H:00%z}",
        count.asked,
        count.answered,
        count.given_up,
        count.lost,
        mean,
        count.within_1,
        count.within_5,
        count.within_15,
        count.within_30,
    )


LEADING = Rule(frozenset({Role.supervisor, Role.admin}))
ROUTES = (Route("/siffror", figures_page), Route("/siffror.csv", figures_file), Route("/metrics", measures))
RULES: Mapping[str, Rule] = {
    "GET /siffror": LEADING,
    "GET /siffror.csv": LEADING,
    "GET /metrics": Rule(nobody=True, plain=True),
}
