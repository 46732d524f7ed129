"""What only the trained model finds: in a calm talk a guess needs a word that bears it out, and a strong score.

Of a hundred harmless lines of talk the model doubts five or so; in twenty turns that would be a false alarm in nearly
every talk. One doubt is noted, a second one or a strong one counts. A guess that no word bears out is asked about
softly and once (`bot/dialogue/asked_softly.py`). The first message of a talk and words of danger are believed.
"""

from __future__ import annotations

import re

from bot.dialogue.earnest import is_sure
from bot.dialogue.mourning import is_only_quiet_after, without_deaths
from bot.dialogue.state import State
from bot.dialogue.steps_told import tells_calmly
from bot.dialogue.understanding import Understanding
from safety.assess import OWN_LIFE
from safety.bearing import bears_out
from safety.circumstances import AT_PLACE, MEANS_NEAR

SIGN = "sign:doubt:"  # begins the note in danger_said; its end tells messages apart and holds no word of them
IN_WORDS = "sign:note:words"  # notes there that danger was told in plain words
BEYOND_DOUBT = "sign:note:plain"  # and that they can mean nothing else: an explanation does not take them away
MAY_MEAN_ELSE = frozenset({"farewell", "death_unclear"})  # kinds whose words are everyday ones too
OF_DEATH = re.compile(r"\b(dö|dör|död\w*|leva|lever|liv\w*|självmord\w*|finnas|farväl|adjö|alltid|evigt|testamente)\b")
OWN = OWN_LIFE | {"death_unclear", "overdose"}
STRONG = {True: 0.8, False: 0.92}  # by whether it is about the writer's own life; of blows and the like words tell
HINTED = OWN - {"overdose"}
UNSAID = 0.92
AFTER_A_DOUBT = {True: 0.6, False: 0.85}
TAKEN_BACK = {True: 0.9, False: 0.98}  # once an alarm was taken back only a new sign of its own weight counts
AT_FIRST = 0.8  # below this the first message too needs a word that bears the guess out
IN_PLACE = frozenset({AT_PLACE, MEANS_NEAR})
THIRD = "third_party"
READY_FOOD = re.compile(
    r"\b(?:köper|beställer|hämtar|värmer|äter)\b(?! (?:inte|inget|ingen))[^.!?]{0,25}"
    r"\b(?:färdig\w*|hämtmat|snabbmat|pizza\w*|mackor|nudlar|hem mat|mat hem)\b[^.!?]{0,30}"
    r"\b(?<!hon )(?<!han )(?<!de )(?:orkar (?:inte|knappt|aldrig)|inte orkar)"
    r"(?: laga\w*| stå\w*)?(?: mat| vid spisen)?\W*$",
    re.IGNORECASE,
)  # who is too tired to cook says nothing of not wanting to live
BEYOND = 0.98  # a guess that another is in danger is let go where a small step of one's own is told of
SHORT = 6  # words; so short a line tells of others' violence by its words alone


def leaves_alone(state: State, heard: Understanding) -> bool:
    """Whether a doubtful reading is let go for now."""
    danger = heard.danger
    if not is_guess(heard):
        return False
    own = danger.kind in OWN
    if danger.kind == THIRD and danger.score < BEYOND and tells_calmly(state, heard.text):
        return True
    if (
        (own or danger.kind in (THIRD, "child_abuse"))
        and state.danger_stage is None
        and only_too_tired_to_cook(heard.text, danger.kind)
    ):
        return True
    if not _is_calm_talk(state):
        answers = state.turn > 1 and not own  # the second message: "han är 16" tells of nobody's blows
        weak = danger.score < (UNSAID if own and is_only_quiet_after(heard.text) else AT_FIRST) or answers
        return _begins(state) and ((weak and not borne_out_beside_a_death(heard)) or (answers and heard.words < SHORT))
    if not borne_out(heard):  # one's own death is hinted at in any words: so sure a guess of it is believed
        return danger.kind not in HINTED or danger.score < UNSAID
    if not own and heard.words < SHORT:
        return True
    if state.danger_stage == "corrected":
        return danger.score < TAKEN_BACK[own]
    earlier = [note for note in state.danger_said if note.startswith(SIGN) and note != _note(heard)]
    return danger.score < (AFTER_A_DOUBT if earlier else STRONG)[own]


def is_guess(heard: Understanding) -> bool:
    """Danger that only the trained model sees: neither words nor a place tell of it."""
    danger = heard.danger
    return danger.level != "none" and not danger.evidence and IN_PLACE.isdisjoint(danger.also)


def only_too_tired_to_cook(text: str, kind: str) -> bool:
    """Food is bought because there is no strength to cook, and nothing else in the message speaks of danger."""
    rest, meals = READY_FOOD.subn(" ", text)
    return bool(meals) and not bears_out(rest, kind)


def borne_out(heard: Understanding) -> bool:
    """Some word speaks of the kind that is guessed; of other languages than Swedish nothing is known here."""
    return heard.language != "sv" or bears_out(heard.text, heard.danger.kind)


def borne_out_beside_a_death(heard: Understanding) -> bool:
    """The same, where "min man dog" is no word of the writer's own death."""
    text = without_deaths(heard.text) if is_only_quiet_after(heard.text) else heard.text
    return borne_out(heard) and bears_out(text, heard.danger.kind)


def in_words(state: State) -> bool:
    """Danger was told in plain words in this talk, or was hardly to be doubted, and not only guessed."""
    return IN_WORDS in state.danger_said


def said_plainly(state: State) -> bool:
    """Words of danger stood there that can mean nothing else."""
    return BEYOND_DOUBT in state.danger_said


def noted(state: State, heard: Understanding) -> State:
    """The state with danger that is sure, or a doubt about what the model found, written down."""
    if heard.danger.level != "none" and is_sure(heard):
        notes = (IN_WORDS, BEYOND_DOUBT) if _beyond_doubt(heard) else (IN_WORDS,)
        new = tuple(note for note in notes if note not in state.danger_said)
        return state.but(danger_said=(*state.danger_said, *new)) if new else state
    doubtful = is_guess(heard) and heard.danger.kind in OWN and borne_out(heard)
    if not doubtful or not _is_calm_talk(state) or _note(heard) in state.danger_said:
        return state
    return state.but(danger_said=(*state.danger_said, _note(heard)))


def _beyond_doubt(heard: Understanding) -> bool:
    danger = heard.danger
    words = " ".join(danger.evidence)
    return bool(words) and (danger.kind not in MAY_MEAN_ELSE or OF_DEATH.search(words) is not None)


def _begins(state: State) -> bool:
    """Nothing was said before in the talk."""
    return not state.said and state.danger_stage is None


def _is_calm_talk(state: State) -> bool:
    """Something was said before, and no danger stands."""
    return bool(state.said) and state.danger_stage in (None, "corrected")


def _note(heard: Understanding) -> str:
    return f"{SIGN}{len(heard.text)}-{heard.danger.score:.3f}"
