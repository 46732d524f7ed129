"""The read API of the directory after HSDS 3.1: an ASGI app that is mounted under /hsds or runs by itself."""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import chain
from time import monotonic
from typing import Any

from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from knowledge.errors import ApiRefused
from knowledge.fact_types import Facts
from knowledge.out.answers import as_error, as_json, as_line, envelope, page_links
from knowledge.out.hsds import HsdsWriter
from knowledge.out.limit import AddressLimit
from knowledge.out.lists import LISTS
from knowledge.out.openapi import describe
from knowledge.out.paging import Ladder
from knowledge.out.shelf import Listing, Shelf
from knowledge.out.terms import Terms
from knowledge.out.wishes import read_wishes
from knowledge.places import Places

VERSION = "3.1"
PROFILE = "https://docs.openreferral.org/en/latest/hsds/"
TOLD = ["ETag", "Last-Modified", "Link", "Retry-After"]
log = logging.getLogger(__name__)


def create_api(
    engine: Engine,
    facts: Facts,
    places: Places,
    clock: Callable[[], datetime],
    limit: AddressLimit | None = None,
) -> Starlette:
    """Everything it uses is handed in. Endpoints are plain functions: Starlette runs them in its thread pool."""
    terms = Terms(facts)
    routes = [Route("/", about), Route("/openapi.json", description)]
    for name, held in LISTS.items():
        routes.append(Route(f"/{name}", _many(held), methods=["GET", "POST"], name=name))
        routes.append(Route(f"/{name}/{{id:path}}", _one(held), methods=["GET"], name=f"{name}_id"))
    app = Starlette(
        routes=routes,
        middleware=[
            Middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "HEAD", "POST"], expose_headers=TOLD),
            Middleware(GZipMiddleware, minimum_size=1000, compresslevel=5),
        ],
        exception_handlers={
            ApiRefused: _refuse, HTTPException: _refuse_http, SQLAlchemyError: _refuse_database, Exception: _refuse_all
        },
    )  # fmt: skip
    app.state.shelf = Shelf(terms, HsdsWriter(terms, places.table.municipalities), places, Ladder(monotonic))
    app.state.engine = engine
    app.state.limit = limit or AddressLimit(clock)
    return app


def about(request: Request) -> Response:
    _count(request)
    here = str(request.url.replace(query="", fragment="")).rstrip("/")
    return as_json(request, {"version": VERSION, "profile": PROFILE, "openapi_url": f"{here}/openapi.json"})


def description(request: Request) -> Response:
    _count(request)
    here = str(request.url.replace(query="", fragment="")).removesuffix("/openapi.json")
    return as_json(request, describe(here, VERSION))


def _many(held: Listing) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        _count(request)
        wishes = read_wishes(request.query_params)
        if wishes.stream:
            return _stream(_lines(request, held, wishes))
        with _connection(request) as connection:
            found = held.page(connection, _shelf(request), wishes)
        content = envelope(found.items, found.total, wishes)
        return as_json(request, content, found.modified, page_links(request, found.total, wishes))

    return answer


def _one(held: Listing) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        _count(request)
        wishes = read_wishes(request.query_params)
        name = request.path_params["id"]
        if "\0" in name:
            raise ApiRefused(404, "not_found", "there is nothing with this id")
        with _connection(request) as connection:
            found = held.one(connection, _shelf(request), wishes, name)
        if found is None:
            raise ApiRefused(404, "not_found", "there is nothing with this id")
        return as_json(request, *found)

    return answer


def _stream(lines: Iterator[bytes]) -> Response:
    """The first line is read beforehand: what cannot be read at all is refused in the usual way."""
    first = next(lines, b"")
    return StreamingResponse(chain((first,), lines), media_type="application/x-ndjson")


def _lines(request: Request, held: Listing, wishes: Any) -> Iterator[bytes]:
    """One JSON object a line, read in batches while it is sent."""
    with _connection(request) as connection:
        for item in held.every(connection, _shelf(request), wishes):
            yield as_line(item)


def _connection(request: Request) -> Connection:
    engine: Engine = request.app.state.engine
    connection: Connection = engine.connect()
    return connection


def _shelf(request: Request) -> Shelf:
    shelf: Shelf = request.app.state.shelf
    return shelf


def _count(request: Request) -> None:
    limit: AddressLimit = request.app.state.limit
    seconds = limit.wait(request.client.host if request.client else "")
    if seconds is not None:
        raise HTTPException(429, headers={"retry-after": str(seconds)})


async def _refuse(_request: Request, error: Exception) -> Response:
    assert isinstance(error, ApiRefused)  # noqa: S101
    return as_error(error)


async def _refuse_http(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101
    said = {404: ("not_found", "there is nothing at this address"),
            405: ("method_not_allowed", "only reading is possible here"),
            429: ("too_many", "too many requests from this address; wait a moment")}  # fmt: skip
    code, message = said.get(error.status_code, ("bad_request", "the request cannot be answered"))
    return as_error(ApiRefused(error.status_code, code, message), error.headers)


async def _refuse_database(_request: Request, error: Exception) -> Response:
    log.warning("directory_unavailable: %s", type(error).__name__)
    return as_error(ApiRefused(503, "unavailable", "the directory cannot be read now"), {"retry-after": "30"})


async def _refuse_all(_request: Request, _error: Exception) -> Response:
    return as_error(ApiRefused(500, "internal", "something went wrong here"))
