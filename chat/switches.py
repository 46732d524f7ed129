"""What the visitor is told when somebody else begins to answer: one sentence for each switch, said in order of turn."""

from enum import Enum

from chat.replies import Handover
from chat.words import Words


class State(str, Enum):
    """What a hand-over reply tells the visitor."""

    offered = "offered"  # a human could come; the card is shown and the visitor is asked
    waiting = "waiting"
    late = "late"  # waits longer than was promised
    human = "human"
    bot = "bot"  # the bot answers again, or still
    closed = "closed"
    none = "none"  # nobody can come now


class Switch(str, Enum):
    """Everything that changes who answers; the value is the key of its sentence."""

    asked = "switch_asked"
    stopped = "switch_stopped"
    claimed = "switch_claimed"
    taken_over = "switch_taken_over"
    lost = "switch_lost"  # the volunteer's net went
    silent = "switch_silent"  # no first reply came
    passed_on = "switch_passed_on"
    handed_back = "switch_handed_back"
    closed = "switch_closed"
    shut_out = "switch_shut_out"


STATES = {
    Switch.asked: State.waiting,
    Switch.stopped: State.bot,
    Switch.claimed: State.human,
    Switch.taken_over: State.human,
    Switch.lost: State.waiting,
    Switch.silent: State.waiting,
    Switch.passed_on: State.waiting,
    Switch.handed_back: State.bot,
    Switch.closed: State.closed,
    Switch.shut_out: State.closed,
}


def told(words: Words, switch: Switch, name: str = "", turn: int = 0) -> Handover:
    """The reply that tells of a switch. `name` is the pseudonym of the person it is about."""
    state = STATES[switch]
    text = words.pick(switch.value, turn).format(name=name)
    choices = words.all("waiting_choices") if state is State.waiting else ()
    return Handover(text=text, state=state.value, name=name if state is State.human else "", choices=choices)
