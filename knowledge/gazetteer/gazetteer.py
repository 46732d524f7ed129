"""The full gazetteer that an operator has imported: villages and postcodes, looked up in one sorted file.

The import writes the file beside the directory's database. A line is: key, name, municipality code, kind, population,
latitude, longitude, and what to mind: "w" when the name is an ordinary word too, "u" when it is one without the marks
of å ä ö (Rutån, "rutan"). The key is the name in lower case without those marks, or the five digits of a postcode.
A name is found by halving the sorted lines, so that the whole country costs a few megabytes and hardly any time at the
start.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path

from rapidfuzz.distance import OSA

from knowledge.place_table import NamedPlace, fold

FILE = "gazetteer.tsv"
HEADER = b"lotsen-gazetteer 1\n"
END = b"end\n"
POSTCODE = "postcode"
COLUMNS = 8


class Gazetteer:
    """The lines of the file and where each begins."""

    def __init__(self, lines: bytes) -> None:
        self._lines = lines
        self._begins = array("I")
        self._first_words: set[str] = set()
        at = len(HEADER)
        while at < len(lines) - len(END):
            self._begins.append(at)
            first, space, _ = self._key(at).replace("-", " ").partition(" ")
            if space:
                self._first_words.add(first)
            at = lines.index(b"\n", at) + 1

    def __len__(self) -> int:
        return len(self._begins)

    def may_begin(self, word: str) -> bool:
        """Does any name of several words begin with this one (lower case)?"""
        return fold(word) in self._first_words

    def named(self, name: str) -> tuple[NamedPlace, ...]:
        """The meanings of a name in lower case; one written without å ä ö finds those that have them as well."""
        found = tuple(place for place in self._with_key(fold(name)) if place.kind != POSTCODE)
        exact = tuple(place for place in found if place.name.lower() == name)
        if exact or fold(name) != name:
            return exact
        return tuple(place for place in found if not place.weak and not place.weak_unwritten)

    def postcode(self, digits: str) -> tuple[NamedPlace, ...]:
        """The municipalities that five digits lie in; the name is the post town's."""
        return tuple(self._with_key(digits))

    def one_slip_away(self, name: str) -> tuple[NamedPlace, ...]:
        """The places of the only name that differs by one letter, or by two that changed places."""
        wanted = fold(name)
        first = self._first(wanted[:2].encode())
        last = self._first(wanted[:2].encode() + b"\xff")
        near = {
            key for key in map(self._key, self._begins[first:last]) if OSA.distance(wanted, key, score_cutoff=1) <= 1
        }
        return tuple(self._with_key(near.pop())) if len(near) == 1 else ()

    def _with_key(self, key: str) -> Iterator[NamedPlace]:
        for line in range(self._first(key.encode()), len(self._begins)):
            at = self._begins[line]
            fields = self._lines[at : self._lines.index(b"\n", at)].decode().split("\t")
            if fields[0] != key:
                return
            yield _place(fields)

    def _first(self, key: bytes) -> int:
        return bisect_left(self._begins, key, key=self._key_bytes)

    def _key_bytes(self, at: int) -> bytes:
        return self._lines[at : self._lines.index(b"\t", at)]

    def _key(self, at: int) -> str:
        return self._key_bytes(at).decode()


def _place(fields: list[str]) -> NamedPlace:
    _, name, code, kind, population, lat, lon, mind = fields
    return NamedPlace(name, code, kind, int(population or 0), float(lat) if lat else None, float(lon) if lon else None,
                      weak="w" in mind, weak_unwritten="u" in mind)  # fmt: skip


def open_gazetteer(folder: Path) -> Gazetteer | None:
    """The gazetteer in the data folder; None when none was imported or the file is not whole."""
    try:
        lines = (folder / FILE).read_bytes()
    except OSError:
        return None
    whole = lines.startswith(HEADER) and lines.endswith(b"\n" + END)
    return Gazetteer(lines) if whole else None


def file_lines(places: list[NamedPlace]) -> bytes:
    """What the file holds for these places, in order and each once."""
    keyed = sorted({(_key_of(place).encode(), _line(place)) for place in places})
    return b"".join([HEADER, *(line for _, line in keyed), END])


def _key_of(place: NamedPlace) -> str:
    return fold(place.name.lower()) if place.kind != POSTCODE else place.name.split(" ", 1)[0]


def _line(place: NamedPlace) -> bytes:
    name = place.name if place.kind != POSTCODE else place.name.partition(" ")[2]
    fields = (_key_of(place), name, place.code, place.kind, str(place.population or ""),
              "" if place.lat is None else f"{place.lat:.5f}", "" if place.lon is None else f"{place.lon:.5f}",
              "w" * place.weak + "u" * place.weak_unwritten)  # fmt: skip
    return "\t".join(fields).encode() + b"\n"
