"""Whom a message tells of and how it is between them, so that a reflection can take it up: a silent daughter …"""

from __future__ import annotations

import re
from dataclasses import dataclass

# What people write -> how Lotsen says it back after "din", "ditt" or "dina".
PEOPLE: tuple[tuple[str, str], ...] = (
    (r"dotter|dottern|dottra", "din dotter"),
    (r"son|sonen|grabben", "din son"),
    (r"barnen|barna|barn|ungarna|döttrar|söner|sönerna|döttrarna", "dina barn"),
    (r"barnbarn|barnbarnen", "dina barnbarn"),
    (r"mamma|morsan|mor|mamman", "din mamma"),
    (r"pappa|farsan|far|pappan", "din pappa"),
    (r"föräldrar|föräldrarna", "dina föräldrar"),
    (r"syster|syrran|syrra|systern", "din syster"),
    (r"bror|brorsan|brorsa|brodern", "din bror"),
    (r"syskon|syskonen", "dina syskon"),
    (r"man|mannen|maken|gubben", "din man"),
    (r"fru|frun|hustru", "din fru"),
    (r"sambo|sambon", "din sambo"),
    (r"pojkvän|kille", "din kille"),
    (r"flickvän|tjej", "din tjej"),
    (r"vänner|kompisar|vännerna|kompisarna|polarna|polare", "dina vänner"),
    (r"väninna|väninnor", "din väninna"),
    (r"vän|kompis|bästis", "din vän"),
    (r"släkten|familjen|familj", "din familj"),
)
# Words that mean a person of one's own, or at work, also without "min" before them.
PLAIN: tuple[tuple[str, str], ...] = (
    (r"mamma|morsan", "din mamma"),
    (r"pappa|farsan", "din pappa"),
    (r"mormor", "din mormor"),
    (r"morfar", "din morfar"),
    (r"farmor", "din farmor"),
    (r"farfar", "din farfar"),
    (r"svärmor", "din svärmor"),
    (r"svärfar", "din svärfar"),
    (r"syrran", "din syster"),
    (r"brorsan", "din bror"),
    (r"granne|grannen|granntant|granngubbe", "din granne"),
    (r"kollega|arbetskamrat", "din kollega"),
    (r"patient|patienten", "patienten"),
    (r"eleven", "eleven"),
)
# People by their work who may be told.
HELPERS: tuple[tuple[str, str], ...] = (
    (r"skolsköterskan?|skolsyster|skolsyrran", "skolsköterskan"),
    (r"kuratorn?|skolkuratorn?", "kuratorn"),
    (r"lärare|läraren|fröken|magistern?|klassföreståndaren?", "läraren"),
    (r"mentorn?", "mentorn"),
    (r"läkare|läkaren|doktorn?", "läkaren"),
    (r"terapeut|terapeuten", "terapeuten"),
    (r"psykolog|psykologen", "psykologen"),
    (r"präst|prästen", "prästen"),
    (r"diakon|diakonen", "diakonen"),
    (r"tränare|tränaren", "tränaren"),
    (r"fritidsledaren?", "fritidsledaren"),
    (r"chef|chefen", "chefen"),
    (r"barnmorskan?", "barnmorskan"),
    (r"sjuksköterskan?", "sjuksköterskan"),
)
# Others of one's own who may be told, beside PEOPLE and PLAIN.
TRUSTED: tuple[tuple[str, str], ...] = (
    (r"moster", "din moster"),
    (r"faster", "din faster"),
    (r"morbror", "din morbror"),
    (r"farbror", "din farbror"),
    (r"kusin|kusinen", "din kusin"),
    (r"kompis|kompisen|polare|polaren|bästis|bästisen|vännen|vän", "din vän"),
    (r"storebror|storbror|lillebror", "din bror"),
    (r"storasyster|storsyster|syrra", "din syster"),
)
REACHES = (
    r"\b(kan|skulle|ska|vågar|törs|tror|funderar|tänkte|får|går|orkar|vill)\b.{0,25}"
    r"\b(skriva|ringa|prata|säga|berätta|höra av|fråga|messa|smsa|gå|visa|väcka|kontakta)\b"
)
KIND = r"\b(bor .{0,12}(nära|stan|byn|huset|porten|gatan)|granne med|snäll\w*|schysst|bra|fin|okej|lyssnar|bryr sig|hjälper|förstår|vet|litar|hjälpt|lovat|ställer upp|kanske)\b"
OF_ANOTHER = (
    r"\b(hennes|hans|deras) (mamma|pappa|föräldrar|syster|bror|lärare|mentor|kurator|kompis|vän|fru|man|sambo)\b"
)
NEAR = r"\b(hemma|vaken|här|bredvid|rummet|huset|uppe|nere)\b"
REFUSED = re.compile(
    r"\b(inte|aldrig|ingen|inga|utan|förutom|dog|död|dör|slår|slog|rädd för|arg|full|ibland|annars|när (han|hon))\b"
)


@dataclass(frozen=True)
class Helper:
    """Somebody to turn to, as Lotsen says it back ("din bror", "kuratorn"); near: in the same place right now."""

    who: str
    near: bool


