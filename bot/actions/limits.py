"""Suggestions that keep to what somebody said of time, e-mail and drink ("limit:evening")."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.actions.cards import templates
from bot.dialogue.asked_for import NUMBERS, ONE, ONE_TO_ONE, SMALLEST
from knowledge.need import Need
from knowledge.offer import Offer, Suggestion
from knowledge.search import Directory

PREFIX = "limit:"
NO_CROWD = frozenset({"kind:crowd", "kind:group", "kind:coffee", ONE_TO_ONE})
FOR_TWO = ("vantjanst-frivillig", "telefonvan-kommun", "rodakorset-besok")
SMALL = "kind:large"  # turns down all but the small steps of a day
ROUNDS = 4  # times that others are looked for in place of those that do not fit
ONLY_EVENING = re.compile(r"kväll", re.IGNORECASE)
DAY_TOO = re.compile(r"dag(en|tid|ar)\b|när som helst|bestämmer|passar|dygnet|lördag|söndag|helg", re.IGNORECASE)
ONLY_DAY = re.compile(r"(mitt på|på) dagen|vardagar|förmiddag|dagtid", re.IGNORECASE)
EVENING_TOO = re.compile(r"kväll|när som helst|bestämmer|passar|dygnet|lördag|söndag|helg", re.IGNORECASE)
DRINK = re.compile(r"\b(pub\w*|krog\w*|vin\w*|öl)\b", re.IGNORECASE)
MAIL = re.compile(r"mejl|formulär", re.IGNORECASE)
OTHER_WAY = re.compile(r"\b(ring|gå|kom|fråga|öppna)\b", re.IGNORECASE)
WEB = re.compile(
    r"\bsök\b|webb|formulär|mejl|kalender|logga|på nätet|\bläs listan|\bsida\b|titta på vad|sök upp|anmäl dig på"
    r"|skriv till",
    re.IGNORECASE,
)
SPOKEN = re.compile(r"\bring", re.IGNORECASE)
BREAKS: dict[str, Callable[[Suggestion], bool]] = {
    "evening": lambda item: bool(ONLY_EVENING.search(item.when)) and not DAY_TOO.search(item.when),
    "day": lambda item: bool(ONLY_DAY.search(item.when)) and not EVENING_TOO.search(item.when),
    "email": lambda item: bool(MAIL.search(item.first_step)) and not OTHER_WAY.search(item.first_step),
    "internet": lambda item: bool(WEB.search(item.first_step.split(". ")[0])) and not SPOKEN.search(item.first_step),
    "alcohol": lambda item: bool(DRINK.search(f"{item.name} {item.what}")),
}


def as_asked(directory: Directory, need: Need, now: datetime) -> Offer:
    """Within the limits, and no more of it than was asked for: one thing only, or no numbers beside it."""
    offer = _two_first(within_limits(directory, need, now), directory, need, now)
    if SMALLEST in need.rejected:
        small = within_limits(directory, replace(need, rejected=need.rejected | {SMALL}), now)
        offer = small if small.suggestions and not need.interests else offer
    if ONE in need.rejected:
        offer = replace(offer, suggestions=offer.suggestions[:1])
    silent = {ONE, NUMBERS} & need.rejected
    return replace(offer, line=None, lines=()) if silent else offer


def _two_first(offer: Offer, directory: Directory, need: Need, now: datetime) -> Offer:
    """Who will not be among many is shown first what is for two."""
    if not NO_CROWD & need.rejected or not offer.suggestions:
        return offer
    only_two = replace(need, rejected=need.rejected | {ONE_TO_ONE})
    of_two = [item for item in directory.suggest(only_two, now).suggestions if item.id in FOR_TWO]
    others = [item for item in offer.suggestions if item.id not in FOR_TWO]
    chosen = tuple([*of_two[:1], *others, *of_two[1:]][: len(offer.suggestions)])
    return replace(offer, suggestions=chosen)


def within_limits(directory: Directory, need: Need, now: datetime) -> Offer:
    """The best suggestions that break none of the limits; others take the place of those that do."""
    limits = [name[len(PREFIX) :] for name in need.rejected if name.startswith(PREFIX)]
    offer = directory.suggest(need, now)
    for _ in range(ROUNDS if limits else 0):
        unfit = {item.id for item in offer.suggestions if _breaks(item, limits)}
        if not unfit:
            break
        need = replace(need, rejected=need.rejected | unfit)
        offer = directory.suggest(need, now)
    fit = (item for item in offer.suggestions if not _breaks(item, limits))
    return replace(offer, suggestions=tuple(_without_web(item) if "internet" in limits else item for item in fit))


def _without_web(item: Suggestion) -> Suggestion:
    """Where it is, without what must be looked up on the web."""
    told = " ".join(part for part in re.findall(r"[^.]+\.?", item.where) if not WEB.search(part)).strip()
    return replace(item, where=told or templates()["utter_card_where_by_phone"])


def _breaks(item: Suggestion, limits: list[str]) -> bool:
    return any(name in BREAKS and BREAKS[name](item) for name in limits)
