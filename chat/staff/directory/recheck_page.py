"""What is to be checked again: activities here, and facts that are changed in their files."""

from chat.staff.directory.desk import Answer, Show, Visit
from chat.staff.directory.page import Page
from knowledge.assurance import recheck_list
from knowledge.fact_types import Facts
from knowledge.rechecks import due_entries, reported_facts


class RecheckPage(Page):
    path = "/kontrollera"
    label = "Ska kontrolleras"

    def get(self, visit: Visit) -> Answer:
        with visit.desk.engine.connect() as connection:
            due = due_entries(connection, visit.desk.today())
            reported = reported_facts(connection, fact_ids(visit.desk.facts), visit.desk.today())
        facts = recheck_list(visit.desk.facts, visit.desk.today())
        return Show("rechecks.html", {"due": due, "facts": facts, "reported": reported})


def fact_ids(facts: Facts) -> frozenset[str]:
    """The ids that rows of facts have in the directory."""
    return frozenset(facts.programmes) | {f"line:{name}" for name in facts.lines}
