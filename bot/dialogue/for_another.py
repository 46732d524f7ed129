"""What is said of the one whom somebody asks for: that one is named once, and later met in what is told."""

from __future__ import annotations

from bot.dialogue import cues, someone
from bot.dialogue.moves import Move, say
from bot.dialogue.state import State
from bot.dialogue.understanding import Understanding

NAMED, MORE = "utter_reflect_other_named", "utter_reflect_other_more"


def reflected(state: State, heard: Understanding) -> tuple[Move, ...]:
    """Who it is, when the talk comes to that one; then what that one is to the writer; later a sign that more was
    taken in."""
    earlier = any(key.startswith("utter_reflect_other") for key in state.said)
    if state.who and ("person" in state.news or not earlier):
        return (say(NAMED, who=state.who),)
    if earlier:
        return (say(MORE),)
    who = cues.whom_it_concerns(heard.text)
    return (say(f"utter_reflect_other_{who}" if who else "utter_reflect_other"),)


def named(state: State) -> dict[str, str]:
    """The person concerned as a subject and as an object, for a wording that speaks of that one."""
    return {"who": state.who or someone.UNKNOWN, "whom": someone.whom_of(state.who)} if state.for_other else {}
