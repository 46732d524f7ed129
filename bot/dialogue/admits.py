"""A half yes, after Lotsen has asked about dying: «lite så är det väl», «det du frågade innan, jo», «tanken finns»."""

from __future__ import annotations

import re

from bot.dialogue.state import State
from bot.dialogue.understanding import Danger, Understanding
from safety.assess import OWN_LIFE
from safety.normalise import normalise

WAS_ASKED = "sign:note:asked_death"  # notes in danger_said that the question was put
AT_MOST = 30  # words
NEAR = 3  # turns after danger was spoken of
THE_QUESTION = re.compile(
    r"\b(det|som|vad) du (frågade|undrade|sa|skrev)\b.{0,12}\b(innan|förut|nyss|tidigare|först|sist|där|om)\b"
    r"|\bdet du (frågade|undrade)\b"
    r"|\bdin fråga\b|\bdu frågade (ju )?(mig )?(om|innan|förut)\b"
)
SO_IT_IS = re.compile(
    r"\b(lite|nog|väl|ibland|kanske) (så )?(är|e|va|var|stämmer) det\b"
    r"|\bså (är|e|va) (det|de) (väl|nog|ibland|vissa|lite|ju)\b"
    r"|\bdet (är|e|va|var) (väl |nog )?(lite )?så\b|\b(jo|ja|joo|mm),?( (jo|ja))?\W*$"
    r"|\bdet (stämmer|var sant|va sant|är sant|händer)\b"
    r"|\bdu hade rätt\b|\b(ja|jo)\b.{0,25}\b(ibland|vissa|lite|kanske|tänkt)\b|\bvissa (kvällar|nätter|dagar)\b"
)
MORE_THAN_TIRED = re.compile(
    r"\b(va|var|är|e) (ju |nog |väl )?inte bara (trött|trötthet|skoj|ett skämt|på skoj|bara)\w*"
    r"|\bjag (ljög|sa inte sanningen|var inte ärlig|vågade inte (säga|svara|skriva)|kunde inte säga)\b"
)
THOUGHTS = re.compile(
    r"\b(tanken|tankarna|(de|dom) tankarna|såna tankar|sådana tankar)\b( \w+)? (finns|kommer|är|e|snurrar|dyker"
    r"|har funnits|fanns)\b"
    r"|\b(tänker|tänkt|tänkte) (ju |nog |väl )?på (det|de|sånt|sådant)( \w+)? (ibland|ofta|rätt ofta|varje"
    r"|mycket|lite|nån gång|någon gång|då och då|vissa)\b"
    r"|\bibland tänker jag på (det|sånt)\b|\bhar (haft|tänkt) (såna|sådana) tankar\b"
)
END = r"( (alltså|asså|typ|ju|nu|ikväll|i kväll|inatt|i natt|idag|i dag|igen|tyvärr))*\W*($|[.!])"
BEFORE = r"(förut|sist|igår|i går|tidigare|nyss|innan|i natt|inatt|i kväll|ikväll|i början|förra gången)"
AS_BEFORE = re.compile(
    rf"\b(det|samma( sak)?) (där )?(jag|som jag) (sa|sade|skrev|berättade|svarade)"
    rf"( {BEFORE}| kväll| natt)*(,? ?(om )?att (det|jag) (\w+ )?inte\b|{END})"
    rf"|\bsamma (sak )?(som|igen) {BEFORE}{END}|\bsamma sak( nu)? igen{END}"
    rf"|\b(det|de|tankarna|allt det|det där) (är|har) (kommit )?(tillbaka|kvar)( igen)?{END}"
    rf"|\b(det är|det känns|är) (\w+ )?som (det var )?{BEFORE}( igen| kväll)*{END}"
    r"|\btillbaka det (där )?(du frågade|jag sa|jag skrev)\b|\bnu är det där igen\b"
)  # refers back, and names nothing else that it could be about
ELSE = re.compile(r"\bfrågade (jag|om (plats|kommun|ålder))|\bvad (frågade|undrade) du\b|\?\W*$")
FINE = re.compile(r"\b(bra|skönt|bättre|roligt|lugnt|fint|kul|glad\w*|skoj\w*)\b", re.IGNORECASE)
NEVER = re.compile(
    r"\binga såna tankar\b|\btänker (aldrig|inte) på (det|sånt)\b|\b(tanken|tankarna) (finns|kommer) inte\b"
)


def told(state: State, heard: Understanding) -> Danger | None:
    """The danger that a half yes tells of; None where nothing was asked, or the message says something else."""
    if WAS_ASKED not in state.danger_said or heard.words > AT_MOST:
        return None
    text = normalise(heard.text)
    if ELSE.search(text) or NEVER.search(text):
        return None
    near = state.danger_stage is not None and state.turn - state.danger_turn <= NEAR + 1
    of_question = THE_QUESTION.search(text) and (SO_IT_IS.search(text) or MORE_THAN_TIRED.search(text))
    found = relapsed(state, heard) or THOUGHTS.search(text) or MORE_THAN_TIRED.search(text) or of_question
    if not found and not (near and heard.words > 1 and SO_IT_IS.match(text.lstrip(" ,.")) and _says_when(text)):
        return None
    minor = state.minor or heard.danger.minor
    return Danger("concern", "suicide", evidence=("det du frågade",), minor=minor, also=heard.danger.also)


def relapsed(state: State, heard: Understanding) -> bool:
    """What was told of dying is said to be so still, or again."""
    stands = state.danger_stage not in (None, "corrected") and not state.risk_about_other
    own = not OWN_LIFE.isdisjoint((*state.risk_kinds, str(state.risk_kind)))
    short = heard.words <= AT_MOST and "?" not in heard.text and not FINE.search(heard.text)
    return stands and own and short and AS_BEFORE.search(normalise(heard.text)) is not None


def _says_when(text: str) -> bool:
    """ "Vissa kvällar", "ibland": what comes and goes."""
    return re.search(r"\b(ibland|vissa (kvällar|nätter|dagar)|nån gång|någon gång|då och då)\b", text) is not None
