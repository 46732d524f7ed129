"""Which rules of danger a message meets, for looking at misses."""

from __future__ import annotations

from safety.assess import see
from safety.rules import find_hits, load_signals


def rules_met(text: str) -> frozenset[str]:
    """Names of the rules that hold."""
    return frozenset(hit.rule.name for hit in find_hits(see(text).tagged, load_signals()))
