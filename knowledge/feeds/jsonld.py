"""Reads schema.org as JSON-LD: in the script elements of web pages, or as a document by itself."""

from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup
from bs4.filter import SoupStrainer

from knowledge.errors import FeedError
from knowledge.feeds.json_stream import read_value
from knowledge.feeds.links import whole_id
from knowledge.feeds.reading import Document, Item, Problem, Reading, is_web
from knowledge.feeds.refs import made_ref, short_ref
from knowledge.feeds.schema_graph import Graph, Json, own_id
from knowledge.feeds.schema_item import Group, activity_item, times_inside
from knowledge.feeds.text_files import open_text

MOST_BYTES = 30_000_000
WRAPPINGS = ("<!--", "-->", "//<![CDATA[", "//]]>", "<![CDATA[", "]]>")


class JsonLdReader:
    """Every event and course of a page; where there are none, the places and associations that it is about."""

    def read(self, document: Document, reading: Reading) -> Iterator[Item]:
        graph, problems = _graph(document)
        groups = _groups(graph, document.address)
        if not groups:
            raise FeedError("Det finns inga evenemang, kurser eller platser i sidans JSON-LD.")
        if problems:
            yield Item(None, problems=tuple(problems))
        past, page = 0, document.address if is_web(document.address) else None
        for number, (ref, group) in enumerate(groups.items(), start=1):
            item = activity_item(f"aktivitet {number}", ref, group, reading, page, graph.ids)
            past += item is None
            if item:
                yield item
        if past:
            yield Item(None, problems=(Problem("sidan", "", f"{past} aktiviteter har redan varit och är inte med."),))


def _graph(document: Document) -> tuple[Graph, list[Problem]]:
    """All objects of all blocks that can be read, and a problem for each that cannot."""
    graph, problems, count = Graph(), list[Problem](), 0
    for number, text in enumerate(_blocks(document), start=1):
        try:
            graph.add(read_value(text))
            count += 1
        except FeedError as problem:
            what = f"JSON-LD-blocket går inte att läsa. {problem}"
            problems.append(Problem(f"block {number}", "", what, dropped=True))
    if not count:
        raise FeedError("Sidans JSON-LD går inte att läsa." if problems else "Det finns ingen JSON-LD på sidan.")
    return graph, problems


def _blocks(document: Document) -> Iterator[str]:
    if document.path.stat().st_size > MOST_BYTES:
        raise FeedError(f"Sidan är större än {MOST_BYTES // 1_000_000} MB.")
    with open_text(document.path) as stream:
        head = stream.read(1000).lstrip("\ufeff \t\r\n")
        if head[:1] in ("{", "["):
            stream.seek(0)
            yield stream.read()
            return
    if "<" not in head:
        raise FeedError("Filen är varken en webbsida eller JSON.")
    soup = BeautifulSoup(document.path.read_bytes(), "html.parser", parse_only=SoupStrainer("script"))
    for script in soup.find_all("script"):
        if str(script.get("type", "")).split(";")[0].strip().lower() == "application/ld+json":
            yield _unwrapped(script.get_text())


def _unwrapped(text: str) -> str:
    """The JSON without the comment that some systems put around it."""
    text = text.strip()
    for wrapping in WRAPPINGS:
        text = text.removeprefix(wrapping).removesuffix(wrapping).strip()
    return text.removesuffix(";")


def _groups(graph: Graph, address: str) -> dict[str, Group]:
    """Activities by their refs: events of one series, or with one id and one name, are one activity."""
    found: dict[str, Group] = {}
    events = list(graph.events())
    for node in events or graph.places():
        series = graph.series_of(node) if events else None
        main = series or node
        ref = _ref(main, address)
        group = found.get(ref)
        if group and group.main.get("name") != main.get("name"):
            ref = made_ref(ref, main.get("name"))
            group = found.get(ref)
        if group is None:
            group = found[ref] = Group(main, times_inside(main), _above(graph, node) if events and not series else None)
        if main is not node or (group.main is not node and group.main is not main):
            group.times.append(node)
    return found


def _above(graph: Graph, node: Json) -> Json | None:
    """A festival or the like: what it tells counts where the event itself tells nothing."""
    held = node.get("superEvent")
    held = held[0] if isinstance(held, list) and held else held
    found = graph.ids.get(own_id(held) or "", held) if isinstance(held, dict) else graph.ids.get(str(held))
    return found if isinstance(found, dict) and found is not node else None


def _ref(node: Json, address: str) -> str:
    for raw in (own_id(node), _identifier(node.get("identifier")), _first(node.get("url"))):
        if isinstance(raw, str) and raw.strip():
            whole = whole_id(address, raw.strip()) if is_web(address) else raw
            if "#" in whole:  # a place in a page tells the times of one activity apart, not the activities
                return made_ref(whole.partition("#")[0], node.get("name"))
            if ref := short_ref(whole):
                return ref
    return made_ref(str(node.get("name")), str(node.get("startDate")), str(node.get("location"))[:200])


def _identifier(held: Any) -> Any:
    held = _first(held)
    return _first(held.get("value")) if isinstance(held, dict) else held


def _first(held: Any) -> Any:
    return held[0] if isinstance(held, list) and held else held
