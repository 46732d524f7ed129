"""Helps to write or to say something: asks at most whom it is for, then gives words that can be used as they are."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.dialogue.buttons import is_button
from bot.dialogue.draft_words import PERSONAL, words_for
from bot.dialogue.letter import OFFICIAL, Letter, name_alone, own_sentence, read, set_right, together, unpacked, whom_in
from bot.dialogue.moves import Turn, say
from bot.dialogue.named import CALLED
from bot.dialogue.state import State
from bot.dialogue.understanding import Understanding
from safety.assess import VIOLENCE
from safety.circumstances import WATCHED

LONGEST = 60  # words; a longer message tells more than it asks
LATELY = 8  # responses back in which a draft is still what the talk is about
MOST_DRAFTS = 4  # ways to say the same before their wordings come round again
TEXT = r"(ett |en |det |ihop |ner )*(sms|mejl\w*|mail\w*|brev\w*|meddelande\w*|text\w*|lapp|rad\w*|svar\w*|inbjudan)"
ABOUT = r"(skriv\w*|säg\w*|svara\w*|sms\w*|mejl\w*|mail\w*|brev\w*|meddelande\w*|orden|formulering\w*)"
PLEASE = r"(hjälp\w*|kan du|kunde du|skulle du|vill du|snälla|behöver)"
WISH = re.compile(
    rf"^\W*((ok|okej|ja|nej|nä|men|då|så)\W+)*{TEXT} (till|åt)\b|\bhjälp\w* (mig |mej )?(me|med) (orden"
    rf"|raderna|ett |sms|texten|att )"
    r"|(vad|va|hur) (säger|börjar) (man|jag|ja)\b(?! det på| på (engelska|svenska|finska|arabiska|tyska|samiska))"
    r"(?=[^?]{0,40}\b(till|åt|i telefon\w*|utan|för att|med)\b)(?!.{0,30}\b(som|nån|någon) (sörjer|är|mår|har"
    r"|gråter|mist))"
    r"|(vad|va|hur) (ska|skall|kan|bör|skulle) (jag|ja|man) (ens |då )?(skriva|svara|formulera"
    r"|börja( på)? (sms|brev|mejl)\w*)"
    r"|\b(gärna|vill ha|ge mig|få|behöver) (några |lite |ett par )?(ord|orden|rader|raderna)\b(?! (för|i|om|som)\b)"
    r"|\b(nå[tn]|något|någon mening|ord) att (säga|skriva)( (till|åt|då)\b|\W*$)"
    r"|\b(skriv\w*|säg\w*|hjälp\w*)\b[^.?!]{0,25}\btacka\b|\bhur (tackar|svarar) (jag|ja|man)\b"
    rf"|{PLEASE}.{{0,30}}\b(skriv\w*|svara|formuler\w*|tacka (ja|nej)|säga nej)\b"
    rf"|\b(skriv|formulera|gör)\b (åt mig |till |{TEXT})"
    rf"|(förslag|exempel|utkast|hjälp|mall) (på|till|med) (hur jag |vad jag )?.{{0,20}}\b{ABOUT}"
    r"|(vad|va|hur) (ska|skall|kan|bör|skulle) (jag|man) (skriva|svara|formulera)"
    r"|(vad|va|hur) (skriver|svarar|formulerar) (jag|man)\b|vad säger jag (när|om|till)|hur (säger"
    r"|tackar) jag (nej|ja)\b"
    r"|(vad|va|hur) (ska|skall|kan) jag säga (när|om|till|åt)|hjälp mig (med orden|svara|tacka|formulera)"
    r"|(vet inte|ingen aning om|hittar inte) (vad|va|hur) jag ska (skriva|svara)\b(?!\W*$)(?! här)"
    r"|\bskriva? (ner |ihop )?(två|tre|några|ett par) meningar\b|\b(två|tre|några"
    r"|ett par) meningar\b.{0,30}\b(säga|skriva|läsa)\b"
    r"|\bskriv\w* till \w+\b.{0,40}\b(vad|va) (ska|skall|kan) (man|jag|ja) (ens |då |liksom )?(säga|skriva)\b"
    r"|\b(första|en) mening\b.{0,25}\b(säga|skriva|till|åt)|exakta ord|\b(kan|ska) vi skriva (nå\w+|ett|en) "
    r"|hjälp (mig )?(med )?(va|vad|att) (jag )?(ska )?skriva"
)
NOT_FOR_US = re.compile(
    r"uppsats|läxa|skolarbete|\bcv\b|personligt brev|jobbansökan|\bdikt|\blåt(?!e)|\btal\b|säkerhetsplan|\bplan\b"
)
CHECK = re.compile(
    r"(rätt|bra|korrekt|okej|ok) (på )?svenska|låter det (bra|ok|rätt|konstigt|dumt)|är det (här )?(rätt|ok"
    r"|okej|bra)( så)?\W*$"
    r"|kan (man|jag) (skriva|säga|skicka) (så|det|den)|går det bra( så)?\W*$|vad tycker du om (det|den)"
    r"|\b(det|den|de|dom) (får )?(väl )?duger?\b|\bdug(er|a) (det|den|de|dom|så)\b|\bfunkar (det|den|de)( så)?\W*$"
    r"|\b(är|e|blir|låter) (det|den|de) (bra|ok|okej|rätt|lagom|för (kort|långt?))\b|\bvad (tycker|tror|säger) du\W*$"
)
WHETHER = re.compile(
    r"\b(ska|bör|borde|vågar|kan|törs) (jag|ja) (\w+ )?(skicka|skriva|ringa|säga|våga|knacka|fråga)\b[^.!]*\?"
)
LOST = re.compile(
    r"\bvilk(a|et|en) (rader|ord|förslag\w*|sms|meddelande\w*|text|utkast)\b"
    r"|\b(var|vart) (är|e|blev|finns) (det |de )?(raderna|orden|förslaget|förslagen|texten|sms\w*|utkastet|meddelandet)"
    r"|\b(inga|inget|ingen|inte (nå\w+|några)) (rader|ord|förslag|text|sms)\b.{0,15}\b(kom\w*|syns|står|där)?"
    r"|\bkom inga\b"
)
PROPOSES = re.compile(
    r"\b(jag|ja) (skrev|skriver|har skrivit|tänkte skriva|skulle skriva|kan skriva|satte ihop)( själv| så"
    r"| typ| såhär)*\W*[:\"”“]"
)
ANSWERED_TO = re.compile(r"\b(svar\w*|hörde?) (inte|aldrig)\b|\binget svar\b|\bingen svar\w*")
SENTENCE = re.compile(r"\b(första|en) mening\b")
SENDS = re.compile(
    r"\b(jag|då) (skickar|skickade|tar|kör|har skickat|sände|skickar jag|skriver) (jag )?(\w+ )?(den|det"
    r"|mitt eget|eget|mitt|sms\w*"
    r"|meddelande\w*)\b(?!.{0,20}\bhur\b)"
)
COMPLAINS = re.compile(
    r"\b(fel|sms|meddelande\w*|texten|utkastet|förslaget|låter|formell\w*|stel\w*|cringe|lång\w*|kort\w*|desperat"
    r"|inte med|stämmer inte"
    r"|inte till|sådär|känner (\w+ )?inte|knappt|så säger|ju inte|har inte|är inte)\b"
)
NO_NEEDS = frozenset({"topic:bistandshandlaggare", "topic:anhorigstod"})
CARED_FOR = frozenset({"din man", "din fru", "din sambo"})  # others may only have been mentioned
SAYS_NO = re.compile(r"\W*(nej|nä|men|va|vadå)\b")
AGAIN = re.compile(
    r"^\W*(nej\W+)?(ja\b.{0,12}|gärna|(ett|en) (till|annan|annat|kortare|enklare)( förslag)?|annat( förslag)?"
    r"|fler( förslag)?"
    r"|nytt|kortare|enklare|inte riktigt( jag)?|låter inte som mig|visa (ett |en )?(till|annan|annat))\W*$"
    r"|^\W*(nej\W+|det (är|var|blev) |lite |alldeles )*för (långt?|korta?|kort|stelt?|formellt?|töntigt?"
    r"|snällt|mycket)\W*$"
    r"|annat förslag på (meddelande|sms|text|mejl|brev)\w*|^\W*ett annat förslag\b"
)
FOR_CALLS = frozenset({"call", "care", "school", "school_child"})  # in danger the words for these are others
OWN_LIFE = frozenset({"suicide", "farewell", "self_harm"})
LONG_TELLING = 25  # words


def wants(state: State, heard: Understanding) -> bool:
    """In danger: True for words that have nothing to do with it, and for those that another could read."""
    text = heard.text.lower()
    if is_button(heard.text):
        return False
    if _lately(state) and (AGAIN.search(text) or SENDS.search(text)):
        return True
    if heard.words > LONGEST or NOT_FOR_US.search(text):
        return False
    letter = _read(heard)
    plain = letter.says_something or letter.tone == "chill" or bool(own_sentence(heard.text)) or _is_watched(state)
    return bool(WISH.search(text)) and plain and letter.whom not in FOR_CALLS


def answer(before: State, state: State, heard: Understanding) -> Turn | None:
    """Words to use; None when the message does not ask for any."""
    turn = _answer(before, state, heard)
    if turn is None or not heard.interests:
        return turn
    kept = tuple(name for name in turn.state.interests if name in before.interests or name not in heard.interests)
    return Turn(turn.moves, turn.state.but(interests=kept))


def _read(heard: Understanding) -> Letter:
    """What the message says of the letter; a town is nobody's name."""
    letter = read(heard.text)
    of_place = heard.place and letter.name and letter.name.lower() in heard.place.lower()
    return replace(letter, name="") if of_place else letter


