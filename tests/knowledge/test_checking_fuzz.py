"""Whatever a server sends, the answer is a verdict, and it comes in time."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.checks.asked import Asked, Wanted
from knowledge.checks.judging import judge, trouble
from knowledge.checks.numbers import find_number, other_numbers
from knowledge.checks.page import MOST_SIGNS, read_page

ASKED = Asked("x", "Exempellinjen", "lotsen-facts", (), (
    Wanted("nummer", "020-22 22 33"), Wanted("nummer", "112"), Wanted("öppettider", "Mo-Fr 09:00-16:00"),
    Wanted("namn", "Exempellinjen")), date(2026, 11, 22))  # fmt: skip
SCRAPS = st.sampled_from([
    "<", ">", "<!--", "-->", "<script", "</script", "<script type='application/ld+json'>", '{"openingHours": [', "]}", "<a ",
    'href="tel:', '"', "'", "=", "&#", "&amp;", "&#x110000;", "mån", "fre", "-", "–", "9", "16", ".", ":", " ", "\n", "dygnet runt",
    "vardagar ", "24", "kl ", "020", "22", "+46", "(0)", "\x00", "\u202e", "İ", "\ud800", "röda dagar", "stängt ", "<svg", "/>",
    "och ", "Mo-Fr 09:00-16:00", '"dayOfWeek": "Monday", "opens": "25:99"', "itemprop=openingHours content='PH off'",
])  # fmt: skip


def verdicts(content: bytes) -> list[str]:
    page = read_page(content)
    trouble(page)
    return [finding.verdict for finding in judge(page, ASKED, date(2026, 11, 22))]


@given(st.lists(SCRAPS, max_size=60).map("".join))
@settings(max_examples=120, deadline=None)
def test_any_scraps_of_a_page_give_a_verdict(text: str) -> None:
    assert len(verdicts(text.encode("utf-8", "surrogatepass"))) == 4


@given(st.binary(max_size=400))
@settings(max_examples=60, deadline=None)
def test_any_bytes_give_a_verdict(content: bytes) -> None:
    assert len(verdicts(content)) == 4


@given(st.text(alphabet="0123456789 -+()/.\n", max_size=200))
@settings(max_examples=60, deadline=None)
def test_any_digits_are_looked_through(text: str) -> None:
    other_numbers(text, "112")
    assert find_number("020-22 22 33", text) is None or "22" in text.replace(" ", "") or "2" in text


@pytest.mark.parametrize("part", [
    "<", "<a ", '<a href="', "<!--", "<!", "&", "&#", "<script>", "<script type='application/ld+json'>{", "<div>", "</", "a", "0",
    "020-22 ", "0 ", "020-22 22 33 4", "mån-", "mån 9-16 ", "9-16 ", "vardagar ", "kl ", " ", "(", "och ", "<a href='/kontakt'>",
    "alla ", "läggs ", '<a b="', "+46", "1-1-", "<td>9–16<td>", "dygnet runt ",
])  # fmt: skip
def test_a_page_made_to_take_long_takes_little(part: str) -> None:
    content = (part * (MOST_SIGNS // 20 // len(part))).encode()
    started = time.process_time()
    assert len(verdicts(content)) == 4
    assert time.process_time() - started < 2


def test_a_deep_part_for_machines_is_left_aside() -> None:
    deep = f"<script type='application/ld+json'>{'[' * 100_000}</script>".encode()
    assert verdicts(deep)[0] == "hittades inte"
