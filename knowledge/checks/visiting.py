"""Visits pages as a polite guest: named, one request a second to each host, within robots.txt, never long."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from knowledge.checks.page import Page, read_page
from knowledge.errors import FeedError, PageGone
from knowledge.feeds.addresses import checked_address
from knowledge.feeds.fetching import Fetcher, Limits, Seen

AGENT = "Lotsen/0.1 (ser efter att nummer och oppettider i Lotsens katalog fortfarande stammer)"
ROBOT = "Lotsen"
APART = 1.0  # seconds between two requests to one host
MB = 1_000_000
LIMITS = Limits(connect_seconds=6, read_seconds=10, total_seconds=15, bytes=3 * MB, unpacked_bytes=6 * MB,
                all_bytes=100_000 * MB, redirects=5, tries=2, longest_wait=5)  # fmt: skip
PAGES = ("text/html", "application/xhtml+xml", "text/plain", "application/xml", "text/xml")
MOST_ROBOTS = 100_000
NOTHING = Seen()
LEAST_SIGNS = 50
START = 600  # signs from the top within which a page says that it is none
SAYS_IT_IS_GONE = re.compile(
    r"(?:sidan|sida) (?:du (?:söker|letar efter) )?(?:(?:kunde|kan) inte hittas|hittades inte|finns inte|saknas)\b|"
    r"hittar inte sidan|page (?:was )?not found|(?:fel|error) 404|404 (?:not found|error|-)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Visit:
    """`page` is None when it is unchanged since `seen`, or when `problem` says why it could not be read."""

    address: str
    final: str
    page: Page | None = None
    is_gone: bool = False
    problem: str = ""
    seen: Seen = NOTHING


class Visitor:
    """Goes to one page after another with a fetcher of its own; close it, or use it in a with statement."""

    def __init__(self, fetcher: Fetcher, *, sleep: Callable[[float], None] = time.sleep,
                 clock: Callable[[], float] = time.monotonic) -> None:  # fmt: skip
        self._fetcher, self._sleep, self._clock = fetcher, sleep, clock
        self._next: dict[str, float] = {}
        self._robots: dict[str, RobotFileParser] = {}

    def visit(self, address: str, seen: Seen | None = None) -> Visit:
        """What came of it; never raises for anything that a server does."""
        try:
            address = checked_address(address)
            if not self._may(address):
                return Visit(address, address, problem="Webbplatsen vill inte att program hämtar sidan (robots.txt).")
            self._wait(address)
            fetched = self._fetcher.fetch_if_changed(address, seen or NOTHING)
        except PageGone as problem:
            return Visit(address, address, is_gone=True, problem=str(problem))
        except FeedError as problem:
            return Visit(address, address, problem=str(problem))
        document = fetched.document
        if document is None:
            return Visit(address, address, seen=fetched.seen)
        content = document.path.read_bytes()
        document.path.unlink(missing_ok=True)
        if document.content_type and document.content_type not in PAGES:
            return Visit(address, document.address, problem=f"Det är ingen webbsida utan {document.content_type[:60]}.")
        return _seen(address, document.address, read_page(content), fetched.seen)

    def _wait(self, address: str) -> None:
        host = urlsplit(address).netloc
        now = self._clock()
        ahead = self._next.get(host, now) - now
        if ahead > 0:
            self._sleep(ahead)
        self._next[host] = max(now, self._next.get(host, now)) + APART

    def _may(self, address: str) -> bool:
        parts = urlsplit(address)
        root = f"{parts.scheme}://{parts.netloc}"
        if root not in self._robots:
            self._robots[root] = self._read_robots(root)
        return self._robots[root].can_fetch(ROBOT, address)

    def _read_robots(self, root: str) -> RobotFileParser:
        """Without readable rules all is allowed, as the convention has it."""
        rules = RobotFileParser()
        self._wait(root)
        try:
            document = self._fetcher.fetch(f"{root}/robots.txt")
        except FeedError:
            rules.parse([])
            return rules
        text = document.path.read_bytes()[:MOST_ROBOTS].decode("utf-8", "replace")
        document.path.unlink(missing_ok=True)
        rules.parse(text.splitlines() if document.content_type in (None, "text/plain") else [])
        return rules


def _seen(address: str, final: str, page: Page, seen: Seen) -> Visit:
    """A page that says that it is none is gone, and one that only scripts fill cannot be read."""
    if SAYS_IT_IS_GONE.search(page.text[:START]):
        return Visit(address, final, is_gone=True, problem="Sidan svarar, men säger själv att den inte finns.")
    if len(page.text) < LEAST_SIGNS and not page.phones and not page.hours:
        return Visit(address, final, problem="Sidan är tom för den som inte kör skript.")
    return Visit(address, final, page, seen=seen)


def visiting(*, allow_private: bool = False, limits: Limits = LIMITS,
             sleep: Callable[[float], None] = time.sleep) -> Fetcher:  # fmt: skip
    """A fetcher for pages: small, short and named."""
    return Fetcher(allow_private=allow_private, limits=limits, sleep=sleep, agent=AGENT)
