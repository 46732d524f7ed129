"""Villages and postcodes of an imported gazetteer: found where a place is meant, and silent everywhere else."""

import time
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.gazetteer.gazetteer import FILE, Gazetteer, file_lines, open_gazetteer
from knowledge.place_table import NamedPlace, fold, read_table
from knowledge.places import Places, load_places

VILLAGES = [
    NamedPlace("Kvistabyn", "2309", "ort", 0, 63.40, 14.10),
    NamedPlace("Trollmyrasjön", "2309", "ort", 0, 63.45, 14.20),
    NamedPlace("Trollmyren", "2309", "othername", 0, 63.45, 14.20),
    NamedPlace("Dubbelvik", "2309", "ort", 0, 63.42, 14.15),
    NamedPlace("Dubbelvik", "1281", "ort", 0, 55.70, 13.20),
    NamedPlace("Tvåstället", "2309", "ort", 0, 63.10, 14.10),
    NamedPlace("Tvåstället", "2309", "ort", 0, 63.90, 14.10),
    NamedPlace("Skogen", "2309", "ort", 0, 63.41, 14.12, weak=True, weak_unwritten=True),
    NamedPlace("Rutornå", "2309", "ort", 0, 63.41, 14.12, weak_unwritten=True),
    NamedPlace("Västra Sländudden", "1281", "ort", 0, 55.71, 13.21),
    NamedPlace("Gröntuvö", "0117", "ort", 0, 59.45, 18.60),
    NamedPlace("Solgläntan", "0117", "ort", 0, 59.45, 18.60),
    NamedPlace("Danmark", "0380", "ort", 0, 59.83, 17.75),
    NamedPlace("Lund", "0117", "ort", 0, 59.45, 18.60),
    NamedPlace("83140 Östersund", "2380", "postcode", 0, 63.17, 14.63),
    NamedPlace("83599 Krokom", "2309", "postcode", 0, 63.32, 14.46),
    NamedPlace("83599 Östersund", "2380", "postcode", 0, 63.17, 14.63),
    *(NamedPlace("Mångaberg", code, "ort", 0, 60.0, 15.0)
      for code in ("1290", "0780", "0580", "1880", "2180", "2480", "1780")),
]  # fmt: skip
TABLE = read_table()
places = Places(TABLE, Gazetteer(file_lines(VILLAGES)))
without = Places(TABLE)

MEANT = [
    ("bor i Kvistabyn", "Krokom"),
    ("jag bor i kvistabyn sedan i våras", "Krokom"),
    ("flyttade till Kvistabyn efter skilsmässan", "Krokom"),
    ("finns det nåt i Kvistabyn?", "Krokom"),
    ("finns det nåt i kvistabyn?", "Krokom"),
    ("en bit utanför Kvistabyn", "Krokom"),
    ("i närheten av Kvistabyn", "Krokom"),
    ("norr om Kvistabyn", "Krokom"),
    ("det är tomt i Kvistabyns bygdegård", "Krokom"),
    ("bor i Vastra Slandudden", "Lund"),
    ("bor i västra sländudden", "Lund"),
    ("bor i Trollmyrasjon", "Krokom"),
    ("bor i Trollmyrasjönn", "Krokom"),
    ("bor i Trollmyren", "Krokom"),
    ("bor på Gröntuvö", "Österåker"),
    ("bor i Skogen", "Krokom"),
    ("bor i rutornå", "Krokom"),
    ("bor i Dubbelvik utanför Lund", "Lund"),
    ("bor i Dubbelvik i Jämtland", "Krokom"),
    ("Dubbelvik, Krokom", "Krokom"),
    ("bor i Kvistabyn, Malmö", "Malmö"),
    ("bor i Lund", "Lund"),
]
SILENT = [
    "jag går i skogen varje dag",
    "bor i skogen",
    "Skogen är tyst",
    "jag heter Eva Kvistabyn",
    "kvistabyn är ett fint ord",
    "jag stod och tittade i rutorna",
    "bor i Danmark",
    "min mormor bor på Solgläntan",
    "en natt till",
]


@pytest.mark.parametrize(("text", "name"), MEANT)
def test_a_village_is_found_where_a_place_is_meant(text: str, name: str) -> None:
    found = places.resolve(text)
    assert found.municipality is not None and found.municipality.name == name, found


@pytest.mark.parametrize("text", SILENT)
def test_an_ordinary_word_or_name_is_no_village(text: str) -> None:
    assert places.find(text) == []


@pytest.mark.parametrize(
    ("text", "name"), [("kvistabyn", "Krokom"), ("i Kvistabyn", "Krokom"), ("Skogen", "Krokom"), ("83599", None)]
)
def test_a_short_answer_to_the_question_of_place_may_be_a_village(text: str, name: str | None) -> None:
    found = places.resolve(text, expecting=True)
    assert (found.municipality.name if found.municipality else None) == name


