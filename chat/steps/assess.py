"""Step 2. Explicit danger is found by rules alone, even if all else is down."""

from dataclasses import replace
from functools import partial

from chat.aside import aside
from chat.errors import TextTooLong
from chat.turn import Tools, Turn
from safety import assess as rules
from safety.assess import Level


async def assess(turn: Turn, tools: Tools) -> Turn:
    minor = turn.state.danger.minor
    risk = await aside(turn.text, partial(rules.assess, today=tools.today(), known_minor=minor))
    if not risk.about_other:  # who is hurt was perhaps said before
        known = turn.state.danger
        risk = replace(
            risk,
            victim_gender=risk.victim_gender or known.victim_gender,
            perpetrator_gender=risk.perpetrator_gender or known.perpetrator_gender,
        )
    if turn.refusal is not None and risk.level is Level.none:
        raise turn.refusal
    if turn.too_long and risk.level is Level.none:
        raise TextTooLong  # with danger in it, it is answered all the same
    return replace(turn, risk=risk)
