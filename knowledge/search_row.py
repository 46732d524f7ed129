"""The row by which a candidate is found: what can be told in columns, and one prepared text for words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, reduce
from hashlib import sha1
from math import floor
from operator import or_
from typing import Any
from zlib import crc32

import msgspec

from knowledge.asked import SIGNED
from knowledge.called_off import said_of
from knowledge.candidate import Candidate
from knowledge.fact_types import Facts, VocabularyEntry
from knowledge.groups import losses_named, of_one_gender, of_one_language, only_for_these
from knowledge.interest_words import InterestWords, words_of
from knowledge.limits import PEERS
from knowledge.need import expand
from knowledge.scoring import AT_HOME, comfort_score, is_gentle, threshold_score

WIDOWED, USUALLY_WIDOWED = re.compile(r"(?i)\bänk(?:a|or|an|ling|lingar|eman|emän)\b"), 50
MOST_WORDS = 400  # of one text
BITS = 61  # of a whole number that both databases keep, besides the next one
ONLY_FOR_SOME = 1 << BITS  # it is for some only, whom the other bits tell
ACCESS = ("wheelchair", "hearing_loop", "sign_language", "toilet", "parking")  # nobody lacks it who stays at home
COUNTRY = "SE"
EVERYWHERE = "overallt"


@dataclass(frozen=True)
class Stored:
    """What the row needs besides the candidate. `words` are further texts to be found by, as a long description."""

    service_id: str
    place_index: int = 0
    until: date | None = None
    is_active: bool = True
    words: Sequence[str] = ()


def interest_words(facts: Facts) -> InterestWords:
    """The vocabulary of interests, indexed once for each version of the facts."""
    return _interest_words(facts.interests)


@lru_cache(maxsize=2)
def _interest_words(entries: tuple[VocabularyEntry, ...]) -> InterestWords:
    return InterestWords(entries)


def enriched(item: Candidate, words: InterestWords) -> Candidate:
    """An entry's candidate as ranking wants it: with what its own words tell, and the names that the rules use."""
    text = f"{item.name}. {item.plain}"
    interests = tuple(dict.fromkeys(item.interests + words.find(text)))
    only_for = item.only_for or (("bereavement",) if item.kind == "grief_group" and losses_named(text) else ())
    audience = only_for_these(text, tuple("+".join(expand(tuple(each.split("+")))) for each in only_for))
    signed = "teckenspråk" in interests and item.kind in PEERS
    return msgspec.structs.replace(
        item,
        is_entry=True,
        interests=interests,
        life_events=expand(item.life_events),
        barriers=expand(item.barriers),
        only_for=of_one_gender(text, audience),
        languages=(SIGNED,) if signed else of_one_language(text, item.kind, item.languages),
        needs_travel=item.needs_travel and item.kind not in AT_HOME,
        usually_from_age=item.usually_from_age or (USUALLY_WIDOWED if WIDOWED.search(text) else None),
    )


def search_row(item: Candidate, stored: Stored, words: InterestWords) -> dict[str, Any]:
    """The row of service_search."""
    return {
        "service_id": stored.service_id,
        "place_index": stored.place_index,
        "number": number_of(stored.service_id, stored.place_index),
        "kind": item.kind,
        "reach": item.reach,
        "latitude": item.lat,
        "longitude": item.lon,
        "area": area_of(item),
        "age_min": item.age_min or 0,
        "age_max": 150 if item.age_max is None else item.age_max,
        "is_free": item.traits.free,
        "is_active": stored.is_active and said_of(item.name) is None,
        "is_entry": item.is_entry,
        "threshold": threshold_score(item.traits),
        "comfort": comfort_score(item.traits),
        "is_gentle": is_gentle(item),
        "answers": answers(item),
        "checked": item.checked,
        "until": stored.until,
        "search_text": search_text(item, stored.words, words),
        "document": msgspec.json.encode(item).decode(),
    }


def area_of(item: Candidate) -> str | None:
    """The one municipality or county that it is for, or the whole country; None when a position or a mark tells it."""
    if item.reach == "near":
        return None
    if item.reach == "listed":
        return item.municipalities[0] if len(item.municipalities) == 1 else None
    return COUNTRY


