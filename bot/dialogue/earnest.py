"""Whether what looks dangerous in a message is meant: by its words, or by its form alone in the midst of a talk."""

from __future__ import annotations

import re

from bot.dialogue.state import State
from bot.dialogue.understanding import Understanding
from safety.bearing import bears_out
from safety.circumstances import AT_PLACE, MEANS_NEAR

RECENT = 2  # turns after danger was spoken of
OWN_MESSAGE = 5  # words; a shorter one is an answer, and tells of danger by its words only
LONG_ANSWER = 9  # words; "ibland ..." may begin a message of its own
ANSWER = re.compile(r"^\W*(ja|jo|japp|nej|nä+|kanske|ibland|mm+|ok(ej)?|vet inte)\b", re.IGNORECASE)

CHECK = "check"  # asks whether danger was read rightly, where no plain word says it
# The stages that end in a question about danger.
ASKING = frozenset({CHECK, "first", "survived", "repeat", "recheck", "silence", "joking"})
# What the trained model must say to be believed at once; 24 of 300 harmless lines of talk reached .5, 3 of them this.
SURE = 0.97
LATELY = 7  # turns after danger in which a denial is an answer
DENIES = re.compile(
    r"\b(inte|aldrig|ingen|inga)\b.{0,30}(ta mitt liv|ta livet|\bdö\b|dö\b|skada (mig|nån|någon)|göra (mig|nån|någon) illa"
    r"|självmord|våldta|slår|slagit|lagt hand|i fara)|^\W*(va\W+)?(nej|nä+|nix|inte alls|absolut inte|ingen fara)\b"
    r"|missförst|läs(er|te|t)?( du| ni)?( mig)? fel|läs vad|fel läst|inte (vad|så|det) jag (menade|sa|skrev)|(jag )?(sa|skrev|menade) (ju )?bara|det är fel"
    r"|du skrämmer|obehaglig|sluta med",
    re.IGNORECASE,
)

IS_ME = re.compile(
    r"\b((kompisen|vännen|personen|hon|han) (är|var) (egentligen )?jag\b(?! (orolig|rädd|kär|arg))"
    r"|det (är|handlar|gäller) (egentligen |faktiskt )?(om )?(jag|mig)( själv)?( som (mår|vill|inte|har det|känner|tänker)\b.{0,25})?\W*$|jag menar? mig( själv)?\b)",
    re.IGNORECASE,
)  # who was said to be a friend
CALLED = re.compile(
    r"(ambulans|polis|hjälp)\w* (kommer|är på väg|är här|är framme)|(de|dom) är på väg"
    r"|^\W*(jag )?(har )?(ringde|ringt)\b"
    r"|(har|jag) (nu )?(ringt|ringde) (till )?(112|90101|dem|dom|ambulans|polis|bris)"
    r"|(pratar|pratat) med (dem|dom|112|90101)",
    re.IGNORECASE,
)
WANTS_OUT = re.compile(
    r"(inte|orkar|slippa).{0,12}\b(leva|finnas|vakna|vara med|existera)\b|orkar inte (mer|längre)|(hellre|bättre|önskar).{0,15}\bdöd?\b",
    re.IGNORECASE,
)  # holds a "not", and is no no
SOMEBODY_IS_HERE = re.compile(
    r"\b(grannen?|vän(nen)?|kompis(en)?|mamma|pappa|brorsan?|bror|syster|syrran|man|fru|sambo|någon|nån)\b"
    r".{0,12}\b(är här|kom nyss|är hos mig|sitter här|sitter med mig|är på väg)",
    re.IGNORECASE,
)


def speaks_of_self(state: State, heard: Understanding) -> bool:
    """The other person that danger was told of a moment ago turns out to be the writer."""
    return _lately(state) and state.risk_about_other and IS_ME.search(heard.text) is not None


def helped(heard: Understanding) -> bool:
    """Somebody is called, on the way or there, and no words of danger beside it."""
    said = CALLED.search(heard.text) or SOMEBODY_IS_HERE.search(heard.text)
    return bool(said) and not heard.danger.evidence


def tells_kind(state: State, heard: Understanding) -> bool:
    """False for an answer that looks dangerous by its form alone: it is of the kind that was asked about."""
    if heard.danger.evidence or state.danger_stage is None or state.turn - state.danger_turn > RECENT:
        return True
    if helped(heard):
        return False
    opens_like_an_answer = ANSWER.match(heard.text) and heard.words < LONG_ANSWER
    return heard.words >= OWN_MESSAGE and not opens_like_an_answer and is_sure(heard)


def in_earnest(state: State, heard: Understanding) -> bool:
    """In the middle of a plan only words of danger count, or what would be worse than all that was said before."""
    if heard.danger.level == "none":
        return False
    worse = heard.danger.level == "acute" and state.risk_level != "acute"
    worse = worse or (state.risk_level == "none" and is_sure(heard))
    return bool(heard.danger.evidence) or (worse and heard.words >= OWN_MESSAGE)


def is_sure(heard: Understanding) -> bool:
    """Plain words say it, or the trained model hardly doubts it and some word bears it out; all else is asked first."""
    in_place = not {AT_PLACE, MEANS_NEAR}.isdisjoint(heard.danger.also)
    guessed = heard.danger.score >= SURE and (heard.language != "sv" or bears_out(heard.text, heard.danger.kind))
    return bool(heard.danger.evidence) or guessed or in_place


def denies(heard: Understanding) -> bool:
    """A no to the question that was just put, or that it was read wrongly."""
    return not WANTS_OUT.search(heard.text) and (bool(DENIES.search(heard.text)) or heard.intent == "deny")


def denies_lately(state: State, heard: Understanding) -> bool:
    """The no is an answer to what was asked some turns ago: it tells of no new danger, and takes none away."""
    return _lately(state) and denies(heard)


def _lately(state: State) -> bool:
    """Danger was spoken of a few turns ago."""
    return state.danger_stage is not None and state.turn - state.danger_turn <= LATELY
