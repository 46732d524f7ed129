"""Somebody who has to say a thing again hears what was said, with an honest sorry."""

from __future__ import annotations

import re

from bot.dialogue.moves import Turn, say
from bot.dialogue.own_words import own_words
from bot.dialogue.state import State
from bot.dialogue.told import since_in
from bot.dialogue.understanding import Understanding
from safety.normalise import normalise

AGAIN = re.compile(
    r"\bläser du\b|\blyssnar du\b|\bhörde du (?:inte )?vad jag sa|\b(?:det )?(?:sa|skrev|sade"
    r"|berättade) jag (?:ju|redan|nyss|precis|just)\b"
    r"|\bjag (?:sa|sade|skrev|har sagt|har skrivit|har berättat|berättade) (?:ju|redan|precis|nyss|just)\b"
    r"|\bsa ju det\b|\bdet sa jag\b"
    r"|\bdu (?:läser|lyssnar|hör) (?:ju |väl )?(?:inte|sämre|dåligt|aldrig)\b|\bläser (?:du|ni) (?:väl "
    r"|ju )?(?:inte|ens)|\bkan (?:ni|du) läsa\b"
    r"|\bdu (?:förstår|fattar) (?:ju |väl )?(?:inte|ingenting|inget)\b|\bdet har jag (?:ju |redan )?(?:sagt"
    r"|skrivit|berättat)\b"
)


NOT_THAT = re.compile(
    r"\binte (?:det|vad) jag (?:frågade|skrev|sa|sade|menade)\b|\bmotsatsen till\b"
    r"|\bhar (?:ju )?inte (?:berättat|sagt|skrivit) (?:något|någonting|nåt)\b"
)
LONG = 6  # words; a longer message tells more than that it was said before
ABOUT_IT = re.compile(r"\b(?:prata|snacka|tala) om det (?:som )?jag (?:skrev|sa|sade|berättade)")


def answer(state: State, heard: Understanding) -> Turn | None:
    """What was said is said back; None when nobody complains, or when more is asked for."""
    plain = normalise(heard.text)
    if ABOUT_IT.search(plain) and state.who:
        return Turn((say("utter_sorry_read"), say("utter_ask_about_who", who=state.who)), state.but(pending=None))
    if not (AGAIN.search(plain) or NOT_THAT.search(plain)) or heard.interests or "new_place" in state.news:
        return None
    own = own_words(heard.text)
    repeats = heard.place or since_in(heard.text)
    short = not NOT_THAT.search(plain) and (heard.words <= LONG or repeats)
    words = _known(state, heard) if short else ""
    if words:
        return Turn((say("utter_sorry_said", words=words),), state.but(pending=None))
    if own:
        return Turn((say("utter_sorry_read"), say("utter_reflect_own_words", words=own)), state.but(pending=None))
    return Turn((say("utter_sorry_read"), say("utter_ask_again")), state.but(pending=None))


def _known(state: State, heard: Understanding) -> str:
    """What Lotsen knows, as a short list: "Luleå, i somras"; what is said again now comes alone."""
    again = since_in(heard.text) or heard.place
    if again:
        return again
    return ", ".join(part for part in (state.place_name, state.since) if part)
