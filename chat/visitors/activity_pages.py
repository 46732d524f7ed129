"""The pages about activities: one each, its calendar, what a visitor says is wrong, and a list to print."""

import json
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from chat.errors import Invalid, NotFound
from chat.logs import log
from chat.visitors.activities import Activities, Found
from chat.visitors.pages import pages_of
from chat.visitors.requests import address_of, read_form, refuse_foreign, tools_of
from knowledge.feedback import LABELS
from knowledge.hours import plain_date
from knowledge.out.ical import write_calendar
from knowledge.out.jsonld import describe_entry
from knowledge.out.limit import AddressLimit
from knowledge.place_table import Municipality, fold
from knowledge.places import load_places
from knowledge.recurrence import next_times

REPORTS_PER_MINUTE = 6
KEEP = {"cache-control": "public, max-age=300"}


def activity(request: Request) -> Response:
    """One activity, or a kind page with a way on."""
    return _answer(request, request.path_params["id"])


def calendar(request: Request) -> Response:
    found = _find(request, request.path_params["id"])
    if found.shown is None or not found.shown.entry.meetings or found.view is None:
        raise NotFound
    link = _absolute(request, found.view.path)
    made = found.shown.modified or datetime(2000, 1, 1)
    content = write_calendar(found.shown.entry, link, made)
    headers = {**KEEP, "content-disposition": 'attachment; filename="aktivitet.ics"'}
    return Response(content, headers=headers, media_type="text/calendar; charset=utf-8")


async def report_wrong(request: Request) -> Response:
    """What a visitor says is wrong: one of the fixed reasons, and nothing else of the form is read."""
    refuse_foreign(request)
    name, reason = request.path_params["id"], (await read_form(request)).get("orsak", "")
    if not reason:
        return await run_in_threadpool(_answer, request, name, "Välj vad som inte stämmer.")
    limit: AddressLimit = request.app.state.report_limit
    if limit.wait(address_of(request)) is not None:
        return await run_in_threadpool(_answer, request, name, "Du har skickat flera. Vänta en minut och försök igen.")
    try:
        kept = await run_in_threadpool(activities_of(request).report, name, reason)
    except ValueError:
        raise Invalid from None
    except SQLAlchemyError as error:
        log.warning("report_not_kept", error=type(error).__name__)
        return await run_in_threadpool(
            _answer, request, name, "Det gick inte att spara just nu. Försök igen om en stund."
        )
    if not kept:
        raise NotFound
    return RedirectResponse(f"{request.url.path.rsplit('/', 1)[0]}?tack=1#stammer", 303)


def municipalities(request: Request) -> Response:
    """All municipalities by county, each with its list."""
    counties: dict[str, list[tuple[str, str]]] = {}
    for name, town in towns_by_address().items():
        counties.setdefault(town.county, []).append((name, town.name))
    return pages_of(request).show(request, "listor.html", counties=sorted(counties.items()))


def printable_list(request: Request) -> Response:
    """What there is in a municipality, in large type and one column."""
    town = find_town(request.path_params["where"])
    if town is None:
        raise NotFound
    try:
        listed = activities_of(request).listed(town)
    except SQLAlchemyError as error:
        return _unreadable(request, error)
    printed = plain_date(tools_of(request).today())
    return pages_of(request).show(request, "lista.html", town=town, listed=listed, printed=printed)


ROUTES: Sequence[BaseRoute] = (
    Route("/aktivitet/{id}.ics", calendar),
    Route("/aktivitet/{id}/stammer-inte", report_wrong, methods=["POST"]),
    Route("/aktivitet/{id}", activity),
    Route("/lista", municipalities),
    Route("/lista/{where}", printable_list),
)


def activities_of(request: Request) -> Activities:
    """Raises NotFound when this app was made without a directory."""
    activities: Activities | None = request.app.state.activities
    if activities is None:
        raise NotFound
    return activities


@lru_cache(maxsize=1)
def towns_by_address() -> dict[str, Municipality]:
    """Each as it stands in an address: "upplands-vasby"; with its dots and rings where another bears it without."""
    towns = load_places().table.municipalities.values()
    taken = {town.name.lower() for town in towns}
    named = {}
    for town in sorted(towns, key=lambda town: town.name):
        name = town.name.lower()
        plain = fold(name)
        named[(name if plain in taken else plain).replace(" ", "-")] = town
    return named


def find_town(said: str) -> Municipality | None:
    """By SCB code, or by name with or without å ä ö."""
    named, name = towns_by_address(), said.lower().replace(" ", "-")
    return load_places().by_code(said) or named.get(name) or named.get(fold(name))


def _find(request: Request, name: str) -> Found:
    return Found() if "\0" in name else activities_of(request).find(name)


def _answer(request: Request, name: str, error: str = "") -> Response:
    try:
        found = _find(request, name)
    except SQLAlchemyError as problem:
        return _unreadable(request, problem)
    pages = pages_of(request)
    if found.view is None or found.shown is None:
        return pages.show(request, "aktivitet_borta.html", 410 if found.gone else 404, gone=found.gone)
    return pages.show(
        request,
        "aktivitet.html",
        422 if error else 200,
        item=found.view,
        linked_data=_linked_data(request, found),
        reasons=[(reason.value, label) for reason, label in LABELS.items()],
        thanked="tack" in request.query_params,
        error=error,
    )


def _linked_data(request: Request, found: Found) -> str:
    """JSON-LD that may stand within a script element."""
    assert found.shown is not None and found.view is not None  # noqa: S101
    times = next_times(found.shown.entry.meetings, tools_of(request).now(), 10)
    said = describe_entry(found.shown.entry, _absolute(request, found.view.path), times)
    text = json.dumps(said, ensure_ascii=False)
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _absolute(request: Request, path: str) -> str:
    return str(request.url.replace(path=path, query="", fragment=""))


def _unreadable(request: Request, error: Exception) -> Response:
    log.warning("directory_unavailable", error=type(error).__name__)
    message = "Katalogen går inte att läsa just nu. Försök igen om en stund, eller fråga i chatten."
    return pages_of(request).show(request, "fel.html", 503, message=message)
