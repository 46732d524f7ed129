"""The list of activities, with search and filters in the address so that it can be kept as a bookmark."""

from urllib.parse import urlencode

from chat.staff.directory.desk import Answer, Show, Visit
from chat.staff.directory.page import Page
from chat.staff.directory.words import labels
from knowledge.editor_list import Sought, find_entries, sources
from knowledge.errors import Unreadable
from knowledge.feeds.spots import read_municipality

ASKED = {"text": "sok", "kind": "slag", "source": "kalla", "state": "lage"}


class Listing(Page):
    label = "Aktiviteter"
    path = "/aktiviteter"

    def get(self, visit: Visit) -> Answer:
        desk, query = visit.desk, visit.query
        named, problem = query.get("kommun"), ""
        sought = Sought(
            **{name: query.get(asked)[:200] for name, asked in ASKED.items()},
            municipality=self._code(named) or "",
            page=int(query.get("sida")) if query.get("sida").isdecimal() else 1,
        )
        if named and not sought.municipality:
            problem = f"“{named}” är ingen svensk kommun, så den räknas inte med i sökningen."
        with desk.engine.connect() as connection:
            found = find_entries(connection, sought, desk.today())
            known = sources(connection)
        asked = {name: query.get(name) for name in ("sok", "kommun", "slag", "kalla", "lage") if query.get(name)}
        context = {"found": found, "sought": sought, "named": named, "problem": problem, "sources": known,
                   "source_names": dict(known), "kinds": kind_labels(visit),
                   "municipalities": municipality_names(visit), "state_labels": labels("states"), "asked": asked,
                   "page_address": lambda page: "?" + urlencode({**asked, "sida": page})}  # fmt: skip
        return Show("list.html", context)

    def _code(self, name: str) -> str | None:
        try:
            return read_municipality(name, self.desk.places).code if name else None
        except Unreadable:
            return None


def kind_labels(visit: Visit) -> dict[str, str]:
    return {kind.name: kind.label for kind in visit.desk.facts.need_rules.kinds}


def municipality_names(visit: Visit) -> dict[str, str]:
    """Code to name, by name."""
    found = visit.desk.places.table.municipalities.values()
    return {item.code: item.name for item in sorted(found, key=lambda item: item.name)}
