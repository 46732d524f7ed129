"""Come-back codes: hears them before any intent is asked, gives them, and takes up the thread from last time."""

from __future__ import annotations

from bot.dialogue.come_back_cues import (
    AGAIN,
    AGREES,
    ASKS_OF_LATER,
    FORGET,
    HAS_CODE,
    LOST,
    LOST_WORDS,
    TAKE_IT_AWAY,
    WANTS,
    WONDERS,
)
from bot.dialogue.come_back_how import again
from bot.dialogue.moves import Kind, Move, Turn, say
from bot.dialogue.state import KINDS, State, together
from bot.dialogue.understanding import Understanding
from knowledge.come_back_code import find_code, is_nearly_code
from knowledge.come_back_memory import Given, Memory, Recalled

MOST_TRIES = 5  # codes that lead nowhere, in one conversation
LATEST = 3  # suggestions that are asked about: those of the last time
WELCOME = {
    "social": "utter_come_back_welcome_social",
    "emotional": "utter_come_back_welcome_emotional",
    "existential": "utter_come_back_welcome_existential",
    "plain": "utter_come_back_welcome_plain",
}
WELCOME_PLACE = {
    "social": "utter_come_back_welcome_social_place",
    "emotional": "utter_come_back_welcome_emotional_place",
    "existential": "utter_come_back_welcome_existential_place",
    "plain": "utter_come_back_welcome_plain_place",
}
REMEMBERED = 0.6  # how clear a remembered kind of loneliness is; what is told now soon weighs more
GIVEN = frozenset({"utter_come_back_given", "utter_come_back_how_to_forget"})
LATELY = 8  # responses back in which a code was given or spoken of
OFFERED = "utter_come_back_only_if_wished"
LONGEST_YES = 6  # words
LONGEST_WISH = 20  # words; a longer message tells more than that it wants a code


def answer(before: State, state: State, heard: Understanding) -> Turn | None:
    """The turn when a message is a code or about one; None when it is about something else."""
    text, words = heard.text.lower(), find_code(heard.text)
    just_given = state.come_back is not None and bool(GIVEN & set(state.said[-LATELY:]))
    unwanted = just_given and TAKE_IT_AWAY.search(text) is not None
    forgets = unwanted or bool(FORGET.search(text)) or (before.pending == "come_back_forget" and words)
    if forgets:
        return _forget(before, state, words)
    if words:
        return _look_up(state, words)
    spoken = any(key.startswith("utter_come_back_") for key in state.said[-LATELY:])
    if spoken and state.come_back is None and TAKE_IT_AWAY.search(text) and heard.words <= LONGEST_WISH:
        return Turn((say("utter_come_back_none"),), state.but(pending=before.pending))
    if is_nearly_code(heard.text) and (before.pending == "come_back_words" or "kod" in text):
        return Turn((say("utter_come_back_unreadable"),), state.but(pending="come_back_words"))
    return _spoken_of(before, state, heard) if heard.words <= LONGEST_WISH else None


def _spoken_of(before: State, state: State, heard: Understanding) -> Turn | None:
    """A code is wished for, lost or at hand, or the steps of last time are."""
    text = heard.text.lower()
    wonders = WONDERS.search(text) and "kod" in text and not LOST.search(text)
    if wonders or ASKS_OF_LATER.search(text):
        return _explained(before, state)
    agrees = OFFERED in state.said[-1:] and AGREES.match(text) and heard.words <= LONGEST_YES
    if agrees or (WANTS.search(text) and not LOST.search(text)):
        return _make(before, state)
    if _has_lost(before, heard):
        return Turn((say("utter_come_back_lost"),), state.but(pending=None))
    if HAS_CODE.search(text) and not heard.primary:
        return Turn((say("utter_come_back_ask_words"),), state.but(pending="come_back_words"))
    if state.come_back and state.last_shown and AGAIN.search(text):
        return again(state)
    return None


def _has_lost(before: State, heard: Understanding) -> bool:
    asked = before.pending in ("come_back_words", "come_back_forget")
    if asked and (heard.intent == "deny" or LOST_WORDS.search(heard.text.lower())):
        return True
    return bool(LOST.search(heard.text.lower())) and not (heard.primary or heard.barriers)


def _explained(before: State, state: State) -> Turn:
    """What a code is and keeps; it is made when it is wished for, and not because it was asked about."""
    after = say("utter_come_back_privacy") if state.come_back else say(OFFERED, "code")
    return Turn((say("utter_come_back_what_it_is"), after), state.but(pending=before.pending))


def _make(before: State, state: State) -> Turn:
    if memory_of(state).is_empty():
        return Turn((say("utter_come_back_nothing_yet"),), state.but(pending=before.pending))
    return Turn((Move(Kind.COME_BACK, "make"),), state.but(pending=before.pending))


