"""Whether a message holds words of the danger that the trained model guesses: without them a guess is no alarm."""

from __future__ import annotations

import re
from functools import cache

from safety.normalise import normalise
from safety.resources import load_yaml

_SOME = 4  # words
_SWEDISH = frozenset(
    ["jag", "ja", "och", "att", "det", "är", "inte", "ett", "som", "på", "har", "med", "för", "om", "till", "mig"]
    + ["min", "mitt", "mina", "nu", "när", "så", "vi", "han", "hon", "av", "ska", "kan", "de", "dom"]
)
_LONG = 5  # letters; so long a word counts as part of a compound too
_GOODBYE = re.compile(r"\b(adjö|hej ?då|hälsa|i morgon|imorgon|god ?natt)\b", re.IGNORECASE)  # said by anybody who goes
_SAYING = re.compile(r"\blev(?:a|er|t) som (?:jag|man|en)( väl)? lär\w*|\bdet värsta som (?:kan|kunde) hända")
_VIOLENCE = ("violence", "harm_to_child")
# Which lists of bearing.yml speak of a kind; a danger is often told in words of the one beside it.
_LISTS = {
    "suicide": ("life",),
    "farewell": ("life",),
    "self_harm": ("life",),
    "death_unclear": ("life",),
    "overdose": ("body",),
    "medical": ("body",),
    "substance": ("body",),
    "voices": ("mind",),
    "psychosis": ("mind",),
    "violence_partner": ("violence",),
    "violence_family": _VIOLENCE,
    "sexual_violence": _VIOLENCE,
    "coercive_control": ("violence",),
    "child_abuse": ("harm_to_child", "violence"),
    "third_party": ("others",),
    "threat_to_others": ("threat",),
    "eating_disorder": ("food", "body"),
}


def bears_out(text: str, kind: str) -> bool:
    """True when some word of the message speaks of the kind of danger, or the kind is not known here."""
    lists = _LISTS.get(kind)
    text = _GOODBYE.sub(" ", text) if kind == "farewell" else text
    said = _SAYING.sub(" ", normalise(text))
    return lists is None or any(_words(name).search(said) for name in lists)


def is_foreign(text: str) -> bool:
    """True when a message of some words holds none of the commonest Swedish ones: little is known of it."""
    words = re.findall(r"\w+", text.lower())
    return len(words) >= _SOME and _SWEDISH.isdisjoint(words)


@cache
def _words(name: str) -> re.Pattern[str]:
    """One pattern of all beginnings in a list."""
    lines: list[str] = load_yaml("bearing.yml")[name]
    words = [word.strip() for line in lines for word in str(line).split(",") if word.strip()]
    begins = (re.escape(word[:-1]) + r"(?!\w)" if word.endswith("$") else re.escape(word) for word in words)
    within = (re.escape(word) for word in words if len(word) >= _LONG and "$" not in word)
    return re.compile(rf"(?<!\w)(?:{'|'.join(begins)})|{'|'.join(within)}")
