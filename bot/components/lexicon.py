"""Finds concepts (friend, confide, meaning, left out …) in the words of a message, with negation and contrast."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

FOLDER = Path(__file__).resolve().parent.parent / "lexicon"
WIDE = FOLDER / "wide"  # finer concepts over the whole vocabulary; they count one by one, never in pairs
NEGATIONS = frozenset(
    {"inte", "ingen", "inga", "inget", "ingenting", "aldrig", "knappt", "utan", "varken", "saknar", "noll"}
)
CONTRASTS = frozenset({"men", "fast", "ändå", "trots", "även"})
REACH = 3  # words after a negation that it still governs; longer reaches cost precision in cross-validation


class BrokenLexicon(ValueError):
    """A concept that cannot be read as it is written."""


@dataclass(frozen=True)
class Found:
    """A concept in a message: its name, the index of its first word, and whether it stands negated."""

    concept: str
    index: int
    negated: bool


class Lexicon:
    """All concepts as a table from word sequences to concept names."""

    def __init__(self, words_by_concept: Mapping[str, Iterable[str]]) -> None:
        self.table: dict[tuple[str, ...], set[str]] = {}
        for concept, words in words_by_concept.items():
            for word in words:
                self.table.setdefault(tuple(word.lower().split()), set()).add(concept)
        self.longest = max((len(key) for key in self.table), default=1)

    def find(self, tokens: Sequence[str], lemmas: Sequence[str]) -> list[Found]:
        """Every concept, longest expression first at each word."""
        found: list[Found] = []
        for index in range(len(tokens)):
            for concept in self._at(tokens, lemmas, index):
                found.append(Found(concept, index, self._is_negated(tokens, index)))
        return found

    def _at(self, tokens: Sequence[str], lemmas: Sequence[str], index: int) -> set[str]:
        for length in range(min(self.longest, len(tokens) - index), 0, -1):
            hit = self.table.get(tuple(tokens[index : index + length]))
            if hit:
                return hit
        return self.table.get((lemmas[index],), set())

    @staticmethod
    def _is_negated(tokens: Sequence[str], index: int) -> bool:
        return any(token in NEGATIONS for token in tokens[max(0, index - REACH) : index])


def load_lexicon(folder: Path = FOLDER, normalise: Callable[[str], str] | None = None) -> Lexicon:
    """Read the *.yml of a folder; each word is brought into the form that messages are matched in."""
    words: dict[str, list[str]] = {}
    for file in sorted(folder.glob("*.yml")):
        for concept, entry in yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader).items():
            if concept in words:
                raise BrokenLexicon(f"{file.name}: {concept} stands in another file too")
            listed = [str(word) for word in entry["words"]]
            words[concept] = listed + ([normalise(word) for word in listed] if normalise else [])
    return Lexicon(words)


def concept_features(tokens: Sequence[str], found: Sequence[Found], *, paired: bool = True) -> list[str]:
    """Names of features: each concept, negated or not, what stands after a contrast, and which stand together."""
    turn = next((i for i, token in enumerate(tokens) if token in CONTRASTS and i > 1), None)
    names = [f"{'not_' if item.negated else ''}{item.concept}" for item in found]
    present = sorted(set(names)) if paired else []
    if turn is not None:
        names += [f"{'after' if item.index > turn else 'before'}_but_{item.concept}" for item in found]
    return names + [f"{a}+{b}" for i, a in enumerate(present) for b in present[i + 1 :]]
