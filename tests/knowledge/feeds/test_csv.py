"""The table that organisers fill in: every column, every encoding, and whatever can be wrong with a row."""

import io
import zipfile
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.entry import Checked, Entry, Meeting, Owner, Phone, Price, Provenance, Where
from knowledge.errors import FeedError
from knowledge.fact_types import Traits
from knowledge.feeds.table_columns import COLUMNS, NAMES
from knowledge.feeds.tables import TableReader
from knowledge.feeds.template import write_template
from tests.knowledge.feeds.reading_at_hand import entries, items, said
from tests.knowledge.feeds.tables_at_hand import FULL, SHORT, text, workbook

READER = TableReader()


def one(**values: Any) -> Entry:
    (found,) = entries(READER, text({**SHORT, **values}))
    return found


def problems(**values: Any) -> str:
    return said(items(READER, text({**SHORT, **values})))


def test_every_column_has_its_place_in_the_entry() -> None:
    (found,) = entries(READER, text(FULL))
    assert found == Entry(
        id="exempel:a1",
        name="Exempel: torsdagsfika",
        owner=Owner(name="Exempelföreningen", org_number="8020024280"),
        provenance=Provenance(source="exempel", ref="a1", url="https://exempel.se/", licence="CC0 1.0"),
        plain="Vi fikar och spelar kort.",
        description="För vem: grannar.",
        kind="meeting_place",
        traits=Traits(drop_in=True, free=True, no_registration=True, no_membership=True, host_meets_you=True),
        price=Price(amount=0.0, text="Gratis"),
        age_min=18,
        age_max=99,
        loneliness=("social",),
        barriers=("money",),
        life_events=("retirement",),
        interests=("fika", "kortspel"),
        access=("wheelchair", "hearing_loop"),
        places=(Where(name="Kvarngården", address="Kvarngatan 1", postal_code="223 50", city="Lund", municipality="1281",
                      lat=55.7047, lon=13.191, accessibility="rullstol, hörslinga"),),
        meetings=(Meeting(starts=datetime(2026, 9, 3, 14), ends=datetime(2026, 9, 3, 16),
                          rrule="FREQ=WEEKLY;BYDAY=TH;UNTIL=20261217T235959"),),
        phones=(Phone(number="08-465 004 00"),),
        link="https://exempel.se/fika",
        email="info@exempel.se",
        languages=("sv", "ar"),
        checked=Checked(on=date(2026, 11, 20), by="kansliet"),
    )  # fmt: skip


def test_a_full_row_has_no_problems() -> None:
    assert said(items(READER, text(FULL))) == ""


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1", "cp1252"])
def test_any_separator_and_encoding_is_recognised(separator: str, encoding: str) -> None:
    (found,) = entries(
        READER,
        text({**SHORT, "namn": "Exempel: språkcafé på Åsön", "kort_text": "x"}, separator=separator).encode(encoding),
    )
    assert found.name == "Exempel: språkcafé på Åsön"


def test_columns_may_stand_in_any_order_under_a_heading_and_with_capitals() -> None:
    table = "Våra aktiviteter hösten 2026;;\n\nArrangor;NAMN;Ref\nExempelföreningen;Exempel: fika;a1\n"
    (found,) = entries(READER, table)
    assert (found.id, found.name) == ("exempel:a1", "Exempel: fika")


def test_unknown_and_repeated_columns_are_named_once() -> None:
    found = said(items(READER, "ref,namn,arrangor,färg,namn\na1,x,y,röd,z\na2,x,y,blå,z\n"))
    assert (
        found
        == "rad 1 färg: kolumnen finns inte i mallen och lästes inte\nrad 1 namn: kolumnen står flera gånger; den första gäller"
    )


@pytest.mark.parametrize(
    "table", ["", "\n\n\n", "hej", "a,b,c\n1,2,3\n", "<html><body>Inloggning</body></html>", '{"a": 1}', "%PDF-1.4"]
)
def test_what_is_no_table_is_refused_with_a_sentence(table: str) -> None:
    with pytest.raises(FeedError, match="Ingen rad i början"):
        items(READER, table)


