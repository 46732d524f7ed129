"""Receives what is told: reflects it first, then one gentle question, a name for it, or the offer."""

from __future__ import annotations

import re

from bot.dialogue import cues
from bot.dialogue.danger import CORRECTED, OWN_LIFE
from bot.dialogue.for_another import named
from bot.dialogue.moves import Move, Turn, say
from bot.dialogue.open_invitation import FILLER, NOW, THEN, invited, waits
from bot.dialogue.reflecting import OF_LONELINESS, OWN, REFLECTED_PAIRS, event_key, in_own_words, reflect, scene_of
from bot.dialogue.scenes import SCENE, is_glad
from bot.dialogue.state import State, together
from bot.dialogue.told import is_protest, since_in
from bot.dialogue.understanding import Understanding

MOST_QUESTIONS = 4
HOW = "how"  # pending after an open question about what was told
EARLY = 2  # turns; later it is no time to ask what made somebody write
QUESTIONS = {
    "social": ("since", "someone_to_call", "what_would_help", "what_happened"),
    "emotional": ("anyone_knows", "since", "what_happened"),
    "existential": ("anyone_knows", "what_happened", "since"),
    "": ("what_brings", "someone_to_call"),
}
GENTLE = frozenset(name for names in QUESTIONS.values() for name in names)
LAST_TIME = "what_happened_last_time"
WENT_BADLY = frozenset({"utter_reflect_tried_before", "utter_reflect_disappointed"})
PASSING = frozenset(
    {"move", "studies", "birth", "job_change", "retirement"}
)  # after these it is common, and often passes
BORED = "utter_reflect_bored"
LAUGHS = re.compile(r"\b(?:a?haha\w*|hehe\w*|lol|lmao|tihi|asg|hoho|xd)\b|[😂🤣😅😆💀😜😁]")
SHORT_JOKE = 9  # words
LOSSES = ("utter_reflect_bereavement", "utter_reflect_grief_only")  # a time in these is that of the death
HELLO = re.compile(
    r"^\W*(?:ja |jaha |nå )?(?:hej\w*|hallå|tja\w*|tjena\w*|tjo|god ?(?:dag|kväll|morgon|afton))\b|\btjena\W*$"
)
MOST_AFTER_HELLO = 2  # moves; three bubbles are the most
SEASON = re.compile(r"i [a-zåäö]+$")  # "i höstas" tells when, "sedan i höstas" since when
TELLING = 7  # words; a shorter message is an answer
SILENT_AFTER = 5  # turns of only talking before Lotsen says honestly what it is


def hear(before: State, state: State, heard: Understanding) -> Turn:
    """Someone tells how it is: that is taken up, after a hello for a hello."""
    turn = _heard(before, state, heard)
    turn = Turn(invited(turn.moves, state, heard), turn.state)
    greets = state.turn <= 1 and HELLO.search(heard.text.lower()) and len(turn.moves) <= MOST_AFTER_HELLO
    return Turn((say("utter_hello"), *turn.moves), turn.state) if greets else turn


def _heard(before: State, state: State, heard: Understanding) -> Turn:
    """It is reflected, and then asked about, named or answered with the offer."""
    if state.wants == "talk":
        return _listen_on(before, state, heard)
    reflection = _taken_up(before, state, heard)
    if state.offered and heard.place and {"place", "new_place"} & set(state.news):
        reflection = (*reflection[:1], say("utter_ack_place", place=heard.place))
    light = _lightly(reflection, state, heard)
    if light is not None:
        return light
    reflection = _without_filler(reflection)
    if waits(bool(reflection), state, heard) or (not reflection and _tells_on(state, heard)):
        return Turn((say(FILLER),), state.but(pending=HOW))
    if not state.offered and _knows_enough(state, heard) and not _about_last_time(state, reflection):
        return _name_and_offer(reflection, state, heard)
    question = _about_last_time(state, reflection) or next_question(state)
    if question and question != LAST_TIME and (before.pending in {*GENTLE, HOW} or is_protest(heard.text)):
        return _without_question(reflection, state)
    if question == "what_brings" and reflection and reflection[-1].key in OWN and not state.offered:
        return _about_own(reflection, asked(state, question))
    if (not state.offered or question == LAST_TIME) and question:
        return Turn((*reflection, say(f"utter_ask_{question}")), asked(state, question))
    if is_protest(heard.text) or _asked_lately(state) or _is_scene(reflection):
        return _without_question(reflection, state)
    if reflection and reflection[-1].key in OWN:
        return _about_own(reflection, state)
    if not reflection:
        return Turn((say(FILLER),), state)
    if state.for_other and not state.last_shown and heard.has_facts:
        return with_offer(reflection, state)  # the more is known, the better the suggestions
    prompt = "utter_continue_prompt_other" if state.for_other else "utter_continue_prompt"
    return Turn((*reflection, say(prompt, "steps", "human")), state.but(pending="continue"))


