"""When a come-back code is offered: once there is something to remember, and not in acute danger."""

from __future__ import annotations

from bot.dialogue.moves import Move, say
from bot.dialogue.state import State


def code_choice(state: State) -> tuple[str, ...]:
    """The button beside the others when steps have been shown."""
    return () if state.come_back or state.risk_level == "acute" else ("code",)


def offer_code(state: State, key: str = "utter_come_back_offer") -> tuple[Move, ...]:
    """The offer in words; each way of putting it is said once in a conversation."""
    known = (state.loneliness_types or state.shown) and not state.for_other
    return (say(key, "code"),) if known and code_choice(state) and key not in state.said else ()


def code_is_kept(state: State, key: str) -> tuple[Move, ...]:
    """What else is true of privacy for somebody who has a code: it stays when the chat is gone."""
    tells = key in ("utter_privacy", "utter_forget")
    return (say("utter_come_back_privacy"),) if state.come_back and tells else ()
