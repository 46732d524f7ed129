"""What the words around a name say about it: whether it is a place at all, and whose or which place it is."""

import re
from dataclasses import dataclass

PREPOSITIONS = frozenset(
    [
        "i",
        "från",
        "till",
        "utanför",
        "vid",
        "nära",
        "kring",
        "runt",
        "omkring",
        "mot",
        "via",
        "genom",
        "norr",
        "söder",
        "öster",
        "väster",
        "på",
        "inne",
        "nere",
        "uppe",
        "ute",
        "fr",
    ]
)
FIRST_NAMES = frozenset(
    [
        "adam",
        "agneta",
        "albin",
        "alexander",
        "ali",
        "alice",
        "alva",
        "amanda",
        "amir",
        "anders",
        "andreas",
        "anette",
        "anita",
        "anja",
        "ann",
        "anna",
        "anne",
        "annika",
        "anton",
        "arne",
        "arvid",
        "astrid",
        "axel",
        "barbro",
        "bengt",
        "berit",
        "bernt",
        "birgit",
        "birgitta",
        "bo",
        "britt",
        "britta",
        "börje",
        "camilla",
        "carina",
        "carl",
        "caroline",
        "cecilia",
        "charlotta",
        "christer",
        "christina",
        "dan",
        "daniel",
        "david",
        "ebba",
        "eija",
        "elias",
        "elin",
        "elisabeth",
        "ella",
        "elsa",
        "emil",
        "emilia",
        "emma",
        "erik",
        "erika",
        "eva",
        "evert",
        "fatima",
        "felix",
        "filip",
        "fredrik",
        "frida",
        "gabriel",
        "georg",
        "gerd",
        "gunilla",
        "gunnar",
        "gun",
        "göran",
        "gösta",
        "hanna",
        "hans",
        "hassan",
        "helen",
        "helena",
        "henrik",
        "hugo",
        "håkan",
        "ida",
        "inga",
        "ingegerd",
        "inger",
        "ingrid",
        "irene",
        "isak",
        "jakob",
        "jan",
        "janne",
        "jens",
        "jenny",
        "jessica",
        "joakim",
        "johan",
        "johanna",
        "john",
        "jonas",
        "josef",
        "josefin",
        "julia",
        "karin",
        "karl",
        "katarina",
        "kenneth",
        "kent",
        "kerstin",
        "kjell",
        "klara",
        "krister",
        "kristina",
        "lars",
        "lasse",
        "leif",
        "lena",
        "leo",
        "liam",
        "lina",
        "linda",
        "linnea",
        "lisa",
        "lotta",
        "louise",
        "lovisa",
        "lucas",
        "ludvig",
        "maja",
        "malin",
        "margareta",
        "maria",
        "marianne",
        "marie",
        "markus",
        "martin",
        "mats",
        "matilda",
        "max",
        "maria",
        "mikael",
        "mohammed",
        "mona",
        "monica",
        "märta",
        "nils",
        "nora",
        "olle",
        "olof",
        "ove",
        "oskar",
        "oscar",
        "patrik",
        "pelle",
        "per",
        "pernilla",
        "peter",
        "petra",
        "pia",
        "pontus",
        "ragnar",
        "rebecka",
        "rickard",
        "robert",
        "roger",
        "rolf",
        "roland",
        "rune",
        "sara",
        "sebastian",
        "simon",
        "sofia",
        "sofie",
        "solveig",
        "staffan",
        "stefan",
        "stellan",
        "stig",
        "stina",
        "sture",
        "susanne",
        "svante",
        "sven",
        "therese",
        "thomas",
        "tobias",
        "tommy",
        "tor",
        "tord",
        "torsten",
        "ulf",
        "ulla",
        "ulrika",
        "urban",
        "valter",
        "vera",
        "victor",
        "viktor",
        "viktoria",
        "vilhelm",
        "vilma",
        "william",
        "yngve",
        "yvonne",
        "åke",
        "åsa",
        "ulrik",
        "östen",
        "herr",
        "fru",
        "doktor",
        "dr",
    ]
)
RELATIVES = (
    r"(?:mamma|mor|pappa|far|mormor|morfar|farmor|farfar|syster|bror|syrra|brorsa|son|dotter|barn|barnen|barnbarn|barnbarnen|polare|polarna|kursare|kusiner|vänskapskretsen|släktingar|"
    r"fru|frun|man|sambo|granne|svärmor|svärfar|moster|faster|farbror|morbror|kusin|väninna|vän|kompis|kompisar|vänner|föräldrar|"
    r"päron|syskon|ex|familj|familjen|släkt|släkten|pojkvän|flickvän|tjej|kille|svärdotter|svärson|brukare|klient|patient|elev)"
)
_LIVES = r"(?:bor|bodd|bosatt|hyr|hyra|hyrt|lever|huserar|residerar)"
_MOVED = r"(?:flytta(?:t|de|r|s)?|flytt|flyttat|flyttade|kommit|kom|hamna(?:t|de|r)|tillbaka|nyinflyttad|inflyttad|drog|dragit)"
_TOWARDS = r"(?:till|hit till|ner till|upp till|tillbaka till|t)"
_AROUND = r"(?:i|på|utanför|vid|nära|kring|runt|inne i|nere i|uppe i|ute i|ute på|mitt i|nånstans i|någonstans i|strax utanför|i närheten av|en bit utanför|norr om|söder om|öster om|väster om|omkring|mellan)"

