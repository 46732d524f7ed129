"""What a person needs, as far as the conversation has told: the input to every search in the directory."""

from dataclasses import dataclass, replace

AGE_RANGES = {"child": (0, 12), "teen": (13, 19), "young_adult": (20, 29), "adult": (30, 64), "older": (65, 120)}

YOUNG_ADULT, OLDER, VERY_OLD = 29, 65, 80
TELL_OF_NEED = frozenset({"disability_access", "illness", "disability", "mental_illness"})
APPLIED_FOR = frozenset({"kontaktperson", "ledsagning", "besökstjänst"})


@dataclass(frozen=True)
class Need:
    """Names are those of the vocabulary; `municipality` is an SCB code; ages are of the person concerned.

    `position` is WGS84 latitude and longitude of the village or district, where it is known. `access` is what a place
    must have for the person to come in: names as in Entry.access.
    """

    types: tuple[str, ...] = ()
    municipality: str | None = None
    age: int | None = None
    age_group: str | None = None
    barriers: frozenset[str] = frozenset()
    interests: tuple[str, ...] = ()
    life_events: tuple[str, ...] = ()
    for_other: bool = False
    rejected: frozenset[str] = frozenset()
    shown: frozenset[str] = frozenset()
    minor: bool = False
    language: str | None = None
    no_phone: bool = False  # hears badly, or does not manage to ring
    position: tuple[float, float] | None = None
    access: frozenset[str] = frozenset()
    gender: str | None = None  # woman or man, where it has been told
    losses: tuple[str, ...] = ()  # who has died: partner, child, parent, sibling, friend, suicide
    words: tuple[str, ...] = ()  # what the person wishes in words of no vocabulary: a thing, a name, an organiser
    diagnoses: tuple[str, ...] = ()  # names of knowledge/groups.py, the person's own or of the one that is cared for

    def age_range(self) -> tuple[int, int] | None:
        """Youngest and oldest age the person may have, None when nothing is known."""
        if self.age is not None:
            return self.age, self.age
        if self.age_group in AGE_RANGES:
            low, high = AGE_RANGES[self.age_group]
            return (low, min(high, 17)) if self.minor else (low, high)
        return (0, 17) if self.minor else None

    def fitted(self) -> "Need":
        """Without support that one applies for, or that comes home to the frail, where no such need was told of."""
        return replace(self, rejected=self.rejected | self._not_for())

    def _not_for(self) -> frozenset[str]:
        told = TELL_OF_NEED & {*self.barriers, *self.life_events} or self.diagnoses or self.access
        if told or self.for_other or self.age_group == "older" or APPLIED_FOR & set(self.interests):
            return frozenset()
        young = {"kind:visit"} if self.age_group in ("child", "teen", "young_adult") else set()
        applied = set() if "no_company" in self.barriers else {"kind:contact_person", "kind:guide"}
        return frozenset({*applied, *young})

    def is_young(self) -> bool:
        """Surely or probably under 18: nothing for adults only is offered."""
        if self.minor:
            return True
        if self.age is not None:
            return self.age < 18
        return self.age_group in ("child", "teen")

    def names(self) -> tuple[str, ...]:
        """All that the person has told that a service can answer, weightiest first."""
        told = tuple(name for name in self.interests if name in MEANS)
        found = expand(self.life_events) + expand(tuple(sorted(self.barriers))) + expand(told) + self.types
        if self._is_not_of_the_body():
            found = tuple(name for name in found if name != "illness")
        return tuple(dict.fromkeys(found + self._stage()))

    def _is_not_of_the_body(self) -> bool:
        """Is the illness that was told of one of the mind, or to be burnt out, and no other?"""
        of_the_mind = "mental_illness" in self.life_events and "illness" not in self.life_events
        return of_the_mind or self.diagnoses == ("exhaustion",)

    def _stage(self) -> tuple[str, ...]:
        """The time of life, where it changes what suits: under 18, up to 29, or 65 and older."""
        if self.is_young():
            return ("young",)
        ages = self.age_range()
        if ages and ages[1] <= YOUNG_ADULT:
            return ("young_adult",)
        if not ages or ages[0] < OLDER:
            return ()
        return ("older", "very_old") if ages[0] >= VERY_OLD else ("older",)


# The vocabulary's names on the left; what need_rules.yml and the fact files call the same thing on the right.
MEANS: dict[str, tuple[str, ...]] = {
    "divorce": ("separation",),
    "birth": ("parenthood",),
    "coming_out": ("lgbtqi",),
    "disability": ("disability_access",),
    "npf-gemenskap": ("npf",),
    "hbtqi-gemenskap": ("lgbtqi",),
    "psykisk hälsa-gemenskap": ("mental_illness",),
    "patientförening": ("illness",),
}


def expand(names: tuple[str, ...]) -> tuple[str, ...]:
    """Vocabulary names turned into the names that rules and fact files use."""
    return tuple(wanted for name in names for wanted in MEANS.get(name, (name,)))
