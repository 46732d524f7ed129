"""Thanks, a yes, a no and a hello rule only a message that holds nothing else; what else it holds is taken up."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.dialogue.own_words import own_person, own_words
from bot.dialogue.understanding import Understanding
from safety.normalise import normalise

SMALL = frozenset(
    {"thanks", "affirm", "deny", "greet", "gibberish", "out_of_scope", "feedback_positive", "reject_suggestion"}
)
ONLY_SMALL = re.compile(
    r"\b(?:hej(?:san)?|hallå|tja|tjena|god (?:morgon|dag|kväll|natt)|godkväll|tack\w*|snälla?|ja|jo|japp|nej|nä"
    r"|nope|ok|okej|precis|just|absolut"
    r"|igen|så mycket|gärna|visst|haha|lol|hej hej|förlåt|ursäkta|mm|bra|fint|jaha|aha)\b"
)
OF_THE_OFFER = re.compile(
    r"\b(?:förslag\w*|tips\w*|råd|volontär\w*|människa|stämmer|hjälp\w*|inte (?:nu|idag|ikväll|än)|senare|behövs"
    r"|sluta\w*|kod\w*|nummer|numret|numren"
    r"|passar|hejdå|hej då|god ?natt|adjö|vill inte|orkar inte (?:prata|mer)|det var allt|visa|fler|präst\w*"
    r"|kyrk\w*|diakon\w*)\b"
)
GOODBYE = re.compile(r"\b(?:god ?natt|hej ?då|adjö|sov gott|vi hörs|jag lägger (?:av|ner)(?: dig)?(?: nu)?)\b")
MAY_BE_GOODBYE = frozenset(
    {"thanks", "deny", "affirm", "feedback_positive", "feedback_negative", "correct_bot", "tell_feeling", "greet"}
)
LONGEST_GOODBYE = 40  # words
FEW = 4  # words that are left when the small talk is taken away


def beyond_small_talk(heard: Understanding) -> Understanding:
    """The message as something told, when more stands in it than its small talk."""
    if heard.intent in MAY_BE_GOODBYE and heard.words <= LONGEST_GOODBYE and _says_goodbye(heard):
        return replace(heard, intent="goodbye")
    if heard.intent not in SMALL or heard.danger.level != "none":
        return heard
    plain = normalise(heard.text)
    rest = len(re.findall(r"\w+", ONLY_SMALL.sub(" ", plain)))
    if rest < FEW or "?" in heard.text or OF_THE_OFFER.search(plain):
        return heard
    if heard.intent == "out_of_scope" and not (own_words(heard.text) or own_person(heard.text)):
        return heard
    tells = own_words(heard.text) or own_person(heard.text) or heard.has_facts or heard.primary
    return replace(heard, intent="tell_feeling") if tells else heard


def _says_goodbye(heard: Understanding) -> bool:
    """A goodbye at the end of a message wins over whatever else it says."""
    return "?" not in heard.text and bool(GOODBYE.search(normalise(heard.text)[-60:]))
