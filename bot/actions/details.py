"""Answers a practical question about steps that were shown, from what the directory knows of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.actions.cards import templates
from knowledge.offer import Suggestion

LONGEST_ENDING = 3  # letters
SHORTEST_NAME = 5  # letters of a word that can point at a step by its name
MOST_WORDS = 39  # a bubble
VISIT = re.compile(r"\b(hem)?besök(et|are|aren)?\b")
VISITS = ("besök", "väntjänst")  # a visit is what these steps are about, whatever they are called
SECOND_NAME = re.compile(r" / | – | eller | och | på | för | i kommunen|-/| \(")
NEXT_DEED = re.compile(r",? (?:och|sedan) |, |\. ")
FEWEST_OF_A_DEED = 2  # words
BOOKING = {True: "open", False: "first", None: "unknown"}


def meant_item(
    items: Sequence[Suggestion], text: str, which: str | None, interests: Sequence[str] = ()
) -> Suggestion | None:
    """The step that a message points at by its number, a word of its name or what one likes; None when it means all."""
    if which is not None:
        return items[min(int(which), len(items) - 1)] if items else None
    words = re.findall(r"\w+", text.lower())
    visits = [item for item in items if any(word in item.name.lower() for word in VISITS)]
    if VISIT.search(text.lower()) and len(visits) == 1:
        return visits[0]
    hits = [sum(_is_named(word, name) for name in _names(item) for word in words) for item in items]
    best = max(hits, default=0)
    named = [item for item, count in zip(items, hits, strict=True) if best and count == best]
    liked = [item for item in items for name in interests if name in words and name in item.why]
    return next((found[0] for found in (named, liked, items) if len(found) == 1), None)


def _is_named(word: str, name: str) -> bool:
    """The word of a name, in any form: "korset" is "korsets", "väntjänsten" is "väntjänst"."""
    short, long = sorted((word, name), key=len)
    return len(short) >= SHORTEST_NAME - 1 and long.startswith(short) and len(long) - len(short) <= LONGEST_ENDING


def detail(asked: str, items: Sequence[Suggestion]) -> str:
    """The answer for one step in full, or a short line for each of several."""
    if len(items) == 1:
        return "\n".join(_within_a_bubble(_full(asked, items[0])))
    lines = [f"{number}. {short_name(item.name)}: {_short(asked, item)}" for number, item in enumerate(items, start=1)]
    return "\n".join(_within_a_bubble(lines))


def _within_a_bubble(rows: Sequence[str]) -> list[str]:
    """As many rows as one bubble holds; a long one in the middle gives way to what comes after it."""
    kept: list[str] = []
    for row in rows:
        if not kept or len(" ".join([*kept, row]).split()) <= MOST_WORDS:
            kept.append(row)
    return kept


def _names(item: Suggestion) -> set[str]:
    return {word for word in re.findall(r"\w+", item.name.lower()) if len(word) >= SHORTEST_NAME - 1}


def _full(asked: str, item: Suggestion) -> list[str]:
    contact = " · ".join(part for part in (item.phone, item.link) if part)
    how = _labelled("first_step", item.first_step)
    by_aspect = {
        "booking": [f"{item.name}: {_short('booking', item)}", how],
        "cost": [f"{item.name}: {item.cost}"],
        "when": [f"{item.name}: {item.when}", _labelled("contact", contact)],
        "where": [f"{item.name}: {item.where}", _labelled("contact", contact)],
        "door": [f"{item.name}: {item.what}", item.at_the_door],
        "home": [f"{item.name}: {item.what}", item.where],
        "company": [f"{item.name}: {_short('company', item)}", how],
        "start": [f"{item.name}. {how}", item.at_the_door, _labelled("contact", contact)],
    }
    return [row for row in by_aspect[asked] if row]


def _short(asked: str, item: Suggestion) -> str:
    if asked == "booking":
        return templates()[f"utter_card_booking_{BOOKING[item.drop_in]}"]
    if asked == "company":
        return templates()["utter_card_company"]
    values = {"cost": item.cost, "when": item.when, "where": item.where, "door": item.at_the_door, "home": item.what}
    return _first_sentence(values[asked]) if values.get(asked) else _first_deed(item.first_step)


def short_name(name: str) -> str:
    """The first of its names: in a list the cards with the whole name stand right above."""
    return SECOND_NAME.split(name)[0].rstrip("!")


def _first_deed(text: str) -> str:
    """What one does first, and nothing of what comes after: "Ring kommunens växel."."""
    ends = (found.start() for found in NEXT_DEED.finditer(text))
    end = next((at for at in ends if len(text[:at].split()) >= FEWEST_OF_A_DEED), len(text))
    return text[:end].rstrip(".") + "."


def _first_sentence(text: str) -> str:
    """So short that three of them are still one bubble."""
    return text.split(". ")[0].rstrip(".") + "."


def _labelled(name: str, value: str) -> str:
    return templates()[f"utter_card_{name}"].format(value=value) if value else ""
