"""A small step of one's own is the best that can happen: it is affirmed by name, and words for it are offered once."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.dialogue import help_to_write
from bot.dialogue.letter import Letter, read, together, unpacked
from bot.dialogue.moves import Move, Turn, say
from bot.dialogue.of_lotsen import PERSONAL
from bot.dialogue.state import SET_ASIDE, State
from bot.dialogue.steps_told import DONE, PLANNED, WENT_WELL, WONDERED, Step, step_in
from bot.dialogue.understanding import Understanding
from safety.assess import VIOLENCE
from safety.normalise import normalise

LONGEST = 60  # words
LATELY = 10  # responses back in which a step, or words for one, is what the talk is about
OFFERED = "step_words"  # pending: words for the step were offered
SHORT = 6  # words
STEPS, WORDS = "utter_own_step", "utter_draft_"
IS_IT = (
    r"(är|e|va|var|låter|blir|känns|kan) (det|de|den|dom) "
    r"((här|där|så|som|väl|vara|för|nån|någon|en|ett|nåt|något|bra) )*"
)
SILLY = re.compile(
    rf"\b{IS_IT}(\w+ )?(dum\w*|fånig\w*|löjlig\w*|konstig\w*|lite|litet|pinsam\w*|patetisk\w*|sent|töntig\w*)\b"
)
GOOD = re.compile(
    rf"\b{IS_IT}(bra|ok|okej|rätt|klok\w*|vettig\w*|lagom|rimlig\w*|idé|början|steg|räcker)\b|\b(räcker|duger"
    rf"|funkar) det\b"
    r"|\bvad (tycker|tror|säger) du( om det)?\W*$"
)
ONLY_ASKS = 14  # words
TOLD_BAD = re.compile(r"\b(112|polisen|dö|självmord\w*)\b")
KEYS = {
    (True, True): "utter_own_step_who_when",
    (True, False): "utter_own_step_who",
    (False, True): "utter_own_step_when",
    (False, False): "utter_own_step",
}
WHAT_TO_SAY = re.compile(r"\b(vad|va|hur) (säger|skriver|börjar|ska|skall|kan) (jag|man|ja)\b|^\W*(vad|hur) då\W*$")
ENOUGH = re.compile(r"^\W*(nej|nä|nej tack|det (räcker|behövs inte|går bra)|jag klarar (mig|det)|inte nu|kanske sen)\b")


def answer(before: State, state: State, heard: Understanding) -> Turn | None:
    """The step is affirmed, or celebrated when it went well; None when none is told of, or something else is asked."""
    if heard.danger.level != "none" or heard.language != "sv" or heard.words > LONGEST or _harmed(state):
        return None
    offered = _offered(before, state, heard) if before.pending == OFFERED else None
    if offered is not None:
        return offered
    calm = state.danger_stage in SET_ASIDE
    text = normalise(heard.text)
    lately = spoken_of(state)
    if lately == STEPS and heard.words <= ONLY_ASKS and SILLY.search(text) and "?" in heard.text:
        return Turn((say("utter_own_step_not_silly"),), state.but(pending=None))
    if lately == STEPS and heard.words <= ONLY_ASKS and GOOD.search(text):
        return Turn((say("utter_own_step_yes"),), state.but(pending=None))
    step = step_in(heard.text, spoken_of=lately is not None)
    if (
        step is None
        or TOLD_BAD.search(text)
        or heard.intent == "goodbye"
        or PERSONAL.search(text)
        or "person" in state.news
        or not (calm or step.kind in (WENT_WELL, DONE))
    ):
        return None
    return _met(state, heard, step, text)


def spoken_of(state: State) -> str | None:
    """Whether a step or words for one are what was just spoken of; the later of the two."""
    last = [key for key in state.said[-LATELY:] if key.startswith((STEPS, WORDS))]
    if not last:
        return WORDS if state.draft and not state.said else None
    return STEPS if last[-1].startswith(STEPS) else WORDS


def _met(state: State, heard: Understanding, step: Step, text: str) -> Turn | None:
    if step.kind == WONDERED:
        return _affirmed(state, heard, step, say("utter_own_step_could"))
    asks = _asks_beside(heard.text, text)
    if step.kind == PLANNED and asks in (None, "silly", "good"):
        moves = (say("utter_own_step_not_silly"),) if asks == "silly" else (say("utter_own_step_yes"),)
        return Turn(moves, state.but(pending=None)) if asks else _affirmed(state, heard, step, _named(step))
    if "?" in heard.text:
        return None
    return Turn((_celebrated(step),), state.but(pending=None, draft=None))


def _celebrated(step: Step) -> Move:
    if step.kind == WENT_WELL:
        return say("utter_own_step_went_well_when", when=step.when) if step.when else say("utter_own_step_went_well")
    return say("utter_own_step_done")


def _asks_beside(raw: str, text: str) -> str | None:
    """What is asked of the step: "silly", "good", or "other"."""
    if "?" not in raw:
        return None
    return "silly" if SILLY.search(text) else "good" if GOOD.search(text) else "other"


def _named(step: Step) -> Move:
    values = {name: said for name, said in (("who", step.who), ("when", step.when)) if said}
    return say(KEYS[bool(step.who), bool(step.when)], **values)


def _affirmed(state: State, heard: Understanding, step: Step, first: Move) -> Turn:
    """The step said back, and once an offer of words where words are needed."""
    offers = step.contact and "utter_own_step_words_offer" not in state.said[-LATELY:] and spoken_of(state) != WORDS
    letter = read(heard.text)
    kept = letter if letter.says_something else together(unpacked(state.draft), letter)
    name = step.who if step.who.istitle() and " " not in step.who else kept.name
    state = state.but(draft=_plain(replace(kept, name=name)).packed())
    if not offers:
        return Turn((first,), state.but(pending=None))
    return Turn((first, say("utter_own_step_words_offer")), state.but(pending=OFFERED))


def _plain(letter: Letter) -> Letter:
    """What a step tells is whom it is to, not what is to be written."""
    return Letter(whom=letter.whom, name=letter.name, thing=letter.thing, when=letter.when, theme=letter.theme)


def _offered(before: State, state: State, heard: Understanding) -> Turn | None:
    """The answer to the offer of words."""
    text = heard.text.lower()
    if ENOUGH.search(text) and heard.words <= SHORT:
        return Turn((say("utter_own_step_enough"),), state.but(pending=None))
    told = read(heard.text)
    wishes = (
        WHAT_TO_SAY.search(text)
        or (heard.intent == "affirm" and heard.words <= SHORT)
        or ((told.tone or told.theme) and heard.words <= ONLY_ASKS and "?" not in heard.text)
    )
    if not wishes:
        return None
    letter = together(unpacked(before.draft), told)
    return help_to_write.draft(state, letter.whom or "other", letter=letter)


def _harmed(state: State) -> bool:
    """Who is hurt by somebody near is not cheered on to go there."""
    return not VIOLENCE.isdisjoint({*state.risk_kinds, state.risk_kind}) and not state.risk_about_other
