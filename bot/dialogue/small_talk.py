"""Thanks, a yes, a no and a hello rule only a message that holds nothing else; what else it holds is taken up."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.dialogue.moods import mood
from bot.dialogue.moves import Turn, say
from bot.dialogue.narration import as_told
from bot.dialogue.own_words import own_person, own_words
from bot.dialogue.scenes import scene_in
from bot.dialogue.state import State
from bot.dialogue.understanding import Understanding
from safety.normalise import normalise

SMALL = frozenset(
    {"thanks", "affirm", "deny", "greet", "gibberish", "out_of_scope", "feedback_positive", "reject_suggestion"}
)
MAY_TELL = SMALL | {"feedback_negative", "state_age", "abusive"}  # what a scene that is told wins over
OWN_PAST = re.compile(
    r"\bjag (?:blev|var|gick|satt|stod|såg|fick|kom|hade|glömde|tog|åkte|låg|gjorde)\b|\bsatt jag\b|\bblev jag\b"
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
GOODBYE = re.compile(
    r"\b(?:god ?natt|hej ?då|adjö|sov gott|vi hörs|jag lägger (?:av|ner)(?: dig)?(?: nu)?)\b"
    r"|\bjag (?:måste|ska) (?:gå|sova|lägga mig|sluta)(?: nu)?\W*$|\bhej så länge\b"
    r"|\bdet (?:får (?:vara|bli|räcka)|räcker|blir|är) (?:\w+ )?"
    r"(?:nog |bra |allt |slut )?(?:så )?för (?:nu|i ?dag|i ?kväll)\W*$"
)
OF_THE_TALK = re.compile(
    r"\b(?:du|dig|din|ditt|ni|tack\w*|hjälp\w*|förslag\w*|tips\w*|råd|lotsen|prat\w*|skriv\w*|chatt\w*|samtal\w*|lyssna\w*"
    r"|svar\w*|sagt|sa|det (?:där|här)|lät|låter|kändes|känns|uppskatt\w*|bättre|skön\w*|lättad|perfekt|toppen|kanon)\b"
)  # what praise for Lotsen speaks of
FEWEST_OF_PRAISE = 6  # words; shorter praise needs no such word
MAY_BE_GOODBYE = frozenset(
    {"thanks", "deny", "affirm", "feedback_positive", "feedback_negative", "correct_bot", "tell_feeling", "greet"}
)
WAIT = re.compile(
    r"^.{0,40}\bvänta\b.{0,20}$|\b(?:strax|snart) tillbaka\b|\btillbaka (?:strax|snart)\b|\bbrb\b|\bett ögonblick\b"
    r"|\bmåste (?:upp|gå ifrån|ta (?:henne|honom)|svara i telefon)\b"
)
ENDS = re.compile(
    r"\b(?:nu|gå|går|då|hej ?då|ses|syns|hörs|tack\w*|sova|sluta\w*|klart?|adjö|lägger|stänger|drar?|dags|sticker"
    r"|senare|i ?morgon|god ?natt|bye|allt|nog|hälsa|farväl)\b"
)  # without one of them nobody goes
LONGEST_WAIT = 12  # words
LONGEST_GOODBYE = 40  # words
FEW = 4  # words that are left when the small talk is taken away


def beyond_small_talk(heard: Understanding) -> Understanding:
    """The message as something told, when more stands in it than its small talk."""
    heard = as_told(heard)
    if heard.intent in MAY_BE_GOODBYE and heard.words <= LONGEST_GOODBYE and _says_goodbye(heard):
        return replace(heard, intent="goodbye")
    if heard.intent == "goodbye" and not ENDS.search(heard.text.lower()) and own_words(heard.text):
        return replace(heard, intent="tell_feeling")
    if heard.intent in MAY_TELL and heard.danger.level == "none" and "?" not in heard.text and scene_in(heard.text):
        return replace(heard, intent="tell_feeling")
    if heard.intent not in SMALL or heard.danger.level != "none":
        return heard
    plain = normalise(heard.text)
    if _praises_something_else(heard, plain):
        return replace(heard, intent="tell_feeling")
    rest = len(re.findall(r"\w+", ONLY_SMALL.sub(" ", plain)))
    if rest < FEW or "?" in heard.text or OF_THE_OFFER.search(plain):
        return heard
    if heard.intent == "out_of_scope":
        told = OWN_PAST.search(plain) or own_words(heard.text) or own_person(heard.text)
        return replace(heard, intent="tell_feeling") if told else heard
    if heard.intent == "reject_suggestion":
        return replace(heard, intent="tell_feeling") if own_words(heard.text) and not mood(heard.text) else heard
    tells = mood(heard.text) or own_words(heard.text) or own_person(heard.text) or heard.has_facts or heard.primary
    return replace(heard, intent="tell_feeling") if tells else heard


def _praises_something_else(heard: Understanding, plain: str) -> bool:
    """ "Det var ett gott liv, fast man slet": nothing that was said or shown here."""
    praises = heard.intent == "feedback_positive" and heard.language == "sv" and "?" not in heard.text
    return praises and heard.words >= FEWEST_OF_PRAISE and not OF_THE_TALK.search(plain)


def wait(state: State, heard: Understanding) -> Turn | None:
    """Somebody who has to leave the keys for a moment is waited for."""
    waits = heard.words <= LONGEST_WAIT and "?" not in heard.text and WAIT.search(normalise(heard.text))
    return Turn((say("utter_silence"),), state) if waits and not _says_goodbye(heard) else None


def _says_goodbye(heard: Understanding) -> bool:
    """A goodbye at the end of a message wins over whatever else it says."""
    return "?" not in heard.text and bool(GOODBYE.search(normalise(heard.text)[-60:]))
