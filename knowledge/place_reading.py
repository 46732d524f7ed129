"""A text read for places: its words, the forms a name may take, and what stands between the words."""

import re
import unicodedata
from dataclasses import dataclass, field, replace
from functools import lru_cache

from knowledge.place_table import Municipality, NamedPlace

WORD = re.compile(r"[0-9a-zåäöéüøæA-ZÅÄÖÉÜØÆ]+(?:[-'][0-9a-zåäöéüøæA-ZÅÄÖÉÜØÆ]+)*")
SAID_AFTER = re.compile(r"(?:,? (?:i|utanför|nära|vid|nånstans i|någonstans i|strax utanför)|,| \()\s*")
ON_FROM_HERE = ("och ", "o ", "men ", "sen ", "sedan ", "med ", "kommun", "så ", "nu", "är ", "som ")


@dataclass(frozen=True)
class PlaceMention:
    """A place in a text. One candidate is clear; several must be asked back; none when only a region was named."""

    start: int
    end: int
    text: str
    candidates: tuple[Municipality, ...]
    role: str  # here|from|work|not|there
    strength: float = 0.0
    region: str | None = None
    county_codes: tuple[str, ...] = ()
    meanings: tuple[NamedPlace, ...] = ()


@dataclass(frozen=True)
class Resolution:
    """Where help is wanted. `unknown` is a name that was meant as a place but is not one we know.

    `position` is WGS84 latitude and longitude of the village, district or town named, and `locality` its name; both are
    None when only the municipality was named.
    """

    municipality: Municipality | None
    candidates: tuple[Municipality, ...] = ()
    unknown: str | None = None
    region: str | None = None
    county_codes: tuple[str, ...] = ()
    position: tuple[float, float] | None = None
    locality: str | None = None


@dataclass(frozen=True)
class Token:
    text: str
    low: str
    start: int
    end: int


@dataclass
class Reading:
    """A text being read: the tokens, and how its words may be understood."""

    text: str
    low: str
    tokens: list[Token]
    expecting: bool
    found: list[PlaceMention] = field(default_factory=list)

    def before(self, index: int) -> str:
        return self.low[: self.tokens[index].start]

    def previous(self, index: int) -> str:
        """The word before token `index`, lower case; empty at the start."""
        return self.tokens[index - 1].low if index else ""

    def is_all(self, index: int, size: int) -> bool:
        """Is the name the whole message, so that it can hardly be anything but a place?"""
        return index == 0 and size == len(self.tokens)

    def is_sentence(self, words: list[Token]) -> bool:
        """Does the name stand as a sentence of its own ("pingis. sala. gratis")?"""
        before, after = self.text[: words[0].start].rstrip(), self.text[words[-1].end :].lstrip()
        return (not before or before[-1] in ".!?\n") and (not after or after[0] in ".!?\n")

    def word(self, index: int) -> str:
        """The word at `index`, lower case; empty beyond the end."""
        return self.tokens[index].low if index < len(self.tokens) else ""


def read(text: str, expecting: bool) -> Reading:
    clean = unicodedata.normalize("NFC", text)
    low = clean.lower() if len(clean.lower()) == len(clean) else clean
    tokens = [Token(match.group(), match.group().lower(), match.start(), match.end()) for match in WORD.finditer(clean)]
    return Reading(clean, low, tokens, expecting)


@lru_cache(maxsize=4096)
def forms(name: str) -> tuple[str, ...]:
    """A name as written and without what may hang on it: kommun, genitive s, "-bo", "-are"."""
    forms = [name, name.replace(" ", "-")]
    for tail in (" kommuns", " kommunen", " kommun", " stads", " stad"):
        if name.endswith(tail):
            forms += [name.removesuffix(tail), name.removesuffix(tail).removesuffix("s")]
    if name.endswith("s") and len(name) > 4:
        forms.append(name[:-1])
    for tail in ("bon", "bor", "bo", "aren", "are", "arna"):
        if name.endswith(tail) and len(name) - len(tail) >= 4 and " " not in name and len(name) > 7:
            forms.append(name.removesuffix(tail))
    return tuple(dict.fromkeys(forms))


def decided(ordered: list[NamedPlace]) -> list[NamedPlace]:
    """One meaning when it clearly outweighs the others, otherwise all of them (of towns and districts at most six)."""
    if ordered and ordered[0].kind == "ort":
        return ordered
    if len(ordered) <= 1 or ordered[0].kind == "municipality":
        return ordered[:1]
    first, second = ordered[0], ordered[1]
    if first.population >= 2000 and first.population >= 10 * max(second.population, 1) and second.kind == "tatort":
        return [first]
    return ordered[:6]


def narrowed(best: PlaceMention, mentions: list[PlaceMention]) -> PlaceMention:
    """ "Husby i Stockholm", "Järna, Södertälje": another clear mention or region settles an ambiguous one."""
    if len(best.candidates) <= 1:
        return best
    for other in mentions:
        named = {item.code for item in other.candidates} if len(other.candidates) == 1 else set()
        fitting = tuple(
            item for item in best.candidates if item.code in named or item.county_code in other.county_codes
        )
        if other is not best and 0 < len(fitting) < len(best.candidates):
            return replace(best, candidates=fitting)
    return best


def explained(best: PlaceMention, mentions: list[PlaceMention], text: str) -> PlaceMention:
    """ "Mörkö, Södertälje": what is said right after a village tells where it is, also when no list has it there."""
    if not any(place.kind in ("ort", "othername") for place in best.meanings):
        return best
    clean = unicodedata.normalize("NFC", text)
    for other in mentions:
        if other.candidates and other.start > best.end and SAID_AFTER.fullmatch(clean[best.end : other.start]):
            shared = tuple(item for item in best.candidates if item in other.candidates)
            return replace(best, candidates=shared) if shared else other
    return best


def worth_guessing(name: str, meanings: tuple[NamedPlace, ...]) -> bool:
    first = meanings[0]
    return len(name) >= 5 and " " not in name and (first.kind == "municipality" or first.population >= 3000)


def adjacent(reading: Reading, first: Token, second: Token) -> bool:
    return not re.search(r"[.,!?\n]", reading.text[first.end : second.start])


def ends(reading: Reading, index: int, words: list[Token]) -> bool:
    """Nothing follows the name that would make it an ordinary word ("bor i berg och dal")."""
    rest = reading.low[words[-1].end :].lstrip(" ")
    return not rest or rest[0] in ".,!?\n" or rest.startswith(ON_FROM_HERE)


def starts(reading: Reading, token: Token) -> bool:
    """Is the token the first of a sentence, so that its capital letter says nothing?"""
    before = reading.text[: token.start].rstrip()
    return not before or before[-1] in ".!?\n"
