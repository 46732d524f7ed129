"""Reads signals.yml and signals/, and finds which of its rules a message meets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from safety.concepts import MANY_NUMBER, Lexicon, add_entry, read_lexicon, split_words
from safety.errors import BrokenSignals
from safety.pattern_index import PatternIndex
from safety.patterns import Pattern, Tagged, compile_pattern, find, literals, matches
from safety.persons import whose_act
from safety.resources import list_yaml, load_yaml

ANYONE = "any"


@dataclass(frozen=True)
class Rule:
    """One kind of danger and the patterns that show it."""

    name: str
    kind: str
    level: str
    reason: str
    who: str
    frames: frozenset[str]
    match: tuple[Pattern, ...]
    unless: tuple[Pattern, ...]


@dataclass(frozen=True)
class Mark:
    """A combination of concepts that gets a name of its own."""

    tag: str
    match: tuple[Pattern, ...]
    unless: tuple[Pattern, ...] = ()


@dataclass(frozen=True)
class Signals:
    """All signals, compiled, with the lexicon it speaks of."""

    lexicon: Lexicon
    hide: tuple[Mark, ...]
    marks: tuple[Mark, ...]
    frames: tuple[Mark, ...]
    rules: tuple[Rule, ...]
    index: PatternIndex


@dataclass(frozen=True)
class Hit:
    """A rule that a message meets, the words that met it, and whose act they tell of."""

    rule: Rule
    evidence: str
    who: str


def _shared() -> dict[str, Any]:
    """What every rule is read with; everyday talk lies in a file of its own and is read after the rest."""
    main, everyday = load_yaml("signals.yml"), load_yaml("everyday.yml")
    return {**main, **{key: [*main[key], *everyday[key]] for key in everyday}}


@lru_cache(maxsize=1)
def load_signals() -> Signals:
    """Reads and compiles once; raises BrokenSignals naming what is wrong."""
    raw = {**_shared(), "rules": [rule for name in list_yaml("signals") for rule in load_yaml(name)]}
    word_lists = [load_yaml(name) for name in list_yaml("words")]
    try:
        signals = _compile(raw, word_lists)
    except (KeyError, TypeError, ValueError) as error:
        raise BrokenSignals(f"signals.yml: {error!r}") from error
    _check_tags(signals, {tag for words in word_lists for tag in words})
    return signals


def tag_message(normalised: str, signals: Signals) -> Tagged:
    """The words of a normalised message with all concepts, manners of speaking taken away."""
    text = signals.lexicon.tag(split_words(normalised))
    _hide_manners(text, signals)
    for mark in signals.marks:
        if any(matches(pattern, text) for pattern in mark.unless):
            continue
        for pattern in mark.match:
            for start, end in list(find(pattern, text)):
                text.add(mark.tag, start, end)
    return text


def _hide_manners(text: Tagged, signals: Signals) -> None:
    found = [(mark.tag, start, end) for mark in signals.hide for each in mark.match for start, end in find(each, text)]
    text.drop({at for _, start, end in found for at in range(start, end)})
    for tag, start, end in found:
        if tag:
            text.add(tag, start, end)


def find_hits(text: Tagged, signals: Signals) -> list[Hit]:
    """All rules that hold, each once."""
    frames = frozenset(mark.tag for mark in signals.frames if _holds(mark, text))
    return [
        hit
        for number, patterns in signals.index.candidates(text).items()
        if (hit := _meet(signals.rules[number], patterns, text, frames)) is not None
    ]


def _holds(mark: Mark, text: Tagged) -> bool:
    return any(matches(pattern, text) for pattern in mark.match) and not any(
        matches(pattern, text) for pattern in mark.unless
    )


def _meet(rule: Rule, patterns: Iterable[Pattern], text: Tagged, frames: frozenset[str]) -> Hit | None:
    if not frames.isdisjoint(rule.frames):
        return None
    for start, end in _spans(patterns, text):
        who = whose_act(text, start, end)
        if rule.who not in (ANYONE, who):
            continue
        if any(matches(pattern, text) for pattern in rule.unless):
            return None
        return Hit(rule, " ".join(text.words[start:end]), who)
    return None


def _spans(patterns: Iterable[Pattern], text: Tagged) -> Iterator[tuple[int, int]]:
    for pattern in patterns:
        yield from find(pattern, text)


def _compile(raw: dict[str, Any], word_lists: list[dict[str, str]]) -> Signals:
    lexicon = read_lexicon(word_lists)
    rules = tuple(_read_rule(entry, raw.get("presets", {})) for entry in raw["rules"])
    signals = Signals(
        lexicon=lexicon,
        hide=tuple(Mark(entry.get("tag", ""), _patterns(entry["match"])) for entry in raw["hide"]),
        marks=tuple(_read_mark(entry, "tag") for entry in raw["mark"]),
        frames=tuple(_read_mark(entry, "name") for entry in raw["frames"]),
        rules=rules,
        index=PatternIndex([rule.match for rule in rules]),
    )
    for word in {word for pattern in _all_patterns(signals) for word in literals(pattern)} - {"$"}:
        add_entry(lexicon, f"={word}", word.replace("_", " "))
    return signals


def _read_mark(entry: dict[str, Any], key: str) -> Mark:
    return Mark(entry[key], _patterns(entry["match"]), _patterns(entry.get("unless", [])))


def _read_rule(entry: dict[str, Any], presets: dict[str, list[str]]) -> Rule:
    frames = entry["frames"]
    return Rule(
        name=entry["name"],
        kind=entry["kind"],
        level=entry["level"],
        reason=entry["reason"],
        who=entry.get("who", ANYONE),
        frames=frozenset(presets[frames] if isinstance(frames, str) else frames),
        match=_patterns(entry["match"]),
        unless=_patterns(entry.get("unless", [])),
    )


def _patterns(sources: Iterable[str]) -> tuple[Pattern, ...]:
    return tuple(compile_pattern(source) for source in sources)


def _all_patterns(signals: Signals) -> Iterator[Pattern]:
    for mark in (*signals.hide, *signals.marks, *signals.frames):
        yield from (*mark.match, *mark.unless)
    for rule in signals.rules:
        yield from (*rule.match, *rule.unless)


def _check_tags(signals: Signals, known: set[str]) -> None:
    known = known | {mark.tag for mark in (*signals.hide, *signals.marks)} | {MANY_NUMBER}
    for pattern in _all_patterns(signals):
        for step in (step for part in (pattern, *pattern.also) for step in part.steps):
            unknown = [tag for tag in (*step.tags, *step.without) if not tag.startswith("=") and tag not in known]
            if unknown:
                raise BrokenSignals(f"signals.yml: {pattern.source!r} speaks of the unknown concept {unknown[0]}")
