"""Wishes that are often said and seldom on the list: they are named honestly, with how such a thing is found."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from bot.dialogue.asking import asks, refuses
from bot.dialogue.state import State
from bot.dialogue.understanding import Understanding
from knowledge.facts_loader import load_facts
from knowledge.interest_words import InterestWords
from safety.normalise import normalise

CHILDREN = r"(barn\w*|ungar\w*|unge|dotter\w*|son(en)?|söner\w*|döttrar\w*|flickor\w*|pojkar\w*|helgen|helger\w*)"
WITH_CHILDREN = "föräldrar med barn"
WISHES: dict[str, re.Pattern[str]] = {
    "klättring": re.compile(r"\b(klättr\w+|klätterhall\w*|boulder\w*)"),
    "film": re.compile(
        r"\b(filmkväll\w*|filmklubb\w*|filmintress\w*|filmstudio\w*|film(er|en)?|biograf\w*|gå på bio|bio)\b"
    ),
    WITH_CHILDREN: re.compile(
        rf"\b(pappor|mammor|föräldrar|familjer|pappagrupp\w*)\b.{{0,40}}\b(träff\w*|ses|umgås|hitta\w*|{CHILDREN})\b"
        rf"|\bandra (pappor|mammor|föräldrar|familjer)\b|\b(nåt|något) att göra med {CHILDREN}"
    ),
}
WORDS = {
    "klättring": "utter_wish_climbing",
    "film": "utter_wish_film",
    WITH_CHILDREN: "utter_wish_parents",
}
HANDS = re.compile(
    r"\b(med|använda) (mina |egna )?händerna\b|\b(vill|gillar att|lust att) (\w+ )?(meka|skruva|snickra)\b"
)
BY_HAND = "hantverk"
BESIDE_A_NO = frozenset(
    {"reject_suggestion", "deny", "correct_bot", "feedback_negative", "state_barrier", "bot_identity_question"}
)
NAMES_IT = re.compile(
    r"\b(?:(?:nå[gt]?o?t|nåt annat|något annat) (?:med|om|kring|inom|som har med)|som gillar|intresserad av"
    r"|hellre|helst|gärna|istället"
    r"|i stället)"
    r" (?!inte|inget)(?P<thing>[^.!?]{3,60})"
)
SMALL = re.compile(
    r"\b(bebis\w*|spädbarn\w*|nyfödd\w*|småbarn\w*|föräldraledig\w*|mammaledig\w*|pappaledig\w*|förskol\w*)\b"
)
ADDICTION = re.compile(
    r"missbruk|beroende|alkohol|\b(dricker|drack|druckit|drick\w*|supa\w*|supit|nykter\w*|onykter|droger?"
    r"|drogfri|knark\w*"
    r"|hasch|cannabis|spelar bort|spelmissbruk|spelberoende|tolvsteg\w*|aa-?(möte\w*|grupp\w*)|på aa|rehab"
    r"|återfall\w*"
    r"|behandlingshem\w*|fylla|full|fyll\w*|tablett\w*|tramadol|amfetamin|kokain|heroin|nyktra)"
)


def _with_named(heard: Understanding) -> Understanding:
    """With what is wished for beside a no: "inte för gamlingar, nåt med fiske"."""
    if heard.interests or heard.intent not in BESIDE_A_NO or heard.language != "sv":
        return heard
    wished = " . ".join(found.group("thing") for found in NAMES_IT.finditer(heard.text.lower()))
    return replace(heard, interests=_interest_words().find(wished)) if wished else heard


@lru_cache(maxsize=1)
def _interest_words() -> InterestWords:
    return InterestWords(load_facts().interests)


def with_wish(heard: Understanding, before: State | None = None) -> Understanding:
    """The same message with the wish that its words name, and without an addiction that no word tells of."""
    text = normalise(heard.text)
    if "addiction" in heard.life_events and not (ADDICTION.search(text) or "AA" in heard.text):
        heard = replace(heard, life_events=tuple(name for name in heard.life_events if name != "addiction"))
    heard = _with_named(heard)
    if HANDS.search(text) and BY_HAND not in heard.interests and (asks(heard.text) or heard.intent in BESIDE_A_NO):
        heard = replace(heard, interests=(*heard.interests, BY_HAND))
    if heard.language != "sv" or refuses(heard.text) or not ("?" in heard.text or asks(heard.text)):
        return heard
    named = tuple(name for name, sign in WISHES.items() if sign.search(text) and name not in heard.interests)
    small = SMALL.search(text) or (before is not None and "birth" in before.life_events)
    named = tuple(name for name in named if name != WITH_CHILDREN or not small)  # for small ones there are places
    return replace(heard, interests=(*heard.interests, *named)) if named else heard
