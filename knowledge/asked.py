"""What follows from a need, worked out once for each search instead of once for each thing that is looked at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.assurance import HIDDEN_AFTER_DAYS
from knowledge.groups import OF_THE_CARED_FOR as CARED_FOR
from knowledge.need import Need, expand
from knowledge.turned_down import turned_down_kinds

OF_THE_CARED_FOR = ("mental_illness", "illness", "npf", "addiction")
FALLBACK_TYPES = ("social", "emotional")
SWEDISH, SIGNED = "sv", "swl"
MINORITY_LANGUAGES = ("fi", "fit", "se", "yi", "rom")  # spoken by people whose country this has always been
GENDERS = {"woman": ("women",), "man": ("men",)}


@dataclass(frozen=True)
class Asked:
    """`names` are all that a service can answer, weightiest first; `told` the same as a set.

    `diagnoses` are the person's own, or with `of_` before them those of the one who is cared for.
    `tired_of` are the families of what was turned down: more of the same is worth less.
    """

    need: Need
    today: date
    names: tuple[str, ...]
    told: frozenset[str]
    types: tuple[str, ...]
    ages: tuple[int, int] | None
    is_young: bool
    no_money: bool
    rejected: frozenset[str]
    kinds_turned_down: frozenset[str]
    meant_for: frozenset[str]
    oldest_check: date
    speaks: frozenset[str]
    tired_of: frozenset[str]
    diagnoses: tuple[str, ...] = ()

    @property
    def stays_near(self) -> bool:
        """Whom one cannot ask to travel far: distance is a barrier, or it is a child."""
        return self.is_young or "distance" in self.told

    def due_since(self, days: int) -> date:
        """What was last checked before this day should have been checked again."""
        return self.today - timedelta(days=days)


def asked(need: Need, today: date, tired_of: frozenset[str] = frozenset()) -> Asked:
    """Works it out."""
    names, young = _own(need.names()), need.is_young()
    known = (*names, *(("young_age",) if young else ()), *GENDERS.get(need.gender or "", ()))
    diagnoses = _diagnoses(need)
    ill = ("illness",) if "exhaustion" in diagnoses else ()  # no illness of the body, but there are groups for it
    group = frozenset((*known, *ill, *_losses(need), *diagnoses)) - _not_told(need)
    return Asked(
        need=need,
        today=today,
        names=names,
        told=frozenset(names),
        types=need.types or FALLBACK_TYPES,
        ages=need.age_range(),
        is_young=young,
        no_money="money" in need.barriers,
        rejected=need.rejected,
        kinds_turned_down=turned_down_kinds(need.rejected),
        meant_for=group,
        oldest_check=today - timedelta(days=HIDDEN_AFTER_DAYS),
        speaks=_speaks(need),
        tired_of=tired_of,
        diagnoses=diagnoses,
    )


def _own(names: tuple[str, ...]) -> tuple[str, ...]:
    """Who cares for somebody tells of that one's illness: others in the same situation are carers."""
    return tuple(name for name in names if name not in OF_THE_CARED_FOR) if "caregiving" in names else names


def _losses(need: Need) -> tuple[str, ...]:
    if not {"bereavement", "suicide_loss"} & set(need.life_events):
        return ()
    return tuple("suicide_loss" if each == "suicide" else f"loss_{each}" for each in need.losses)


def _diagnoses(need: Need) -> tuple[str, ...]:
    """Who cares for somebody tells of that one's diagnosis."""
    if "caregiving" not in (*need.life_events, *need.barriers):
        return need.diagnoses
    theirs = (*need.diagnoses, *(name for name in expand(need.life_events) if name in OF_THE_CARED_FOR))
    return tuple(f"{CARED_FOR}{name}" for name in theirs)


def _not_told(need: Need) -> frozenset[str]:
    """What a hindrance alone does not tell: of the old weakness is no diagnosis, a minority's language no move."""
    weak = ("illness",) if "older" in need.names() else ()
    native = ("language",) if need.language in MINORITY_LANGUAGES and "migration" not in need.life_events else ()
    return frozenset((*weak, *native)) - frozenset(expand((*need.life_events, *need.interests)))


def _speaks(need: Need) -> frozenset[str]:
    signs = "sign_language" in need.access or "teckenspråk" in need.interests
    return frozenset({SWEDISH, need.language or SWEDISH, SIGNED if signs else SWEDISH})
