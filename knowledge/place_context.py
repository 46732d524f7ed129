"""What the words around a name say about it: whether it is a place at all, and whose or which place it is."""

import re
from dataclasses import dataclass


def _any(words: str) -> str:
    """A group that matches any of the words, which are split at spaces; "_" stands for a space in a word."""
    return "(?:" + "|".join(word.replace("_", " ") for word in words.split()) + ")"


RELATIVES = _any(
    "mamma pappa mormor morfar farmor farfar syster bror syrra brorsa storasyster lillasyster storebror lillebror "
    "yngsta yngste äldsta äldste son dotter barn barnbarn polare polarna kursare kusiner vänskapskretsen släktingar "
    "fru frun maken sambo granne svärmor svärfar moster faster farbror morbror kusin väninna vän kompis kompisar "
    "vänner föräldrar päron syskon familj familjen släkt släkten pojkvän flickvän svärdotter svärson brukare "
    "klient patient"
)
MY_OWN = _any("min_man min_far min_mor min_tjej min_kille mitt_ex min_elev mina_elever")
LIVES = _any(r"bor bodd bosatt hyr hyra hyrt lever huserar residerar")
MOVED = _any(
    "flytta flyttar flyttas flytt flyttat flyttade kommit kom hamnat hamnade hamnar tillbaka nyinflyttad "
    "inflyttad drog dragit"
)
TOWARDS = _any("till hit_till ner_till upp_till tillbaka_till t")
AROUND = _any(
    "i på utanför vid nära kring runt inne_i nere_i uppe_i ute_i ute_på mitt_i nånstans_i någonstans_i "
    "strax_utanför i_närheten_av en_bit_utanför norr_om söder_om öster_om väster_om omkring mellan"
)
WORKS = _any("jobbar jobbade jobb jobbet arbetar arbete pendlar pendla veckopendlar praktik anställd kontor kontoret")
STUDIES = _any(
    r"pluggar plugga plugget studerar studera läser utbildning universitetet högskolan student skolan "
    r"gymnasiet går"
)
TRAVELS = _any(
    r"åka åker åkte resa reser buss \w*tåg \w*tåget bussen färjan pendeln semester sommarstuga stuga "
    r"helgen besök besökte hälsa_på"
)
WANTS = _any(
    "något nåt nått nånting någonting finns tips träff träffar grupp grupper hitta söker letar "
    "aktiviteter ställe ställen café kafé hjälp"
)
WAS_THERE = _any("sålde sålt bodde växte_upp uppvuxen uppväxt född föddes förut tidigare ursprungligen barndomen")
MINE = _any("min mitt mina vår våra en")

