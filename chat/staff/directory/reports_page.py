"""What visitors say is wrong, by activity."""

from chat.staff.directory.desk import Answer, Form, Go, Show, Visit
from chat.staff.directory.page import Page
from chat.staff.directory.recheck_page import fact_ids
from knowledge.feedback import LABELS, handled, mark_handled, unhandled

MOST = 100


class ReportsPage(Page):
    path = "/anmalningar"
    label = "Anmälningar"

    def get(self, visit: Visit) -> Answer:
        with visit.desk.engine.connect() as connection:
            waiting, done = unhandled(connection), handled(connection)
        context = {"waiting": waiting[:MOST], "more": max(len(waiting) - MOST, 0), "done": done[:20], "reasons": LABELS,
                   "facts": fact_ids(visit.desk.facts)}  # fmt: skip
        return Show("reports.html", context)

    def post(self, visit: Visit, form: Form) -> Answer:
        with visit.desk.engine.begin() as connection:
            mark_handled(connection, form.get("id"), by=visit.by, now=visit.desk.now())
        return Go("/anmalningar", "hanterad")
