"""The past of an activity: who changed what and when, and a way back."""

import msgspec

from chat.staff.directory.desk import Answer, Form, Go, Show, Visit
from chat.staff.directory.entry_page import found_entry
from chat.staff.directory.page import Page
from chat.staff.directory.said_values import in_words
from chat.staff.directory.words import field_label, labels
from knowledge.editing import NotRestorable, may_go_back, restore
from knowledge.entries.history import Change
from knowledge.entry_store import history

MOST = 200


class HistoryPage(Page):
    path = "/historik"
    label = "Historik"
    menu = False

    def get(self, visit: Visit) -> Answer:
        return self._show(visit)

    def post(self, visit: Visit, form: Form) -> Answer:
        service_id, now = visit.query.get("id"), visit.desk.now()
        with visit.desk.engine.begin() as connection:
            entry = found_entry(connection, service_id)
            change = next((item for item in history(connection, entry.id) if _key(item) == form.get("rad")), None)
            try:
                if change is None:
                    raise NotRestorable
                restore(connection, entry.id, change.field, change.before, by=visit.by, now=now)
            except NotRestorable:
                return self._show(visit, "Det tidigare värdet finns inte kvar och kan inte tas tillbaka.")
        return Go("/historik", "aterstalld", {"id": service_id})

    def _show(self, visit: Visit, problem: str = "") -> Answer:
        desk = visit.desk
        with desk.engine.connect() as connection:
            entry = found_entry(connection, visit.query.get("id"))
            found = history(connection, entry.id)
        rows = [
            {"change": item, "key": _key(item), "field": field_label(item.field),
             "does": labels("actions").get(item.action, item.action),
             "before": in_words(item.field, item.before, desk), "after": in_words(item.field, item.after, desk),
             "can": _can_go_back(item)}
            for item in found[:MOST]
        ]  # fmt: skip
        context = {"title": f"Historik för {entry.name}", "entry": entry, "rows": rows, "problem": problem,
                   "left_out": max(len(found) - MOST, 0)}  # fmt: skip
        return Show("history.html", context, 422 if problem else 200)


def _can_go_back(change: Change) -> bool:
    return change.action in ("update", "delete") and may_go_back(change.field, change.before)


def _key(change: Change) -> str:
    return msgspec.json.encode([change.field, change.action, change.at]).decode()
