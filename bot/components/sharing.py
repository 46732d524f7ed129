"""Shares long work in training out to processes; one message at a time never comes here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from joblib import Parallel, delayed

WORKERS = 2  # processes that work at the same time
MANY = 5000  # items from which starting processes pays
Given = TypeVar("Given")
Made = TypeVar("Made")


def share_out(work: Callable[[Sequence[Given]], list[Made]], items: Sequence[Given]) -> list[Made]:
    """What the work makes of the items, in their order; `work` and items must be such that they can be pickled."""
    if len(items) < MANY:
        return work(items)
    shares = [items[first::WORKERS] for first in range(WORKERS)]  # by turns: long items lie side by side in the files
    made = list(Parallel(n_jobs=WORKERS, backend="loky")(delayed(work)(share) for share in shares))
    return [made[at % WORKERS][at // WORKERS] for at in range(len(items))]
