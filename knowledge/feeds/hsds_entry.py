"""Makes an entry of one HSDS service, wherever in the world it comes from."""

from typing import Any

from msgspec import structs

from knowledge.build import FACTS_SOURCE
from knowledge.entry import Checked, Entry, Owner, Provenance, Status, entry_id
from knowledge.fact_types import Traits
from knowledge.feeds import words
from knowledge.feeds.drafting import Drafting
from knowledge.feeds.hsds_contact import read_link, read_phones
from knowledge.feeds.hsds_own import Own, known_codes
from knowledge.feeds.hsds_places import Place, read_area, read_places
from knowledge.feeds.hsds_price import read_price
from knowledge.feeds.hsds_times import Times, read_schedules
from knowledge.feeds.json_fields import Fields
from knowledge.feeds.reading import Item, Reading, is_web
from knowledge.feeds.refs import made_ref, short_ref
from knowledge.feeds.said import access_said, first_sentence, traits_said

Json = dict[str, Any]
LONGEST = 6_000
STATUSES: dict[str, Status] = {
    "active": "active", "open": "active", "published": "active", "aktiv": "active",
    "inactive": "inactive", "draft": "inactive", "suspended": "inactive", "inaktiv": "inactive",
    "defunct": "defunct", "closed": "defunct", "archived": "defunct", "deleted": "defunct", "nedlagd": "defunct",
    "temporarily closed": "temporarily closed", "temporarily_closed": "temporarily closed",
}  # fmt: skip


def service_item(where: str, data: Json, reading: Reading, address: str) -> Item | None:
    """The entry with its problems, None for one of Lotsen's own facts.

    Lotsen's own export keeps its ids when an operator reads it in from a file.
    """
    draft = Drafting(where, reading)
    fields = Fields(data, draft)
    own = Own(fields)
    ref = short_ref(fields.raw("id"))
    name = fields.line("name", "alternate_name")
    if name is None:
        draft.note("name", "Tjänsten har inget namn.", dropped=True)
        return Item(ref, problems=draft.problems)
    if own.told("source") == FACTS_SOURCE:
        return None
    if ref is None:
        draft.note("id", "saknas, så tjänsten känns bara igen så länge namn och arrangör är desamma")
        ref = made_ref(name, fields.child("organization").raw("name"))
    whence = _provenance(own, ref, reading, address)
    entry = _Service(fields, own).entry(name, whence)
    return Item(whence.ref if whence.source == reading.source else ref, entry, problems=draft.problems)


def _provenance(own: Own, ref: str, reading: Reading, address: str) -> Provenance:
    """Where it comes from: what our own export says of that counts in a file, or when it names this very source."""
    source, first_ref = own.told("source"), own.told("ref")
    page = address if is_web(address) else None
    if source and first_ref and (page is None or source == reading.source):
        return Provenance(source=source, ref=first_ref, url=own.told("source_url"), licence=own.told("licence"))
    return Provenance(source=reading.source, ref=ref, url=page, licence=reading.licence)


