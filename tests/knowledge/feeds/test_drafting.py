"""Raw values of feeds: what each becomes, and that nothing raises whatever is written."""

from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.entry import Phone, Price
from knowledge.feeds.amounts import as_text
from knowledge.feeds.drafting import Drafting
from knowledge.feeds.plain_text import cut, plain_line, plain_lines
from tests.knowledge.feeds.reading_at_hand import reading

HERE = (55.7047, 13.191)


def draft() -> Drafting:
    return Drafting("rad 7", reading())


def read(method: str, *raw: Any) -> tuple[Any, str]:
    """What a value becomes, and what is said of it."""
    one = draft()
    found = getattr(one, method)("fält", *raw)
    return found, "; ".join(problem.what for problem in one.problems)


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("  fika\t på\u00a0 torsdag ", "fika på torsdag"),
        ("<b>Fika</b> &amp; prat", "Fika & prat"),
        ("<script>alert(1)</script>Fika<style>x</style>", "Fika"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;Fika", "Fika"),
        ("&amp;lt;img src=x onerror=alert(1)&amp;gt;Fika", "Fika"),
        ("3 < 5 och 5 > 3", "3 < 5 och 5 > 3"),
        ("Kaffe\x00\x07 \u202eetsap", "Kaffe etsap"),
        ("o\u0308ppet", "öppet"),
        ("a\ud800b", "ab"),
        ("\u200bdold\ufeff", "dold"),
        ("<p></p>", ""),
    ],
)
def test_a_line_is_plain_whatever_was_in_it(raw: str, plain: str) -> None:
    assert plain_line(raw) == plain


def test_paragraphs_stay_apart() -> None:
    assert plain_lines("<p>Ett</p><p>två<br>tre</p>\r\n\r\n\r\n\r\nfyra") == "Ett\ntvå\ntre\n\nfyra"


def test_what_is_too_long_is_cut_at_a_word_and_said_so() -> None:
    found, said = read("line", "ord " * 200)
    assert len(found) <= 300 and found.endswith("ord…")
    assert said == "var 799 tecken lång och kortades till 300"


@given(st.text(max_size=400))
def test_nothing_that_looks_like_a_tag_survives_cleaning_twice(raw: str) -> None:
    once = plain_line(raw)
    assert plain_line(once) == plain_line(plain_line(once))
    assert "<script" not in once and "\0" not in once


@given(st.text(max_size=300), st.integers(5, 100))
def test_a_cut_text_is_never_longer(raw: str, longest: int) -> None:
    assert len(cut(raw, longest)) <= longest


@pytest.mark.parametrize(
    ("raw", "moment"),
    [
        ("2026-12-03", datetime(2026, 12, 3)),
        ("2026-12-03 14:00", datetime(2026, 12, 3, 14)),
        ("2026-12-03T14:30:59", datetime(2026, 12, 3, 14, 30)),
        ("20261203T1400", datetime(2026, 12, 3, 14)),
        ("2026-12-03T13:00:00Z", datetime(2026, 12, 3, 14)),
        ("2026-07-03T13:00:00Z", datetime(2026, 7, 3, 15)),
        ("2026-12-03T14:00:00+02:00", datetime(2026, 12, 3, 13)),
        ("3/12 2026", datetime(2026, 12, 3)),
        ("3/12 2026 kl. 14.30", datetime(2026, 12, 3, 14, 30)),
        ("03.12.2026", datetime(2026, 12, 3)),
        ("torsdag den 3 december 2026 14:00", datetime(2026, 12, 3, 14)),
        ("3:e dec. 2026", datetime(2026, 12, 3)),
        ("2028-02-29", datetime(2028, 2, 29)),
    ],
)
def test_a_day_is_read_as_people_and_programs_write_it(raw: str, moment: datetime) -> None:
    assert read("moment", raw) == (moment, "")


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        ("2026-02-30", "är en dag som inte finns (30/2 2026)"),
        ("2027-02-29", "är en dag som inte finns"),
        ("1900-01-01", "ligger år 1900"),
        ("2999-12-31", "ligger år 2999"),
        ("0000-00-00", "är en dag som inte finns"),
        ("12/31/2026", "är en dag som inte finns (12/31 2026)"),
        ("i morgon", "är inte ett datum som går att läsa"),
        ("3 brumaire 2026", "har en månad som inte finns"),
        ("2026-12-03 25:00", "är ett klockslag som inte finns"),
        ("2026-12-03T10:00:00+99:99", "har en tidszon som inte finns"),
    ],
)
def test_a_day_that_cannot_be_is_named(raw: str, why: str) -> None:
    found, said = read("day", raw)
    assert found is None and f"“{raw}” {why}" in said


