"""Reads HSDS 3.x: services in a file of any of the usual shapes, or page by page from an API."""

from collections.abc import Iterator

from knowledge.feeds.hsds_entry import service_item
from knowledge.feeds.hsds_pages import Found, services
from knowledge.feeds.reading import Document, Item, Problem, Reading
from knowledge.feeds.refs import short_ref


class HsdsReader:
    """Every service, once: a second one with the same id is left out."""

    def read(self, document: Document, reading: Reading) -> Iterator[Item]:
        seen, facts = set[str](), 0
        for number, found in enumerate(services(document, reading), start=1):
            where = f"tjänst {number}"
            ref = short_ref(found.data.get("id"))
            if ref and ref in seen:
                yield Item(None, problems=(Problem(where, "id", f"“{ref}” har redan stått i flödet.", dropped=True),))
                continue
            seen.update(filter(None, [ref]))
            item = _item(where, ref, found, reading, document.address)
            facts += item is None
            if item:
                yield item
        if facts:
            what = f"{facts} tjänster hör till Lotsens egna faktafiler och läses inte in."
            yield Item(None, problems=(Problem("flödet", "", what),))


def _item(where: str, ref: str | None, found: Found, reading: Reading, address: str) -> Item | None:
    if found.problem:
        return Item(ref, problems=(Problem(where, "", found.problem, dropped=found.is_service),))
    return service_item(where, found.data, reading, address)
