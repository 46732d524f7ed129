"""The rows that searching reads of an entry: one for each place where it is, none while it lacks something."""

from datetime import date

import msgspec

from knowledge.complete import lacks, until
from knowledge.entry import Entry
from knowledge.entry_candidate import to_candidates
from knowledge.entry_rows import Row
from knowledge.fact_types import Facts


def search_rows(entry: Entry, facts: Facts, today: date) -> list[Row]:
    if lacks(entry, today):
        return []
    last = until(entry, today)
    return [
        {
            "service_id": entry.id,
            "place_index": index,
            "kind": item.kind,
            "reach": item.reach,
            "latitude": item.lat,
            "longitude": item.lon,
            "is_free": item.traits.free,
            "is_active": True,
            "checked": item.checked,
            "until": last,
            "search_text": " ".join(
                (item.name, item.plain, *item.interests, *item.activities, *item.life_events, *item.barriers)
            ).casefold(),
            "document": msgspec.json.encode(item).decode(),
        }
        for index, item in to_candidates(entry, facts, today).items()
    ]
