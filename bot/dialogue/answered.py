"""What is said to a bare yes or no that answers a gentle question: a sign that fits what was asked."""

from __future__ import annotations

from bot.dialogue.moves import Move, say
from bot.dialogue.understanding import Understanding

YES_OR_NO = ("what_happened", "someone_to_call", "anyone_knows")
BARE = 4  # words; a longer answer says more than yes or no


def met(question: str | None, heard: Understanding) -> tuple[Move, ...]:
    """The sign, or nothing when the question or the answer is of another sort."""
    if question not in YES_OR_NO or heard.words > BARE:
        return ()
    if heard.intent == "affirm":
        return (say(f"utter_answered_yes_{question}"),)
    return (say(f"utter_answered_no_{question}"),) if heard.intent == "deny" else ()


def tells_more(question: str | None, heard: Understanding) -> bool:
    """A bare yes to whether something has happened: what it was may be told before anything else is said."""
    return question == "what_happened" and heard.intent == "affirm" and heard.words <= BARE