def _answer(before: State, state: State, heard: Understanding) -> Turn | None:
    text = heard.text.lower()
    if heard.words > LONGEST or NOT_FOR_US.search(text):
        return None
    own = own_sentence(heard.text)
    judged = _judged(state, heard, own)
    if judged is not None:
        return judged
    if LOST.search(text) and heard.words <= LONG_TELLING and _spoke_of_words(state):
        letter = unpacked(state.draft)
        return _draft(state, letter, intro="utter_draft_here") if letter.says_something else _ask(state)
    if before.pending == "draft_whom":
        return _to_whom(state, heard)
    if _lately(state):
        again = _again(before, state, heard)
        if again is not None:
            return again
    if not WISH.search(text):
        return None
    told = _read(heard)
    letter = _with_earlier(state, told)
    if not letter.about and not letter.thing and OWN_LIFE & {*state.risk_kinds} and letter.whom in PERSONAL - {"reply"}:
        letter = replace(letter, about="unwell")
    if _is_watched(state):
        return _watched(state)
    if own and not CHECK.search(text):
        return _in_own_words(state, letter, own)
    if SENTENCE.search(text) and told.whom in ("", "family", "friend"):
        return _draft(state, replace(letter, whom="sentence"))
    asks = not (letter.whom or letter.name or letter.theme) and "utter_draft_whom" not in state.said
    pronoun = re.search(r"\b(till|åt|svara) (honom|henne|hen|dem|dom)\b", text)
    return (
        _ask(state.but(draft=letter.packed()))
        if asks and not pronoun
        else draft(state, letter.whom or "other", letter=letter)
    )


