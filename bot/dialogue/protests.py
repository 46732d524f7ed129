"""When an alarm is over because the person says so: a guess that is protested against, or a second plain no."""

from __future__ import annotations

import re

from bot.dialogue.doubts import in_words
from bot.dialogue.earnest import DENIES, WANTS_OUT, denies
from bot.dialogue.state import State
from bot.dialogue.understanding import Understanding

SHORT = 4  # words of a bare no
TOLD = frozenset({"first", "repeat", "yes", "thoughts", "survived"})
HALF = re.compile(
    r"\binte så (att|jag)\b"
    r"|\bvill bara\b.{0,20}\b(tyst|slut|lugn\w*|över|slippa|sova|bort\w*)\b"
    r"|\b(ibland|ikväll|i kväll|just nu|fast|tankar\w*|tanken|kanske|vissa|varje natt)\b",
    re.IGNORECASE,
)  # a no that leaves something
LINE = r"(112|90101|numret|numren|nummer|kvinnofrid\w*|självmordslinje\w*|bris|polis\w*|ambulans\w*|giftinfo\w*)"
PROTESTS = re.compile(
    rf"\b(varför|vad|va|hur|vem|vadå|vaddå)\b.{{0,30}}\b{LINE}"
    r"|\bvarför\b.{0,12}\b(säger|skriver|tror|tjatar|sa|skrev) (du|ni)\b"
    r"|\bvarför (du|ni) (säg|skriv|tro|tjat|ge)"
    rf"|\b{LINE}\b.{{0,20}}(igen|hela tiden|\?)|^\W*(va|vad|vaddå|vadå|hä|hallå)\W*\?"
    r"|\b(inte|aldrig) (\w+ )?(psyko\w*|sjuk|galen|knäpp|farlig\w*|i fara|full|påverkad|våldsam|deppig"
    r"|självmord\w*)\b"
    r"|\bjag (har|ska|tänker|vill|skulle) (ju |väl )?(inte|aldrig) (\w+ )?(slagit|slå|tagit|ta|druckit|dö|skada"
    r"|skadat|göra|gjort|hört)\b"
    r"|\bingen (är|e|var) (i fara|sjuk|skadad|död|rädd)"
    r"|\b(hon|han|hen|de|dom|alla|kroppen|barnen)\b.{0,8}\b(har det|mår|är|e) (\w+ )?(bra|fint|ok|okej)\b"
    r"|\bsluta\b.{0,12}\b(med|me|tjata|fråga|säga|skriva|larma)\b|\bvill (ju |faktiskt )?leva\b"
    r"|\bläs (det )?(igen|rätt|om)\b",
    re.IGNORECASE,
)


NO_BLOWS = re.compile(r"\b(slår|slagit|slog|lagt hand|våldsam|rört?)\b", re.IGNORECASE)


def _since_told(before: State) -> tuple[str, ...]:
    """The stages since danger was told the last time: a no before that says nothing of it."""
    said = before.danger_said
    return said[max((at for at, stage in enumerate(said) if stage in TOLD), default=-1) + 1 :]


def ends_it(before: State, heard: Understanding) -> bool:
    """True when no number and no question about the alarm shall follow."""
    open_still = before.danger_stage not in (None, "corrected")
    if before.risk_kind == "coercive_control" and NO_BLOWS.search(heard.text):
        return False  # that nobody hits takes nothing away of what is decided over
    if not open_still or WANTS_OUT.search(heard.text) or HALF.search(heard.text):
        return False
    no = bool(DENIES.search(heard.text))
    if heard.danger.evidence and not no:
        return False
    if in_words(before):
        since = _since_told(before)
        again = "recheck" in since or (no and heard.words > SHORT)
        return "no" in since and again and denies(heard)
    if PROTESTS.search(heard.text):
        return True
    return no and "no" in before.danger_said and heard.words <= SHORT
