"""A reader run on text at hand; every further page comes from a dictionary."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from tempfile import mkdtemp

from knowledge.entry import Entry
from knowledge.errors import FeedError
from knowledge.facts_loader import load_facts
from knowledge.feeds.reading import Document, Item, Reader, Reading
from knowledge.places import load_places

TODAY = date(2026, 11, 23)  # a Monday
NOW = datetime(2026, 11, 23, 9, 0)
FACTS, PLACES = load_facts(), load_places()
ADDRESS = "https://exempel.se/flode"


class Pages:
    """Further pages by address. `asked` are the addresses that were fetched."""

    def __init__(self, pages: Mapping[str, str | bytes] | None = None) -> None:
        self._pages = dict(pages or {})
        self.asked: list[str] = []

    def fetch(self, address: str) -> Document:
        self.asked.append(address)
        if address not in self._pages:
            raise FeedError(f"Exempel: {address} finns inte.")
        return document(self._pages[address], address)


def document(content: str | bytes, address: str = ADDRESS) -> Document:
    path = Path(mkdtemp(prefix="lotsen-test-")) / "flode"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return Document(address, path)


def reading(pages: Pages | None = None, **changes: object) -> Reading:
    held = {"source": "exempel", "facts": FACTS, "places": PLACES, "today": TODAY, "fetch": (pages or Pages()).fetch}
    return Reading(**{**held, **changes})  # type: ignore[arg-type]


def items(reader: Reader, content: str | bytes, pages: Pages | None = None, address: str = ADDRESS,
          **changes: object) -> list[Item]:  # fmt: skip
    return list(reader.read(document(content, address), reading(pages, **changes)))


def entries(reader: Reader, content: str | bytes, pages: Pages | None = None, **changes: object) -> list[Entry]:
    return [item.entry for item in items(reader, content, pages, **changes) if item.entry]


def said(found: list[Item]) -> str:
    """All problems as one text."""
    return "\n".join(f"{one.where} {one.field}: {one.what}" for item in found for one in item.problems)
