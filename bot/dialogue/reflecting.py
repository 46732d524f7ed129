"""What was said in other words: its own detail, what has happened, whom it is about, or the kind of loneliness."""

from __future__ import annotations

import re

from bot.dialogue import cues, for_another, own_detail
from bot.dialogue.detail_facts import PETS, dead_one, kin_of_dead
from bot.dialogue.events_told import is_told
from bot.dialogue.moods import IN_PASSING, mood
from bot.dialogue.moves import Move, say
from bot.dialogue.own_words import SENTENCE, is_rich, own_person, own_words
from bot.dialogue.relations import between
from bot.dialogue.scenes import SCENE, scene_in
from bot.dialogue.state import KINDS, SET_ASIDE, State
from bot.dialogue.understanding import Understanding

GENERIC = frozenset({"utter_reflect_general", "utter_reflect_wish", *(f"utter_reflect_{kind}" for kind in KINDS)})
KIND_KEYS = frozenset(f"utter_reflect_{kind}" for kind in KINDS)
MOST_OF_A_KIND = 1  # times in a conversation that a sentence for a kind, which would fit anyone, is said
SURE_OF_A_KIND = 0.8  # how sure the model must be for such a sentence
OF_LONELINESS = re.compile(
    r"\b(ensam\w*|själv|ingen|inga|aldrig|sakna\w*|vän|vänner\w*|kompis\w*|sällskap|umgås|träffa\w*|utanför|folk|människo?r?"
    r"|förstår|fattar|prata\w*|berätta\w*|närhet|mening\w*|tomt?|tomhet|känn\w+|känns|märk\w*|bryr|visa|längta\w*|social\w*"
    r"|någon|nån|ingenting|har det|mår|värst|svår\w*|jobbig\w*|tung\w*|hör av|livet|ledsen|skäms)\b"
)  # a word of it must be said before a sentence for a kind is
WIDOWED = f"{SCENE}widow_time"  # says no more than the sentence for the loss itself
AGAIN = "utter_reflect_own_again"  # the same in the turn after, in another frame
ASKS_OF_PERSON = "utter_ask_about_person"
OWN = ("utter_reflect_own_words", ASKS_OF_PERSON, AGAIN)
REFLECTED_PAIRS = {("social", "emotional"), ("emotional", "existential"), ("social", "existential")}
EVENTS_BY_KIND = frozenset(
    (event, kind)
    for event, kinds in {
        "bereavement": KINDS,
        "birth": ("social", "emotional"),
        "caregiving": ("social", "emotional"),
        "disability": ("social", "existential"),
        "divorce": ("social", "emotional"),
        "illness": KINDS,
        "mental_illness": ("social", "emotional"),
        "migration": KINDS,
        "move": ("social", "emotional"),
        "retirement": ("social", "existential"),
        "studies": ("social", "emotional"),
        "unemployment": ("social", "existential"),
    }.items()
    for kind in kinds
)  # what has happened is met in words for the kind of loneliness that came of it
FEWEST_OF_DETAIL = 3  # words
SAYS_SO = re.compile(
    r"\b(?:säger|sa|tycker|tyckte|menar|undrar|frågar|frågade) (?:bara |alltid |ju )?(?:att|man|jag)\b", re.I
)
REPLACES = ("utter_reflect_bereavement", "utter_reflect_grief_only", "utter_reflect_pet_loss")  # by who has died
EVENT_OF = re.compile(r"utter_reflect_([a-z_]+?)(?:_(?:social|emotional|existential))?$")
SORE = re.compile(
    r"\b(?:kvar|ingen|inga|saknar|borta|ensam\w*|utan (?:mig|dig|honom|henne)|vem jag ska)\b"
)  # no glad scene
TELLING = 12  # words; so long a message is thanked for where nothing in it can be said back
LONG = 6  # words; from there on a detail stands beside what is said of a mood


def reflect(state: State, heard: Understanding) -> tuple[Move, ...]:
    """What was said in other words, with its own detail: the scene that it tells before all else."""
    scene = scene_of(state, heard)
    if scene:
        fresh = (say(event_key(("bereavement",), heard)),) if _fresh_loss(state, heard) else ()
        loss = _detailed(fresh, state, heard)
        return loss if loss and scene.key == WIDOWED else (*loss, scene)
    return _detailed(_plainly(state, heard), state, heard)


