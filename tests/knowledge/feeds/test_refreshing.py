"""Feeds that are kept fresh by a list: from a server of our own into a directory, and one that fails stops no other."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from knowledge.entry_store import read_entries
from knowledge.errors import FeedError
from knowledge.feeds.feed import Feed, check, read_feeds, source_of
from knowledge.feeds.feeding import Way, directory, take_feed
from knowledge.feeds.fetching import Limits
from knowledge.feeds.refreshing import Refreshed, refresh
from tests.knowledge.feeds.loopback import Handler, Site, holding, leading
from tests.knowledge.feeds.tables_at_hand import SHORT, saved, text

NOW = datetime(2026, 11, 23, 12)
ONCE = Way(limits=Limits(tries=1, read_seconds=2, total_seconds=4))


@pytest.fixture
def nowhere(tmp_path: Path) -> str:
    """The address of a directory that is not there."""
    return f"sqlite:///{tmp_path / 'directory.db'}"


def feed(address: str, source: str = "exempel", **options: object) -> Feed:
    held = {"source": source, "format": "csv", "address": address, "allow_private": True}
    return Feed(**{**held, **options})  # type: ignore[arg-type]


def names(url: str) -> list[str]:
    with directory(url) as engine:
        assert engine is not None
        with engine.connect() as connection:
            return [entry.name for entry in read_entries(connection)]


def listed(folder: Path, content: str) -> Path:
    return saved(folder, content, "feeds.yml")


def test_a_feed_comes_over_the_net_into_the_directory(site: Site, url: str) -> None:
    report = take_feed(url, feed(site.put("/lista.csv", text(SHORT).encode())), NOW)
    assert (report.added.count, report.address) == (1, site.address + "/lista.csv")
    assert names(url) == ["Exempel: fika"]


def test_the_second_time_the_server_is_asked_for_what_is_new_only(site: Site, url: str) -> None:
    def page(handler: Handler) -> None:
        same = handler.headers["If-None-Match"] == '"7"'
        handler.answer(b"" if same else text(SHORT).encode(), 304 if same else 200, ETag='"7"')

    address = site.put("/lista.csv", page)
    assert take_feed(url, feed(address), NOW).added.count == 1
    assert take_feed(url, feed(address), NOW).not_modified
    assert take_feed(url, feed(address), NOW, way=Way(again=True)).unchanged == 1
    assert take_feed(url, feed(address, owner="Någon annan"), NOW).unchanged == 1


def test_a_dry_run_over_the_net_leaves_no_file_behind(site: Site, nowhere: str, tmp_path: Path) -> None:
    assert take_feed(nowhere, feed(site.put("/a", text(SHORT).encode())), NOW, way=Way(dry_run=True)).added.count == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("body", [b"", b"<html>Logga in</html>", b"ref,namn\n", b"\x1f\x8b\x08broken"])
def test_a_page_that_is_no_table_makes_no_directory(site: Site, nowhere: str, tmp_path: Path, body: bytes) -> None:
    with pytest.raises(FeedError):
        take_feed(nowhere, feed(site.put("/a", body)), NOW, way=ONCE)
    assert list(tmp_path.iterdir()) == []


def test_a_page_for_people_in_place_of_a_table_is_said_to_be_one(site: Site, url: str) -> None:
    address = site.put("/a", holding(b"<html>Logga in</html>", Content_Type="text/html; charset=utf-8"))
    with pytest.raises(FeedError, match="skickade en webbsida"):
        take_feed(url, feed(address), NOW, way=ONCE)


@pytest.mark.parametrize("url", ["what", "sqlite", "oracle-x://a/b", "postgresql://nobody@127.0.0.1:1/none"])
def test_a_directory_that_cannot_be_reached_is_said_so(url: str, tmp_path: Path) -> None:
    with pytest.raises(FeedError, match="atalogen"):
        take_feed(url, feed(str(saved(tmp_path, text(SHORT)))), NOW)
    with pytest.raises(FeedError, match="atalogen"):
        list(refresh(url, [], NOW))


def test_a_file_is_taken_in_too(url: str, tmp_path: Path) -> None:
    path = saved(tmp_path, text(SHORT))
    assert take_feed(url, feed(str(path)), NOW).added.count == 1


@pytest.mark.parametrize("address", ["nothing.csv", ".", "/dev/null", "a\0b"])
def test_what_is_no_file_is_said_so(url: str, tmp_path: Path, address: str) -> None:
    with pytest.raises(FeedError, match=r"Filen"):
        take_feed(url, feed(f"{tmp_path}/{address}" if address != "/dev/null" else address), NOW)


def test_a_file_beyond_the_bound_is_refused(url: str, tmp_path: Path) -> None:
    path = saved(tmp_path, text(SHORT))
    with pytest.raises(FeedError, match="Gränsen är"):
        take_feed(url, feed(str(path)), NOW, way=Way(limits=Limits(bytes=10)))


def test_feeds_that_fail_do_not_keep_the_others_back(site: Site, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    feeds = [
        feed(site.address + "/nothing", "borta"),
        feed(site.put("/loop", leading("/loop")), "ring"),
        feed("file:///etc/passwd", "fil"),
        feed("http://127.0.0.1:1/", "stum"),
        feed("http://localhost/", "eget-nat", allow_private=False),
        feed(site.put("/a", text(SHORT).encode()), "hel"),
        feed(site.put("/b", holding(b"x")), "trasig"),
    ]
    found = {one.feed.source: one for one in refresh(url, feeds, NOW, way=ONCE)}
    assert found["hel"].report and found["hel"].report.added.count == 1
    assert all(found[name].problem for name in ("borta", "ring", "fil", "stum", "eget-nat", "trasig"))
    assert "passwd" not in (found["fil"].problem or "")


def test_a_fault_of_ours_in_one_feed_is_no_reason_to_skip_the_next(
    site: Site, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_first(url: str, one: Feed, *args: object, **options: object) -> object:
        if one.source == "ett":
            raise ZeroDivisionError
        return take_feed(url, one, *args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr("knowledge.feeds.refreshing.take_feed", break_first)
    address = site.put("/a", text(SHORT).encode())
    first, second = refresh(url, [feed(address, "ett"), feed(address, "tva-a")], NOW)
    assert "fel i Lotsen själv (ZeroDivisionError)" in (first.problem or "") and second.report


def test_only_what_is_due_is_fetched(site: Site, url: str) -> None:
    feeds = [feed(site.put("/a", text(SHORT).encode()), every="6h")]

    def at(hours: float, **options: bool) -> Refreshed:
        (found,) = refresh(url, feeds, NOW + timedelta(hours=hours), **options)
        return found

    assert at(0).report
    waiting = at(5)
    assert waiting.report is None and waiting.due == NOW + timedelta(hours=6)
    assert at(5, all_of_them=True).report
    assert at(11).report


def test_a_feed_that_failed_is_due_at_once(site: Site, url: str) -> None:
    feeds = [feed(site.address + "/nothing")]
    assert all(one.problem for _ in range(2) for one in refresh(url, feeds, NOW, way=ONCE))
    assert [path for path, _ in site.asked] == ["/nothing", "/nothing"]


LIST = """
feeds:
- source: exempelforeningen
  name: Exempelföreningen
  format: csv
  address: listor/exempel.csv
  every: 12h
  review: true
