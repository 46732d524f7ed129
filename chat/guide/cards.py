"""The directory's offer as the same cards that the chat shows."""

from collections.abc import Iterator
from dataclasses import asdict

import msgspec

from chat.lines import line_card
from chat.replies import Activities, Activity, Line
from knowledge.offer import LineSuggestion, Offer, Suggestion


def offer_card(offer: Offer, also: LineSuggestion | None) -> Activities:
    """Steps and a voice; `also` is the line made for this person, left out when it is the same one."""
    line = line_card(offer.line) if offer.line else None
    beside = line_card(also) if also and (offer.line is None or also.id != offer.line.id) else None
    items = tuple(_activity(item) for item in offer.suggestions)
    text = "\n".join(_in_words(offer.widened, items, (line, beside)))
    return Activities(text=text, items=items, line=line, also=beside, widened=offer.widened)


def _activity(item: Suggestion) -> Activity:
    return msgspec.convert(asdict(item), type=Activity, strict=False)


def _in_words(widened: str | None, items: tuple[Activity, ...], lines: tuple[Line | None, ...]) -> Iterator[str]:
    if widened:
        yield widened
    for item in items:
        way = f"{item.how_far}." if item.how_far else ""
        yield " ".join(part for part in (f"{item.name}.", item.why, way, item.first_step) if part)
    for line in lines:
        if line:
            yield ", ".join(part for part in (line.name, line.phone, line.chat_url, line.opening) if part) + "."
