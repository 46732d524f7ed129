"""Step 3. When a person owns the chat the message is passed on, and Rasa is not called at all."""

from dataclasses import replace

from chat.asking import says
from chat.conversation import Owner
from chat.lines import fitting_lines
from chat.replies import Handover, Notice, Reply
from chat.steps.hear_answer import switched
from chat.switches import State
from chat.turn import Tools, Turn
from safety.assess import Level


async def to_human(turn: Turn, tools: Tools) -> Turn:
    match turn.state.owner:
        case Owner.bot:
            return turn
        case Owner.closed:
            return replace(turn, replies=_say_closed(turn, tools), finished=True)
        case _ if not turn.stored:
            return replace(turn, replies=_say_unavailable(turn, tools), passed_on=True)
        case Owner.human:  # a volunteer answers danger in person
            return replace(turn, passed_on=True, finished=True)
        case _:
            return await _wait(turn, tools)


async def _wait(turn: Turn, tools: Tools) -> Turn:
    """One who waits may stop, and may have a code from the bot; danger is still answered by the guard."""
    words, people = tools.words, tools.people
    if people is not None and says(turn.text, words.all("stop_waiting")):
        return await switched(turn, tools, lambda state: people.stop_waiting(state.id))
    if says(turn.text, words.all("wants_code")) and tools.bot_is_on():
        return turn
    return replace(turn, replies=_say_waiting(turn, tools), passed_on=True, finished=turn.risk.level is Level.none)


def _say_waiting(turn: Turn, tools: Tools) -> tuple[Reply, ...]:
    """A word that it was heard, at most once a minute."""
    if not tools.pace.may_speak(turn.state.id):
        return ()
    choices = tools.words.all("waiting_choices")
    text = tools.words.pick("waiting", turn.state.turns)
    return (Handover(text=text, state=State.waiting.value, choices=choices),)


def _say_closed(turn: Turn, tools: Tools) -> tuple[Reply, ...]:
    """There is no way on in this chat, so whom to reach comes with it."""
    minor = turn.risk.minor or turn.state.danger.minor
    return (Notice(text=tools.words.pick("closed")), fitting_lines(tools.facts, tools.now(), "", minor=minor))


def _say_unavailable(turn: Turn, tools: Tools) -> tuple[Reply, ...]:
    intro = tools.words.pick("human_unavailable", turn.state.turns)
    lines = fitting_lines(tools.facts, tools.now(), intro, minor=turn.risk.minor)
    return (lines,)
