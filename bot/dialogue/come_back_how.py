"""How it went with what was suggested last time: glad with those who tried, smaller steps for those who could not."""

from __future__ import annotations

from bot.dialogue import cues, offer
from bot.dialogue.code_offer import code_choice
from bot.dialogue.come_back_cues import (
    AGAIN,
    FELT_GOOD,
    HINDERS,
    MISFIT,
    NOT_DONE,
    SOMETHING_ELSE,
    TRIED_IT,
)
from bot.dialogue.moves import Kind, Move, Turn, say
from bot.dialogue.state import State, together
from bot.dialogue.understanding import Understanding

SMALLER = {
    "no_company": "utter_come_back_smaller_company",
    "anxiety": "utter_come_back_smaller_anxiety",
    "money": "utter_rejected_money",
    "distance": "utter_rejected_distance",
    "language": "utter_rejected_language",
    "time": "utter_rejected_time",
}
BARRIERS = frozenset(("no_company", "anxiety", "money", "distance", "language"))
OTHER_TOPICS = frozenset(
    (
        "ask_info",
        "talk_to_human",
        "goodbye",
        "privacy_question",
        "bot_identity_question",
        "find_activity",
        "state_place",
    )
    + ("more_suggestions", "other_language", "abusive", "on_behalf_of_other")
)


def how_it_went(before: State, state: State, heard: Understanding) -> Turn | None:
    """The answer to "Hur gick det med …?"; None when something else is told."""
    text = heard.text.lower()
    if AGAIN.search(text):
        return again(state)
    if NOT_DONE.search(text):
        return _not_done(state, heard)
    if MISFIT.search(text):
        return offer.reject(state, heard)
    if SOMETHING_ELSE.search(text):
        return Turn((say("utter_come_back_else"),), state.but(pending=None))
    if FELT_GOOD.search(text) or cues.GLAD.search(text):
        return _glad(state)
    if TRIED_IT.search(text):
        return Turn((say("utter_come_back_tried", "felt_good", "it_misfit"),), state.but(pending="come_back_felt"))
    if heard.primary or heard.intent in OTHER_TOPICS or heard.words > 12:
        return None
    if heard.intent in ("reject_suggestion", "feedback_negative"):
        return offer.reject(state, heard)
    if heard.intent == "deny" or hinder_in(heard):
        return _not_done(state, heard)
    return _glad(state) if heard.intent in ("affirm", "feedback_positive", "thanks") else None


def how_it_felt(before: State, state: State, heard: Understanding) -> Turn | None:
    """The answer to how it was, from someone who tried."""
    text = heard.text.lower()
    if MISFIT.search(text) or heard.intent in ("deny", "reject_suggestion", "feedback_negative"):
        return offer.reject(state, heard)
    if FELT_GOOD.search(text) or cues.GLAD.search(text) or heard.intent in ("affirm", "feedback_positive", "thanks"):
        return _glad(state)
    return None


def what_hindered(before: State, state: State, heard: Understanding) -> Turn | None:
    """The answer to what stood in the way."""
    text = heard.text.lower()
    if AGAIN.search(text):
        return again(state)
    reason = hinder_in(heard)
    if reason is None and (heard.primary or heard.intent in OTHER_TOPICS):
        return None
    return _smaller(state, reason)


def again(state: State) -> Turn:
    """The same steps as last time, since they were wished for."""
    moves = (Move(Kind.STEPS, "again"), say("utter_after_steps", "more", "reject", "human", *code_choice(state)))
    return Turn(moves, state.but(pending="after_steps", wants="tips", offered=True))


def hinder_in(heard: Understanding) -> str | None:
    """What stood in the way, as far as the message says."""
    said = next((name for name, sign in HINDERS if sign.search(heard.text.lower())), None)
    return said or next((barrier for barrier in heard.barriers if barrier in BARRIERS), None)


def _not_done(state: State, heard: Understanding) -> Turn:
    reason = hinder_in(heard)
    if reason:
        return _smaller(state, reason)
    question = say("utter_come_back_undone", "dare_not", "go_alone", "no_energy", "too_far", "too_dear")
    return Turn((question,), state.but(pending="come_back_hindrance"))


def _smaller(state: State, reason: str | None) -> Turn:
    """A smaller step in the light of what stood in the way; without strength for one, company is enough."""
    if reason in BARRIERS:
        state = state.but(barriers=together(state.barriers, (str(reason),)))
    if reason == "energy":
        tired = say("utter_come_back_smaller_energy", "show_again", "steps", "talk")
        return Turn((tired,), state.but(pending="offer"))
    if reason is None:
        return Turn((say("utter_come_back_smaller", "show_again", "steps", "talk"),), state.but(pending="offer"))
    return offer.show(state, say(SMALLER[reason]))


def _glad(state: State) -> Turn:
    return Turn((say("utter_come_back_glad", "steps", "talk"),), state.but(pending="offer"))
