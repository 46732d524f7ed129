"""Understands what `lotsen directory search` is asked, and says in plain Swedish what it does not understand."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from rapidfuzz import process

from knowledge.fact_types import Facts, VocabularyEntry
from knowledge.hours import SWEDEN
from knowledge.need import AGE_RANGES, MEANS, Need
from knowledge.places import Places
from knowledge.turned_down import BELONGS, PREFIX
from lotsen.errors import LotsenError

FINER = ("npf", "lgbtqi", "parenthood", "single_parent", "suicide_loss", "homelessness")  # as the programmes say it
TYPES = {"social": "social", "emotionell": "emotional", "existentiell": "existential"}
ACCESS = ("wheelchair", "hearing_loop", "sign_language", "toilet", "parking")
OLDEST = 120
MANY = 12  # names shown when so many are allowed that a list would not be read


class WishUnclear(LotsenError):
    """What was asked for cannot be understood; the message says what may be written."""


@dataclass(frozen=True)
class Wish:
    """The options as they were written."""

    place: str | None
    types: list[str]
    barriers: list[str]
    interests: list[str]
    age: str | None
    life_events: list[str]
    access: list[str]
    rejected: list[str]
    for_other: bool
    now: str | None
    words: list[str] = field(default_factory=list)


def need_of(wish: Wish, facts: Facts, places: Places) -> Need:
    """The need as a conversation would have told it. Raises WishUnclear."""
    age, group = _age(wish.age)
    code, position = _place(wish.place, places)
    return Need(
        types=tuple(TYPES.get(name, name) for name in _known("slag", wish.types, (*TYPES, *TYPES.values()))),
        municipality=code,
        position=position,
        age=age,
        age_group=group,
        minor=group == "child" or (age is not None and age < 18),
        barriers=frozenset(_known("hinder", wish.barriers, _names(facts.barriers, facts))),
        interests=_interests(wish.interests, facts),
        life_events=_known("livshändelsen", wish.life_events, _names(facts.life_events, facts)),
        access=frozenset(_known("tillgängligheten", wish.access, ACCESS)),
        rejected=frozenset(_rejected(wish.rejected)),
        for_other=wish.for_other,
        words=tuple(wish.words),
    )


def moment_of(now: str | None) -> datetime:
    """Swedish time; now when nothing is told. Raises WishUnclear."""
    if now is None:
        return datetime.now(SWEDEN)
    try:
        moment = datetime.fromisoformat(now)
    except ValueError:
        raise WishUnclear(f"Tidpunkten {now!r} går inte att läsa. Skriv som 2026-11-24T14:00.") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=SWEDEN)


def _place(text: str | None, places: Places) -> tuple[str | None, tuple[float, float] | None]:
    if text is None:
        return None, None
    if text in places.table.municipalities:
        return text, None
    found = places.resolve(text, expecting=True)
    if found.municipality:
        return found.municipality.code, found.position
    if found.candidates:
        names = ", ".join(f"{item.name} i {item.county} ({item.code})" for item in found.candidates[:MANY])
        raise WishUnclear(f"Det finns flera platser som heter {text}. Vilken menas: {names}?")
    raise WishUnclear(f"Platsen {text} finns inte. Skriv en ort, en kommun, ett postnummer eller en kommunkod.")


def _age(text: str | None) -> tuple[int | None, str | None]:
    if text is None:
        return None, None
    if text in AGE_RANGES:
        return None, text
    if text.isdecimal() and int(text) <= OLDEST:
        return int(text), None
    raise WishUnclear(
        f"Åldern {text} går inte att läsa. Skriv ett tal från 0 till {OLDEST}, eller {', '.join(AGE_RANGES)}."
    )


def _known(what: str, told: Iterable[str], allowed: Iterable[str]) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(allowed))
    for name in told:
        if name not in names:
            raise WishUnclear(f"Lotsen känner inte till {what} {name}. Det går att skriva: {', '.join(names)}.")
    return tuple(dict.fromkeys(told))


def _names(entries: Iterable[VocabularyEntry], facts: Facts) -> tuple[str, ...]:
    """The vocabulary's names, and those that the rules have for the same."""
    names = [entry.name for entry in entries]
    rules = {rule.need for rule in facts.need_rules.rules}
    finer = [name for name in rules if name in FINER]
    return tuple(sorted({*names, *(meant for name in names for meant in MEANS.get(name, ())), *finer}))


def _interests(told: Iterable[str], facts: Facts) -> tuple[str, ...]:
    """By name, or by any of its words."""
    by_word: dict[str, str] = {}
    for entry in facts.interests:
        for word in (entry.name, *entry.words):
            by_word.setdefault(word.casefold(), entry.name)
    found = []
    for name in told:
        if name.casefold() not in by_word:
            raise WishUnclear(f"Lotsen känner inte till intresset {name}.{_like(name, by_word)}")
        found.append(by_word[name.casefold()])
    return tuple(dict.fromkeys(found))


def _like(name: str, by_word: dict[str, str]) -> str:
    near = dict.fromkeys(by_word[word] for word, _, _ in process.extract(name.casefold(), list(by_word), limit=MANY))
    return f" Det som liknar mest: {', '.join(near)}. Alla namn står i knowledge/facts/vocabulary/interests."


def _rejected(told: Iterable[str]) -> Iterable[str]:
    for name in told:
        if name.startswith(PREFIX):
            _known("sorten", [name.removeprefix(PREFIX)], BELONGS)
        yield name
