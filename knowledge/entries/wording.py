"""What, what it costs, where and when: said of an entry in plain Swedish, and nothing that it does not tell."""

import re
from collections.abc import Mapping, Sequence

from knowledge.entries.hours import hours_in_words
from knowledge.entries.times import when_it_is
from knowledge.entries.told import Told, sentences
from knowledge.entry import Price
from knowledge.place_table import Municipality
from knowledge.places import load_places
from knowledge.recurrence_words import listed

ALWAYS = "24/7"
MOST_AREAS = 3


def plain(told: Told) -> str:
    text = (told.entry.plain or told.entry.name).strip()
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def cost(told: Told) -> str:
    said, price = sentences()["cost"], told.entry.price
    words = (price.text or "").strip().rstrip(".") if price else ""
    members = told.entry.traits.no_membership is False
    if told.is_free:
        free = str(said["members" if members else "free"])
        return free if not words or "gratis" in words.casefold() else _with_words(free, words, said)
    if price is None or price.amount is None:
        return words or str(said["some" if told.entry.traits.free is False else "unknown"])
    amount = _amount(price, said)
    if words and _names(words, amount.split()[0]):
        return words
    words = words or (said["membership"] if members else "")
    return _with_words(amount, words, said) if words else amount


def where(told: Told) -> str:
    said, place = sentences()["where"], told.place
    if place is None:
        return _area(told)
    town = municipality(place.municipality)
    if place.hidden:
        return str(said["hidden_in"]).format(municipality=town.full_name) if town else str(said["hidden"])
    if place.virtual:
        limited = told.entry.area and "SE" not in told.entry.area
        return str(said["online_area" if limited else "online"])
    if told.is_open_place:
        parts = [part.strip() for part in (place.name, place.address, place.city) if part and part.strip()]
        kept = [part for index, part in enumerate(parts) if not _is_told(part, parts[:index])]
        return ", ".join(kept).rstrip(".") + "."
    return str(said["ask_in"]).format(municipality=town.full_name) if town else str(said["unknown"])


def when(told: Told) -> str:
    """What holds at any time; the next meeting and what is open are told when it is shown."""
    said = sentences()["when"]
    meetings = when_it_is(told.meetings, told.today, sentences()["times"])
    if meetings or not told.hours:
        return meetings or str(said["unknown"])
    return str(said["always"]) if told.hours == ALWAYS else hours_in_words(told.hours) or str(said["open"])


def municipality(code: str | None) -> Municipality | None:
    return load_places().by_code(code) if code else None


def area_name(code: str) -> str | None:
    """ "Krokoms kommun" or "Jämtlands län"."""
    if town := municipality(code):
        return town.full_name
    known = load_places().table.municipalities.values()
    return next((town.county for town in known if town.county_code == code), None)


def _area(told: Told) -> str:
    """Where something that has no place is of use."""
    said, entry = sentences()["where"], told.entry
    if entry.kind == "call":
        return str(said["phone"])
    if "SE" in entry.area:
        return str(said["country"])
    names = [name for code in entry.area if (name := area_name(code))]
    if not names:
        return str(said["online" if told.belongs_to("writing") else "unknown"])
    return str(said["in"]).format(areas=listed(names)) if len(names) <= MOST_AREAS else str(said["many"])


def _amount(price: Price, said: Mapping[str, str]) -> str:
    """ "40 kronor", "12,50 kronor"."""
    named = f"{price.amount or 0:.2f}".removesuffix(".00").replace(".", ",")
    if price.currency != "SEK":
        return said["foreign"].format(amount=named, currency=price.currency)
    return said["one" if named == "1" else "amount"].format(amount=named)


def _names(words: str, amount: str) -> bool:
    return bool(re.search(rf"(?<![\d,.]){re.escape(amount)}(?![\d,.]\d|\d)", words))


def _with_words(cost: str, words: str, said: Mapping[str, str]) -> str:
    return said["with_words"].format(cost=cost, words=words[:1].upper() + words[1:])


def _is_told(part: str, before: Sequence[str]) -> bool:
    """Is it told already, as a town that ends an address?"""
    whole = re.compile(rf"(?<!\w){re.escape(part)}(?!\w)", re.IGNORECASE)
    return any(whole.search(other) for other in before)