def test_a_village_in_several_municipalities_is_asked_about() -> None:
    found = places.resolve("bor i Dubbelvik")
    assert found.municipality is None
    assert {item.name for item in found.candidates} == {"Krokom", "Lund"}


def test_a_village_in_more_municipalities_than_one_can_ask_about_is_an_unknown_name() -> None:
    found = places.resolve("bor i Mångaberg")
    assert found.municipality is None and found.candidates == () and found.unknown == "Mångaberg"
    assert places.resolve("jag är född i Mångaberg").unknown is None
    named = places.resolve("bor i Mångaberg, Växjö").municipality
    assert named and named.name == "Växjö"


def test_a_postcode_is_known_to_its_last_digit() -> None:
    assert places.resolve("bor på 831 40").municipality == TABLE.municipalities["2380"]
    assert {item.code for item in places.resolve("bor på 835 99").candidates} == {"2309", "2380"}


def test_a_postcode_alone_gives_its_municipalities() -> None:
    assert [item.name for item in places.by_postcode("83599")] == ["Krokom", "Östersund"]
    assert [item.name for item in places.by_postcode("22240")] == ["Lund"]
    assert places.by_postcode("00000") == places.by_postcode("") == ()


def test_a_postcode_that_the_gazetteer_lacks_is_told_from_its_area() -> None:
    assert places.resolve("bor på 222 40") == without.resolve("bor på 222 40")


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("bor i Kvistabyn", (63.40, 14.10)),
        ("bor i Kvistabyn utanför Krokom", (63.40, 14.10)),
        ("bor i Dubbelvik utanför Lund", (55.70, 13.20)),
        ("bor på 831 40", (63.17, 14.63)),
        ("bor i Tvåstället", None),
        ("bor i Krokom", None),
        ("bor i Lund", None),
        ("bor i Skåne", None),
        ("jag bor i Krokom men jobbar i Kvistabyn", None),
    ],
)
def test_the_position_is_that_of_the_village(text: str, position: tuple[float, float] | None) -> None:
    assert places.resolve(text).position == position


def test_a_district_and_a_town_of_the_products_own_table_have_a_position_too() -> None:
    found = without.resolve("bor i Rosengård")
    assert found.locality == "Rosengård" and found.position is not None
    assert abs(found.position[0] - 55.58) < 0.1


def test_what_lies_in_the_products_own_table_is_not_changed_by_the_gazetteer() -> None:
    for name, meanings in list(TABLE.names.items())[::25]:
        for text in (f"bor i {meanings[0].name}", name):
            assert places.resolve(text, expecting=True) == without.resolve(text, expecting=True), text


def test_without_a_gazetteer_a_village_is_an_unknown_name() -> None:
    assert without.resolve("bor i Kvistabyn").unknown == "Kvistabyn"


def test_the_product_reads_the_gazetteer_of_its_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOTSEN_DATA", str(tmp_path))
    (tmp_path / FILE).write_bytes(file_lines(VILLAGES))
    load_places.cache_clear()
    try:
        assert load_places().resolve("bor i Kvistabyn").municipality == TABLE.municipalities["2309"]
    finally:
        load_places.cache_clear()


@pytest.mark.parametrize("content", [b"", b"lotsen-gazetteer 1\n", b"lotsen-gazetteer 2\nx\nend\n", b"\xff\xfe"])
def test_a_file_that_is_not_whole_or_of_another_make_is_left_alone(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    assert open_gazetteer(tmp_path) is None


def test_every_name_of_the_file_is_found_and_nothing_else() -> None:
    gazetteer = Gazetteer(file_lines(VILLAGES))
    for place in VILLAGES:
        if place.kind != "postcode":
            assert place in gazetteer.named(place.name.lower())
    assert not any(gazetteer.named(name) for name in ("", "a", "östersund", "83140", "ööö", "kvistaby", "kvistabynn"))
    assert Gazetteer(file_lines([])).named("kvistabyn") == ()


def test_looking_up_one_of_fifty_thousand_is_quick_and_reading_a_message_too() -> None:
    many = [replace(VILLAGES[0], name=f"By{n:05d}ryd") for n in range(50_000)]
    gazetteer = Gazetteer(file_lines([*many, *VILLAGES]))
    assert len(gazetteer.named("by00042ryd")) == 1
    large = Places(TABLE, gazetteer)
    text = "hej jag bor i Kvistabyn och vill gärna hitta något att göra i närheten på kvällarna om det går an"
    large.find(text)
    began = time.process_time()
    for _ in range(50):
        large.find(text)
    assert (time.process_time() - began) / 50 < 0.003
    assert fold("å") == "a"
