"""What somebody wants written: to whom, about what, when and in which tone, gathered over several messages."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from functools import lru_cache

from bot.dialogue.care import topics_in
from bot.dialogue.named import CALLED, named_in
from safety.personal_names import load_names

CHILD = r"(min|mitt|vår|vårt) (son|dotter|barn|pojke|flicka|tonåring)"
SCHOOL = r"(skol(an|ans|sköt\w*|kurator\w*|chef\w*)?\b|lärar|mentor|kurator|elevhälsa|rektor|fröken)"
SIGNS = {
    "call": r"när jag (väl )?ringer|om jag ringer|stödlinj|jourhavande|\blinjen?\b|hjälplinj|\bbris\b|\bmind\b",
    "door": r"när jag (väl )?(kommer|går) (in|dit)|i dörren|vid dörren|när jag är där",
    "no": r"(tacka\w*|säg\w*|svara\w*) (jag |man )?nej|inte (vill|kan|orkar) komma|återbud|avböj",
    "yes": r"(tacka\w*|säg\w*|svara\w*) (jag |man )?ja\b|inbjud|(blev|blivit) bjuden|bjudit|bjöd mig",
    "new": r"(i|från) (min |samma )?(klass\w*|kurs\w*|korridor\w*|parallell\w*)|klasskompis|kurskamrat"
    r"|känner (\w+ )?(inte|knappt)"
    r"|knappt (känner|pratat|setts|träffats)|aldrig (pratat|setts)|(sa|sagt) hej|ny (kompis|vän|bekantskap)",
    "reply": r"svar(a|et)?\b.{0,25}\b(sms|meddelande|dm|snap|mejl|på)|svara (henne|honom|hen|dem|dom|[a-zåäö]{3,}\b)"
    r"|(skrev|skrivit|smsa(de|t)|hör(de|t) av sig|frågade) (till mig|just|nyss|hur)",
    "benefits": r"försäkringskass|\bfk\b|a-kass|arbetsförmedl|ersättning|sjukskriv",
    "office": r"bistånd|handläggar|kommunen?\b|social|\bsoc\b|\blss\b|kontaktperson|anhörig(konsulent|stöd)|ledsag"
    r"|myndighet",
    "care": r"vårdcentral|läkar|doktor|1177|psykolog|mottagning|psykiatri|\bbvc|barnmorsk",
    "school_child": rf"{CHILD}.{{0,40}}{SCHOOL}|{SCHOOL}.{{0,40}}{CHILD}",
    "school": SCHOOL,
    "boss": r"chef|kolleg|arbetskamrat|jobbet|arbetsplats|facket",
    "group": r"förening|väntjänst|volontär|röda kors|kyrk|diakon|präst|grupp|träff|cirkel|\bkör(en)?\b|klubb"
    r"|frivillig"
    r"|fotboll|laget|korpen|biblioteket|sverok|attention|spelkväll|gymmet|verksamhet",
    "neighbour": r"grann",
    "family": r"mamma|pappa|\b(mor|far|syster|bror|brorsan|son|sonen|kusin|moster|faster)\b|morsan|farsan"
    r"|syrran|dotter"
    r"|barnen|barnbarn|familj|mormor|farmor|morfar|farfar|farbror|släkt|min (man|fru|sambo)\b|\bsambo",
    "old": r"(gammal|gamla|barndoms\w*|gammel|förra)\W+(vän|väninna|kompis|polare|kamrat|klass|kolleg)|barndoms\w+"
    r"|längesedan|länge ?sen"
    r"|tappat kontakten|(på|i) (många|flera|\d+|tio|tjugo|trettio) år|från (lumpen|förr|skoltiden)",
    "friend": r"\bvän\b|vännen|vänner|väninna|kompis|polare|kamrat|bekant|\bex\b|tjejen|killen|en (tjej|kille)",
}
WHOM = tuple((name, re.compile(pattern)) for name, pattern in SIGNS.items())
FORMER = re.compile(
    r"\b(gammal|gamla|förra|före detta|tidigare)\W+(kolleg|arbetskamrat|jobbarkompis|chef|granne|klass)\w*"
)
THINGS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (said, re.compile(pattern))
    for said, pattern in (
        ("en kaffe", r"\bkaffe\w*|\bkopp\b"),
        ("en fika", r"\bfika\w*"),
        ("en promenad", r"\bpromen\w*|\bgå en (sväng|runda)"),
        ("en lunch", r"\blunch\w*"),
        ("en öl", r"\b(en|ta) öl\b"),
        ("en film", r"\bbio\b|\bfilm\b"),
        ("en fisketur", r"\bfisk(a|ar|e|et|etur\w*)\b"),
    )
)
CALL = re.compile(r"\b(ringa|ringas|höras|prata i telefon|ett samtal)\b")
WHEN = re.compile(
    r"\b((efter|före|innan) (föreläsning\w*|skolan|jobbet|träningen|lektion\w*|lunch|middagen)"
    r"|på (måndag|tisdag|onsdag|torsdag|fredag|lördag|söndag)(ar)?|(i helgen|i kväll|ikväll|imorgon|i morgon"
    r"|i veckan|nästa vecka))\b"
)
SPAN_OF_TIME = r"(dag(ar)?|veck(a|or)|mån(ad\w*)?|år(et)?|tid|sommar|vinter)"
NUMBER = r"(\d+|ett?|en|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|flera|många|ett par|några|ett halvt|så lång)"
SILENCE = re.compile(
    rf"\b(efter|på|över) (\w+ )?{NUMBER} {SPAN_OF_TIME}\b(?! i rad)"
    r"|\binte (hört av (mig|oss)|hörts|pratat|ringt|svarat|skrivit|setts|haft kontakt)\b|\bsent svar\b"
    r"|\b(svarade aldrig|aldrig svarade|(jag|ja) som inte svarade|(jag|ja) svarade inte|tappat kontakten"
    r"|lång tystnad)\b"
    r"|\bläng(e|st?) ?sen\b|\blänge sedan\b"
)
THANKS = re.compile(r"\btackar?\b(?! (jag |man )?(ja|nej)\b)|\bsäg(a|er)? tack\b|\bett tack\b|\btackkort\w*")
SPOKEN = re.compile(r"\btelefon\w*|\bring(er|a|t)\b|\bi luren\b|\bmuntlig\w*")
SEEKS = re.compile(r"\b(?:om|få|söka|ha|har) (?:en |ett )?(\w+)")
THEME = re.compile(r"\bom ((?:[a-zåäö]{2,12}(?:en|et|an|rna))|hunden|katten|bilen|båten|resan|jakten|matchen)\b")
NO_THEME = frozenset(
    (
        "dagen",
        "kvällen",
        "natten",
        "livet",
        "orden",
        "helgen",
        "veckan",
        "klockan",
        "annan",
        "innan",
        "sedan",
        "redan",
        "året",
        "ensamheten",
        "det",
        "stunden",
    )
    + ("rätten", "ersättningen", "tiden", "människan", "någonting", "ingenting", "allting", "felet", "problemet")
)
CHILL = re.compile(
    r"chill|cringe|avslappn\w*|casual|vardaglig\w*|\bungdomlig\w*|inte (för )?(stel|formell|tönt"
    r"|desp|intens)\w*"
)
FORMAL = re.compile(r"formell?t?\b|artig\w*|prydlig\w*|högtidlig\w*")
SHORT = re.compile(r"\bkort(are)?\b|enkl|terapi\w*|känslo\w*|inga (stora )?ord")
UNWELL = re.compile(
    r"\b(säga|berätta|skriva|förklara)\b.{0,25}\b(mår dåligt|mår inte|är ensam|har det (svårt"
    r"|tungt|jobbigt))"
)
NAME = re.compile(r"\b(?:till|åt|svara|fråga|heter) ([A-ZÅÄÖ][a-zåäöé]{1,14})\b")
CALLED_SO = re.compile(
    r"(?<!vad )\b(?:han|hon|hen|den|som|kompisen|vännen|grannen)\s+(?:heter|kallas)\s+([a-zåäöé]{2,14})\b", re.I
)
MOVES = re.compile(r"\b(flytt\w*|åk\w*|rest?\w*|går|gick|kör\w*|väg|kom\w*|pendl\w*)( \w+)? *$")
LOWER_NAME = re.compile(r"\b(?:till|åt|svara) ([a-zåäöé]{3,9})\b")
NO_NAMES = frozenset(
    ("honom", "henne", "dem", "dom", "dig", "mig", "oss", "min", "mitt", "mina", "din", "sin", "vår", "någon", "nån")
    + ("nåt", "något", "alla", "andra", "folk", "den", "det", "där", "här", "fest", "slut", "sist", "med", "att")
    + (
        "kaffe",
        "fika",
        "exempel",
        "höger",
        "hen",
        "han",
        "hon",
        "de",
        "du",
        "jag",
        "vi",
        "ni",
        "er",
        "henne",
        "sig",
        "hej",
        "inte",
        "nu",
        "typ",
        "hans",
        "hennes",
        "imorgon",
        "ett",
        "en",
        "vem",
        "ingen",
        "nej",
        "ja",
    )
)
DEFINITE = re.compile(r"(en|et|na|erna|arna)$")
OWN = re.compile(
    r"[’'”\"“]([^’'”\"“]{8,160})[’'”\"“]"
    r"|\b(?:skriva|skrev|skriver|skrivit|så här|typ|såhär)(?: själv)?\s*:\s*(.{8,160}?)"
    r"(?=\s+(?:är det|låter|går det|dug\w+|det får duga|funkar|blir det|kan (?:man|jag)|vad tycker)|\s*$)",
    re.I,
)


NEAR = re.compile(r"\b(min|mitt|våra?t?) (man|make|fru|hustru|sambo|mamma|mor|pappa|far|son|dotter|barn|syster|bror)\b")
SPAN = re.compile(
    r"\b(en|ett|två|tre|några|någon) (eftermiddag|förmiddag|dag|kväll|natt|timm\w+|gång\w*|helg)( (i|om) (veckan"
    r"|månaden|dagen))?\b"
)
THAT = re.compile(
    r"(?<!för )\batt ((?:jag|vi|min \w+|mitt \w+|mina \w+|han|hon|det)\b(?! (ska|kan|skall|vill|bör) (skriva|säga"
    r"|svara))[^.?!]{6,110})"
)
# What somebody is afraid of is no line to send: all from "utan att" or "rädd att" on is left out.
FEARED = re.compile(
    r"\b(utan att|utan|så att (?:det|de|dom|han|hon|jag) inte|inte (?:vill|ska|får)? ?(?:låta|verka|framstå|vara)"
    r"|(?:rädd|orolig|nervös|oroar mig|skäms)\b[^.?!]{0,15}\b(?:att|för|om)|tänk om|(?:tror|tycker"
    r"|tänker) (?:väl |nog )?att"
    r"|att (?:det|jag|man) (?:låter|verkar|framstår|ser ut|känns|blir)|att (?:de|dom|han|hon|hen) (?:ska|tror"
    r"|tycker|tänker|blir))"
    r"\b[^.?!]*"
)
ABOUT_THEM = re.compile(r"\b(tänker på|saknar|tycker om|bryr mig om|älskar|vill träffa|vill tacka) (henne|honom|hen)\b")
TURNS = re.compile(r"^(\w+(?: \w+)?) (inte|aldrig|alltid|ofta|ibland|gärna|bara|också|nog|kanske|verkligen) (\w+)")
GENERAL = frozenset({"bistandshandlaggare"})  # names whom one asks, not what
OFFICIAL = frozenset({"office", "care", "boss", "school", "school_child", "benefits", "group"})


@dataclass(frozen=True)
class Letter:
    """What is wanted; empty where it is not known."""

    whom: str = ""
    name: str = ""
    thing: str = ""
    when: str = ""
    tone: str = ""  # "chill", "formal", "short"
    about: str = ""  # "call", "unwell", "silence", "thanks"
    theme: str = ""  # what they share, as one says it: "båten"
    spoken: str = ""  # "yes": it is to be said on the phone
    need: str = ""  # what is sought, as one says it: "växelvård"
    near: str = ""  # for whom it is sought: "min man"
    span: str = ""  # how much of it: "en kväll i veckan"
    says: str = ""  # what is to be told, as a sentence: "Jag måste gå tidigare på torsdagar"

    def packed(self) -> str:
        """As it is kept in the slot `draft`: the kind of recipient first."""
        more = [f"{f.name}={getattr(self, f.name)}" for f in fields(self)[1:] if getattr(self, f.name)]
        return "|".join([self.whom or "other", *more])

    @property
    def says_something(self) -> bool:
        """More is known of it than that something is to be written."""
        return bool(self.whom or self.name or self.thing or self.about or self.need or self.says or self.theme)


def unpacked(kept: str | None) -> Letter:
    """The letter that the slot holds."""
    whom, *more = (kept or "").split("|")
    known = dict(part.split("=", 1) for part in more if "=" in part)
    return Letter("" if whom == "other" else whom, **{f.name: known.get(f.name, "") for f in fields(Letter)[1:]})


def read(text: str) -> Letter:
    """What one message says of the letter."""
    low = " ".join(text.lower().split())
    tones = (("chill", CHILL), ("formal", FORMAL), ("short", SHORT))
    when = WHEN.search(low)
    return Letter(
        whom=whom_in(low) or "",
        name=_name(text),
        thing=next((said for said, sign in THINGS if sign.search(low)), ""),
        when=when.group(0).replace("ikväll", "i kväll").replace("imorgon", "i morgon") if when else "",
        tone=next((name for name, sign in tones if sign.search(low)), ""),
        about=_about(low),
        theme=next((word for word in THEME.findall(low) if word not in NO_THEME), ""),
        spoken="yes" if SPOKEN.search(low) else "",
        need=next((CALLED[f"topic:{topic}"] for topic in topics_in(low) if topic not in GENERAL), "") or _sought(low),
        near=_first(NEAR, low),
        span=_first(SPAN, low),
        says=_that(low),
    )


def _first(sign: re.Pattern[str], text: str) -> str:
    hit = sign.search(text)
    return hit.group(0) if hit else ""


def _sought(text: str) -> str:
    """The kind of support that is asked for: "om väntjänst", "få en kontaktperson"."""
    words = SEEKS.findall(text)
    return next((CALLED[name] for word in words if (name := named_in(word) or "") in CALLED), "")


def _about(text: str) -> str:
    signs = (("unwell", UNWELL), ("thanks", THANKS), ("silence", SILENCE), ("call", CALL))
    return next((name for name, sign in signs if sign.search(text)), "")


def _that(text: str) -> str:
    """ "… att jag inte orkar komma" as a sentence that stands alone: "Jag orkar inte komma"."""
    hit = THAT.search(FEARED.sub(" ", text))
    if hit is None or "|" in hit.group(1) or "=" in hit.group(1):
        return ""
    said = ABOUT_THEM.sub(r"\1 dig", hit.group(1))
    said = TURNS.sub(r"\1 \3 \2", said.strip(" ,"))
    return said[0].upper() + said[1:]


def together(earlier: Letter, later: Letter) -> Letter:
    """The later word wins where it says anything."""
    return replace(earlier, **{f.name: getattr(later, f.name) for f in fields(Letter) if getattr(later, f.name)})


def whom_in(text: str) -> str | None:
    """For whom the words are, when the message says."""
    if FORMER.search(text.lower()):
        return "old"
    found = [name for name, sign in WHOM if sign.search(text.lower())]
    return "group" if found[:1] == ["new"] and "group" in found else next(iter(found), None)


def _name(text: str) -> str:
    called = CALLED_SO.search(text)
    if called and called.group(1).lower() not in NO_NAMES:
        return called.group(1).capitalize()
    hit = NAME.search(text)
    if hit and hit.group(1).lower() not in NO_NAMES and not MOVES.search(text[: hit.start()].lower()):
        return hit.group(1)
    alone = next((part.strip() for part in re.split(r"[.!?,]", text) if part.strip().lower() in _first_names()), "")
    if alone and whom_in(alone) is None:
        return alone.capitalize()
    for low in () if hit else LOWER_NAME.findall(text.lower()):
        if low not in NO_NAMES and not DEFINITE.search(low) and whom_in(low) is None:
            return str(low).capitalize()
    return ""


@lru_cache(maxsize=1)
def _first_names() -> frozenset[str]:
    return frozenset(name.lower() for name in load_names().first_names)


def name_alone(text: str) -> str:
    """The name that is the whole of an answer, as "IDA" or "till Bengt"."""
    words = re.sub(r"^\W*(till|åt|det är|hon heter|han heter)\s+", "", text.strip(), flags=re.I).strip(" .!?").split()
    plain = len(words) == 1 and words[0].isalpha() and words[0].lower() not in NO_NAMES
    return words[0].capitalize() if plain and not DEFINITE.search(words[0].lower()) else ""


def own_sentence(text: str) -> str:
    """The sentence of their own that somebody wants to send, as it was written."""
    hit = OWN.search(text)
    return (hit.group(1) or hit.group(2) or "").strip(" :") if hit else ""


def set_right(sentence: str) -> str:
    """The same sentence with capitals, a question mark and a few slips put right, and nothing else."""
    said = re.sub(r"\b(komma|gå) (spela|träna|hälsa|fika|prova|titta|hjälpa)\b", r"\1 och \2", sentence.strip())
    said = re.sub(r"\b[nN]ån\b", "någon", said)
    said = re.sub(r"\bva\b", "vara", said)
    parts = [
        part.strip()
        for part in re.split(
            r"(?<=[.?])\s+|, (?=får jag|kan jag|vill du|ska vi|har du"
            r"|får man)",
            said,
        )
    ]
    return " ".join(_finished(part) for part in parts if part)


def _finished(part: str) -> str:
    asks = re.match(r"(får|kan|vill|ska|har|är|skulle|hinner) (jag|du|ni|vi|man|det)\b", part, re.I)
    part = part[0].upper() + part[1:].rstrip("!,. ")
    return part if part.endswith("?") else part + ("?" if asks else ".")
