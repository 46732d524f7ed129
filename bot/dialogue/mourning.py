"""Signs of grief after a suicide in a message."""

from __future__ import annotations

import re

TOOK_THEIR_LIFE = re.compile(
    r"\b(min|mitt|mina|vår|vårt|en)\b.{0,40}\b"
    r"(tog|tagit|begick|begått) (sitt (eget )?liv|livet av sig|självmord)",
    re.IGNORECASE,
)
OWN_THOUGHTS = re.compile(
    r"\bjag (vill|orkar|kan|klarar|tänker|borde|önskar)|jag (också|med)\b|efter (henne|honom)", re.IGNORECASE
)
SHORT = 16  # words
DIED = re.compile(
    r"\b(?:(?:min|mitt|mina|vår|våra|vårt) )?(?:\w+ )?(?!jag\b|jag$|vill\b|skulle\b|ska\b|hade\b)\w+"
    r" (?:dog|har dött|är död|gick bort|har gått bort|är borta|avled|somnade in)\b",
    re.IGNORECASE,
)
QUIET = re.compile(
    r"\b(?:tyst\w*|stilla|ekar|tomt? (?:hemma|i (?:huset|lägenheten|stugan|rummen|köket)))\b", re.IGNORECASE
)
AWAITS = re.compile(
    r"\b(?:vill|orkar|kan|klarar|tänker|borde|önskar|ska|skall|ser|längtar|hoppas|vänta\w*|snart|nu|tur|mer|hos"
    r"|efter (?:honom|henne)|mening\w*|anledning|ingenting|aldrig|livet|leva|dö|sova|somna|vakna"
    r"|tabletter?\w*|medicin\w*|brev|följa)\b",
    re.IGNORECASE,
)
FOLLOWS = re.compile(
    r"\b(?:jag|bara) (?:\w+ )?(?:vill|längtar|önskar|hoppas)\b.{0,15}"
    r"\b(?:vara|komma|få|är)(?: vara| komma)? (?:hos|till|med) (?:honom|henne)\b"
    r"|\b(?:nu|snart|då) (?:är|blir|kommer) det (?:väl |nog )?min tur\b"
    r"|\bdet (?:är|blir) (?:väl |nog )?min tur (?:nu|snart|härnäst)\b"
    r"|\bvill (?:bara )?(?:vara|komma) (?:hos|till|med) (?:honom|henne)\b"
)  # where somebody has died


def wants_to_follow(text: str) -> bool:
    """Somebody else has died, and the writer wants to be there too, or says that it is their turn."""
    return without_deaths(text) != text and FOLLOWS.search(text) is not None


def without_deaths(text: str) -> str:
    """The message without the words that somebody has died, whoever it was."""
    return DIED.sub(lambda hit: hit.group() if re.search(r"\bjag\b", hit.group(), re.IGNORECASE) else " ", text)


def lost_to_suicide(text: str) -> bool:
    """Somebody near has taken their life."""
    return TOOK_THEIR_LIFE.search(text) is not None


def is_only_quiet_after(text: str) -> bool:
    """Somebody else has died, a house is quiet since, and nothing is said of what the writer wants, sees or awaits."""
    rest = without_deaths(text)
    return rest != text and QUIET.search(rest) is not None and AWAITS.search(rest) is None


def only_mourns(text: str) -> bool:
    """A short message about that loss, with no word about what the writer wants or can bear."""
    return lost_to_suicide(text) and not OWN_THOUGHTS.search(text) and len(text.split()) <= SHORT
