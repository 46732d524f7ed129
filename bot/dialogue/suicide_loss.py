"""Who has lost somebody to suicide is met in that grief, and hears of those who have lost somebody the same way."""

from __future__ import annotations

from bot.dialogue.mourning import lost_to_suicide
from bot.dialogue.moves import Turn, say
from bot.dialogue.state import State, together
from bot.dialogue.understanding import Understanding

LOSS = "suicide_loss"


def answer(state: State, heard: Understanding) -> Turn | None:
    """Condolence, the line of the bereaved, and how it is for oneself; None when it is about something else."""
    if LOSS in state.life_events or heard.danger.level != "none" or not lost_to_suicide(heard.text):
        return None
    state = state.but(life_events=together((LOSS,), state.life_events), pending="anyone_knows")
    asked = together(state.asked, ("anyone_knows",))
    moves = (say("utter_suicide_loss"), say("utter_suicide_loss_line"), say("utter_suicide_loss_you"))
    return Turn(moves, state.but(asked=asked))
