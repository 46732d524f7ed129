"""A warm line that somebody asks for: a kind word, a congratulation, a question back, or how Lotsen itself has it."""

from __future__ import annotations

import re

from bot.dialogue.moves import Move, Turn, say
from bot.dialogue.state import SET_ASIDE, State
from bot.dialogue.understanding import Understanding
from safety.normalise import normalise

LONGEST = 16  # words
LATELY = 12  # responses back in which it was said what Lotsen is
CONGRATULATE = re.compile(
    r"\b(säg|säga|få|höra|vill ha|säger) (bara |ett |mig |till mig )*(grattis|gratulera)\b|\bgratulera mig\b"
    r"|\bgrattis till mig\b"
    r"|\b(säger|inget) (du )?(inte )?(ens )?grattis\b"
)
KIND = re.compile(
    r"\b(säg|säga|skriv|höra|ge mig|få|vill ha|behöver) (bara |mig |till mig |höra |lite |nån |någon )*"
    r"((något|nåt|nått|nå) (snällt|fint|vänligt|varmt|uppmuntrande|gulligt|bra|trevligt|peppande|kul|roligt)"
    r"|(en )?(kram|pepp|uppmuntran|tröst|beröm)\b|ett (snällt|vänligt|gott|varmt) ord)|\b(peppa|trösta|krama"
    r"|beröm|berömma) mig\b"
    r"|^\W*(snälla |men |kan du |ok |okej )*(säg|skriv) (något|nåt|nått)( då| nu| bara)*\W*$|^\W*(en )?kram\W*$"
)
ASK_ME = re.compile(
    r"^\W*(men |ok |okej |ja |nä |nej )*fråga du\b|\bfråga (du )?mig( något| nåt| då| du| istället| i stället"
    r"| hur\b.*)?\W*$"
    r"|\bfråga (du |mig )?(då |nu )?hur (min dag|dagen|jag mår|jag har det|det (är|var))\b|\b(kan|vill"
    r"|ska) (inte )?du fråga (mig )?(hur|något|nåt|om min)\b"
    r"|\bställ en fråga\b|\bvill du (inte )?(veta|höra) hur (min dag|jag (mår|har))\b"
)
OF_THE_DAY = re.compile(r"\b(min dag|dagen|idag|i dag)\b")
NOBODY = re.compile(r"\b(ingen|aldrig|slutat?|brukade|alltid)\b")
YOUR_DAY = re.compile(
    r"\bhur (har|var|är|går) (din (dag|kväll|natt|helg|vecka))\b|\bhur mår du\b|\bhur har du det\b(?! (på|med"
    r"|här))|\bhur är det (själv|med dig)\b"
    r"|\bhur är läget( (med dig|själv|då))?\W*$|\b(allt|är det) bra med dig\b|^\W*(och )?(du|själv) då\W*$"
)
DOES = re.compile(
    r"^\W*(men |och |brukar du |så )*(fiskar?|stickar?|virkar?|dricker?|äter?|spelar?|gillar?|älskar?"
    r"|sjunger?|dansar?|bakar?|badar?|lagar?|reser?"
    r"|kör|fikar?|tränar?|springer?|cyklar?|seglar?|odlar?|målar?|snickrar?|jagar?|tittar|åker|röker?"
    r"|simmar?) (inte )?du\b[^.!]{0,30}\?"
    r"|^\W*(men |och )*har du (en |ett |någon |nån |några )?(hund|katt|djur|familj|barn|mamma|pappa|föräldrar"
    r"|vänner|kompisar"
    r"|syskon|fru|man|flickvän|pojkvän|favorit\w*)\b[^.!]{0,25}\?"
    r"|^\W*(men |och )*brukar du (fiska|sticka|läsa|baka|spela|sjunga|dansa|gå ut|titta|dricka|äta"
    r"|lyssna)\b[^.!]{0,25}\?"
)
FEELS = re.compile(
    r"^\W*(men |och )*(är|e|blir) du (aldrig |ofta )?(kär|gift|singel|trött|glad|ensam|lycklig|hungrig|ledsen"
    r"|rädd|arg|sjuk|frusen)\b[^.!]{0,15}\?"
)
FREE = re.compile(
    r"\bvad (gör|brukar) du (göra )?(när du är ledig|på (kvällarna|kvällen|helgerna|fritiden)|i helgen|själv)\b"
)
JOKE = re.compile(
    r"\b(berätta|dra|säg|kan du|vet du) (mig |väl |inte )*"
    r"((en|nån|någon) (vits|rolig historia)|ett skämt|(nåt|något) (kul|roligt))"
)
OF_OTHERS = re.compile(r"\b(jag|mig|min|mitt|mina|vi|oss|på allvar|det här|vad jag)\b")
TOLD_WHAT = ("utter_warm_day", "utter_warm_does", "utter_straight_what_i_am", "utter_are_you_human")


def answer(state: State, heard: Understanding) -> Turn | None:
    """One warm line, or a question back; None when nothing of the kind is asked for."""
    if heard.danger.level != "none" or heard.language != "sv" or heard.words > LONGEST:
        return None
    text = normalise(heard.text)
    move = _asked(state, text)
    return None if move is None else Turn((move,), state.but(pending=None))


def _asked(state: State, text: str) -> Move | None:
    if CONGRATULATE.search(text):
        return say("utter_warm_congratulate")
    if KIND.search(text) and not JOKE.search(text):
        return say("utter_warm_kind")
    if state.danger_stage not in SET_ASIDE:
        return None
    if ASK_ME.search(text) and not NOBODY.search(text):
        return say("utter_warm_ask_day") if OF_THE_DAY.search(text) else say("utter_warm_ask")
    told = any(key.startswith(TOLD_WHAT) for key in state.said[-LATELY:])  # what Lotsen is, is said once
    if JOKE.search(text):
        return say("utter_warm_joke")
    if YOUR_DAY.search(text) or FREE.search(text):
        return say("utter_warm_day_again") if told else say("utter_warm_day")
    if (DOES.search(text) or FEELS.search(text)) and not OF_OTHERS.search(text):
        return say("utter_warm_does_again") if told else say("utter_warm_does")
    return None
