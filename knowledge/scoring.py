"""What a step is worth to a person: need first, then how low its threshold is, how near, how soon and how fresh.

knowledge/near_score.py says the same in SQL, from the same numbers; a test holds the two together. No I/O.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache

from knowledge.asked import Asked
from knowledge.assurance import ACTIVITY_DAYS, LINE_DAYS, Trust, trust
from knowledge.candidate import Candidate
from knowledge.fact_types import Traits
from knowledge.limits import covers

SHARES = (1.0, 0.5, 0.3)  # how much the first, second and third kind of loneliness count
GRAVE = frozenset({"bereavement", "suicide_loss", "illness"})  # goes before all else that was told
FOR_OTHER = "for_other"  # what need_rules.yml calls it when somebody asks for another person
BESIDES_WHAT_IS_GRAVE = 0.6  # how much all else counts then
CONCRETE = 0.5  # what an activity of a place gains for having a place and a time
NEXT_DOOR = 1.6  # what an activity next door gains; it falls softly with distance (knowledge/distance.py)
SOMEWHERE_THERE = 1.0  # the same for an activity of the municipality whose position is not known
COMES_HOME = 1.6  # the same for what comes to the person, by foot, by post or by phone, where going out is hard
HARD_TO_GO_OUT = frozenset({"distance", "disability_access", "very_old", "illness", "no_company", "anxiety"})
ELSEWHERE = -3.0  # in another municipality than the person's
TOO_FAR_KM, TOO_FAR = 10.0, -2.5  # for whom distance is a barrier, and for a child
FROM_FAR_AWAY = -4.0  # for who comes home to people, and would have to come that far
UNPLACED = -1.0  # for the same persons: a programme to travel to, who knows how far
AT_HOME = ("visiting", "call", "letter", "chat")  # kinds that need no travel, wherever they are kept
REACH_BONUS = {"near": 1.0, "listed": 1.0, "campus": 0.6, "everywhere": 0.6, "online": 0.7, "many": 0.0}
LOW_THRESHOLD = {"drop_in": 0.2, "free": 0.2, "no_membership": 0.2, "host_meets_you": 0.2}
ANXIETY_TRAITS = {"host_meets_you": 0.8, "small_group": 0.5, "calm": 0.3, "online_first_step": 0.6, "may_leave": 0.4}
AFRAID = frozenset({"anxiety", "no_company"})
NOT_GENTLE = -2.5
GENTLE = ("small_group", "host_meets_you")  # what makes a step that one must travel to gentle
LIFE_EVENT, ANOTHER_EVENT = 1.2, 0.4  # the first that it is for, and each further one
BARRIER, MOST_FOR_BARRIERS = 0.5, 1.2
THIS_LONELINESS, OTHER_LONELINESS = 0.6, -1.0  # it says for which loneliness it is: the one told first, or none told
OWN_DIAGNOSIS = 1.0  # it is for just the illness or the diagnosis that was named, not for all who are ill
OWN_LANGUAGE = 2.0  # it is held in the language that the person speaks best
OTHER_EVENT = -0.6  # it is for some event, and not for the one that was told
OVERDUE = -1.5
TIRED_OF = -4.0  # of the same family as something that was turned down
FAITHS, OF_A_FAITH = frozenset({"moské", "synagoga", "buddhism"}), -5.0  # a talk or a service that one must share
FOR_ADULTS = -2.0  # for a child: an activity that does not say that it is for the young
CONFIDENCE = {"high": 0.2, "medium": 0.0, "low": -1.0}
SOON: tuple[tuple[int, float], ...] = ((8, 0.4), (15, 0.2), (46, 0.0))  # within so many days, gains so much
FAR_AHEAD = -0.4


def need_score(weights: Mapping[str, Mapping[str, float]], kind: str, asked: Asked) -> float:
    """How well a kind of service answers what the person needs, by need_rules.yml."""
    score = sum(weights.get(name, {}).get(kind, 0.0) * share for name, share in zip(asked.types, SHARES, strict=False))
    grave = bool(GRAVE & asked.told)
    for name in sorted(_told_of(asked).difference(asked.need.types)):
        weight = weights.get(name, {}).get(kind, 0.0)
        score += weight * (BESIDES_WHAT_IS_GRAVE if grave and weight > 0 and name not in GRAVE else 1.0)
    return score


def _told_of(asked: Asked) -> frozenset[str]:
    return asked.told | {FOR_OTHER} if asked.need.for_other else asked.told


def relief(weights: Mapping[str, Mapping[str, float]], kind: str, answered: Iterable[str]) -> float:
    """What a kind loses by `answered`, given back where it is said to be for just those who are hindered so."""
    return -sum(min(weights.get(name, {}).get(kind, 0.0), 0.0) for name in answered)


def fit_score(item: Candidate, asked: Asked) -> float:
    """All else but nearness: circumstances, threshold, gentleness, age, freshness."""
    told = asked.told
    events = sum(name in told for name in item.life_events) if item.life_events else 0
    score = LIFE_EVENT + ANOTHER_EVENT * (events - 1) if events else 0.0
    if item.life_events and not events and asked.need.life_events:
        score += OTHER_EVENT
    score += _for_this_loneliness(item, asked) + (OWN_LANGUAGE if _own_language(item, asked) else 0.0)
    if item.barriers:
        score += min(MOST_FOR_BARRIERS, BARRIER * sum(name in told for name in item.barriers))
    score += threshold_score(item.traits) + (comfort_score(item.traits) if told & AFRAID else 0.0)
    if "anxiety" in told and not is_gentle(item):
        score += NOT_GENTLE
    if asked.is_young and item.is_entry and item.age_min is None and item.age_max is None:
        score += FOR_ADULTS
    if item.is_entry and FAITHS & set(item.interests) and not _shares_faith(item, asked):
        score += OF_A_FAITH
    if asked.diagnoses and item.is_entry and _of_own_diagnosis(item, asked):
        score += OWN_DIAGNOSIS
    return score - _too_young_for(item, asked) + trust_score(item, asked.today)


def _for_this_loneliness(item: Candidate, asked: Asked) -> float:
    types = asked.need.types
    if not types or not item.loneliness:
        return 0.0
    if types[0] in item.loneliness:
        return THIS_LONELINESS
    return 0.0 if set(types) & set(item.loneliness) else OTHER_LONELINESS


def _of_own_diagnosis(item: Candidate, asked: Asked) -> bool:
    return any(name in each.split("+") for each in item.only_for for name in asked.diagnoses)


def _own_language(item: Candidate, asked: Asked) -> bool:
    return item.is_entry and asked.need.language in item.languages


@lru_cache(maxsize=10_000)
def threshold_score(traits: Traits) -> float:
    """How low the threshold is."""
    return sum(gain for name, gain in LOW_THRESHOLD.items() if getattr(traits, name) is True)


@lru_cache(maxsize=10_000)
def comfort_score(traits: Traits) -> float:
    """How much it helps who is afraid or has no company."""
    return sum(gain for name, gain in ANXIETY_TRAITS.items() if getattr(traits, name) is True)


def place_score(item: Candidate, asked: Asked, km: float | None, nearness: float | None) -> float:
    """What it is worth to lie where it lies: an activity of a place first, softly less with distance."""
    if not item.is_entry or item.reach not in ("near", "listed"):
        return REACH_BONUS.get(item.reach, 0.0) + (UNPLACED if item.needs_travel and asked.stays_near else 0.0)
    if item.kind in AT_HOME:
        score = COMES_HOME if asked.types[0] == "emotional" or asked.told & HARD_TO_GO_OUT else 0.0
    else:
        score = CONCRETE + (SOMEWHERE_THERE if nearness is None else NEXT_DOOR * nearness)
    if item.municipalities and not covers(item, asked.need.municipality):
        score += ELSEWHERE
    if km is not None and km > TOO_FAR_KM:
        score += FROM_FAR_AWAY if item.kind in AT_HOME else TOO_FAR * asked.stays_near
    return score


def _shares_faith(item: Candidate, asked: Asked) -> bool:
    """Named by the person, or in the person's own language; it is for all others to ask for."""
    return bool(FAITHS & set(asked.need.interests)) or asked.need.language in item.languages


def is_gentle(item: Candidate) -> bool:
    """Can someone who is afraid of people manage it: from home, one to one, or met at the door?"""
    return not item.needs_travel or any(getattr(item.traits, name) is True for name in GENTLE)


def _too_young_for(item: Candidate, asked: Asked) -> float:
    """How much worse it suits someone younger than most who come; half as much when the age is unknown."""
    if item.usually_from_age is None or "older" in asked.told:
        return 0.0
    if asked.ages is None:
        return 1.2 if item.usually_from_age >= 45 else 0.0
    return 2.4 if asked.ages[1] < item.usually_from_age else 0.0


def trust_score(item: Candidate, today: date) -> float:
    """Ranked lower when it should have been checked again."""
    days = LINE_DAYS if item.is_line else ACTIVITY_DAYS
    late = OVERDUE if trust(item.checked, days, today) is Trust.overdue else 0.0
    return late + CONFIDENCE[item.confidence]


def soon_score(starts: datetime | None, now: datetime) -> float:
    """What is soon is worth a little more; what is not set in time neither gains nor loses."""
    if starts is None:
        return 0.0
    ahead = starts.date() - now.date()
    return next((gain for days, gain in SOON if ahead < timedelta(days=days)), FAR_AHEAD)