def _tells_on(state: State, heard: Understanding) -> bool:
    """Somebody tells and could not be answered: an offer alone would pass it over, so it waits one turn."""
    asked_before = any(key in (THEN, NOW, FILLER) for key in state.said[-4:])
    tells = heard.words > TELLING and "?" not in heard.text and not heard.has_facts and not state.wants
    return tells and not state.offered and not state.for_other and state.turn > 1 and not asked_before


def _lightly(reflection: tuple[Move, ...], state: State, heard: Understanding) -> Turn | None:
    """What is glad is met as that; a joke or a dull day gets a light, open line once."""
    if _is_glad_scene(reflection):
        return Turn(reflection, state)
    if reflection[0].key == BORED and "utter_ask_bored" not in state.said:
        return Turn((*reflection, say("utter_ask_bored")), state)
    jokes = heard.primary is None and heard.words <= SHORT_JOKE and LAUGHS.search(heard.text.lower())
    if jokes and reflection[0].key == FILLER and "utter_light" not in state.said:
        return Turn((say("utter_light"),), state)
    return None


def _taken_up(before: State, state: State, heard: Understanding) -> tuple[Move, ...]:
    """The answer to "since when" is met as that, before what else was said; a loss is met as nothing but a loss."""
    reflection = reflect(state, heard)
    since = since_in(heard.text, asked=True) if before.pending == "since" else None
    if since is None or reflection[0].key.startswith(LOSSES):
        return reflection[:2]
    since = f"sedan {since}" if SEASON.match(since) else since
    return (say("utter_answered_since", words=since), *reflection)[:2]


def _without_question(reflection: tuple[Move, ...], state: State) -> Turn:
    """Nothing is asked in this turn; a sign that Lotsen is there when there is nothing of the person's own to say."""
    return Turn(_with_a_sign(reflection), state)


def _about_own(reflection: tuple[Move, ...], state: State) -> Turn:
    """What was said in the person's own words is asked about, and nothing else; a named one is invited already."""
    if reflection[-1].key == OWN[1] or state.for_other:
        return Turn(reflection, state)
    choices = ("steps", "human") if state.offered else ()
    return Turn((*reflection, say("utter_continue_own", *choices)), state.but(pending="continue"))


def _is_scene(reflection: tuple[Move, ...]) -> bool:
    return bool(reflection) and reflection[-1].key.startswith(SCENE)


def _is_glad_scene(reflection: tuple[Move, ...]) -> bool:
    return _is_scene(reflection) and is_glad(reflection[-1].key.removeprefix(SCENE))


def _without_filler(reflection: tuple[Move, ...]) -> tuple[Move, ...]:
    """A sign that fits anything is left out: what is said after it is enough."""
    return () if [move.key for move in reflection] == [FILLER] else reflection


def _with_a_sign(moves: tuple[Move, ...]) -> tuple[Move, ...]:
    """A sign that Lotsen is there, unless the sentence before it is one, or is the person's own."""
    if not moves:
        return (say(FILLER),)
    says_enough = len(moves) > 1 or moves[0].key in (*OWN, FILLER) or _is_scene(moves)
    return moves if says_enough else (*moves, say("utter_hold_more"))


def _asked_lately(state: State) -> bool:
    """The turn before this one ended in an open question."""
    return any(key.startswith("utter_continue_") for key in state.said[-2:])


def _about_last_time(state: State, reflection: tuple[Move, ...]) -> str | None:
    """Somebody who has tried before is asked what happened then, once, before any tip."""
    tried = bool(reflection) and reflection[0].key in WENT_BADLY and LAST_TIME not in state.asked
    return LAST_TIME if tried else None


def _knows_enough(state: State, heard: Understanding) -> bool:
    """Enough for an offer: a kind and something to go by, or two questions already asked."""
    put = len([key for key in state.asked if key in {q for keys in QUESTIONS.values() for q in keys}])
    if state.for_other:
        return bool(heard.has_facts or "other_situation" in state.asked)
    if not state.loneliness_types:
        return put >= 2
    if state.turn <= 1 and not state.life_events and not OF_LONELINESS.search(heard.text.lower()):
        return False  # a life is told, and no word of it says that anybody is missing
    return bool(heard.has_facts or state.life_events or put >= 1)


def _name_and_offer(reflection: tuple[Move, ...], state: State, heard: Understanding) -> Turn:
    mourns = bool(reflection) and reflection[0].key.startswith("utter_reflect_bereavement")
    if mourns and state.loneliness_types[:1] == ("social",):
        return with_offer(reflection, state)  # a loss is not met with "you lack people"
    if state.named or not state.loneliness_types or "named_wrong" in state.asked:
        return with_offer(reflection, state)
    if heard.has_facts or state.for_other:
        return with_offer((*reflection[:1], say(name_key(state, gently=True))), state.but(named=True))
    return Turn((*reflection, say(name_key(state), "agree", "disagree")), state.but(named=True, pending="name"))