def test_nothing_was_checked_tomorrow() -> None:
    assert read("past_day", "2026-11-24") == (None, "2026-11-24 har inte varit än")
    assert read("past_day", "2026-11-23") == (date(2026, 11, 23), "")


@pytest.mark.parametrize(
    ("raw", "clock"), [("14:00", time(14)), ("kl 18", time(18)), ("9.30", time(9, 30)), ("24:00", time(23, 59))]
)
def test_clock_times(raw: str, clock: time) -> None:
    assert read("clock", raw) == (clock, "")


def test_a_position_is_kept_and_one_that_is_swapped_is_put_right() -> None:
    assert read("position", *HERE) == (HERE, "")
    assert read("position", HERE[1], HERE[0]) == (HERE, "")
    assert read("position", "55,7047", " 13,191 ") == (HERE, "")


@pytest.mark.parametrize(
    ("lat", "lon", "why"),
    [
        (0, 0, "ligger inte i Sverige"),
        (48.85, 2.35, "ligger inte i Sverige"),
        (58.2, 19.9, "till havs"),
        (62.0, 19.6, "till havs"),
        (60.17, 24.2, "till havs"),
        ("nord", "öst", "är inte ett tal"),
        (91, 200, "ska ligga mellan"),
        (55.7, None, "bara den ena"),
    ],
)
def test_a_position_out_at_sea_or_abroad_is_left_out(lat: Any, lon: Any, why: str) -> None:
    found, said = read("position", lat, lon)
    assert found is None and why in said


@pytest.mark.parametrize(
    "raw", ["https://exempel.se/a?b=1", "http://exempel.se", "www.exempel.se", "https://räksmörgås.se/"]
)
def test_links_on_the_open_web_are_kept(raw: str) -> None:
    found, said = read("link", raw)
    assert found.endswith(raw) and not said


@pytest.mark.parametrize(
    "raw",
    ["javascript:alert(1)", "data:text/html,x", "ftp://exempel.se", "http://127.0.0.1/", "http://2130706433/",
     "http://[::1]/", "http://localhost:8001/staff", "http://intern.local/", "http://nas/", "exempel.se/utan",
     "http://exempel.se/a b", "http://exempel.se/'><script>", "https://exempel.se/" + "a" * 600, "http://", "//x"],
)  # fmt: skip
def test_links_that_nobody_should_follow_are_left_out(raw: str) -> None:
    found, said = read("link", raw)
    assert found is None and said


def test_a_password_in_a_link_is_not_repeated_in_the_report() -> None:
    found, said = read("link", "https://anna:hemligt@exempel.se/")
    assert found is None and "hemligt" not in said and "lösenord" in said


@pytest.mark.parametrize(
    ("raw", "numbers"),
    [
        ("08-465 004 00", ("08-465 004 00",)),
        ("+46 70 174 06 05", ("070-174 06 05",)),
        ("tel:+46701740605", ("070-174 06 05",)),
        ("Expeditionen 08-465 004 00, eller mobil 070-174 06 05", ("08-465 004 00", "070-174 06 05")),
        ("0771-12 34 56", ("0771-12 34 56",)),
        ("112", ("112",)),
    ],
)
def test_telephone_numbers_are_written_as_one_dials_them(raw: str, numbers: tuple[str, ...]) -> None:
    assert read("phones", raw) == (tuple(Phone(number=number) for number in numbers), "")


