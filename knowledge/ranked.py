"""What ranking makes of a candidate: that it may be suggested, and how well it answers. No I/O."""

from dataclasses import dataclass
from datetime import datetime

from knowledge.candidate import Candidate
from knowledge.interest_match import Match


@dataclass(frozen=True)
class Ranked:
    """A candidate with its score; `starts` is when it happens next, where that is known."""

    candidate: Candidate
    score: float
    match: Match | None
    distance_km: float | None = None
    starts: datetime | None = None


@dataclass(frozen=True)
class Possible:
    """What breaks no hard limit, whether it was shown before or not."""

    item: Candidate
    match: Match | None
