"""Answers the rest: greetings, facts, questions, wishes for a human, other languages, abuse."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.dialogue import asked_for, asking, cues, offer, receive
from bot.dialogue.code_offer import code_choice, code_is_kept, offer_code
from bot.dialogue.moods import mood
from bot.dialogue.moves import Kind, Move, Turn, say
from bot.dialogue.practical import QUESTION
from bot.dialogue.reflecting import reflect
from bot.dialogue.state import State
from bot.dialogue.understanding import Understanding

MET_FIRST = frozenset({"benefits_fear", "anxiety", "no_company", "language", "disability_access", "caregiving"})
LONGEST_GREETING = 8  # words; a longer one says more than hello
SAME_LIKING = re.compile(
    r"\b(?:någon|nån|några|folk|andra|en|karl\w*|människor?) som (?:\w+ )?"
    r"(?:begriper|kan (?!lyssna|hjälpa|prata|ringa)|gillar|tycker om|älskar"
    r"|håller på|delar|är intresserad|har intresse|vet (?:något|nåt) om|förstår sig på)"
)  # somebody to share a liking with is no line that answers
FEWEST_WORDS = 4  # so many without a word of greeting are none
LANGUAGES = frozenset(["en", "ar", "so", "fa", "ti", "fi", "uk", "es", "pl", "de", "tr", "ku"])


def acknowledge(state: State, heard: Understanding) -> tuple[Move, ...]:
    """One short sign that a fact was taken in, the fact that matters most first."""
    barriers = state.new("barrier")
    if barriers:
        return (say(f"utter_ack_barrier_{barriers[0]}"),)
    if heard.place and "new_place" in state.news:
        return (say("utter_place_changed", place=heard.place),)
    if heard.place:
        return (say("utter_ack_place", place=heard.place),)
    if heard.interests:
        return (say("utter_ack_interest", interest=heard.interests[0]),)
    return (say("utter_ack_age"),) if heard.age_group else (say("utter_ack_more"),)


def fact(before: State, state: State, heard: Understanding) -> Turn:
    """A bare fact: taken in, and put to use when steps are already on the table."""
    if heard.place_candidates and not heard.place:
        return offer.ask_which(state, heard)
    if heard.place_unknown and not heard.place and "place_again" not in state.asked:
        return offer.unknown_place(state, heard.place_unknown)
    taken = acknowledge(state, heard)
    if state.new("life_event"):
        return receive.hear(before, state, heard)
    if asking.lets_show(before, state, heard):
        return offer.suggest(state, heard, *taken)
    if heard.primary:
        return receive.hear(before, state, heard)
    if state.loneliness_types or state.offered:
        return receive.with_offer(taken, state)
    return Turn((*taken, say("utter_ask_open")), state)


def wish(before: State, state: State, heard: Understanding) -> Turn:
    """A wish for something to do: met with a word about what it holds, then with steps."""
    tells = heard.primary or (heard.words > 4 and not heard.has_facts and not state.wants)
    tells = tells or (bool(state.new("life_event")) and heard.words > LONGEST_GREETING and not state.wants)
    if mood(heard.text) == "disappointed":
        return receive.hear(before, state, heard)
    asks = cues.WISH.search(heard.text.lower()) is not None or asked_for.is_asked(heard)
    asks = asks or (heard.confidence >= asking.SURE and bool(heard.interests) and heard.primary is None)
    if tells and before.pending != "offer" and not asks:
        return receive.hear(before, state, heard)
    hindrance = next((name for name in state.new("barrier") if name in MET_FIRST), None)
    if hindrance:
        return offer.suggest(state, heard, say(f"utter_ack_barrier_{hindrance}"))
    if heard.primary or heard.life_events or "person" in state.news:
        return offer.suggest(state, heard, *reflect(state, heard))
    return offer.suggest(state, heard)


def human(before: State, state: State, heard: Understanding) -> Turn:
    """Wants a human: a volunteer who is here, else the voices that answer now and when a volunteer comes."""
    if cues.NO_HUMAN.search(heard.text.lower()):
        return Turn((say("utter_hold"),), state.but(wants="talk"))
    of_a_liking = SAME_LIKING.search(heard.text.lower())
    if heard.interests and (of_a_liking or not cues.WITH_A_HUMAN.search(heard.text.lower())):
        return wish(before, state, heard)
    if heard.human_here and not cues.RINGS.search(heard.text.lower()):
        return Turn((Move(Kind.HUMAN),), state.but(pending=None))
    if state.no_phone:
        return Turn((Move(Kind.LINES),), state.but(pending=None))
    after = say("utter_human_after", *(("talk", *code_choice(state)) if heard.through_gateway else ()))
    moves = (say("utter_human_intro"), Move(Kind.LINES), after)
    return Turn(moves, state.but(pending=None))


def after_human(state: State, heard: Understanding) -> Turn | None:
    """Where the person went who had the chat, and who answers now."""
    asks = state.met_human and cues.WHERE_IS_HUMAN.search(heard.text.lower())
    return Turn((say("utter_human_was_here"),), state) if asks else None


def privacy(before: State, state: State, heard: Understanding) -> Turn:
    signs = (
        (cues.SAVE, "utter_can_save"),
        (cues.POLICE, "utter_police"),
        (cues.FORGET, "utter_forget"),
        (cues.BEHIND, "utter_who_is_behind"),
        (cues.READS, "utter_who_reads"),
    )
    text = heard.text.lower()
    key = next((key for sign, key in signs if sign.search(text)), "utter_privacy")
    return Turn((say(key), *code_is_kept(state, key)), state.but(pending=before.pending))


def identity(before: State, state: State, heard: Understanding) -> Turn:
    text = heard.text.lower()
    if cues.LOVE.search(text):
        return Turn((say("utter_love"),), state.but(pending=before.pending))
    if cues.FREE.search(text) or cues.BEHIND.search(text):
        key = "utter_is_it_free" if cues.FREE.search(text) else "utter_who_is_behind"
        return Turn((say(key),), state.but(pending=before.pending))
    key = "utter_are_you_human" if cues.HUMAN.search(text) and not cues.BOT.search(text) else "utter_bot_identity"
    return Turn((say(key), say("utter_bot_capabilities")), state.but(pending=before.pending))


def greet(before: State, state: State, heard: Understanding) -> Turn:
    text = heard.text.lower()
    if cues.BOT.search(text) and not heard.has_facts:
        return identity(before, state, heard)
    if heard.has_facts or heard.primary or heard.words > LONGEST_GREETING:
        return receive.hear(before, state, heard)
    if heard.words >= FEWEST_WORDS and not cues.GREETS.search(text):
        return Turn((say("utter_ack_more"),), state.but(pending=before.pending))
    if cues.HOW_ARE_YOU.search(heard.text.lower()):
        return Turn((say("utter_howareyou_reply"),), state)
    if heard.met_human:
        return Turn((say("utter_greet_after_human"),), state)
    if state.turn <= 1 and not heard.through_gateway:
        return Turn((say("utter_first_words"),), state)
    return Turn((say("utter_greet" if state.turn <= 1 else "utter_greet_again"),), state)


def goodbye(before: State, state: State, heard: Understanding) -> Turn:
    key = "utter_close_with_step" if state.shown else "utter_close_warm"
    offered = offer_code(state, "utter_come_back_offer_goodbye")
    return Turn((say(key), *offered, say("utter_goodbye")), state.but(pending=None))


def thanks(before: State, state: State, heard: Understanding) -> Turn:
    if cues.GLAD.search(heard.text.lower()):
        return Turn((say("utter_good_news"),), state.but(pending=before.pending))
    return Turn((say("utter_thanks"),), state.but(pending=before.pending))


def affirm(before: State, state: State, heard: Understanding) -> Turn:
    """A yes that answers no open question."""
    if cues.SHOW.search(heard.text.lower()):
        return offer.suggest(state, heard)
    return (
        receive.with_offer((), state)
        if state.loneliness_types and not state.shown
        else Turn((say("utter_affirm_open"),), state)
    )


def deny(before: State, state: State, heard: Understanding) -> Turn:
    """A no that answers no open question."""
    if cues.DONT_KNOW.search(heard.text.lower()):
        return Turn((say("utter_dont_know"),), state)
    return Turn((say("utter_deny_open"),), state)


def out_of_scope(before: State, state: State, heard: Understanding) -> Turn:
    if heard.barriers and state.wants == "tips":
        return fact(before, state, heard)
    if heard.primary or heard.life_events or cues.GLAD.search(heard.text.lower()):
        return receive.hear(before, state, heard)
    state = state.but(pending=before.pending)
    key, topic = _not_mine(heard.text.lower())
    if topic is None and heard.words > LONGEST_GREETING and not QUESTION.search(heard.text.lower()):
        return receive.hear(before, state, heard)  # nothing was asked that could be refused
    return Turn((say(key),), state) if topic is None else passed_on(state, key, topic)


def passed_on(state: State, key: str, topic: str) -> Turn:
    """Not from Lotsen: who answers it, and a word for the one behind the question."""
    return Turn((say(key), Move(Kind.TOPIC, topic, {"part": "short"}), say("utter_behind_it")), state)


def asks_others(heard: Understanding) -> bool:
    """True for a question that somebody else should answer: about medicine, law or money."""
    text = heard.text.lower()
    return heard.intent == "out_of_scope" and bool(QUESTION.search(text)) and _not_mine(text)[1] is not None


def _not_mine(text: str) -> tuple[str, str | None]:
    """What to say of a question for others, and the topic that names whom to ask."""
    subjects = (
        (cues.MEDICAL, "utter_medical", "what_is_1177"),
        (cues.LEGAL, "utter_legal", "legal_help"),
        (cues.MONEY, "utter_money_advice", "debt_help"),
    )
    return next(((key, topic) for sign, key, topic in subjects if sign.search(text)), ("utter_out_of_scope", None))


def abusive(before: State, state: State, heard: Understanding) -> Turn:
    """Calm: what lies behind it is asked for, then one warning, then an end to it; help stays within reach."""
    if not cues.AT_THE_BOT.search(heard.text.lower()) and heard.words > 2:
        return receive.hear(before, state, heard)  # whoever swears at school or life does not swear at Lotsen
    key = ("utter_abusive_first", "utter_abusive_again", "utter_abusive_end")[min(int(state.abuse), 2)]
    return Turn((say(key),), state.but(abuse=state.abuse + 1, pending=before.pending))


def gibberish(before: State, state: State, heard: Understanding) -> Turn:
    if heard.text.strip() and not any(letter.isalnum() for letter in heard.text):
        key = "utter_sad_face" if cues.SAD_FACE.search(heard.text) else "utter_silence"
        return Turn((say(key),), state.but(pending=before.pending))
    tongue = next((code for code, sign in cues.OTHER_TONGUES.items() if sign.search(heard.text.lower())), None)
    if tongue:
        return other_language(before, state, replace(heard, language=tongue))
    return Turn((say("utter_gibberish"),), state.but(pending=before.pending))


def other_language(before: State, state: State, heard: Understanding) -> Turn:
    """Met in its own language, with the lines that speak it."""
    code = heard.language if heard.language in LANGUAGES else "default"
    return Turn(
        (say(f"utter_other_language_{code}"), Move(Kind.LINES, heard.language)),
        state.but(pending=before.pending, language=heard.language if heard.language in LANGUAGES else None),
    )


def feedback_positive(before: State, state: State, heard: Understanding) -> Turn:
    if cues.GLAD.search(heard.text.lower()):
        return Turn((say("utter_good_news"),), state.but(pending=before.pending))
    return Turn((say("utter_feedback_positive"),), state.but(pending=before.pending))


def feedback_negative(before: State, state: State, heard: Understanding) -> Turn:
    return Turn((say("utter_feedback_negative", "human", "talk"),), state.but(pending=before.pending))
