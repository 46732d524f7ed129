"""Fetches a feed over HTTP without trusting it: bounded in time and size, retried, and only from the open web."""

import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from urllib.parse import urljoin, urlsplit

import requests
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt, wait_random_exponential
from urllib3.exceptions import HTTPError

from knowledge.errors import FeedError, PageGone
from knowledge.feeds.addresses import checked_address
from knowledge.feeds.connecting import Guard, GuardedAdapter
from knowledge.feeds.reading import Document
from knowledge.feeds.receiving import receive

REDIRECTS = (301, 302, 303, 307, 308)
BUSY = (408, 425, 429, 500, 502, 503, 504)
MB = 1_000_000
AGENT = "Lotsen/0.1 (katalog over aktiviteter; hamtar oppna floden)"


@dataclass(frozen=True)
class Limits:
    """Bounds of one fetch. Seconds, bytes and numbers of tries."""

    connect_seconds: float = 10.0
    read_seconds: float = 20.0
    total_seconds: float = 300.0
    bytes: int = 200 * MB
    unpacked_bytes: int = 500 * MB
    all_bytes: int = 2_000 * MB  # of all pages of one feed together
    redirects: int = 5
    tries: int = 4
    longest_wait: float = 60.0


@dataclass(frozen=True)
class Seen:
    """What a server said to recognise a version by, to be told back next time."""

    etag: str | None = None
    last_modified: str | None = None

    def headers(self) -> dict[str, str]:
        named = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in named.items() if value}


@dataclass(frozen=True)
class Fetched:
    """What came, or None when the server says that nothing has changed."""

    document: Document | None
    seen: Seen


class Passing(Exception):
    """A failure that may be over at the next try. `wait` is how long the server asks for, in seconds."""

    def __init__(self, what: str, wait: float | None = None) -> None:
        super().__init__(what)
        self.wait = wait


