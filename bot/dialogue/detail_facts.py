"""Plain facts that a message tells for sure: who has died and when, how long it was, how old the child is."""

from __future__ import annotations

import re

from bot.dialogue.own_words import first_names
from bot.dialogue.told import SEASONS
from safety.normalise import normalise

TENS = "tjugo|trettio|fyrtio|femtio|sextio|sjuttio|åttio|nittio"
ONES = "ett|en|två|tre|fyra|fem|sex|sju|åtta|nio"
SMALL = f"{ONES}|tio|elva|tolv|tretton|fjorton|femton|sexton|sjutton|arton|nitton"
NUMBER = rf"(?:\d{{1,2}}|(?:{TENS})(?:{ONES})?|{SMALL}|några|ett par)"
DAY = r"(?:mån|tis|ons|tors|fre|lör|sön)dags"
TIME = (
    rf"(?:i {SEASONS}|i {DAY}|i går|förra (?:året|våren|hösten|sommaren|vintern|veckan|månaden)"
    rf"|för (?:bara )?{NUMBER} (?:dagar|veckor|vecka|månader|månad|år) sedan)"
)
DIED = r"(?:dog|har dött|är död|gick bort|har gått bort|gått bort|avled|har avlidit|somnade in|är borta)"
DIES_WHEN = re.compile(
    rf"\b{DIED} (?:\w+ ){{0,2}}?({TIME})\b"
    rf"|\b({TIME}) (?:dog|gick|avled|somnade) \w+(?: \w+){{0,2}}?(?: bort| in)?\b"
)
AGO = re.compile(rf"\b({NUMBER}) (år|månader|månad|veckor|vecka|dagar) sedan (?:\w+ ){{1,3}}{DIED}")
# How somebody who has died is named -> how Lotsen says it.
DEAD: tuple[tuple[str, str], ...] = (
    (r"man|make|maken|mannen|gubben", "din man"),
    (r"fru|frun|frugan|hustru|hustrun|makan|gumman", "din fru"),
    (r"sambo|sambon", "din sambo"),
    (r"mamma|mor|morsan|morsa", "din mamma"),
    (r"pappa|far|farsan|farsa", "din pappa"),
    (r"mormor", "din mormor"),
    (r"morfar", "din morfar"),
    (r"farmor", "din farmor"),
    (r"farfar", "din farfar"),
    (r"bror|brorsan|brorsa|brodern|lillebror|storebror", "din bror"),
    (r"syster|syrran|syrra|systern|lillasyster|storasyster", "din syster"),
    (r"son|sonen|pojke", "din son"),
    (r"dotter|dottern|flicka", "din dotter"),
    (r"väninna", "din väninna"),
    (r"vän|kompis", "din vän"),
    (r"hund|hunden|tax|labrador|vovve|vovven", "hunden"),
    (r"katt|katten|kisse|kissen", "katten"),
    (r"häst|hästen", "hästen"),
)
PETS = frozenset(("hunden", "katten", "hästen"))
CHILDREN = frozenset(("din son", "din dotter"))
PARTNERS = frozenset(("din man", "din fru", "din sambo"))
OF_ANOTHER = r"(?<!hans )(?<!hennes )(?<!deras )(?<!sin )(?<!vars )(?<!grannens )(?<!kompis )(?<!väns )"
KIN = r"(?:mamma|pappa|mor|far|fru|man|son|dotter|bror|syster|mormor|morfar|farmor|farfar)"
OWN_DEAD = tuple(
    (
        said,
        re.compile(
            rf"{OF_ANOTHER}\b(?:{words})\b(?: (?!{KIN}\b)[a-zåäöé-]+)?"
            rf"(?: (?:som|då|nu|plötsligt|hastigt))? {DIED}\b"
            rf"|\b(?:dog|gick|somnade) (?:min |vår |mitt )?(?:{words})\b(?: bort| in|[.,!]|$| i\b| för\b| och\b)"
        ),
    )
    for words, said in DEAD
)
NAME_DIED = re.compile(
    rf"\b([A-ZÅÄÖ][a-zåäöé]+(?:-[A-ZÅÄÖ][a-zåäöé]+)?) {DIED}\b"
    r"|\b(?:[Ss]aknar|[Ee]fter) ([A-ZÅÄÖ][a-zåäöé]+)\b"
    r"|\b([A-ZÅÄÖ][a-zåäöé]+)(?: [A-ZÅÄÖ][a-zåäöé]+)? och jag\b|\b[Jj]ag och ([A-ZÅÄÖ][a-zåäöé]+)\b"
    r"|\b(?:man|make|fru|hustru|hustrun|maken|frun|sambo|hund|hunden|katt|katten|taxen) ([A-ZÅÄÖ][a-zåäöé]+)\b"
)
PET_NAME = re.compile(
    r"\b(?:[Hh]und|[Hh]unden|[Kk]att|[Kk]atten|[Hh]äst|[Hh]ästen|[Tt]ax|[Tt]axen) ([A-ZÅÄÖ][a-zåäöé]+)\b"
)
TOGETHER = re.compile(
    rf"\b({NUMBER}) år (?:ihop|tillsammans|som gifta|som par|i äktenskap)\b"
    rf"|\b(?:gift|gifta|levt|levde|varit|bott|hållit|höll|var) (?:\w+ ){{0,3}}?i ({NUMBER}) år\b"
    rf"|\befter ({NUMBER}) (?:års? )(?:äktenskap|samliv|förhållande|ihop|tillsammans)\b"
    rf"|\b({NUMBER}) år (?:hann|fick|hade|blev) (?:vi|det)\b"
    rf"|\bvi (?:hade|fick|hann|var gifta|höll ihop) (?:\w+ )?({NUMBER}) år\b"
)
AFTER_YEARS = re.compile(rf"\befter ({NUMBER}) år\b(?! (?:i|på|som|hos|inom)\b)")
PARTED = (
    r"(?:skild\w*|skilde|skildes|skilsmässan?|separera\w*|separation\w*|gjorde slut|tog slut|lämnade|stack|flyttade ut"
    r"|gick isär|dumpa\w*|gick skilda vägar)"
)
PARTED_WHEN = re.compile(
    rf"\b{PARTED} (?:\w+ ){{0,3}}?(?:sedan )?({TIME})\b|\b({TIME}) (?:{PARTED}|blev jag (?:lämnad|skild))\b"
)
RETIRED = r"(?:gick i pension|pension\w*|slutade (?:jobba|arbeta|på)|gick hem)"
RETIRED_WHEN = re.compile(rf"\b{RETIRED} (?:\w+ ){{0,4}}?(?:sedan )?({TIME})\b|\b({TIME}) (?:gick|slutade|blev) jag\b")
YEARS_AT = re.compile(rf"\b({NUMBER}) år (på|inom|i|hos|som|vid) ((?:samma |en |ett )?[\wåäö-]+)", re.IGNORECASE)
NO_PLACE = re.compile(
    r"rad|sträck|huset|livet|dag|går|stort|sin|sitt|min|mitt|den|det|ett|en|samma|barn|vuxen|liten|ung|gammal|par|tur|jul"
    r"|januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|\w+as"
)  # what a time in years is not spent "at"
FEWEST_YEARS = 5
OUT_OF_WORK = r"(?:utan jobb|utan arbete|arbetslös|uppsagd|varslad|av med jobbet|fick sparken|konkurs)"
SINCE = rf"(?:sedan {TIME}|sedan i {SEASONS}|sedan {SEASONS}|i {NUMBER} (?:veckor|månader|år)|ett halvår|ett år)"
WITHOUT_JOB = re.compile(rf"\b{OUT_OF_WORK}\b (?:\w+ ){{0,2}}?({SINCE})\b")
ON_LEAVE = re.compile(rf"\bsjukskriven (?:\w+ ){{0,3}}?({SINCE})\b")
CHILD = {
    "bebis": "bebisen",
    "bebisen": "bebisen",
    "tvillingar": "tvillingarna",
    "tvillingarna": "tvillingarna",
    "son": "din son",
    "sonen": "din son",
    "dotter": "din dotter",
    "dottern": "din dotter",
    "barnet": "barnet",
    "lillan": "lillan",
    "lillen": "lillen",
}
CHILD_AGE = re.compile(
    rf"\b({'|'.join(CHILD)}) (?:(?:är|på|som är|har blivit|blir|om) )?(?:bara |nu |snart )?"
    rf"({NUMBER} (?:dagar|veckor|månader|år))\b(?! sedan)"
)
NOT_AGE = re.compile(r"\b(?:sett|träffat|hört|pratat|setts|hörts|borta|bort)\b")
MOVED_TO = re.compile(r"\b[Ff]lytta(?:de|t)?\b[^.!?]{0,40}?\btill ([A-ZÅÄÖ][\wåäöé-]+)")
MOVED_WHEN = re.compile(rf"\bflytta(?:de|t)? (?:[\wåäö]+ ){{0,6}}?({TIME})\b|\b({TIME}) flyttade (?:jag|vi)\b")


