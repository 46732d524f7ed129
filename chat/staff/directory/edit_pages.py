"""The form for a new activity and for changing one: what is wrong stands beside its field, nothing typed is lost."""

from collections.abc import Mapping
from typing import Any

from chat.staff.directory import words
from chat.staff.directory.card import cards
from chat.staff.directory.desk import Answer, Form, Go, Show, Visit
from chat.staff.directory.entry_form import read_fields, to_fields
from chat.staff.directory.entry_page import found_entry
from chat.staff.directory.entry_parts import row_numbers
from chat.staff.directory.form_hours import CODES, NAMES
from chat.staff.directory.listing import kind_labels, municipality_names
from chat.staff.directory.page import Page
from knowledge.complete import lacks
from knowledge.editing import EDITORS, changed_fields, save
from knowledge.entries.rows import fingerprint
from knowledge.entry import Entry
from knowledge.recurrence import when_text

SPARE_ROWS = {"place": 1, "meeting": 2, "phone": 1}
STALE = "Någon annan har ändrat aktiviteten medan du skrev. Läs igenom och spara igen om det fortfarande stämmer."


class NewPage(Page):
    path = "/ny"
    label = "Ny aktivitet"

    def get(self, visit: Visit) -> Answer:
        return _form(visit, Form({"trait-free": [""]}), None)

    def post(self, visit: Visit, form: Form) -> Answer:
        read = read_fields(form, visit.desk, None)
        if read.entry is None or form.get("gor") == "rader":
            return _form(visit, form, None, {} if form.get("gor") == "rader" else read.errors)
        if form.get("gor") == "visa":
            return _form(visit, form, None, seen=read.entry)
        with visit.desk.engine.begin() as connection:
            save(connection, read.entry, by=visit.by, now=visit.desk.now())
        return Go("/aktivitet", "skapad", {"id": read.entry.id})


class EditPage(Page):
    path = "/andra"
    label = "Ändra"
    menu = False

    def get(self, visit: Visit) -> Answer:
        with visit.desk.engine.connect() as connection:
            entry = found_entry(connection, visit.query.get("id"))
        return _form(visit, Form(to_fields(entry, visit.desk)), entry)

    def post(self, visit: Visit, form: Form) -> Answer:
        with visit.desk.engine.begin() as connection:
            before = found_entry(connection, visit.query.get("id"))
            read = read_fields(form, visit.desk, before)
            if read.entry is None or form.get("gor") == "rader":
                return _form(visit, form, before, {} if form.get("gor") == "rader" else read.errors)
            if form.get("gor") == "visa":
                return _form(visit, form, before, seen=read.entry)
            if form.get("version") != fingerprint(before):
                return _form(visit, form, before, {"version": STALE})
            changed = bool(changed_fields(before, read.entry)) or before.provenance != read.entry.provenance
            save(connection, read.entry, by=visit.by, now=visit.desk.now())
        return Go("/aktivitet", "sparad" if changed else "oforandrad", {"id": before.id})


def _form(
    visit: Visit,
    form: Form,
    entry: Entry | None,
    errors: Mapping[str, str] | None = None,
    seen: Entry | None = None,
) -> Answer:
    desk = visit.desk
    context: dict[str, Any] = {
        "title": f"Ändra {entry.name}" if entry else "Ny aktivitet",
        "entry": entry,
        "form": form,
        "errors": errors or {},
        "error_labels": {name: _label(name) for name in errors or ()},
        "version": fingerprint(entry) if entry else "",
        "own": entry is None or entry.provenance.source == EDITORS,
        "seen": cards(seen, desk) if seen else None,
        "seen_lacks": lacks(seen, desk.today()) if seen else (),
        "kinds": kind_labels(visit),
        "municipalities": municipality_names(visit).values(),
        "interests": sorted({word.name for word in desk.facts.interests}),
        "rows": {kind: _numbers(form, kind, visit) for kind in SPARE_ROWS},
        "meeting_words": _meeting_words(entry, visit),
        "hours_days": list(zip(CODES, NAMES, strict=True)),
        "labels": words.labels,
        "traits": words.traits(),
    }
    return Show("form.html", context, 422 if errors else 200)


def _numbers(form: Form, kind: str, visit: Visit) -> list[int]:
    """The rows that are told, and empty ones after them."""
    told = row_numbers(form, kind)
    first_free = max(told, default=-1) + 1
    spare = max(SPARE_ROWS[kind], 1) + (2 if form.get("gor") == "rader" else 0)
    return [*told, *range(first_free, first_free + spare)]


def _meeting_words(entry: Entry | None, visit: Visit) -> dict[int, str]:
    """How Lotsen would say each meeting, by its row."""
    meetings = entry.meetings if entry else ()
    return {number: when_text([meeting], visit.desk.clock()) for number, meeting in enumerate(meetings)}


def _label(name: str) -> str:
    """What a field of the form is called in the list of what is wrong."""
    part = name.split("-")[0]
    if part == "trait":
        return words.traits()[name.split("-", 1)[1]]["label"]
    return FORM_LABELS.get(name) or FORM_LABELS.get(part) or words.labels("fields").get(part, "Formuläret")


FORM_LABELS = {
    "owner-name": "Vem som ordnar det",
    "owner-org_number": "Organisationsnummer",
    "owner-website": "Arrangörens webbsida",
    "owner-email": "Arrangörens e-post",
    "place": "Plats",
    "meeting": "Träff",
    "phone": "Telefon",
    "hours": "Öppettider",
    "price": "Pris",
    "own": "Egna formuleringar",
    "source_url": "Var uppgifterna finns",
    "version": "Sidan",
}
