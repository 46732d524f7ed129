"""Step 7. Nothing useful came: say so, and give what is open now."""

from dataclasses import replace

from chat.conversation import Owner
from chat.danger import crisis_replies, recall_risk, stage_of
from chat.lines import fitting_lines
from chat.replies import Notice, Reply, Text
from chat.steps.ask_bot import BOT_OFF
from chat.turn import Tools, Turn


async def fall_back(turn: Turn, tools: Tools) -> Turn:
    if not turn.replies:
        turn = replace(turn, replies=_honest_replies(turn, tools), failure=turn.failure or "empty")
    if turn.too_long:
        heard = Notice(text=tools.words.pick("too_long_but_heard"))
        turn = replace(turn, replies=(*turn.replies, heard))
    return turn


def _honest_replies(turn: Turn, tools: Tools) -> tuple[Reply, ...]:
    words, danger, said = tools.words, turn.state.danger, turn.state.turns
    if turn.state.owner is Owner.waiting:  # asked the bot for a code, the only thing that it is asked for here
        return (Text(text=words.pick("code_failed")),)
    sorry = Text(text=words.pick("bot_off" if turn.failure == BOT_OFF else "fall_back", said))
    if danger.replies:
        stage = stage_of(tools, danger, turn.risk, turn.text)
        crisis = crisis_replies(tools, recall_risk(danger), stage, danger.replies)
        return (sorry, *crisis) if stage == "beside" else crisis
    lines = fitting_lines(tools.facts, tools.now(), words.pick("fall_back_lines", said), minor=danger.minor)
    return (sorry, lines)