_NOT = re.compile(rf"\b(?:inte|ej|icke|varken|aldrig)(?: längre)?(?: bor)?(?: {AROUND}| till| från)?$")
_OWN_HOME = re.compile(
    rf"\b{LIVES}(?: \S+){{0,4}}? {AROUND}$"
    rf"|\b{MOVED}(?: \S+){{0,4}}? {TOWARDS}$"
    rf"|\b(?:ny|nya|här|hemma|ensam|själv) {AROUND}$"
    r"|\bnu (?:bor jag )?i$|\bhemort(?:en)?(?: är)?$|\bkommun(?:en)?(?: är|:)$|\b(?:bor|är) nu i$"
)
_PAST_HOME = re.compile(
    rf"\b{WAS_THERE}(?: \S+){{0,3}}? (?:i|på|från|utanför)$"
    rf"|\b{MOVED}(?: \S+){{0,3}}? (?:från|ifrån|fr|bort från)$"
    r"|\b(?:lämnade|lämnat|saknar|längtar (?:till|hem till)|dessförinnan|innan dess|tidigare|förut)$"
)
_MOVED_WITHIN = re.compile(rf"\b{MOVED}(?: \S+){{0,3}}? från \S+(?: \S+)? {TOWARDS}$|\b{MOVED}\b.{{0,40}} (?:till|i)$")
_RIGHT_HERE = re.compile(rf"\bhär {AROUND}$")
_ORIGIN = re.compile(r"\b(?:från|ifrån|fr)$")
_WORK = re.compile(rf"\b{WORKS}(?: \S+){{0,3}}? (?:i|på|till|inne i|in till|mot|utanför|vid)(?: stan)?$")
_STUDY = re.compile(rf"\b{STUDIES}(?: \S+){{0,4}}? (?:i|vid|på)$")
_RELATIVE_LIVES = re.compile(
    rf"\b(?:{RELATIVES}(?:s|n|en|er|erna|na|arna)?|{MY_OWN})(?: [^\s,.;]+){{0,6}}? (?:i|på|till|från|utanför|vid)$"
    rf"|\b(?:han|hon|hen|de|dom)(?: \S+){{0,2}}? {LIVES}(?: \S+){{0,3}}? {AROUND}$"
)
_VISIT = re.compile(rf"\b{TRAVELS}(?: \S+){{0,3}}? (?:till|i|på|från|mot)$")
_WANTED = re.compile(rf"\b{WANTS}(?: \S+){{0,4}}? (?:i|på|runt|kring|nära|utanför|i närheten av|vid)$")
_CUE = r"(?=.*(?:\bär \d|ensam|behöver|hjälp|finns|ingen att|\?))"
_CONCERNED = re.compile(
    rf"^(?:\W*\w+\W+){{0,4}}?(?:{MINE}\W+(?:\w+\W+){{0,2}}?{RELATIVES}|{MY_OWN})\b{_CUE}"
    rf"|^(?:\W*\w+\W+){{0,2}}?(?:mamma|pappa|mormor|morfar|farmor|farfar|morsan|farsan)\b{_CUE}"
    rf"|\bgäller {MINE}\b|\b(?:åt|för|hjälpa|med|till) (?:honom|henne|dem|dom)\b"
    rf"|\b(?:åt|för|hjälpa|stötta|till|orolig för|oroar mig för)\s+{MINE}\s+(?:\w+\s+)?{RELATIVES}\b"
)
_FIRST_PERSON = re.compile(r"\b(?:jag|mig|mej|vi|oss|själv|ja|ag)\b")
_SELF = re.compile(r"\bjag\b")
_MOVE = re.compile(rf"\b{MOVED}\b")
_AROUND_AT_END = re.compile(rf"\b{AROUND}$")


@dataclass(frozen=True)
class Context:
    """Role of a mention (here, from, work, not, there) and how strongly it points to where help is wanted."""

    role: str
    strength: float


def context_of(before: str, whole: str) -> Context:
    """`before`: the lower-case text up to the name; `whole`: all of the text, lower case."""
    clause = _last_clause(before.rstrip(' ("”'))
    if _NOT.search(clause):
        return Context("not", 0.0)
    if _PAST_HOME.search(clause):
        return Context("from", 0.5)
    if _RIGHT_HERE.search(clause):
        return Context("here", 5.0)
    relative = _RELATIVE_LIVES.search(clause)
    if relative and not _moved_before(relative.start(), clause) and not _SELF.search(clause[relative.start() :]):
        concerned = _CONCERNED.search(whole) or not _FIRST_PERSON.search(whole)
        return Context("here", 6.0) if concerned else Context("there", 0.5)
    if _WORK.search(clause):
        return Context("work", 1.5)
    return _own_context(clause)


def _moved_before(position: int, clause: str) -> bool:
    """ "flyttade till dottern i Borås": the mover is the writer, not the relative named after the verb."""
    return bool(_MOVE.search(clause[:position]))


def _own_context(clause: str) -> Context:
    if _MOVED_WITHIN.search(clause) or _OWN_HOME.search(clause):
        return Context("here", 5.0)
    if _VISIT.search(clause):
        return Context("there", 1.3)
    if _WANTED.search(clause):
        return Context("here", 4.5)
    if _STUDY.search(clause):
        return Context("here", 2.9)
    if _ORIGIN.search(clause):
        return Context("from", 2.0)
    return Context("here", 3.0 if _AROUND_AT_END.search(clause) else 2.5)


def _last_clause(before: str) -> str:
    """The part that can still govern the name: what follows the last full stop, or comma if a clause follows it."""
    sentence = re.split(r"[.!?;\n]", before[-200:])[-1]
    parts = re.split(r",| men | fast | så ", sentence)
    last = parts[-1].strip()
    if len(parts) > 1 and (len(last.split()) <= 1 or last.startswith(("är ", "bor ", "sitter ", "som "))):
        whole = re.split(r" men | fast | så ", sentence)[-1]
        return " ".join(whole.replace(",", " ").split())
    return " ".join(last.split())


def is_place_after(clause: str) -> bool:
    """Do the words before a name make it a place for sure?"""
    return bool(_OWN_HOME.search(clause) or _MOVED_WITHIN.search(clause) or _PAST_HOME.search(clause))
