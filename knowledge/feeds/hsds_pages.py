"""Follows an HSDS API from page to page, and asks for each service by itself where the list tells too little."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from knowledge.errors import FeedError
from knowledge.feeds.hsds_shapes import Json, Shape, is_minimal
from knowledge.feeds.links import following
from knowledge.feeds.reading import Document, Reading, is_web

MOST_DETAILS = 20_000
FAILURES_IN_A_ROW = 5
PAGE_MARKS = ("page_number", "total_pages", "total_items", "last_page", "number", "totalPages", "totalElements", "last")


@dataclass(frozen=True)
class Found:
    """A service as it stands in the feed, or what is wrong with it or (`is_service` false) with the feed."""

    data: Json
    problem: str | None = None
    is_service: bool = True


def services(document: Document, reading: Reading) -> Iterator[Found]:
    """Every service of a document and the pages that follow it. Raises FeedError."""
    if not is_web(document.address):
        yield from _of_file(document)
        return
    shape = Shape(document)
    first = next(shape.services(), None)
    if first is None and shape.is_api:
        document = reading.fetch(with_query(f"{base_of(document.address)}/services", page="1"))
        first = next(Shape(document).services(), None)
    if first and is_minimal(first):
        document = _fuller(document, reading)
    yield from _Walk(document, reading).services()


def _of_file(document: Document) -> Iterator[Found]:
    shape = Shape(document)
    for data in shape.services():
        yield Found(data, None if data else "är ingen tjänst")
    if shape.is_api:
        raise FeedError("Filen beskriver ett API och har inga tjänster. Ange API:ets adress i stället för filen.")
    total = _number(shape.about, "total_pages", "totalPages")
    if total and total > 1:
        yield Found({}, f"Filen är en av {total} sidor. Ange API:ets adress för att få med alla.", False)


def _fuller(document: Document, reading: Reading) -> Document:
    """The same page asked for with `full`, where the API understands that; else the page as it is."""
    try:
        full = reading.fetch(with_query(document.address, full="true"))
        first = next(Shape(full).services(), None)
    except FeedError:
        return document
    return full if first and not is_minimal(first) else document


class _Walk:
    """From page to page. A page seen before is the end, or a loop where the API says that there is more."""

    def __init__(self, document: Document, reading: Reading) -> None:
        self._document = document
        self._reading = reading
        self._details = _Details(document.address, reading)

    def services(self) -> Iterator[Found]:
        document, seen = self._document, set[str]()
        start, is_sure = _page_asked(document.address), False
        for number in range(self._reading.page_limit):
            shape = Shape(document)
            rest = shape.services()
            first = next(rest, None)
            if first is None:
                return
            if repr(first) in seen:
                if is_sure:
                    raise FeedError("API:et ger samma sida om och om igen, fast det säger att det finns fler.")
                return
            seen.add(repr(first))
            for data in chain([first], rest):
                yield self._details.whole(data) if data else Found({}, "är ingen tjänst")
            start = _first_page(shape.about, start) if number == 0 else start
            address, is_sure = _following(document.address, shape, start, number)
            if address is None:
                return
            document = self._reading.fetch(address)
        raise FeedError(f"API:et har fler än {self._reading.page_limit} sidor.")


class _Details:
    """Services asked for by themselves, as long as the API answers and its lists are minimal."""

    def __init__(self, address: str, reading: Reading) -> None:
        self._base = base_of(address)
        self._reading = reading
        self._is_needed = True
        self._asked = 0
        self._failed = 0

    def whole(self, data: Json) -> Found:
        if not is_minimal(data):
            self._is_needed = self._asked > 0
        if not self._is_needed or not is_minimal(data) or self._asked >= MOST_DETAILS:
            return Found(data)
        self._asked += 1
        found = self._fetched(str(data["id"]))
        if found is None and self._asked == 1:
            self._is_needed = False  # the API has no such answer; what the list tells is all there is
            return Found(data)
        self._failed = 0 if found else self._failed + 1
        if self._failed >= FAILURES_IN_A_ROW:
            raise FeedError("API:et slutade svara på frågor om enskilda tjänster.")
        return Found(found) if found else Found(data, "gick inte att hämta från API:et just nu")

    def _fetched(self, own: str) -> Json | None:
        try:
            document = self._reading.fetch(f"{self._base}/services/{quote(own, safe='', errors='replace')}")
            found = next(Shape(document).services(), None)
        except FeedError:
            return None
        return found if found and str(found.get("id")) == own else None


def base_of(address: str) -> str:
    """The address below which "/services" stands."""
    parts = urlsplit(address)
    path = parts.path.rstrip("/")
    path = path[: -len("/services")] if path.endswith("/services") else path
    return urlunsplit((parts.scheme, parts.netloc, path, "", ""))


def with_query(address: str, **changes: str) -> str:
    """The address with these parts of its query in place of what stood there."""
    parts = urlsplit(address)
    held = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] not in changes]
    return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode([*held, *changes.items()]), ""))


def _following(address: str, shape: Shape, start: int, number: int) -> tuple[str | None, bool]:
    """The next page's address, if any, and whether the API says that there is one."""
    about = shape.about
    if told := _next_link(about):
        return following(address, told), True
    if not any(name in about for name in PAGE_MARKS) or about.get("last_page") is True or about.get("last") is True:
        return None, False
    total, current = _number(about, "total_pages", "totalPages", "pages"), start + number
    if total is not None and current >= total - (1 if start == 0 else 0):
        return None, False
    is_sure = total is not None or about.get("last_page") is False or about.get("last") is False
    return with_query(address, page=str(current + 1)), is_sure


def _next_link(about: Json) -> str | None:
    links = about.get("links") or about.get("_links")
    told: Any = about.get("next") or (links.get("next") if isinstance(links, dict) else None)
    told = told.get("href") if isinstance(told, dict) else told
    return told if isinstance(told, str) and told else None


def _first_page(about: Json, asked: int) -> int:
    found = _number(about, "page_number", "number", "page")
    return asked if found is None else found


def _page_asked(address: str) -> int:
    told = dict(parse_qsl(urlsplit(address).query)).get("page", "")
    return int(told) if told.isdecimal() and len(told) < 8 else 1


def _number(about: Json, *names: str) -> int | None:
    for name in names:
        value = about.get(name)
        text = str(value) if isinstance(value, (int, str)) and not isinstance(value, bool) else ""
        if text.isdecimal() and len(text) < 10:
            return int(text)
    return None
