"""Facts as rows of the directory's tables. Pure: nothing is read or written here."""

from datetime import timedelta
from hashlib import sha1
from typing import Any

import msgspec

from knowledge.assurance import ACTIVITY_DAYS, LINE_DAYS
from knowledge.candidate import Candidate, candidates
from knowledge.fact_types import Evidence, Facts, NeedRules, Programme, SupportLine
from knowledge.interest_words import InterestWords
from knowledge.search_row import Stored, interest_words, search_row

Row = dict[str, Any]
Rows = dict[str, list[Row]]
TAXONOMIES = {
    "loneliness": "Slag av ensamhet",
    "life_event": "Livshändelse",
    "barrier": "Hinder som det hjälper mot",
    "interest": "Intresse",
    "trait": "Låg tröskel",
}


class RowBook:
    """Collects rows by table and gives each an id that is the same in every build."""

    def __init__(self) -> None:
        self.rows: Rows = {}
        self._seen: set[str] = set()

    def add(self, table: str, row: Row, *, once: bool = False) -> str:
        """Adds a row; without an id it gets one made from its content. `once`: the same row only one time."""
        key = str(row.get("id") or _made_id(table, row))
        marker = f"{table}:{key}"
        if marker not in self._seen:
            self._seen.add(marker)
            self.rows.setdefault(table, []).append({**row, "id": key})
        elif not once:
            raise ValueError(f"two rows of {table} have the id {key}")
        return key


def fact_rows(facts: Facts, extra: tuple[Candidate, ...], source_id: str) -> Rows:
    """All rows of the facts. `extra` candidates get the rows that searching needs."""
    book = RowBook()
    for name, label in TAXONOMIES.items():
        book.add("taxonomy", {"id": name, "name": label, "description": None})
    _need_rules(book, facts.need_rules)
    for programme in facts.programmes.values():
        _programme(book, programme, source_id)
    for line in facts.lines.values():
        _line(book, line, source_id)
    for item in extra:
        _extra(book, item, source_id)
    words = interest_words(facts)
    for item in (*candidates(facts), *extra):
        _searchable(book, item, words)
    return book.rows


def service_id(item: Candidate) -> str:
    return f"line:{item.id}" if item.is_line else item.id


def _need_rules(book: RowBook, rules: NeedRules) -> None:
    for rule in rules.rules:
        for kind, weight in rule.kinds.items():
            book.add("need_rule", {"id": f"{rule.need}:{kind}", "need": rule.need, "kind": kind, "weight": weight})


def _programme(book: RowBook, programme: Programme, source_id: str) -> None:
    shown = programme.shown
    if shown is None:
        return
    _service(
        book, programme.id, programme, shown.kind, shown.plain, shown.link, (shown.age_min, shown.age_max), source_id
    )
    _assured(book, programme.id, programme, ACTIVITY_DAYS)
    if shown.link:
        book.add("url", {"service_id": programme.id, "label": None, "url": shown.link})
    free = shown.traits.free is True
    book.add("cost_option", {"service_id": programme.id, "option": "free" if free else None,
                             "amount": 0.0 if free else None, "currency": "SEK" if free else None,
                             "amount_description": shown.cost_plain})  # fmt: skip
    for code in shown.municipalities or ("SE",):
        kind = "SCB" if code != "SE" else "country"
        book.add("service_area", {"service_id": programme.id, "name": None, "extent": code, "extent_type": kind})
    _attributes(book, programme.id, "loneliness", programme.loneliness_types)
    _attributes(book, programme.id, "life_event", shown.life_events)
    _attributes(book, programme.id, "barrier", shown.barriers)
    _attributes(book, programme.id, "interest", shown.interests)
    for name in shown.traits.__struct_fields__:
        value = getattr(shown.traits, name)
        if value is not None:
            _attributes(book, programme.id, "trait", (name,), "true" if value else "false")


