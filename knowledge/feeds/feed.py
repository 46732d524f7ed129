"""One feed as an operator orders it, and the file that lists all that are to be kept fresh."""

import re
from collections.abc import Mapping
from datetime import timedelta
from hashlib import sha1
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import msgspec
import yaml

from knowledge.errors import FeedError
from knowledge.facts_loader import Loader
from knowledge.feeds.registry import READERS

SOURCE = re.compile(r"[a-z0-9][a-z0-9-]{1,38}[a-z0-9]")
OURS = ("lotsen-facts", "redaktionen")  # sources that no feed may call itself
INTERVAL = re.compile(r"(\d{1,4})\s*(m|min|h|tim|timmar|timme|d|dygn|dagar|dag)")
MINUTES = {"m": 1, "h": 60, "t": 60, "d": 1440}
AT = re.compile(r"\$\.feeds\[(?P<feed>\d+)\](?:\.(?P<line>\w+))?")  # where the decoder found what is wrong
IN_QUOTES = re.compile(r"`(\w+)`")
MB = 1_000_000
LARGEST_FILE = MB


class Feed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`source` names it for ever, `address` is a file or an address, `every` how often it is fetched ("24h").

    `review` lets what is new wait for an editor. `allow_private` lets it be in a net of one's own. `accept_loss`
    lets more than half of it vanish at once. `owner` arranges what names nobody.
    """

    source: str
    format: str
    address: str
    name: str | None = None
    licence: str | None = None
    owner: str | None = None
    every: Annotated[str, msgspec.Meta(max_length=20)] = "24h"
    review: bool = False
    allow_private: bool = False
    accept_loss: bool = False
    options: Mapping[str, str] = {}

    @property
    def interval(self) -> timedelta:
        return _interval(self.every)

    @property
    def is_file(self) -> bool:
        return "://" not in self.address


class FeedsFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    feeds: tuple[Feed, ...]


def read_feeds(path: Path) -> tuple[Feed, ...]:
    """Every feed of the file, checked; files among them are found from its folder. Raises FeedError."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise FeedError(f"{path.name} är för stor för att vara en lista över flöden.")
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=Loader)  # noqa: S506 (safe loader)
        listed = msgspec.convert(content, type=FeedsFile).feeds
    except OSError as problem:
        raise FeedError(f"Listan över flöden går inte att öppna: {path} ({problem.strerror}).") from problem
    except (UnicodeDecodeError, yaml.YAMLError, RecursionError) as problem:
        raise FeedError(f"{path.name} är inte YAML: {' '.join(str(problem).split())}") from problem
    except msgspec.ValidationError as problem:
        raise FeedError(f"{path.name}: {_said(str(problem))}") from problem
    names = [feed.source for feed in listed]
    for feed in listed:
        check(feed, f"{path.name}: {feed.source}: ")
        if names.count(feed.source) > 1:
            raise FeedError(f"{path.name}: {feed.source} står flera gånger.")
    return tuple(_from_folder(feed, path.parent) for feed in listed)


def _said(problem: str) -> str:
    """The decoder's words in plain Swedish: which feed of the list, and which of its lines."""
    at = AT.search(problem)
    if at is None:
        return "listan ska börja med raden feeds: och ha ett flöde efter varje streck, se docs/runbooks/feeds.md."
    feed, named = f"flöde {int(at['feed']) + 1}", IN_QUOTES.search(problem.split(" - at ")[0])
    if "missing required" in problem and named:
        return f"{feed}: raden {named[1]} saknas."
    if "unknown field" in problem and named:
        return f"{feed}: {named[1]} är inget som ett flöde har."
    return f"{feed}: {at['line'] or 'det som står där'} har fel sorts värde."


def check(feed: Feed, before: str = "") -> None:
    """Raises FeedError when the feed cannot be ordered so."""
    if not SOURCE.fullmatch(feed.source) or feed.source in OURS:
        raise FeedError(
            f"{before}källans namn ska vara 3 till 40 tecken: a–z utan prickar, siffror och bindestreck "
            f"(och inte {' eller '.join(OURS)})."
        )
    if feed.format not in READERS:
        raise FeedError(f"{before}formatet {feed.format} finns inte. Välj bland {', '.join(READERS)}.")
    _interval(feed.every, before)


def _interval(text: str, before: str = "") -> timedelta:
    found = INTERVAL.fullmatch(text.strip())
    if not found or int(found.group(1)) == 0:
        raise FeedError(f"{before}every ska vara till exempel 24h eller 30m, inte {text!r}.")
    return timedelta(minutes=int(found.group(1)) * MINUTES[found.group(2)[0]])


def _from_folder(feed: Feed, folder: Path) -> Feed:
    return msgspec.structs.replace(feed, address=str(folder / feed.address)) if feed.is_file else feed


def source_of(address: str) -> str:
    """A name for a source that was given none: the same for the same file name or the same address."""
    if "://" in address:
        told, ending = urlsplit(address).hostname or "", sha1(address.encode()).hexdigest()[:6]  # noqa: S324 (a name)
    else:
        told, ending = Path(address).stem, "fil"
    plain = told.casefold().translate(str.maketrans("åäöéü", "aaoeu"))
    return f"{re.sub(r'[^a-z0-9]+', '-', plain).strip('-')[:30]}-{ending}".strip("-")
