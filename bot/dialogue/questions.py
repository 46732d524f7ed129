"""Answers questions from the topics; a feeling in them is met first, and then the talk goes back to where it was."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.dialogue.asked_thing import thing_in
from bot.dialogue.follow_ups import part_asked_for, recent_topic, told
from bot.dialogue.moods import mood
from bot.dialogue.moves import Kind, Move, Turn, say
from bot.dialogue.named import aspects_in
from bot.dialogue.receive import PASSING
from bot.dialogue.reflecting import reflect
from bot.dialogue.state import State
from bot.dialogue.understanding import Understanding

OWN = re.compile(
    r"([.,!?]|\b(och|för|men|sen|när|att|å)) ?jag (har|är|känner|mår|orkar|saknar|träffar|sitter|bor|lever|förlor|mist)"
    r"|^jag (har|är|känner|mår|orkar|saknar|träffar|sitter|bor|lever|förlor|mist)"
)  # what is told of oneself beside a question
COST_TOO = re.compile(
    r"\w.*(\boch|\bsen|[,.?])\W*(vad |va |hur mycket )?(kostar|är|e) (det|de|den|dom|sånt)( nå\w*| gratis| dyrt)?\W*$"
)
ABOUT_STEPS = re.compile(r"\b(där|dit|dom|dem|de|den|komma|vara med|följa med|många|länge)\b")  # of what was shown
LONG = 9  # words
FEWEST_OF_FEELING = 6  # words; a shorter question is only a question
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
ABOUT_OTHERS = frozenset(
    ("how_help_someone", "how_talk_to_lonely", "lonely_child", "anhorigstod", "school_help", "god_man", "fardtjanst")
    + ("kontaktperson", "ledsagning", "vantjanst", "sprakcafe", "senior_meeting", "personligt_ombud", "kontaktfamilj")
)  # topics that are answered for somebody else too
AGES = (
    ("older", re.compile(r"\b(äldre|gamla|pensionär\w*|senior\w*)\b")),
    ("teen", re.compile(r"\b(unga|ungdom\w*|tonåring\w*|barn)\b")),
)
WITH_LINES = frozenset({"what_lines_are_there", "where_turn", "calling_a_line", "evenings"})


def answer(before: State, state: State, heard: Understanding) -> Turn:
    """A question about loneliness or support, answered with its source."""
    state = state.but(pending=before.pending)
    if heard.topic == "am_i_abnormal" and PASSING & {*state.life_events, *heard.life_events}:
        heard = replace(heard, topic="passing_or_lasting")
    if heard.topic == "how_tell_someone" and state.for_other:
        heard = replace(heard, topic="how_talk_to_lonely")
    if heard.topic is None:
        of_steps = bool(state.last_shown) and bool(aspects_in(heard.text) or ABOUT_STEPS.search(heard.text.lower()))
        thing = None if of_steps else thing_in(heard.text)
        if thing:
            return Turn((say("utter_no_answer_thing", thing=thing),), state)
        return Turn((say("utter_no_answer_steps" if of_steps else "utter_no_answer"),), state)
    if heard.second_topic:
        both = (heard.topic, heard.second_topic)
        moves = tuple(Move(Kind.TOPIC, topic, {"part": "short"}) for topic in both)
        return Turn((*moves, *_back(before, state)), told(state, *both))
    if COST_TOO.search(heard.text.lower()) and heard.topic != "cost_of_support":
        moves = (
            Move(Kind.TOPIC, heard.topic, {"part": "short"}),
            Move(Kind.TOPIC, heard.topic, {"part": "cost", "beside": "yes"}),
        )
        return Turn((*moves, *_back(before, state)), told(state, heard.topic))
    if tells_too(heard):
        return Turn((_met(state, heard), Move(Kind.TOPIC, heard.topic)), told(state, heard.topic))
    lines = (_lines(heard),) if heard.topic in WITH_LINES else ()
    back = () if lines else _back(before, state)
    return Turn((Move(Kind.TOPIC, heard.topic), *lines, *back), told(state, heard.topic))


def _lines(heard: Understanding) -> Move:
    """The lines, for the age that the question names."""
    age = next((age for age, sign in AGES if sign.search(heard.text.lower())), "")
    return Move(Kind.LINES, "", {"quiet": "yes", "age": age})


def tells_too(heard: Understanding) -> bool:
    """True when the question also says how the person has it."""
    own = OWN.search(heard.text.lower()) is not None
    return heard.words >= FEWEST_OF_FEELING and (heard.primary is not None or (own and heard.words >= LONG))


def _met(state: State, heard: Understanding) -> Move:
    """One sentence for what is told beside the question."""
    if heard.primary is None and not heard.life_events and not mood(heard.text) and not state.for_other:
        return say("utter_met_in_question")
    return reflect(state, heard)[0]


def beside_a_feeling(before: State, state: State, heard: Understanding) -> Turn | None:
    """The answer to a question that came with a feeling; None when nothing was asked that a topic answers."""
    if not heard.asks or heard.asks in RHETORICAL or (state.for_other and heard.asks not in ABOUT_OTHERS):
        return None
    state = state.but(pending=before.pending)
    return Turn((_met(state, heard), Move(Kind.TOPIC, heard.asks)), told(state, heard.asks))


def follow_up(before: State, state: State, heard: Understanding) -> Turn | None:
    """More about the last answer: what it costs, how one begins; None when the message is about something else."""
    topic, part = recent_topic(state), part_asked_for(state, heard)
    if topic is None or part is None:
        return None
    # a topic that has no such part leaves the question to be answered as one of its own
    move = Move(Kind.TOPIC, topic, {"part": part, "else": heard.topic or ""})
    return Turn((move,), told(state.but(pending=before.pending), topic, part=part))


def _back(before: State, state: State) -> tuple[Move, ...]:
    """The question that stood open, in other words; once, not after every answer."""
    if recent_topic(state) is not None:
        return ()
    if before.pending in BACK:
        return (say(f"utter_back_{before.pending}", *CHOICES.get(str(before.pending), ())),)
    if before.pending:
        return ()
    return (say("utter_back_first" if state.turn <= 1 else "utter_back_talk"),)