def _look_up(state: State, words: tuple[str, ...]) -> Turn:
    if state.come_back_tries >= MOST_TRIES:
        return too_many(state)
    return Turn((Move(Kind.COME_BACK, "find", {"words": " ".join(words)}),), state)


def _forget(before: State, state: State, words: tuple[str, ...] | None) -> Turn:
    """The code that was written, else the one in use; without either, it is asked for."""
    if words and state.come_back_tries >= MOST_TRIES:
        return too_many(state)
    if words:
        return Turn((Move(Kind.COME_BACK, "forget", {"words": " ".join(words)}),), state)
    if state.come_back:
        return Turn((Move(Kind.COME_BACK, "forget"),), state.but(pending=before.pending))
    return Turn((say("utter_come_back_ask_which"),), state.but(pending="come_back_forget"))


def memory_of(state: State) -> Memory:
    """What a code keeps of a conversation."""
    return Memory(state.loneliness_types, state.municipality, state.shown, state.rejected)


def given(state: State, code: Given, last_day: str) -> Turn:
    """A code was made: the words, what is kept, and how it is forgotten."""
    moves = (
        say("utter_come_back_given", words=", ".join(code.words)),
        say("utter_come_back_what_is_kept", last_day=last_day),
        say("utter_come_back_how_to_forget"),
    )
    return Turn(moves, state.but(come_back=code.row))


def welcome(state: State, found: Recalled, steps: tuple[str, ...], place: str | None) -> Turn:
    """A code led somewhere: what is remembered in one sentence, and a question about how it went."""
    if state.come_back == found.row:
        return Turn((say("utter_come_back_already"),), state)
    state = _recalled(state, found, place)
    greeting = say(_welcome_key(found.memory, place), place=place or "")
    if not found.memory.shown:
        return Turn((greeting, say("utter_come_back_now", "steps", "talk")), state.but(pending="offer"))
    how = (
        say("utter_come_back_how", "it_tried", "it_undone", "it_misfit", "it_else", steps=" och ".join(steps))
        if steps
        else say("utter_come_back_how_unnamed", "it_tried", "it_undone", "it_misfit", "it_else")
    )
    return Turn((greeting, how), state.but(pending="come_back_how"))


def latest(memory: Memory) -> tuple[str, ...]:
    """The suggestions of the last time that were not turned down, at most three."""
    return tuple(item for item in memory.shown[-LATEST:] if item not in memory.rejected)


def _recalled(state: State, found: Recalled, place: str | None) -> State:
    """What was told today counts before what is remembered."""
    memory = found.memory
    if not state.loneliness_types and memory.types:
        scores = tuple(REMEMBERED if kind in memory.types else 0.0 for kind in KINDS)
        state = state.but(loneliness_types=memory.types, loneliness_scores=scores, named=True)
    if not state.municipality and place:
        state = state.but(municipality=memory.municipality, place_name=place)
    return state.but(
        shown=together(memory.shown, state.shown),
        rejected=together(memory.rejected, state.rejected),
        last_shown=latest(memory),
        come_back=found.row,
    )


def _welcome_key(memory: Memory, place: str | None) -> str:
    kind = memory.types[0] if memory.types and memory.types[0] in KINDS else "plain"
    return WELCOME_PLACE[kind] if place else WELCOME[kind]


def unknown(state: State) -> Turn:
    """A code that never was and one that has run out are answered alike."""
    tries = state.come_back_tries + 1
    if tries >= MOST_TRIES:
        return too_many(state.but(come_back_tries=tries))
    return Turn((say("utter_come_back_unknown"),), state.but(come_back_tries=tries, pending="come_back_words"))


def too_many(state: State) -> Turn:
    return Turn((say("utter_come_back_too_many"), say("utter_ask_open")), state.but(pending=None))


def held_back(state: State) -> Turn:
    """So many wrong codes came this hour that none is looked up; the conversation goes on."""
    return Turn((say("utter_come_back_held_back"), say("utter_ask_open")), state.but(pending=None))


def forgotten(state: State, row: str) -> Turn:
    own = state.come_back == row
    return Turn((say("utter_come_back_forgotten"),), state.but(come_back=None) if own else state)


def nothing_to_forget(state: State) -> Turn:
    tries = state.come_back_tries + 1
    return Turn((say("utter_come_back_nothing_to_forget"),), state.but(come_back_tries=tries))


def unavailable(state: State, deed: str) -> Turn:
    """The database is away; the chat goes on."""
    keys = {"make": "utter_come_back_not_made", "find": "utter_come_back_not_looked_up"}
    key = keys.get(deed, "utter_come_back_not_forgotten")
    return Turn((say(key),), state)
