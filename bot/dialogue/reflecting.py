"""What was said in other words: its own detail, what has happened, whom it is about, or the kind of loneliness."""

from __future__ import annotations

import re

from bot.dialogue import cues, for_another
from bot.dialogue.moods import IN_PASSING, mood
from bot.dialogue.moves import Move, say
from bot.dialogue.own_words import SENTENCE, is_rich, own_person, own_words
from bot.dialogue.relations import between
from bot.dialogue.scenes import SCENE, scene_in
from bot.dialogue.state import KINDS, State
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
# An event that no word tells of is only guessed at, and not what a reflection takes up; a star stands for any ending.
SAID = {
    name: re.compile(r"\b(?:" + words.replace("*", r"\w*").replace(" ", "|") + r")\b")
    for name, words in {
        "bereavement": (
            "dog dött död döda dödsf* bort mist miste förlora* änk* sorg* sörj* avled* avlid* somnade somnat "
            "saknar begravningen missfall bortgång* liv borta begravt urnan änglabarn"
        ),
        "divorce": (
            "skil* nyskil* frånskil* separ* nysepar* ex exet exfru* exman* isär lämna* slut dumpa* "
            "otrogen stack flyttade ut singel uppbrott*"
        ),
        "birth": (
            "beb* fött föd* förloss* mammaledig* pappaledig* föräldraledig* amma* barn* gravid* liten mamma pappa "
            "förälder bvc"
        ),
        "retirement": ("pension* pensionär*"),
        "unemployment": ("arbetslös* jobb* uppsagd varsl* arbete* arbetsförmedling* sparken konkurs kassa*"),
        "caregiving": ("vårda* hand anhörig* hjälper demen* sköter alzheimer* ställer passa*"),
        "migration": (
            "hit kom sverige asyl* fly* invandr* land landet hemland* uppehållstillstånd krig* språk* svenska"
        ),
        "studies": (
            "plugg* studer* student* univers* skol* kurs* tenta* korridor* högskol* gymnas* klass* uni nation* "
            "termin* programmet"
        ),
    }.items()
}


def reflect(state: State, heard: Understanding) -> tuple[Move, ...]:
    """What was said in other words, with its own detail: the scene that it tells before all else."""
    scene = scene_of(state, heard)
    if scene:
        loss = (say(event_key(("bereavement",), heard)),) if _fresh_loss(state, heard) else ()
        return loss if loss and scene.key == WIDOWED else (*loss, scene)
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


def scene_of(state: State, heard: Understanding) -> Move | None:
    """The sentence for the scene that the writer tells; nothing glad where danger is in question."""
    if state.for_other or heard.danger.evidence or heard.language != "sv":
        return None
    scene = scene_in(heard.text, state.said, glad=heard.danger.level == "none")
    return say(f"utter_scene_{scene}") if scene else None


def _fresh_loss(state: State, heard: Understanding) -> bool:
    """A death that is told of for the first time, with who it was."""
    told = bool("bereavement" in state.new("life_event") or state.new("loss")) and _is_said(
        "bereavement", heard.text.lower()
    )
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
    if heard.primary is None and cues.GLAD.search(heard.text.lower()):
        return (say("utter_good_news"),)
    if cues.CHOSEN.search(heard.text.lower()) and (heard.primary is None or not cues.BUT.search(heard.text.lower())):
        return (say("utter_reflect_chosen_solitude"),)
    told = tuple(name for name in heard.life_events if _is_said(name, heard.text.lower()))
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


def _is_said(event: str, text: str) -> bool:
    """Whether a word of the message tells of the event; the understanding may also have guessed it."""
    sign = cues.MOVES if event == "move" else SAID.get(event)
    return sign is None or sign.search(text) is not None
