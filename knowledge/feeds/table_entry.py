"""One activity of the table, from the rows that share its ref."""

from collections.abc import Mapping, Sequence
from datetime import date

from knowledge.entry import Checked, Entry, Meeting, Owner, Provenance, Where, entry_id
from knowledge.fact_types import Traits
from knowledge.feeds.drafting import Drafting
from knowledge.feeds.plain_text import plain_line
from knowledge.feeds.table_places import read_place
from knowledge.feeds.table_times import When, read_when
from knowledge.feeds.words import read_names

ADDED_BY_ROW = frozenset({"ref", "plats_namn", "adress", "postnr", "ort", "kommunkod", "lat", "lon", "tid", "start",
                          "slut", "tillganglighet"})  # fmt: skip
MOST_PLACES = 50
Values = Mapping[str, str]


def read_entry(draft: Drafting, ref: str, rows: Sequence[tuple[int, Values]]) -> Entry | None:
    """The entry, None when its name is missing. Problems are noted in the draft."""
    first = rows[0][1]
    name = draft.line("namn", first.get("namn"), 200)
    if name is None:
        draft.note("namn", "namnet saknas, så raden togs inte med", dropped=True)
        return None
    _compare(draft, rows)
    checked = _checked(draft, first)
    places, times = _by_row(draft, rows, checked.on if checked else None)
    only_for, events, others = _audience(draft, first)
    low, high = draft.ages("alder_fran", first.get("alder_fran"), "alder_till", first.get("alder_till"))
    plain = draft.line("kort_text", first.get("kort_text"))
    price = draft.price("pris", first.get("pris"))
    unread = [f"Tid: {when.unread}." for when in times if when.unread]
    return Entry(
        id=entry_id(draft.reading.source, ref),
        name=name,
        owner=_owner(draft, first),
        provenance=_provenance(draft, first, ref),
        plain=plain,
        description=" ".join([f"För vem: {', '.join(others)}."] * bool(others) + unread) or None,
        kind=draft.kind("typ", first.get("typ"), name, plain),
        traits=_traits(draft, first, None if price is None or price.amount is None else price.amount == 0),
        price=price,
        age_min=low,
        age_max=high,
        only_for=only_for,
        loneliness=draft.loneliness("ensamhetstyp", first.get("ensamhetstyp")),
        barriers=draft.barriers("hinder", first.get("hinder")),
        life_events=events,
        interests=draft.interests_in(name, plain),
        access=_access(rows),
        places=tuple(places),
        area=_area(places),
        meetings=tuple(meeting for when in times for meeting in when.meetings)[:500],
        opening_hours="; ".join(dict.fromkeys(when.opening_hours for when in times if when.opening_hours)) or None,
        phones=draft.phones("telefon", first.get("telefon")),
        link=draft.link("webb", first.get("webb")),
        email=draft.email("epost", first.get("epost")),
        languages=draft.languages("sprak", first.get("sprak")),
        checked=checked,
    )


def _compare(draft: Drafting, rows: Sequence[tuple[int, Values]]) -> None:
    """Names what a later row says otherwise than the first, outside the columns that add times and places."""
    first = rows[0][1]
    for number, row in rows[1:]:
        other = [
            name
            for name, value in row.items()
            if name not in ADDED_BY_ROW and plain_line(value) not in ("", plain_line(first.get(name, "")))
        ]
        if other:
            draft.note(other[0], f"rad {number} har samma ref som rad {rows[0][0]} men något annat i "
                                 f"{', '.join(other[:5])}; det som står på rad {rows[0][0]} gäller")  # fmt: skip


def _by_row(
    draft: Drafting, rows: Sequence[tuple[int, Values]], checked: date | None
) -> tuple[list[Where], list[When]]:
    """The places, each once, and the times of each row at its place."""
    places: list[Where] = []
    times: list[When] = []
    for _, row in rows:
        place = read_place(draft, row)
        if place and place not in places and len(places) < MOST_PLACES:
            places.append(place)
        index = places.index(place) if place in places else 0
        times.append(read_when(draft, row, index, checked))
    return places, _each_once(times)


def _each_once(times: list[When]) -> list[When]:
    seen: set[Meeting] = set()
    found = []
    for when in times:
        new = tuple(meeting for meeting in when.meetings if meeting not in seen)
        seen.update(new)
        found.append(When(new, when.opening_hours, when.unread))
    return found


def _owner(draft: Drafting, row: Values) -> Owner:
    """Without a name the owner stays empty, which keeps the entry from being suggested until an editor knows."""
    name = draft.line("arrangor", row.get("arrangor"), 200) or draft.reading.options.get("owner")
    if not name:
        draft.note("arrangor", "arrangören saknas; aktiviteten föreslås inte förrän den är ifylld")
    return Owner(name=name or "", org_number=draft.org_number("orgnr", row.get("orgnr")))


def _provenance(draft: Drafting, row: Values, ref: str) -> Provenance:
    told = plain_line(row.get("kalla", ""))
    url = draft.link("kalla", told) if told.lower().startswith(("http", "www.")) else None
    return Provenance(
        source=draft.reading.source,
        ref=ref,
        url=url,
        licence=draft.line("licens", row.get("licens"), 100) or draft.reading.licence,
    )


def _checked(draft: Drafting, row: Values) -> Checked | None:
    on = draft.past_day("senast_kontrollerad", row.get("senast_kontrollerad"))
    if on is None:
        return None
    told = draft.line("kalla", row.get("kalla"), 150)
    how = f"enligt {told}" if told and not told.lower().startswith(("http", "www.")) else None
    return Checked(on=on, by=draft.line("kontrollerad_av", row.get("kontrollerad_av"), 100), how=how)


def _audience(draft: Drafting, row: Values) -> tuple[tuple[str, ...], tuple[str, ...], list[str]]:
    """For whom and nobody else, which life events, and the words that are neither and stay in the description."""
    text = draft.line("for_vem", row.get("for_vem")) or ""
    only, others = read_names("only_for", text)
    events, others = read_names("life_events", ", ".join(others))
    for word in others:
        if word.startswith("endast"):
            draft.note("for_vem", f"“{word}” kan Lotsen inte ta hänsyn till när den väljer; det står i beskrivningen")
    return only, events, list(others)


def _access(rows: Sequence[tuple[int, Values]]) -> tuple[str, ...]:
    """The kinds of access that the words name; all that is written stays with the place."""
    return read_names("access", ", ".join(plain_line(row.get("tillganglighet", "")) for _, row in rows))[0]


def _traits(draft: Drafting, row: Values, free: bool | None) -> Traits:
    def unless(column: str) -> bool | None:
        needed = draft.yes_no(column, row.get(column))
        return None if needed is None else not needed

    return Traits(
        drop_in=draft.yes_no("drop_in", row.get("drop_in")),
        free=free,
        no_registration=unless("anmalan"),
        no_membership=unless("medlemskap"),
        no_prior_knowledge=unless("forkunskap"),
        host_meets_you=draft.yes_no("vard", row.get("vard")),
    )


def _area(places: Sequence[Where]) -> tuple[str, ...]:
    """On the net and nowhere else it is of use in all of the country, unless it is kept for a municipality's own."""
    if not places or not all(place.virtual for place in places):
        return ()
    codes = tuple(dict.fromkeys(place.municipality for place in places if place.municipality))
    return codes or ("SE",)
