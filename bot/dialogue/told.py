"""What a message tells beside feelings: since when it has been so, and which of Lotsen's questions it answers."""

from __future__ import annotations

import re

from safety.normalise import normalise

SEASONS = (
    r"(?:somras|vintras|våras|höstas|fjol|julas"
    r"|januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)"
)
NUMBERS = (
    r"(?:\d{1,2}|ett|en|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva"
    r"|tolv|tretton|femton|tjugo|trettio|fyrtio|några|många|flera|ett par)"
)
EVENTS = (
    r"(?:skilsmässan|separationen|pensionen|flytten|begravningen|pandemin|operationen"
    r"|olyckan|sjukdomen|trean|sexan|nian|gymnasiet|barndomen)"
)
SINCE = re.compile(
    rf"\b(?:sedan|sen) (?:i )?{SEASONS}\b|\b(?:sedan|sen) {EVENTS}\b|\bi {SEASONS}\b|\bförra (?:året|våren|hösten"
    rf"|sommaren|vintern|veckan|månaden)\b"
    rf"|\b(?:i|sedan|sen|för) {NUMBERS} (?:dagar|veckor|månader|år)\b(?: sedan| sen)?|\b{NUMBERS} (?:månader"
    rf"|år) (?:nu|sedan|sen)\b"
    rf"|\bnu {NUMBERS} (?:veckor|månader|år)\b|\bi hela mitt liv\b|\bså länge jag minns\b|\bett halvår\b"
    rf"|\b(?:sedan|sen) (?:han|hon|mamma|pappa) \w+\b"
)
SINCE_THEN = re.compile(
    r"sedan|sen\b|nu |så länge|i hela|i \S+ (?:dagar|veckor|månader|år)|\S+ (?:månader|år) nu|ett halvår"
)
SHORT = 6  # words of an answer that is only a time
SAID_BACK = re.compile(
    rf"(?:(?:sedan|sen) (?:i )?{SEASONS}|(?:sedan|sen) {EVENTS}|i {SEASONS}|i {NUMBERS} (?:veckor|månader|år))$"
)
NOBODY_KNOWS = re.compile(
    r"\b(?:ingen|inte (?:någon|en människa))\b.{0,20}\b(?:vet|anar|märker|frågar|frågat)\b|\b(?:inte"
    r"|aldrig) (?:sagt|berättat|visat|vågat säga)\b"
    r"|\b(?:vet inte|vet ingenting)\b.{0,10}\bom det|\bbara du\b|\btror att? (?:allt|jag) (?:är|mår) bra|\b(?:hon"
    r"|han|de|mamma|pappa) (?:fattar|vet|märker) (?:inte|inget)"
)
SOMEBODY = re.compile(
    r"\b(?:ringer|hör av sig|träffas|ses|träffar|hälsar på)\b.{0,30}\b(?:ibland|varje|varannan|på söndagar\w*"
    r"|sällan|en gång|en del)\b"
    r"|\bingen\b.{0,20}\b(?:ringa|ringer|hör av sig|prata med|att vända)\b|\bhar (?:bara |ju )?(?:min|mina|en|två"
    r"|tre) (?:\w+ )?(?:vän|vänner|kompis|kompisar|syster|bror|väninna)\b"
)
HAPPENED = re.compile(
    r"\b(?:startade|slutade|flyttade|lämnade|gick bort|dog|skilde|bröt|gjorde slut|blev (?:sjuk|uppsagd|av med"
    r"|lämnad)|inget (?:särskilt )?(?:har )?hänt|ingenting har hänt)\b"
)
PROTEST = re.compile(
    r"\bmotsatsen\b|\bhar (?:ju )?inte (?:berättat|sagt|skrivit) (?:något|någonting|nåt)\b|\binte (?:det"
    r"|vad) jag (?:frågade|skrev|sa)\b|"
    r"\b(?:va|vad) (?:snackar|pratar|menar) (?:du|ni)\b|\bdu (?:förstår|fattar|lyssnar|läser) (?:ju )?(?:inte"
    r"|ingenting|inget)|\bläser du\b|\blyssnar du\b"
    r"|\bsluta\b|\?\?|\bvad är det för\b|\bdu (?:upprepar|tjatar)|\b(?:det )?(?:sa|skrev) jag (?:ju|redan|nyss)\b"
    r"|\bjag (?:sa|skrev|har sagt|frågade) (?:ju|redan|nyss)\b"
    r"|^\W*(?:va|vadå|vad|sådant|hjärtat)\b.{0,12}\?"
)


def told_in(text: str) -> tuple[str, ...]:
    """The gentle questions that the message has answered already."""
    plain = normalise(text)
    signs = (
        ("anyone_knows", NOBODY_KNOWS),
        ("someone_to_call", SOMEBODY),
        ("what_happened", HAPPENED),
    )
    found = (
        *(("since",) if _since(plain) else ()),
        *(question for question, sign in signs if sign.search(plain)),
    )
    return (
        (*found, "what_happened")
        if "since" in found and "what_happened" not in found and _names_an_event(plain)
        else found
    )


def _since(plain: str) -> re.Match[str] | None:
    """Since when it has been so; a time that is only named in passing is none."""
    for sentence in re.split(r"[.!?\n]+", plain):
        found = SINCE.search(sentence)
        if found and (SINCE_THEN.match(found.group()) or HAPPENED.search(sentence) or len(sentence.split()) <= SHORT):
            return found
    return None


def since_in(text: str, *, asked: bool = False) -> str | None:
    """Since when, in words that may be said back: "i somras", "sedan skilsmässan"; any time answers the question."""
    found = SINCE.search(normalise(text)) if asked else _since(normalise(text))
    said = re.sub(r"^sen\b", "sedan", found.group()) if found else ""
    return said if SAID_BACK.match(said) else None


def is_protest(text: str) -> bool:
    """Somebody who objects to what Lotsen said is not asked anything in the same breath."""
    return PROTEST.search(normalise(text)) is not None


def _names_an_event(plain: str) -> bool:
    return re.search(rf"\b(?:sedan|sen) {EVENTS}", plain) is not None
