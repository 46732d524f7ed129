"""Pages are visited and looked through; what is said of them is true, polite and changes nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from knowledge.checks.asked import Asked, Wanted, choose, of_entries, of_lines
from knowledge.checks.checking import Checked, Checker, by_hand_first
from knowledge.checks.memory import Memory
from knowledge.checks.report import write_report
from knowledge.checks.visiting import LIMITS, Visitor, visiting
from knowledge.entry import Meeting
from knowledge.facts_loader import all_lines
from tests.knowledge.checking_pages import HOURS, NUMBER, Site, served
from tests.knowledge.out.examples import make_entry

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with served() as site:
        yield site


def asked(site: Site, *paths: str, wanted: tuple[Wanted, ...] | None = None) -> Asked:
    both = (Wanted("nummer", NUMBER), Wanted("öppettider", HOURS, "telefon"))
    return Asked(
        "exempel", "Exempellinjen", "lotsen-facts", tuple(site.root + path for path in paths), wanted or both, TODAY
    )


def check(site: Site, *paths: str, memory: Path | None = None, wanted: tuple[Wanted, ...] | None = None) -> Checked:
    limits = replace(LIMITS, read_seconds=1, total_seconds=2, tries=1)
    kept = Memory(memory)
    with visiting(allow_private=True, limits=limits, sleep=lambda _: None) as fetcher:
        found = Checker(Visitor(fetcher, sleep=lambda _: None), kept, TODAY).check(asked(site, *paths, wanted=wanted))
    kept.save()
    return found


def verdicts(found: Checked) -> list[str]:
    return [finding.verdict for finding in found.findings]


@pytest.mark.parametrize("path", ["/tabell", "/lista", "/sidfot", "/lank", "/bild", "/maskin", "/latin", "/flyttad"])
def test_number_and_hours_are_found_however_the_page_is_laid_out(site: Site, path: str) -> None:
    found = check(site, path)
    assert verdicts(found) == ["stämmer", "stämmer"]
    assert found.urgency == 9


def test_another_number_and_other_hours_are_told_and_come_first(site: Site) -> None:
    found = check(site, "/fel")
    number, hours = found.findings
    assert (number.verdict, number.instead) == ("hittades inte", ("020-99 88 77",))
    assert (hours.verdict, hours.instead) == ("hittades inte", ("Mo-Fr 10:00-12:00",))
    assert "nytt nummer" in found.trouble
    assert by_hand_first([check(site, "/lista"), check(site, "/borta"), found])[0] is found


def test_hours_that_are_told_but_not_understood_are_not_called_wrong(site: Site) -> None:
    assert verdicts(check(site, "/vagt")) == ["stämmer", "kunde inte läsas"]


def test_words_of_an_end_are_a_reason_to_look_even_where_the_number_stands(site: Site) -> None:
    found = check(site, "/nedlagd", wanted=(Wanted("nummer", NUMBER),))
    assert verdicts(found) == ["stämmer"]
    assert found.urgency == 1
    assert "läggs ner" in found.trouble


@pytest.mark.parametrize("path", ["/trasig", "/stor", "/langsam", "/pdf", "/skript"])
def test_a_page_that_breaks_is_said_to_be_unread_and_not_wrong(site: Site, path: str) -> None:
    found = check(site, path)
    assert set(verdicts(found)) == {"sidan kunde inte läsas"}
    assert found.findings[0].note


def test_a_page_that_is_gone_is_told_apart_from_one_that_cannot_be_read(site: Site) -> None:
    assert set(verdicts(check(site, "/borta"))) == {"sidan borta"}
    assert set(verdicts(check(site, "/hoppsan"))) == {"sidan borta"}
    assert set(verdicts(check(site, "/borta", "/trasig"))) == {"sidan kunde inte läsas"}


def test_without_a_page_of_its_own_that_is_what_is_said(site: Site) -> None:
    assert set(verdicts(check(site))) == {"ingen sida"}


def test_from_a_front_page_the_way_to_the_contact_page_is_found(site: Site) -> None:
    found = check(site, "/")
    assert verdicts(found) == ["stämmer", "stämmer"]
    assert [page.final.removeprefix(site.root) for page in found.pages] == ["/", "/kontakta-oss"]


def test_a_deep_page_that_now_leads_to_the_front_page_is_told(site: Site) -> None:
    assert check(site, "/gammal").pages[0].is_front_instead


def test_the_next_page_is_asked_only_until_all_is_found(site: Site) -> None:
    before = site.asked["/sidfot"]
    assert verdicts(check(site, "/borta", "/lista", "/sidfot")) == ["stämmer", "stämmer"]
    assert site.asked["/sidfot"] == before


def test_what_robots_may_not_see_is_left_alone_and_the_visitor_says_its_name(site: Site) -> None:
    found = check(site, "/hemligt")
    assert "robots.txt" in found.findings[0].note
    assert site.asked["/hemligt"] == 0
    assert all(agent.startswith("Lotsen/") and "oppettider" in agent for agent in site.agents)


def test_a_host_is_asked_at_most_once_a_second(site: Site) -> None:
    waited: list[float] = []
    with visiting(allow_private=True, sleep=lambda _: None) as fetcher:
        visitor = Visitor(fetcher, sleep=waited.append, clock=lambda: 100.0)
        for path in ("/lista", "/sidfot", "/bild"):
            visitor.visit(site.root + path)
    assert waited == [1.0, 2.0, 3.0]  # after robots.txt, on a clock that stands still


def test_an_unchanged_page_is_not_sent_again_and_says_what_it_said(site: Site, tmp_path: Path) -> None:
    first = check(site, "/minns", memory=tmp_path / "minne.json")
    again = check(site, "/minns", memory=tmp_path / "minne.json")
    assert again == first
    assert site.asked["/minns"] == 2


def test_another_question_is_not_answered_from_memory(site: Site, tmp_path: Path) -> None:
    check(site, "/minns", memory=tmp_path / "minne.json")
    other = check(site, "/minns", memory=tmp_path / "minne.json", wanted=(Wanted("nummer", "020-55 55 55"),))
    assert verdicts(other) == ["hittades inte"]


def test_a_broken_memory_is_forgotten(site: Site, tmp_path: Path) -> None:
    (tmp_path / "minne.json").write_text("{trasig")
    assert verdicts(check(site, "/lista", memory=tmp_path / "minne.json")) == ["stämmer", "stämmer"]


def test_nets_of_ones_own_are_not_visited_unless_allowed(site: Site) -> None:
    with visiting() as fetcher:
        visit = Visitor(fetcher, sleep=lambda _: None).visit(f"{site.root}/lista")
    assert visit.page is None
    assert "eget nät" in visit.problem


@pytest.mark.parametrize("address", ["http://[trasig", "ftp://example.org/", "javascript:alert(1)", "", "http://a b/"])
def test_an_address_that_is_none_is_a_verdict_too(address: str) -> None:
    with visiting() as fetcher:
        assert Visitor(fetcher, sleep=lambda _: None).visit(address).problem


def test_the_report_is_json_with_the_worst_first_and_the_words_around(site: Site, tmp_path: Path) -> None:
    path = tmp_path / "rapport.json"
    write_report(path, [check(site, "/lista"), check(site, "/fel")], at=datetime(2026, 11, 22, 12), complete=False)
    content = json.loads(path.read_text())
    assert content["hela"] is False
    assert [row["ordning"] for row in content["rader"]] == [0, 9]
    assert "020-99 88 77" in content["rader"][0]["uppgifter"][0]["i stället"]
    assert "Telefon" in content["rader"][1]["uppgifter"][0]["där"]


def test_each_line_is_looked_for_on_its_own_pages_only() -> None:
    lines = {asked.id: asked for asked in of_lines(all_lines())}
    spes = lines["spes"]
    assert spes.pages == ("https://spes.se",)
    assert [(wanted.what, wanted.value) for wanted in spes.wanted] == [
        ("nummer", "020-18 18 00"), ("öppettider", "Mo-Su 19:00-22:00")]  # fmt: skip
    assert not any("alvesta.se" in page for page in lines["aldrelinjen"].pages)
    assert [wanted.of for wanted in lines["bris"].wanted][1:] == ["telefon, chatt, sms"]


def test_the_most_urgent_come_first_and_the_choice_is_kept() -> None:
    lines = all_lines()
    assert [asked.id for asked in choose(lines, [], None, today=TODAY, ids=("spes",))] == ["spes"]
    assert choose(lines, [], None, today=TODAY, sources=("kommun",)) == []
    assert choose(lines, [], None, today=TODAY, due_only=True) == []
    assert choose(lines, [], None, today=date(2027, 2, 1), due_only=True, limit=1)[0].weight == 0


def test_an_entry_is_asked_for_by_its_numbers_and_its_weekly_time() -> None:
    entry = make_entry()
    (found,) = of_entries([entry])
    assert found.pages == ("https://example.org/kaffe", "https://example.org/om")
    assert [wanted.value for wanted in found.wanted] == ["046-12 34 56", "Th 14:00-16:00"]
    fortnightly = Meeting(
        starts=datetime(2026, 11, 5, 14), ends=datetime(2026, 11, 5, 16), rrule="FREQ=WEEKLY;INTERVAL=2"
    )
    (found,) = of_entries([make_entry(meetings=(fortnightly,), phones=())])
    assert [(wanted.what, wanted.value) for wanted in found.wanted] == [("namn", entry.name)]
    assert list(of_entries([make_entry(status="defunct")])) == []
