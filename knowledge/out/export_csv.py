"""An entry as rows of the table that organisers fill in: one row for each time, with its place.

The table has fewer columns than an entry has fields. What has none stays behind; see docs/adr/0030-hsds-out.md.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from functools import lru_cache

import yaml

from knowledge.entry import Entry, Meeting, Where
from knowledge.fact_types import Traits
from knowledge.feeds.amounts import read_amount
from knowledge.feeds.place_text import ONLINE
from knowledge.feeds.table_columns import NAMES
from knowledge.feeds.table_rule import put_together
from knowledge.feeds.words import WORDS, read_names

Row = dict[str, str]
FOR_WHOM = re.compile(r"^För vem: (?P<others>[^\n]*?)\.(?= Tid: |$)")
TIMES = re.compile(r"(?:^|(?<=\. ))Tid: (.*?)\.(?= Tid: |$)")
DANGEROUS = ("=", "+", "-", "@")  # what a spreadsheet would take for a formula
YES, NO = "ja", "nej"
A_DAY = timedelta(days=1)


def table_rows(entry: Entry, labels: Mapping[str, str], ref: str | None = None) -> Iterator[Row]:
    """Rows with every column. `labels` are the kinds in Swedish; `ref` stands in for the source's own id."""
    first = True
    own_ref = ref or entry.provenance.ref
    for times in _times(entry):
        row = {**(_once(entry, labels) if first else {}), **times, "ref": own_ref, "namn": entry.name}
        yield {name: _safe(row.get(name, "")) for name in NAMES}
        first = False


def _once(entry: Entry, labels: Mapping[str, str]) -> Row:
    checked, whence = entry.checked, entry.provenance
    how = checked.how.removeprefix("enligt ") if checked and checked.how else ""
    return {
        "kort_text": entry.plain or "",
        "arrangor": entry.owner.name,
        "orgnr": entry.owner.org_number or "",
        "typ": labels.get(entry.kind or "", entry.kind or ""),
        "pris": _price(entry),
        "telefon": ", ".join(phone.number for phone in entry.phones),
        "epost": entry.email or "",
        "webb": entry.link or "",
        "sprak": ", ".join(entry.languages),
        "alder_fran": "" if entry.age_min is None else str(entry.age_min),
        "alder_till": "" if entry.age_max is None else str(entry.age_max),
        "for_vem": ", ".join(_for_whom(entry)),
        "ensamhetstyp": _named("loneliness", entry.loneliness),
        "hinder": _named("barriers", entry.barriers),
        "senast_kontrollerad": checked.on.isoformat() if checked else "",
        "kontrollerad_av": checked.by or "" if checked else "",
        "kalla": whence.url or how,
        "licens": whence.licence or "",
        **_traits(entry.traits),
    }


def _traits(traits: Traits) -> Row:
    """Three columns ask the other way round: whether something is needed."""
    plain = {"drop_in": traits.drop_in, "vard": traits.host_meets_you}
    turned = {"anmalan": traits.no_registration, "medlemskap": traits.no_membership,
              "forkunskap": traits.no_prior_knowledge}  # fmt: skip
    told = {name: YES if value else NO for name, value in plain.items() if value is not None}
    return told | {name: NO if value else YES for name, value in turned.items() if value is not None}


def _price(entry: Entry) -> str:
    price = entry.price
    if price is None:
        return ""
    if price.text and (price.amount is None or read_amount(price.text) == price.amount):
        return price.text
    return "" if price.amount is None else "gratis" if price.amount == 0 else f"{price.amount:g} kr"


def _for_whom(entry: Entry) -> Iterator[str]:
    """Those it is only for, life events, and the words that went to the description when the table was read."""
    yield from (_word("only_for", name) for name in entry.only_for)
    yield from (_word("life_events", name) for name in entry.life_events)
    if found := FOR_WHOM.match(entry.description or ""):
        yield found["others"]


def _named(subject: str, names: tuple[str, ...]) -> str:
    return ", ".join(_word(subject, name) for name in names)


@lru_cache(maxsize=512)
def _word(subject: str, name: str) -> str:
    """The first word that means the name and nothing else; the name itself where there is none."""
    for word in _words()[subject].get(name, ()):
        taken_before = subject == "life_events" and read_names("only_for", word)[0]
        if word != name and read_names(subject, word)[0] == (name,) and not taken_before:
            return str(word)
    return name


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    loaded: Mapping[str, Mapping[str, tuple[str, ...]]] = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return loaded


def _times(entry: Entry) -> Iterator[Row]:
    """One row for each meeting, place or text about times that is left, the places in their order."""
    told: set[int] = set()
    rows: list[Row] = []
    for meeting in entry.meetings:
        for place in range(min(meeting.place, len(entry.places))):
            if place not in told:
                told.add(place)
                rows.append(_place(entry.places[place], entry))
        here = _place(entry.places[meeting.place], entry) if meeting.place < len(entry.places) else {}
        told.add(meeting.place)
        rows += [{**here, **row} for row in _meeting(meeting)]
    rows += [_place(place, entry) for number, place in enumerate(entry.places) if number not in told]
    said = [entry.opening_hours] if entry.opening_hours else []
    said += TIMES.findall(entry.description or "")
    for text in said:
        free = next((row for row in rows if "tid" not in row and "start" not in row), None)
        rows.append({"tid": text}) if free is None else free.update(tid=text)
    return iter(rows or [{}])


def _meeting(meeting: Meeting) -> Iterator[Row]:
    """None for what is cancelled; without a rule, further starts are rows of their own."""
    if meeting.cancelled:
        return
    lasts = meeting.ends - meeting.starts if meeting.ends else None
    for starts in (meeting.starts, *(() if meeting.rrule else meeting.extra)):
        row = {"start": f"{starts:%Y-%m-%d %H:%M}"}
        if lasts is not None:
            ends = starts + lasts
            row["slut"] = f"{ends:%H:%M}" if lasts < A_DAY or meeting.rrule else f"{ends:%Y-%m-%d %H:%M}"
        if meeting.rrule:
            row["tid"] = put_together(meeting)
        yield row


def _place(place: Where, entry: Entry) -> Row:
    home = place.municipality or ""
    if place.hidden:
        return {"adress": "dold", "kommunkod": home}
    if place.virtual:
        named = place.name if place.name and ONLINE.search(place.name) else "online"
        return {"plats_namn": named, "kommunkod": home}
    told = any(other.accessibility for other in entry.places)
    return {
        "plats_namn": place.name or "",
        "adress": place.address or "",
        "postnr": place.postal_code or "",
        "ort": place.city or "",
        "kommunkod": home,
        "lat": "" if place.lat is None else repr(place.lat),
        "lon": "" if place.lon is None else repr(place.lon),
        "tillganglighet": place.accessibility or ("" if told else _named("access", entry.access)),
    }


def _safe(value: str) -> str:
    """A value that begins like a formula must not become one in a spreadsheet; numbers are left alone."""
    line = " ".join(value.split())
    is_number = re.fullmatch(r"[+-]?[\d ().,–-]+", line)
    return f" {line}" if line.startswith(DANGEROUS) and not is_number else line
