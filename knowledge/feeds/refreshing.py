"""Keeps every listed feed fresh: those that are due, one after another, whatever happens to the others."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from knowledge.errors import KnowledgeError
from knowledge.feeds.feed import Feed
from knowledge.feeds.feeding import Way, directory, take_feed
from knowledge.feeds.importing import Progress
from knowledge.feeds.known import sources
from knowledge.feeds.report import Report

SLACK = timedelta(minutes=5)  # a timer that fires a little early must not skip a whole round


@dataclass(frozen=True)
class Refreshed:
    """What became of one feed: a report, or what went wrong, or nothing because it is not due until `due`."""

    feed: Feed
    report: Report | None = None
    problem: str | None = None
    due: datetime | None = None


def refresh(
    url: str,
    feeds: Iterable[Feed],
    now: datetime,
    *,
    way: Way | None = None,
    all_of_them: bool = False,
    progress: Callable[[Feed], Progress] | None = None,
) -> Iterator[Refreshed]:
    """Each feed with what became of it. `now` is Swedish time."""
    fetched = _fetched(url)
    for feed in feeds:
        last = fetched.get(feed.source)
        due = last + feed.interval if last else now
        if due - SLACK > now and not all_of_them:
            yield Refreshed(feed, due=due)
            continue
        try:
            yield Refreshed(
                feed, report=take_feed(url, feed, now, way=way, progress=progress(feed) if progress else None)
            )
        except KnowledgeError as problem:
            yield Refreshed(feed, problem=str(problem))
        except Exception as problem:  # a fault of ours in one feed must not keep the others from being fetched
            yield Refreshed(feed, problem=f"Ett fel i Lotsen själv ({type(problem).__name__}). Katalogen är som förut.")


def _fetched(url: str) -> dict[str, datetime]:
    with directory(url) as engine:
        found = sources(engine) if engine else []
    return {source.id: source.fetched for source in found if source.fetched}
