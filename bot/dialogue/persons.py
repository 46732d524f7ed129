"""Two people in one chat: whom a message is about, and what is known of each, kept apart."""

from __future__ import annotations

import json
import re
from typing import Any

from bot.dialogue import cues, someone
from bot.dialogue.mourning import without_deaths
from bot.dialogue.of_others import NUMBER, THEIR_AGE
from bot.dialogue.state import State, state_from_slots, together
from bot.dialogue.understanding import Understanding

SPEAKS_OF_SELF = frozenset({"tell_feeling", "correct_bot"})
WISHES = frozenset({"find_activity", "more_suggestions", "ask_info"})
OF_ONE_PERSON = (
    *("loneliness_types", "loneliness_scores", "municipality", "place_name", "place_refused", "age_group", "age"),
    *("position", "access", "gender", "losses", "diagnoses"),
    *("barriers", "interests", "life_events", "no_phone", "named", "offered", "shown", "last_shown", "rejected"),
    *("who", "wants"),
)
OF_THE_PLACE = frozenset({"place", "place_again", "other_situation"})  # asked anew about each person
ME_TOO = re.compile(
    r"(\bjag (är|känner|mår|sitter|bor|vill|har (inte|inga|ingen|nog))\b.{0,40}\b(också\b|även\b|med(?=\W*$|[.,!]))"
    r"|\bjag (då|själv)\b|\bjag bor själv\b|\bjag bor (i|på) \w+ (själv|ensam)\b|\btillbaka till mig\b"
    r"|\b(det är|är det) jag som (är|mår|känner|sitter|behöver)\b"
    r"|för (min|egen) del|för mig( (själv|också|med|ja|då|alltså))*\W*$|(nåt|något) för mig\b|och mig\b"
    r"|åt mig( själv)?\b)"
)
SOMEBODY = (
    r"(hon|han|hen|henne|honom|min(a)? \w+( \w+)?|mitt \w+|våra?t? \w+( \w+)?|en (\w+ )?(vän|väninna"
    r"|kompis|patient|elev"
    r"|granne|kollega|bekant|släkting|anhörig|kvinna|man|kille|tjej|person)|ett barn|mamma|pappa"
    r"|morsan|farsan|syrran|brorsan|barnbarn\w*|barnen"
    r"|mormor|morfar|farmor|farfar|patienten|eleven|elever\w*|grannen|barnet|sonen|dottern|klienten"
    r"|brukaren|någon annan"
    r"|nån annan|den här (killen|tjejen|personen|mannen|kvinnan))"
)
HELP = (
    r"(tips|förslag|råd\b|hjälp\w*|stöd\w*|insats\w*|aktivitet\w*|grupp\w*|något|nåt|någon|nån|finns"
    r"|passa\w*|sällskap"
    r"|väntjänst|kontaktperson|söker|letar|ordna|göra|åt|linje)"
)
ASKS_FOR = re.compile(
    rf"\b{HELP}\b.{{0,40}}\b(för|åt|till|hos|kring) {SOMEBODY}\b"
    rf"|\b(för|åt) {SOMEBODY}\b.{{0,40}}(\bfinns\b|\btips\b|\bförslag\b|\?)|\b(skriver|frågar|undrar"
    rf"|söker|letar) (för|åt)\b"
    rf"|\b(hur|vad|vart|när) (kan|ska|bör|borde|gör|får) (jag|man|vi) (\w+ ){{0,2}}(hjälpa|nå|stötta|göra|ordna)\b"
    rf".{{0,25}}\b{SOMEBODY}\b"
    rf"|\b(det )?gäller {SOMEBODY}\b"
    rf"|\b(hur|vad) (hjälper|stöttar|når) (jag|man|vi)\b.{{0,30}}\b({SOMEBODY}|någon|nån)\b"
    rf"|\b(vill|skulle vilja|försöker|behöver) (\w+ )?(hjälpa|stötta|nå|stödja) {SOMEBODY}\b"
    r"|\bkan (hon|han|hen) (få|komma|vara med|gå|söka|anmäla|börja|träffa)\b"
    rf"|\b{SOMEBODY}\b.{{0,15}}\b(behöver|skulle (behöva|må)|borde (få|komma|träffa|ha)"
    rf"|mår (så )?(dåligt|inte bra))\b"
    rf"|\borolig (för|över) {SOMEBODY}\b|\boroar mig (för|över) {SOMEBODY}\b"
)  # what is asked for that one; a sister, a neighbour or a grandchild who is only mentioned is not asked for
ALONE = re.compile(
    rf"\b{SOMEBODY}\b.{{0,60}}\b(ensam\w*|isoler\w*|går (nästan )?(aldrig|inte) ut|sitter (bara|mest"
    rf"|själv|inne|ensam)|inga vänner"
    r"|har ingen|aldrig ut|deprimerad|vägrar|slutat svara|träffar (ingen|aldrig)|vill inte (gå"
    r"|träffa)|dragit sig undan|bor själv|(vill ha|saknar|behöver) sällskap)\b"
)
WHAT_TO_DO = re.compile(
    r"\?|\b(vad|hur|vart) (kan|ska|gör|bör|borde|får) (jag|man|vi)\b|\bfinns det\b|\btips\b|\bförslag\b"
)
OF_ONESELF = re.compile(
    r"\b(jag|vi|oss|mig) (också|även)\b|\b(jag|vi) med(?=\W*$|[.,!])"
    r"|\bsjälv (?!bor jag (i|på|utanför)|sitter jag i)\w+ jag\b"
    r"|\bjag själv \w+|\b(är|e|sitter|bor) (också|även) (ensam|själv)|\bman vill (ju )?inte\b"
    r"|\bjag (är|e|blir|känner|mår|saknar|sitter|skäms|bär|längtar|vill bara|hinner"
    r"|får aldrig|orkar(?! inte (vara det|hjälpa|besöka|åka dit|vara hos|ta hand)))\b(?! (orolig|hennes|hans|hemtjänst"
    r"|läkare|lärare|sjuksköt|distrikt|kurator|god man|granne|dotter|son|mamma|pappa|syster|bror|vän"
    r"|anhörig|volontär))"
)  # the writer's own loneliness beside somebody else's
OWN_AGE = re.compile(r"^\W*(men |nej |alltså |fast )*jag är (ju |faktiskt )?" + NUMBER + r"( år( gammal)?)?\W*$")
CARES = re.compile(
    r"\b(jag|vi) (som )?(sköter|vårdar|tar hand om|passar|hjälper|får (göra|ta|sköta)|gör allt"
    r"|ser till)\b|\bjag som (sköter|gör|får|vårdar)\b"
)
FOR_THAT_ONE = re.compile(
    rf"\b(tips|förslag|aktivitet\w*|sällskap|finns|har du|(något|nåt)( att göra)?)\b.{{0,15}}\b(för|åt|till)"
    rf" ((?!mig\b|oss\b)[\w ]{{0,8}} )?{SOMEBODY}\b"
    rf"|^\W*((och|men|okej|ok|ja) )*(för|åt|till) {SOMEBODY}( då| också)*\W*$"
)
MENTIONED = re.compile(
    rf"\b{SOMEBODY}\b.{{0,40}}\b(skrev|sa|sade|säger|tipsade|tycker|undrar|frågar|frågade|ringer"
    rf"|ringde|gav|visade|hjälper|hjälpte"
    r"|heter|hette|hör av sig|brukar|kommer|var här|vet|ritar|åker)\b|\b(mig|min egen|mitt eget)\b"
)  # what somebody near does or says, to the writer
ALSO = re.compile(rf"\b{SOMEBODY} (också|även|med)\b")  # as well as the writer: "min pappa också, han är 71"
KIN = (
    r"(mor|far|moster|faster|morbror|farbror|kusin|arbetskamrat|kollega|svärmor|svärfar"
    r"|systerson|brorson|systerdotter|brorsdotter)"
)
OPENS_WITH = re.compile(rf"^\W*(hej\W+)?(?!mitt i)(min |vår )?({SOMEBODY}|{KIN})( \w+)?(,? {NUMBER}\b| i [a-zåäö]+ )")
WRITER = re.compile(r"\b(jag|ja|mig|mej|oss)\b|\bvi (?!bor)")  # who writes; "vi bor" says where
SURE = 0.85  # share of the intent from which a first message is taken at its word
MINE_AGAIN = "for_other"  # in State.denied: it was said that the talk is about the writer
SOMEONE = re.compile(
    r"\b(han|hon|hen|henne|honom|hans|hennes|person(en)?|kvinna(n)?|man(nen)? på|kille(n)?|tjej(en)?|flicka(n)?"
    r"|pojke(n)?|boende(n)?|klient(en)?|gäst(en)?|medlem(men)?|deltagare(n)?|(någon|nån) (jag|i)|anhörig|släkting"
    r"|kusin|moster|faster|morbror|farbror|syster|syrra(n)?|bror(san)?|brorsa|barn(en)?|unge|dotter|son(en)?"
    r"|gubbe(n)?|tant(en)?|(de|våra) äldre|ungdomar(na)?|åt (en|någon|nån)|för en|till en)\b"
)


