"""What the words of any feed's item tell besides its fields: that it is called off, and that it is for women or men."""

from dataclasses import replace

from msgspec import structs

from knowledge.called_off import said_of
from knowledge.entry import Entry
from knowledge.feeds.reading import Item, Problem
from knowledge.groups import of_one_gender


def heeded(item: Item) -> Item:
    """The item as its own words want it; what is not to be offered is kept, closed for now, and reported."""
    if item.entry is None:
        return item
    entry = _for_whom(item.entry)
    said = said_of(entry.name, entry.plain, entry.description)
    if said is None:
        return replace(item, entry=entry)
    closed = structs.replace(entry, status="temporarily closed" if entry.status == "active" else entry.status)
    where = item.problems[0].where if item.problems else entry.provenance.ref
    problem = Problem(where, "namn", f"“{entry.name[:60]}” erbjuds inte nu, för där står “{said}”")
    return replace(item, entry=closed, problems=(*item.problems, problem))


def _for_whom(entry: Entry) -> Entry:
    """With the gender that it is for, where it tells no other audience; else the search narrows that by the text."""
    if entry.only_for:
        return entry
    return structs.replace(entry, only_for=of_one_gender(f"{entry.name}. {entry.plain or ''}", ()))