def dead_one(text: str) -> str | None:
    """The one who has died, as Lotsen says it: a first name, "din man", "hunden"; None when nobody or several."""
    plain = normalise(text)
    kin = tuple(dict.fromkeys(said for said, sign in OWN_DEAD if sign.search(plain)))
    if len(kin) > 1:
        return None
    pet = PET_NAME.search(text) if kin and kin[0] in PETS else None
    if pet:
        return pet[1]
    names = {name for hit in NAME_DIED.finditer(text) for name in hit.groups() if name and _is_name(name)}
    if len(names) > 1 or (names and not kin and not re.search(rf"{DIED}|\bär (?:han|hon) (?:död|borta)\b", plain)):
        return None
    return names.pop() if names else (kin[0] if kin else None)


def kin_of_dead(text: str) -> str | None:
    """Who the dead one was to the writer ("din man"), whether or not there is a name."""
    plain = normalise(text)
    return next((said for said, sign in OWN_DEAD if sign.search(plain)), None)


def died_when(text: str) -> str | None:
    """When it was, in words that follow "gick bort": "i februari", "för två år sedan"."""
    plain = normalise(text)
    ago = AGO.search(plain)
    return f"för {ago[1]} {ago[2]} sedan" if ago else first(DIES_WHEN, plain)


