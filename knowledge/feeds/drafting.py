"""Turns the raw values of one item into clean ones, and notes in plain Swedish whatever could not be used.

Every method takes the name of the field as whoever keeps the feed knows it, and the raw value. Nothing raises: what
cannot be used becomes None (or an empty tuple) and a Problem. An empty value is unknown and no problem.
"""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import TypeVar

from knowledge.entry import Phone, Price
from knowledge.errors import Unreadable
from knowledge.feeds import amounts, contacts, moments, spots, words
from knowledge.feeds.amounts import as_text
from knowledge.feeds.plain_text import cut, plain_line, plain_lines
from knowledge.feeds.reading import Problem, Reading
from knowledge.places import Municipality

__all__ = ["Drafting", "as_text"]
T = TypeVar("T")
LONGEST_LINE = 300
LONGEST_TEXT = 5_000
SHOWN = 60  # how much of a value that could not be used is named in the report


class Drafting:
    """One item of a feed on its way to be an entry. `where` names it in the report ("rad 12", "händelse 3")."""

    def __init__(self, where: str, reading: Reading) -> None:
        self.where = where
        self.reading = reading
        self.found: list[Problem] = []

    @property
    def problems(self) -> tuple[Problem, ...]:
        return tuple(self.found)

    def note(self, field: str, what: str, *, dropped: bool = False) -> None:
        """Add a problem of our own; `dropped` when the whole item falls away."""
        self.found.append(Problem(self.where, field, what, dropped))

    def _try(self, field: str, raw: object, read: Callable[[str], T]) -> T | None:
        text = plain_line(as_text(raw))
        if not text:
            return None
        try:
            return read(text)
        except Unreadable as problem:
            self.note(field, f"värdet {problem}" if problem.secret else f"“{cut(text, SHOWN)}” {problem}")
            return None

    def line(self, field: str, raw: object, longest: int = LONGEST_LINE) -> str | None:
        """One line of plain text."""
        return self._bounded(field, plain_line(as_text(raw)), longest)

    def text(self, field: str, raw: object, longest: int = LONGEST_TEXT) -> str | None:
        """Plain text that may hold several paragraphs."""
        return self._bounded(field, plain_lines(as_text(raw)), longest)

    def _bounded(self, field: str, text: str, longest: int) -> str | None:
        if len(text) > longest:
            self.note(field, f"var {len(text)} tecken lång och kortades till {longest}")
        return cut(text, longest) or None

    def number(self, field: str, raw: object, low: float, high: float) -> float | None:
        """A number within bounds; comma and full stop both mark decimals."""
        return self._try(field, raw, lambda text: amounts.read_number(text, low, high))

    def whole(self, field: str, raw: object, low: int, high: int) -> int | None:
        """A whole number within bounds."""
        found = self.number(field, raw, low, high)
        if found is not None and not found.is_integer():
            self.note(field, f"{found} är inte ett heltal")
            return None
        return None if found is None else int(found)

    def ages(self, field_low: str, low: object, field_high: str, high: object) -> tuple[int | None, int | None]:
        """Youngest and oldest age; both unknown when they contradict each other."""
        youngest, oldest = self.whole(field_low, low, 0, 120), self.whole(field_high, high, 0, 120)
        if youngest is not None and oldest is not None and youngest > oldest:
            self.note(field_high, f"{oldest} är lägre än {youngest}; åldrarna togs inte med")
            return None, None
        return youngest, oldest

    def day(self, field: str, raw: object) -> date | None:
        """A day that exists, from 1990 to ten years ahead."""
        return self._try(field, raw, lambda text: moments.read_moment(text, self.reading.today)[0])

    def past_day(self, field: str, raw: object) -> date | None:
        """A day that has been, such as when something was checked."""
        found = self.day(field, raw)
        if found and found > self.reading.today:
            self.note(field, f"{found} har inte varit än")
            return None
        return found

    def moment(self, field: str, raw: object) -> datetime | None:
        """Day and clock time on Swedish clocks, without a zone; midnight when only a day is given."""
        found = self.day_and_clock(field, raw)
        return datetime.combine(found[0], found[1] or time()) if found else None

    def day_and_clock(self, field: str, raw: object) -> tuple[date, time | None] | None:
        """The same, telling whether there is a clock time."""
        return self._try(field, raw, lambda text: moments.read_moment(text, self.reading.today))

    def clock(self, field: str, raw: object) -> time | None:
        """A clock time."""
        return self._try(field, raw, moments.read_clock)

    def position(self, field: str, lat: object, lon: object) -> tuple[float, float] | None:
        """Latitude and longitude in Sweden; the two swapped are put right."""
        north, east = self.number(field, lat, -180, 180), self.number(field, lon, -180, 180)
        if north is None or east is None:
            if (north is None) != (east is None):
                self.note(field, "bara den ena av latitud och longitud går att använda; positionen togs inte med")
            return None
        return self._try(field, f"{north:g}, {east:g}", lambda _: spots.read_position(north, east))

    def postcode(self, field: str, raw: object) -> str | None:
        """123 45."""
        return self._try(field, raw, spots.read_postcode)

    def municipality(
        self,
        field: str,
        raw: object = None,
        *,
        city: str | None = None,
        postal_code: str | None = None,
        position: tuple[float, float] | None = None,
    ) -> Municipality | None:
        """The municipality of a code or name; without one it is told from city, postcode and position (all clean)."""
        places = self.reading.places
        named = self._try(field, raw, lambda text: spots.read_municipality(text, places))
        found = named or spots.guess_municipality(places, city=city, postal_code=postal_code, position=position)
        if named and position and spots.is_far_from(named, *position):
            self.note(field, f"positionen ligger långt från {named.full_name}; kontrollera vilket som är rätt")
        return found

    def link(self, field: str, raw: object) -> str | None:
        """An address on the open web."""
        return self._try(field, raw, contacts.read_link)

    def phones(self, field: str, raw: object) -> tuple[Phone, ...]:
        """Every telephone number in the text."""
        return tuple(Phone(number=number) for number in self._try(field, raw, contacts.read_phones) or ())

    def email(self, field: str, raw: object) -> str | None:
        """An address of e-mail."""
        return self._try(field, raw, contacts.read_email)

    def org_number(self, field: str, raw: object) -> str | None:
        """Ten digits with a valid checksum, never a person's own number."""
        found = self._try(field, raw, lambda text: (contacts.read_org_number(text),))
        return found[0] if found else None

    def yes_no(self, field: str, raw: object) -> bool | None:
        """Yes, no or unknown."""
        answer = self._try(field, raw, lambda text: (words.read_yes_no(text),))
        return answer[0] if answer else None

    def kind(self, field: str, raw: object, *besides: str | None) -> str | None:
        """A kind of need_rules.yml by name or label, else by an obvious word in it or in the texts besides."""
        text = plain_line(as_text(raw))
        named = words.read_kind(text, self.reading.facts) if text else None
        found = named or next((kind for part in (text, *besides) if part and (kind := words.kind_in(part))), None)
        if found is None and text:
            self.note(field, f"“{cut(text, SHOWN)}” är ingen typ som Lotsen känner till")
        return found

    def interests(self, field: str, raw: object) -> tuple[str, ...]:
        """Interests of a list, by name or by any word for them."""
        return self._listed(field, words.read_interests(plain_line(as_text(raw)), self.reading.facts), "intresse")

    def interests_in(self, *texts: str | None) -> tuple[str, ...]:
        """Interests that a name or short sentence (clean) mentions."""
        found = (name for text in texts if text for name in words.interests_in(text, self.reading.facts))
        return tuple(dict.fromkeys(found))

    def loneliness(self, field: str, raw: object) -> tuple[str, ...]:
        """social, emotional, existential."""
        return self._listed(field, words.read_names("loneliness", plain_line(as_text(raw))), "sorts ensamhet")

    def barriers(self, field: str, raw: object) -> tuple[str, ...]:
        """What it helps against, by the vocabulary's names."""
        return self._listed(field, words.read_names("barriers", plain_line(as_text(raw))), "hinder")

    def life_events(self, field: str, raw: object) -> tuple[str, ...]:
        """Life events, by the vocabulary's names."""
        return self._listed(field, words.read_names("life_events", plain_line(as_text(raw))), "livshändelse")

    def only_for(self, field: str, raw: object) -> tuple[str, ...]:
        """Whom it is for and nobody else, by the names of the fact files."""
        return self._listed(field, words.read_names("only_for", plain_line(as_text(raw))), "målgrupp")

    def access(self, field: str, raw: object) -> tuple[str, ...]:
        """wheelchair, hearing_loop, sign_language, toilet, parking."""
        return self._listed(field, words.read_names("access", plain_line(as_text(raw))), "sorts tillgänglighet")

    def languages(self, field: str, raw: object) -> tuple[str, ...]:
        """ISO 639-1 codes of a list of codes or names."""
        items = words.parts(plain_line(as_text(raw)))
        codes = {item: words.read_language(item) for item in items}
        unknown = tuple(item for item, code in codes.items() if code is None)
        return self._listed(field, (tuple(dict.fromkeys(filter(None, codes.values()))), unknown), "språk")

    def _listed(self, field: str, found: tuple[tuple[str, ...], tuple[str, ...]], what: str) -> tuple[str, ...]:
        names, unknown = found
        if unknown:
            listed = ", ".join(f"“{cut(item, 30)}”" for item in unknown[:5])
            self.note(field, f"{listed}: inte något {what} som Lotsen känner till")
        return names

    def hours(self, field: str, raw: object) -> str | None:
        """Opening hours in OpenStreetMap's syntax."""
        return self._try(field, raw, moments.read_hours)

    def price(self, field: str, raw: object, currency: str = "SEK") -> Price | None:
        """0 and "gratis" are free; an amount alone is read; other words are kept as they are, with no amount."""
        text = self.line(field, raw, 120)
        if not text:
            return None
        if words.is_unknown(text):
            return None
        amount = amounts.read_amount(text)
        if amount is None:
            return Price(text=text, currency=currency)
        return Price(amount=amount, text="Gratis" if amount == 0 else None, currency=currency)
