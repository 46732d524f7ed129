"""Holds whole conversations through a door and counts which checks pass."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.conversations.checks import Heard, passes
from tests.conversations.house_rules import broken, corrects_itself

Turn = Mapping[str, Any]


@dataclass(frozen=True)
class Failure:
    """A check that did not hold, with what was said."""

    talk: str
    turn: int
    user: str
    check: str
    said: str

    def __str__(self) -> str:
        return f"{self.talk}/{self.turn} «{self.user[:60]}»\n    {self.check}\n    -> {self.said[:700]}"


@dataclass(frozen=True)
class Exchange:
    """One turn as it was: what the visitor wrote, what came back, and what did not hold."""

    user: str
    heard: Heard
    failed: tuple[str, ...]


@dataclass
class Result:
    """How many checks were judged, and those that failed."""

    judged: int = 0
    failures: list[Failure] = field(default_factory=list)
    exchanges: list[Exchange] = field(default_factory=list)

    @property
    def share(self) -> float:
        return 1 - len(self.failures) / max(1, self.judged)

    def table(self) -> str:
        lines = "\n".join(map(str, self.failures))
        return f"{self.judged - len(self.failures)} of {self.judged} checks hold ({self.share:.3f})\n{lines}"

    def add(self, other: Result) -> None:
        self.judged += other.judged
        self.failures += other.failures


def hold(talk: Mapping[str, Any], door: Any, anew: Callable[[], Any] | None = None) -> Result:
    """Say every turn of a conversation and judge each reply.

    A turn may `keep` what a pattern finds in the reply ({name: "… (group)"}), for `{name}` in a later message, and may
    begin a conversation `anew`.
    """
    result, kept = Result(), dict[str, str]()
    earlier = {str(reply.get("text")) for reply in door.first}
    slots: Mapping[str, Any] = {}
    steps: frozenset[str] = frozenset()
    shown = ""
    for number, turn in enumerate(talk["turns"], start=1):
        if turn.get("anew") and anew is not None:
            door, earlier, slots, steps, shown = anew(), set(), {}, frozenset(), ""
        user = filled(turn["user"], kept)
        heard = Heard(
            door.say(user), earlier, door.slots(), slots_before=slots, steps_before=steps, user=user, shown_before=shown
        )
        already = len(result.failures)
        judge(result, talk["id"], number, {**turn, "user": user}, heard)
        result.exchanges.append(Exchange(user, heard, tuple(item.check for item in result.failures[already:])))
        kept.update(keep(turn, heard))
        earlier, slots, steps = earlier | set(heard.bubbles), heard.slots or {}, steps | heard.step_ids
        shown = f"{shown}\n{heard.text}"
    return result


def filled(message: str, kept: Mapping[str, str]) -> str:
    """The message with what was kept put in; a brace of any other kind stands as it is."""
    return re.sub(r"\{(\w+)\}", lambda match: kept.get(match[1], match[0]), message)


def keep(turn: Turn, heard: Heard) -> dict[str, str]:
    """What the turn's patterns find in the reply."""
    found = {name: re.search(pattern, heard.text, re.IGNORECASE) for name, pattern in turn.get("keep", {}).items()}
    return {name: match[1] for name, match in found.items() if match}


def judge(result: Result, talk: str, number: int, turn: Turn, heard: Heard) -> None:
    """Count every check of a turn that this door can tell about."""
    for check in turn.get("checks", ()):
        ((name, wanted),) = check.items()
        verdict = passes(name, wanted, heard)
        if verdict is None:
            continue
        result.judged += 1
        if not verdict:
            slots = {slot: (heard.slots or {}).get(slot) for slot in wanted} if name in ("slot", "not_slot") else ""
            result.failures.append(
                Failure(talk, number, turn["user"], f"{name}: {wanted} {slots}", " | ".join(heard.text.split("\n")))
            )


def judge_by_house_rules(talk: Mapping[str, Any], result: Result) -> None:
    """Judge every turn that was held by what all turns must hold, and mark what breaks it."""
    counted: Counter[str] = Counter()
    for number, exchange in enumerate(result.exchanges, start=1):
        wrong = tuple(broken(exchange.heard, counted, in_swedish=not talk.get("foreign", False)))
        wrong += ("rättar sig innan något är sagt",) if number == 1 and corrects_itself(exchange.heard) else ()
        counted.update(exchange.heard.bubbles)
        result.judged += 1
        if wrong:
            said = " | ".join(exchange.heard.bubbles)
            result.failures += [
                Failure(talk["id"], number, exchange.user, f"every turn: {rule}", said) for rule in wrong
            ]
            result.exchanges[number - 1] = Exchange(exchange.user, exchange.heard, (*exchange.failed, *wrong))


def hold_all(talks: Sequence[Mapping[str, Any]], door: Callable[[], Any]) -> Result:
    """Every conversation through a door of its own."""
    result = Result()
    for talk in talks:
        result.add(hold(talk, door()))
    return result


def hold_printed(talk: Mapping[str, Any], printed: Sequence[Sequence[Mapping[str, Any]]]) -> Result:
    """Judge what a terminal printed."""
    result, earlier = Result(), set[str]()
    for number, (turn, replies) in enumerate(zip(talk["turns"], printed, strict=True), start=1):
        heard = Heard(replies, earlier, None, knows_kinds=False)
        judge(result, talk["id"], number, turn, heard)
        earlier = earlier | set(heard.bubbles)
    return result
