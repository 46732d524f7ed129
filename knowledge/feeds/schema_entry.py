"""Makes an entry of one activity of schema.org (or of OpenActive, which builds on it)."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from msgspec import structs

from knowledge.entry import Entry, Meeting, Owner, Phone, Price, Provenance, Status, Where, entry_id
from knowledge.fact_types import Traits
from knowledge.feeds.drafting import Drafting
from knowledge.feeds.json_fields import Fields
from knowledge.feeds.said import access_said, first_sentence, price_said, traits_said
from knowledge.feeds.schema_graph import NAMED, types
from knowledge.feeds.schema_places import is_abroad_place, virtual_link
from knowledge.feeds.schema_times import read_opening_hours

AGES = re.compile(
    r"\s*(\d{1,3})?\s*(?:(-|–|to|till)\s*(\d{1,3})?|(\+)|år)?\s*(?:år|years?)?\s*(?:och äldre)?\s*", re.IGNORECASE
)
KINDS = {"Library": "library", "Course": "study_circle", "CourseInstance": "study_circle"}
TERMS = ("keywords", "category", "about", "activity", "genre", "eventType", "additionalType")
MOST = 1_000_000
T = TypeVar("T")


class SchemaActivity:
    """The fields of an activity; `above` is the series that it belongs to, whose fields count where it has none."""

    def __init__(self, node: Fields, above: Fields | None = None) -> None:
        self.node = node
        self._nodes = [node] if above is None else [node, above]
        self.draft: Drafting = node.draft

    def name(self) -> str | None:
        return next((found for node in self._nodes if (found := node.line("name", "headline", "title"))), None)

    def entry(
        self, ref: str, name: str, places: Sequence[Where], meetings: tuple[Meeting, ...], page: str | None
    ) -> Entry:
        draft, reading = self.draft, self.draft.reading
        plain, description = first_sentence(self._first_text("description", "disambiguatingDescription", "abstract"))
        terms = ", ".join(self._terms())
        off = bool(meetings) and all(one.cancelled for one in meetings)
        status: Status = "inactive" if off else "active"
        price = self._price()
        said = [name, plain, description, self._first_text("attendeeInstructions")]
        youngest, oldest = self._ages()
        return Entry(
            id=entry_id(reading.source, ref),
            name=name,
            owner=self._owner(),
            provenance=Provenance(source=reading.source, ref=ref, url=page, licence=reading.licence),
            plain=plain,
            description=description,
            kind=self._kind(terms, name, plain),
            status=status,
            traits=self._traits(said, price),
            price=price or price_said(*said),
            age_min=youngest,
            age_max=oldest,
            interests=draft.interests_in(name, terms),
            access=access_said(*(where.accessibility for where in places)),
            places=tuple(places),
            meetings=meetings,
            opening_hours=read_opening_hours(self.node),
            phones=self._phones(),
            link=self._link(),
            email=self._contact("email", draft.email),
            languages=self._languages(),
        )

    def _first_text(self, *names: str) -> str | None:
        return next((found for node in self._nodes if (found := node.text(*names))), None)

    def _kind(self, terms: str, name: str, plain: str | None) -> str | None:
        named = {kind for node in self._nodes for one in types(dict(node.held)) if (kind := KINDS.get(one))}
        return self.draft.kind("@type", None, terms, name, plain) or next(iter(named), None)

    def _terms(self) -> Iterator[str]:
        for node in self._nodes:
            for name in TERMS:
                yield from (text for raw in node.raws(name) if (text := self.draft.line(name, raw, 200)))
                yield from (text for one in node.children(name) if (text := one.line("prefLabel", "name", longest=80)))

    def _traits(self, said: Sequence[str | None], price: Price | None) -> Traits:
        found = traits_said(*said)
        return found if price is None or price.amount is None else structs.replace(found, free=price.amount == 0)

    def _owner(self) -> Owner:
        draft = self.draft
        for node in self._nodes:
            for held in node.children("organizer", "provider", "host"):
                if name := held.line("name", "legalName"):
                    known = (node.graph or {}).get(f"{NAMED}{name}", {})
                    whole = Fields({**known, **held.held}, draft, "organizer", node.graph)
                    return Owner(name=name, org_number=_org_number(whole), website=whole.take(draft.link, "url"),
                                 email=whole.take(draft.email, "email"))  # fmt: skip
            if name := node.line("organizer", "provider"):
                return Owner(name=name)
        return Owner(name=draft.reading.options.get("owner") or "")

    def _link(self) -> str | None:
        for node in self._nodes:
            if link := node.take(self.draft.link, "url") or node.child("offers").take(self.draft.link, "url"):
                return link
        return virtual_link(self.node)

    def _phones(self) -> tuple[Phone, ...]:
        """Of an activity in another country only numbers with a country code."""
        found = self._contact("telephone", self.draft.phones) or ()
        is_abroad = any(is_abroad_place(place) for node in self._nodes for place in node.children("location"))
        return tuple(phone for phone in found if not is_abroad or phone.number.startswith("+"))

    def _contact(self, name: str, read: Callable[[str, object], T | None]) -> T | None:
        for node in self._nodes:
            channel = node.child("availableChannel").child("servicePhone")
            for held in (node, node.child("contactPoint"), channel, node.child("organizer"), node.child("location")):
                if found := held.take(read, name):
                    return found
        return None

    def website(self) -> str | None:
        return self.node.take(self.draft.link, "url")

    def org_number(self) -> str | None:
        return _org_number(self.node)

    def _languages(self) -> tuple[str, ...]:
        for node in self._nodes:
            if found := node.take(self.draft.languages, "inLanguage"):
                return found
            if found := node.child("inLanguage").take(self.draft.languages, "alternateName", "name"):
                return found
        return ()

    def _ages(self) -> tuple[int | None, int | None]:
        for node in self._nodes:
            for held, low, high in ((node.child("ageRange"), "minValue", "maxValue"),
                                    (node.child("audience"), "suggestedMinAge", "suggestedMaxAge"),
                                    (node.child("audience"), "requiredMinAge", "requiredMaxAge")):  # fmt: skip
                if held.raw(low) is not None or held.raw(high) is not None:
                    return self.draft.ages(held.name(low), held.raw(low), held.name(high), held.raw(high))
            if found := AGES.fullmatch(str(node.raw("typicalAgeRange") or "")):
                low_age, dash, high_age, plus = found.groups()
                top = high_age if dash else None if plus or "äldre" in found[0] else low_age
                return self.draft.ages("typicalAgeRange", low_age, "typicalAgeRange", top)
        return None, None

    def _price(self) -> Price | None:
        for node in self._nodes:
            if str(node.raw("isAccessibleForFree")).rstrip("/").split("/")[-1].lower() in ("true", "ja"):
                return Price(amount=0.0, text="Gratis")
            if price := read_offers(node):
                return price
        return None


def read_offers(node: Fields) -> Price | None:
    """What it costs: the amount where all offers cost the same, otherwise the span in words."""
    found: dict[tuple[float, str], None] = {}
    for offer in node.children("offers"):
        low = offer.number("price", "lowPrice", low=0, high=MOST)
        for amount in (low, offer.number("highPrice", low=0, high=MOST)):
            if amount is not None:
                found[amount, _currency(offer)] = None
        for spec in offer.children("priceSpecification"):
            if (amount := spec.number("price", "minPrice", low=0, high=MOST)) is not None:
                found[amount, _currency(spec)] = None
    if not found:
        return node.take(node.draft.price, "offers") if isinstance(node.held.get("offers"), str) else None
    amounts, currency = sorted(amount for amount, _ in found), next(iter(found))[1]
    if len(set(amounts)) == 1:
        return Price(amount=amounts[0], text="Gratis" if amounts[0] == 0 else None, currency=currency)
    unit = "kr" if currency == "SEK" else currency
    low_text = "gratis" if amounts[0] == 0 else f"{amounts[0]:g} {unit}"
    return Price(text=f"Från {low_text} till {amounts[-1]:g} {unit}", currency=currency)


def _currency(offer: Fields) -> str:
    told = str(offer.raw("priceCurrency") or "").strip().upper()
    return told if len(told) == 3 and told.isascii() and told.isalpha() else "SEK"


def _org_number(held: Fields) -> str | None:
    """A Swedish organisation's number, where a field is said to hold one."""
    for one in held.children("identifier"):
        if "org" in str(one.raw("propertyID") or one.raw("name") or "").lower():
            return one.take(held.draft.org_number, "value")
    tax = str(held.raw("taxID") or held.raw("vatID") or held.raw("identifier") or "")
    return held.draft.org_number("taxID", tax) if re.fullmatch(r"(?:SE)?\d{6}-?\d{4}(?:01)?", tax) else None
