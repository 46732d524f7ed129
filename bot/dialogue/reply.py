"""The one way in: from what is known and what was heard to the turn that answers it."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.dialogue import (
    about,
    aid,
    answered,
    come_back,
    come_back_how,
    cues,
    favours,
    offer,
    practical,
    questions,
    receive,
)
from bot.dialogue.danger import mark, reminder
from bot.dialogue.moods import mood
from bot.dialogue.moves import Kind, Move, Turn, say
from bot.dialogue.state import State, together
from bot.dialogue.understanding import Understanding

QUESTIONS = ("utter_ask_", "utter_offer", "utter_name_", "utter_after_steps", "utter_continue_prompt", "utter_place_")


def reply(before: State, state: State, heard: Understanding) -> Turn:
    """What Lotsen does now.

    `before` and `state` are what is known once bot.dialogue.gather.gather has taken the message up; `before` still
    holds the question that stood open, in `state` it is answered unless a turn leaves it open.
    """
    state = _with_holiday(state.but(pending=None), heard)
    state = aid.settled(state, heard)
    done = None if aid.under_way(state) else favours.answer(before, state, heard)
    if done is not None:
        return done if favours.forgets(done) else _with_reminder(done, heard)
    aided = aid.turn(state, heard)
    if aided is not None:
        return aided
    turn = (
        come_back.answer(before, state, heard)
        or practical.answer(before, state, heard)
        or _only_talk(state, heard)
        or _answer_to_pending(before, state, heard)
        or _by_intent(before, state, heard)
    )
    return not_worn_out(_with_reminder(aid.back_to(turn), heard))


def not_worn_out(turn: Turn) -> Turn:
    """What has been said so often that its wordings come round again gives way to what was said least."""
    moves: list[Move] = []
    for move in turn.moves:
        used = turn.state.said.count(move.key)
        tired = move.kind is Kind.SAY and used >= WORN_OUT and not move.values and not move.choices
        calm = min(CALM, key=lambda key: (turn.state.said.count(key), key))
        moves.append(say(calm) if tired and turn.state.said.count(calm) < used else move)
    return Turn(tuple(moves), turn.state)


def _with_holiday(state: State, heard: Understanding) -> State:
    """A holiday that the person speaks of colours the offer when it is near."""
    speaks = heard.holiday and re.search(rf"\b{heard.holiday}", heard.text.lower())
    return state.but(holiday=heard.holiday) if speaks else state


def _only_talk(state: State, heard: Understanding) -> Turn | None:
    """Somebody who says that no tips are wanted is listened to; a feeling that is told is met first."""
    text = heard.text.lower()
    other = cues.WITH_A_HUMAN.search(text) or cues.GLAD.search(text) or heard.intent in ("ask_info", "deny")
    if other or not cues.ONLY_TALK.search(text):
        return None
    state = state.but(wants="talk", named=state.named)
    tells = heard.words > 8 and (heard.primary or heard.life_events)
    return Turn((*(receive.reflect(state, heard) if tells else ()), say("utter_hold")), state)


def _by_intent(before: State, state: State, heard: Understanding) -> Turn:
    asked = questions.beside_a_feeling(before, state, heard)
    if asked is not None:
        return asked
    answer = ANSWERS.get(heard.intent)
    return answer(before, state, heard) if answer else receive.hear(before, state, heard)


def _answer_to_pending(before: State, state: State, heard: Understanding) -> Turn | None:
    """The turn when the message answers the question that stands open; None when it is about something else."""
    handler = PENDING.get(before.pending or "")
    return handler(before, state, heard) if handler else None


def _place_answer(before: State, state: State, heard: Understanding) -> Turn | None:
    other_topics = (
        "ask_info",
        "privacy_question",
        "bot_identity_question",
        "talk_to_human",
        "other_language",
        "abusive",
        "goodbye",
    )
    if heard.intent in other_topics and not heard.place:
        return None
    if heard.words > 12 and not heard.place:
        return None
    if heard.primary and not heard.place and not cues.WITHOUT_PLACE.search(heard.text.lower()):
        return None  # a feeling is met before the question is taken up again
    return offer.take_place(state, heard)


def _offer_answer(before: State, state: State, heard: Understanding) -> Turn | None:
    if heard.intent in ("affirm", "feedback_positive"):
        return offer.suggest(state, heard)
    if heard.intent == "deny" and _corrects(state, heard):
        return receive.correct(before, state, heard)
    if heard.intent == "deny" or ("prata" in heard.text.lower().split() and heard.intent != "talk_to_human"):
        return Turn((say("utter_hold"),), state.but(wants="talk", pending=None))
    return None


def _name_answer(before: State, state: State, heard: Understanding) -> Turn | None:
    if heard.intent == "affirm":
        return receive.with_offer((), state)
    if heard.intent == "deny" and _corrects(state, heard):
        return receive.correct(before, state, heard)
    if heard.intent == "deny":
        asked = together(state.asked, ("named_wrong",))
        blank = state.but(asked=asked, loneliness_types=(), loneliness_scores=(0.0, 0.0, 0.0), pending="own_words")
        return Turn((say("utter_name_corrected"), say("utter_ask_own_words")), blank)
    return None


def _own_words_answer(before: State, state: State, heard: Understanding) -> Turn | None:
    """No words of one's own are needed: the way goes on to the offer, not to a second guess."""
    if cues.DONT_KNOW.search(heard.text.lower()) or heard.intent in ("deny", "gibberish"):
        return receive.with_offer((say("utter_dont_know"),), state)
    return None


