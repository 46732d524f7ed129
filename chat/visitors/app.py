"""The factory of the visitors' app; everything it uses is handed in."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy.engine import Engine
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match, Mount, Route

from chat.assets import Assets
from chat.bus import Bus
from chat.continuity import Continuity
from chat.conversations import keep_sweeping, make_ready
from chat.errors import Internal, Malformed, MethodNotAllowed, NotFound, Refusal
from chat.guide.finding import open_guide
from chat.hub import Hub
from chat.lane import Lanes
from chat.limits import Limits
from chat.lines import fitting_lines
from chat.logs import log
from chat.newest import newest
from chat.outward import incoming
from chat.pace import Pace
from chat.security import QuietFailure, SafeHeaders
from chat.settings import Settings
from chat.store import Store
from chat.tokens import Tokens, secret_of
from chat.turn import Bot, People, Tools
from chat.visitors import activity_pages, api, events, guide_pages, health, pages, partner_pages
from chat.visitors.activities import Activities
from chat.visitors.host import HostedPages, KeepHost, frames_by_partner
from chat.visitors.left import ForgetLeft
from chat.visitors.requests import tools_of
from chat.visitors.shapes import as_error
from chat.visitors.view import BLANK_ACTIVITY, BLANK_LINE, BLANK_NOTICE, BLANK_OFFER, BLANK_SECTION
from chat.waiting import keep_company
from chat.words import load_words
from chat.writing import Writing
from knowledge.api import create_api
from knowledge.fact_types import Facts
from knowledge.out.limit import AddressLimit
from knowledge.places import load_places
from safety.assess import assess
from safety.redact import redact

ROOT = Path(__file__).resolve().parent.parent.parent
Work = Callable[[], Coroutine[Any, Any, None]]
TEMPLATES = Path(__file__).with_name("templates")


async def asset(request: Request) -> Response:
    assets: Assets = request.app.state.assets
    answer = assets.answer(request)
    if answer is None:
        raise NotFound
    return answer


ROUTES = [
    Route("/health", health.health),
    Route("/api/v1/conversations", api.begin, methods=["POST"]),
    Route("/api/v1/conversations/{id}", api.read, methods=["GET"]),
    Route("/api/v1/conversations/{id}", api.forget, methods=["DELETE"]),
    Route("/api/v1/conversations/{id}/messages", api.write, methods=["POST"]),
    Route("/api/v1/conversations/{id}/writing", api.writes, methods=["POST"]),
    Route("/api/v1/conversations/{id}/events", events.stream, methods=["GET"]),
    Route("/api/v1/activities/{id}/reports", api.report, methods=["POST"]),
    Route("/", pages.home),
    Route("/chatt", pages.chat, methods=["GET"]),
    Route("/chatt", pages.write, methods=["POST"]),
    Route("/chatt/avsluta", pages.end, methods=["POST"]),
    Route("/chatt/senaste", pages.latest),
    Route("/chatt/nya", pages.news),
    Route("/chatt/nytt", pages.anew, methods=["POST"]),
    Route("/chatt/lamna", pages.leave, methods=["POST"]),
    Route("/chatt/avslutad", pages.ended),
    Route("/chatt/utskrift", pages.found),
    Route("/om", pages.about),
    Route("/integritet", pages.privacy),
    Route("/static/{name}", asset),
    *activity_pages.ROUTES,
    *guide_pages.ROUTES,
    *partner_pages.ROUTES,
    *incoming.ROUTES,
]


def create_app(
    settings: Settings,
    *,
    rasa: Bot,
    store: Store,
    facts: Facts,
    clock: Callable[[], datetime],
    human_on_duty: Callable[[], bool] = lambda: False,
    works: Sequence[Work] = (),
    directory: Engine | None = None,
    bus: Bus | None = None,
    people: People | None = None,
    opens: Callable[[datetime], str] = lambda _now: "",
    bot_is_on: Callable[[], bool] = lambda: True,
    inward: incoming.Inward | None = None,
) -> Starlette:
    """`works` go on beside the requests until the app ends. `directory` is what the activities' pages read.

    `people` is the queue to humans; `human_on_duty` and `opens` tell whether one can come now, and when.
    """
    words, bus = load_words(), bus or Bus()
    tools = Tools(
        settings=settings,
        bot=rasa,
        store=store,
        facts=facts,
        words=words,
        tokens=Tokens(secret_of(settings)),
        limits=Limits(settings, clock),
        lanes=Lanes(settings.waiting_limit),
        hub=Hub(bus),
        continuity=Continuity(clock),
        pace=Pace(clock),
        writing=Writing(bus, clock),
        clock=clock,
        human_on_duty=human_on_duty,
        directory=directory,
        people=people,
        opens=opens,
        bot_is_on=bot_is_on,
    )
    partners = {partner.id: partner for partner in settings.partners}
    app = Starlette(
        routes=[*ROUTES, *([Mount("/hsds", create_api(directory, facts, load_places(), clock))] if directory else [])],
        middleware=[
            Middleware(SafeHeaders, frames=frames_by_partner(settings)),
            Middleware(ForgetLeft),
            Middleware(KeepHost, partners=partners),
            Middleware(QuietFailure, answer=lambda: as_error(Internal(), tools)),
        ],
        exception_handlers={Refusal: _refuse, HTTPException: _refuse_http},
        lifespan=_lifespan,
    )
    if settings.sockets:
        from chat.visitors.sockets import PATH, Sockets  # its library is loaded only where it is used

        app.mount(PATH, Sockets(tools, settings.may_frame()).app())
    app.state.tools = tools
    app.state.works = (*works, bus.run, partial(tools.hub.follow, partial(newest, store)))
    app.state.partners = partners
    app.state.inward = inward
    app.state.activities = Activities(directory, facts, tools.now) if directory else None
    app.state.guide = open_guide(directory, facts, load_places(), secret_of(settings))
    app.state.report_limit = AddressLimit(clock, activity_pages.REPORTS_PER_MINUTE)
    warm_up(tools)
    app.state.assets = assets = Assets(ROOT / "widget")
    app.state.pages = HostedPages(
        TEMPLATES,
        settings=settings,
        words=words,
        asset=assets.address,
        blank_line=BLANK_LINE,
        blank_activity=BLANK_ACTIVITY,
        blank_section=BLANK_SECTION,
        blank_notice=BLANK_NOTICE,
        blank_offer=BLANK_OFFER,
    )
    return app


def warm_up(tools: Tools) -> None:
    """Reads what is else read at first use: a broken file stops the start, and nobody waits."""
    risk = assess("hej", today=tools.today())
    fitting_lines(tools.facts, tools.now(), "", minor=risk.minor)
    redact("hej")


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    tools: Tools = app.state.tools
    works = (partial(keep_sweeping, tools, await make_ready(tools)), partial(keep_company, tools), *app.state.works)
    sweepers = [asyncio.create_task(work()) for work in works]
    log.info("visitors_app_started")
    yield
    for sweeper in sweepers:
        sweeper.cancel()
    await asyncio.gather(*sweepers, return_exceptions=True)
    await tools.bot.close()
    await tools.store.close()


async def _refuse(request: Request, error: Exception) -> Response:
    """The one error shape for programs, a page for people."""
    refusal = error if isinstance(error, Refusal) else Internal()
    log.info("refused", code=refusal.code, status=refusal.status, method=request.method)
    tools = tools_of(request)
    if request.url.path.startswith("/api/") or "text/html" not in request.headers.get("accept", ""):
        return as_error(refusal, tools)
    message = tools.words.error(refusal.code, tools.settings.text_limit)
    return pages.pages_of(request).show(request, "fel.html", refusal.status, message=message)


async def _refuse_http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    known = {404: NotFound, 405: MethodNotAllowed}
    answer = await _refuse(request, known.get(status, Malformed)())
    if status == 405:
        answer.headers["allow"] = ", ".join(sorted(_methods_of(request)))
    return answer


def _methods_of(request: Request) -> set[str]:
    """What may be asked of this address, by any route to it."""
    routes = (route for route in ROUTES if isinstance(route, Route) and route.matches(request.scope)[0] != Match.NONE)
    return {method for route in routes for method in route.methods or ()}
