"""Numbers and hours are read in the ways that Swedish pages write them, and nothing else is taken for them."""

from datetime import date

import pytest

from knowledge.checks.compare_hours import differ_on_holidays, mean_the_same
from knowledge.checks.judging import around, trouble
from knowledge.checks.numbers import digits_of, find_number, is_among, other_numbers
from knowledge.checks.page import plain, read_page
from knowledge.checks.written_hours import find_hours

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("text", [
    "020-22 22 33", "020 – 22 22 33", "020/22 22 33", "(020) 22 22 33", "020222233", "020.22.22.33", "+46 20 22 22 33",
    "+46 (0)20-22 22 33", "+4620222233", "0046 20 222 233", "020-222 233", "Tel:020-22\u00a022\u00a033.", "020\u201122 22 33",
    "020-22 22 33 9–16", "020-22 22 33 08.00–19.00", "020-\n22 22 33", "2026 020-22 22 33", "020-22 22 33, 08-12 34 56",
])  # fmt: skip
def test_a_number_is_found_in_every_way_of_writing(text: str) -> None:
    assert find_number("020-22 22 33", plain(text))


@pytest.mark.parametrize("text", [
    "020-22 22 34", "020-22 22 333", "1020-22 22 33", "020-22 22 33 44", "20-22 22 33", "020-22 22 3", "22 22 33",
    "+47 20 22 22 33", "020-22 och 22 33",
])  # fmt: skip
def test_another_number_is_not_taken_for_ours(text: str) -> None:
    assert find_number("020-22 22 33", plain(text)) is None


@pytest.mark.parametrize(("number", "text"), [
    ("112", "Ring 112!"), ("116 111", "116111"), ("90101", "tel. 90 101"), ("1177", "Ring 1177."), ("113 13", "11313"),
    ("90101", "90101 dygnet runt"), ("112", "(112)"),
])  # fmt: skip
def test_a_short_number_is_found(number: str, text: str) -> None:
    assert find_number(number, text)


@pytest.mark.parametrize(("number", "text"), [
    ("112", "Det kostar 112 kr"), ("112", "08-112 34 56"), ("90101", "901 01 Umeå"), ("90101", "08-90 101 22"),
    ("1177", "sedan 11772"), ("112", "1,112"), ("112", "112 personer kom"),
])  # fmt: skip
def test_a_price_a_postcode_or_a_part_of_a_number_is_not_a_short_number(number: str, text: str) -> None:
    assert find_number(number, text) is None


def test_digits_are_the_same_from_abroad() -> None:
    assert {digits_of(text) for text in ("+46 (0)20-22 22 33", "0046202222 33", "020-22 22 33")} == {"020222233"}
    assert digits_of("+46 116 111") == "116111"
    assert is_among("116 111", ("+46116111",))


def test_other_numbers_on_the_page_are_named() -> None:
    assert other_numbers("Ring 020-99 88 77 eller 020-22 22 33", "020-22 22 33") == ("020-99 88 77",)


@pytest.mark.parametrize(("text", "hours"), [
    ("mån–fre 9–16", "Mo-Fr 09:00-16:00"),
    ("Mån - fre kl. 09.00 - 16.00", "Mo-Fr 09:00-16:00"),
    ("måndag till fredag klockan 9 till 16", "Mo-Fr 09:00-16:00"),
    ("vardagar 13–16", "Mo-Fr 13:00-16:00"),
    ("13–16 alla vardagar", "Mo-Fr 13:00-16:00"),
    ("alla dagar kl. 18–22", "Mo-Su 18:00-22:00"),
    ("Varje kväll mellan 18 och 22", "Mo-Su 18:00-22:00"),
    ("Vi svarar dygnet runt", "24/7"),
    ("Alla dagar, dygnet runt", "24/7"),
    ("24 timmar om dygnet, årets alla dagar", "24/7"),
    ("Alla kvällar och nätter 21–06", "Mo-Su 21:00-06:00"),
    ("söndag–torsdag 20–24", "Mo-Th,Su 20:00-24:00"),
    ("Vardagar 8–19, helger 10–16", "Mo-Fr 08:00-19:00; Sa-Su,PH 10:00-16:00"),
    ("Vardagar: 8–19. Du kan också mejla. Helger: 10–16.", "Mo-Fr 08:00-19:00; Sa-Su 10:00-16:00"),
    ("Vardagar 9–12 och 13–16", "Mo-Fr 09:00-12:00,13:00-16:00"),
    ("Helgfria vardagar 9–12", "Mo-Fr 09:00-12:00; PH off"),
    ("Måndag, onsdag och fredag 10–15", "Mo,We,Fr 10:00-15:00"),
    ("Måndag 10-15\nTisdag 10-15\nOnsdag 18-21", "Mo-Tu 10:00-15:00; We 18:00-21:00"),
    ("Måndag–torsdag 9–16, fredag 9–12, lördag och söndag stängt", "Mo-Th 09:00-16:00; Fr 09:00-12:00"),
    ("Torsdagar 14–16", "Th 14:00-16:00"),
    ("Ring 020-22 22 33 vardagar 9-16", "Mo-Fr 09:00-16:00"),
    ("Kafé öppet lördagar 10–12. Telefonen: vardagar 9–16.", "Mo-Fr 09:00-16:00"),
])  # fmt: skip
def test_hours_are_read_as_swedish_pages_write_them(text: str, hours: str) -> None:
    found = [written.hours for written in find_hours(plain(text))]
    assert any(mean_the_same(hours, each, TODAY) for each in found), found


