"""Helps to write or to say something: asks at most whom it is for, then gives words that can be used as they are."""

from __future__ import annotations

import re

from bot.dialogue.moves import Turn, say
from bot.dialogue.state import State
from bot.dialogue.understanding import Understanding

LONGEST = 45  # words; a longer message tells more than it asks
TEXT = r"(ett |en |det |ihop |ner )*(sms|mejl\w*|mail\w*|brev\w*|meddelande\w*|text\w*|lapp|rad\w*|svar\w*|inbjudan)"
ABOUT = r"(skriv\w*|säg\w*|svara\w*|sms\w*|mejl\w*|mail\w*|brev\w*|meddelande\w*|orden|formulering\w*)"
PLEASE = r"(hjälp\w*|kan du|kunde du|skulle du|vill du|snälla|behöver)"
WISH = re.compile(
    rf"{PLEASE}.{{0,30}}\b(skriv\w*|formuler\w*|tacka (ja|nej)|säga nej)\b"
    rf"|\b(skriv|formulera|gör)\b (åt mig |till |{TEXT})"
    rf"|(förslag|exempel|utkast|hjälp|mall) (på|till|med) (hur jag |vad jag )?.{{0,20}}\b{ABOUT}"
    r"|(vad|hur) (ska|skall|kan|bör|skulle) (jag|man) (skriva|svara|formulera)"
    r"|(vad|hur) (skriver|svarar|formulerar) (jag|man)\b|vad säger jag (när|om|till)|hur (säger|tackar) jag (nej|ja)\b"
    r"|(vad|hur) (ska|skall|kan) jag säga (när|om|till|åt)|hjälp mig (med orden|svara|tacka|formulera)"
    r"|(vet inte|ingen aning om|hittar inte) (vad|hur) jag ska (skriva|svara)\b(?!\W*$)(?! här)"
)
NOT_FOR_US = re.compile(
    r"uppsats|läxa|skolarbete|\bcv\b|personligt brev|jobbansökan|\bdikt|\blåt|\btal\b|säkerhetsplan|\bplan\b"
)
CHILD = r"(min|mitt|vår|vårt) (son|dotter|barn|pojke|flicka|tonåring)"
SCHOOL = r"(skol|lärar|mentor|kurator|elevhälsa|rektor|fröken)"
SIGNS = {
    "call": r"när jag (väl )?ringer|om jag ringer|stödlinj|jourhavande|\blinjen?\b|hjälplinj|\bbris\b|\bmind\b",
    "no": r"(tacka\w*|säg\w*|svara\w*) (jag |man )?nej|inte (vill|kan|orkar) komma|återbud|avböj",
    "yes": r"(tacka\w*|säg\w*|svara\w*) (jag |man )?ja\b|inbjud|(blev|blivit) bjuden|bjudit|bjöd mig",
    "benefits": r"försäkringskass|\bfk\b|a-kass|arbetsförmedl|ersättning|sjukskriv",
    "office": r"bistånd|handläggar|kommun|social|\bsoc\b|\blss\b|kontaktperson|ledsag|myndighet",
    "care": r"vårdcentral|läkar|doktor|1177|psykolog|mottagning|psykiatri",
    "school_child": rf"{CHILD}.{{0,40}}{SCHOOL}|{SCHOOL}.{{0,40}}{CHILD}",
    "school": SCHOOL,
    "boss": r"chef|kolleg|arbetskamrat|jobbet|arbetsplats|facket",
    "group": r"förening|väntjänst|volontär|röda kors|kyrk|diakon|präst|grupp|träff|cirkel|\bkör\b|klubb|frivillig",
    "neighbour": r"grann",
    "family": r"mamma|pappa|\b(mor|far|syster|bror|brorsan|son|sonen|kusin|moster|faster)\b|morsan|farsan|syrran|dotter"
    r"|barnen|barnbarn|familj|mormor|farmor|morfar|farfar|farbror|släkt|min (man|fru)\b",
    "friend": r"\bvän\b|vännen|vänner|väninna|kompis|polare|kamrat|bekant|barndoms|\bex\b",
}
WHOM = tuple((name, re.compile(pattern)) for name, pattern in SIGNS.items())
PERSONAL = frozenset({"friend", "neighbour", "family", "other"})
SHORTER = re.compile(r"kort|enkl")
AGAIN = re.compile(
    r"^\W*(ja\b.{0,12}|gärna|(ett|en) (till|annan|annat|kortare|enklare)( förslag)?|annat( förslag)?|fler( förslag)?"
    r"|nytt|kortare|enklare|inte riktigt( jag)?|låter inte som mig|visa (ett |en )?(till|annan|annat))\W*$"
)


def answer(before: State, state: State, heard: Understanding) -> Turn | None:
    """Words to use; None when the message does not ask for any."""
    text = heard.text.lower()
    if before.pending == "draft_whom":
        return _to_whom(state, heard)
    if before.pending == "draft_more" and AGAIN.search(text):
        personal = state.draft in PERSONAL and SHORTER.search(text)
        return draft(state, state.draft or "other", "short" if personal else "")
    if heard.words > LONGEST or NOT_FOR_US.search(text) or not WISH.search(text):
        return None
    whom = whom_in(text)
    return draft(state, whom) if whom else _ask(state)


def whom_in(text: str) -> str | None:
    """For whom the words are, when the message says."""
    return next((name for name, sign in WHOM if sign.search(text.lower())), None)


def draft(state: State, whom: str, form: str = "") -> Turn:
    """A line before, the words as a bubble of their own, and a line after."""
    whom = "school_child" if whom == "school" and state.for_other else whom
    words = form or whom
    moves = (say("utter_draft_intro_say" if whom == "call" else "utter_draft_intro"), say(f"utter_draft_{words}"))
    return Turn((*moves, say("utter_draft_after", "another")), state.but(draft=whom, pending="draft_more"))


def _ask(state: State) -> Turn:
    return Turn((say("utter_draft_whom"),), state.but(pending="draft_whom"))


def _to_whom(state: State, heard: Understanding) -> Turn | None:
    """The answer to whom it is for; anything that is plainly something else is answered as that."""
    whom = whom_in(heard.text)
    if whom:
        return draft(state, whom)
    if heard.intent in ("goodbye", "deny", "talk_to_human", "find_activity", "privacy_question") or heard.words > 15:
        return None
    return draft(state, "other")