class Fetcher:
    """Fetches addresses into files of its own folder, which is gone when the fetcher is closed."""

    def __init__(self, *, allow_private: bool = False, limits: Limits | None = None,
                 sleep: Callable[[float], None] = time.sleep, agent: str = AGENT) -> None:  # fmt: skip
        self._limits = limits or Limits()
        self._agent = agent
        self._guard = Guard(allow_private=allow_private, connect_seconds=self._limits.connect_seconds)
        self._folder = tempfile.TemporaryDirectory(prefix="lotsen-feed-")
        self._sleep = sleep
        self._count = self._bytes = 0

    def __enter__(self) -> "Fetcher":
        return self

    def __exit__(self, kind: type[BaseException] | None, problem: BaseException | None,
                 trace: TracebackType | None) -> None:  # fmt: skip
        self._folder.cleanup()

    def fetch(self, address: str) -> Document:
        """One page. Raises FeedError."""
        document = self.fetch_if_changed(address, Seen()).document
        if document is None:
            raise FeedError(f"{_host(address)} säger att inget har ändrats, fast det inte var frågan.")
        return document

    def fetch_if_changed(self, address: str, seen: Seen) -> Fetched:
        """One page, unless it is the one that was seen before. Raises FeedError."""
        start = checked_address(address)
        tries = Retrying(
            retry=retry_if_exception_type(Passing),
            stop=stop_after_attempt(self._limits.tries),
            wait=self._wait,
            sleep=self._sleep,
            reraise=True,
        )
        try:
            return tries(self._once, start, seen)
        except Passing as problem:
            raise FeedError(f"{problem} Det gick inte på {self._limits.tries} försök.") from problem

    def _wait(self, state: RetryCallState) -> float:
        problem = state.outcome.exception() if state.outcome else None
        asked = problem.wait if isinstance(problem, Passing) else None
        backed_off = wait_random_exponential(multiplier=1, max=self._limits.longest_wait)(state)
        return min(max(asked or 0.0, backed_off), self._limits.longest_wait)

    def _once(self, address: str, seen: Seen) -> Fetched:
        limits = self._limits
        with requests.Session() as session, self._guard.deadline(limits.total_seconds) as until:
            session.trust_env = False  # no proxy and no .netrc: both would undo the checks
            adapter = GuardedAdapter(self._guard)
            session.mount("https://", adapter)
            session.mount("http://", adapter)
            try:
                found = self._follow(session, address, seen, until)
            except (requests.RequestException, HTTPError, OSError) as problem:
                raise self._explained(address, problem) from problem
        if self._guard.is_over:  # what was cut off may look like an ordinary end
            raise self._explained(address, TimeoutError())
        return found

    def _explained(self, address: str, problem: Exception) -> Exception:
        if self._guard.is_over:
            return FeedError(f"{_host(address)} tog mer än {self._limits.total_seconds:g} sekunder på sig.")
        if isinstance(problem, requests.exceptions.SSLError):
            return FeedError(f"{_host(address)} har ett certifikat som inte går att lita på.")
        if isinstance(problem, requests.Timeout):
            return Passing(f"{_host(address)} svarar inte.")
        if isinstance(problem, requests.exceptions.InvalidURL):
            return FeedError("Adressen går inte att läsa.")
        return Passing(f"Förbindelsen med {_host(address)} bröts, eller kom aldrig till.")

    def _follow(self, session: requests.Session, address: str, seen: Seen, until: float) -> Fetched:
        for _ in range(self._limits.redirects + 1):
            response = session.get(
                address,
                headers={"User-Agent": self._agent, "Accept-Encoding": "gzip", **seen.headers()},
                timeout=(self._limits.connect_seconds, self._limits.read_seconds),
                allow_redirects=False,
                stream=True,
            )
            with response:
                if response.status_code not in REDIRECTS:
                    return self._answer(response, address, seen, until)
                address = _next_hop(address, response.headers.get("Location"))
        raise FeedError(f"{_host(address)} skickar vidare gång på gång (fler än {self._limits.redirects} gånger).")

    def _answer(self, response: requests.Response, address: str, seen: Seen, until: float) -> Fetched:
        status = response.status_code
        if status == 304:
            return Fetched(None, seen)
        if status in BUSY:
            raise Passing(f"{_host(address)} svarar med fel {status}.", _seconds(response.headers.get("Retry-After")))
        if status != 200:
            raise (PageGone if status in (404, 410) else FeedError)(f"{_host(address)} svarar med {_said(status)}.")
        self._count += 1
        path = Path(self._folder.name) / f"{self._count}"
        most = min(self._limits.bytes, self._limits.all_bytes - self._bytes)
        self._bytes += receive(response, path, most, self._limits.unpacked_bytes, until)
        kind = response.headers.get("Content-Type", "")[:200].split(";")[0].strip().lower()
        found = Seen(_short(response.headers.get("ETag")), _short(response.headers.get("Last-Modified")))
        return Fetched(Document(address, path, kind or None), found)


def _next_hop(address: str, location: str | None) -> str:
    if not location:
        raise FeedError(f"{_host(address)} skickar vidare utan att säga vart.")
    onward = checked_address(urljoin(address, location))
    if address.startswith("https:") and not onward.startswith("https:"):
        raise FeedError(f"{_host(address)} skickar vidare från en säker adress till en osäker. Det följs inte.")
    return onward


def _host(address: str) -> str:
    return urlsplit(address).hostname or "Servern"


def _said(status: int) -> str:
    known = {401: "att man måste logga in (401)", 403: "att det inte är tillåtet (403)",
             404: "att sidan inte finns (404)", 410: "att sidan är borttagen (410)"}  # fmt: skip
    return known.get(status, f"fel {status}")


def _seconds(retry_after: str | None) -> float | None:
    """How long a busy server asks for; a date is left to the ordinary back-off."""
    text = (retry_after or "").strip()
    return float(text) if text.isdecimal() and len(text) < 20 else None


def _short(header: str | None) -> str | None:
    return header if header and len(header) <= 200 else None
