"""The card of an entry exactly as visitors get it, with the best reason that it has."""

from dataclasses import replace

from chat.staff.directory.desk import Desk
from knowledge.entries.candidate import to_candidates
from knowledge.entry import Entry
from knowledge.need import Need
from knowledge.offer import Suggestion
from knowledge.search import Directory


def cards(entry: Entry, desk: Desk) -> list[Suggestion]:
    """One card for each place where it is, as said to somebody whom it suits."""
    directory, today = Directory(None, desk.facts, desk.places), desk.today()
    candidates = to_candidates(entry, desk.facts, today)
    said = [directory.preview(item, _need(entry, index), desk.clock()) for index, item in candidates.items()]
    return said if entry.checked else [replace(card, checked="") for card in said]


def _need(entry: Entry, index: int) -> Need:
    home = entry.places[index].municipality if entry.places else None
    codes = [code for code in entry.area if len(code) == 4]
    return Need(types=entry.loneliness[:1] or ("social",), municipality=home or next(iter(codes), None))
