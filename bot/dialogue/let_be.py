"""What was not asked about is let be: a person whom Lotsen went on about, and help that is turned down in a story."""

from __future__ import annotations

import re

from bot.dialogue import asking
from bot.dialogue.closed_topics import CLOSED
from bot.dialogue.moves import Turn, say
from bot.dialogue.own_words import own_person
from bot.dialogue.refusal_words import said_back
from bot.dialogue.state import SET_ASIDE, State, together
from bot.dialogue.understanding import Understanding
from safety.normalise import normalise

LATELY = 3  # responses back in which somebody was asked about
ABOUT = ("utter_ask_about_person", "utter_scene_", "utter_reflect_between_")  # begin what may take up the wrong one
SPOKE = r"(?:frågade|pratade|talade|skrev|tänkte|undrade|menade)"
SO = r"(?:ju|väl|faktiskt|då|alls|nu)"
NOT_ASKED = re.compile(
    rf"\bjag {SPOKE} (?:{SO} )*(?:inte|aldrig) (?:{SO} )*(?:efter|om|på|något om|nåt om)\b"
    r"|\b(?:det )?(?:handlar|handlade|gäller|gällde) (?:ju |väl |faktiskt )*inte (?:alls )?(?:om )?"
    r"(?:min \w+|mina \w+|henne|honom|dem|dom|dottern|sonen|barnen|brodern|systern|mamma|pappa)\b"
    r"|\bvarför (?:frågar|pratar|talar|undrar) du (?:nu |då )?om"
    r" (?:min|mina|henne|honom|dem|dom|dottern|sonen|barnen)\b"
)
KINDS = frozenset(
    ("church", "sport", "library", "books", "course", "games", "group", "talk_group", "visit", "online", "language")
    + ("seniors", "association", "coffee", "volunteering")
)
OF_STEPS = asking.OURS - {"continue"}  # pending while steps are spoken of
WHILE_TELLING = frozenset(
    ("tell_feeling", "reject_suggestion", "deny", "state_interest", "state_barrier", "find_activity", "out_of_scope")
    + ("talk_to_human", "feedback_negative", "correct_bot")
)


def answer(before: State, state: State, heard: Understanding) -> Turn | None:
    """A sorry, or a word that shows that the no was taken in; None when neither is said."""
    if heard.danger.level != "none" or state.danger_stage not in SET_ASIDE or heard.language != "sv":
        return None
    return _not_asked(state, heard) or _turned_down(before, state, heard)


def _not_asked(state: State, heard: Understanding) -> Turn | None:
    """The one who was taken up is left alone from here on."""
    asked = any(key.startswith(ABOUT) for key in state.said[-LATELY:])
    if not asked or not NOT_ASKED.search(normalise(heard.text)):
        return None
    who = own_person(heard.text) or state.who or ""
    return Turn((say("utter_sorry_person"),), state.but(pending=None, told=together(state.told, (f"{CLOSED}{who}",))))


def _turned_down(before: State, state: State, heard: Understanding) -> Turn | None:
    """Somebody who has got nothing yet says beforehand what will not do."""
    kinds = tuple(name for name in state.new("refused") if name in KINDS)
    asks = "?" in heard.text or asking.wishes(heard.text) or asking.refuses(heard.text)
    spoken_of = state.shown or state.wants == "tips" or before.pending in OF_STEPS or "utter_human_intro" in state.said
    if not kinds or asks or spoken_of or state.for_other or heard.intent not in WHILE_TELLING:
        return None
    return Turn((say("utter_ruled_out_noted", what=said_back(kinds)),), state.but(pending=None))
