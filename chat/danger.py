"""Danger in a conversation: what is remembered of it, and the crisis reply that answers it."""

import msgspec

from chat.conversation import Danger
from chat.lines import named_lines
from chat.replies import Crisis, Reply, Text
from chat.turn import NO_RISK, Tools
from safety.assess import Level, Risk
from safety.crisis import compose
from safety.normalise import normalise

UNNAMED = "suicide"  # the kind that is asked about when only a crisis reply is known
ORDER = {Level.none: 0, Level.concern: 1, Level.acute: 2}


def crisis_replies(tools: Tools, risk: Risk, stage: str, turn: int, *, answered: bool = False) -> tuple[Reply, ...]:
    """The composed reply: bubbles of text, the last with the lines beside it. `answered`: by choosing, in the guide."""
    composed = compose(risk, tools.facts.phones(), stage=stage, variant=turn, answered=answered)
    *first, last = composed.bubbles
    lines = named_lines(tools.facts, composed.line_ids, tools.now())
    return (*(Text(text=text) for text in first), Crisis(text=last, level=risk.level.value, lines=lines))


def remember(danger: Danger, risk: Risk, replies: tuple[Reply, ...]) -> Danger:
    """The danger as it stands after this turn; its level never falls."""
    crises = [reply for reply in replies if isinstance(reply, Crisis)]
    if crises and risk.level is Level.none and danger.level == Level.none.value:
        # Rasa heard what the rules did not.
        danger = msgspec.structs.replace(danger, level=Level(crises[-1].level).value, kind=UNNAMED)
    if ORDER[risk.level] >= ORDER[Level(danger.level)] and risk.level is not Level.none:
        danger = Danger(
            level=risk.level.value,
            kind=risk.kind,
            minor=risk.minor or danger.minor,
            about_other=risk.about_other,
            victim_gender=risk.victim_gender,
            perpetrator_gender=risk.perpetrator_gender,
            also=tuple(dict.fromkeys((*danger.also, *risk.also))),
            replies=danger.replies,
        )
    return msgspec.structs.replace(danger, replies=danger.replies + bool(crises), asked=bool(crises))


def recall_risk(danger: Danger) -> Risk:
    """The remembered danger as the risk that it was."""
    if danger.level == Level.none.value:
        return NO_RISK
    return Risk(
        level=Level(danger.level),
        kind=danger.kind,
        evidence=(),
        minor=danger.minor,
        about_other=danger.about_other,
        joking=False,
        victim_gender=danger.victim_gender,
        perpetrator_gender=danger.perpetrator_gender,
        also=tuple(kind for kind in danger.also if kind != danger.kind),
    )


def stage_of(tools: Tools, danger: Danger, risk: Risk, text: str) -> str:
    """Where the talk about danger stands, seen from this message."""
    if risk.level is not Level.none:
        return "repeat" if danger.replies else "first"
    answer = normalise(text).strip(" .!?,")
    if not danger.asked:
        return "beside"
    said = ("yes", "no", "joking")
    found = next((stage for stage in said if answer in tools.words.all(f"answers_{stage}")), "beside")
    again = danger.replies > 1 and found != "joking"  # the answers to later questions are not weighed here
    return "stay" if again and found != "beside" else found
