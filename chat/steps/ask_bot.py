"""Step 4. Rasa is asked; silence, slowness and errors are all the same failure."""

from dataclasses import replace
from typing import Any

from chat.errors import RasaUnavailable
from chat.logs import log
from chat.turn import Tools, Turn


async def ask_bot(turn: Turn, tools: Tools) -> Turn:
    if turn.passed_on:
        return turn
    try:
        replies = await tools.bot.ask(turn.state.id, turn.redacted, _metadata(turn, tools))
    except RasaUnavailable as error:
        log.error("rasa_unavailable", part="rasa", reason=str(error))
        return replace(turn, failure=str(error) or "unavailable")
    return replace(turn, replies=replies)


def _metadata(turn: Turn, tools: Tools) -> dict[str, Any]:
    """A human cannot be reached while the database is away, so the bot must not offer one."""
    metadata: dict[str, Any] = {"human_on_duty": tools.human_on_duty() and turn.stored}
    if turn.state.region:
        metadata["region"] = turn.state.region
    return metadata