MET = (
    r"(patient|elev|klient|brukare|vårdtagare|boende|person|tjej|kille|kvinna|man|dam|herre|flicka|pojke|granne|vän"
    r"|väninna|kompis|mamma|pappa|familj)"
)
ANOTHER = re.compile(
    rf"\b(en|ett|nån|någon|min) (annan|andra|andre) (\w+ )?{MET}\b"
    rf"|\b(har|gäller|är det) (jag )?(också |även |sen )?en annan\b"
    rf"|\bhar (också|även|sen) (jag )?en (\w+ )?{MET}\b|\ben {MET} till\b|\ben till (\w+ )?{MET}\b|\bnästa {MET}\b"
)  # after the first one
BACK_TO = re.compile(
    rf"(^|[.!?,]\s*)((och|men|nu|okej|ok|så|då|ja|vi går) )*(tillbaka|åter|över) till ((min|den|vår|den där) )?"
    rf"((?P<first>första|förra|förste)\b|(?!mig\b)\w+)|(^|[.!?]\s*)((och|men|nu|okej|ok) )*{SOMEBODY}(,| igen\b| då\b)"
    rf"|\b(kvinnan|mannen|tjejen|killen|flickan|pojken|klienten|{SOMEBODY}) igen\b|\b(hans|hennes) (kommun|stad)\b"
)


