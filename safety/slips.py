"""Words as they come out when the fingers slip, and words that lost the space between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

_VOWELS = frozenset("aeiouyåäö")
_SHORTEST_LEFT_OUT = 6


def slips_of(words: Iterable[str], taken: frozenset[str]) -> dict[str, str]:
    """Slip -> word; what is a word of its own or may be a slip of two words is left out."""
    found: dict[str, str] = {}
    doubtful: set[str] = set()
    for word in words:
        for slip in set(_slips(word)) - taken - {word}:
            if found.setdefault(slip, word) != word:
                doubtful.add(slip)
    return {slip: word for slip, word in found.items() if slip not in doubtful}


def _slips(word: str) -> Iterator[str]:
    for at in range(1, len(word) - 1):
        yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    for at in range(1, len(word)):
        if len(word) >= _SHORTEST_LEFT_OUT or word[at] == word[at - 1]:
            yield word[:at] + word[at + 1 :]
        if word[at] not in _VOWELS:
            yield word[:at] + word[at] + word[at:]
    yield word.replace("ä", "e")
    yield word.replace("å", "o")


def glued_words(raw: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """ "jagmår" -> "jag mår", "vetinte" -> "vet inte", "jagorkarinte" -> "jag orkar inte"."""
    found = {verb + word: f"{verb} {word}" for verb in raw["verbs"] for word in raw["after"]}
    for who in raw["who"]:
        for verb in raw["verbs"]:
            found[who + verb] = f"{who} {verb}"
            found[f"{who}{verb}inte"] = f"{who} {verb} inte"
    return found
