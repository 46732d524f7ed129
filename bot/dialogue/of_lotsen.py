"""Answers at once and shortly what somebody asks of Lotsen itself: what it is, who reads, what it remembers."""

from __future__ import annotations

import re

from bot.dialogue.asked_of_it import key_for
from bot.dialogue.moves import Move, say
from bot.dialogue.named import named_in
from bot.dialogue.own_words import own_words
from bot.dialogue.state import SET_ASIDE, State
from bot.dialogue.understanding import Understanding

LATELY = 8  # responses back in which the same was just said
IS = r"(är|e|va|var)"
PERSONAL = re.compile(
    r"\bpersonnummer\w*"
    r"|\b(kan|får|ska|måste|behöver) (jag|man|vi) (skriva|uppge|lämna|ange) (här )?(hans|hennes|mitt|deras|min|sitt)\b"
    r".{0,12}\b(namn|namnet|adress\w*)\b|\b(skriva|uppge) .{0,12}\b(namn|namnet|adress\w*)\b.{0,12}\bhär\b"
)  # who somebody is need not be told here
BEING = r"(människa|person|robot\w*|bot|chattbot\w*|ai|program|maskin|dator|data)"
A_BEING = rf"(\w+ ){{0,3}}?(en |nån |någon )?(riktig |levande |verklig |vanlig )*{BEING}\b"
WHAT_AM_I = re.compile(
    rf"(?<!att )(?<!om )\b{IS} (det|de|du|ni|detta|den här) {A_BEING}(?=.{{0,45}}$)"
    rf"|\b(undrar|undrade|frågade|frågar|vet inte|vill veta|svara på) (ju |bara |väl )*om (ni|du"
    rf"|det) (\w+ )?{IS} {A_BEING}"
    rf"|\b{BEING} (här |där |det )?eller (är |e )?(en )?{BEING}\b"
    r"|\bve[mn] (det )?(är|e)? ?(det )?(jag|ja) (skriver|pratar|talar|chattar|snackar) (till|med)\b"
    r"|\bve[mn] (skriver|pratar|talar|chattar|snackar) (jag|ja) (till|med)\b"
    r"|\bve[mn] (är|e) (det|de|du) (jag|ja|som) (\w+ )?(skriver|pratar|svarar|sitter|chattar|är där)"
    r"|\b(sitter|finns|är|e) (det|de) (nå(go)?n|en människa|folk) (\w+ )?(där|i andra änden"
    r"|bakom)?.{0,14}\b(svarar|skriver|bakom|änden)\b"
    rf"|\b(pratar|skriver|chattar|snackar|talar) (jag|ja) (nu )?(med|till) {A_BEING}"
    r"|\b(svarar|skriver) (det )?(en människa|nå(go)?n riktig)\b"
)
AWAKE = re.compile(
    r"\b(är|e) (du|ni) (fortfarande |ens )?(vaken|där|kvar|vakna)\b(?! (som|i))|\bdu (är|e) (vaken|kvar|där)\W*\?"
    r"|^\W*(hallå|robot\w*|lotsen|nå(go)?n)\b.{0,8}\b(vaken|där|hemma)\W*\?|\bsover du\b"
)
WHO_READS = re.compile(
    r"\bve[mn] (är|e|va) (det |de )?(som )?(läser|ser)\b|\b(ve[mn]|vilka) (mer )?(läser|ser|kan läsa|kan se|får läsa)\b"
    r"|\b(vilka|ve[mn]) (är|e) (det|de|dom) som (läser|ser)\b"
    r"|\b(läser|ser) (nå(go)?n|ni|andra|en människa|folk|chefen|mamma|pappa|skolan|soc|dom|de)\b.{0,12}\b(jag|ja"
    r"|här|detta|skriver|det)\b"
    r"|\bläses (det|detta|den)\b|\b(kan|får) (nå(go)?n|andra|ni) (annan )?(läsa|se) (det|de|vad|detta|chatten)\b"
)
TRAINS = re.compile(
    r"\b(tränar?|tränas|lär) (ni|du|nå(go)?n|den|en ai|ai\w*|er|dig)?.{0,25}\b(på|av) (det|de|vad|mina|mitt|detta"
    r"|oss)\b"
    r"|\b(används|använder) (ni|du|nå(go)?n)?.{0,6}(det|de|vad|mina|mitt|detta)\b.{0,30}\b(träna|ai|forsk\w*"
    r"|annat|reklam)\b"
    r"|\bsäljer (ni|du|nå(go)?n)\b.{0,30}\b(det|de|mina|data|uppgift\w*|texter\w*)\b|\bspar(ar|as) (ni |du )?(det"
    r"|mina|vad)\b.{0,20}\bai\b"
)
OWN_THING = r"(min|mitt|mina|våran|vår|vårt)"
REMEMBERS = re.compile(
    rf"^\W*((ok|okej|test|nå|men|och|då|du|hörru|så)\W+)*(va|vad|var|vart|hur|vem|vilken \w+|minns|vet) "
    rf"(heter|hette|jobbar|jobba|arbetar|bor|gör|kör|sa|skrev|berättade|är|e|gammal|du|mådde)\b.{{0,12}}\b(jag|ja"
    rf"|{OWN_THING} \w+)\b.{{0,28}}$"
)
NOT_MEMORY = re.compile(
    r"\b(är|e) (det )?(fel|konstig|normal|onormal|knäpp|ensam|värd|bara|dum|jag som|hemsk|dålig)\w*|\bgör jag (nu"
    r"|då|fel|om|för|med)\b"
    r"|\bgör (jag|ja) (\w+ )?(åt|om|med|för)\b|\bvad gör jag\W*$|\bska\b|\bvar (är|e) (jag|min|mitt)\b|\bvem (är"
    r"|e) (jag|ja)\b|\btycker\b"
    r"|\bkan (jag|du)\b|\bhur (är|gör|kör|bor|jobbar)\b"
)
RECALLS = re.compile(
    r"\b(minns|kommer du ihåg|kmr du ihåg|vet du) (du )?(ens |fortfarande )?(vad|va|var|vem|att|hur|min|mitt"
    r"|mig)\b.*(\b(jag|ja|min|mitt|mig)\b)"
)
WHERE = re.compile(r"\b(var|vart) (bor|är|e)\b|\bvilken (stad|ort|kommun)\b")
HOW_OLD = re.compile(r"\bhur gammal\b")
GIST = {
    "divorce": "att ni har gått isär",
    "bereavement": "att du har mist någon",
    "caregiving": "att du tar hand om någon",
    "retirement": "att du har slutat arbeta",
    "move": "att du har flyttat",
    "unemployment": "att du är utan jobb",
    "birth": "att du har fått barn",
    "illness": "att du är sjuk",
}
SHORT = 12  # words of a test of what is remembered
MOST = 3  # things of the gist that are said back