def number_of(service_id: str, place_index: int) -> int:
    """The row's number in the index of words: 63 bits, the same each time that the row is written."""
    digest = sha1(f"{service_id}\n{place_index}".encode()).digest()  # noqa: S324 (an id, not a secret)
    return int.from_bytes(digest[:8], "big") >> 1


def answers(item: Candidate) -> int:
    """What may match a need, as bits. Two names may share one: it orders and narrows, and decides nothing."""
    named = [event_bit(name) for name in item.life_events] + [barrier_bit(name) for name in item.barriers]
    named += [event_bit(part) for each in item.only_for for part in each.split("+")]
    named += [access_bit(name) for name in (item.access if item.needs_travel else ACCESS)]
    named += [type_bit(name) for name in item.loneliness] + [language_bit(code) for code in item.languages]
    if item.only_for or item.kind in PEERS:
        named.append(ONLY_FOR_SOME)
    return reduce(or_, named, 0)


def event_bit(name: str) -> int:
    return _bit(f"e.{name}")


def barrier_bit(name: str) -> int:
    return _bit(f"b.{name}")


def type_bit(name: str) -> int:
    return _bit(f"t.{name}")


def language_bit(code: str) -> int:
    return _bit(f"l.{code}")


def access_bit(name: str) -> int:
    return _bit(f"a.{name}")


@lru_cache(maxsize=1000)
def _bit(name: str) -> int:
    return 1 << crc32(name.encode()) % BITS


def search_text(item: Candidate, texts: Iterable[str], words: InterestWords) -> str:
    """Every word once, compounds with their parts, what it is about and where, as words that no text holds."""
    found: dict[str, None] = {}
    for text in (item.name, item.plain, item.where, *item.interests, *texts):
        for word in words_of(text):
            found[word] = None
            found.update(dict.fromkeys(words.parts(word)))
    about, here = [interest_mark(name) for name in item.interests], list(place_marks(item))
    both = [both_marks(interest, place) for interest in about for place in here]
    return " ".join([*about, *here, *both, *list(found)[:MOST_WORDS]])


def interest_mark(name: str) -> str:
    """ "intressebrädspel": found by those who like it, and by no other word."""
    return "intresse" + "".join(words_of(name))


def both_marks(interest: str, place: str) -> str:
    """One word for what it is about and where: few rows hold it, where many hold the one or the other."""
    return f"{interest}{place}"


def place_marks(item: Candidate) -> Iterable[str]:
    """Where it can be of use: a square of the map, municipalities and counties, or everywhere."""
    if item.reach == "near" and item.lat is not None and item.lon is not None:
        yield from (square_mark(item.lat, item.lon), large_square_mark(item.lat, item.lon))
    elif item.reach == "listed":
        yield from (area_mark(code) for code in item.municipalities)
        if len(item.municipalities) > 1:
            yield from (one_of_several_mark(code) for code in item.municipalities)
    else:
        yield EVERYWHERE


def area_mark(code: str) -> str:
    """ "omrade1281" for a municipality, "omrade12" for a county."""
    return f"omrade{code}"


def one_of_several_mark(code: str) -> str:
    """The same for what is for several of them, and so has no area of its own in the row."""
    return f"bland{code}"


def square_mark(lat: float, lon: float) -> str:
    """A square of the map, about 11 by 11 km."""
    return f"ruta{floor(lat * 10)}x{floor(lon * 5)}"


def squares(south: float, north: float, west: float, east: float) -> list[str]:
    """All the squares that a box touches."""
    rows = range(floor(south * 10), floor(north * 10) + 1)
    return [f"ruta{row}x{column}" for row in rows for column in range(floor(west * 5), floor(east * 5) + 1)]


def large_square_mark(lat: float, lon: float) -> str:
    """A square of one degree of latitude and two of longitude, about 111 by 100 km."""
    return f"storruta{floor(lat)}x{floor(lon / 2)}"
