"""How the answers go on into the chat: what Rasa is told (by slot), and the chat's first words."""

from typing import Any

from chat.conversation import Danger
from chat.danger import crisis_replies
from chat.guide.answers import Answers
from chat.guide.meaning import Meaning
from chat.replies import Activities, Choices, Notice, Reply, Text
from chat.turn import Tools
from knowledge.guide_facts import GuideFacts
from safety.assess import Level

# The chat's own questions (bot/dialogue/receive.py) that an answer of the guide makes needless.
ANSWERED_BY = {
    "since": "since",
    "happened": "what_happened",
    "company": "someone_to_call",
    "close": "anyone_knows",
    "place": "place",
}


def slots_of(answers: Answers, meaning: Meaning, shown: tuple[str, ...], *, straight: bool) -> dict[str, Any]:
    """Rasa's slots by name (bot/dialogue/state.py). `straight`: from the page about danger, without a result."""
    need, spot = meaning.need, answers.spot
    return {
        "loneliness_types": list(need.types),
        "loneliness_scores": list(meaning.scores),
        "municipality": need.municipality,
        "place_name": spot.name if spot and need.municipality else None,
        "place_refused": answers.has("place") and need.municipality is None,
        "position": list(need.position or ()),
        "age_group": need.age_group,
        "age": float(need.age) if need.age is not None else None,
        "barriers": sorted(need.barriers),
        "interests": list(need.interests),
        "life_events": list(need.life_events),
        "access": sorted(need.access),
        "no_phone": need.no_phone,
        "for_other": need.for_other,
        "minor": need.minor,
        "turn": 1.0,
        "asked": [asked for question, asked in ANSWERED_BY.items() if answers.has(question)],
        "named": not straight,
        "offered": not straight,
        "wants": None if straight else "tips",
        "pending": None if straight else "after_steps",
        "shown": list(dict.fromkeys((*answers.before, *shown))),
        "last_shown": list(shown),
        "rejected": list(answers.rejected),
        **_danger_slots(meaning, straight),
    }


def _danger_slots(meaning: Meaning, straight: bool) -> dict[str, Any]:
    risk = meaning.risk
    if risk.level is Level.none:
        return {}
    return {
        "risk_level": risk.level.value,
        "risk_kind": risk.kind,
        "risk_kinds": [risk.kind, *risk.also],
        "risk_also": list(risk.also),
        "risk_about_other": risk.about_other,
        "danger_stage": "first" if straight else "keep",
        "danger_turn": 1.0,
        "danger_count": 1.0 if straight else 2.0,
        "danger_said": ["first"] if straight else ["first", "keep"],
    }


def danger_of(meaning: Meaning, *, straight: bool) -> Danger:
    """The same, as the gateway remembers it for the case that Rasa is away."""
    risk = meaning.risk
    if risk.level is Level.none:
        return Danger(minor=meaning.need.minor)
    return Danger(
        level=risk.level.value,
        kind=risk.kind,
        minor=risk.minor,
        about_other=risk.about_other,
        also=risk.also,
        replies=1,
        asked=straight,
    )


def first_replies(
    tools: Tools, guide: GuideFacts, meaning: Meaning, steps: Activities | None, *, known: bool
) -> tuple[Reply, ...]:
    """What the chat begins with. `known`: Rasa has taken the answers; when not, the chat says so."""
    words = guide.chat
    hello: tuple[Reply, ...] = tuple(Text(text=text) for text in words.carried)
    if not known:
        hello = (Text(text=tools.words.all("first_words")[0]), Notice(text=words.not_carried))
    if meaning.risk.level is not Level.none:
        stage = "keep" if steps else "first"
        opening = () if steps else (Text(text=words.danger_first),)
        hello = (*hello, *opening, *crisis_replies(tools, meaning.risk, stage, 0))
    if steps is None:
        return hello
    if not steps.items:
        return (*hello, Text(text=words.no_steps))
    asked = words.steps_other if meaning.need.for_other else words.steps
    closing: Reply = Choices(text=asked, choices=words.choices) if known else Text(text=words.no_steps)
    return (*hello, steps, closing)
