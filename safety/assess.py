"""Judges by rules alone whether a message speaks of danger, which kind, and for whom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from safety.circumstances import circumstances
from safety.normalise import normalise
from safety.patterns import Tagged
from safety.persons import OTHER, other_victim, perpetrator_gender, victim_gender
from safety.rules import Hit, find_hits, load_signals, tag_message
from safety.stated_age import says_minor, stated_ages

KINDS = (
    "suicide", "farewell", "self_harm", "overdose", "medical", "violence_partner", "violence_family",
    "sexual_violence", "child_abuse", "voices", "threat_to_others", "third_party", "coercive_control",
    "eating_disorder", "psychosis", "substance", "death_unclear",
)  # fmt: skip
# Which kind is named when several of the same level are met: the one whose lines help with the most.
_FIRST = (
    "sexual_violence", "child_abuse", "violence_family", "violence_partner", "self_harm", "overdose", "medical",
    "voices", "threat_to_others", "suicide", "farewell", "third_party", "eating_disorder", "psychosis",
    "coercive_control", "substance", "death_unclear",
)  # fmt: skip
_EVIDENCE = 5
_ASKS = re.compile(r"(vad|va|hur) ")
# Dangers that get their own line beside the one that is named, and what is told beside danger and has a line.
OWN_LIFE = frozenset({"suicide", "farewell", "self_harm"})
VIOLENCE = frozenset({"violence_partner", "violence_family", "sexual_violence", "coercive_control"})
CHILD_PRESENT, SUICIDE_LOSS, PUPIL = "child_present", "suicide_loss", "pupil"
EVERYDAY = frozenset({"MANNER", "THING_KILLS", "GRAVE", "OWNED", "LIGHT"})  # no part of what is learned
MAY_BE_YOUNG = "may_be_young"  # the writer seems to go to school; the line for children stands beside the other


class Level(str, Enum):
    """How great the danger is, in rising order."""

    none = "none"
    concern = "concern"
    acute = "acute"

    @property
    def rank(self) -> int:
        """0, 1 or 2."""
        return ("none", "concern", "acute").index(self.value)

    def __lt__(self, other: str) -> bool:
        return self.rank < Level(other).rank

    def __le__(self, other: str) -> bool:
        return self.rank <= Level(other).rank

    def __gt__(self, other: str) -> bool:
        return self.rank > Level(other).rank

    def __ge__(self, other: str) -> bool:
        return self.rank >= Level(other).rank


@dataclass(frozen=True)
class Risk:
    """What a message shows of danger; `evidence` holds the words that raised it, in normalised spelling.

    `also` names what else it tells: what has a line of its own (another kind, CHILD_PRESENT, SUICIDE_LOSS, PUPIL), and
    circumstances, which change the words alone (safety/circumstances.py).
    """

    level: Level
    kind: str
    evidence: tuple[str, ...]
    minor: bool
    about_other: bool
    joking: bool
    victim_gender: str | None = None
    perpetrator_gender: str | None = None
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Seen:
    """A message made ready once for all that look for danger in it: normalised, and its words with their concepts."""

    normal: str
    tagged: Tagged

    def concepts(self) -> frozenset[str]:
        """Names of the concepts and combinations that occur, manners of speaking taken away."""
        return frozenset(tag for tag in self.tagged.spans if not tag.startswith("=") and tag not in EVERYDAY)


def see(text: str) -> Seen:
    """Normalise and tag a message. Never raises on any text."""
    return see_normalised(normalise(text))


def see_normalised(normal: str) -> Seen:
    """As `see`, of a message that has been normalised."""
    return Seen(normal, tag_message(normal, load_signals()))


def assess(text: str, *, today: date, known_minor: bool = False) -> Risk:
    """The danger in one message; `today` turns a year of birth into an age. Never raises on any text."""
    return assess_seen(see(text), today=today, known_minor=known_minor)


def assess_seen(seen: Seen, *, today: date, known_minor: bool = False) -> Risk:
    """As `assess`, of a message that has been made ready."""
    hits = find_hits(seen.tagged, load_signals())
    minor = known_minor or says_minor(stated_ages(seen.normal, today))
    around = circumstances(seen.normal)
    hits = _without_quoted(hits)
    if not hits:
        return Risk(Level.none, "", (), minor, False, False, also=around)
    found = _judge(hits, seen.tagged, minor)
    return replace(found, also=(*found.also, *around))


def _without_quoted(hits: Sequence[Hit]) -> list[Hit]:
    """Whoever asks what one says to somebody who wants to die does not say it of oneself."""
    asked = [hit.evidence for hit in hits if hit.rule.kind == "third_party" and _ASKS.match(hit.evidence)]
    return [
        hit for hit in hits if hit.rule.kind not in OWN_LIFE or not any(hit.evidence in question for question in asked)
    ]


def _judge(hits: Sequence[Hit], text: Tagged, minor: bool) -> Risk:
    level = max(Level(hit.rule.level) for hit in hits)
    decisive = sorted(
        (hit for hit in hits if hit.rule.level == level), key=lambda hit: (_order(hit), not _befalls_me(hit))
    )
    named, about_other = decisive[0].rule.kind, _about_other(decisive[0], text)
    return Risk(
        level=level,
        kind=kind_for(named, minor, about_other),
        evidence=tuple(dict.fromkeys(hit.evidence for hit in decisive))[:_EVIDENCE],
        minor=minor,
        about_other=about_other,
        joking=text.has("JOKE"),
        victim_gender=other_victim(text) if about_other else victim_gender(text),
        perpetrator_gender=None if about_other else perpetrator_gender(text),
        also=(*_other_kinds(hits, named, minor), *_told_beside(text, named, minor)),
    )


def _befalls_me(hit: Hit) -> bool:
    """True when the words themselves say that it is done to the writer."""
    return hit.who != OTHER and re.search(r"\b(mig|mej)\b", hit.evidence) is not None


def _about_other(hit: Hit, text: Tagged) -> bool:
    """Whoever reads "my phone" or does things "to me" does it to the writer, though the act is another's."""
    if hit.rule.kind == "sexual_violence" and f"{hit.evidence} på mig" in " ".join(text.words):
        return False
    mine = hit.rule.kind == "coercive_control" and re.search(
        r"\b(mig|mina?|mitt) (?!mamma|syster|dotter)", hit.evidence
    )
    return hit.rule.kind == "third_party" or (hit.who == OTHER and not mine)


