"""Whether somebody else can see that one was here, and how to leave with little to see: true at any time."""

from __future__ import annotations

import re

from bot.dialogue.family import family_of
from bot.dialogue.in_danger import OVER, with_lines
from bot.dialogue.moves import Turn, say
from bot.dialogue.pace import quiet
from bot.dialogue.state import State
from bot.dialogue.understanding import Understanding
from safety.normalise import normalise

LONGEST = 40  # words; a longer message tells more than it asks
LATELY = 8  # responses back in which a short question is still about what can be seen
HARMED = frozenset({"harm", "child"})
SEEN, LEAVE = "utter_traces_seen", "utter_traces_leave"
WHO = (
    r"(han|hon|de|dom|mamma|pappa|morsan|farsan|sambon|mannen|frun|killen|tjejen|maken|chefen|jobbet|skolan"
    r"|föräldrarna|arbetsgivaren|(min|mina|mitt) (\w+ )?\w+)"
)
ANYONE = rf"({WHO}|nå(go)?n( annan)?|andra)"
DEVICE = (
    r"(telefon\w*|mobil\w*|dator\w*|skärm\w*|webbläsar\w*|surfplatt\w*|paddan|sökhistorik\w*|historik\w*"
    r"|hemsid\w*|sidan)"
)
HERE = (
    r"(inne här|in här|(varit|är|var|sitter|suttit) här|den här (sidan|chatten|sajten)|chatt\w*|skriv\w*( här| med dig)"
    r"|vad jag skriv\w*)"
)
SEE = r"(se|ser|läsa|läser|hitta|hittar|märka|märker|upptäcka|upptäcker|kolla)"
ASKED = re.compile(
    rf"\b(kan|ser|läser|märker|hittar) {WHO}\b.{{0,40}}\b({DEVICE}|{HERE})\b"
    rf"|\b(kan|ser|läser|märker|hittar) {ANYONE}\b.{{0,40}}\b{DEVICE}\b"
    rf"|\b(om|ifall|att) {ANYONE} (kan )?{SEE}\b.{{0,30}}\b{DEVICE}\b"
    rf"|\b(ser|hittar) {WHO} (det|detta)( här)?( sen| sedan| då)?\W*$"
    rf"|\b(kan|skulle) {WHO} {SEE} (det|detta)( här)?( sen| sedan| då)?\W*$"
    rf"|\b(så|utan) (att )?{ANYONE} (inte )?(kan )?{SEE}\b.{{0,25}}\b({DEVICE}|{HERE})\b"
    rf"|\b(syns|märks|sparas|(ligger|finns)(?=.{{0,12}} kvar)) (det|den|sidan|chatten)\b.{{0,25}}\b({DEVICE}|{HERE})\b"
    r"|\bi historiken\b.*\?"
)
GOES = (
    r"(stäng\w*|släck\w*|avslut\w*|logga\w* ut|gå(r)? ur|lämna\w*|gömm?\w*|dölj\w*|rader\w*|rensa\w*"
    r"|ta(r)? bort|sudda\w*)"
)
UNSEEN = (
    rf"((det|den|sidan|chatten)? ?(inte|aldrig) (syns|märks)|{ANYONE} (inte )?(kan )?(inte )?{SEE}"
    r"|inga? spår|spår\w*|historik\w*)"
)
LEAVES = re.compile(
    rf"\b(hur|vad|kan|går|var|vart|vet inte|hittar inte|hittade inte)\b.{{0,30}}\b{GOES}\b.{{0,30}}\b{UNSEEN}\b"
    rf"|\b(hur|kan|går)\b.{{0,20}}\b(gömm?\w*|dölj\w*) (jag |man )?(chatten|sidan|det här|detta)\b"
    rf"|\b(hur|var|vad)\b.{{0,25}}\b(så|utan) (att )?(det )?(inte )?(syns|märks|{ANYONE} ser)\b"
    r".{0,12}\b(här|inne|chatt\w*)"
    r"|\b(hur|kan|går|vad)\b.{0,30}\b(att|så) (det|detta|sidan|chatten|samtalet)( här)? (inte|aldrig) (syns|märks)\b"
    rf"(?=\W*$|.{{0,12}}\b({DEVICE}|{HERE}|här|efteråt|sen)\b)"
)
PRESSES = re.compile(
    r"\b(vad|var|vart|hur|vilken|vilka) (knapp\w* )?(trycker|klickar|stänger) (jag|man)\b.{0,15}$"
    r"|\b(vad|var|vart|hur|vilken|vilka) (knapp\w* )?(ska|skall|kan) (jag|man) (trycka|klicka|stänga)\b.{0,15}$"
    r"|\bvilken knapp\b"
)
STILL_ASKS = re.compile(
    r"^\W*(ja eller nej|är det säkert|är du säker|helt säkert|alltså|säkert"
    r"|så (han|hon) (ser|kan)\b.{0,20}|eller inte)\W*$"
    r"|\b(kan|ser) (han|hon|de|dom|nån|någon)\b.{0,15}\b(det|se|inte)\b.{0,10}$"
)
SHOWS = re.compile(
    r"^\W*(men |och )?(syns|märks) (det|den|sidan|chatten)( någonstans| nånstans)?( här)?( sen| sedan)?\W*$"
)


def asked(state: State, heard: Understanding) -> bool:
    """True when the message asks it, plainly or after it was asked a moment ago."""
    return bool(_keys(state, heard))


def answer(state: State, heard: Understanding) -> Turn | None:
    """What can be seen and how to leave, the part that was asked for first; lines only after it."""
    keys = _keys(state, heard)
    if not keys:
        return None
    moves = tuple(say(key) for key in keys)
    if heard.danger.level != "none":
        return with_lines(state, *moves, always=True)
    return Turn(moves, state if state.danger_stage is None or state.danger_stage in OVER else quiet(state))


def _keys(state: State, heard: Understanding) -> tuple[str, ...]:
    acute = heard.danger.level == "acute" and bool(heard.danger.evidence)
    if heard.language != "sv" or heard.words > LONGEST or acute:
        return ()
    text = normalise(heard.text)
    spoken = bool({SEEN, LEAVE} & set(state.said[-LATELY:]))
    near = spoken or (family_of(state) in HARMED and state.danger_stage is not None)
    if LEAVES.search(text) or (near and PRESSES.search(text)):
        return (LEAVE, SEEN)
    plain = ASKED.search(text) or (near and SHOWS.search(text)) or (spoken and STILL_ASKS.search(text))
    return (SEEN, LEAVE) if plain else ()
