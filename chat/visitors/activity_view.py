"""What a page about an activity shows, in plain Swedish and ready for the template. Pure: nothing is read here."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from knowledge.assurance import ACTIVITY_DAYS, LINE_DAYS, Trust, trust
from knowledge.build import FACTS_SOURCE
from knowledge.candidate import Candidate
from knowledge.entries.hours import hours_in_words
from knowledge.entry import Entry
from knowledge.hours import DAYS, opening, plain_date
from knowledge.out.hsds import Shown
from knowledge.out.ids import public_id
from knowledge.place_table import Municipality
from knowledge.recurrence import Occurrence, next_times, when_text
from knowledge.recurrence_words import hours_of

WORDS = Path(__file__).with_name("activity_words.yml")
PLAIN_ID = re.compile(r"[a-z0-9][a-z0-9:_-]{0,79}")
AT_HOME = {"i_ort": "där du bor", "kommun": "din kommun", "ort_eller_kommun": "din ort"}
FIRST_NEEDS = ("social", "emotional", "existential")
MOST_REASONS = 4
MOST_TIMES = 5


@dataclass(frozen=True)
class ActivityView:
    """Texts that are empty are not shown."""

    id: str
    path: str
    name: str
    kind: str
    plain: str
    paragraphs: tuple[str, ...]
    reasons: tuple[str, ...]
    where: tuple[str, ...]
    accessibility: tuple[str, ...]
    when: str
    times: tuple[str, ...]
    opening: tuple[tuple[str, str], ...]  # now
    hours: tuple[tuple[str, str], ...]  # in general, for what is read on paper
    cost: str
    first_step: str
    at_the_door: str
    good: tuple[str, ...]
    other: tuple[str, ...]
    unknown: tuple[str, ...]
    ages: str
    phones: tuple[tuple[str, str], ...]
    link: str | None
    email: str | None
    owner: str
    checked: str
    overdue: bool
    source: str | None
    example: bool
    has_calendar: bool


def path_of(own_id: str) -> str:
    """Where the page is: by the id if that reads well in an address, else by the public one."""
    return f"/aktivitet/{own_id if PLAIN_ID.fullmatch(own_id) else public_id('service', own_id)}"


@lru_cache(maxsize=1)
def activity_words() -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return loaded


def view_activity(
    shown: Shown,
    candidates: Sequence[Candidate],
    labels: Mapping[str, str],
    now: datetime,
    town: Municipality | None = None,
) -> ActivityView:
    """`candidates` say it in sentences, one for each place; facts have one or none. `now` is Swedish time.

    `town` is where the reader wants to know of it, if that is known.
    """
    entry, first = shown.entry, candidates[0] if candidates else None
    coming = next_times(entry.meetings, now, MOST_TIMES)
    good, other, unknown = _traits(entry, first)
    return ActivityView(
        id=entry.id,
        path=path_of(entry.id),
        name=entry.name,
        kind=labels.get(entry.kind or "", activity_words()["kinds"].get(entry.kind or "", "")),
        plain=first.plain if first else entry.plain or "",
        paragraphs=tuple(part.strip() for part in (entry.description or "").splitlines() if part.strip()),
        reasons=_reasons(first),
        where=tuple(dict.fromkeys(one.where.format(**_home(town)) for one in candidates)),
        accessibility=_accessibility(entry),
        when=when_text(entry.meetings, now) or (first.when if first else ""),
        times=tuple(_time(time, entry) for time in coming),
        opening=_opening(shown, now),
        hours=_hours(shown),
        cost=first.cost if first else _line_cost(entry),
        first_step=first.first_step if first else "",
        at_the_door=first.at_the_door if first else "",
        good=good,
        other=other,
        unknown=unknown,
        ages=ages(entry.age_min, entry.age_max),
        phones=tuple((phone.number, phone.note or "") for phone in entry.phones),
        link=entry.link or (first.link if first else None),
        email=entry.email,
        owner=entry.owner.name,
        checked=_checked(entry),
        overdue=_overdue(entry, now),
        source=entry.provenance.url,
        example=bool(first and first.example) or entry.name.startswith("Exempel"),
        has_calendar=bool(coming),
    )


def _home(town: Municipality | None) -> Mapping[str, str]:
    """What stands in a sentence of the facts for the reader's place."""
    if town is None:
        return AT_HOME
    return {"i_ort": town.in_place, "kommun": town.full_name, "ort_eller_kommun": town.name}


