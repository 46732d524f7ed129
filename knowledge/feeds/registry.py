"""The readers by the name of their format, imported only when they are used."""

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType

from knowledge.errors import FeedError
from knowledge.feeds.reading import Reader

READERS: Mapping[str, tuple[str, str]] = MappingProxyType({
    "csv": ("knowledge.feeds.tables", "TableReader"),
    "xlsx": ("knowledge.feeds.tables", "TableReader"),
    "hsds": ("knowledge.feeds.hsds", "HsdsReader"),
    "ical": ("knowledge.feeds.ical", "IcalReader"),
    "jsonld": ("knowledge.feeds.jsonld", "JsonLdReader"),
    "rpde": ("knowledge.feeds.rpde", "RpdeReader"),
})  # fmt: skip


def reader_for(name: str) -> Reader:
    """The reader of a format. Raises FeedError."""
    if name not in READERS:
        raise FeedError(f"Formatet {name} finns inte. Välj bland {', '.join(READERS)}.")
    module, reader = READERS[name]
    made: Reader = getattr(import_module(module), reader)()
    return made