class _Service:
    """The fields of a service with what belongs to it."""

    def __init__(self, fields: Fields, own: Own) -> None:
        self._fields = fields
        self._own = own
        self._is_ours = own.is_ours()
        self._draft = fields.draft

    def entry(self, name: str, whence: Provenance) -> Entry:
        draft, fields = self._draft, self._fields
        owner = self._owner()
        places = read_places(fields, is_ours=self._is_ours)
        plain, description = self._texts()
        times = self._times(places)
        if times.said:
            description = "\n\n".join(filter(None, (description, "Tider: " + " ".join(times.said))))
        youngest, oldest = self._ages()
        entry = Entry(
            id=entry_id(whence.source, whence.ref),
            name=name,
            owner=owner,
            provenance=whence,
            plain=plain,
            description=description,
            status=self._status(),
            age_min=youngest,
            age_max=oldest,
            places=tuple(place.where for place in places),
            area=read_area(fields, is_ours=self._is_ours),
            meetings=times.meetings,
            opening_hours=times.opening_hours,
            phones=read_phones(fields, places),
            link=read_link(fields, places),
            email=fields.take(draft.email, "email"),
            languages=self._languages(places),
            checked=self._checked(owner),
            price=read_price(fields, is_ours=self._is_ours),
        )
        return self._told_by_us(entry) if self._is_ours else self._told_by_others(entry, places)

    def _told_by_us(self, entry: Entry) -> Entry:
        own = self._own
        return structs.replace(entry, kind=next(iter(own.codes("kind")), None), traits=own.traits(),
                               own_words=own.words("own_words"), other_ids=own.words("other_ids"),
                               opening_hours=self._draft.hours("opening_hours", own.told("opening_hours")),
                               **known_codes(own))  # fmt: skip

    def _told_by_others(self, entry: Entry, places: list[Place]) -> Entry:
        """Foreign terms count where they are words for what Lotsen knows; so do our own link types."""
        draft, own, terms = self._draft, self._own, self._terms()
        texts = [text for name in ("description", "application_process", "fees_description", "eligibility_description",
                                   "alert") if (text := draft.text(name, self._fields.raw(name)))]  # fmt: skip
        kinds = {kind.name for kind in draft.reading.facts.need_rules.kinds}
        kind = next((code for code in own.codes("kind") if code in kinds), None)
        listed = ", ".join(terms)
        held = known_codes(own)
        return structs.replace(
            entry,
            kind=kind or draft.kind("attributes", None, listed, entry.name, entry.plain),
            traits=_joined(traits_said(*texts), own.traits(), entry),
            interests=tuple(dict.fromkeys((*held["interests"], *draft.interests_in(listed, entry.name)))),
            life_events=held["life_events"] or words.read_names("life_events", listed)[0],
            barriers=held["barriers"],
            loneliness=held["loneliness"],
            only_for=held["only_for"],
            access=held["access"] or access_said(*(place.where.accessibility for place in places)),
        )

    def _terms(self) -> list[str]:
        """Words of every term that the service has, for its kind and its interests."""
        found = dict[str, None]()
        held = [*self._fields.children("attributes", "link_taxonomies"), *self._fields.children("taxonomy_terms")]
        for attribute in held:
            term = attribute.child("taxonomy_term", "taxonomy")
            for text in (term.line("name"), attribute.line("label", "name")):
                if text and len(text) <= 80:
                    found[text] = None
        return list(found)

    def _texts(self) -> tuple[str | None, str | None]:
        said = self._fields.text("description", longest=LONGEST)
        if not self._is_ours:
            return first_sentence(said)
        plain = self._own.told("plain")
        if plain and said:
            said = said.removeprefix(plain).strip()
        return plain, said or None

    def _owner(self) -> Owner:
        draft, held = self._draft, self._fields.child("organization")
        number = next((found for one in held.children("organization_identifiers") if (found := _org_number(one))), None)
        return Owner(
            name=held.line("name", "alternate_name") or self._draft.reading.options.get("owner") or "",
            org_number=number,
            website=held.take(draft.link, "website", "url"),
            email=held.take(draft.email, "email"),
        )

    def _status(self) -> Status:
        told = str(self._fields.raw("status") or "active").strip().lower()
        if told not in STATUSES:
            self._draft.note("status", f"“{told[:40]}” är ingen status; tjänsten räknas inte som aktiv")
        return STATUSES.get(told, "inactive")

    def _ages(self) -> tuple[int | None, int | None]:
        fields, draft = self._fields, self._draft
        if fields.raw("minimum_age") is None and fields.raw("maximum_age") is None:
            fields = fields.child("eligibilitys", "eligibility")
        oldest = fields.raw("maximum_age")
        return draft.ages(fields.name("minimum_age"), fields.raw("minimum_age"), fields.name("maximum_age"),
                          None if _is_no_bound(oldest) else oldest)  # fmt: skip

    def _times(self, places: list[Place]) -> Times:
        if self._is_ours:
            found = (Own(schedule).meeting() for schedule in self._fields.children("schedules"))
            return Times(tuple(meeting for meeting in found if meeting and meeting.place <= max(len(places) - 1, 0)))
        by_id = {place.at_id: number for number, place in enumerate(places) if place.at_id}
        held = [(schedule, by_id.get(str(schedule.raw("service_at_location_id")), 0))
                for schedule in self._fields.children("schedules", "regular_schedules")]  # fmt: skip
        held += [(schedule, number) for number, place in enumerate(places)
                 for schedule in place.at.children("schedules", "regular_schedule", "regular_schedules")]  # fmt: skip
        of_places = [(schedule, number) for number, place in enumerate(places)
                     for schedule in place.location.children("schedules", "regular_schedules")]  # fmt: skip
        return read_schedules(held or of_places)

    def _languages(self, places: list[Place]) -> tuple[str, ...]:
        holders = [self._fields, *(place.location for place in places)]
        held = [one for holder in holders[: 1 if self._is_ours else None] for one in holder.children("languages")]
        found = (code for one in held for code in one.take(self._draft.languages, "code", "name", "language") or ())
        return tuple(dict.fromkeys(found))

    def _checked(self, owner: Owner) -> Checked | None:
        on = self._fields.take(self._draft.past_day, "assured_date")
        if on is None:
            return None
        if self._is_ours:
            return Checked(on=on, by=self._own.told("checked_by"), how=self._own.told("checked_how"))
        return Checked(on=on, by=self._fields.line("assurer") or owner.name or None, how="enligt källan")


def _joined(said: Traits, own: Traits, entry: Entry) -> Traits:
    """What the attributes tell goes before the price, and both before the texts."""
    free = entry.price.amount == 0 if entry.price and entry.price.amount is not None else said.free
    told = structs.replace(said, free=free)
    return structs.replace(told, **{name: value for name in own.__struct_fields__
                                    if (value := getattr(own, name)) is not None})  # fmt: skip


def _org_number(one: Fields) -> str | None:
    scheme = " ".join(str(one.raw(name) or "") for name in ("identifier_scheme", "identifier_type")).lower()
    is_swedish = "se-orgnr" in scheme or "organisationsnummer" in scheme or "se-blv" in scheme
    return one.take(one.draft.org_number, "identifier") if is_swedish else None


def _is_no_bound(oldest: object) -> bool:
    """0 and 999 stand for "no limit" in many feeds."""
    return str(oldest).split(".")[0] in ("0", "999", "9999", "150", "200", "121", "125", "130")
