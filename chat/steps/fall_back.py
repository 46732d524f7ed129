"""Step 6. Nothing useful came: say so, give what is open now, offer a human."""

from dataclasses import replace

from chat.danger import crisis_replies, recall_risk, stage_of
from chat.lines import fitting_lines
from chat.replies import Notice, Reply, Text
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
    sorry = Text(text=words.pick("fall_back", said))
    if danger.replies:
        stage = stage_of(tools, danger, turn.risk, turn.text)
        crisis = crisis_replies(tools, recall_risk(danger), stage, danger.replies)
        return (sorry, *crisis) if stage == "beside" else crisis
    lines = fitting_lines(tools.facts, tools.now(), words.pick("fall_back_lines", said), minor=danger.minor)
    if tools.human_on_duty() and turn.stored:
        return (sorry, lines, Text(text=words.pick("fall_back_human", said)))
    return (sorry, lines)
