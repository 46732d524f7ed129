"""Pairs that may be the same activity: the list, and the two side by side for a decision."""

from typing import Any

import msgspec
from starlette.exceptions import HTTPException

from chat.staff.directory.desk import Answer, Desk, Form, Go, Show, Visit
from chat.staff.directory.page import Page
from chat.staff.directory.said_values import in_words
from chat.staff.directory.words import field_label
from knowledge.duplicates import (
    SAME,
    Pair,
    count_undecided,
    decide_different,
    decide_same,
    find_pairs,
    read_pair,
    read_pairs,
    store_pairs,
    undo,
)
from knowledge.editing import FIELDS, value_of
from knowledge.editor_list import sources
from knowledge.entry import Entry
from knowledge.entry_store import read_entries


class DuplicatesPage(Page):
    path = "/dubbletter"
    label = "Dubbletter"

    def get(self, visit: Visit) -> Answer:
        with visit.desk.engine.connect() as connection:
            waiting, decided = read_pairs(connection, decided=False), read_pairs(connection, decided=True, limit=20)
            ids = {key for pair in (*waiting, *decided) for key in (pair.first_id, pair.second_id)}
            names = {entry.id: entry.name for entry in read_entries(connection, sorted(ids))}
            total = count_undecided(connection)
        context = {"waiting": waiting, "decided": decided, "names": names, "total": total, "same": SAME}
        return Show("duplicates.html", context)

    def post(self, visit: Visit, form: Form) -> Answer:
        """Looks through everything first and writes afterwards, so that nobody waits for the looking."""
        with visit.desk.engine.connect() as connection:
            pairs = find_pairs(connection)
        with visit.desk.engine.begin() as connection:
            store_pairs(connection, pairs)
        return Go("/dubbletter", "letat")


class PairPage(Page):
    path = "/dubblett"
    label = "Dubblett"
    menu = False

    def get(self, visit: Visit) -> Answer:
        with visit.desk.engine.connect() as connection:
            pair = _found(read_pair(connection, visit.query.get("id")))
            entries = {entry.id: entry for entry in read_entries(connection, [pair.first_id, pair.second_id])}
            named = dict(sources(connection))
        if len(entries) < 2:
            raise HTTPException(404, "En av aktiviteterna finns inte längre.")
        both = entries[pair.first_id], entries[pair.second_id]
        context = {"title": "Är det samma aktivitet?", "pair": pair, "both": both, "rows": _rows(both, visit.desk),
                   "sources": [named.get(item.provenance.source, item.provenance.source) for item in both],
                   "same": SAME}  # fmt: skip
        return Show("pair.html", context)

    def post(self, visit: Visit, form: Form) -> Answer:
        decision, now = form.get("beslut"), visit.desk.now()
        with visit.desk.engine.begin() as connection:
            pair = _found(read_pair(connection, visit.query.get("id")))
            if decision == "inte-samma":
                decide_different(connection, pair, by=visit.by)
            elif decision == "angra":
                undo(connection, pair, by=visit.by, now=now)
                return Go("/dubblett", "angrat", {"id": pair.id})
            elif decision in (pair.first_id, pair.second_id):
                decide_same(connection, pair, decision, by=visit.by, now=now)
                return Go("/dubbletter", "samma")
            else:
                raise HTTPException(400, "Knappen finns inte.")
        return Go("/dubbletter", "inte_samma")


def _found(pair: Pair | None) -> Pair:
    if pair is None:
        raise HTTPException(404, "Paret finns inte längre. Leta efter dubbletter igen.")
    return pair


def _rows(both: tuple[Entry, Entry], desk: Desk) -> list[dict[str, Any]]:
    """The fields of both in words, those that differ first."""
    rows: list[dict[str, Any]] = [
        {"field": field_label(name), "values": [_say(name, entry, desk) for entry in both]}
        for name in (*FIELDS, "checked")
    ]
    told = [row for row in rows if any(row["values"])]
    for row in told:
        row["same"] = row["values"][0] == row["values"][1]
    return sorted(told, key=lambda row: bool(row["same"]))


def _say(name: str, entry: Entry, desk: Desk) -> str:
    value = value_of(entry, name)
    return "" if value in (None, (), {}) else in_words(name, msgspec.json.encode(value).decode(), desk)