def ages(low: int | None, high: int | None) -> str:
    if low is None and high is None:
        return ""
    if high is None:
        return f"Från {low} år"
    return f"Till och med {high} år" if low is None else f"{low} till {high} år"


def _reasons(first: Candidate | None) -> tuple[str, ...]:
    """Why it can be good, the sorts of loneliness first; what needs the reader's own interest is left out."""
    said = first.suits_because if first else {}
    order = sorted(said, key=lambda need: FIRST_NEEDS.index(need) if need in FIRST_NEEDS else len(FIRST_NEEDS))
    plain = dict.fromkeys(said[need] for need in order if "{" not in said[need])
    return tuple(plain)[:MOST_REASONS]


def _traits(entry: Entry, first: Candidate | None) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """What is so, what is not, and what nobody has told; a line to ring is not asked as a place to go to is."""
    words, traits = activity_words()["traits"], first.traits if first else entry.traits
    told = {name: getattr(traits, name) for name in words}
    return (
        tuple(words[name]["has"] for name, value in told.items() if value is True),
        tuple(words[name]["lacks"] for name, value in told.items() if value is False),
        () if entry.kind == "support_line" else tuple(words[name]["asks"] for name in told if told[name] is None),
    )


def _accessibility(entry: Entry) -> tuple[str, ...]:
    words = activity_words()["access"]
    said = [place.accessibility for place in entry.places if place.accessibility]
    return tuple(dict.fromkeys([words[name] for name in entry.access if name in words] + said))


def _time(time: Occurrence, entry: Entry) -> str:
    day = f"{DAYS[time.starts.weekday()]} {plain_date(time.starts.date())}"
    place = entry.places[time.place] if len(entry.places) > 1 and time.place < len(entry.places) else None
    parts = (f"{day} {hours_of(time.starts, time.ends)}".strip(), place.name if place else None, time.note)
    return ", ".join(part for part in parts if part)


def _opening(shown: Shown, now: datetime) -> tuple[tuple[str, str], ...]:
    """For each way to reach a line, or for the place: open or not now, and in general."""
    found = []
    for channel, hours in _channels(shown):
        state, general = opening(hours, now).text, _in_words(hours) if hours.strip() != "24/7" else ""
        said = " ".join(filter(None, (f"{state[:1].upper()}{state[1:]}." if state else "", general)))
        found.append((channel, said))
    return tuple((channel, said) for channel, said in found if said)


def _hours(shown: Shown) -> tuple[tuple[str, str], ...]:
    """As it is in general."""
    said = ((channel, _in_words(text)) for channel, text in _channels(shown))
    return tuple((channel, text) for channel, text in said if text)


def _in_words(hours: str) -> str:
    """Empty when no few words say it."""
    if hours.strip() == "24/7":
        return "Dygnet runt."
    if "Su,PH" in hours and (said := hours_in_words(hours.replace("Su,PH", "Su"))):
        return f"{said} På helgdagar som på söndagar."
    return hours_in_words(hours) or ""


def _channels(shown: Shown) -> list[tuple[str, str]]:
    """The name of each way, and its hours."""
    words = activity_words()["channels"]
    hours = dict(shown.channels) or ({"": shown.entry.opening_hours} if shown.entry.opening_hours else {})
    return [(words.get(channel, channel), text) for channel, text in hours.items() if text]


def _line_cost(entry: Entry) -> str:
    return entry.price.text or "" if entry.price else ""


def _checked(entry: Entry) -> str:
    if entry.checked is None:
        return "Ingen har sagt när det senast kontrollerades."
    verb = "Sammanställt" if entry.provenance.source == FACTS_SOURCE else "Kontrollerat"
    return f"{verb} {plain_date(entry.checked.on)}."


def _overdue(entry: Entry, now: datetime) -> bool:
    days = LINE_DAYS if entry.id.startswith("line:") else ACTIVITY_DAYS
    return entry.checked is None or trust(entry.checked.on, days, now.date()) is not Trust.current