def name_key(state: State, *, gently: bool = False) -> str:
    """The response that puts a plain name on the loneliness; gently = as a statement, when a question follows."""
    kinds = state.loneliness_types[:2]
    if not gently and kinds == ("social",) and PASSING & set(state.life_events):
        return "utter_name_passing"
    if state.for_other:
        return f"utter_name_other_{kinds[0]}"
    pair = next((p for p in REFLECTED_PAIRS if set(p) == set(kinds)), None)
    close = len(kinds) > 1 and _gap(state) < 0.15
    name = f"{pair[0]}_{pair[1]}" if pair and close else kinds[0]
    return f"utter_name_{name}_gently" if gently else f"utter_name_{name}"


def _gap(state: State) -> float:
    ranked = sorted(state.loneliness_scores, reverse=True)
    return ranked[0] - ranked[1]


def with_offer(moves: tuple[Move, ...], state: State) -> Turn:
    """Ask whether suggestions are wanted, with what is already known in the question; who only wants to talk may."""
    if state.wants == "talk":
        return _held(moves, state)
    offer = say(_offer_key(state), "steps", "talk", "human", place=state.place_name or "", **named(state))
    return Turn((*moves, offer), state.but(offered=True, pending="offer"))


def _offer_key(state: State) -> str:
    if state.for_other:
        return "utter_offer_other"
    if "money" in state.barriers:
        return "utter_offer_free" if state.place_name else "utter_offer_free_no_place"
    return "utter_offer_place" if state.place_name else "utter_offer"


def next_question(state: State) -> str | None:
    """The one thing still unknown that matters most; at most four in a conversation."""
    if len(state.asked) >= MOST_QUESTIONS:
        return None
    if state.for_other:
        return None if "other_situation" in state.asked else "other_situation"
    kind = state.loneliness_types[0] if state.loneliness_types else ""
    known = set(state.asked) | set(state.told) | ({"what_happened", "since"} if state.life_events else set())
    known |= {"what_brings"} if state.turn > EARLY else set()
    return next((key for key in QUESTIONS[kind] if key not in known), None)


def asked(state: State, question: str) -> State:
    """The state once a question stands open."""
    return state.but(asked=together(state.asked, (question,)), pending=question)


def _listen_on(before: State, state: State, heard: Understanding) -> Turn:
    """Someone who only wants to talk may; after a while Lotsen says honestly what it is."""
    reflection = _taken_up(before, state, heard)
    if _is_glad_scene(reflection):
        return Turn(reflection, state)
    question = None if before.pending in GENTLE or is_protest(heard.text) else next_question(state)
    tired = reflection[0].key in ("utter_reflect_worn_out", "utter_reflect_sad")
    if question and int(state.talk_turns) % 2 == 0 and not tired and state.talk_turns + 1 < SILENT_AFTER:
        state = state.but(talk_turns=state.talk_turns + 1)
        return Turn((*_without_filler(reflection), say(f"utter_ask_{question}")), asked(state, question))
    return _held(reflection, state)


def _held(moves: tuple[Move, ...], state: State) -> Turn:
    """One more turn of listening, and once, after some, what Lotsen is."""
    state = state.but(talk_turns=state.talk_turns + 1, pending=None)
    if state.talk_turns == SILENT_AFTER:
        return Turn((say("utter_hold_honest", "human", "talk"),), state.but(pending="human"))
    return Turn(_with_a_sign(moves), state)


def correct(before: State, state: State, heard: Understanding) -> Turn:
    """A correction wins at once; what it says instead is taken up."""
    moves: tuple[Move, ...] = (say("utter_ack_correction"),)
    if state.danger_stage and state.risk_kind not in OWN_LIFE and cues.TAKES_BACK.search(heard.text.lower()):
        state = state.but(danger_stage=CORRECTED)  # the level stays, but Lotsen does not go on about it
    if heard.place and "new_place" in state.news:
        moves = (say("utter_place_changed", place=heard.place),)
    events = state.new("life_event")
    if events:
        return with_offer((*moves, say(event_key(events, heard))), state)
    scene = scene_of(state, heard)
    told = ((scene,) if scene else in_own_words(state, heard)) if "new_place" not in state.news else None
    if told:
        return Turn((*moves, *told), state.but(pending=None))
    if heard.primary and state.loneliness_types and not state.named:
        return with_offer((*moves, say(name_key(state, gently=True))), state.but(named=True))
    if heard.has_facts:
        return with_offer(moves, state)
    return Turn(
        (*moves, say("utter_ask_open")),
        state.but(named=False, pending=None, loneliness_types=(), loneliness_scores=(0.0, 0.0, 0.0)),
    )