def whom(state: State, heard: Understanding) -> State:
    """The state with the person that the message is about; what was known of the other is put aside, not lost."""
    back = BACK_TO.search(heard.low) if _others(state) else None
    for_other = bool(back) or _for_other(state, heard)
    who = _who(state, heard) if for_other else None
    another = for_other and bool(_others(state)) and bool(ANOTHER.search(heard.low))
    first = back is not None and back.group("first") is not None
    if for_other and state.for_other and not (another or first) and not _is_of_another(state, heard, who, bool(back)):
        return state.but(who=someone.surer(state.who, who))
    if not for_other and not state.for_other:
        return state
    state = state if for_other else state.but(denied=together(state.denied, (MINE_AGAIN,)))
    began = state.turn > 1 and bool(state.loneliness_types or state.municipality or state.age_group or state.aside)
    if not began and not state.for_other:
        return state.but(for_other=for_other, who=who)
    if another:
        return _changed(state, for_other, who, None)
    found = _find(_kept(state), for_other, None if first else who, back=bool(back))
    return _changed(state, for_other, who, found)


def _who(state: State, heard: Understanding) -> str | None:
    """As the message names that one; a pronoun is the one whom the writer has just told of, if it fits."""
    who = someone.named(heard.text)
    return state.who if not state.for_other and someone.fits(who, state.who) else who


def is_new(before: State, state: State) -> bool:
    """Whether the talk has just come to a person for whom help is asked."""
    return state.for_other and (not before.for_other or before.aside != state.aside)


def _is_of_another(state: State, heard: Understanding, who: str | None, back: bool) -> bool:
    """Help is asked for somebody else than the one spoken of: "finns det nåt för pappa också?"."""
    if not (someone.is_name(who) and someone.is_name(state.who)) or who == state.who:
        return False
    text = heard.low
    asked = FOR_THAT_ONE.search(text)
    return back or bool(asked and someone.named(asked.group()) == who) or bool(ALSO.search(text))


