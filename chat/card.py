"""What a volunteer is told of a conversation before taking it: no name, no address; the visitor sees it first."""

from collections.abc import Mapping

import msgspec


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """Made by rules from what the bot understood and what was said; `chat.asking` fills it."""

    why: str = ""  # "wish", "danger", "failed": why a human is asked for
    risk: str = "none"  # "none", "concern", "acute"
    risk_kind: str = ""
    evidence: tuple[str, ...] = ()  # the visitor's own redacted lines that raised the risk
    kinds: tuple[str, ...] = ()  # of loneliness, strongest first
    municipality: str | None = None  # its name, or the region's
    age_group: str | None = None
    for_other: bool = False
    suggested: tuple[str, ...] = ()  # names, the latest last
    refused: tuple[str, ...] = ()
    language: str = "sv"
    struck: bool = False  # the visitor said yes without it

    def without_summary(self) -> "Card":
        """What is left when the visitor strikes it: why, how urgent, and the language."""
        return Card(why=self.why, risk=self.risk, risk_kind=self.risk_kind, language=self.language, struck=True)


def in_words(card: Card, words: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Headings and texts, the same for the visitor and for the volunteer. `words` is `card` of words.yml."""
    rows = (
        ("why", "" if card.struck else words.get(f"why_{card.why}", "")),
        ("evidence", "\n".join(f"”{line}”" for line in card.evidence)),
        ("kinds", ", ".join(words[f"kind_{kind}"] for kind in card.kinds if f"kind_{kind}" in words)),
        ("municipality", card.municipality or ""),
        ("age_group", words.get(f"age_{card.age_group}", "")),
        ("for_other", words["somebody_else"] if card.for_other else ""),
        ("suggested", ", ".join(card.suggested)),
        ("refused", ", ".join(card.refused)),
        ("language", "" if card.language == "sv" else words.get(f"language_{card.language}", card.language)),
    )
    return tuple((words[f"heading_{name}"], text) for name, text in rows if text)
