"""The questions that may stand open, and what a message does that answers one of them."""

from __future__ import annotations

from collections.abc import Callable

from bot.dialogue import about, answered, asking, come_back_how, cues, offer, receive
from bot.dialogue.moods import mood
from bot.dialogue.moves import Turn, say
from bot.dialogue.reflecting import reflect, scene_of
from bot.dialogue.state import State, together
from bot.dialogue.understanding import Understanding


def answer(before: State, state: State, heard: Understanding) -> Turn | None:
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
    text = heard.text.lower()
    if heard.words > 1 and cues.SO_IT_IS.search(text) and not cues.SHOW.search(text):
        return receive.with_offer((say("utter_ack_agreed"),), state)  # a yes to how it is, not to suggestions
    if heard.intent in ("affirm", "feedback_positive"):
        tells = heard.words > SHORT and mood(heard.text) and not cues.SHOW.search(text)
        return receive.hear(before, state, heard) if tells else offer.suggest(state, heard)
    if heard.intent == "deny" and _corrects(state, heard):
        return receive.correct(before, state, heard)
    if heard.intent == "deny" and state.for_other and heard.words > SHORT and cues.THIRD.search(text):
        return receive.with_offer(reflect(state, heard), state)  # a no about her, and not to suggestions
    talks = "prata" in heard.text.lower().split() and heard.intent != "talk_to_human"
    if heard.intent == "deny" or (talks and not asking.asks(heard.text)):
        return Turn((say("utter_hold"),), state.but(wants="talk", pending=None))
    return None


def _more_answer(before: State, state: State, heard: Understanding) -> Turn | None:
    """A bare yes or no to whether there is more to tell."""
    if cues.SHOW.search(heard.text.lower()) and (heard.words <= FEW or asking.asks(heard.text)):
        return offer.suggest(state, heard)
    if heard.intent == "affirm" and heard.words <= SHORT:
        return Turn((say("utter_affirm_open"),), state)
    return receive.with_offer((), state) if heard.intent == "deny" and heard.words <= SHORT else None


def _name_answer(before: State, state: State, heard: Understanding) -> Turn | None:
    if heard.intent == "affirm" or (heard.words <= 6 and cues.AGREES.search(heard.text.lower())):
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
    told = bool(state.new("life_event")) and heard.intent != "state_interest"
    facts = ("state_barrier", "state_interest", "state_place", "state_age")
    if heard.intent in facts and heard.has_facts and not told:
        return offer.show(state, *about.acknowledge(state, heard))
    return None


def _reason_answer(before: State, state: State, heard: Understanding) -> Turn | None:
    reason = offer.reason_in(heard, state)
    if reason is None and heard.intent in ("ask_info", "talk_to_human", "goodbye", "privacy_question"):
        return None
    return offer.after_reason(state, reason)


def _human_answer(before: State, state: State, heard: Understanding) -> Turn | None:
    if heard.words > 1 and cues.SO_IT_IS.search(heard.text.lower()):
        return Turn((say("utter_hold"),), state.but(pending=None, wants="talk"))  # a yes to how it is
    if heard.intent == "affirm":
        return about.human(before, state, heard)
    if heard.intent == "deny":
        return Turn((say("utter_hold"),), state.but(pending=None, wants="talk"))
    return None


def _question_answer(before: State, state: State, heard: Understanding) -> Turn | None:
    """A yes, a no or a few words after a gentle question are its answer, whatever they look like alone."""
    bare = heard.intent in ("affirm", "deny", "out_of_scope", "state_age", "gibberish") and heard.words <= 8
    asks = "?" in heard.text and heard.intent == "out_of_scope"
    if not bare or asks or (heard.intent == "gibberish" and heard.words <= 1) or about.asks_others(heard):
        return None
    state = state.but(pending=None)
    if heard.intent == "affirm" and cues.SHOW.search(heard.text.lower()):
        return offer.suggest(state, heard)
    if answered.tells_more(before.pending, heard):
        return Turn(answered.met(before.pending, heard), state)
    detail = mood(heard.text)
    scene = scene_of(state, heard)
    detailed = (say(f"utter_reflect_{detail}"),) if detail else answered.met(before.pending, heard)
    taken = (scene,) if scene else detailed
    if not state.offered and state.loneliness_types:
        named = () if state.named else (say(receive.name_key(state, gently=True)),)
        return receive.with_offer((*taken, *named) or (say("utter_ack_agreed"),), state.but(named=True))
    question = receive.next_question(state)
    if question and not state.offered:
        return Turn(
            (*(taken or (say("utter_ack_more"),)), say(f"utter_ask_{question}")), receive.asked(state, question)
        )
    return receive.with_offer(taken, state)


SHORT = 4  # words of a bare yes or no
FEW = 8  # words; in more of them "visa" and "förslag" may belong to what is told
Handler = Callable[[State, State, Understanding], "Turn | None"]
PENDING: dict[str, Handler] = {
    "place": _place_answer,
    "which_place": _which_answer,
    "offer": _offer_answer,
    "continue": _more_answer,
    "name": _name_answer,
    "own_words": _own_words_answer,
    "after_steps": _steps_answer,
    "reject_reason": _reason_answer,
    "come_back_how": come_back_how.how_it_went,
    "come_back_felt": come_back_how.how_it_felt,
    "come_back_hindrance": come_back_how.what_hindered,
    "human": _human_answer,
    "what_brings": _question_answer,
    "what_happened": _question_answer,
    "what_happened_last_time": _question_answer,
    "what_would_help": _question_answer,
    "since": _question_answer,
    "someone_to_call": _question_answer,
    "anyone_knows": _question_answer,
    "other_situation": _question_answer,
}