@pytest.mark.parametrize("raw", ["ring oss", "12", "2026-11-20", "99999999999999"])
def test_what_is_no_telephone_number_is_left_out(raw: str) -> None:
    found, said = read("phones", raw)
    assert found == () and "telefonnummer" in said


def test_addresses_of_e_mail() -> None:
    assert read("email", "mailto:info@exempel.se?subject=x") == ("info@exempel.se", "")
    assert read("email", "info@exempel")[0] is None
    assert read("email", "anna at exempel.se")[0] is None


@pytest.mark.parametrize("raw", ["802002-4280", "8020024280", "16802002-4280", "SE802002428001"])
def test_an_organisation_number_has_ten_digits(raw: str) -> None:
    assert read("org_number", raw) == ("8020024280", "")


def test_a_wrong_organisation_number_is_left_out_and_a_persons_number_not_even_shown() -> None:
    assert "inte ett giltigt" in read("org_number", "802002-4281")[1]
    found, said = read("org_number", "811228-9874")
    assert found is None and "811228" not in said and "eget nummer" in said


def test_postcodes() -> None:
    assert read("postcode", "22350") == ("223 50", "")
    assert read("postcode", "SE-223 50") == ("223 50", "")
    assert read("postcode", "00000")[0] is None


@pytest.mark.parametrize("raw", ["1281", "Lund", "lunds kommun", 1281])
def test_a_municipality_is_known_by_code_and_by_name(raw: Any) -> None:
    found, said = read("municipality", raw)
    assert found.code == "1281" and not said


def test_a_code_keeps_its_meaning_when_a_spreadsheet_ate_its_zero() -> None:
    assert read("municipality", "180")[0].code == "0180"


def test_a_municipality_is_told_from_the_rest_when_nobody_names_it() -> None:
    one = draft()
    assert one.municipality("k", None, city="Krokom").code == "2309"  # type: ignore[union-attr]
    assert one.municipality("k", None, position=HERE).code == "1281"  # type: ignore[union-attr]
    assert one.municipality("k", "", city="Lund", postal_code="223 50").code == "1281"  # type: ignore[union-attr]
    assert one.municipality("k", None) is None and one.problems == ()


def test_a_municipality_that_is_none_and_a_position_far_from_it_are_named() -> None:
    assert read("municipality", "9999") == (None, "“9999” är ingen kommunkod")
    one = draft()
    assert one.municipality("k", "2584", position=HERE)
    assert "långt från Kiruna kommun" in one.problems[0].what


@pytest.mark.parametrize(("raw", "answer"), [("ja", True), ("Nej", False), ("TRUE", True), (0, False), (True, True), ("x", True),
                                             ("vet ej", None), ("?", None), ("", None), (None, None)])  # fmt: skip
def test_yes_no_and_unknown(raw: Any, answer: bool | None) -> None:
    assert read("yes_no", raw) == (answer, "")


def test_another_answer_is_unknown_and_named() -> None:
    assert read("yes_no", "kanske") == (None, "“kanske” ska vara ja, nej eller vet ej")


@pytest.mark.parametrize(
    ("raw", "kind"),
    [("senior_meeting", "senior_meeting"), ("Träffpunkt för äldre", "senior_meeting"), ("Språkcafé på biblioteket", "language"),
     ("sorggruppen", "grief_group"), ("Spelkvällar", "game_evening"), ("Fika och prat", "meeting_place")],
)  # fmt: skip
def test_kinds_are_known_by_name_label_and_obvious_words(raw: str, kind: str) -> None:
    assert read("kind", raw) == (kind, "")


def test_an_unknown_kind_is_told_from_the_name_or_named() -> None:
    assert read("kind", "Övrigt", "Språkcafé i Lund") == ("language", "")
    assert read("kind", "Övrigt") == (None, "“Övrigt” är ingen typ som Lotsen känner till")
    assert read("kind", "", "Körbana") == (None, "")


