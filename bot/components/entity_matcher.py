"""Finds places, interests, barriers, life events and ages by matching, not by guessing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.components.interest_finder import InterestFinder
from bot.components.loose_age import loose_age, own_age
from bot.components.swedish import NORMALISED, SPAN_HITS
from bot.components.trained import intent_of
from bot.components.vocabulary import expressions
from knowledge.places import Municipality, Places, Resolution, load_places
from safety.age_patterns import load_age_patterns
from safety.normalise import normalise
from safety.stated_age import stated_ages

EXTRACTOR = "EntityMatcher"
TAKEN_BACK = re.compile(r"\b(?:eller nej|nej förresten|nej jag menar|nej förlåt|fel av mig|rättelse)\b")
TWO_HOMES = re.compile(
    r"varannan (vecka|helg|månad)\b.{0,60}\bvarannan|(delar|delat) (min |på )?(tid|tiden|veckorna) mellan"
    r"|halva (tiden|veckan|året) .{0,40}(halva|resten|andra)|ibland i .{0,30}ibland i"
)
LONGEST = 4000  # letters
RISK, NO_RISK = "risk", "none"
OWN_HOME = re.compile(r"\b((jag|vi|själv) bor|bor (själv|jag|vi))( (i|på|utanför|själv))*\s*$", re.IGNORECASE)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class EntityMatcher(GraphComponent):
    """Adds entities place, place_candidate, interest, barrier, life_event, age_group and age."""

    def __init__(self) -> None:
        self._places = load_places()
        self._expressions = {(each.label, each.name): each for each in expressions()}
        self._interests = InterestFinder()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> EntityMatcher:
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            text = (message.get(TEXT) or "")[:LONGEST]
            intent = intent_of(message)
            for_other = intent in ("on_behalf_of_other", "")
            found = [
                *self._of_places(text, for_other),
                *self._of_ages(text, for_other),
                *self._of_interests(message, intent),
                *self._of_vocabularies(message),
            ]
            message.set(ENTITIES, [*(message.get(ENTITIES) or []), *unique(found)], add_to_output=True)
        return messages

    def _of_places(self, text: str, for_other: bool) -> Iterator[dict[str, Any]]:
        both = two_homes(text, self._places)
        if both:
            yield from (candidate_entity(place, text) for place in both)
            return
        text = last_word(text, self._places)
        resolution = self._places.resolve(without_own_home(text, self._places) if for_other else text)
        if resolution.municipality is not None:
            yield place_entity(resolution, text)
        for candidate in resolution.candidates if resolution.municipality is None else ():
            yield candidate_entity(candidate, text)
        if resolution.unknown and resolution.municipality is None:
            yield entity("place_unknown", resolution.unknown, text)

    def _of_ages(self, text: str, for_other: bool) -> Iterator[dict[str, Any]]:
        wanted = "other" if for_other else "writer"
        stated = [age for age in stated_ages(text, date.today()) if age.group]
        concerned = next((age for age in stated if age.whose == wanted), stated[0] if stated and for_other else None)
        if concerned is not None and concerned.group:
            yield entity("age_group", concerned.group, concerned.evidence, years=concerned.years, whose=concerned.whose)
        else:
            others = stated and (for_other or load_age_patterns().other.search(normalise(text)))
            loose = (None if for_other else own_age(text)) if others else loose_age(text)
            if loose:
                yield entity("age_group", loose.group, loose.evidence, years=loose.years, whose=wanted)

    def _of_interests(self, message: Message, intent: str) -> Iterator[dict[str, Any]]:
        in_danger = (message.get(RISK) or {}).get("level", NO_RISK) != NO_RISK
        for name, evidence in self._interests.find(_beginning(message), intent, in_danger=in_danger):
            yield entity("interest", name, evidence)

    def _of_vocabularies(self, message: Message) -> Iterator[dict[str, Any]]:
        text = _beginning(message)
        for label, name, start, end in message.get(SPAN_HITS) or ():
            if end <= len(text) and not self._is_cancelled((label, name), (start, end), text):
                yield entity(label, name, text[start:end])
        for (label, name), expression in self._expressions.items():
            hits = (m for p in expression.patterns for m in p.finditer(text))
            hit = next((m for m in hits if not self._is_cancelled((label, name), m.span(), text)), None)
            if hit:
                yield entity(label, name, hit.group(0))

    def _is_cancelled(self, label_and_name: tuple[str, str], span: tuple[int, int], text: str) -> bool:
        """True where the words around a hit say that it is meant otherwise."""
        expression = self._expressions.get(label_and_name)
        cancelling = expression.cancelling if expression else ()
        return overlaps(span, [match.span() for pattern in cancelling for match in pattern.finditer(text)])


def _beginning(message: Message) -> str:
    """What is searched for facts: of a very long message the beginning. Danger is looked for in all of it."""
    return str(message.get(NORMALISED) or "")[:LONGEST]


def without_own_home(text: str, places: Places) -> str:
    """When help is sought for another, the writer's own "jag bor i X" is left out if another place is named."""
    mentions = places.find(text)
    own = [m for m in mentions if OWN_HOME.search(text[max(0, m.start - 30) : m.start])]
    if not own or len({m.candidates for m in mentions}) < 2:
        return text
    for mention in reversed(own):
        text = text[: mention.start] + text[mention.end :]
    return text


def last_word(text: str, places: Places) -> str:
    """What comes after "eller nej", when it names a place: somebody who corrects a place means the last one."""
    *_, tail = TAKEN_BACK.split(text)
    return tail if tail != text and places.resolve(tail, expecting=True).municipality is not None else text


def two_homes(text: str, places: Places) -> tuple[Municipality, ...]:
    """The places of somebody who lives in two; which of them is meant now has to be asked. Empty for all others."""
    if not TWO_HOMES.search(text.lower()):
        return ()
    named = [mention.candidates[0] for mention in places.find(text) if len(mention.candidates) == 1]
    different = tuple(dict.fromkeys(named))
    return different if len(different) == 2 else ()


def entity(kind: str, value: str, evidence: str, **more: Any) -> dict[str, Any]:
    """One entity in Rasa's form; `evidence` is the words it was read from."""
    return {
        "entity": kind,
        "value": value,
        "start": 0,
        "end": len(evidence),
        "confidence_entity": 1.0,
        "extractor": EXTRACTOR,
        "evidence": evidence[:80],
        **more,
    }


def place_entity(resolution: Resolution, evidence: str) -> dict[str, Any]:
    """Where help is wanted; `position` (latitude, longitude) where a village or district was named."""
    place = resolution.municipality
    assert place is not None  # noqa: S101 (the caller has looked)
    found = entity("place", place.name, evidence, code=place.code)
    return {**found, "position": list(resolution.position)} if resolution.position else found


def candidate_entity(place: Municipality, evidence: str) -> dict[str, Any]:
    """One of several municipalities that a name may mean; asked back, never assumed."""
    return entity("place_candidate", place.name, evidence, code=place.code, county=place.county)


def overlaps(span: tuple[int, int], others: Sequence[tuple[int, int]]) -> bool:
    """True when a span shares a letter with one of the others."""
    return any(span[0] < end and start < span[1] for start, end in others)


def unique(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The first of each kind and value."""
    return list({(item["entity"], item["value"]): item for item in reversed(found)}.values())[::-1]
