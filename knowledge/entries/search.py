"""The rows that searching reads of an entry: one for each place where it is, none while it lacks something."""

from datetime import date

from knowledge.build_rows import Row
from knowledge.complete import lacks, until
from knowledge.entries.candidate import to_candidates
from knowledge.entry import Entry
from knowledge.fact_types import Facts
from knowledge.hidden import concealed
from knowledge.interest_words import InterestWords
from knowledge.search_row import Stored, enriched, search_row


def search_rows(entry: Entry, facts: Facts, words: InterestWords, today: date) -> list[Row]:
    """`words` is the vocabulary of the facts, indexed."""
    if lacks(entry, today):
        return []
    last = until(entry, today)
    shown = concealed(entry)
    texts = (shown.description or "", shown.owner.name)
    return [
        search_row(enriched(item, words), Stored(entry.id, index, last, words=texts), words)
        for index, item in to_candidates(entry, facts, today).items()
    ]