def _plainly(state: State, heard: Understanding) -> tuple[Move, ...]:
    """The sentence for what has happened, whom it is about, the mood or the kind; else the writer's own words."""
    moves = for_another.reflected(state, heard) if state.for_other else _reflect_own(state, heard)
    passing = moves[0].key.removeprefix("utter_reflect_") in IN_PASSING
    vague = moves[0].key in GENERIC or passing or moves[0].key == "utter_reflect_other_more"
    if not vague:
        return moves
    unsure = max(heard.scores) < SURE_OF_A_KIND or sum(key in KIND_KEYS for key in state.said) >= MOST_OF_A_KIND
    worn = moves[0].key in KIND_KEYS and (unsure or not OF_LONELINESS.search(heard.text.lower()))
    plain = (say("utter_reflect_general"),) if worn else moves
    general = plain[0].key == "utter_reflect_general"
    return in_own_words(state, heard) or (_facts(state) if general and not state.for_other else None) or plain


def _detailed(moves: tuple[Move, ...], state: State, heard: Understanding) -> tuple[Move, ...]:
    """A sentence with the writer's own detail before one that would fit others too, or instead of it."""
    asks = bool(moves) and moves[0].key == ASKS_OF_PERSON and state.turn <= 1
    if not moves or (moves[0].values and not asks) or not _may_be_detailed(state, heard):
        return moves
    first, rest, text = moves[0], moves[1:], heard.text
    if first.key.startswith(REPLACES):
        loss = own_detail.of_event(text, "bereavement", heard.place)
        return (say(first.key, instead=loss), *rest) if loss else moves
    loss = own_detail.of_event(text, "bereavement") if first.key in GENERIC and dead_one(text) else None
    if loss:
        return (say(OWN[0], instead=loss), *rest)
    event = EVENT_OF.match(first.key)
    fact = own_detail.of_event(text, event[1], heard.place) if event else None
    detail = (
        fact
        or own_detail.of_years(text, heard.place)
        or _named(state, heard, lightly=first.key == "utter_reflect_general")
    )
    if detail is None:
        return _received(moves, state, heard)
    if asks or first.key in GENERIC or first.key.startswith("utter_ack_barrier_"):
        return (say(OWN[0], instead=detail), *rest)
    return (say(first.key, before=detail), *rest)


def _received(moves: tuple[Move, ...], state: State, heard: Understanding) -> tuple[Move, ...]:
    """A long first message is never met with a question alone."""
    alone = [move.key for move in moves] == ["utter_reflect_general"]
    lightly = heard.primary is None
    long = state.turn <= 1 and heard.words >= (TELLING if lightly else LONG) and "?" not in heard.text
    return (say(OWN[0], instead=own_detail.received(heard.text, lightly=lightly)),) if alone and long else moves


def _may_be_detailed(state: State, heard: Understanding) -> bool:
    calm = heard.danger.level == "none" and state.danger_stage in SET_ASIDE
    swedish = heard.language == "sv" and not state.for_other
    return calm and swedish and heard.words >= LONG and OWN[0] not in state.said[-2:]


def _named(state: State, heard: Understanding, *, lightly: bool) -> str | None:
    """The writer's own clause, else the thing or the person that is named, else since when."""
    if lightly and state.turn > 1 and heard.primary is None:
        return None  # a story is asked about as it is told
    words = own_detail.own_clause(heard.text, heard.place)
    if words and is_rich(words):
        return f"Så {words}."
    if any(entry.startswith("closed:") for entry in state.told):
        return None
    couple = own_detail.of_couple(heard.text)
    return (
        couple
        or own_detail.of_image(heard.text)
        or own_detail.of_thing(heard.text, lightly=lightly and _is_light(heard))
        or own_detail.of_time(heard.text)
    )


def _is_light(heard: Understanding) -> bool:
    return heard.primary is None and not heard.life_events and not OF_LONELINESS.search(heard.text.lower())


def scene_of(state: State, heard: Understanding) -> Move | None:
    """The sentence for the scene that the writer tells; nothing glad where danger is in question."""
    if state.for_other or heard.danger.evidence or heard.language != "sv":
        return None
    lonely = heard.primary is not None and max(heard.scores) >= SURE_OF_A_KIND
    scene = scene_in(
        heard.text, state.said, glad=heard.danger.level == "none" and not lonely and not SORE.search(heard.text.lower())
    )
    if not scene:
        return None
    pet = own_detail.of_event(heard.text, "pet_loss") if kin_of_dead(heard.text) in PETS else None
    before = pet or own_detail.of_years(heard.text, heard.place)
    return say(f"utter_scene_{scene}", before=before) if before else say(f"utter_scene_{scene}")