def _judged(state: State, heard: Understanding, own: str) -> Turn | None:
    """Whether words will do: those of the person's own, or those that Lotsen gave."""
    text = heard.text.lower()
    if own and PROPOSES.search(text) and not ANSWERED_TO.search(text) and not WISH.search(text):
        return _own_checked(state, own)
    if not CHECK.search(text):
        return None
    if own or (_lately(state) and heard.words > SHORTEST_OWN + 1 and _before_question(heard.text) != heard.text):
        return _own_checked(state, own or _before_question(heard.text))
    if heard.words <= SHORTEST_ASKED and _lately(state) and "?" in heard.text:
        return Turn((say("utter_draft_will_do"),), state.but(pending="draft_more"))
    return None


def _spoke_of_words(state: State) -> bool:
    """Words were given or promised a moment ago."""
    return any(key.startswith("utter_draft_") for key in state.said[-LATELY:])


def _with_earlier(state: State, told: Letter) -> Letter:
    """The letter that was spoken of, with what is told now, unless that is to somebody else."""
    earlier = unpacked(state.draft)
    other = told.name and earlier.name and told.name != earlier.name
    whom = told.whom and earlier.whom and told.whom != earlier.whom
    lately = _lately(state) or any(key.startswith("utter_own_step") for key in state.said[-LATELY:])
    return told if other or whom or not (lately or not earlier.name) else together(earlier, told)


