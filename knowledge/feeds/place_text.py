"""Reads a place that is written as one line: "Exempelhuset, Storgatan 1, 123 45 Exempelstad"."""

import re

from knowledge.entry import Where
from knowledge.errors import Unreadable
from knowledge.feeds.contacts import read_link
from knowledge.feeds.drafting import Drafting
from knowledge.feeds.plain_text import cut

POSTCODE_AND_TOWN = re.compile(r"(?:^|[,\s])(?:SE?-)?(\d{3} ?\d{2})\s+([^\d,;]{2,60})")
STREET = re.compile(r"^[^\d,]*[^\W\d_]{3,}[^,]*\s\d{1,4}\s?[a-zA-Z]?\b")
ONLINE = re.compile(
    r"\b(?:zoom|teams|google meet|jitsi|youtube|webbinarium|webinar|online|digitalt|på nätet|via länk|videomöte)\b",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"https?://\S+")
COUNTRY = ("sverige", "sweden", "se")


def place_of(draft: Drafting, field: str, raw: object, position: tuple[float, float] | None = None) -> Where | None:
    """The place, as far as the line tells it; None for an empty line without a position."""
    text = draft.line(field, raw)
    if text is None:
        return _known(draft, field, Where(), position) if position else None
    if ADDRESS.search(text) or (ONLINE.search(text) and not POSTCODE_AND_TOWN.search(text)):
        return Where(name=cut(ADDRESS.sub("", text).strip(" ,;:-"), 120) or None, virtual=True)
    return _known(draft, field, _read(text), position)


def link_of(raw: object) -> str | None:
    """The first address on the open web in a text, None when there is none."""
    found = ADDRESS.search(raw) if isinstance(raw, str) else None
    if not found:
        return None
    try:
        return read_link(found.group().rstrip(".,;:!?)]>\"'"))
    except Unreadable:
        return None


def _read(text: str) -> Where:
    postal_code = city = None
    if found := POSTCODE_AND_TOWN.search(text):
        digits = found.group(1).replace(" ", "")
        postal_code, city = f"{digits[:3]} {digits[3:]}", found.group(2).strip(" .")
        text = text[: found.start()] + "," + text[found.end() :]
    parts = [part.strip() for part in re.split(r"[,;]|\s[-–|]\s", text) if part.strip()]
    parts = [part for part in parts if part.casefold() not in COUNTRY]
    address = next((part for part in parts if STREET.match(part)), None)
    rest = [part for part in parts if part != address]
    name = rest.pop(0) if rest else None
    if city is None and rest and not any(map(str.isdigit, rest[-1])):
        city = rest[-1]
    return Where(name=name, address=address, postal_code=postal_code, city=city)


def _known(draft: Drafting, field: str, where: Where, position: tuple[float, float] | None) -> Where:
    city = where.city or (where.name if (where.name or "").lower() in draft.reading.places.table.names else None)
    town = draft.municipality(field, city=city, postal_code=where.postal_code, position=position)
    lat, lon = position or (None, None)
    return Where(name=where.name, address=where.address, postal_code=where.postal_code, city=where.city,
                 municipality=town.code if town else None, lat=lat, lon=lon)  # fmt: skip
