"""The place of one row of the table."""

from collections.abc import Mapping

from knowledge.entry import Where
from knowledge.feeds.drafting import Drafting
from knowledge.feeds.place_text import ONLINE
from knowledge.feeds.plain_text import plain_line

COLUMNS = ("plats_namn", "adress", "postnr", "ort", "kommunkod", "lat", "lon")
HIDDEN = ("dold", "hemlig", "skyddad", "dold adress", "hemlig adress", "skyddad adress", "visas inte")


def read_place(draft: Drafting, row: Mapping[str, str]) -> Where | None:
    """Where it is; None when the row says nothing about that."""
    if not any(plain_line(row.get(column, "")) for column in COLUMNS):
        return None
    name, address = draft.line("plats_namn", row.get("plats_namn"), 200), draft.line("adress", row.get("adress"), 200)
    city = draft.line("ort", row.get("ort"), 80)
    told = draft.line("tillganglighet", row.get("tillganglighet"))
    if not address and any(text and ONLINE.search(text) for text in (name, city)):
        told_code = row.get("kommunkod")
        kept = draft.municipality("kommunkod", told_code) if plain_line(told_code or "") else None
        return Where(name=name, virtual=True, municipality=kept.code if kept else None)
    postal_code = draft.postcode("postnr", row.get("postnr"))
    position = draft.position("lat", row.get("lat"), row.get("lon"))
    home = draft.municipality("kommunkod", row.get("kommunkod"), city=city, postal_code=postal_code, position=position)
    if any(text and text.casefold() in HIDDEN for text in (name, address)):
        return Where(hidden=True, municipality=home.code if home else None)
    return Where(
        name=name,
        address=address,
        postal_code=postal_code,
        city=city,
        municipality=home.code if home else None,
        lat=position[0] if position else None,
        lon=position[1] if position else None,
        accessibility=told,
    )
