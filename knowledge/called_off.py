"""Whether a name or a text says in so many words that something is called off, full or has moved. No I/O."""

import re

OFF = r"inställ[dt]a?|avlyst|avlysta|cancell?ed|postponed"
FULL = r"fullboka(?:d|t|de)|fullsatt|fullteckna(?:d|t)|fully booked|sold out"
MOVED = r"flytta(?:d|t|de|s) till|framflytta(?:d|t)|uppskjut(?:en|et)"
MIND, PERHAPS = r"(?! på (?:att|allt|det)\b)", r"(?! (?:om|vid|när)\b)"  # "inställd på att", "inställt vid regn"
NAMED = re.compile(rf"(?i)(?<!ej )(?<!inte )\b(?:{OFF}|{FULL}|{MOVED})\b{MIND}")
LOUD = re.compile(r"\b(?:INSTÄLL[DT]A?|AVLYST|FULLBOKA[DT]|FULLSATT|FLYTTA[DT] TILL)\b")
OPENING = re.compile(rf"(?i)(?:^|[.!?\n:]\s*)(?:OBS\W*)?(?:{OFF}|{FULL}|{MOVED})(?![\w-]){MIND}{PERHAPS}")


def said_of(name: str, *texts: str | None) -> str | None:
    """The words that say it, None when none do. A text must say it loudly or first in a sentence."""
    found = NAMED.search(name)
    for text in texts if found is None else ():
        found = found or LOUD.search(text or "") or OPENING.search(text or "")
    return found.group().strip(" \n.!?:") if found else None