- {source: kommunen, format: ical, address: "https://exempel.se/kalender.ics", licence: CC0 1.0}
"""


def test_the_list_of_feeds_is_read_and_files_are_found_beside_it(tmp_path: Path) -> None:
    first, second = read_feeds(listed(tmp_path, LIST))
    assert (first.address, first.interval, first.review) == (
        str(tmp_path / "listor/exempel.csv"),
        timedelta(hours=12),
        True,
    )
    assert (second.address, second.interval, second.licence) == (
        "https://exempel.se/kalender.ics",
        timedelta(days=1),
        "CC0 1.0",
    )


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("feeds: [", "är inte YAML"),
        ("a: 1", "feeds.yml: listan ska börja med raden feeds:"),
        ("- 1", "feeds.yml: listan ska börja med raden feeds:"),
        ("", "feeds.yml: listan ska börja med raden feeds:"),
        ("feeds: [{source: ab-c, format: csv}]", "flöde 1: raden address saknas"),
        ("feeds: [{source: ab-c, format: csv, address: [a]}]", "flöde 1: address har fel sorts värde"),
        ("feeds: [{source: ab-c, format: csv, address: a, every: ibland}]", "every ska vara"),
        ("feeds: [{source: ab-c, format: csv, address: a, every: 0h}]", "every ska vara"),
        ("feeds: [{source: ab-c, format: pdf, address: a}]", "formatet pdf finns inte"),
        ("feeds: [{source: Å, format: csv, address: a}]", "källans namn"),
        ("feeds: [{source: lotsen-facts, format: csv, address: a}]", "källans namn"),
        ("feeds: [{source: ab-c, format: csv, address: a, adres: a}]", "flöde 1: adres är inget"),
        ("feeds: [{source: ab-c, format: csv, address: a}, {source: ab-c, format: csv, address: b}]", "flera gånger"),
        ("feeds: !!python/object/apply:os.system [ls]", "är inte YAML"),
    ],
)
def test_a_wrong_list_is_refused_with_what_is_wrong(tmp_path: Path, content: str, why: str) -> None:
    with pytest.raises(FeedError, match=why):
        read_feeds(listed(tmp_path, content))


def test_a_list_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(FeedError, match="går inte att öppna"):
        read_feeds(tmp_path / "none.yml")


@pytest.mark.parametrize("address", ["/tmp/Våra aktiviteter 2026.csv", "https://exempel.se/a.ics?key=1", "a.csv", "Ö"])
def test_a_source_without_a_name_gets_one_that_holds(address: str) -> None:
    check(feed(address, source_of(address)))
    assert source_of(address) == source_of(address)


def test_two_addresses_of_one_server_are_two_sources() -> None:
    assert source_of("https://exempel.se/a") != source_of("https://exempel.se/b")