def helper_in(text: str) -> Helper | None:
    """The one person whom a normalised message names as somebody to turn to."""
    kind = re.search(REACHES, text) or re.search(KIND, text)
    near = bool(re.search(NEAR, text))
    if REFUSED.search(text) or not (kind or near):
        return None
    by_work = {said for written, said in HELPERS if re.search(rf"\b({written})\b", text)}
    own = {said for written, said in (*PEOPLE, *TRUSTED) if re.search(rf"{OWN}({written})\b", text)}
    own |= {said for written, said in (*PLAIN, *TRUSTED) if re.search(rf"\b({written})\b", text)}
    found = by_work or {said for said in own if said.startswith("din ")}
    of_another = re.search(OF_ANOTHER, text)
    found = {of_another.group()} if of_another else found
    return Helper(found.pop(), near and not kind) if len(found) == 1 else None


CARED_FOR: tuple[tuple[str, str], ...] = (*PEOPLE, (r"moster", "din moster"), (r"faster", "din faster"))
OWN = r"\b(min|mitt|mina|våran?|vår|vårt|våra)\s+(\w+\s+)?"
NAMED_ALONE = (
    r"\b(mamma|morsan|pappa|farsan|syrran|brorsan|barnen|sonen|dottern|vännerna|kompisarna|maken|frun|sambon|släkten"
    r"|familjen)\b"
)
PARENT = r"(mamma|pappa|mor|far|mormor|farmor|morfar|farfar|svärmor)"  # what the writer is, not who is spoken of
STRANGERS = frozenset({"patienten", "eleven"})
BETWEEN: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "silent",
        re.compile(
            r"(inte|aldrig|sällan|slutat|slutade) .{0,20}(hör(t|de)? av sig|ring(er|t|de)?|skriv(er|it)|svar(ar|at|ade))"
            r"|(hör|ringer|svarar|skriver|hörde|svarade) .{0,15}(inte|aldrig|sällan)"
            r"|inte (pratat|hörts|setts|träffats|talats vid)( med varandra)? (på|sen|sedan)\b"
            r"|bröt(s)? kontakten|brutit kontakten|ingen kontakt"
        ),
    ),
    (
        "far",
        re.compile(
            r"bor (så |väldigt |jätte)?(långt|lång väg)|andra sidan|utomlands|(annat land|annan stad)|flyttat? (långt|ut)"
        ),
    ),
    (
        "quarrel",
        re.compile(r"\bbråk|osams|ovänner|gräla|tjafs|sårat? (mig|varandra)|valde? sida|vänt (mig )?ryggen"),
    ),
    (
        "busy",
        re.compile(
            r"(har|är) (så |för )?(mycket|fullt upp|upptag|stress)|har sitt|egna (liv|familjer)"
            r"|inte tid|hinner (inte|aldrig|sällan)"
        ),
    ),
)


def between(text: str) -> tuple[str, str] | None:
    """How it is ("silent", "far", "quarrel", "busy") and who ("din dotter"); None when a message does not say both."""
    lowered = text.lower()
    how = next((name for name, sign in BETWEEN if sign.search(lowered)), None)
    who = _who(lowered) if how else None
    return (how, who) if how and who else None


def cared_for(text: str) -> str | None:
    """The one person a message asks for, as Lotsen names that one; None when it names nobody or several."""
    lowered = text.lower()
    found = {said for written, said in CARED_FOR if re.search(rf"{OWN}({written})\b", lowered)}
    found |= {said for written, said in PLAIN if re.search(rf"\b({written})\b", lowered)}
    return found.pop() if len(found) == 1 else None


def person_in(text: str) -> str | None:
    """The one person of the writer's own whom a message names ("din dotter"), whatever it tells; None when several."""
    text = re.sub(rf"\b(en|ett|som|är|vara|bli|blev|blivit|dålig|bra) (\w+ )?{PARENT}\b", " ", text)
    text = re.sub(r"\b(sin|hennes|hans|deras) \w+|\b(mamma|pappa) till\b", " ", text)
    if re.search(r"\bbarnbarn\w*\b", text):  # whose "morfar" is the writer's husband
        text = re.sub(r"\b(?<!min )(mormor|morfar|farmor|farfar)\b", " ", text)
    found = _own_people(text) | {said for written, said in PLAIN if re.search(rf"\b({written})\b", text)}
    return found.pop() if len(found) == 1 and not any(said in STRANGERS for said in found) else None


def _own_people(text: str) -> set[str]:
    found = {said for written, said in CARED_FOR if re.search(rf"{OWN}({written})\b", text)}
    found |= {
        said
        for written, said in PEOPLE
        if re.search(rf"\b(har|är|fick) (en|ett|två|tre|fyra) (\w+ )?({written})\b", text)
    }
    alone = re.findall(NAMED_ALONE, text)
    return found | {said for word in alone for written, said in PEOPLE if re.fullmatch(written, word)}


def _who(text: str) -> str | None:
    """The one who is named; None when several are, for then a reflection could name the wrong one."""
    found = {said for written, said in PEOPLE if re.search(rf"{OWN}({written})\b", text)}
    alone = re.findall(NAMED_ALONE, text)
    found |= {said for word in alone for written, said in PEOPLE if re.fullmatch(written, word)}
    return found.pop() if len(found) == 1 else None
