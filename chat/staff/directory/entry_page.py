"""One activity: how it stands, what it lacks, how Lotsen would say it, and what an editor can do with it."""

from collections.abc import Callable

from sqlalchemy.engine import Connection
from starlette.exceptions import HTTPException

from chat.staff.directory.card import cards
from chat.staff.directory.desk import Answer, Form, Go, Show, Visit
from chat.staff.directory.page import Page
from chat.staff.directory.words import labels
from knowledge.complete import lacks
from knowledge.editing import EDITORS, kept_fields, let_go, put_back, set_review, take_out_by_hand
from knowledge.editor_list import sources, state_of
from knowledge.entry import Entry
from knowledge.entry_store import confirm, read_entry
from knowledge.feedback import LABELS, unhandled

HOW = {"ringt": "ringt", "webb": "sett på webbsidan", "besok": "varit där", "mejl": "fått svar per e-post"}


class EntryPage(Page):
    path = "/aktivitet"
    label = "Aktivitet"
    menu = False

    def get(self, visit: Visit) -> Answer:
        return self._show(visit)

    def post(self, visit: Visit, form: Form) -> Answer:
        """`gor` names what is to be done."""
        action = ACTIONS.get(form.get("gor"))
        service_id = visit.query.get("id")
        if action is None:
            raise HTTPException(400, "Knappen finns inte.")
        with visit.desk.engine.begin() as connection:
            entry = found_entry(connection, service_id)
            said = action(connection, entry, visit, form)
        if said is None:
            return self._show(visit, {"hur": "Välj hur du har kontrollerat uppgifterna."})
        return Go("/aktivitet", said, {"id": service_id})

    def _show(self, visit: Visit, errors: dict[str, str] | None = None) -> Answer:
        desk = visit.desk
        with desk.engine.connect() as connection:
            entry = found_entry(connection, visit.query.get("id"))
            state, due = state_of(connection, entry.id, desk.today())
            context = {
                "state": state,
                "due": due,
                "reports": next(iter(unhandled(connection, entry.id)), None),
                "kept": sorted(kept_fields(connection, [entry.id]).get(entry.id, ())),
                "source": dict(sources(connection)).get(entry.provenance.source, entry.provenance.source),
            }
        context |= {"title": entry.name, "entry": entry, "lacks": lacks(entry, desk.today()),
                    "cards": cards(entry, desk), "own": entry.provenance.source == EDITORS, "reasons": LABELS,
                    "how": labels("how_checked"), "state_labels": labels("states"),
                    "state_means": labels("states_mean"), "errors": errors or {}, "today": desk.today()}  # fmt: skip
        return Show("entry.html", context, 422 if errors else 200)


def found_entry(connection: Connection, service_id: str) -> Entry:
    """Raises HTTPException 404."""
    entry = read_entry(connection, service_id) if service_id else None
    if entry is None:
        raise HTTPException(404, "Aktiviteten finns inte. Den kan ha tagits bort av den som lämnade uppgifterna.")
    return entry


def _review(review: str, said: str) -> Callable[[Connection, Entry, Visit, Form], str | None]:
    def act(connection: Connection, entry: Entry, visit: Visit, form: Form) -> str | None:
        set_review(connection, entry.id, review, by=visit.by, now=visit.desk.now())  # type: ignore[arg-type]
        return said

    return act


def _confirm(connection: Connection, entry: Entry, visit: Visit, form: Form) -> str | None:
    how = HOW.get(form.get("hur"))
    if how is None:
        return None
    confirm(connection, entry.id, by=visit.by, how=how, on=visit.desk.today(), now=visit.desk.now())
    return "kontrollerad"


def _take_out(connection: Connection, entry: Entry, visit: Visit, form: Form) -> str | None:
    take_out_by_hand(connection, entry.id, by=visit.by, now=visit.desk.now())
    return "borttagen"


def _put_back(connection: Connection, entry: Entry, visit: Visit, form: Form) -> str | None:
    put_back(connection, entry.id, by=visit.by, now=visit.desk.now())
    return "tillbaka"


def _let_go(connection: Connection, entry: Entry, visit: Visit, form: Form) -> str | None:
    let_go(connection, entry.id, form.all("falt"), by=visit.by, now=visit.desk.now())
    return "slappt"


ACTIONS = {
    "godkann": _review("approved", "godkand"),
    "vanta": _review("waiting", "vantar"),
    "hall-inne": _review("withheld", "undanhallen"),
    "kontrollera": _confirm,
    "ta-bort": _take_out,
    "lagg-tillbaka": _put_back,
    "slapp": _let_go,
}