def test_lists_of_words_become_names_and_unknown_ones_are_named() -> None:
    assert read("interests", "brädspel, Schack; blargh") == (
        ("brädspel", "schack"), "“blargh”: inte något intresse som Lotsen känner till"
    )  # fmt: skip
    assert read("loneliness", "social, existentiell")[0] == ("social", "existential")
    assert read("barriers", "pengar, anxiety")[0] == ("money", "anxiety")
    assert read("life_events", "nyanlända/anhöriga")[0] == ("migration", "caregiving")
    assert read("only_for", "endast studenter")[0] == ("studies",)
    assert read("access", "Rullstol, hörslinga")[0] == ("wheelchair", "hearing_loop")
    assert read("languages", "svenska, AR, en-GB, klingon") == (
        ("sv", "ar", "en"), "“klingon”: inte något språk som Lotsen känner till"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("raw", "price"),
    [
        ("gratis", Price(amount=0.0, text="Gratis")),
        ("0", Price(amount=0.0, text="Gratis")),
        ("0 kr", Price(amount=0.0, text="Gratis")),
        ("20 kr", Price(amount=20.0)),
        ("20:-", Price(amount=20.0)),
        ("1 200,50 kronor", Price(amount=1200.5)),
        ("20 kr för fika", Price(text="20 kr för fika")),
        ("gratis för medlemmar", Price(text="gratis för medlemmar")),
        ("vet ej", None),
        ("", None),
    ],
)
def test_only_what_is_plainly_free_is_free(raw: str, price: Price | None) -> None:
    assert read("price", raw)[0] == price


def test_ages_that_contradict_each_other_are_both_unknown() -> None:
    one = draft()
    assert one.ages("a", "65", "b", "") == (65, None)
    assert one.ages("a", "80", "b", "20") == (None, None)
    assert one.ages("a", "-3", "b", "200") == (None, None)
    assert len(one.problems) == 3


def test_opening_hours() -> None:
    assert read("hours", "Mo-Fr 10:00-16:00; PH off") == ("Mo-Fr 10:00-16:00; PH off", "")
    assert "OpenStreetMaps" in read("hours", "vardagar")[1]


def test_a_value_of_any_type_is_text() -> None:
    assert [as_text(raw) for raw in ("a", 1, 1.0, 1.5, True, None, [1], {}, float("nan"), float("inf"), 10**30)] == [
        "a", "1", "1", "1.5", "ja", "", "", "", "", "", ""
    ]  # fmt: skip


METHODS = ("line", "text", "day", "past_day", "moment", "clock", "postcode", "municipality", "link", "phones", "email",
           "org_number", "yes_no", "kind", "interests", "interests_in", "loneliness", "barriers", "life_events", "only_for",
           "access", "languages", "hours", "price")  # fmt: skip
ANYTHING = st.one_of(
    st.text(max_size=120), st.none(), st.booleans(), st.integers(), st.floats(), st.dates(), st.lists(st.text(), max_size=2),
    st.text(alphabet="0123456789-/:.+ TZklåäö", max_size=40),
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(METHODS), ANYTHING)
def test_nothing_raises_whatever_is_written(method: str, raw: Any) -> None:
    one = draft()
    if method == "interests_in":
        one.interests_in(raw if isinstance(raw, str) else None)
    else:
        getattr(one, method)("fält", raw)
    one.position("p", raw, raw)
    one.ages("a", raw, "b", raw)
    assert all(problem.where == "rad 7" and "\n" not in problem.what for problem in one.problems)


@pytest.mark.timeout(5)
@pytest.mark.parametrize("sign", ["<div>", "<b><i>", "<"])
def test_tags_within_each_other_by_the_ten_thousand_take_no_time(sign: str) -> None:
    assert plain_lines(sign * 40_000 + "hej") in ("hej", "")
