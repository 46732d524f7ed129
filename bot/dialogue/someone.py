"""Who it is that the writer asks for, as Lotsen names that one: "din mamma", "patienten"; else "hon" or "han"."""

from __future__ import annotations

import re

from bot.dialogue.relations import OWN, PEOPLE, PLAIN, TRUSTED

# Words for somebody met at work or nearby, with the form in which Lotsen speaks of that one.
MET: dict[str, str] = {
    "patient": "patienten",
    "elev": "eleven",
    "klient": "klienten",
    "brukare": "brukaren",
    "vårdtagare": "vårdtagaren",
    "deltagare": "deltagaren",
    "medlem": "medlemmen",
    "gäst": "gästen",
    "tjej": "tjejen",
    "kille": "killen",
    "flicka": "flickan",
    "pojke": "pojken",
    "kvinna": "kvinnan",
    "dam": "damen",
    "man": "mannen",
    "herre": "herren",
    "person": "personen",
    "granne": "din granne",
    "kollega": "din kollega",
    "vän": "din vän",
    "kompis": "din vän",
    "väninna": "din väninna",
    "bekant": "din bekanta",
    "släkting": "din släkting",
}
OF_ONES_OWN: tuple[tuple[str, str], ...] = (
    *PEOPLE,
    *TRUSTED,
    (r"lillebror|storebror|tvillingbror|brorsa", "din bror"),
    (r"lillasyster|storasyster|tvillingsyster|syrra", "din syster"),
    *((kin, f"din {kin}") for kin in ("systerdotter", "systerson", "brorsdotter", "brorson", "svägerska", "svåger")),
    *((kin, f"din {kin}") for kin in ("dotterson", "dotterdotter", "sonson", "sondotter", "gudson", "guddotter")),
    (r"make", "din man"),
    (r"maka", "din fru"),
    (r"tonåring", "din tonåring"),
    (r"unge", "ditt barn"),
)
NAMED: tuple[tuple[str, str], ...] = (
    *PLAIN,
    (r"maken", "din man"),
    (r"hustrun|frun", "din fru"),
    (r"sonen|grabben", "din son"),
    (r"dottern", "din dotter"),
    (r"(?:en|ett) av (?:mina|våra) (?:\w+ )?elever", "eleven"),
    (r"eleverna|elever", "eleverna"),
    (r"(?<!i )klassen", "klassen"),
    *((said, said) for said in MET.values() if " " not in said and said != "eleven" and said != "patienten"),
    (r"(?:mamma|mor) och (?:pappa|far)|(?:pappa|far) och (?:mamma|mor)", "dina föräldrar"),
)
ONE_CHILD = {"dina barn": "ditt barn", "dina barnbarn": "ditt barnbarn"}  # after "mitt"
GENITIVE = r"(?:s(?= (?:räkning|vägnar|skull|del)\b))?"
ANOTHERS = re.compile(r"\b(hennes|hans|deras|sin|sitt|sina)\s+(gamla |äldsta |yngsta |egen |egna )?\w+")
OWN_ROLE = re.compile(
    r"\b(jag|vi) (är|jobbar som|arbetar som) (\w+ ){0,2}?"
    r"(mamma|pappa|mor|far|mormor|farmor|morfar|farfar|granne|vän|kompis)\b"
    r"|\bsom (mamma|pappa|mor|far|mormor|farmor|morfar|farfar|anhörig|granne|vän)\b"
)
PRONOUNS = {"hon": re.compile(r"\b(hon|henne|hennes)\b"), "han": re.compile(r"\b(han|honom|hans)\b")}
FITTING = {
    "hon": re.compile(r"dotter|mamma|mor$|syster|fru$|tjej|väninna|moster|faster|svägerska|barn$|vän$|granne"),
    "han": re.compile(r"son$|pappa|far$|bror|man$|kille|svåger|barn$|vän$|granne"),
}
OBJECT = {"hon": "henne", "han": "honom", "klassen": "klassen", "eleverna": "eleverna"}
UNKNOWN = "den du tänker på"
NEAR = frozenset(
    ("din son", "din dotter", "dina barn", "ditt barn", "din tonåring", "din man", "din fru", "din sambo")
    + ("din granne", "din kille", "din tjej")
)  # who mostly live where the writer does


def named(text: str) -> str | None:
    """The one a message asks for: named first, or else by the one pronoun that it uses."""
    plain = OWN_ROLE.sub(" ", ANOTHERS.sub(" ", " ".join(text.lower().split())))
    found = [(match.start(), -len(match.group()), said) for sign, said in SIGNS for match in sign.finditer(plain)]
    if found:
        start, _, said = min(found)
        return ONE_CHILD.get(said, said) if plain.startswith(("mitt", "vårt"), start) else said
    whole = text.lower()
    spoken_of = [who for who, sign in PRONOUNS.items() if sign.search(whole)]
    return spoken_of[0] if len(spoken_of) == 1 else None


def surer(known: str | None, heard: str | None) -> str | None:
    """What somebody is to the writer stays; a name takes the place of a pronoun."""
    return heard if heard and (known is None or (known in PRONOUNS and heard not in PRONOUNS)) else known


def fits(pronoun: str | None, who: str | None) -> bool:
    """Whether "she" or "he" may be the relative who was named before."""
    sign = FITTING.get(pronoun or "")
    return who is not None and sign is not None and sign.search(who) is not None


def is_name(who: str | None) -> bool:
    """Whether it says more than "she" or "he"."""
    return who is not None and who not in PRONOUNS


def is_near(who: str | None) -> bool:
    """Whether that one mostly lives where the writer lives or works; so is taken whoever is no relative."""
    return who in NEAR or not str(who).startswith("di")


def whom_of(who: str | None) -> str:
    """The same after a preposition or a verb: "henne", "din mamma"."""
    return OBJECT.get(who or "", who or UNKNOWN)


SIGNS: list[tuple[re.Pattern[str], str]] = [
    *((re.compile(rf"{OWN}(?:{written}){GENITIVE}\b"), said) for written, said in OF_ONES_OWN),
    *((re.compile(rf"\b(?:{written}){GENITIVE}\b"), said) for written, said in NAMED),
    *(
        (re.compile(rf"\b(?:en|ett|den här|annan) (?!av\b)(?:\w+ )?{written}{GENITIVE}\b"), said)
        for written, said in MET.items()
    ),
    (re.compile(r"\ben (?:ung|ensam|nybliven|nyanländ|ny) mamma\b"), "mamman"),
    (re.compile(r"\ben (?:ung|ensam|nybliven|nyanländ|ny) pappa\b"), "pappan"),
    (re.compile(r"\bgrann(?:tant|gubbe|fru)\w*\b"), "din granne"),
]
