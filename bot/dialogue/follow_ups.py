"""What was answered in this conversation, and the short messages that ask for more of the last answer."""

from __future__ import annotations

import re

from bot.dialogue.state import State
from bot.dialogue.understanding import Understanding

RECENT = 2  # turns in which "and what does it cost" is about the last answer
LONGEST_FOLLOW_UP = 8  # words
IT = r"(det|den|de|dom|sånt|sådant|en sån|en sådan|allt)"
LEAD = r"^\W*((och|men|jaha|okej|ok|aha|tack|ja|mm|å)\W+)*"
DOES = r"(göra|få|söka|ansöka|börja|boka|anmäla|ordna|skaffa|träffa|hitta|nå)"
FOLLOW_UPS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (part, re.compile(LEAD + f"({pattern})" + r"\W*$"))
    for part, pattern in (
        ("cost", rf"(vad|va|hur mycket) (kostar|tar dom|tar de)( {IT})?( då)?( för mig)?"),
        ("cost", rf"(är|e) {IT} (gratis|dyrt)( då)?|kostar {IT}( någo[tn]| nåt)?( då)?"),
        ("how", rf"hur (gör|ska|får|kan) (jag|man)( {DOES})?( m?s?ig)?( (om|på|till|tag i))?( {IT}| dit| en)?( då)?"),
        (
            "how",
            rf"hur (söker|ansöker|börjar|bokar|anmäler|får|hittar) (jag|man)( m?s?ig)?( om)?( {IT})?( då)?",
        ),
        ("how", rf"hur (går|funkar|fungerar) {IT}( till)?( då)?|var (hittar|får|finns) (jag|man)?\W*{IT}?( då)?"),
        (
            "how",
            r"(vart|var|vem) (ska jag |kan jag )?(ringer?|vänder?|söker|frågar?)( jag| man)?( m?s?ig)?( då)?",
        ),
        ("how", r"(vad|va) (är|blir) (första|nästa) steg(et)?|vad (ska|gör) jag( göra)?( nu| då)?"),
        ("more", r"(kan du )?(berätta|säg|säga|förklara|utveckla)( lite)?( mer| det| igen)*( om det)?( då)?"),
        (
            "more",
            r"mer( om det| info)?|(vill |får )?(jag )?(veta|höra) mer( om det)?|(hur|vad) menar du( då)?",
        ),
        ("more", r"(jag )?(förstår|förstod|fattar|hänger) inte( riktigt)?( med)?|va|fattar inte"),
    )
)


def part_asked_for(state: State, heard: Understanding) -> str | None:
    """cost, how or more, when the message asks that about the last answer."""
    if recent_topic(state) is None or heard.words > LONGEST_FOLLOW_UP or heard.place:
        return None
    text = heard.text.lower()
    return next((part for part, sign in FOLLOW_UPS if sign.search(text)), None)


def recent_topic(state: State) -> str | None:
    """The question that was answered a moment ago."""
    topic, _, when = (state.topics[-1] if state.topics else "").partition("@")
    return topic if topic and state.turn - float(when.partition("/")[0]) <= RECENT else None


def times_told(state: State, topic: str) -> int:
    """How often a question was answered in full, or with more, in this conversation."""
    told = (entry.partition("/") for entry in state.topics)
    return sum(head.partition("@")[0] == topic and part in ("", "more") for head, _, part in told)


def told(state: State, *topics: str, part: str = "") -> State:
    when = f"{int(state.turn)}/{part}" if part else f"{int(state.turn)}"
    return state.but(topics=(*state.topics, *(f"{topic}@{when}" for topic in topics)))