def _other_kinds(hits: Sequence[Hit], named: str, minor: bool) -> tuple[str, ...]:
    """Kinds that are helped by another line than the one that is named; each family once."""
    found = {hit.rule.kind for hit in hits if hit.who != OTHER or hit.rule.kind not in OWN_LIFE}
    if named in VIOLENCE and all(hit.evidence.endswith("döda mig") for hit in hits if hit.rule.kind in OWN_LIFE):
        found -= OWN_LIFE  # "he says he will kill me" is a threat
    if minor and named in (*VIOLENCE, "child_abuse"):
        found -= VIOLENCE  # the line for children answers for all of it
    families = (OWN_LIFE, VIOLENCE, frozenset({"child_abuse"}))
    kinds = (min(family & found, key=_FIRST.index) for family in families if family & found and named not in family)
    return tuple(kinds)


def _told_beside(text: Tagged, named: str, minor: bool) -> tuple[str, ...]:
    child = (CHILD_PRESENT,) if named in VIOLENCE and text.has("KID") and not minor else ()
    child = (PUPIL,) if named == "third_party" and text.has("YOUNG_OTHER") and not minor else child
    loss = (SUICIDE_LOSS,) if named in OWN_LIFE and text.has("HIS_DEATH") else ()
    return (*child, *loss)


def kind_for(kind: str, minor: bool, about_other: bool) -> str:
    """A child who is beaten at home or abused is met as a child, with the line for children."""
    return "child_abuse" if kind in ("violence_family", "sexual_violence") and minor and not about_other else kind


def _order(hit: Hit) -> int:
    return _FIRST.index(hit.rule.kind)
