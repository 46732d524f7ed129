"""An entry as the fields of a form, and back. What the editor did not touch stays exactly as it was."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from chat.staff.directory import form_hours, form_meetings, form_places
from chat.staff.directory.desk import Desk, Form
from chat.staff.directory.entry_parts import CHECKED, PARTS, Part, row_fields
from chat.staff.directory.words import languages
from knowledge.editing import EDITORS, new_entry_id
from knowledge.entry import Entry, Provenance
from knowledge.fact_types import Traits
from knowledge.feeds.drafting import Drafting
from knowledge.feeds.reading import Reading

TOO_LONG = re.compile(r"var (\d+) tecken lång och kortades till (\d+)")
Fields = dict[str, list[str]]


@dataclass(frozen=True)
class Read:
    """The entry when everything could be read, else what is wrong by field."""

    entry: Entry | None
    errors: Mapping[str, str]


def to_fields(entry: Entry, desk: Desk) -> Fields:
    """What stands in the form."""
    one = {
        "name": entry.name,
        "plain": entry.plain,
        "description": entry.description,
        "kind": entry.kind,
        "owner-name": entry.owner.name,
        "owner-org_number": entry.owner.org_number,
        "owner-website": entry.owner.website,
        "owner-email": entry.owner.email,
        "area": form_places.area_text(entry.area, desk.places),
        "price-amount": f"{entry.price.amount:g}" if entry.price and entry.price.amount is not None else "",
        "price-text": entry.price.text if entry.price else "",
        "age_min": entry.age_min,
        "age_max": entry.age_max,
        "interests": ", ".join(entry.interests),
        "languages": ", ".join(languages().get(code, code) for code in entry.languages),
        "link": entry.link,
        "email": entry.email,
        "source_url": entry.provenance.url,
        **{f"own-{part}": text for part, text in entry.own_words.items()},
        **form_hours.to_values(entry.opening_hours),
        **{f"trait-{name}": _yes_no(getattr(entry.traits, name)) for name in Traits.__struct_fields__},
    }
    for number, place in enumerate(entry.places):
        one |= row_fields("place", number, form_places.to_values(place, desk.places))
    for number, meeting in enumerate(entry.meetings):
        one |= row_fields("meeting", number, form_meetings.to_values(meeting))
    for number, phone in enumerate(entry.phones):
        one |= row_fields("phone", number, {"number": phone.number, "note": phone.note or ""})
    fields = {name: [text] for name, value in one.items() if value is not None and (text := _tidy(str(value)))}
    return fields | {name: list(getattr(entry, name)) for name in CHECKED if getattr(entry, name)}


def read_fields(form: Form, desk: Desk, before: Entry | None) -> Read:
    """The entry that the form tells. `before` is the entry as it was, None for a new one."""
    draft = Drafting("formuläret", Reading(EDITORS, desk.facts, desk.places, desk.today(), _no_fetch))
    sent = {name: found for name in form.fields if (found := [text for text in map(_tidy, form.fields[name]) if text])}
    stood = to_fields(before, desk) if before else {}
    values: dict[str, Any] = {}
    for part in PARTS:
        if before is None or _of(part, sent) != _of(part, stood):
            values[part.field] = part.read(Form(sent), draft, before, desk)
    _demand(values, draft)
    errors = {problem.field: _sentence(problem.what) for problem in reversed(draft.problems)}
    return Read(None, errors) if errors else Read(_entry(values, before), {})


def _of(part: Part, fields: Fields) -> Fields:
    return {
        name: values
        for name, values in fields.items()
        if any(name == known or (known.endswith("-") and name.startswith(known)) for known in part.names)
    }


def _entry(values: dict[str, Any], before: Entry | None) -> Entry:
    url = values.pop("source_url", before.provenance.url if before else None)
    if before is not None:
        whence = before.provenance
        if whence.source == EDITORS:
            whence = msgspec.structs.replace(whence, url=url)
        return _joined(msgspec.structs.replace(before, **values, provenance=whence))
    service_id, ref = new_entry_id()
    whence = Provenance(source=EDITORS, ref=ref, url=url)
    return _joined(Entry(id=service_id, provenance=whence, review="waiting", **values))


def _joined(entry: Entry) -> Entry:
    """Meetings at a place that was taken away are at the first one."""
    last = max(len(entry.places) - 1, 0)
    meetings = tuple(item if item.place <= last else msgspec.structs.replace(item, place=0) for item in entry.meetings)
    return msgspec.structs.replace(entry, meetings=meetings)


def _demand(values: dict[str, Any], draft: Drafting) -> None:
    if "name" in values and not values["name"]:
        draft.note("name", "skriv vad aktiviteten heter")
    if "owner" in values and not values["owner"].name:
        draft.note("owner-name", "skriv vem som ordnar aktiviteten")
    low, high = values.get("age_min"), values.get("age_max")
    if low is not None and high is not None and low > high:
        draft.note("age_max", "är lägre än lägsta ålder")


def _yes_no(value: bool | None) -> str:
    return "" if value is None else "ja" if value else "nej"


def _tidy(value: str) -> str:
    return value.replace("\r\n", "\n").strip()


def _sentence(what: str) -> str:
    """What the reading of feeds says, to one who can still change it."""
    said = TOO_LONG.sub(r"är \1 tecken; högst \2 får plats", what)
    return f"{said[:1].upper()}{said[1:]}."


def _no_fetch(_address: str) -> Any:
    raise AssertionError("a form fetches nothing")
