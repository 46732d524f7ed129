"""Where an editor begins: what there is to do, and how the directory stands."""

from chat.staff.directory.desk import Answer, Show, Visit
from chat.staff.directory.page import Page
from knowledge.assurance import recheck_list
from knowledge.duplicates import count_undecided
from knowledge.editor_list import count_states
from knowledge.feedback import unhandled
from knowledge.rechecks import due_entries


class Front(Page):
    label = "Översikt"
    path = ""

    def get(self, visit: Visit) -> Answer:
        desk = visit.desk
        with desk.engine.connect() as connection:
            counts = count_states(connection, desk.today())
            context = {
                "counts": counts,
                "reports": sum(item.count for item in unhandled(connection)),
                "duplicates": count_undecided(connection),
                "due": due_entries(connection, desk.today()).total,
                "facts_due": len(recheck_list(desk.facts, desk.today())),
            }
        return Show("front.html", context)