def _fresh_loss(state: State, heard: Understanding) -> bool:
    """A death that is told of for the first time, with who it was."""
    told = bool("bereavement" in state.new("life_event") or state.new("loss")) and is_told("bereavement", heard.text)
    return told and cues.who_died(heard.text) is not None


def _facts(state: State) -> tuple[Move, ...] | None:
    """What hinders is met as that, when nothing else is told."""
    barriers = state.new("barrier")
    return (say(f"utter_ack_barrier_{barriers[0]}"),) if barriers else None


def in_own_words(state: State, heard: Understanding) -> tuple[Move, ...] | None:
    """The writer's own detail instead of a sentence that would fit anyone; the same way at most every other turn."""
    if heard.danger.level != "none" or heard.words < FEWEST_OF_DETAIL:
        return None
    words = own_words(heard.text, of_other=state.for_other)
    who = None if state.for_other else own_person(heard.text)
    who = None if f"closed:{who}" in state.told or not told_of_last(heard.text, who) else who
    lately = state.said[-2:]
    way = OWN[0] if OWN[0] not in lately else AGAIN
    fits = words is not None and not (way == AGAIN and (AGAIN in state.said[-5:] or not is_rich(words)))
    if words and fits and is_rich(words):
        return (say(way, words=words),)
    if who and OWN[1] not in state.said[-4:]:
        return (say(OWN[1], who=who),)
    return (say(way, words=words),) if words and fits else None


def told_of_last(text: str, who: str | None) -> bool:
    """The one who is named is what the message ends with, and not only quoted or mentioned on the way."""
    last = (SENTENCE.findall(text.strip()) or [""])[-1]
    return who is not None and own_person(f"Och {last.strip()}") == who and not SAYS_SO.search(last)


def _reflect_own(state: State, heard: Understanding) -> tuple[Move, ...]:
    if heard.primary is None and cues.GLAD.search(heard.text.lower()) and not cues.BUT.search(heard.text.lower()):
        return (say("utter_good_news"),)
    if cues.CHOSEN.search(heard.text.lower()) and (heard.primary is None or not cues.BUT.search(heard.text.lower())):
        return (say("utter_reflect_chosen_solitude"),)
    told = tuple(name for name in heard.life_events if is_told(name, heard.text))
    fresh = tuple(name for name in state.new("life_event") if name in told)
    if not fresh and "bereavement" in told and state.new("loss"):
        fresh = ("bereavement",)
    if fresh:
        return (say(event_key(fresh, heard)),)
    again = next((f"utter_reflect_{e}_{heard.primary}" for e in told if (e, heard.primary) in EVENTS_BY_KIND), "")
    if again and again not in state.said:
        return (say(again),)
    with_whom = between(heard.text)
    if with_whom:
        return (say(f"utter_reflect_between_{with_whom[0]}", who=with_whom[1]),)
    key = _feeling_key(heard)
    if key == "utter_reflect_wish" and heard.interests:
        return (say("utter_ack_interest", interest=heard.interests[0]),)
    return (say(key),)


def event_key(events: tuple[str, ...], heard: Understanding) -> str:
    order = ("bereavement", "illness", "empty_nest", "divorce", "mental_illness")
    event = next((name for name in order if name in events), events[0])
    who = cues.who_died(heard.text) if event == "bereavement" else None
    if event == "bereavement" and not who and heard.primary is None:
        return "utter_reflect_grief_only"
    if who:
        return f"utter_reflect_{event}_{who}"
    if (event, heard.primary) in EVENTS_BY_KIND and event != "bereavement":  # a loss is met as a loss first
        return f"utter_reflect_{event}_{heard.primary}"
    return f"utter_reflect_{event}"


def _feeling_key(heard: Understanding) -> str:
    if heard.words <= 2 and heard.primary:
        return "utter_short_lonely"
    detail = mood(heard.text)
    if detail:
        return f"utter_reflect_{detail}"
    if heard.intent == "find_activity":
        return "utter_reflect_wish"
    if heard.primary is None:
        return "utter_reflect_general"
    pair = next((p for p in REFLECTED_PAIRS if set(p) == set(heard.types[:2]) and len(heard.types) > 1), None)
    return f"utter_reflect_{pair[0]}_{pair[1]}" if pair else f"utter_reflect_{heard.primary}"
