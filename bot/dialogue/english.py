"""Goes on in short English with somebody who does: what this is, who answers, how to reach a person."""

from __future__ import annotations

import re

from bot.dialogue.moves import Kind, Move, Turn, say
from bot.dialogue.state import State
from bot.dialogue.understanding import Understanding

SUBJECTS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("what", r"\b(who are you|what (is|are) (this|you)|are you (a|an|real) ?|bot\b|robot|how does this work)"),
        ("benefits", r"\b(a-?kassan?|benefits?|unemployment|sick (leave|pay)|allowance|pension|försäkringskassan)\b"),
        ("human", r"\b(human|real person|somebody|someone|volunteer|talk to (a|some)|speak to)\b"),
        ("private", r"\b(anonymous|private|privacy|secret|who reads|saved?|store|police)\b"),
        ("cost", r"\b(costs?|free|pay|price|money|expensive)\b"),
        ("lines", r"\b(number|phone|call|line|lines|helpline|hotline|help)\b"),
        ("meet", r"\b(meet|friends?|activit\w+|group|language caf|practice|learn swedish|where can i|find)\b"),
        ("feeling", r"\b(lonely|alone|sad|miss|nobody|no one|isolated|empty|tired|hard|cry\w*|feel\w*)\b"),
        ("bye", r"\b(bye|thanks|thank you|ok thanks)\b"),
    )
)
WITH_LINES = frozenset({"human", "lines"})


def go_on(state: State, heard: Understanding) -> Turn | None:
    """A short answer in English from the second English message on; None in any other language."""
    if heard.language != "en" or state.language != "en":
        return None
    subject = next((name for name, sign in SUBJECTS if sign.search(heard.text.lower())), "else")
    now_named = heard.place_code and subject in ("meet", "feeling", "else")
    if now_named or (state.municipality and subject == "meet"):
        found = (say("utter_english_steps"), Move(Kind.STEPS))
        return Turn(found, state.but(wants="tips", offered=True, pending="after_steps"))
    lines = (Move(Kind.LINES, "en"),) if subject in WITH_LINES else ()
    return Turn((say(f"utter_english_{subject}"), *lines), state.but(pending=None))