def draft(state: State, whom: str, form: str = "", letter: Letter | None = None) -> Turn:
    """A line before, the words as a bubble of their own, and a line after."""
    letter = replace(letter or Letter(), whom=whom)
    return _draft(state, letter, form)


def _draft(state: State, letter: Letter, form: str = "", intro: str = "utter_draft_intro") -> Turn:
    letter = replace(letter, whom="school_child") if letter.whom == "school" and state.for_other else letter
    letter = _with_need(state, letter) if letter.whom == "office" else letter
    key, values = words_for(state, letter, form)
    if letter.packed() == state.draft and state.said.count(key) >= MOST_DRAFTS:
        return Turn((say("utter_draft_no_more"),), state.but(pending=None))
    spoken = letter.spoken or key in ("utter_draft_call", "utter_draft_door", "utter_draft_sentence")
    first = say("utter_draft_intro_say" if spoken and intro == "utter_draft_intro" else intro)
    after = say("utter_draft_after", "another")
    return Turn((first, say(key, **values), after), state.but(draft=letter.packed(), pending="draft_more"))


def _with_need(state: State, letter: Letter) -> Letter:
    """What was asked for last is what is sought; who cares for somebody seeks relief, and not a companion out."""
    if letter.says or "caregiving" not in (*state.barriers, *state.life_events):
        return letter
    asked = (f"topic:{entry.partition('@')[0]}" for entry in reversed(state.topics))
    need = next((CALLED[name] for name in asked if name in CALLED and name not in NO_NEEDS), CALLED["topic:avlosning"])
    near = (state.who or "").replace("din ", "min ", 1) if state.who in CARED_FOR else ""
    return replace(letter, need=letter.need or need, near=letter.near or near or "en nära anhörig")


