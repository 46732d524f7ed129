"""What a question that nobody can answer is about, a person or a thing, so that the honest no can name it."""

from __future__ import annotations

import re

from bot.dialogue.own_words import known_words, own_person
from safety.normalise import normalise

DEFINITE = re.compile(r"\b[a-zåäöé]{3,}(?:en|et|orna|arna|erna)\b")
NO_THING = re.compile(
    r"(?:aldrig|annan|annorlunda|bland|boende|dagen|egen|egentligen|faktiskt|gången|hellre|helheten|igen|inget|innan|inte"
    r"|ingen|livet|mellan|mycket|någonsin|något|någonting|nämligen|någon|vilken|vilket|sedan|sidan|snarare|själen|slutet"
    r"|självklart|säkert|sättet|utan|vägen|även|åren|natten|människan|huvudet|tiden|döden|kroppen|klockan|redan|annat"
    r"|stället|frågan|saken|grunden|början|framtiden|världen|orden|talet|chatten|svaret|liten|sådan)"
)  # end like a thing, or say too little of one


def thing_in(text: str) -> str | None:
    """The person or the thing that the question names, as it may be said after "om"; None when there is none."""
    who = own_person(text)
    if who:
        return who
    found = [
        word for word in DEFINITE.findall(normalise(text)) if word in known_words() and not NO_THING.fullmatch(word)
    ]
    return found[-1] if found else None
