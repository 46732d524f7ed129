"""One message as it was understood: the parse result of Rasa as typed values."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.dialogue.buttons import is_button
from bot.dialogue.mourning import only_mourns
from knowledge.come_back_code import is_only_code

ONE_LETTER = {"j": "affirm", "n": "deny"}
SECOND = 0.08  # share that the topic of a second question must reach
SURE = 0.6  # share that the topic of a question beside a feeling must reach
ASKED = r"(hur|vad|va|varför|vilk\w+|vem|vart|kan man|går det|är det|e det|finns det|måste|får man|ska jag|kostar)\b"
MAY_ASK = frozenset({"tell_feeling", "correct_bot", "on_behalf_of_other", "state_barrier", "out_of_scope"})
QUESTION = re.compile(rf"(^|[.,!?]\s*|\b(och|men|å|så)\s+){ASKED}.*|\?")
TWO_QUESTIONS = re.compile(rf"\?.*\?|\b{ASKED}.*(\boch|\bsen|,|\?|\.)\s*(också |sen )?{ASKED}", re.S)


@dataclass(frozen=True)
class Danger:
    """How dangerous the message is and what decides the reply."""

    level: str = "none"
    kind: str = ""
    evidence: tuple[str, ...] = ()
    minor: bool = False
    about_other: bool = False
    joking: bool = False
    score: float = 1.0  # what the trained model says of danger, 0 to 1
    victim_gender: str | None = None
    perpetrator_gender: str | None = None
    also: tuple[str, ...] = ()  # what else is told that has a line of its own


@dataclass(frozen=True)
class Understanding:
    """What one message says."""

    text: str = ""
    through_gateway: bool = False  # the gateway has said the first words already
    human_here: bool = False  # somebody could take over the chat now
    humans_busy: bool = False  # their chat is open, but all of them have somebody
    opens: str = ""  # when they can be reached, in words: "öppnar måndag kl. 18"
    met_human: float = 0.0  # grows each time that a person hands the chat back
    intent: str = ""
    confidence: float = 1.0  # how sure the model is of the intent
    may_be: tuple[tuple[str, float], ...] = ()  # the likeliest intents with their shares, best first
    may_ask: tuple[str, float] = ("", 0.0)  # the likeliest topic, should it be a question
    topic: str | None = None
    second_topic: str | None = None  # of another question in the same message
    asks: str | None = None  # the topic of a question beside what is told
    types: tuple[str, ...] = ()
    primary: str | None = None
    scores: tuple[float, float, float] = (0.0, 0.0, 0.0)
    danger: Danger = Danger()
    language: str = "sv"
    place: str | None = None
    place_code: str | None = None
    place_position: tuple[float, ...] = ()  # latitude and longitude of a village or district
    place_unknown: str | None = None
    place_candidates: tuple[tuple[str, str], ...] = ()  # (name, county)
    interests: tuple[str, ...] = ()
    barriers: tuple[str, ...] = ()
    life_events: tuple[str, ...] = ()
    age_group: str | None = None
    years: int | None = None
    holiday: str | None = None  # the holiday that comes within some weeks, by the clock of the one who listens

    @property
    def words(self) -> int:
        return len(self.text.split())

    @property
    def low(self) -> str:
        """The text in small letters, with one space between words."""
        return " ".join(self.text.lower().split())

    @property
    def runner_up(self) -> str:
        """The second guess at the intent."""
        return self.may_be[1][0] if len(self.may_be) > 1 else ""

    @property
    def has_facts(self) -> bool:
        return bool(self.place or self.interests or self.barriers or self.life_events or self.age_group)


def understand(parse: Mapping[str, Any]) -> Understanding:
    """Read a parse result (Rasa's `latest_message`) into an Understanding; missing parts keep their defaults."""
    name = str((parse.get("intent") or {}).get("name") or "")
    name = ONE_LETTER.get(str(parse.get("text") or "").strip(" .!").lower(), name)
    intent, _, topic = name.partition("/")
    loneliness = parse.get("loneliness") or {}
    scores = loneliness.get("scores") or {}
    entities = parse.get("entities") or []
    metadata = parse.get("metadata") or {}
    place = _first(entities, "place")
    age = _first(entities, "age_group")
    likeliest = next(iter(_topics(parse)), ("", 0.0))
    return Understanding(
        text=str(parse.get("text") or ""),
        through_gateway="human_on_duty" in metadata,
        human_here=bool(metadata.get("human_on_duty")),
        humans_busy=bool(metadata.get("humans_busy")),
        opens=str(metadata.get("opens") or ""),
        met_human=float(metadata.get("met_human") or 0.0),
        intent=intent,
        confidence=float((parse.get("intent") or {}).get("confidence") or 1.0),
        may_be=_may_be(parse),
        may_ask=likeliest,
        topic=topic or None,
        second_topic=_second_topic(parse, topic),
        asks=beside(str(parse.get("text") or ""), intent, likeliest),
        types=tuple(loneliness.get("types") or ()),
        primary=loneliness.get("primary"),
        scores=(scores.get("social", 0.0), scores.get("emotional", 0.0), scores.get("existential", 0.0)),
        danger=Danger() if _cannot_be_danger(parse) else _danger(parse.get("risk") or {}),
        language=str(parse.get("language") or "sv"),
        place=place.get("value"),
        place_code=place.get("code"),
        place_position=tuple(place.get("position") or ()),
        place_unknown=_first(entities, "place_unknown").get("value"),
        place_candidates=tuple((e["value"], e.get("county", "")) for e in entities if e["entity"] == "place_candidate"),
        interests=_values(entities, "interest"),
        barriers=_values(entities, "barrier"),
        life_events=_values(entities, "life_event"),
        age_group=age.get("value"),
        years=age.get("years"),
    )


def _cannot_be_danger(parse: Mapping[str, Any]) -> bool:
    """A button of ours; or words of a code, drawn by chance, or of grief, in which no rule finds anything."""
    text = str(parse.get("text") or "")
    risk = parse.get("risk") or {}
    mourns = risk.get("level") == "concern" and only_mourns(text)
    return is_button(text) or (not risk.get("evidence") and (is_only_code(text) or mourns))


def _topics(parse: Mapping[str, Any]) -> list[tuple[str, float]]:
    """The likeliest topics of a question, best first."""
    return [(str(found["name"]), float(found["confidence"])) for found in parse.get("topic_ranking") or ()]


def _second_topic(parse: Mapping[str, Any], topic: str) -> str | None:
    """The topic of the second of two questions."""
    if not topic or not TWO_QUESTIONS.search(str(parse.get("text") or "").lower()):
        return None
    return next((name for name, share in _topics(parse) if name and name != topic and share >= SECOND), None)


def _may_be(parse: Mapping[str, Any]) -> tuple[tuple[str, float], ...]:
    ranking = parse.get("intent_ranking") or ()
    return tuple((str(found["name"]).partition("/")[0], float(found["confidence"])) for found in ranking)


def beside(text: str, intent: str, best: tuple[str, float]) -> str | None:
    """What a message that tells of a feeling asks as well."""
    asks = intent in MAY_ASK and QUESTION.search(text.lower())
    return best[0] if asks and best[0] and best[1] >= SURE else None


def _values(entities: Sequence[Mapping[str, Any]], kind: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(e["value"]) for e in entities if e["entity"] == kind))


def _first(entities: Sequence[Mapping[str, Any]], kind: str) -> Mapping[str, Any]:
    return next((e for e in entities if e["entity"] == kind), {})


def _danger(risk: Mapping[str, Any]) -> Danger:
    return Danger(
        level=str(risk.get("level") or "none"),
        kind=str(risk.get("kind") or ""),
        evidence=tuple(risk.get("evidence") or ()),
        minor=bool(risk.get("minor")),
        about_other=bool(risk.get("about_other")),
        joking=bool(risk.get("joking")),
        score=float(risk.get("score", 1.0)),
        victim_gender=risk.get("victim_gender"),
        perpetrator_gender=risk.get("perpetrator_gender"),
        also=tuple(risk.get("also") or ()),
    )
