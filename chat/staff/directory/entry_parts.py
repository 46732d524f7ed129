"""How each field of an entry is read from the form."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from chat.staff.directory import form_hours, form_meetings, form_places
from chat.staff.directory.desk import Desk, Form
from chat.staff.directory.words import labels
from knowledge.entry import Entry, Meeting, Owner, Phone, Price
from knowledge.fact_types import Traits
from knowledge.feeds.drafting import Drafting

CHECKED = ("only_for", "loneliness", "barriers", "life_events", "access")
TOLD = {  # what makes a row more than an empty one
    "place": ("name", "address", "postal_code", "city", "municipality", "position", "accessibility"),
    "meeting": ("start", "end", "date", "note"),
    "phone": ("number",),
}
YES_NO = {"ja": True, "nej": False}
Reader = Callable[[Form, Drafting, Entry | None, Desk], Any]


@dataclass(frozen=True)
class Part:
    """One field of the entry, and the form's fields that tell it (whole names, or beginnings that end in a dash)."""

    field: str
    names: tuple[str, ...]
    read: Reader


def row_numbers(form: Form, kind: str) -> list[int]:
    """The numbers of the rows in which something is told."""
    return sorted(number for number, row in rows(form, kind) if any(row.get(name) for name in TOLD[kind]))


def rows(form: Form, kind: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of one kind, by their number in the form; those marked to be removed are left out."""
    found: dict[int, dict[str, str]] = {}
    for name in form.fields:
        start, _, rest = name.partition("-")
        number, _, field = rest.partition("-")
        if start == kind and number.isdecimal() and field:
            found.setdefault(int(number), {})[field] = form.get(name)
    return ((number, row) for number, row in sorted(found.items()) if row.get("remove") != "ja")


def _places(form: Form, draft: Drafting, before: Entry | None, desk: Desk) -> Any:
    return tuple(
        form_places.to_place(row, draft, f"place-{number}-")
        for number, row in rows(form, "place")
        if not form_places.is_empty(row)
    )


def _meetings(form: Form, draft: Drafting, before: Entry | None, desk: Desk) -> Any:
    old = dict(enumerate(before.meetings)) if before else {}
    found: list[Meeting | None] = []
    for number, row in rows(form, "meeting"):
        same = number in old and row_fields("", 0, row) == row_fields("", 0, form_meetings.to_values(old[number]))
        if same:
            found.append(old[number])
        elif not form_meetings.is_empty(row):
            found.append(form_meetings.to_meeting(row, draft, f"meeting-{number}-", old.get(number)))
    return tuple(meeting for meeting in found if meeting)


def _phones(form: Form, draft: Drafting, before: Entry | None, desk: Desk) -> Any:
    found = []
    for number, row in rows(form, "phone"):
        note = draft.line(f"phone-{number}-note", row.get("note"), 120)
        read = draft.phones(f"phone-{number}-number", row.get("number"))
        found += [Phone(number=phone.number, note=note) for phone in read]
    return tuple(found)


def _owner(form: Form, draft: Drafting, before: Entry | None, desk: Desk) -> Any:
    return Owner(
        name=draft.line("owner-name", form.get("owner-name"), 200) or "",
        org_number=draft.org_number("owner-org_number", form.get("owner-org_number")),
        website=draft.link("owner-website", form.get("owner-website")),
        email=draft.email("owner-email", form.get("owner-email")),
    )


def _price(form: Form, draft: Drafting, before: Entry | None, desk: Desk) -> Any:
    amount = draft.number("price-amount", form.get("price-amount").removesuffix("kr").strip(), 0, 100_000)
    text = draft.line("price-text", form.get("price-text"), 120)
    return Price(amount=amount, text=text) if amount is not None or text else None


def _traits(form: Form, draft: Drafting, before: Entry | None, desk: Desk) -> Any:
    return Traits(**{name: YES_NO.get(form.get(f"trait-{name}")) for name in Traits.__struct_fields__})


def _own_words(form: Form, draft: Drafting, before: Entry | None, desk: Desk) -> Any:
    names = tuple(dict.fromkeys((*(before.own_words if before else ()), *labels("own_words"))))
    found = {name: draft.text(f"own-{name}", form.get(f"own-{name}"), 300) for name in names}
    return {name: text for name, text in found.items() if text}


def _kind(form: Form, draft: Drafting, before: Entry | None, desk: Desk) -> Any:
    known = {kind.name for kind in desk.facts.need_rules.kinds}
    return form.get("kind") if form.get("kind") in known else None


def _checks(name: str) -> Reader:
    def read(form: Form, draft: Drafting, before: Entry | None, desk: Desk) -> Any:
        known = (*labels(name), *(getattr(before, name) if before else ()))
        return tuple(value for value in dict.fromkeys(form.all(name)) if value in known)

    return read


def _by(method: str, name: str, *more: int) -> Reader:
    """Reads one field with the method of Drafting that is for it."""
    return lambda form, draft, before, desk: getattr(draft, method)(name, form.get(name), *more)


PARTS = (
    Part("name", ("name",), _by("line", "name", 150)),
    Part("plain", ("plain",), _by("line", "plain", 300)),
    Part("kind", ("kind",), _kind),
    Part("description", ("description",), _by("text", "description")),
    Part("owner", ("owner-",), _owner),
    Part("places", ("place-",), _places),
    Part("area", ("area",), lambda form, draft, _, desk: form_places.to_area(form.get("area"), draft, desk.places)),
    Part("meetings", ("meeting-",), _meetings),
    Part("opening_hours", ("hours-",), lambda form, draft, *_: form_hours.to_hours(_flat(form), draft)),
    Part("price", ("price-",), _price),
    Part("traits", ("trait-",), _traits),
    *(Part(name, (name,), _checks(name)) for name in CHECKED),
    Part("age_min", ("age_min",), _by("whole", "age_min", 0, 120)),
    Part("age_max", ("age_max",), _by("whole", "age_max", 0, 120)),
    Part("interests", ("interests",), _by("interests", "interests")),
    Part("languages", ("languages",), _by("languages", "languages")),
    Part("phones", ("phone-",), _phones),
    Part("link", ("link",), _by("link", "link")),
    Part("email", ("email",), _by("email", "email")),
    Part("own_words", ("own-",), _own_words),
    Part("source_url", ("source_url",), _by("link", "source_url")),
)


def _flat(form: Form) -> dict[str, str]:
    return {name: form.get(name) for name in form.fields}


def row_fields(kind: str, number: int, values: Mapping[str, str]) -> dict[str, Any]:
    return {f"{kind}-{number}-{name}": value for name, value in values.items() if value}
