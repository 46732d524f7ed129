"""The one way in: from what is known and what was heard to the turn that answers it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from bot.dialogue import (
    about,
    aid,
    asked_softly,
    asking,
    banter,
    closed_topics,
    come_back,
    contacts,
    cues,
    danger,
    favours,
    good_news,
    let_be,
    life_questions,
    misread,
    offer,
    open_questions,
    own_questions,
    own_step,
    practical,
    questions,
    receive,
    said_before,
    set_right,
    step_doubts,
    straight,
    suicide_loss,
    traces,
    warm_words,
)
from bot.dialogue.come_back_cues import is_code
from bot.dialogue.lines_in_sight import with_lines_in_sight
from bot.dialogue.meant import as_meant
from bot.dialogue.moods import mood
from bot.dialogue.moves import Turn
from bot.dialogue.of_others import own_facts
from bot.dialogue.small_talk import beyond_small_talk, wait
from bot.dialogue.state import State
from bot.dialogue.understanding import Understanding
from bot.dialogue.variety import not_worn_out

SHORT = 4  # words
ANSWERS_TO_US = frozenset({"correct_bot", "feedback_negative", "deny"})


def reply(before: State, state: State, heard: Understanding) -> Turn:
    """What Lotsen does now.

    `before` and `state` are what is known once bot.dialogue.gather.gather has taken the message up; `before` still
    holds the question that stood open, in `state` it is answered unless a turn leaves it open.
    """
    raw = heard
    heard = asking.as_asked(before, beyond_small_talk(own_facts(as_meant(state, heard), state)))
    state = _with_holiday(state.but(pending=None), heard)
    state = aid.settled(danger.stood_down(state, heard), heard)
    seen = traces.answer(state, heard)
    if seen is not None:
        return aid.back_to(Turn(seen.moves, seen.state.but(pending=before.pending)))
    code, under_way = is_code(heard), aid.under_way(state)
    contact = None if code or under_way else contacts.answer(before, state, heard)
    if contact is not None:
        return not_worn_out(with_lines_in_sight(contact, heard))
    about_danger = None if code else aid.about_danger(state, heard)
    if about_danger is not None:
        return about_danger
    done = None if under_way else favours.answer(before, state, heard)
    if done is not None:
        return done if favours.forgets(done) else with_lines_in_sight(done, heard)
    softly = asked_softly.question(state, raw, heard)  # what may be a hint of danger is no joke and no small step
    stepped = None if under_way or code or softly else _step_or_warmth(before, state, heard)
    if stepped is not None:
        return not_worn_out(with_lines_in_sight(misread.with_sorry(before, stepped, heard), heard))
    asked = None if under_way or code else _asked_straight(before, state, heard)
    if asked is not None:
        return not_worn_out(with_lines_in_sight(misread.with_sorry(before, asked, heard), heard))
    aided = None if code else aid.turn(state, heard)
    if aided is not None:
        return aided
    if softly is not None:
        return softly
    turn = (
        closed_topics.answer(state, heard)
        or offer.said_again(before, state, heard)
        or set_right.answer(state, heard)
        or asking.refused(before, state, heard)
        or let_be.answer(before, state, heard)
        or said_before.answer(state, heard)
        or wait(state, heard)
        or come_back.answer(before, state, heard)
        or offer.taken(before, state, heard)
        or practical.answer(before, state, heard)
        or offer.refused(before, state, heard)
        or offer.called_up(before, state, heard)
        or suicide_loss.answer(state, heard)
        or about.after_human(state, heard)
        or open_questions.answer(before, state, heard)
        or _by_intent(before, state, heard)
    )
    if misread.is_taken_back(before, heard):
        turn = misread.turn(before, turn, heard)
    return not_worn_out(with_lines_in_sight(aid.back_to(turn), heard))


def _step_or_warmth(before: State, state: State, heard: Understanding) -> Turn | None:
    """A step of one's own, a warm line that is asked for, good news, or a joke about oneself."""
    return (
        own_step.answer(before, state, heard)
        or warm_words.answer(state, heard)
        or good_news.answer(state, heard)
        or banter.answer(before, state, heard)
    )


def _asked_straight(before: State, state: State, heard: Understanding) -> Turn | None:
    """A question about the writer's own feelings or doings, or another straight one."""
    return (
        own_questions.answer(state, heard)
        or step_doubts.answer(state, heard)
        or life_questions.answer(state, heard)
        or straight.answer(before, state, heard)
    )


def _with_holiday(state: State, heard: Understanding) -> State:
    """A holiday that the person speaks of colours the offer when it is near."""
    speaks = heard.holiday and re.search(rf"\b{heard.holiday}", heard.text.lower())
    return state.but(holiday=heard.holiday) if speaks else state


def _rejects(before: State, state: State, heard: Understanding) -> Turn:
    """A no to the steps; who went there and was let down is met first."""
    about_nothing = not state.last_shown and state.wants is None and before.pending != "offer"
    tells = about_nothing and not asking.wishes(heard.text)  # nothing was offered: it is only told
    if heard.words > SHORT and (tells or mood(heard.text) == "disappointed"):
        return receive.hear(before, state, heard)
    return offer.reject(state, heard)


def _says_more(state: State, heard: Understanding) -> bool:
    """What looks like a correction or a verdict, but has nothing to be about, simply tells something."""
    corrects = "new_place" in state.news or cues.TAKES_BACK.search(heard.text.lower())
    about_nothing = state.turn <= 1 or heard.intent == "correct_bot"
    return about_nothing and not corrects and heard.words > SHORT


def _by_intent(before: State, state: State, heard: Understanding) -> Turn:
    if heard.intent in ANSWERS_TO_US and _says_more(state, heard):
        return receive.hear(before, state, heard)
    if receive.PASSING & set(state.life_events) and re.search(r"\bnormalt?\b|vanligt\b", heard.text.lower()):
        heard = replace(heard, intent="ask_info", topic="passing_or_lasting", second_topic=None, asks=None)
    asked = questions.beside_a_feeling(before, state, heard)
    if asked is not None:
        return asked
    if heard.intent == "ask_info" and heard.topic is None and cues.IS_THERE.search(heard.text.lower()):
        return about.wish(before, state, heard)
    if "benefits_fear" in state.barriers and cues.WHOM_TO_ASK.search(heard.text.lower()):
        heard = replace(heard, intent="ask_info", topic="benefits_volunteering", second_topic=None)
    answer = ANSWERS.get(heard.intent)
    return answer(before, state, heard) if answer else receive.hear(before, state, heard)


ANSWERS: dict[str, Callable[[State, State, Understanding], Turn]] = {
    "greet": about.greet,
    "goodbye": about.goodbye,
    "thanks": about.thanks,
    "affirm": about.affirm,
    "deny": about.deny,
    "talk_to_human": about.human,
    "ask_info": questions.answer,
    "privacy_question": about.privacy,
    "bot_identity_question": about.identity,
    "out_of_scope": about.out_of_scope,
    "abusive": about.abusive,
    "gibberish": about.gibberish,
    "other_language": about.other_language,
    "feedback_positive": about.feedback_positive,
    "feedback_negative": about.feedback_negative,
    "correct_bot": receive.correct,
    "find_activity": about.wish,
    "more_suggestions": lambda before, state, heard: offer.more(state, heard),
    "reject_suggestion": _rejects,
    "state_place": about.fact,
    "state_interest": about.fact,
    "state_barrier": about.fact,
    "state_age": about.fact,
}
