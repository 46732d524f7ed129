"""Holds whole conversations through a door and counts which checks pass."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.conversations.checks import Heard, passes


@dataclass(frozen=True)
class Failure:
    """A check that did not hold, with what was said."""

    talk: str
    turn: int
    user: str
    check: str
    said: str

    def __str__(self) -> str:
        return f"{self.talk}/{self.turn} «{self.user[:60]}»\n    {self.check}\n    -> {self.said[:400]}"


@dataclass
class Result:
    """How many checks were judged, and those that failed."""

    judged: int = 0
    failures: list[Failure] = field(default_factory=list)

    @property
    def share(self) -> float:
        return 1 - len(self.failures) / max(1, self.judged)

    def table(self) -> str:
        lines = "\n".join(map(str, self.failures))
        return f"{self.judged - len(self.failures)} of {self.judged} checks hold ({self.share:.3f})\n{lines}"

    def add(self, other: Result) -> None:
        self.judged += other.judged
        self.failures += other.failures


def hold(talk: Mapping[str, Any], door: Any) -> Result:
    """Say every turn of a conversation and judge each reply."""
    result = Result()
    earlier = {str(reply.get("text")) for reply in door.first}
    for number, turn in enumerate(talk["turns"], start=1):
        replies = door.say(turn["user"])
        heard = Heard(replies, earlier, door.slots())
        judge(result, talk["id"], number, turn, heard)
        earlier |= set(heard.bubbles)
    return result


def judge(result: Result, talk: str, number: int, turn: Mapping[str, Any], heard: Heard) -> None:
    """Count every check of a turn that this door can tell about."""
    for check in turn.get("checks", ()):
        ((name, wanted),) = check.items()
        verdict = passes(name, wanted, heard)
        if verdict is None:
            continue
        result.judged += 1
        if not verdict:
            slots = {slot: (heard.slots or {}).get(slot) for slot in wanted} if name == "slot" else ""
            result.failures.append(
                Failure(talk, number, turn["user"], f"{name}: {wanted} {slots}", " | ".join(heard.text.split("\n")))
            )


def hold_all(talks: Sequence[Mapping[str, Any]], door: Callable[[], Any]) -> Result:
    """Every conversation through a door of its own."""
    result = Result()
    for talk in talks:
        result.add(hold(talk, door()))
    return result


def hold_printed(talk: Mapping[str, Any], printed: Sequence[Sequence[Mapping[str, Any]]]) -> Result:
    """Judge what a terminal printed."""
    result, earlier = Result(), set()
    for number, (turn, replies) in enumerate(zip(talk["turns"], printed, strict=True), start=1):
        heard = Heard(replies, earlier, None, knows_kinds=False)
        judge(result, talk["id"], number, turn, heard)
        earlier = earlier | set(heard.bubbles)
    return result
