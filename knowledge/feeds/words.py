"""Turns the words of a feed into Lotsen's own names: kinds, interests, barriers, languages, yes and no."""

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import yaml

from knowledge.errors import Unreadable
from knowledge.fact_types import Facts, VocabularyEntry

WORDS, ENGLISH = Path(__file__).with_name("words.yml"), Path(__file__).with_name("english.yml")
SEPARATORS = re.compile(r"[,;|/\n]+")
WORD = re.compile(r"\w+(?:-\w+)*")
LONGEST_INTEREST = 4  # words
_kept_words: dict[int, tuple[tuple[VocabularyEntry, ...], Mapping[str, str]]] = {}
ENDINGS = "(?:en|et|er|erna|n|t|ar|arna|or|orna|s)?"


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, str]]:
    """Subject -> word -> name."""
    return _read(WORDS) | {f"english {subject}": names for subject, names in _read(ENGLISH).items()}


def _read(path: Path) -> dict[str, dict[str, str]]:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {
        subject: {word: str(name) for name, words in names.items() for word in (str(name), *words)}
        for subject, names in content.items()
    }


def parts(raw: str) -> tuple[str, ...]:
    """The items of a list written with commas, semicolons, bars, slashes or lines; in lower case."""
    found = (" ".join(part.split()).casefold() for part in SEPARATORS.split(raw))
    return tuple(dict.fromkeys(part for part in found if part))


def read_names(subject: str, raw: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names that a list holds, and the items that are none. `subject` is a key of words.yml."""
    return _sorted_out(parts(raw), _tables()[subject])


def read_interests(raw: str, facts: Facts) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The interests of the vocabulary that a list holds, and the items that are none."""
    return _sorted_out(parts(raw), _interest_words(facts.interests))


def interests_in(text: str, facts: Facts) -> tuple[str, ...]:
    """Interests that a name or a short sentence names, in the order of the text."""
    table, found = _interest_words(facts.interests), []
    words = WORD.findall(text.casefold())
    index = 0
    while index < len(words):
        for size in range(min(LONGEST_INTEREST, len(words) - index), 0, -1):
            if name := table.get(" ".join(words[index : index + size])):
                found.append(name)
                break
        index += size
    return tuple(dict.fromkeys(found))


def _interest_words(interests: tuple[VocabularyEntry, ...]) -> Mapping[str, str]:
    """Every word that people use for an interest, and its name; a name itself goes before another's word."""
    kept = _kept_words.get(id(interests))
    if kept is None or kept[0] is not interests:  # known by identity: to hash hundreds of entries each time is slow
        words = {word.casefold(): entry.name for entry in reversed(interests) for word in entry.words}
        kept = (
            interests,
            _tables()["english interests"] | words | {entry.name.casefold(): entry.name for entry in interests},
        )
        _kept_words.clear()
        _kept_words[id(interests)] = kept
    return kept[1]


def _sorted_out(items: tuple[str, ...], table: Mapping[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    names = dict.fromkeys(table[item] for item in items if item in table)
    return tuple(names), tuple(item for item in items if item not in table)


def read_yes_no(raw: str) -> bool | None:
    """Yes, no, or None for a plain "vet ej". Raises Unreadable for anything else."""
    answer = _tables()["answers"].get(" ".join(raw.split()).casefold().rstrip("."))
    if answer is None:
        raise Unreadable("ska vara ja, nej eller vet ej")
    return {"yes": True, "no": False}.get(answer)


def read_language(raw: str) -> str | None:
    """An ISO 639-1 code for a code, a tag ("sv-SE") or a Swedish or English name; None when unknown."""
    text = raw.strip().casefold()
    table = _tables()["languages"]
    return table.get(text) or table.get(re.split(r"[-_]", text)[0])


def read_kind(raw: str, facts: Facts) -> str | None:
    """A kind by its name or its Swedish label; None when it is neither."""
    text = " ".join(raw.split()).casefold()
    for kind in facts.need_rules.kinds:
        if text in (kind.name, kind.label.casefold()):
            return kind.name
    return None


def kind_in(text: str) -> str | None:
    """The kind that a word in the text plainly tells, None when none does."""
    low = " ".join(text.split()).casefold()
    return next((name for name, pattern in _kind_patterns() if pattern.search(low)), None)


@lru_cache(maxsize=1)
def _kind_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Those in Swedish before those in English, so that what is plain in Swedish is never heard as something else."""
    return (*_patterns(_tables()["kinds"]), *_patterns(_tables()["english kinds"]))


def _patterns(table: Mapping[str, str]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    words_of: dict[str, list[str]] = {}
    for word, name in table.items():
        if word != name:
            words_of.setdefault(name, []).append(re.escape(word))
    return tuple((name, re.compile(rf"\b(?:{'|'.join(words)}){ENDINGS}\b")) for name, words in words_of.items())


def is_unknown(raw: str) -> bool:
    """Whether the text says in so many words that nobody knows."""
    return _tables()["answers"].get(" ".join(raw.split()).casefold().rstrip(".")) == "unknown"
