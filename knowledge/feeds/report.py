"""What an import did: counts, which entries, and every problem by row and column."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from knowledge.feeds.reading import Problem

MOST_PROBLEMS = 5_000  # of each sort that are kept; all are counted
MOST_IDS = 1_000  # of each sort that are named


@dataclass(frozen=True)
class Ids:
    """How many, and the first of them by id."""

    count: int = 0
    first: tuple[str, ...] = ()


@dataclass(frozen=True)
class Report:
    """The whole of one import.

    `missing` were lacking for the first time and stay, `taken_out` lacked twice or were said to be gone.
    `dropped` items could not be used; where an earlier version is known, that stays.
    """

    source: str
    format: str
    address: str
    when: datetime
    dry_run: bool = False
    not_modified: bool = False
    read: int = 0
    added: Ids = Ids()
    changed: Ids = Ids()
    unchanged: int = 0
    missing: Ids = Ids()
    taken_out: Ids = Ids()
    dropped: int = 0
    noted: int = 0
    problems: tuple[Problem, ...] = ()

    @property
    def left_out(self) -> int:
        """How many problems are counted but not among `problems`."""
        return self.dropped + self.noted - len(self.problems)


@dataclass
class Tally:
    """Counts while an import goes on, within bounds of memory."""

    read: int = 0
    unchanged: int = 0
    dropped: list[Problem] = field(default_factory=list)
    noted: list[Problem] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    ids: dict[str, list[str]] = field(default_factory=dict)

    def note(self, problems: Sequence[Problem]) -> None:
        for problem in problems:
            kept = self.dropped if problem.dropped else self.noted
            self._count("dropped" if problem.dropped else "noted", 1)
            if len(kept) < MOST_PROBLEMS:
                kept.append(problem)

    def add(self, what: str, ids: Sequence[str]) -> None:
        """`what` is added, changed, missing or taken_out."""
        self._count(what, len(ids))
        named = self.ids.setdefault(what, [])
        named.extend(ids[: max(MOST_IDS - len(named), 0)])

    def _count(self, what: str, number: int) -> None:
        self.counts[what] = self.counts.get(what, 0) + number

    def written(self) -> int:
        """How many entries got new rows."""
        return self.counts.get("added", 0) + self.counts.get("changed", 0)

    def of(self, what: str) -> Ids:
        return Ids(self.counts.get(what, 0), tuple(self.ids.get(what, ())))

    def report(self, *, source: str, format: str, address: str, when: datetime, dry_run: bool = False,
               not_modified: bool = False) -> Report:  # fmt: skip
        return Report(
            source=source,
            format=format,
            address=address,
            when=when,
            dry_run=dry_run,
            not_modified=not_modified,
            read=self.read,
            added=self.of("added"),
            changed=self.of("changed"),
            unchanged=self.unchanged,
            missing=self.of("missing"),
            taken_out=self.of("taken_out"),
            dropped=self.counts.get("dropped", 0),
            noted=self.counts.get("noted", 0),
            problems=(*self.dropped, *self.noted),
        )
