"""Step 5. Rasa is asked; silence, slowness and errors are all the same failure."""

from dataclasses import replace
from typing import Any

from chat.asking import met_human
from chat.errors import RasaUnavailable, StoreUnavailable
from chat.logs import log
from chat.turn import Tools, Turn
from safety.assess import Level

BOT_OFF = "bot_off"
CROWDED = "crowded"  # a flood of words of danger must not reach Rasa
FIRST_HAND_BACK = 3  # the epoch after a question, a claim and a hand-back


async def ask_bot(turn: Turn, tools: Tools) -> Turn:
    if turn.passed_on:
        return turn
    if turn.refusal is not None:
        return replace(turn, failure=CROWDED)
    if not tools.bot_is_on():
        return replace(turn, failure=BOT_OFF)
    try:
        urgent = turn.risk.level is not Level.none
        replies = await tools.bot.ask(turn.state.id, turn.redacted, await _metadata(turn, tools), urgent)
    except RasaUnavailable as error:
        log.error("rasa_unavailable", part="rasa", reason=str(error))
        return replace(turn, failure=str(error) or "unavailable")
    return replace(turn, replies=replies)


async def _metadata(turn: Turn, tools: Tools) -> dict[str, Any]:
    """A human cannot be reached while the database is away, so the bot must not offer one."""
    metadata: dict[str, Any] = {"human_on_duty": tools.may_offer_human() and turn.stored}
    if turn.state.region:
        metadata["region"] = turn.state.region
    if opens := tools.when_humans_come():
        metadata["opens"] = opens
    if tools.humans_are_busy():
        metadata["humans_busy"] = True
    if met := await _met_human(turn, tools):
        metadata["met_human"] = met
    return metadata


async def _met_human(turn: Turn, tools: Tools) -> int:
    """The epoch in which the bot got the chat back after a person; 0 when none ever had it."""
    if turn.state.epoch < FIRST_HAND_BACK or not turn.stored:
        return 0
    try:
        events = await tools.store.events_after(turn.state.id, 0)
    except StoreUnavailable:
        return 0
    return turn.state.epoch if met_human(events) else 0