def _again(before: State, state: State, heard: Understanding) -> Turn | None:
    """Another version, one that is set right, or that the words are sent."""
    text, letter = heard.text.lower(), unpacked(state.draft)
    if SENDS.search(text) and "?" not in text and not AGAIN.search(text):
        return Turn((say("utter_draft_sent"),), state.but(draft=None, pending=None))
    own = own_sentence(heard.text)
    if AGAIN.search(text):
        if own:
            return _in_own_words(state, together(letter, _read(heard)), own)
        told = _read(heard) if heard.words > SHORTEST_OWN else replace(_read(heard), thing="", tone="")
        short = letter.whom in SHORTENED and re.search(r"(?<!för )kort|enkl|lång", text)
        return _draft(state, together(letter, told), "short" if short else "")
    if before.pending != "draft_more" or WHETHER.search(text):
        return None
    told = _read(heard)
    letter = replace(letter, spoken="") if re.search(r"\bskriv", text) else letter
    if not WISH.search(text):
        told = replace(told, about="" if told.about in ("silence", "thanks") else told.about, spoken="")
    if letter.whom in OFFICIAL and not re.search(r"\b(till|åt)\b", text):
        told = replace(told, whom="", name="", thing="", about="")  # "min man" is what it is about, not who gets it
    fresh = together(letter, told)
    another = WISH.search(text) and (told.whom or told.name)
    if another or (WISH.search(text) and told.about) or heard.danger.evidence or heard.intent == "goodbye":
        return None
    if fresh == letter and not (SAYS_NO.match(text) and COMPLAINS.search(text)):
        return None
    if COMPLAINS.search(text):
        return _draft(state, fresh, intro="utter_draft_redo")
    details = replace(fresh, whom=letter.whom) != letter and heard.words <= LONG_TELLING
    return _draft(state, fresh) if details or WISH.search(text) else None


def _in_own_words(state: State, letter: Letter, own: str) -> Turn:
    """The sentence that the person gave, with a greeting and small slips put right."""
    words = set_right(own)
    greeting = "" if re.match(r"hej|tja|hallå|god", words, re.I) else f"Hej {letter.name}. ".replace(" .", ".")
    moves = (say("utter_draft_own", words=f"{greeting}{words}"), say("utter_draft_after", "another"))
    return Turn(moves, state.but(draft=letter.packed(), pending="draft_more"))


def _own_checked(state: State, own: str) -> Turn:
    """A straight answer to whether it can be written so."""
    words = set_right(own)
    same = re.sub(r"\W", "", words).lower() == re.sub(r"\W", "", own).lower()
    asks = "?" in words
    good = say("utter_draft_own_good") if asks else say("utter_draft_own_fine")
    moves = (good if same else say("utter_draft_own_nearly", words=words),)
    return Turn(moves, state.but(draft=state.draft or "other", pending="draft_judged"))


def _before_question(text: str) -> str:
    """The sentences before the question about them."""
    parts = [part for part in re.split(r"(?<=[.!?])\s+", text.strip()) if not CHECK.search(part.lower())]
    return " ".join(parts) or text


def _watched(state: State) -> Turn:
    """Somebody may read it: only what can bear to be read is put there."""
    return Turn((say("utter_draft_watched_first"), say("utter_draft_watched")), state.but(pending=None))


def _is_watched(state: State) -> bool:
    kinds = {*state.risk_kinds, state.risk_kind}
    return WATCHED in state.risk_also or (bool(VIOLENCE & kinds) and not state.risk_about_other)


def _lately(state: State) -> bool:
    """The last thing on the table is a draft, not suggestions."""
    last = [key for key in state.said[-LATELY:] if key.startswith(("utter_draft_", "utter_after_steps"))]
    shown = bool(last) and last[-1].startswith("utter_draft_")
    return state.draft is not None and (shown or state.pending == "draft_more" or not state.said)


def _ask(state: State) -> Turn:
    return Turn((say("utter_draft_whom"),), state.but(pending="draft_whom"))


def _to_whom(state: State, heard: Understanding) -> Turn | None:
    """The answer to whom it is for; anything that is plainly something else is answered as that."""
    letter = together(unpacked(state.draft), _read(heard))
    letter = replace(letter, name=letter.name or name_alone(heard.text))
    own = own_sentence(heard.text)
    if own:
        return _in_own_words(state, letter, own)
    if letter.says_something:
        return _draft(state, letter)
    if heard.intent in ("goodbye", "deny", "talk_to_human", "find_activity", "privacy_question") or heard.words > 15:
        return None
    return draft(state, "other")


SHORTEST_OWN = 4  # words
SHORTENED = PERSONAL | {"office", "group", "other"}
SHORTEST_ASKED = 7  # words of a question about the draft alone
__all__ = ["answer", "draft", "wants", "whom_in"]
