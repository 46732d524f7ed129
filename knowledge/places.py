"""Finds Swedish places in what people write, and says in which municipality help is wanted."""

import re
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.gazetteer.gazetteer import Gazetteer, open_gazetteer
from knowledge.place_context import Context, context_of, is_place_after
from knowledge.place_reading import (
    PlaceMention,
    Reading,
    Resolution,
    Token,
    adjacent,
    decided,
    ends,
    explained,
    forms,
    narrowed,
    read,
    starts,
    worth_guessing,
)
from knowledge.place_table import RANK, Municipality, NamedPlace, PlaceTable, first_words, fold, read_table
from knowledge.place_villages import Villages, spot_of
from knowledge.settings import knowledge_settings

__all__ = ["Municipality", "PlaceMention", "Places", "Resolution", "load_places"]

POSTCODE = re.compile(r"(?<![\d-])(\d{3})[ \u00a0]?(\d{2})(?![\d-]|[ \u00a0]?(?:kr|:-|\d))")
LONGEST_NAME = 4
CLEAR_SHARE = 0.8
TAILS = frozenset({"kommun", "kommunen", "kommuns", "stad", "stads"})
NAMED_AFTER = ("i", "till", "från", "utanför")
MOST_ASKED = 6  # a name in more municipalities than this is asked about as an unknown one


