"""One thing that may be suggested, whatever it came from: a programme, a way to write to a line, or a row."""

from collections.abc import Mapping
from datetime import date

import msgspec

from knowledge.entry import Meeting
from knowledge.fact_types import Facts, LineShown, Programme, ProgrammeShown, SupportLine, Traits, Way

WRITTEN = ("letter", "chat")  # on the web nothing is charged by the minute: what is not known is what it costs to ring


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """All that ranking needs, ready to be stored as one document beside its row.

    `reach`: near (it has a position), listed (only `municipalities`, SCB codes of municipalities or counties), online,
    everywhere, many or campus. `meetings` and `opening_hours` keep `when` fresh at the moment it is shown.
    """

    id: str
    name: str
    kind: str
    plain: str
    first_step: str
    first_step_other: str = ""
    first_step_written: str = ""
    at_the_door: str
    cost: str
    where: str
    when: str
    suits_because: Mapping[str, str]
    reach: str
    needs_travel: bool
    checked: date
    traits: Traits = Traits()
    municipalities: tuple[str, ...] = ()
    lat: float | None = None
    lon: float | None = None
    age_min: int | None = None
    age_max: int | None = None
    usually_from_age: int | None = None
    only_for: tuple[str, ...] = ()
    life_events: tuple[str, ...] = ()
    barriers: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    link: str | None = None
    phone: str | None = None
    confidence: str = "medium"
    example: bool = False
    is_line: bool = False
    meetings: tuple[Meeting, ...] = ()
    opening_hours: str | None = None
    access: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    loneliness: tuple[str, ...] = ()
    is_entry: bool = False  # from a feed or the editor, not one of the facts that come with the product


def candidates(facts: Facts) -> list[Candidate]:
    """Every programme and every line that can also be a step of its own."""
    programmes = [_from_programme(item, item.shown) for item in facts.programmes.values() if item.shown]
    ways = [
        _from_line(line, line.shown, line.shown.way) for line in facts.lines.values() if line.shown and line.shown.way
    ]
    return programmes + ways


def _from_programme(programme: Programme, shown: ProgrammeShown) -> Candidate:
    return Candidate(
        id=programme.id,
        name=programme.name,
        kind=shown.kind,
        plain=shown.plain,
        first_step=shown.first_step,
        first_step_other=shown.first_step_other,
        first_step_written=shown.first_step_written,
        at_the_door=shown.at_the_door,
        cost=shown.cost_plain,
        where=shown.where,
        when=shown.when,
        suits_because=shown.suits_because,
        reach=shown.reach,
        needs_travel=shown.needs_travel,
        checked=programme.compiled,
        traits=shown.traits,
        municipalities=shown.municipalities,
        age_min=shown.age_min,
        age_max=shown.age_max,
        usually_from_age=shown.usually_from_age,
        only_for=shown.only_for,
        life_events=shown.life_events,
        barriers=shown.barriers,
        interests=shown.interests,
        activities=shown.activities,
        link=shown.link,
        confidence=programme.confidence,
    )


def _from_line(line: SupportLine, shown: LineShown, way: Way) -> Candidate:
    stated = (line.cost or "").startswith("gratis") and "cost" not in line.assumed_fields
    free = stated or way.kind in WRITTEN
    return Candidate(
        id=line.id,
        name=shown.name,
        kind=way.kind,
        plain=way.plain,
        first_step=way.first_step,
        first_step_other=way.first_step_other,
        at_the_door=way.at_the_door,
        cost=_cost(line, free),
        where="På nätet, var man än bor." if way.kind != "call" else "I telefon, var man än bor.",
        when=way.when,
        suits_because=way.suits_because,
        reach="online",
        needs_travel=False,
        checked=line.compiled,
        traits=Traits(free=True if free else None, anonymous=True, no_registration=True, online_first_step=True),
        age_min=shown.age_min,
        age_max=shown.age_max,
        only_for=tuple(name for name in shown.audiences if name not in ("any", "young", "child", "older")),
        link=line.link,
        phone=line.channels.phone if way.kind == "call" else None,
        confidence=line.confidence,
        is_line=True,
        loneliness=way.loneliness,
    )


def _cost(line: SupportLine, free: bool) -> str:
    """Plain words; what no source states is not promised."""
    if free:
        return "Gratis"
    return "Oftast gratis" if (line.cost or "").startswith("gratis") else "Vi vet inte om det kostar. Fråga först."