def years_together(text: str) -> str | None:
    """How many years two people had, as it was written: "61", "trettio"."""
    return first(TOGETHER, normalise(text))


def years_at(text: str) -> tuple[str, str] | None:
    """How long somebody was in one place or trade: ("41", "på sågen")."""
    for hit in YEARS_AT.finditer(text):
        number, at, where = hit.groups()
        last = where.split()[-1].lower()
        if not NO_PLACE.fullmatch(last) and (as_number(number.lower()) or 0) >= FEWEST_YEARS and not where.isdigit():
            return number.lower(), f"{at.lower()} {where}"
    return None


def child_age(text: str) -> tuple[str, str] | None:
    """Whose age is told, and what it is: ("bebisen", "sju veckor")."""
    found = CHILD_AGE.search(normalise(text))
    return None if not found or NOT_AGE.search(normalise(text)) else (CHILD[found[1]], found[2])


def first(sign: re.Pattern[str], text: str) -> str | None:
    """What stands in the first group that is filled."""
    hit = sign.search(text)
    return next((part for part in hit.groups() if part), None) if hit else None


def as_number(word: str) -> int | None:
    """The number that is written in figures or in letters."""
    if word.isdigit():
        return int(word)
    small = SMALL.split("|")
    values = {name: number for number, name in enumerate(["ett", *small[2:]], 1)} | {"en": 1}
    if word in values:
        return values[word]
    ten = next((ten for ten in TENS.split("|") if word.startswith(ten)), None)
    return None if ten is None else (TENS.split("|").index(ten) + 2) * 10 + values.get(word.removeprefix(ten), 0)


def _is_name(name: str) -> bool:
    return all(part.lower() in first_names() for part in name.split("-"))
