"""A question about what the writer feels or does gets its short yes or no first, and then what was told beside it."""

from __future__ import annotations

import re

from bot.dialogue.moves import Move, Turn, say
from bot.dialogue.scenes import scene_in
from bot.dialogue.state import State
from bot.dialogue.understanding import Understanding
from safety.assess import VIOLENCE
from safety.normalise import normalise

LONGEST = 40  # words
FEW = 3  # words beside the wish to tell something
HARD = r"(?:dumt|fel|fånigt|löjligt|barnsligt|töntigt|larvigt|egoistiskt|själviskt|elakt|patetiskt|konstigt)"
SILLY = re.compile(
    rf"\bär det (?:\w+ ){{0,2}}?(?P<word>{HARD}) (?:att|om|av mig|när)\b|\bär det (?:\w+ )?(?P<end>{HARD})\W*$"
)
FEELING = r"(?:arg|ledsen|glad|lättad|trött|ensam|rädd|besviken|svartsjuk|avundsjuk|lycklig|nöjd|bitter)"
FEELS = r"(?:känna|sakna|sörja|gråta|skratta|längta|älska|hata|tycka om|ångra)"
MAY = re.compile(rf"\bfår (?:man|jag) (?:\w+ )?(?:{FEELS}|(?:vara|bli|känna sig) (?:\w+ )?{FEELING}|göra så)\b")
CAN = re.compile(
    rf"\bkan (?:man|jag) (?:\w+ )?(?:{FEELS}|(?:vara|bli|känna sig) (?:\w+ )?{FEELING})\b"
    r"|\bkan (?:man|jag) göra det\W*$"
)
OPINION = re.compile(
    r"\bva?d? (?:säger|tycker|tänker) du om (?:det|detta|saken)(?: då| här)?\W*$"
    r"|\bhar du (?:något|nåt) att säga om det\b"
)
WOULD_SAY = re.compile(
    r"\bva?d? (?:skulle|hade|kan|vill) du (?:själv )?(?:säga|sagt|svara|svarat|råda) (?:till |åt )"
    r"(?:en|ett|någon|nån|den|mig|folk|sådana|såna)\b"
)
MAY_TELL = re.compile(r"\b(?:får|kan) jag (?:\w+ )?(?:berätta|säga) (?:något|nåt|en sak|en grej)\b[^?.]*")
NOT_HERE = re.compile(
    r"\b(?:medicin\w*|tablett\w*|piller|alkohol\w*|dricka|röka|drog\w*|slå\w*|hot\w*|112|polis\w*|anmäl\w*|pengar|lån\w*"
    r"|banta\w*|äta|läkare\w*|dö|leva|livet|självmord\w*|skära|kontroll\w*|bestämm\w*)\b"
)


def answer(state: State, heard: Understanding) -> Turn | None:
    """A short straight answer and what the message tells; None when nothing of the kind is asked."""
    text = normalise(heard.text)
    calm = heard.danger.level == "none" and VIOLENCE.isdisjoint((*state.risk_kinds, state.risk_kind))
    if not calm or state.for_other or heard.language != "sv" or heard.words > LONGEST or NOT_HERE.search(text):
        return None
    scene = scene_in(heard.text.replace("?", "."), state.said)
    told = (say(f"utter_scene_{scene}"),) if scene else ()
    first = _first(text, bool(scene))
    return Turn((*first, *told), state.but(pending=None)) if first is not None else None


def _first(text: str, tells: bool) -> tuple[Move, ...] | None:
    """The answer itself; nothing before what is told, when somebody only asks to tell it."""
    if MAY_TELL.search(text):
        told_more = len(MAY_TELL.sub(" ", text).split()) > FEW and not tells
        return None if told_more else () if tells else (say("utter_oneself_tell"),)
    silly = SILLY.search(text)
    word = (silly.group("word") or silly.group("end")) if silly else None
    if word and (word != "konstigt" or tells):
        return (say("utter_oneself_not_silly", words=word),)
    for sign, key in (
        (WOULD_SAY, "utter_oneself_would_say"),
        (MAY, "utter_oneself_may"),
        (CAN, "utter_oneself_can"),
        (OPINION, "utter_oneself_opinion"),
    ):
        if sign.search(text):
            return (say(key),)
    return None
