"""The hard limits: what breaks one is never suggested, however well it would score. No I/O."""

import re

from knowledge.asked import SWEDISH, Asked
from knowledge.candidate import Candidate
from knowledge.interest_match import NEAR, Match
from knowledge.turned_down import is_turned_down

OLDEST = {"family_place": 55, "student": 55}  # years at which nobody who is known to be older is sent there
RING = re.compile(r"\b[Rr]ing\b|\bringa\b")
COUNTY_DIGITS = 2
PEERS = ("peer_group", "patient_group", "grief_group")  # kinds that are made of people in one situation
MADE_FOR = {
    "family_place": frozenset({"parenthood", "single_parent", "time_children"}),
    "student": frozenset({"studies"}),
}  # kinds that only those have any use of
COMMON_BARRIERS = frozenset({"money", "distance", "no_company", "language", "disability_access"})  # are no situation
WAYS_IN = {"disability_access": frozenset({"wheelchair"})}  # a barrier of a fact that stands for what a place has


def may_suggest(item: Candidate, asked: Asked, match: Match | None = None) -> bool:
    """May it be suggested to this person, had it not been shown before?"""
    if item.checked < asked.oldest_check or (asked.no_money and item.traits.free is not True):
        return False
    if asked.need.no_phone and (is_by_phone(item) or only_rings(item)):
        return False
    if not (_reachable(item, asked) and _age_fits(item, asked) and _meant_for(item, asked, match)):
        return False
    if not (_can_come_in(item, asked) and _is_understood(item, asked)):
        return False
    if not _is_in_the_same_situation(item, asked, match):
        return False
    return not (asked.rejected and is_turned_down(item, asked.rejected, asked.kinds_turned_down))


def is_by_phone(item: Candidate) -> bool:
    """Can it only be done on the phone?"""
    return item.kind == "call" or item.where.lower().startswith(("i telefon", "på telefon"))


def only_rings(item: Candidate) -> bool:
    """Is the first step to ring, with no way to write instead?"""
    return RING.search(item.first_step) is not None and not item.first_step_written


def covers(item: Candidate, municipality: str | None) -> bool:
    """Is the municipality, or its county, among those that it is for?"""
    if municipality is None:
        return False
    return municipality in item.municipalities or municipality[:COUNTY_DIGITS] in item.municipalities


def _reachable(item: Candidate, asked: Asked) -> bool:
    return item.reach != "listed" or covers(item, asked.need.municipality)


def _age_fits(item: Candidate, asked: Asked) -> bool:
    low, high = item.age_min or 0, item.age_max or 150
    ages = asked.ages
    if asked.is_young and low >= 18:
        return False
    if ages is None:
        return low <= 18 and (item.age_max is None or ("studies" in asked.need.life_events and high >= 20))
    if asked.need.age is None and (low <= ages[0] or asked.is_young):
        return low <= ages[1] and high >= ages[0]
    return low <= ages[0] and ages[1] <= high


def _meant_for(item: Candidate, asked: Asked, match: Match | None) -> bool:
    oldest = OLDEST.get(item.kind)
    if oldest is not None and asked.ages is not None and asked.ages[0] > oldest:
        return False
    if not item.only_for:
        return True
    known = asked.meant_for | {"interest"} if match else asked.meant_for
    return any(all(part in known for part in wanted.split("+")) for wanted in item.only_for)


def _is_in_the_same_situation(item: Candidate, asked: Asked, match: Match | None) -> bool:
    """Others in the same situation help only who is in it: by an event, by what one likes, or by what hinders."""
    if not item.is_entry:
        return True
    if item.kind in MADE_FOR:
        return bool(MADE_FOR[item.kind] & (asked.told | asked.need.barriers))
    if item.kind not in PEERS:
        return True
    if item.life_events:
        return bool(asked.meant_for & set(item.life_events)) or bool(match and not item.only_for)
    about = match is not None and match.level > NEAR
    return bool(about or item.only_for or asked.told & set(item.barriers) - COMMON_BARRIERS)


def _can_come_in(item: Candidate, asked: Asked) -> bool:
    """Has the place all that the person must have there? Unknown is no."""
    if not asked.need.access or not item.needs_travel:
        return True
    known = set(item.access).union(*(WAYS_IN[name] for name in item.barriers if name in WAYS_IN))
    return asked.need.access <= known


def _is_understood(item: Candidate, asked: Asked) -> bool:
    """What is held only in languages that the person has not said to speak is not for them."""
    return not item.languages or SWEDISH in item.languages or bool(asked.speaks & set(item.languages))
