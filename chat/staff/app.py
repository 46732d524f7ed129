"""The factory of the staff's app: its health, a start page that says who is on duty, and the editors' part."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from chat.assets import Assets
from chat.conversation import Owner
from chat.errors import NotFound, StoreUnavailable
from chat.logs import log
from chat.pages import Pages
from chat.security import QuietFailure, SafeHeaders
from chat.settings import Settings
from chat.staff.directory.admin import DirectoryAdmin
from chat.staff.directory.desk import BASE, Desk
from chat.store import Store
from chat.visitors.shapes import as_json

ROOT = Path(__file__).resolve().parent.parent.parent
TEMPLATES = Path(__file__).with_name("templates")


def create_app(
    settings: Settings, *, store: Store, clock: Callable[[], datetime], desk: Desk | None = None
) -> Starlette:
    """With a desk the editors' part is there too."""
    app = Starlette(
        routes=[Route("/", start), Route("/health", health), Route("/static/{name}", asset)],
        middleware=[
            Middleware(SafeHeaders, frames={"": ()}),
            Middleware(QuietFailure, answer=lambda: PlainTextResponse("Något gick fel.", 500)),
        ],
        exception_handlers={NotFound: _not_found},
        lifespan=_lifespan,
    )
    app.state.store, app.state.clock = store, clock
    app.state.assets = assets = Assets(ROOT / "widget", Path(__file__).with_name("assets"))
    app.state.pages = Pages(TEMPLATES, settings=settings, asset=assets.address, editing=BASE if desk else None)
    if desk:
        DirectoryAdmin(desk, assets.address).mount_to(app)
    return app


async def start(request: Request) -> Response:
    """How many chats are open. None can be taken over yet, and the page says so."""
    pages: Pages = request.app.state.pages
    counts = await _counts(request)
    status = 200 if counts is not None else 503
    return pages.show(
        request,
        "start.html",
        status,
        open_chats=sum(counts.values()) if counts else 0,
        known=counts is not None,
    )


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


async def _not_found(_request: Request, _error: Exception) -> Response:
    return PlainTextResponse("Sidan finns inte.", 404)


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    log.info("staff_app_started")
    yield
    await app.state.store.close()
