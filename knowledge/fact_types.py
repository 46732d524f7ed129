"""The shape of every fact file: support lines, programmes, topics and vocabulary.

The upper part of a file is evidence (what public pages say, with their dates). `shown` is what visitors
see and how it is matched to a need; it is required of everything that may be shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import msgspec

Status = Literal["aktiv", "osäker", "nedlagd", "ej hittad", "ej eftersökt"]
Confidence = Literal["high", "medium", "low"]
Reach = Literal["everywhere", "many", "listed", "online", "campus"]


class FactStruct(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of a fact file; an unknown field is an error, so that a misspelt one is noticed."""


class Source(FactStruct, frozen=True, forbid_unknown_fields=True):
    url: str
    supports: str
    page_date: str | None = None


class Audience(FactStruct, frozen=True, forbid_unknown_fields=True):
    text: str | None
    age_min: int | None
    age_max: int | None
    groups: tuple[str, ...]


class Evidence(FactStruct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What every line and programme says about itself and how far that can be trusted."""

    id: str
    name: str
    organisation: str | None
    status: Status
    what: str | None
    sources: tuple[Source, ...]
    compiled: date
    confidence: Confidence
    note: str | None
    assumed_fields: tuple[str, ...]
    newest_evidence_year: int | None
    stale: bool
    block_until_verified: bool


class Channels(FactStruct, frozen=True, forbid_unknown_fields=True):
    """How a line is reached. `reached_through` is another line's number at which one asks for this one."""

    phone: str | None
    reached_through: str | None
    chat_url: str | None
    email: str | None
    sms: str | None
    other: str | None
    phone_note: str | None
    unverified_phone: str | None


class LineHours(FactStruct, frozen=True, forbid_unknown_fields=True):
    """Opening hours per channel in OpenStreetMap syntax; None is unknown, not closed."""

    phone: str | None = None
    chat: str | None = None
    sms: str | None = None
    email: str | None = None
    letter: str | None = None
    visit: str | None = None
    note: str | None = None


class Way(FactStruct, frozen=True, forbid_unknown_fields=True):
    """A line offered as a step of its own, for instance a letter that gets an answer."""

    kind: str
    plain: str
    first_step: str
    at_the_door: str
    when: str
    suits_because: Mapping[str, str]
    first_step_other: str = ""  # for the one who asks for somebody else
    loneliness: tuple[str, ...] = ()  # which it is for in the first place, where another way of its kind is for another


class LineShown(FactStruct, frozen=True, forbid_unknown_fields=True):
    """What visitors see of a line. `audiences`: any, older, young, child, crisis, or a life event or barrier."""

    name: str
    plain: str
    audiences: tuple[str, ...]
    weight: int
    plain_written: str = ""  # for the one who cannot ring, where `plain` says to ring
    age_min: int | None = None
    age_max: int | None = None
    gender: str | None = None
    suits_because: Mapping[str, str] = {}
    way: Way | None = None


class SupportLine(Evidence, frozen=True, forbid_unknown_fields=True, kw_only=True):
    target: Audience
    channels: Channels
    hours: LineHours
    cost: str | None
    languages: tuple[str, ...]
    anonymity: str | None
    suits: tuple[str, ...]
    website: str | None
    website_seen_in_source: bool
    confidence_fields: Mapping[str, Confidence]
    reverify_priority: Literal["A", "B", "C"]
    unverified_hours: Mapping[str, str | None] | None = None
    shown: LineShown | None = None

    @property
    def best_hours(self) -> str | None:
        """Opening hours of the channel that visitors are shown first."""
        by_voice = self.channels.phone or self.channels.reached_through
        return self.hours.phone if by_voice else self.hours.chat

    @property
    def link(self) -> str | None:
        """The address to show: the chat, else the website if a source was seen to name it."""
        if self.channels.chat_url:
            return self.channels.chat_url
        return self.website if self.website_seen_in_source else None


class LowThreshold(FactStruct, frozen=True, forbid_unknown_fields=True):
    cost: str
    registration: str
    membership: str
    drop_in: str
    prior_knowledge: str
    other: str | None


class FindLocal(FactStruct, frozen=True, forbid_unknown_fields=True):
    text: str | None
    url: str | None
    url_seen_in_source: bool


class Coverage(FactStruct, frozen=True, forbid_unknown_fields=True):
    scope: str
    places: tuple[str, ...]
    note: str | None


class Traits(FactStruct, frozen=True, forbid_unknown_fields=True):
    """Low-threshold traits; None is unknown. Unknown is not free and not drop-in."""

    drop_in: bool | None = None
    free: bool | None = None
    no_registration: bool | None = None
    no_membership: bool | None = None
    no_prior_knowledge: bool | None = None
    anonymous: bool | None = None
    host_meets_you: bool | None = None
    may_bring_someone: bool | None = None
    may_leave: bool | None = None
    small_group: bool | None = None
    calm: bool | None = None
    online_first_step: bool | None = None


class ProgrammeShown(FactStruct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What visitors see of a programme, and for whom it is.

    `suits_because`: a plain sentence per loneliness type, life event, barrier or "interest".
    `first_step` says "du" to the one who goes, `first_step_other` to the one who asks for somebody else;
    all other texts fit both. `first_step_written` is for the one who cannot ring, where `first_step` says to ring.
    `only_for`: at least one of these must be true of the person ("a+b" needs both).
    `usually_from_age`: most who come are at least this old; a younger person is welcome but it suits less.
    `reach`: everywhere, many (ask first), listed (only `municipalities`), online, campus (where one studies).
    """

    kind: str
    plain: str
    first_step: str
    at_the_door: str
    cost_plain: str
    where: str
    when: str
    suits_because: Mapping[str, str]
    reach: Reach
    needs_travel: bool
    traits: Traits
    municipalities: tuple[str, ...] = ()
    age_min: int | None = None
    age_max: int | None = None
    usually_from_age: int | None = None
    first_step_other: str = ""
    first_step_written: str = ""
    only_for: tuple[str, ...] = ()
    life_events: tuple[str, ...] = ()
    barriers: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    link: str | None = None


class Programme(Evidence, frozen=True, forbid_unknown_fields=True, kw_only=True):
    kind: tuple[str, ...]
    who_for: Audience
    low_threshold: LowThreshold
    loneliness_types: tuple[str, ...]
    barriers_helped: tuple[str, ...]
    find_local: FindLocal
    coverage: Coverage
    shown: ProgrammeShown | None = None


class TopicSource(FactStruct, frozen=True, forbid_unknown_fields=True):
    name: str
    year: int | str | None = None
    url: str | None = None


class Topic(FactStruct, frozen=True, forbid_unknown_fields=True):
    """A question about loneliness and its answers: several wordings of one or two bubbles each.

    `cost` and `how` answer what people ask next: what it costs, and how one begins.
    """

    id: str
    intent: str
    title: str
    answer: tuple[tuple[str, ...], ...]
    source: TopicSource
    checked: date | None = None
    cost: str | None = None
    how: str | None = None


class VocabularyEntry(msgspec.Struct, frozen=True):
    """A name in Lotsen's vocabulary, the words people use for it, and its kinds of activity.

    `stems` are first parts of compounds; `bare` is False where the name alone means something else, `aside` True
    where it counts only when nothing else is named.
    """

    name: str
    words: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    stems: tuple[str, ...] = ()
    bare: bool = True
    aside: bool = False


class NeedRule(FactStruct, frozen=True, forbid_unknown_fields=True):
    """How well each kind of service answers a need; the weight may be negative."""

    need: str
    kinds: Mapping[str, float]


class ServiceKind(FactStruct, frozen=True, forbid_unknown_fields=True):
    """A kind of service: its Swedish label, its family, and what sets two of the kind apart (knowledge/variety.py)."""

    name: str
    label: str
    family: str
    apart: tuple[str, ...] = ()


class NeedRules(FactStruct, frozen=True, forbid_unknown_fields=True):
    kinds: tuple[ServiceKind, ...]
    rules: tuple[NeedRule, ...]


@dataclass(frozen=True)
class Facts:
    """Everything that may be shown. What is withheld is named with its reason, never its content."""

    lines: Mapping[str, SupportLine]
    programmes: Mapping[str, Programme]
    topics: Mapping[str, Topic]
    need_rules: NeedRules
    interests: tuple[VocabularyEntry, ...] = ()
    barriers: tuple[VocabularyEntry, ...] = ()
    life_events: tuple[VocabularyEntry, ...] = ()
    withheld: Mapping[str, str] = field(default_factory=dict)

    def phones(self) -> dict[str, str]:
        """Line id to its own number as shown. Lines that lack one of their own are left out."""
        return {line.id: line.channels.phone for line in self.lines.values() if line.channels.phone}

    def numbers(self) -> frozenset[str]:
        """Every number that a reply may hold, digits only."""
        return frozenset("".join(filter(str.isdigit, phone)) for phone in self.phones().values())

    def links(self) -> frozenset[str]:
        """Every address that a reply may hold."""
        found = {line.link for line in self.lines.values()}
        found |= {line.website for line in self.lines.values() if line.website_seen_in_source}
        found |= {item.shown.link for item in self.programmes.values() if item.shown}
        found |= {topic.source.url for topic in self.topics.values()}
        return frozenset(link for link in found if link)