_NOT = re.compile(r"\b(?:inte|ej|icke|varken|aldrig)(?: längre)?(?: bor)?(?: " + _AROUND + r"| till| från)?$")
_OWN_HOME = re.compile(
    rf"\b{_LIVES}(?: \S+){{0,4}}? {_AROUND}$|\b{_MOVED}(?: \S+){{0,4}}? {_TOWARDS}$|\b(?:ny|nya|här|hemma|ensam|själv) {_AROUND}$"
    r"|\bnu (?:bor jag )?i$|\bhemort(?:en)?(?: är)?$|\bkommun(?:en)?(?: är|:)$|\b(?:bor|är) nu i$"
)
_PAST_HOME = re.compile(
    rf"\b(?:bodde|växte upp|uppvuxen|uppväxt|född|föddes|förut|tidigare|ursprungligen|barndomen)(?: \S+){{0,3}}? (?:i|på|från|utanför)$"
    rf"|\b{_MOVED}(?: \S+){{0,3}}? (?:från|ifrån|fr|bort från)$|\b(?:lämnade|lämnat|saknar|längtar (?:till|hem till))$"
)
_MOVED_WITHIN = re.compile(
    rf"\b{_MOVED}(?: \S+){{0,3}}? från \S+(?: \S+)? {_TOWARDS}$|\b{_MOVED}\b.{{0,40}} (?:till|i)$"
)
_ORIGIN = re.compile(r"\b(?:från|ifrån|fr)$")
_WORK = re.compile(
    r"\b(?:jobbar|jobbade|jobb|jobbet|arbetar|arbete|pendlar|pendla|veckopendlar|praktik|anställd|kontor|kontoret)"
    r"(?: \S+){0,3}? (?:i|på|till|inne i|in till|mot|utanför|vid)$"
)
_STUDY = re.compile(
    r"\b(?:pluggar|plugga|plugget|studerar|studera|läser|utbildning|universitetet|högskolan|student|skolan|gymnasiet|går)"
    r"(?: \S+){0,4}? (?:i|vid|på)$"
)
_RELATIVE_LIVES = re.compile(
    rf"\b{RELATIVES}(?:s|n|en|er|erna|na|arna)?(?: \S+){{0,6}}? (?:i|på|till|från|utanför|vid)$"
)
_VISIT = re.compile(
    r"\b(?:åka|åker|åkte|resa|reser|buss|\w*tåg|\w*tåget|bussen|färjan|pendeln|semester|sommarstuga|stuga|helgen|besök|besökte|hälsa på)(?: \S+){0,3}? (?:till|i|på|från|mot)$"
)
_WANTED = re.compile(
    r"\b(?:något|nåt|nått|nånting|någonting|finns|tips|träff|träffar|grupp|grupper|hitta|söker|letar|aktiviteter|ställe|ställen|"
    r"café|kafé|hjälp)(?: \S+){0,4}? (?:i|på|runt|kring|nära|utanför|i närheten av|vid)$"
)  # fmt: skip
_CONCERNED = re.compile(
    rf"^(?:\W*\w+\W+){{0,4}}?(?:min|mitt|mina|vår|våra|en)\W+(?:\w+\W+){{0,2}}?{RELATIVES}\b(?=.*(?:\bär \d|ensam|behöver|hjälp|finns|\?))"
    rf"|\b(?:åt|för|hjälpa|stötta|till|orolig för|oroar mig för)\s+(?:min|mitt|mina|vår|en)\s+(?:\w+\s+)?{RELATIVES}\b"
)
_OWN_SUBJECT = re.compile(r"\b(?:jag|vi|själv)\b[^.!?]*$")


@dataclass(frozen=True)
class Context:
    """Role of a mention (design: here, from, work, not, there) and how strongly it points to where help is wanted."""

    role: str
    strength: float


def context_of(before: str, whole: str) -> Context:
    """`before`: the lower-case text up to the name (same sentence first); `whole`: all of it, lower case."""
    clause = _last_clause(before)
    if _NOT.search(clause):
        return Context("not", 0.0)
    if _PAST_HOME.search(clause):
        return Context("from", 0.5)
    relative = _RELATIVE_LIVES.search(clause)
    if relative and not _MOVED_WITHIN.search(clause) and not re.search(r"\bjag\b", clause[relative.start() :]):
        concerned = bool(_CONCERNED.search(whole))
        return Context("here" if concerned else "there", 6.0 if concerned else 1.2)
    if _WORK.search(clause):
        return Context("work", 1.5)
    return _own_context(clause)


def _own_context(clause: str) -> Context:
    if _MOVED_WITHIN.search(clause) or _OWN_HOME.search(clause):
        return Context("here", 5.0)
    if _VISIT.search(clause):
        return Context("there", 1.3)
    if _WANTED.search(clause):
        return Context("here", 4.5)
    if _STUDY.search(clause):
        return Context("here", 3.5)
    if _ORIGIN.search(clause):
        return Context("from", 2.0)
    return Context("here", 3.0 if re.search(rf"\b{_AROUND}$", clause) else 2.5)


def _last_clause(before: str) -> str:
    """The part that can still govern the name: since the last full stop, and since the last comma if a verb follows it."""
    sentence = re.split(r"[.!?;\n]", before)[-1]
    parts = re.split(r",| men | fast | så ", sentence)
    last = parts[-1].strip()
    if len(last.split()) <= 1 and len(parts) > 1:
        return " ".join(sentence.replace(",", " ").split())
    return " ".join(last.split())


def is_place_after(clause: str) -> bool:
    """Do the words before a name make it a place for sure?"""
    return bool(_OWN_HOME.search(clause) or _MOVED_WITHIN.search(clause) or _PAST_HOME.search(clause))
