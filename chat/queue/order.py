"""Who goes first in the queue: a pure function."""

from safety.assess import Level

AGEING_SECONDS = 30 * 60  # a wait of this length weighs as one step of risk
ACUTE = Level.acute.rank


def weight(risk: str, waited: int) -> int:
    """The step of risk, raised with the wait. Only acute danger is as heavy as acute danger: it is about life."""
    rank = Level(risk).rank
    return rank if rank >= ACUTE else min(ACUTE - 1, rank + max(0, waited) // AGEING_SECONDS)


def place_in_line(risk: str, since: int, now: int, *, first_in_line: bool, left: bool) -> tuple[bool, bool, int, int]:
    """Sorts the queue, smallest first. Who does not seem to be there any more stands last, whoever it is."""
    return (left, not first_in_line, -weight(risk, now - since), since)
