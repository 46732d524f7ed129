"""Reads the bytes of a web page into lines of text, links and what it says in a form made for machines.

An own reader in time that is proportional to the size: Python's html.parser and nh3 both take minutes for a page of
some hundred kilobytes that was made, or broken, so that tags never end.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import unquote

from knowledge.checks.structured import Structured, read_structured

MOST_SIGNS = 1_000_000
LONGEST_TAG = 2_000
MOST_LINKS = 2_000
BLOCK = re.compile(
    "address|article|aside|blockquote|body|br|button|d[dlt]|details|div|fieldset|figcaption|figure|footer|form|h[1-6]|"
    "header|hr|label|legend|li|main|nav|ol|option|p|pre|section|summary|table|tbody|t[dhr]|tfoot|thead|title|ul"
)
SKIPPED = ("script", "style", "template", "svg", "textarea", "iframe", "noembed", "noscript")
READ = frozenset(("a", "area", "img", "meta", "time", "script", "input", "div", "span"))
NAME = re.compile(r"/?([a-z][a-z0-9-]{0,30})")
ATTRIBUTE = re.compile(
    r"(?<![\w:-])([a-z][\w:-]{0,40})\s{0,9}=\s{0,9}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.ASCII
)
CHARSET = re.compile(rb"charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w-]{1,40})", re.IGNORECASE)
ENCODINGS = {"utf-8": "utf-8", "iso8859-1": "cp1252", "ascii": "cp1252", "cp1252": "cp1252",
             "iso8859-15": "iso8859-15", "utf-16": "utf-16"}  # fmt: skip
INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ud800-\udfff\ufeff]"
)
DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
SPACES = re.compile(r"[^\S\n]+")
LINES = re.compile(r" ?\n[ \n]*")
LOWER = {number: number + 32 for number in range(ord("A"), ord("Z") + 1)}  # keeps the length, as lower() does not


@dataclass(frozen=True)
class Link:
    text: str
    address: str


@dataclass(frozen=True)
class Page:
    """`text` has a line a block. `phones` stand in tel: links or parts made for machines, `hours` are OSM syntax."""

    text: str
    links: tuple[Link, ...] = ()
    phones: tuple[str, ...] = ()
    hours: tuple[str, ...] = ()


@dataclass
class _Found:
    parts: list[str] = field(default_factory=list)
    links: list[tuple[int, str]] = field(default_factory=list)  # index of the first part of its text, address
    link_ends: dict[int, int] = field(default_factory=dict)
    scripts: list[str] = field(default_factory=list)
    said: dict[str, list[str]] = field(default_factory=lambda: {"openingHours": [], "telephone": []})


def read_page(content: bytes) -> Page:
    """Whatever the bytes are, a page: of what is not one, little or nothing is found."""
    markup = _decoded(content)[:MOST_SIGNS].replace("\x00", "")
    found = _Found()
    for kind, text in _pieces(markup):
        _take(found, kind, text)
    structured = read_structured(found.scripts, found.said)
    phones = [unquote(address.split(":", 1)[1]) for _, address in found.links if _is_phone(address)]
    return Page(
        text=plain("".join(found.parts)),
        links=tuple(_links(found)),
        phones=tuple(dict.fromkeys((*phones, *structured.phones))),
        hours=structured.hours,
    )


def plain(text: str) -> str:
    """Hyphens for all dashes, single spaces, no empty lines, nothing invisible."""
    shown = INVISIBLE.sub("", text.replace("\r", "\n").replace("\u2028", "\n")).translate(DASHES)
    return LINES.sub("\n", SPACES.sub(" ", shown)).strip()


def _decoded(content: bytes) -> str:
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(mark):
            return content.decode(name, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode(_declared(content), "replace")


def _declared(content: bytes) -> str:
    """The encoding that the page names among those that pages have; Windows' Latin-1 when it names none."""
    found = CHARSET.search(content[:4096])
    try:
        return ENCODINGS.get(codecs.lookup(found[1].decode("ascii")).name, "cp1252") if found else "cp1252"
    except (LookupError, UnicodeError):
        return "cp1252"


def _pieces(markup: str) -> Iterator[tuple[str, str]]:
    """("text", ...), ("tag", what stands between < and >) and ("data", a JSON-LD script), in their order."""
    low, at, end = markup.translate(LOWER), 0, len(markup)
    while at < end:
        start = markup.find("<", at)
        if start < 0:
            yield "text", markup[at:]
            return
        yield "text", markup[at:start]
        if low.startswith("<!--", start):
            at = _after(low, "-->", start + 4)
            continue
        name = NAME.match(low, start + 1)
        if not name and not low.startswith(("<!", "<?", "</"), start):
            yield "text", "<"  # an arrow or a heart
            at = start + 1
            continue
        close = markup.find(">", start)
        if close < 0:
            return
        tag = markup[start + 1 : min(close, start + LONGEST_TAG)]
        yield "tag", tag
        at = close + 1
        if name and name[1] in SKIPPED and not tag.startswith("/") and not tag.endswith("/"):
            stop = low.find(f"</{name[1]}", at)
            if "ld+json" in tag:
                yield "data", markup[at : stop if stop >= 0 else end]
            at = stop if stop >= 0 else end


def _after(text: str, sign: str, start: int) -> int:
    at = text.find(sign, start)
    return len(text) if at < 0 else at + len(sign)


def _take(found: _Found, kind: str, text: str) -> None:
    if kind == "data":
        found.scripts.append(text)
    elif kind == "text":
        found.parts.append(unescape(text).replace("\n", " "))
    else:
        _take_tag(found, text)


def _take_tag(found: _Found, tag: str) -> None:
    name = NAME.match(tag.translate(LOWER))
    if not name:
        return
    if BLOCK.fullmatch(name[1]):
        found.parts.append("\n")
    if name[1] == "a" and found.links:
        found.link_ends.setdefault(len(found.links) - 1, len(found.parts))
    if tag.startswith("/") or name[1] not in READ:
        return
    attributes = dict(_attributes(tag[name.end() :]))
    if name[1] in ("a", "area") and (address := attributes.get("href")) and len(found.links) < MOST_LINKS:
        found.links.append((len(found.parts), address.strip()))
    if shown := attributes.get("alt") or attributes.get("aria-label"):
        found.parts.append(f" {shown} ")
    told = found.said.get(attributes.get("itemprop", ""))
    if told is not None and (value := attributes.get("content") or attributes.get("datetime")):
        told.append(value)


def _attributes(text: str) -> Iterator[tuple[str, str]]:
    for match in ATTRIBUTE.finditer(text):
        yield match[1].casefold(), unescape(match[2] or match[3] or match[4] or "")


def _links(found: _Found) -> Iterator[Link]:
    for number, (start, address) in enumerate(found.links):
        end = min(found.link_ends.get(number, start + 10), start + 30)
        yield Link(" ".join("".join(found.parts[start:end]).split())[:200], address)


def _is_phone(address: str) -> bool:
    return address[:9].casefold().startswith(("tel:", "callto:"))


__all__ = ["Link", "Page", "Structured", "plain", "read_page"]
