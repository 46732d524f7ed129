"""Step 3. When a person owns the chat the message is passed on, and Rasa is not called at all."""

from dataclasses import replace

from chat.conversation import Owner
from chat.lines import fitting_lines
from chat.replies import Handover, Notice, Reply
from chat.turn import Tools, Turn


async def to_human(turn: Turn, tools: Tools) -> Turn:
    match turn.state.owner:
        case Owner.bot:
            return turn
        case Owner.closed:
            return replace(turn, replies=(Notice(text=tools.words.pick("closed")),), finished=True)
        case owner:
            replies = _say_who_has_it(turn, tools) if turn.stored else _say_unavailable(turn, tools)
            # A volunteer answers danger in person; one who waits is still answered by the guard.
            answered_by_human = owner is Owner.human and turn.stored
            return replace(turn, replies=replies, passed_on=True, finished=answered_by_human)


def _say_who_has_it(turn: Turn, tools: Tools) -> tuple[Reply, ...]:
    if turn.state.owner is Owner.human:
        return ()
    return (Handover(text=tools.words.pick("waiting", turn.state.turns), state=Owner.waiting.value),)


def _say_unavailable(turn: Turn, tools: Tools) -> tuple[Reply, ...]:
    intro = tools.words.pick("human_unavailable", turn.state.turns)
    lines = fitting_lines(tools.facts, tools.now(), intro, minor=turn.risk.minor)
    return (lines,)
