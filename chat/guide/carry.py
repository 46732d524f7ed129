"""How the answers go on into the chat: what Rasa is told (by slot), and the chat's first words."""

from typing import Any

from chat.conversation import Danger
from chat.conversations import Known
from chat.danger import crisis_replies
from chat.guide.answers import Answers
from chat.guide.finding import Guide, Result
from chat.guide.meaning import Meaning, meaning_of
from chat.replies import Choices, Notice, Reply, Text
from chat.turn import Tools
from knowledge.guide_facts import ChatWords
from safety.assess import Level

# The chat's own questions (bot/dialogue/receive.py) that an answer of the guide makes needless.
ANSWERED_BY = {
    "since": "since",
    "happened": "what_happened",
    "company": "someone_to_call",
    "close": "anyone_knows",
    "place": "place",
}


def slots_of(answers: Answers, meaning: Meaning, shown: tuple[str, ...] | None) -> dict[str, Any]:
    """Rasa's slots by name (bot/dialogue/state.py). `shown` are the steps of the result; None: it was not reached."""
    need, spot, found = meaning.need, answers.spot, shown is not None
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
        "named": found,
        "offered": found,
        "wants": "tips" if found else None,
        "pending": "after_steps" if shown else None,
        "shown": list(dict.fromkeys((*answers.before, *(shown or ())))),
        "last_shown": list(shown or ()),
        "rejected": list(answers.rejected),
        **_danger_slots(meaning, stage_of(answers)),
    }


def stage_of(answers: Answers) -> str:
    """Where the talk about danger stands: its first words were read in the guide, or are the chat's first words."""
    return "keep" if answers.help_read else "first"


def _danger_slots(meaning: Meaning, stage: str) -> dict[str, Any]:
    risk, said = meaning.risk, ["first"] if stage == "first" else ["first", stage]
    if risk.level is Level.none:
        return {}
    return {
        "risk_level": risk.level.value,
        "risk_kind": risk.kind,
        "risk_kinds": [risk.kind, *risk.also],
        "risk_also": list(risk.also),
        "risk_about_other": risk.about_other,
        "danger_stage": stage,
        "danger_turn": 1.0,
        "danger_count": float(len(said)),
        "danger_said": said,
    }


def danger_of(answers: Answers, meaning: Meaning) -> Danger:
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
        asked=stage_of(answers) == "first",
    )


def known_from(tools: Tools, guide: Guide, answers: Answers, result: Result | None) -> Known:
    """All that the chat is begun with."""
    meaning = meaning_of(guide.words, answers)
    return Known(
        slots=slots_of(answers, meaning, result.ids if result else None),
        danger=danger_of(answers, meaning),
        replies=lambda known: first_replies(tools, guide, answers, result, known=known),
    )


def first_replies(
    tools: Tools, guide: Guide, answers: Answers, result: Result | None, *, known: bool
) -> tuple[Reply, ...]:
    """What the chat begins with. `known`: Rasa has taken the answers; when not, the chat says so."""
    words, meaning = guide.words.chat, meaning_of(guide.words, answers)
    hello: tuple[Reply, ...] = tuple(Text(text=text) for text in words.carried)
    if not known:
        hello = (Text(text=tools.words.all("first_words")[0]), Notice(text=words.not_carried))
    if meaning.risk.level is not Level.none:
        return (*hello, *_about_danger(tools, words, answers, meaning), *_steps(result))
    if result is None or not result.steps.items:
        return (*hello, Text(text=words.no_steps))
    asked = words.steps_other if meaning.need.for_other else words.steps
    closing: Reply = Choices(text=asked, choices=words.choices) if known else Text(text=words.no_steps)
    return (*hello, *_steps(result), closing)


def _about_danger(tools: Tools, words: ChatWords, answers: Answers, meaning: Meaning) -> tuple[Reply, ...]:
    stage = stage_of(answers)
    opening = (Text(text=words.danger_first),) if stage == "first" else ()
    after = 1  # other words than those on the guide's page
    return (*opening, *crisis_replies(tools, meaning.risk, stage, after, answered=True))


def _steps(result: Result | None) -> tuple[Reply, ...]:
    return (result.steps,) if result and result.steps.items else ()
