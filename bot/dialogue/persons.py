"""Two people in one chat: whom a message is about, and what is known of each, kept apart."""

from __future__ import annotations

import json
import re

from bot.dialogue import cues
from bot.dialogue.state import State, state_from_slots
from bot.dialogue.understanding import Understanding

SPEAKS_OF_SELF = frozenset({"tell_feeling", "correct_bot"})
OF_ONE_PERSON = (
    *("loneliness_types", "loneliness_scores", "municipality", "place_name", "place_refused", "age_group", "age"),
    *("position", "access", "gender", "losses", "diagnoses"),
    *("barriers", "interests", "life_events", "no_phone", "named", "offered", "shown", "last_shown"),
)
ME_TOO = re.compile(
    r"(\bjag (är|känner|mår|sitter|bor|har|vill)\b.{0,40}\b(också|även|med)\b|\bjag (då|själv)\b"
    r"|\bjag bor själv\b|\bjag bor (i|på) \w+ (själv|ensam)\b"
    r"|för (min|egen) del|för mig( (själv|också|med|ja))*\W*$|(nåt|något) för mig\b|och mig\b|åt mig( själv)?\b)"
)
NEEDS = re.compile(
    r"\b(förslag|tips|hjälp\w*|finns det|vill|behöver|ensam\w*|mår|orolig\w*|oro|sitter|ingen|inga|träffa\w*"
    r"|kan (hon|han|de)|åt (henne|honom)"
    r"|för (henne|honom|min|mina)|aldrig|isolera\w*|går inte ut|själv|något för|gäller|åt min|deprimerad|ledsen"
    r"|vägrar)\b|\?"
)  # what a relative or a helper tells of somebody, and one who only mentions a daughter does not
SOMEONE = re.compile(
    r"\b(han|hon|hen|henne|honom|hans|hennes|person(en)?|kvinna(n)?|man(nen)? på|kille(n)?|tjej(en)?|flicka(n)?"
    r"|pojke(n)?|boende(n)?|klient(en)?|gäst(en)?|medlem(men)?|deltagare(n)?|(någon|nån) (jag|i)|anhörig|släkting"
    r"|kusin|moster|faster|morbror|farbror|syster|syrra(n)?|bror(san)?|brorsa|barn(en)?|unge|dotter|son(en)?"
    r"|gubbe(n)?|tant(en)?|(de|våra) äldre|ungdomar(na)?|åt (en|någon|nån)|för en|till en)\b"
)


def whom(state: State, heard: Understanding) -> State:
    """The state with the person that the message is about; what was known of the other is put aside, not lost."""
    for_other = _for_other(state, heard)
    if for_other == state.for_other:
        return state
    began = state.turn > 1 and bool(state.loneliness_types or state.municipality or state.age_group or state.aside)
    return _changed(state, for_other) if began else state.but(for_other=for_other)


def _for_other(state: State, heard: Understanding) -> bool:
    text = heard.text.lower()
    if state.for_other and ME_TOO.search(text) and heard.intent != "ask_info":
        return False
    if heard.intent == "on_behalf_of_other" and is_about_someone(text):
        asks = cues.whom_it_concerns(text) is not None and NEEDS.search(text) is not None
        return state.turn <= 1 or state.for_other or asks
    if heard.intent in SPEAKS_OF_SELF and heard.primary and not cues.THIRD.search(text):
        return False
    return state.for_other


def is_about_someone(text: str) -> bool:
    """True when a message names somebody else at all."""
    return any(sign.search(text) for sign in (cues.THIRD, SOMEONE, *cues.OTHER.values()))


def _changed(state: State, for_other: bool) -> State:
    """The other person comes forward, with what was known of that one."""
    here = {name: getattr(state, name) for name in OF_ONE_PERSON}
    other = state_from_slots(json.loads(state.aside or "{}"))
    come_forward = {name: getattr(other, name) for name in OF_ONE_PERSON}
    return state.but(for_other=for_other, aside=json.dumps(here), **come_forward)
