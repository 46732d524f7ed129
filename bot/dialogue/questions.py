"""Answers questions from the topics; a feeling in them is met first, and then the talk goes back to where it was."""

from __future__ import annotations

import re

from bot.dialogue.moves import Kind, Move, Turn, say
from bot.dialogue.receive import reflect
from bot.dialogue.state import State
from bot.dialogue.understanding import Understanding

RECENT = 2  # turns in which "and what does it cost" is about the last answer
LONGEST_FOLLOW_UP = 8  # words
FEWEST_OF_FEELING = 6  # words; a shorter question is only a question
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
BACK = frozenset(
    ("since", "what_happened", "someone_to_call", "anyone_knows", "what_would_help", "other_situation", "own_words")
    + ("offer", "name", "place", "after_steps", "reject_reason", "human")
)
CHOICES: dict[str, tuple[str, ...]] = {
    "offer": ("steps", "talk", "human"),
    "name": ("agree", "disagree"),
    "place": ("skip_place",),
    "after_steps": ("more", "reject", "human"),
}
RHETORICAL = frozenset({"why_lonely", "existential_meaning", "stigma_shame", "lonely_among_people", "social_media"})
WITH_LINES = frozenset({"what_lines_are_there", "where_turn", "calling_a_line", "evenings"})


def answer(before: State, state: State, heard: Understanding) -> Turn:
    """A question about loneliness or support, answered with its source."""
    state = state.but(pending=before.pending)
    if heard.topic is None:
        return Turn((say("utter_no_answer"), *_back(before, state)), state)
    if heard.second_topic:
        both = (heard.topic, heard.second_topic)
        moves = tuple(Move(Kind.TOPIC, topic, {"part": "short"}) for topic in both)
        return Turn((*moves, *_back(before, state)), _told(state, *both))
    if tells_too(heard):
        return Turn((*reflect(state, heard)[:1], Move(Kind.TOPIC, heard.topic)), _told(state, heard.topic))
    lines = (Move(Kind.LINES),) if heard.topic in WITH_LINES else ()
    back = () if lines else _back(before, state)
    return Turn((Move(Kind.TOPIC, heard.topic), *lines, *back), _told(state, heard.topic))


def tells_too(heard: Understanding) -> bool:
    """True when the question also says how the person has it."""
    return heard.primary is not None and heard.words >= FEWEST_OF_FEELING


def beside_a_feeling(before: State, state: State, heard: Understanding) -> Turn | None:
    """The answer to a question that came with a feeling; None when nothing was asked that a topic answers."""
    if not heard.asks or heard.asks in RHETORICAL:
        return None
    state = state.but(pending=before.pending)
    return Turn((*reflect(state, heard)[:1], Move(Kind.TOPIC, heard.asks)), _told(state, heard.asks))


def follow_up(before: State, state: State, heard: Understanding) -> Turn | None:
    """More about the last answer: what it costs, how one begins; None when the message is about something else."""
    topic = recent_topic(state)
    if topic is None or heard.words > LONGEST_FOLLOW_UP or heard.place:
        return None
    text = heard.text.lower()
    part = next((part for part, sign in FOLLOW_UPS if sign.search(text)), None)
    if part is None:
        return None
    state = _told(state.but(pending=before.pending), topic)
    return Turn((Move(Kind.TOPIC, topic, {"part": part}),), state)


def recent_topic(state: State) -> str | None:
    """The question that was answered a moment ago."""
    topic, _, turn = (state.topics[-1] if state.topics else "").partition("@")
    return topic if topic and state.turn - float(turn) <= RECENT else None


def times_told(state: State, topic: str) -> int:
    """How often a question was answered in this conversation."""
    return sum(told.partition("@")[0] == topic for told in state.topics)


def _told(state: State, *topics: str) -> State:
    return state.but(topics=(*state.topics, *(f"{topic}@{int(state.turn)}" for topic in topics)))


def _back(before: State, state: State) -> tuple[Move, ...]:
    """The question that stood open, in other words; once, not after every answer."""
    if recent_topic(state) is not None:
        return ()
    if before.pending in BACK:
        return (say(f"utter_back_{before.pending}", *CHOICES.get(str(before.pending), ())),)
    if before.pending:
        return ()
    return (say("utter_back_first" if state.turn <= 1 else "utter_back_talk"),)