def test_a_table_without_refs_or_rows_is_refused() -> None:
    with pytest.raises(FeedError, match="Kolumnen ref saknas på rad 1"):
        items(READER, "namn,arrangor\nx,y\n")
    with pytest.raises(FeedError, match="inga rader"):
        items(READER, "ref,namn\n")


def test_a_row_without_a_name_or_a_ref_falls_away_alone() -> None:
    found = items(READER, "ref,namn,arrangor\na1,,x\n,Fika,x\na3,Exempel: prat,x\n")
    assert [item.entry and item.entry.name for item in found] == [None, None, "Exempel: prat"]
    assert (
        said(found) == "rad 2 namn: namnet saknas, så raden togs inte med\nrad 3 ref: ref saknas; raden togs inte med"
    )


def test_rows_are_numbered_as_a_spreadsheet_numbers_them() -> None:
    table = 'ref,namn,arrangor\n\na1,"två\nrader",x\n,,\na2,,x\n'
    assert said(items(READER, table)) == "rad 5 namn: namnet saknas, så raden togs inte med"


def test_a_quotation_mark_without_its_fellow_spoils_only_its_own_row() -> None:
    table = 'ref;namn;arrangor\na1;"Trasig; x\na2;Exempel: hel;x\na3;Exempel: "citat";x\na4;Exempel: 5" skärm;x\n'
    found = items(READER, table)
    assert [item.entry.name for item in found if item.entry] == [
        "Exempel: hel",
        'Exempel: "citat"',
        'Exempel: 5" skärm',
    ]
    assert 'rad 2 ref: ett citattecken (")' in said(found)


def test_a_row_with_more_values_than_columns_falls_away_and_says_why() -> None:
    found = items(READER, "ref,namn,arrangor\na1,fika, prat och spel,x\na2,Exempel: fika,x\n")
    assert [item.ref for item in found] == [None, "a2"]
    assert "har 4 värden men 3 kolumner; sätt citattecken" in said(found)


def test_a_line_that_is_far_too_long_is_passed_over() -> None:
    found = items(READER, "ref,namn,arrangor\na1," + "x" * 2_500_000 + ",y\na2,Exempel: fika,y\n")
    assert [item.ref for item in found] == [None, "a2"] and "orimligt lång" in said(found)


def test_rows_with_the_same_ref_add_times_and_places_wherever_they_stand() -> None:
    table = text(
        {**SHORT, "tid": "torsdagar 14-16", "plats_namn": "Huset", "ort": "Lund"},
        {**SHORT, "ref": "a2"},
        {"ref": "a1", "tid": "tisdagar 10-12", "plats_namn": "Gården", "ort": "Lund"},
        {"ref": "a1", "tid": "lördagar 11-13", "plats_namn": "Huset", "ort": "Lund"},
    )
    found = {entry.id: entry for entry in entries(READER, table)}["exempel:a1"]
    assert [place.name for place in found.places] == ["Huset", "Gården"]
    assert [(meeting.starts.weekday(), meeting.place) for meeting in found.meetings] == [(3, 0), (1, 1), (5, 0)]


def test_rows_with_the_same_ref_that_contradict_each_other_are_named() -> None:
    found = items(READER, text(SHORT, {**SHORT, "namn": "Exempel: något annat"}))
    assert found[0].entry and found[0].entry.name == "Exempel: fika"
    assert (
        said(found)
        == "rad 2, 3 namn: rad 3 har samma ref som rad 2 men något annat i namn; det som står på rad 2 gäller"
    )


def test_a_thousand_rows_with_one_ref_do_not_fill_the_memory() -> None:
    found = items(READER, text(*([SHORT] * 600)))
    assert sum(item.entry is not None for item in found) == 1
    assert "fler än 500 rader" in said(found)