def _line(book: RowBook, line: SupportLine, source_id: str) -> None:
    shown = line.shown
    if shown is None:
        return
    row_id = f"line:{line.id}"
    _service(book, row_id, line, "support_line", shown.plain, line.link, (shown.age_min, shown.age_max), source_id)
    _assured(book, row_id, line, LINE_DAYS)
    if line.channels.phone:
        book.add("phone", {"service_id": row_id, "location_id": None, "number": line.channels.phone, "type": "voice",
                           "description": line.channels.phone_note})  # fmt: skip
    for channel in ("phone", "chat", "sms", "letter"):
        hours = getattr(line.hours, channel)
        if hours:
            book.add("schedule", {"service_id": row_id, "location_id": None, "channel": channel, "opening_hours": hours,
                                  "timezone": "Europe/Stockholm"})  # fmt: skip
    for name in line.languages:
        book.add("language", {"service_id": row_id, "location_id": None, "name": name, "code": None})
    _attributes(
        book, row_id, "loneliness", tuple(kind for kind in line.suits if kind in ("social", "emotional", "existential"))
    )


def _service(book: RowBook, row_id: str, fact: Evidence, kind: str, plain: str, link: str | None,
             ages: tuple[int | None, int | None], source_id: str) -> None:  # fmt: skip
    owner = fact.organisation or fact.name
    owner_id = f"facts:{sha1(owner.encode()).hexdigest()[:16]}"  # noqa: S324 (an id, not a secret)
    book.add(
        "organization", {"id": owner_id, "name": owner, "description": None, "website": None, "email": None}, once=True
    )
    book.add("service", {"id": row_id, "organization_id": owner_id, "name": fact.name, "kind": kind,
                         "description": plain, "url": link, "status": "active", "minimum_age": ages[0],
                         "maximum_age": ages[1], "assured_date": fact.compiled, "assurer": "redaktionen"})  # fmt: skip
    for source in fact.sources:
        book.add("source_record", {"source_id": source_id, "service_id": row_id, "url": source.url,
                                   "supports": source.supports, "page_date": source.page_date, "content_hash": None,
                                   "missing_count": 0}, once=True)  # fmt: skip


def _assured(book: RowBook, row_id: str, fact: Evidence, days: int) -> None:
    book.add("assurance_event", {"service_id": row_id, "checked": fact.compiled,
                                 "how": "sammanställt ur offentliga webbsidor", "checked_by": "redaktionen",
                                 "next_due": fact.compiled + timedelta(days=days)})  # fmt: skip


def _attributes(book: RowBook, row_id: str, taxonomy: str, codes: tuple[str, ...], value: str | None = None) -> None:
    for code in codes:
        term = book.add(
            "taxonomy_term",
            {"id": f"{taxonomy}:{code}", "taxonomy_id": taxonomy, "code": code, "name": code},
            once=True,
        )
        book.add("attribute", {"link_id": row_id, "link_entity": "service", "link_type": taxonomy,
                               "taxonomy_term_id": term, "value": value})  # fmt: skip


def _extra(book: RowBook, item: Candidate, source_id: str) -> None:
    book.add(
        "organization",
        {"id": "facts:example", "name": "Exempel", "description": None, "website": None, "email": None},
        once=True,
    )
    book.add("service", {"id": item.id, "organization_id": "facts:example", "name": item.name, "kind": item.kind,
                         "description": item.plain, "url": item.link, "status": "active", "minimum_age": item.age_min,
                         "maximum_age": item.age_max, "assured_date": item.checked, "assurer": "exempel"})  # fmt: skip
    book.add("source_record", {"source_id": source_id, "service_id": item.id, "url": None,
                               "supports": "påhittat exempel",
                               "page_date": None, "content_hash": None, "missing_count": 0})  # fmt: skip


def _searchable(book: RowBook, item: Candidate, words: InterestWords) -> None:
    row = search_row(item, Stored(service_id(item)), words)
    book.rows.setdefault("service_search", []).append(row)


def _made_id(table: str, row: Row) -> str:
    content = msgspec.json.encode([table, row], order="deterministic")
    return sha1(content).hexdigest()[:24]  # noqa: S324 (an id, not a secret)
