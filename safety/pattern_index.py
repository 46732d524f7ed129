"""Finds quickly which patterns can hold at all, by the rarest thing each of them needs."""

from __future__ import annotations

from collections.abc import Sequence

from safety.patterns import Pattern, Tagged

# Found in most messages, so a poor reason to look closer.
_COMMON = frozenset({
    "=jag", "=det", "=inte", "=och", "=i", "=på", "=är", "=har", "=som", "=en", "=att", "=av", "=för", "=med",
    "=till", "=så", "=om", "=den", "=han", "=hon", "=de", "=man", "=mig", "=min", "=mitt", "=vi", "=du", "=nu",
    "=men", "=ska", "=vill", "=var", "=vad", "=kan", "=när", "=ett", "=ut", "=in", "=bara", "=hur", "=sig",
    "=alla", "=någon", "=eller", "=från", "=mer", "=får", "=gör", "=går", "=sen", "EGO", "ME", "OWN", "NEG",
    "OTHER", "HE_SHE", "PARTNER", "FAMILY", "SOON", "TONIGHT", "AGAIN", "NOW", "RECENT", "WANT", "INTENT", "GO",
    "THING", "HIM", "HER", "FRIENDLY", "CHILD", "PARENT", "BABY", "OLD_PERSON", "HIT", "ILL", "MUCH", "FATAL",
    "SAVED", "COMMAND", "CARE_BAD", "LIVE", "VANISH", "BETTER", "ABUSER", "RAPE", "EAT_DIS",
})  # fmt: skip
_DEAR = 25


class PatternIndex:
    """Groups of patterns by tag; a group is named by its place in the sequence."""

    def __init__(self, groups: Sequence[Sequence[Pattern]]) -> None:
        self._by_tag: dict[str, list[tuple[int, Pattern]]] = {}
        for number, patterns in enumerate(groups):
            for pattern in patterns:
                for tag in min(pattern.needs, key=_cost):
                    self._by_tag.setdefault(tag, []).append((number, pattern))

    def candidates(self, text: Tagged) -> dict[int, list[Pattern]]:
        """For each group in order, the patterns whose rarest need occurs in the text."""
        found: dict[int, dict[str, Pattern]] = {}
        for tag in text.spans:
            for number, pattern in self._by_tag.get(tag, ()):
                found.setdefault(number, {})[pattern.source] = pattern
        return {number: list(found[number].values()) for number in sorted(found)}


def _cost(tags: tuple[str, ...]) -> int:
    return sum(_DEAR if tag in _COMMON else 1 for tag in tags)
