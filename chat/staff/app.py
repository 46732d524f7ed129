"""The factory of the staff's app: one gate in front, then accounts, the directory and the console."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from chat.assets import Assets
from chat.bus import Bus
from chat.conversation import Owner
from chat.errors import NotFound, StoreUnavailable
from chat.logs import log
from chat.pages import Pages
from chat.security import QuietFailure, SafeHeaders
from chat.settings import Settings
from chat.staff.accounts import audit_pages, enrol_pages, leaving, login_pages, own_pages, people_pages, retention
from chat.staff.accounts.accounts import Accounts, open_accounts
from chat.staff.accounts.doors import Doors, Rule
from chat.staff.accounts.gate import LOGIN, Gate
from chat.staff.accounts.view import accounts_of, show
from chat.staff.console.opening import join_console
from chat.staff.console.routes import RULES as CONSOLE
from chat.staff.directory.admin import DirectoryAdmin
from chat.staff.directory.desk import BASE, Desk
from chat.staff.figures import pages as figures
from chat.staff.menu import make_menu
from chat.staff.who_may import ACCOUNTS, DIRECTORY
from chat.store import Store
from chat.visitors.shapes import as_json
from knowledge.facts_loader import load_facts
from knowledge.places import load_places
from knowledge.search import Directory

ROOT = Path(__file__).resolve().parent.parent.parent
TEMPLATES = Path(__file__).with_name("templates")


def create_app(
    settings: Settings,
    *,
    store: Store,
    clock: Callable[[], datetime],
    desk: Desk | None = None,
    accounts: Accounts | None = None,
    bus: Bus | None = None,
) -> Starlette:
    """With a desk the editors' part is there too. Raises NoRule when a route does not say who may use it."""
    app = Starlette(
        routes=routes(),
        exception_handlers={NotFound: _not_found, StoreUnavailable: _store_unavailable, HTTPException: _refuse},
        lifespan=_lifespan,
    )
    app.state.store, app.state.clock = store, clock
    app.state.accounts = accounts or open_accounts(settings, store, clock)
    app.state.assets = assets = Assets(ROOT / "widget", Path(__file__).with_name("assets"))
    app.state.pages = Pages(TEMPLATES, settings=settings, asset=assets.address, editing=BASE if desk else None)
    app.state.works = join_console(
        app, settings=settings, store=store, bus=bus or Bus(), directory=_directory(desk), clock=clock
    )
    app.state.accounts.put_back = leaving.into(app.state.console.queue, at_once=True)
    if desk:
        DirectoryAdmin(desk, assets.address, lambda role: app.state.menu(role)).mount_to(app)
    put_gate(app, {**ACCOUNTS, **CONSOLE, **figures.RULES, **(DIRECTORY if desk else {})})
    return app


def _directory(desk: Desk | None) -> Directory:
    """What volunteers search in: the database if there is one, the facts in any case."""
    if desk is None:
        return Directory(None, load_facts(), load_places())
    return Directory(desk.engine, desk.facts, desk.places)


def routes() -> Sequence[BaseRoute]:
    return (
        Route("/", start),
        Route("/health", health),
        Route("/static/{name}", asset),
        *login_pages.ROUTES,
        *enrol_pages.ROUTES,
        *own_pages.ROUTES,
        *people_pages.ROUTES,
        *audit_pages.ROUTES,
        *figures.ROUTES,
    )


def put_gate(app: Starlette, table: Mapping[str, Rule]) -> None:
    """Last of all, when every route is there. What is added later stands further out."""
    accounts: Accounts = app.state.accounts
    doors = Doors(app.routes, table)
    app.state.menu = make_menu(doors)
    app.add_middleware(
        Gate,
        doors=doors,
        sessions=accounts.sessions,
        visit_keys=accounts.visit_keys,
        origin=accounts.origin,
        clock=accounts.clock,
        refusal=_page_of_refusal(app),
    )
    app.add_middleware(QuietFailure, answer=lambda: PlainTextResponse("Något gick fel.", 500))
    app.add_middleware(SafeHeaders, frames={"": ()})


async def start(request: Request) -> Response:
    """Where somebody begins: how to make the first admin, the log in, or the first place of the menu."""
    if request.state.staff:
        return RedirectResponse(request.app.state.menu(request.state.staff.role)[0].path, 303)
    if await accounts_of(request).people.is_empty():
        return show(request, "start.html")
    return RedirectResponse(LOGIN, 303)


async def health(request: Request) -> Response:
    well = await _counts(request) is not None
    parts = {"chat_store": "ok" if well else "missing"}
    if well:
        return as_json({"status": "ok", "parts": parts})
    return as_json({"status": "failing", "parts": parts, "failing": ["chat_store"]}, 503)


async def asset(request: Request) -> Response:
    assets: Assets = request.app.state.assets
    answer = assets.answer(request)
    if answer is None:
        raise NotFound
    return answer


async def _counts(request: Request) -> dict[Owner, int] | None:
    store: Store = request.app.state.store
    try:
        return await store.count(int(request.app.state.clock().timestamp()))
    except StoreUnavailable as error:
        log.error("store_unavailable", part="chat_store", reason=str(error))
        return None


def _page_of_refusal(app: Starlette) -> Callable[[Request, int, str], Response]:
    def refuse(request: Request, status: int, sentence: str) -> Response:
        request.scope["app"] = app  # the gate stands before the place where this is set
        return show(request, "nej.html", status, sentence=sentence)

    return refuse


async def _not_found(request: Request, _error: Exception) -> Response:
    return show(request, "nej.html", 404, sentence="Sidan finns inte.")


async def _refuse(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    return show(request, "nej.html", status, sentence="Sidan finns inte." if status == 404 else "Det går inte.")


async def _store_unavailable(request: Request, error: Exception) -> Response:
    log.error("store_unavailable", part="chat_store", reason=str(error))
    return show(request, "nej.html", 503, sentence="Databasen svarar inte just nu. Försök igen om en stund.")


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    accounts: Accounts = app.state.accounts
    await _prepare(accounts.store)
    works = (lambda: retention.keep_tidying(accounts), *app.state.works)
    running = [asyncio.ensure_future(work()) for work in works]
    log.info("staff_app_started")
    yield
    for work in running:
        work.cancel()
    await asyncio.gather(*running, return_exceptions=True)
    await accounts.store.close()


async def _prepare(store: Store) -> None:
    """The visitors' app does the same; whoever comes first makes the tables."""
    try:
        await store.prepare()
    except StoreUnavailable as error:
        log.error("store_unavailable", part="chat_store", reason=str(error))