def answer(state: State, heard: Understanding, text: str) -> tuple[Move, ...] | None:
    """What is said to it, wherever in a message it is asked; None when nothing of the kind is."""
    if PERSONAL.search(text) and "?" in heard.text:
        return (say("utter_privacy"),)
    parts = [part.strip() for part in re.findall(r"[^.!?]+[.!?]*", text)]
    asking = next(((part, key) for part in parts if (key := _asked(state, heard, part))), None)
    if asking is None:
        return None
    part, key = asking
    if key == "memory":
        return (_memory(state, part),)
    words = own_words(" ".join(_beside(heard.text, part)))
    return (say(key), say("utter_reflect_own_words", words=words)) if words else (say(key),)


def _beside(text: str, part: str) -> list[str]:
    """The sentences that ask nothing, without the one that was answered."""
    plain = " ".join(text.split())
    return [said for said in re.findall(r"[^.!?]+[.!?]*", plain) if "?" not in said and said.strip().lower() != part]


def _asked(state: State, heard: Understanding, text: str) -> str | None:
    lately = state.said[-LATELY:]
    key = key_for(state, text)
    if key:
        return key
    if TRAINS.search(text):
        return "utter_straight_training"
    if WHO_READS.search(text):
        return "utter_straight_nobody_told" if "utter_who_reads" in lately else "utter_who_reads"
    if AWAKE.search(text):
        return "utter_straight_awake"
    # after danger "vem är det som svarar?" is about the lines that were shown
    of_a_line = state.danger_stage not in SET_ASIDE and not re.search(BEING, text)
    if WHAT_AM_I.search(text) and not of_a_line and not str(named_in(text)).startswith("line:"):
        again = {"utter_straight_what_i_am", "utter_first_words", "utter_are_you_human"} & set(lately)
        return "utter_straight_what_i_am_again" if again else "utter_straight_what_i_am"
    tests = RECALLS.search(text) or (REMEMBERS.search(text) and heard.words <= SHORT and not NOT_MEMORY.search(text))
    return "memory" if tests and state.turn > 1 else None


def _memory(state: State, text: str) -> Move:
    """Whether it remembers: what the talk's state holds, or that names and single words are not kept."""
    if WHERE.search(text) and state.place_name:
        return say("utter_straight_recall_place", place=state.place_name)
    if HOW_OLD.search(text) and state.age:
        return say("utter_straight_recall_age", years=str(int(state.age)))
    known = _gist(state)
    return say("utter_straight_recall_gist", known=known) if known else say("utter_straight_recall_none")


def _gist(state: State) -> str:
    """The outline of what was told: "att du bor i Växjö och att ni har gått isär"."""
    place = (f"att du bor i {state.place_name}",) if state.place_name and not state.for_other else ()
    age = (f"att du är {int(state.age)} år",) if state.age and not state.for_other else ()
    told = tuple(GIST[name] for name in state.life_events if name in GIST and name not in state.denied)
    parts = (*place, *age, *told)[:MOST]
    return " och ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))
