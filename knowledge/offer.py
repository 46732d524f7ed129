"""What a search in the directory gives back: suggestions, lines, and the offer that holds both."""

from dataclasses import dataclass

from knowledge.hours import Opening


@dataclass(frozen=True)
class Suggestion:
    """One true step. Every text is plain Swedish and ready to be shown."""

    id: str
    name: str
    kind: str
    what: str
    why: str
    cost: str
    drop_in: bool | None
    at_the_door: str
    first_step: str
    where: str
    distance_km: float | None
    when: str
    phone: str | None
    link: str | None
    checked: str
    needs_travel: bool
    example: bool
    reach: str  # near|municipality|county|national
    lat: float | None = None  # where it is, when that is known
    lon: float | None = None
    how_far: str = ""  # "Ungefär 4 km bort", where that is known

    @property
    def reason(self) -> str:
        """Why it is suggested and how far away it is, as running text."""
        return f"{self.why} {self.how_far}." if self.how_far else self.why


@dataclass(frozen=True)
class LineSuggestion:
    id: str
    name: str
    what: str
    why: str
    phone: str | None
    chat_url: str | None
    opening: Opening
    cost: str
    anonymous: bool | None
    languages: tuple[str, ...]
    checked: str


@dataclass(frozen=True)
class Offer:
    """At most three suggestions of different kinds, at least one without travel, and a human voice."""

    suggestions: tuple[Suggestion, ...]
    line: LineSuggestion | None
    lines: tuple[LineSuggestion, ...]
    widened: str | None
    free_only: bool
    missing: tuple[str, ...] = ()  # what the person likes that none of them is about, the last named first
    seen: str | None = None  # what is about the thing last named, when it was shown before
    nearest: str | None = None  # the suggestion that comes nearest to the first of these
