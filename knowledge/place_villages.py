"""Villages and postcodes of the imported gazetteer in what people write: counted only where clearly meant."""

import re
from collections.abc import Iterable, Sequence

from knowledge.distance import kilometres
from knowledge.gazetteer.gazetteer import Gazetteer
from knowledge.place_context import is_place_after
from knowledge.place_reading import PlaceMention, Reading, Token, ends
from knowledge.place_table import NamedPlace, PlaceTable

BEFORE = frozenset(
    {"i", "på", "till", "från", "ifrån", "utanför", "nära", "kring", "runt", "omkring", "vid", "av", "om"}
)
IN_OR_NEAR = re.compile(
    r"(?:^|\s)(?:i|från|ifrån|utanför|nära|kring|runt|omkring|i närheten av|(?:norr|söder|öster|väster) om)$"
)
ISLAND = ("ö", "ön", "öarna", "landet", "holm", "holmen", "skär", "näset")  # "bor på Solgården" is a home for the old
SHORTEST_UNWRITTEN = 6  # letters of a name that is known without its capital or its å ä ö
SHORTEST_GUESS = 9  # shorter names of hamlets lie so close that most words have one within a slip
SHORT_ANSWER = 4  # words
SAME_SPOT_KM = 15.0


class Villages:
    """The gazetteer as a text is read; without one nothing is ever found."""

    def __init__(self, gazetteer: Gazetteer | None, table: PlaceTable) -> None:
        self._gazetteer = gazetteer
        self._table = table
        self._elsewhere = table.words.get("not_a_village", frozenset())

    def at(self, reading: Reading, index: int, words: Sequence[Token]) -> tuple[NamedPlace, ...]:
        """The villages that the words from `index` on name, if they are meant as a place."""
        if self._gazetteer is None or not _may_follow(reading, index, words[-1]):
            return ()
        if len(words) > 1 and not self._gazetteer.may_begin(words[0].low):
            return ()
        for name in _forms(words):
            found = self._named(name)
            if found and self._is_meant(reading, index, words, all(place.weak for place in found)):
                return found
        return ()

    def guess(self, reading: Reading, index: int) -> tuple[NamedPlace, ...]:
        """A village whose name was written with one slip, where its capital or the question tells that it is one."""
        token = reading.tokens[index]
        if self._gazetteer is None or len(token.low) < SHORTEST_GUESS or not _has_capital(reading, token):
            return ()
        if token.low in self._elsewhere or not _may_follow(reading, index, token):
            return ()
        if not (_is_answer(reading, index, 1) or is_place_after(" ".join(reading.before(index).split()))):
            return ()
        found = self._gazetteer.one_slip_away(token.low)
        return () if any(place.weak for place in found) else self._known(found)

    def postcode(self, digits: str) -> tuple[NamedPlace, ...]:
        """What a postcode means; empty without a gazetteer or when it is not in it."""
        return self._known(self._gazetteer.postcode(digits)) if self._gazetteer else ()

    def _named(self, name: str) -> tuple[NamedPlace, ...]:
        if name in self._elsewhere or self._gazetteer is None:
            return ()
        found = self._known(self._gazetteer.named(name))
        own = tuple(place for place in found if place.kind != "othername")
        exact = any(place.name.lower() == name for place in found)
        return (own or found) if exact or len(name) >= SHORTEST_UNWRITTEN else ()

    def _known(self, places: Iterable[NamedPlace]) -> tuple[NamedPlace, ...]:
        return tuple(place for place in places if place.code in self._table.municipalities)

    def _is_meant(self, reading: Reading, index: int, words: Sequence[Token], weak: bool) -> bool:
        capital = _has_capital(reading, words[0])
        if _is_answer(reading, index, len(words)):
            return not weak or capital
        clause = " ".join(reading.before(index).split())
        if is_place_after(clause) and reading.previous(index) in BEFORE:
            return (capital and ends(reading, index, list(words))) if weak else True
        if weak or not IN_OR_NEAR.search(clause):
            return False
        return capital or (len(words[0].low) >= SHORTEST_UNWRITTEN and not clause.endswith("från"))


def spot_of(code: str, mentions: Iterable[PlaceMention]) -> NamedPlace | None:
    """The village, district or town in this municipality that was named, when its position is plain."""
    for mention in mentions:
        here = [place for place in mention.meanings if place.code == code and place.position is not None]
        if any(place.kind == "municipality" for place in mention.meanings if place.code == code) or not here:
            continue
        first = here[0]
        if all(_apart(first, other) <= SAME_SPOT_KM for other in here):
            return first
    return None


def _apart(one: NamedPlace, other: NamedPlace) -> float:
    return kilometres(one.lat or 0, one.lon or 0, other.lat or 0, other.lon or 0)


def _may_follow(reading: Reading, index: int, last: Token) -> bool:
    """Can a village stand here at all? It costs little, so that most words are never looked up."""
    before = reading.previous(index)
    if before == "på":
        return last.low.endswith(ISLAND)
    return before in BEFORE or (reading.expecting and index == 0)


def _is_answer(reading: Reading, index: int, size: int) -> bool:
    """Is this a short answer to the question of place that ends with the name?"""
    return reading.expecting and len(reading.tokens) <= SHORT_ANSWER and index + size == len(reading.tokens)


def _has_capital(reading: Reading, token: Token) -> bool:
    return token.text[:1].isupper() and not reading.text.isupper()


def _forms(words: Sequence[Token]) -> tuple[str, ...]:
    """The name as written, with a space for a hyphen, and without the s of "Gunnarskogs kyrka"."""
    name = " ".join(word.low for word in words)
    forms = [name]
    if "-" in name:
        forms.append(name.replace("-", " "))
    if name.endswith("s") and len(name) > SHORTEST_UNWRITTEN and words[0].text[:1].isupper():
        forms.append(name[:-1])
    return tuple(forms)
