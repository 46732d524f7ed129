"""What a supervisor sets for the whole line: opening hours, close now, and the two off switches."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from chat.queue.line_state import Switched
from chat.staff.accounts.form import read_form
from chat.staff.console.answers import Unfit, go, show
from chat.staff.console.desk import Console, console_of, staff_of
from chat.staff.console.line_hours import DAYS, NAMES, Week, WrongTime, from_osm, in_words, read_week, to_osm
from chat.staff.console.now import look
from chat.staff.console.times import at

PAGE = "/samordning/linjen"
SWITCHES = ("bot", "humans")
LONGEST_REASON = 200  # characters


@dataclass(frozen=True)
class SwitchView:
    name: str
    is_on: bool
    told: str  # who turned it, when and why


async def line(request: Request) -> Response:
    state = await console_of(request).duty.refresh()
    return await _page(request, _written(state.hours))


async def set_hours(request: Request) -> Response:
    """Shows what the hours mean in words first; saves what was seen."""
    console, staff, form = console_of(request), staff_of(request), await read_form(request)
    rows = {name: form.get(name) for day in DAYS for name in (f"fran-{day}", f"till-{day}")}
    try:
        week = read_week(rows)
    except WrongTime as wrong:
        return await _page(request, rows, problem=str(wrong), status=422)
    if form.get("gor") != "spara":
        return await _page(request, rows, preview=in_words(week))
    await console.queue.set_hours(staff, to_osm(week))
    return go(request, PAGE, "oppettider")


async def turn(request: Request) -> Response:
    """One of the two switches; the queue refuses it without a reason."""
    console, staff, form = console_of(request), staff_of(request), await read_form(request)
    name, reason = form.get("vad"), form.get("orsak")[:LONGEST_REASON]
    if name not in SWITCHES or form.get("till") not in ("pa", "av"):
        raise Unfit("reason_needed")
    await console.queue.switch(staff, name, form.get("till") == "pa", reason)
    return go(request, PAGE, "strombrytare")


async def _page(
    request: Request, rows: dict[str, str], *, preview: str = "", problem: str = "", status: int = 200
) -> Response:
    console = console_of(request)
    now = await look(console)
    state = console.duty.state
    foreign = state.hours if state.hours and from_osm(state.hours) is None else ""  # of another hand than this form
    switches = (_switch(console, "bot", state.bot), _switch(console, "humans", state.humans))
    return show(request, "konsol/linjen.html", status, rows=_rows(rows), preview=preview, problem=problem,
                foreign=foreign, duty_text=now.duty_text, switches=switches, unset=not state.hours)  # fmt: skip


def _rows(values: dict[str, str]) -> list[dict[str, str]]:
    return [
        {
            "day": day,
            "name": NAMES[day],
            "opens": values.get(f"fran-{day}", ""),
            "closes": values.get(f"till-{day}", ""),
        }
        for day in DAYS
    ]


def _written(hours: str) -> dict[str, str]:
    week: Week | None = from_osm(hours) if hours else None
    spans = {day: span for day, span in (week or {}).items() if span}
    opens = {f"fran-{day}": span.opens for day, span in spans.items()}
    return opens | {f"till-{day}": span.closes for day, span in spans.items()}


def _switch(console: Console, name: str, turned: Switched) -> SwitchView:
    if turned.at is None:
        return SwitchView(name, turned.is_on, "")
    return SwitchView(name, turned.is_on, f"{turned.by_name} {at(turned.at, console.now())}: {turned.reason}")
