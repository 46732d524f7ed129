"""Everything that the guide's pages need, and what they find: the kinds of loneliness, steps and a voice."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.engine import Engine

from chat.guide.answers import Answers
from chat.guide.cards import offer_card
from chat.guide.meaning import Meaning, meaning_of, risk_of
from chat.guide.seal import Seal
from chat.replies import Activities
from knowledge.fact_types import Facts
from knowledge.guide_facts import GuideFacts, NamedKind, load_guide
from knowledge.lines import meant_for
from knowledge.places import Places
from knowledge.search import Directory
from safety.crisis import compose


@dataclass(frozen=True)
class Named:
    """A kind of loneliness in words, with the answers that point to it."""

    kind: NamedKind
    because: tuple[str, ...]


@dataclass(frozen=True)
class Result:
    """`missing` is what the person likes that no step is about."""

    meaning: Meaning
    named: tuple[Named, ...]
    steps: Activities
    missing: str | None

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(item.id for item in self.steps.items)


@dataclass(frozen=True)
class Guide:
    words: GuideFacts
    facts: Facts
    directory: Directory
    seal: Seal

    @property
    def places(self) -> Places:
        return self.directory.places

    def find(self, answers: Answers, now: datetime) -> Result:
        """Waits for the database, so that it belongs in a thread; without one it finds what the facts hold."""
        meaning = meaning_of(self.words, answers)
        offer = self.directory.suggest(meaning.need, now)
        steps = offer_card(offer, meant_for(self.facts, meaning.need, now))
        return Result(meaning, tuple(_named(self.words, meaning)), steps, next(iter(offer.missing), None))


def open_guide(engine: Engine | None, facts: Facts, places: Places, secret: bytes) -> Guide:
    """Raises FactError or a SafetyError when guide.yml asks for what cannot be shown."""
    words = load_guide()
    for option in words.questions[0].options:
        if option.danger:
            compose(risk_of((option,), minor=False), facts.phones())
    return Guide(words, facts, Directory(engine, facts, places), Seal(secret))


def _named(words: GuideFacts, meaning: Meaning) -> Iterator[Named]:
    for kind in meaning.kinds:
        because = tuple(said for told, said in meaning.said if told == kind)
        yield Named(words.kinds[kind], because)  # type: ignore[index]
    if not meaning.kinds:
        yield Named(words.no_kind, ())