class Places:
    """The table with its indexes, and the gazetteer when one was imported; one instance serves the whole process."""

    def __init__(self, table: PlaceTable, gazetteer: Gazetteer | None = None) -> None:
        self.table = table
        self._villages = Villages(gazetteer, table)
        self._words = table.words
        self._beginnings = first_words(table)
        self._fuzzy = [name for name, meanings in table.names.items() if worth_guessing(name, meanings)]

    def by_code(self, code: str) -> Municipality | None:
        return self.table.municipalities.get(code)

    def by_postcode(self, digits: str) -> tuple[Municipality, ...]:
        """Where five digits lie, several if they may lie in several; without a gazetteer told from the first three."""
        exact = dict.fromkeys(place.code for place in self._villages.postcode(digits))
        return tuple(self.table.municipalities[code] for code in exact or self._area(digits[:3]))

    def neighbours(self, code: str, within_km: float) -> tuple[tuple[Municipality, float], ...]:
        """Neighbouring municipalities and the distance in km between the seats, nearest first."""
        near = self.table.neighbours.get(code, ())
        return tuple((self.table.municipalities[other], km) for other, km in near if km <= within_km)

    def find(self, text: str, *, expecting: bool = False) -> list[PlaceMention]:
        """Every place mentioned, in order. Positions are in the NFC form of `text`."""
        reading = read(text, expecting)
        self._find_postcodes(reading)
        index = 0
        while index < len(reading.tokens):
            index += self._at(reading, index)
        return sorted(reading.found, key=lambda mention: mention.start)

    def resolve(self, text: str, *, expecting: bool = False) -> Resolution:
        """The municipality where help is wanted, or the candidates to ask about, or the unknown name."""
        mentions = self.find(text, expecting=expecting)
        wanted = [mention for mention in mentions if mention.role != "not" and mention.strength > 0.6]
        if not wanted:
            return Resolution(None, unknown=self._unknown(text, expecting, mentions))
        best = max(wanted, key=lambda mention: (mention.strength, bool(mention.candidates), mention.start))
        if not best.candidates:
            return Resolution(None, region=best.region, county_codes=best.county_codes)
        best = narrowed(explained(best, wanted, text), mentions)
        if len(best.candidates) == 1:
            spot = spot_of(best.candidates[0].code, [best, *(each for each in wanted if each.role == best.role)])
            if spot is None:
                return Resolution(best.candidates[0], best.candidates)
            return Resolution(best.candidates[0], best.candidates, position=spot.position, locality=spot.name)
        if len(best.candidates) > MOST_ASKED:
            return Resolution(None, unknown=best.text if best.role == "here" else None)
        return Resolution(None, best.candidates)

    def _at(self, reading: Reading, index: int) -> int:
        """Tries to read a place from token `index` on; returns how many tokens to move."""
        for size in range(min(LONGEST_NAME, len(reading.tokens) - index), 0, -1):
            words = reading.tokens[index : index + size]
            meanings, region = self._meanings(words, reading, index)
            if (meanings or region) and self._is_place(reading, index, words, bool(region)):
                self._note(reading, index, words, meanings, region)
                return size
            villages = () if meanings or region else self._villages.at(reading, index, words)
            if villages:
                self._note(reading, index, words, villages, None)
                return size
        guess = self._guess(reading, index) or self._villages.guess(reading, index)
        if guess:
            self._note(reading, index, [reading.tokens[index]], guess, None)
        return 1

    def _meanings(self, words: list[Token], reading: Reading, index: int) -> tuple[tuple[NamedPlace, ...], str | None]:
        if len(words) > 1 and not self._may_be_long(words):
            return (), None
        name = " ".join(word.low for word in words)
        for form in forms(name):
            if form in self.table.names:
                return self.table.names[form], None
            if form in self.table.regions:
                return (), form
        if (
            len(name) > (2 if reading.expecting else 3)
            and fold(name) == name
            and self._context_is_clear(reading, index, words)
        ):
            return self._unfolded(name, words[0].text[:1].isupper() or reading.expecting), None
        return (), None

    def _may_be_long(self, words: list[Token]) -> bool:
        """Does any name of several words begin so? Most do not, and are not looked up."""
        return words[-1].low in TAILS or fold(words[0].low) in self._beginnings

    def _unfolded(self, name: str, sure: bool) -> tuple[NamedPlace, ...]:
        """Meanings of a name written without å ä ö; small places only where a place is surely meant."""
        for form in forms(name):
            originals = self.table.folded.get(form, ())
            meanings = tuple(place for original in originals for place in self.table.names[original])
            if meanings and (sure or any(RANK[place.kind] < 2 or place.population >= 3000 for place in meanings)):
                return meanings
        return ()

    def _context_is_clear(self, reading: Reading, index: int, words: list[Token]) -> bool:
        """Missing å ä ö are filled in freely for long names; short ones need a preposition or the question."""
        if reading.expecting or len(words[0].low) >= 5:
            return True
        return index > 0 and reading.tokens[index - 1].low in self._words["preposition"]

    def _is_place(self, reading: Reading, index: int, words: list[Token], region: bool) -> bool:
        name = " ".join(word.low for word in words)
        previous = reading.tokens[index - 1] if index else None
        after = reading.tokens[index + len(words)].low if index + len(words) < len(reading.tokens) else ""
        named_as_place = after in self._words["kind"] or name.split()[-1] in self._words["kind"]
        if (
            previous
            and previous.low in self._words["first_name"]
            and not named_as_place
            and adjacent(reading, previous, words[0])
        ):
            return False
        why = self._why_weak(name)
        if why is None or region or named_as_place:
            return True
        return self._weak_is_place(reading, index, words, why)

    def _why_weak(self, name: str) -> str | None:
        for form in forms(name):
            if form in self.table.weak:
                return self.table.weak[form]
            if form in self.table.names:
                return None
        return "word" if any(fold(weak) == fold(name) for weak in (name,) if weak in self.table.weak) else None

    def _weak_is_place(self, reading: Reading, index: int, words: list[Token], why: str) -> bool:
        if (reading.expecting and len(reading.tokens) <= 4) or reading.is_all(index, len(words)):
            return len(words) == len(reading.tokens) or words[0].low not in self._words["never_alone"]
        previous = reading.previous(index)
        capital = words[0].text[:1].isupper()
        clause = " ".join(reading.before(index).split())
        if is_place_after(clause) and (capital or why != "word" or ends(reading, index, words)):
            return True
        if why == "rare" and (reading.is_sentence(words) or (capital and not starts(reading, words[0]))):
            return True
        if previous not in self._words["preposition"] or previous == "på":
            return False
        return capital or (why != "word" and previous in ("i", "från", "utanför", "nära", "runt", "kring"))

    def _note(self, reading: Reading, index: int, words: list[Token], meanings: tuple[NamedPlace, ...],
              region: str | None) -> None:  # fmt: skip
        context = context_of(reading.before(index).rstrip(), reading.low)
        context = self._joined(reading, index, context)
        codes = self.table.regions[region] if region else ()
        start, end = words[0].start, words[-1].end
        reading.found.append(
            PlaceMention(start, end, reading.text[start:end], self._candidates(meanings), context.role,
                         context.strength - (0.4 if region else 0.0), region, codes, meanings)
        )  # fmt: skip

    def _joined(self, reading: Reading, index: int, context: Context) -> Context:
        """ "inte A, B" and "A eller B": a bare name straight after another takes over, unless that was denied."""
        previous = reading.previous(index)
        if reading.found and reading.found[-1].role == "not" and previous in ("utan", "men"):
            return Context("here", 5.0)
        return context

    def _candidates(self, meanings: tuple[NamedPlace, ...]) -> tuple[Municipality, ...]:
        best: dict[str, NamedPlace] = {}
        for place in meanings:
            known = best.get(place.code)
            if known is None or RANK[place.kind] < RANK[known.kind]:
                best[place.code] = place
        ordered = sorted(best.values(), key=lambda place: (RANK[place.kind], -place.population))
        return tuple(self.table.municipalities[place.code] for place in decided(ordered))

    def _guess(self, reading: Reading, index: int) -> tuple[NamedPlace, ...]:
        """A misspelt name, only where a place is clearly meant."""
        token = reading.tokens[index]
        if len(token.low) < 5 or token.low in self._words["not_a_guess"] or not self._place_is_meant(reading, index):
            return ()
        for form in forms(token.low):
            allowed = 1 if len(form) < 8 else 2
            match = process.extractOne(form, self._fuzzy, scorer=OSA.distance, score_cutoff=allowed)
            if match and (match[0][0] == form[0] or reading.expecting):
                return self.table.names[match[0]]
        return ()

    def _place_is_meant(self, reading: Reading, index: int) -> bool:
        if (reading.expecting and len(reading.tokens) <= 4) or reading.is_all(index, 1):
            return True
        after = reading.tokens[index + 1].low if index + 1 < len(reading.tokens) else ""
        if after in ("kommun", "kommunen"):
            return True
        token = reading.tokens[index]
        if len(token.low) >= 7 and token.text[:1].isupper() and reading.previous(index) in NAMED_AFTER:
            return True
        clause = " ".join(reading.before(index).split())
        return is_place_after(clause) and bool(re.search(r"\b(?:i|till|utanför|från|nära)$", clause))

    def _unknown(self, text: str, expecting: bool, mentions: list[PlaceMention]) -> str | None:
        if mentions:
            return None
        reading = read(text, expecting)
        for index, token in enumerate(reading.tokens):
            if (
                token.text[:1].isupper()
                and index
                and self._place_is_meant(reading, index)
                and not starts(reading, token)
            ):
                return token.text
        if expecting and 1 <= len(reading.tokens) <= 3:
            names = [
                token for token in reading.tokens if token.low not in self._words["answer"] and not token.low.isdigit()
            ]
            return names[-1].text if (names and len(names[-1].low) > 2 and len(names) == len(reading.tokens)) or (
                names and reading.tokens[0].low in ("i", "utanför")) else None  # fmt: skip
        return None

    def _find_postcodes(self, reading: Reading) -> None:
        for match in POSTCODE.finditer(reading.text):
            spaced = len(match.group()) > 5
            asked = reading.expecting or "postn" in reading.low[: match.start()]
            if not (spaced or asked):
                continue
            digits = match.group(1) + match.group(2)
            named, exact = self.by_postcode(digits), self._villages.postcode(digits)
            if named:
                found = PlaceMention(match.start(), match.end(), match.group(), named, "here", 4.0, meanings=exact)
                reading.found.append(found)

    def _area(self, digits: str) -> tuple[str, ...]:
        """The municipalities that postcodes with these three first digits may lie in."""
        shares = self.table.postcode_areas.get(digits, ())
        clear = shares[:1] if shares and shares[0][1] >= CLEAR_SHARE else shares[:4]
        return tuple(code for code, _ in clear)


@lru_cache(maxsize=1)
def load_places() -> Places:
    """The product's own table, with the gazetteer that the operator imported if there is one; read once."""
    return Places(read_table(), open_gazetteer(knowledge_settings().data))
