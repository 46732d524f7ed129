"""What happened and who did it: a page with a filter, and the same as a CSV file."""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlencode

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from chat.staff.accounts.audit import Action, write
from chat.staff.accounts.audit_list import MOST, PAGE, Row, Sought, find_rows
from chat.staff.accounts.audit_words import ACTIONS, detail_in_words, who_else
from chat.staff.accounts.times import at, day_begins
from chat.staff.accounts.view import accounts_of, show
from chat.staff.csv_file import csv_file

ASKED = ("vem", "vad", "samtal", "fran", "till")
HEAD = ("tid", "vem", "vad", "om vem", "samtal", "kod")


async def audit_page(request: Request) -> Response:
    accounts, query = accounts_of(request), request.query_params
    rows = await find_rows(accounts.store, sought(query))
    asked = {name: query[name] for name in ASKED if query.get(name)}
    older = urlencode({**asked, "fore": rows[-1].id}) if len(rows) == PAGE else ""
    return show(
        request,
        "konto/granskning.html",
        rows=[_said(row, request.app.state.console.words.reason) for row in rows],
        people=await accounts.people.everybody(),
        actions=ACTIONS,
        asked={name: query.get(name, "") for name in ASKED},
        file=f"/granskning.csv?{urlencode(asked)}",
        older=older,
        days=accounts.keep_audit_days,
    )


async def audit_file(request: Request) -> Response:
    """All rows of the filter; that they were fetched is a row itself."""
    accounts = accounts_of(request)
    rows = await find_rows(accounts.store, sought(request.query_params), MOST)
    await write(accounts.store, request.state.staff, Action.export, at=accounts.now(), detail="audit")
    return csv_file("granskning.csv", HEAD, map(_plain, rows))


def sought(query: QueryParams) -> Sought:
    """The filter of an address; what cannot be read filters nothing."""
    until = day_begins(query.get("till", ""))
    below = query.get("fore", "")
    return Sought(
        staff_id=query.get("vem", "")[:32].replace("\x00", ""),
        action=query["vad"] if query.get("vad") in Action.__members__ else "",
        conversation_id=query.get("samtal", "").strip()[:32].replace("\x00", ""),
        since=day_begins(query.get("fran", "")),
        until=None if until is None else until + int(timedelta(days=1).total_seconds()),
        below=int(below) if below.isascii() and below.isdigit() and len(below) < 18 else None,
    )


def _said(row: Row, reason: Callable[[str, str], str]) -> dict[str, str]:
    action = row.action.value if isinstance(row.action, Action) else row.action
    named = reason(action, row.detail)
    return {
        "at": at(row.at),
        "who": row.who or who_else(row.action),
        "what": ACTIONS.get(row.action, str(row.action)),
        "about": row.about,
        "conversation": row.conversation_id,
        "detail": named if named != row.detail else detail_in_words(row.detail),
    }


def _plain(row: Row) -> tuple[str, ...]:
    action = row.action.value if isinstance(row.action, Action) else row.action
    return at(row.at), row.who or who_else(row.action), action, row.about, row.conversation_id, row.detail


ROUTES = (Route("/granskning", audit_page), Route("/granskning.csv", audit_file))