@pytest.mark.parametrize("text", [
    "020-22 22 33", "08-12 34 56", "för dig som är 12-17 år", "2024-2026", "mån om dig", "Vardagar svarar vi",
    "öppet de flesta kvällar", "fred 9-16", "30 februari", "kl 25-26", "vardagar 9-16%",
])  # fmt: skip
def test_what_are_no_hours_are_not_taken_for_them(text: str) -> None:
    assert find_hours(plain(text)) == ()


@pytest.mark.parametrize("other", ["Mo-Fr 09:00-16:30", "Mo-Sa 09:00-16:00", "24/7", "Mo-Th 09:00-16:00", "nonsens"])
def test_hours_that_differ_are_not_the_same(other: str) -> None:
    assert not mean_the_same("Mo-Fr 09:00-16:00", other, TODAY)


@pytest.mark.parametrize(("text", "hours"), [
    ("Vardagar 9–12 och 13–16", "Mo-Fr 09:00-12:00"), ("Mån-fre 9–16, lör 10–12", "Mo-Fr 09:00-16:00"),
    ("Måndag–söndag 9–16", "Mo-Fr 09:00-16:00"),
])  # fmt: skip
def test_a_part_of_what_the_page_says_is_not_the_whole(text: str, hours: str) -> None:
    assert not any(mean_the_same(hours, written.hours, TODAY) for written in find_hours(plain(text)))


def test_holidays_do_not_matter_for_an_ordinary_week_but_are_noticed() -> None:
    christmas = date(2026, 12, 24)
    assert mean_the_same("Mo-Fr 09:00-12:00; PH off", "Mo-Fr 09:00-12:00", christmas)
    assert differ_on_holidays("Mo-Su 09:00-12:00; PH off", "Mo-Su,PH 09:00-12:00", christmas)
    assert not differ_on_holidays("Mo-Su 09:00-12:00; PH unknown", "Mo-Su,PH 09:00-12:00", christmas)


def test_a_page_becomes_lines_without_its_machinery() -> None:
    page = read_page(
        b"<style>a{}</style><p>Ett <b>tv</b>\xc3\xa5<!-- dolt > --> 1 < 2<br>tre<script>if(a<b){}</script> fyra"
    )
    assert page.text == "Ett två 1 < 2\ntre fyra"


def test_encodings_are_recognised() -> None:
    for content in ("Åäö".encode("cp1252"), "Åäö".encode(), "Åäö".encode("utf-16"), "\ufeffÅäö".encode()):
        assert read_page(content).text == "Åäö"
    assert read_page('<meta charset="punycode">Åäö'.encode("cp1252")).text == "Åäö"


def test_microdata_count() -> None:
    page = read_page(
        b'<time itemprop="openingHours" datetime="Mo-Fr 09:00-16:00">x</time><meta itemprop=telephone content=112>'
    )
    assert (page.hours, page.phones) == (("Mo-Fr 09:00-16:00",), ("112",))


def test_hours_for_a_season_in_the_part_for_machines_do_not_count() -> None:
    text = '{"openingHoursSpecification": {"dayOfWeek": "Monday", "opens": "09:00", "closes": "10:00", "validFrom": "2026-06-01"}}'
    assert read_page(f"<script type=application/ld+json>{text}</script>".encode()).hours == ()


@pytest.mark.parametrize("text", ["Linjen läggs ner", "Jouren har upphört", "Vi har fått nytt telefonnummer",
                                  "Chatten är stängd", "tillfälligt stängd"])  # fmt: skip
def test_words_of_change_are_noticed(text: str) -> None:
    assert trouble(read_page(text.encode())) == text


def test_the_words_around_begin_and_end_at_words() -> None:
    text = "ord " * 60 + "TRÄFF" + " ord" * 60
    said = around(text, 240, 245)
    assert said.startswith("…ord ") and said.endswith(" ord…") and "TRÄFF" in said