def test_the_templates_own_example_and_comments_are_not_taken_in() -> None:
    table = text({**SHORT, "ref": "Exempel"}, {"ref": "# så här gör ni"}, {**SHORT, "ref": "a2"})
    assert [entry.provenance.ref for entry in entries(READER, table)] == ["a2"]


@pytest.mark.parametrize(
    ("values", "starts", "ends", "rule"),
    [
        ({"start": "2026-12-03 14:00", "slut": "16:00"}, "2026-12-03 14:00", "2026-12-03 16:00", None),
        ({"start": "2026-12-03T14:00", "slut": "2026-12-03T16:00"}, "2026-12-03 14:00", "2026-12-03 16:00", None),
        ({"start": "3/12 2026 20:00", "slut": "02:00"}, "2026-12-03 20:00", "2026-12-04 02:00", None),
        ({"start": "3/12 2026"}, "2026-12-03 00:00", None, None),
        ({"tid": "3/12 2026 kl 14-16"}, "2026-12-03 14:00", "2026-12-03 16:00", None),
        ({"tid": "FREQ=WEEKLY;BYDAY=TH", "start": "2026-12-01 14:00", "slut": "16:00"},
         "2026-12-03 14:00", "2026-12-03 16:00", "FREQ=WEEKLY;BYDAY=TH"),
        ({"tid": "RRULE:FREQ=WEEKLY;BYDAY=TH;COUNT=3", "start": "2026-12-03 14:00"},
         "2026-12-03 14:00", None, "FREQ=WEEKLY;BYDAY=TH;COUNT=3"),
        ({"tid": "torsdagar", "start": "14:00", "slut": "16:00", "senast_kontrollerad": "2026-11-20"},
         "2026-11-26 14:00", "2026-11-26 16:00", "FREQ=WEEKLY;BYDAY=TH"),
        ({"tid": "torsdagar 14-16"}, "2024-01-04 14:00", "2024-01-04 16:00", "FREQ=WEEKLY;BYDAY=TH"),
        ({"tid": "varannan torsdag 14-16", "start": "2026-12-03"},
         "2026-12-03 14:00", "2026-12-03 16:00", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH"),
        ({"tid": "torsdagar 14-16", "slut": "2026-12-17"}, "2024-01-04 14:00", "2024-01-04 16:00",
         "FREQ=WEEKLY;BYDAY=TH;UNTIL=20261217T235959"),
    ],
)  # fmt: skip
def test_tid_start_and_slut_together(values: dict[str, str], starts: str, ends: str | None, rule: str | None) -> None:
    (meeting,) = one(**values).meetings
    assert (f"{meeting.starts:%Y-%m-%d %H:%M}", meeting.ends and f"{meeting.ends:%Y-%m-%d %H:%M}", meeting.rrule) == (
        starts, ends, rule
    )  # fmt: skip


def test_opening_hours_are_kept_apart_from_meetings() -> None:
    found = one(tid="Mo-Fr 10:00-16:00; PH off")
    assert (found.opening_hours, found.meetings) == ("Mo-Fr 10:00-16:00; PH off", ())
    assert one(tid="mån-fre 10-16").opening_hours == "Mo-Fr 10:00-16:00"


@pytest.mark.parametrize(
    ("values", "what"),
    [
        ({"tid": "varannan torsdag 14-16"}, "första dagen behövs"),
        ({"tid": "FREQ=SECONDLY"}, "tätare än en gång om dagen"),
        ({"tid": "FREQ=WEEKLY;BYDAY=XX"}, "upprepning som inte går att använda"),
        (
            {"tid": "torsdagar 14-16", "start": "2026-12-03", "slut": "2026-11-01"},
            "blir ingen gång mellan start och slut",
        ),
        ({"start": "14:00"}, "dagen saknas"),
        ({"start": "2026-12-03 14:00", "slut": "2026-12-01"}, "ligger före start"),
        ({"start": "2026-02-30"}, "är en dag som inte finns (30/2 2026)"),
        ({"start": "1900-01-01"}, "ligger år 1900"),
        ({"slut": "2999-01-01", "tid": "torsdagar 14-16"}, "ligger år 2999"),
        ({"tid": "mån-fre 10-16", "start": "2026-12-03"}, "används inte när tid är öppettider"),
        ({"senast_kontrollerad": "2027-01-01"}, "har inte varit än"),
        ({"lat": "58.2", "lon": "19.9"}, "till havs"),
        ({"for_vem": "endast vänsterhänta"}, "kan Lotsen inte ta hänsyn till"),
        ({"arrangor": ""}, "arrangören saknas"),
        ({"orgnr": "811228-9874"}, "eget nummer"),
        ({"pris": "gratis", "drop_in": "kanske"}, "ska vara ja, nej eller vet ej"),
    ],
)
def test_what_cannot_be_used_is_named_and_the_rest_is_kept(values: dict[str, str], what: str) -> None:
    assert what in problems(**values)
    assert one(**values).name == "Exempel: fika"


def test_a_time_that_is_not_understood_stays_in_the_description() -> None:
    assert one(tid="onsdagar vid fullmåne").description == "Tid: onsdagar vid fullmåne."


def test_unknown_is_neither_free_nor_drop_in() -> None:
    assert one().traits == Traits()
    assert one(pris="20 kr").traits.free is False
    assert one(pris="frivillig gåva").traits.free is None


def test_a_hidden_address_is_not_even_kept() -> None:
    found = one(plats_namn="Kvinnohuset", adress="dold", ort="Lund", kommunkod="1281", lat="55.7047", lon="13.191")
    assert found.places == (Where(hidden=True, municipality="1281"),)


def test_what_is_on_the_net_is_of_use_everywhere() -> None:
    found = one(plats_namn="Zoom")
    assert (found.places, found.area) == ((Where(name="Zoom", virtual=True),), ("SE",))


def test_html_in_every_field_is_gone() -> None:
    row = {name: f"<b onclick=x>{value}</b><script>alert(1)</script>" for name, value in FULL.items()}
    (found,) = entries(READER, text(row))
    (plain,) = entries(READER, text(FULL))
    assert found == plain


def test_a_workbook_is_read_like_text_with_the_same_row_numbers() -> None:
    row = {**FULL, "kommunkod": 180, "ort": "Stockholm", "postnr": 11122, "lat": 59.33, "lon": 18.06, "drop_in": True,
           "start": datetime(2026, 9, 3), "slut": date(2026, 12, 17), "pris": 0, "alder_fran": 18.0}  # fmt: skip
    found = items(READER, workbook(row, {**SHORT, "ref": "a2", "namn": None}, before=3))
    entry = found[0].entry
    assert entry and (entry.places[0].municipality, entry.places[0].postal_code, entry.traits.drop_in) == (
        "0180",
        "111 22",
        True,
    )
    assert entry.meetings[0].starts == datetime(2026, 9, 3, 14) and entry.price == Price(amount=0.0, text="Gratis")
    assert said(found) == "rad 6 namn: namnet saknas, så raden togs inte med"


def test_a_clock_time_in_a_workbook_is_one() -> None:
    (found,) = entries(READER, workbook({**SHORT, "tid": "torsdagar", "start": time(14), "slut": time(16)}))
    assert found.meetings[0].starts.hour == 14 and found.meetings[0].ends and found.meetings[0].ends.hour == 16


def packed(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(f"{name.replace('_', '/')}.xml", content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (packed(xl_workbook=bytes(30_000_000)), "sväller till 30 MB"),
        (packed(a=b"x"), "Arbetsboken"),
        (workbook(FULL)[:2000], "inte hel"),
        (b"PK\x03\x04" + b"\0" * 100, "inte hel"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 100, "gamla format"),
        (workbook({"a": 1, "b": 2}), "Inget blad"),
    ],
    ids=["bomb", "another zip", "half", "no directory", "old excel", "other columns"],
)
def test_a_workbook_that_is_broken_swells_or_is_no_table_is_refused(content: bytes, why: str) -> None:
    with pytest.raises(FeedError, match=why):
        items(READER, content)


@pytest.mark.parametrize("bound", ["MOST_UNPACKED", "MOST_SHARED"])
def test_a_workbook_beyond_a_bound_is_refused_before_it_is_unpacked(
    monkeypatch: pytest.MonkeyPatch, bound: str
) -> None:
    content = packed(xl_sharedStrings=b"x" * 2000) if bound == "MOST_SHARED" else workbook(FULL)
    monkeypatch.setattr(f"knowledge.feeds.workbook.{bound}", 1000)
    with pytest.raises(FeedError, match="sväller"):
        items(READER, content)


def test_a_workbook_with_entities_in_it_is_refused() -> None:
    source, target = io.BytesIO(workbook(FULL)), io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "xl/workbook.xml":
                content = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + content
            new.writestr(part.filename, content)
    with pytest.raises(FeedError, match=r"går inte att läsa|trasig"):
        items(READER, target.getvalue())


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_template_can_be_filled_in_and_read(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"mall.{ending}"
    write_template(path)
    with pytest.raises(FeedError, match="inga rader"):
        items(READER, path.read_bytes())
    with pytest.raises(FeedError, match="finns redan"):
        write_template(path)
    if ending == "csv":
        filled = path.read_bytes() + "a1;Exempel: fika;;Exempelföreningen\r\n".encode()
        assert [entry.name for entry in entries(READER, filled)] == ["Exempel: fika"]


def test_the_templates_example_is_right_by_its_own_rules() -> None:
    row = {column.name: column.example for column in COLUMNS} | {"ref": "a1"}
    assert said(items(READER, text(row))) == ""


def test_the_columns_are_those_that_are_promised() -> None:
    assert ", ".join(NAMES) == (
        "ref, namn, kort_text, arrangor, orgnr, typ, plats_namn, adress, postnr, ort, kommunkod, lat, lon, tid, start, slut, "
        "pris, telefon, epost, webb, sprak, alder_fran, alder_till, for_vem, ensamhetstyp, hinder, drop_in, anmalan, medlemskap, "
        "forkunskap, vard, tillganglighet, senast_kontrollerad, kontrollerad_av, kalla, licens"
    )


HEADER = ",".join(NAMES).encode() + b"\n"


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.booleans())
def test_any_bytes_are_read_or_refused(content: bytes, headed: bool) -> None:
    try:
        found = items(READER, HEADER + content if headed else content)
    except FeedError as problem:
        assert str(problem).endswith((".", "csv"))
        return
    assert all(item.entry or item.problems for item in found)


CELLS = st.one_of(
    st.text(st.characters(blacklist_characters="\0", blacklist_categories=["Cs"]), max_size=30),
    st.sampled_from(['"', ",", "\n", "a1", "=1+1", "-", "1e999", "ja", "2026-02-30"]),
)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=len(NAMES), max_size=len(NAMES)), min_size=1, max_size=3))
def test_any_values_in_the_columns_are_taken_in_or_named(rows: list[list[str]]) -> None:
    try:
        found = items(READER, text(*(dict(zip(NAMES, row, strict=True)) for row in rows)))
    except FeedError:
        return
    assert all(item.entry or item.problems for item in found)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 5000), st.binary(min_size=1, max_size=4))
def test_a_workbook_with_a_few_bytes_wrong_is_read_or_refused(at: int, wrong: bytes) -> None:
    content = bytearray(WHOLE)
    content[at % len(content) : at % len(content) + len(wrong)] = wrong
    try:
        items(READER, bytes(content))
    except FeedError:
        return


WHOLE = workbook(FULL)