def _for_other(state: State, heard: Understanding) -> bool:
    text = heard.low
    if state.for_other and (ANOTHER.search(text) or FOR_THAT_ONE.search(text)):
        return True
    if state.for_other and _is_the_writer(heard, text):
        return False
    if _others(state) and ANOTHER.search(text):
        return True
    if heard.intent in ("on_behalf_of_other", *WISHES) and FOR_THAT_ONE.search(text):
        return True
    if heard.intent == "on_behalf_of_other" and is_about_someone(without_deaths(text)):
        return state.for_other or _is_asked_for(state, heard, text)
    if state.turn <= 1 and heard.intent != "tell_feeling" and OPENS_WITH.search(text) and not WRITER.search(text):
        return True
    if heard.intent in SPEAKS_OF_SELF and heard.primary and not cues.THIRD.search(text):
        return False
    return state.for_other


def _is_the_writer(heard: Understanding, text: str) -> bool:
    """The talk comes back to the writer: me too, for me, my own age."""
    return heard.intent != "ask_info" and bool(ME_TOO.search(text) or OWN_AGE.search(text))


def _is_asked_for(state: State, heard: Understanding, text: str) -> bool:
    """Help is asked for somebody else; who cares for a husband asks for herself, and who has told of herself too."""
    if ASKS_FOR.search(text):
        return not _cares(state, text) or bool(FOR_THAT_ONE.search(text))
    if MINE_AGAIN in state.denied or _cares(state, text):
        return False
    unknown = not (state.loneliness_types or state.life_events or state.losses)
    if ALONE.search(text) and (WHAT_TO_DO.search(text) or THEIR_AGE.search(text)):
        return not OF_ONESELF.search(text)
    if THEIR_AGE.search(text) and ALSO.search(text):
        return True
    if state.age_group or state.municipality:  # the writer has told something: who is only mentioned is not asked for
        return bool(unknown and ALONE.search(text)) and not OF_ONESELF.search(text)
    sure = state.turn <= 1 and heard.confidence >= SURE
    return unknown and not OF_ONESELF.search(text) and (sure or not MENTIONED.search(text))


def _cares(state: State, text: str) -> bool:
    return "caregiving" in (*state.barriers, *state.life_events) or bool(CARES.search(text))


def is_about_someone(text: str) -> bool:
    """True when a message names somebody else at all."""
    return any(sign.search(text) for sign in (cues.THIRD, SOMEONE, *cues.OTHER.values()))


def _others(state: State) -> list[dict[str, Any]]:
    """What is known of the people who were spoken of before, and of the one in front when that is not the writer."""
    front = [_known(state)] if state.for_other else []
    return front + [each for each in _kept(state) if each["for_other"]]


def _kept(state: State) -> list[dict[str, Any]]:
    kept = json.loads(state.aside or "[]")
    return kept if isinstance(kept, list) else []


def _known(state: State) -> dict[str, Any]:
    return {"for_other": state.for_other, **{name: getattr(state, name) for name in OF_ONE_PERSON}}


def _changed(state: State, for_other: bool, who: str | None, found: dict[str, Any] | None) -> State:
    """Another person comes forward, with what was `found` of that one among those put aside."""
    rest = [each for each in _kept(state) if each is not found and each != found]
    other = state_from_slots({name: value for name, value in (found or {}).items() if name != "for_other"})
    come_forward = {name: getattr(other, name) for name in OF_ONE_PERSON}
    if for_other and found is None and someone.is_near(who):
        come_forward |= {name: getattr(state, name) for name in ("municipality", "place_name", "position")}
    come_forward["who"] = someone.surer(other.who, who) if for_other else other.who
    asked = tuple(name for name in state.asked if name not in OF_THE_PLACE)
    aside = json.dumps([*rest, _known(state)])
    return state.but(for_other=for_other, aside=aside, asked=asked, pending=None, **come_forward)


def _find(kept: list[dict[str, Any]], for_other: bool, who: str | None, *, back: bool) -> dict[str, Any] | None:
    """The one with that name; the one spoken of last, where no name says otherwise or the talk goes back."""
    there = [each for each in reversed(kept) if each["for_other"] == for_other]
    last = there[0] if there else None
    if not someone.is_name(who):
        return last
    same = next((each for each in there if each["who"] == who), None)
    unnamed = next((each for each in there if not someone.is_name(each["who"])), None)
    return same or unnamed or (last if back else None)
