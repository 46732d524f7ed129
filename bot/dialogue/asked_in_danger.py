"""Questions and words about the talk of danger itself: why it was asked, what if yes, who gets to know, who comes."""

from __future__ import annotations

import re

from bot.dialogue.family import family_of
from bot.dialogue.meant import ABOUT_OUR_QUESTION
from bot.dialogue.state import State
from bot.dialogue.understanding import Understanding
from safety.normalise import normalise

RECENT = 12  # turns after danger was spoken of
LONGEST = 36  # words
HARMED = frozenset({"harm", "child"})
YOUNG = frozenset({"self_minor", "child"})
HOME = r"(mamma|pappa|mina föräldrar|morsan|farsan|nån|någon|hon|han|de|dom|skolan|läraren|min \w+)"
WHAT_IF = re.compile(
    r"\b(vad|va)\b.{0,30}\bom jag (hade )?(sa|sagt|säger|svarat|svarade|skulle säga|skulle svara) (det|ja)\b"
)
HARD = re.compile(
    r"\bvad (fan )?är det för .{0,12}\bfråg(a|or)\b|\b(dra|drar) (du )?i ?gång (en )?sån\b"
    r"|\bvad (fan|i helvete) frågar du\b|\bhur kan du fråga\b"
)
NOBODY_ASKED = re.compile(
    r"\bingen\b.{0,12}\b(frågat|frågar|frågade|undrat|undrar)\b|\b(behövde|skönt) att (nån|någon|du) frågade\b"
    r"|\bingen (annan )?som (har )?(frågat|frågar|frågade)\b|\baldrig (blivit )?(frågad|fått frågan)\b"
)
NO_ANSWER = re.compile(
    r"\b(svarar|svarade|svarat)\b( \w+){0,2} (aldrig|inte|ingen)\b|\b(aldrig|ingen)( \w+){0,2} (svarar|svarade|svarat)\b"
    r"|\b(telefonkö|kö|kön)\b.{0,25}\b(timm\w+|minuter|lång|alltid|jämt|evig\w*)|\b(alltid|jämt|timme|minuter|lång)\b.{0,15}\bkö\b"
    r"|\b(var|är|alltid) upptaget\b|\bkommer (aldrig|inte) fram\b"
)
BILL = re.compile(r"\b(räkning(en)?|telefonräkning(en)?|mobilräkning(en)?)\b")
SAVED = re.compile(r"\b(sparas|sparar (du|ni)|ligger (det )?kvar|finns (det )?kvar|lagras)\b")
IS_BAD = re.compile(
    r"\b(så|verkligen|ens|egentligen) (illa|farligt|allvarligt|fel|dåligt)\b|\bär det (normalt|okej|ok|fel|vanligt)\b"
)
COMES = re.compile(r"\b(hem hit|hem till mig|ingen får komma|kommer (nån|någon|de|dom) hit|kommer hit)\b")
HIDDEN = re.compile(
    r"\b(märks|syns|avslöjar|misstänker)\b.{0,8}\binte\b|\binte (märks|syns|fattar|förstår|avslöjar)\b"
    r"|\b(bjuda|ses|träffas) på (en )?fika\b|\bhemligt? (ord|kod)\b|\bkodord\b"
)
WRITES = re.compile(r"\b(skriv\w*|sms\w*|säg\w*|meddeland\w*)\b")
NOT_TO = re.compile(
    rf"\bsäg(er)? (det )?(inte|inget|ingenting|aldrig)\b.{{0,15}}\btill {HOME}|\b(säger|berättar) du\b.{{0,15}}\b(för|till) {HOME}"
    rf"|\b(får|kommer) {HOME} (att )?(få )?(veta|reda)|\b{HOME} får inte (veta|få veta|få reda)"
    rf"|\bkan {HOME} (få )?se (det|detta|vad jag)"
)
CONFIDES = re.compile(
    r"\b(säger|sagt|berättat|berättar|skrivit)\b.{0,12}\b(aldrig|inte|ingen)\b.{0,15}\b(till|för) (nån|någon)\b"
    r"|\b(aldrig|inte) (sagt|berättat|nämnt)\b.{0,12}\b(till|för) (nån|någon|en enda)\b|\bdu är den (första|enda)\b.{0,20}\b(vet|säger|berätta)"
)
ANGRY_OR_WHY: tuple[tuple[re.Pattern[str], str], ...] = (
    (WHAT_IF, "utter_danger_if_yes"),
    (HARD, "utter_danger_hard_question"),
    (ABOUT_OUR_QUESTION, "utter_danger_why_asked"),
    (NOBODY_ASKED, "utter_danger_nobody_asked"),
    (NO_ANSWER, "utter_danger_no_answer"),
    (CONFIDES, "utter_danger_confides"),
)


def key_for(state: State, heard: Understanding) -> str | None:
    """What is said to the message; None when it is about something else."""
    recent = state.danger_stage is not None and state.turn - state.danger_turn <= RECENT
    if not recent or heard.danger.evidence or heard.words > LONGEST:
        return None
    text = normalise(heard.text)
    found = next((key for sign, key in ANGRY_OR_WHY if sign.search(text)), None)
    if found or state.danger_stage == "corrected":
        return found
    family = family_of(state)
    return next((key for part in (_of_home, _of_harm) if (key := part(state, heard, text, family))), None)


def _of_home(state: State, heard: Understanding, text: str, family: str) -> str | None:
    """Who gets to know at home."""
    if BILL.search(text):
        woman = family == "harm" and state.victim_gender != "man" and not state.minor
        known = "utter_danger_bill_harm" if woman else "utter_danger_bill"
        return "utter_danger_bill_young" if family in YOUNG else known
    if NOT_TO.search(text):
        return "utter_danger_not_told_young" if family in YOUNG else "utter_danger_not_told"
    return None


def _of_harm(state: State, heard: Understanding, text: str, family: str) -> str | None:
    """What is asked by somebody whom another does harm."""
    if family not in HARMED:
        return None
    if COMES.search(text):
        return "utter_danger_nobody_comes"
    if SAVED.search(text):
        return "utter_danger_saved"
    if HIDDEN.search(text) and WRITES.search(text):
        return "utter_danger_hidden_words"
    return "utter_danger_is_it_bad" if "?" in heard.text and IS_BAD.search(text) else None
