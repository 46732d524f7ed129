"""National lines and programmes: to be read here, and changed in their files."""

from chat.staff.directory.desk import Answer, Show, Visit
from chat.staff.directory.listing import kind_labels
from chat.staff.directory.page import Page
from knowledge.assurance import recheck_list


class FactsPage(Page):
    path = "/faktafiler"
    label = "Linjer och program"

    def get(self, visit: Visit) -> Answer:
        facts = visit.desk.facts
        due = {row.id: row for row in recheck_list(facts, visit.desk.today())}
        context = {
            "lines": sorted(facts.lines.values(), key=lambda item: item.name),
            "programmes": sorted(facts.programmes.values(), key=lambda item: item.name),
            "due": due,
            "kinds": kind_labels(visit),
            "withheld": len(facts.withheld),
        }
        return Show("facts.html", context)