def _corrects(state: State, heard: Understanding) -> bool:
    """A no that says what is so instead: another event, another place."""
    return "new_place" in state.news or bool(state.new("life_event"))


def _which_answer(before: State, state: State, heard: Understanding) -> Turn | None:
    """Which of several places was meant, when nobody has asked for steps yet."""
    return about.fact(before, state, heard) if heard.place else _place_answer(before, state, heard)


def _steps_answer(before: State, state: State, heard: Understanding) -> Turn | None:
    if heard.intent == "affirm" and cues.SHOW.search(heard.text.lower()):
        return offer.show(state)
    if heard.intent in ("affirm", "feedback_positive"):
        return offer.accept(state)
    if heard.intent in ("deny", "reject_suggestion") or cues.TRIED.search(heard.text.lower()):
        return offer.reject(state, heard)
    if heard.intent in ("state_barrier", "state_interest", "state_place", "state_age") and heard.has_facts:
        return offer.show(state, *about.acknowledge(state, heard))
    return None


def _reason_answer(before: State, state: State, heard: Understanding) -> Turn | None:
    reason = offer.reason_in(heard, state)
    if reason is None and heard.intent in ("ask_info", "talk_to_human", "goodbye", "privacy_question"):
        return None
    return offer.after_reason(state, reason)


def _human_answer(before: State, state: State, heard: Understanding) -> Turn | None:
    if heard.intent == "affirm":
        return about.human(before, state, heard)
    if heard.intent == "deny":
        return Turn((say("utter_hold"),), state.but(pending=None, wants="talk"))
    return None


def _question_answer(before: State, state: State, heard: Understanding) -> Turn | None:
    """A yes, a no or a few words after a gentle question are its answer, whatever they look like alone."""
    bare = heard.intent in ("affirm", "deny", "out_of_scope", "state_age", "gibberish") and heard.words <= 8
    if not bare or (heard.intent == "gibberish" and heard.words <= 1) or about.asks_others(heard):
        return None
    state = state.but(pending=None)
    if answered.tells_more(before.pending, heard):
        return Turn(answered.met(before.pending, heard), state)
    detail = mood(heard.text)
    taken = (say(f"utter_reflect_{detail}"),) if detail else answered.met(before.pending, heard)
    if not state.offered and state.loneliness_types:
        named = () if state.named else (say(receive.name_key(state, gently=True)),)
        return receive.with_offer((*taken, *named) or (say("utter_ack_agreed"),), state.but(named=True))
    question = receive.next_question(state)
    if question and not state.offered:
        return Turn(
            (*(taken or (say("utter_ack_more"),)), say(f"utter_ask_{question}")), receive.asked(state, question)
        )
    return receive.with_offer(taken, state)


def _with_reminder(turn: Turn, heard: Understanding) -> Turn:
    """Carry the lines along after danger, and ask once more later, in other words."""
    stage = reminder(turn.state, heard)
    if stage is None:
        return turn
    state = turn.state.but(asked=(*turn.state.asked, "recheck")) if stage == "recheck" else turn.state
    moves = tuple(move for move in turn.moves if stage != "recheck" or not _asks(move))
    most = 1 if stage == "recheck" else 2
    kept = moves[:most] if moves and moves[0].kind is Kind.SAY else moves[:1]
    move = Move(Kind.CRISIS, stage)
    marked = mark(state, stage).but(danger_turn=state.turn if stage == "recheck" else state.danger_turn)
    return Turn((*kept, move) if stage == "recheck" else (move, *kept), marked)


def _asks(move: Move) -> bool:
    """True when a move puts a question; only one question is asked in a turn."""
    return move.key.startswith(QUESTIONS) and not move.key.endswith("_gently")


WORN_OUT = 5  # times after which another sentence is said instead
CALM = ("utter_hold_more", "utter_silence", "utter_dont_know", "utter_hold")  # say that Lotsen is there, ask nothing
Handler = Callable[[State, State, Understanding], "Turn | None"]
PENDING: dict[str, Handler] = {
    "place": _place_answer,
    "which_place": _which_answer,
    "offer": _offer_answer,
    "name": _name_answer,
    "own_words": _own_words_answer,
    "after_steps": _steps_answer,
    "reject_reason": _reason_answer,
    "come_back_how": come_back_how.how_it_went,
    "come_back_felt": come_back_how.how_it_felt,
    "come_back_hindrance": come_back_how.what_hindered,
    "human": _human_answer,
    "what_happened": _question_answer,
    "what_would_help": _question_answer,
    "since": _question_answer,
    "someone_to_call": _question_answer,
    "anyone_knows": _question_answer,
    "other_situation": _question_answer,
}
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
    "find_activity": lambda before, state, heard: about.wish(before, state, heard),
    "more_suggestions": lambda before, state, heard: offer.more(state, heard),
    "reject_suggestion": lambda before, state, heard: offer.reject(state, heard),
    "state_place": about.fact,
    "state_interest": about.fact,
    "state_barrier": about.fact,
    "state_age": about.fact,
}
