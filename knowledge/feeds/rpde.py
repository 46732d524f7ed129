"""Reads OpenActive's Realtime Paged Data Exchange: sessions and events, page by page to the last."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from knowledge.errors import FeedError
from knowledge.feeds.json_stream import read_pieces
from knowledge.feeds.links import following
from knowledge.feeds.reading import Document, Item, Problem, Reading, is_web
from knowledge.feeds.refs import made_ref, short_ref
from knowledge.feeds.schema_graph import is_event, is_series, own_id, types
from knowledge.feeds.schema_item import Group, activity_item, times_inside
from knowledge.feeds.spool import Spool

FACILITIES = {"FacilityUse", "IndividualFacilityUse", "Slot"}
MOST_ITEMS = 500_000


class RpdeReader:
    """Every activity of the feed once, with its times; what the feed says is deleted is gone."""

    def read(self, document: Document, reading: Reading) -> Iterator[Item]:
        with Spool() as spool:
            feed = _Feed(spool)
            for page in _pages(document, reading):
                feed.take(page)
            if not feed.count:
                raise FeedError("Flödet har inga poster.")
            yield from feed.items(reading, document.address if is_web(document.address) else None)


class _Page:
    """One page. After `items` has run out, `next` is the address of the following one."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._is_feed = False
        self.next: str | None = None

    def items(self) -> Iterator[Any]:
        for piece in read_pieces(self._document.path):
            if piece.key == "next" and isinstance(piece.value, str):
                self.next = following(self._document.address, piece.value)
            if piece.key == "items":
                self._is_feed = True
                if piece.number is not None:
                    yield piece.value
        if not self._is_feed:
            raise FeedError("Filen är inte ett flöde i formatet RPDE: listan items saknas.")


def _pages(document: Document, reading: Reading) -> Iterator[_Page]:
    """From page to page until one is empty. Raises FeedError for a feed that goes round, or has too many pages."""
    seen = {document.address}
    for _ in range(reading.page_limit):
        page = _Counted(document)
        yield page
        if not page.count or page.next is None or not is_web(document.address):
            return
        if page.next in seen:
            raise FeedError("Flödet går runt: en sida hänvisar till en som redan har lästs, fast det inte är slut.")
        seen.add(page.next)
        document = reading.fetch(page.next)
    raise FeedError(f"Flödet har fler än {reading.page_limit} sidor.")


class _Counted(_Page):
    """A page that knows how many items were taken from it."""

    count = 0

    def items(self) -> Iterator[Any]:
        for item in super().items():
            self.count += 1
            yield item


class _Feed:
    """The newest version of every item; what belongs together is put together when all pages are read."""

    def __init__(self, spool: Spool) -> None:
        self._spool = spool
        self._ids: dict[str, str] = {}
        self._gone: dict[str, None] = {}
        self._problems: list[Problem] = []
        self._left_out: Counter[str] = Counter()
        self.count = 0

    def take(self, page: _Page) -> None:
        for item in page.items():
            self.count += 1
            if self.count > MOST_ITEMS:
                raise FeedError(f"Flödet har fler än {MOST_ITEMS} poster.")
            self._take(item)

    def _take(self, item: Any) -> None:
        if not isinstance(item, dict) or not isinstance(item.get("id"), (str, int)):
            self._problem("id", "Posten saknar id.")
            return
        kind, data = str(item.get("kind") or ""), item.get("data")
        key = f"{kind}/{item['id']}"
        named = {kind.split("/")[-1].split(".")[-1], *(types(data) if isinstance(data, dict) else ())}
        if named & FACILITIES:
            self._left_out["lokaler att hyra, inte aktiviteter"] += 1
        elif item.get("state") == "deleted":
            self._spool.take_out(key)
            self._gone[key] = None
        elif not isinstance(data, dict) or not is_event(data):
            self._problem("data", "Posten har ingen aktivitet i sig.")
        else:
            self._gone.pop(key, None)
            self._spool.put_value(key, data)
            for name in filter(None, (own_id(data), _text(data.get("identifier")), str(item["id"]))):
                if is_series(data) or name not in self._ids:
                    self._ids[name] = key

    def _problem(self, field: str, what: str) -> None:
        self._problems.append(Problem(f"post {self.count}", field, what, dropped=True))

    def items(self, reading: Reading, address: str | None) -> Iterator[Item]:
        if self._problems:
            yield Item(None, problems=tuple(self._problems))
        belongs = self._belongs()
        past = 0
        for number, (key, sessions) in enumerate(belongs.items(), start=1):
            group = self._group(key, sessions)
            item = activity_item(f"aktivitet {number}", _ref(key), group, reading, address, {}) if group else None
            past += item is None and group is not None
            if item:
                yield item
        yield from (Item(_ref(key), gone=True) for key in self._gone)
        yield from self._summary(past)

    def _belongs(self) -> dict[str, list[str]]:
        """The sessions of each activity. A session without a series in the feed is an activity by itself."""
        found: dict[str, list[str]] = {}
        for key in self._spool:
            data = self._spool.values(key)[0]
            above = data.get("superEvent")
            series = self._ids.get(above) if isinstance(above, str) else None
            if isinstance(above, dict) and is_series(above):
                series = self._ids.get(own_id(above) or "") or f"serie {own_id(above) or made_ref(str(above))}"
            if series and series != key:
                found.setdefault(series, []).append(key)
            elif not isinstance(above, str):
                found.setdefault(key, [])
            else:
                self._left_out["tillfällen vars serie inte finns i flödet"] += 1
        return found

    def _group(self, key: str, sessions: list[str]) -> Group | None:
        held = self._spool.values(key)
        times = [one for session in sessions for one in self._spool.values(session)]
        if held:
            above = held[0].get("superEvent")
            return Group(held[0], [*times_inside(held[0]), *times], above if isinstance(above, dict) else None)
        return Group(times[0]["superEvent"], times) if times else None

    def _summary(self, past: int) -> Iterator[Item]:
        said = [f"{count} poster är {what}, och är inte med." for what, count in self._left_out.items()]
        if past:
            said.append(f"{past} aktiviteter har redan varit och är inte med.")
        if said:
            yield Item(None, problems=tuple(Problem("flödet", "", text) for text in said))


def _ref(key: str) -> str:
    return short_ref(key) or made_ref(key)


def _text(held: Any) -> str | None:
    return str(held) if isinstance(held, (str, int)) and not isinstance(held, bool) else None
