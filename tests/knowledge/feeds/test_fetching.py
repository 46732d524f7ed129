"""Fetching from a server that may be slow, large, broken or hostile: a clear sentence, and nothing left running."""

from __future__ import annotations

import gzip
import socket
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from knowledge.errors import FeedError
from knowledge.feeds import addresses
from knowledge.feeds.addresses import checked_address, is_public, without_query
from knowledge.feeds.fetching import Fetcher, Limits, Seen
from tests.knowledge.feeds.loopback import Handler, Site, holding, in_turn, leading

SMALL = Limits(connect_seconds=2, read_seconds=2, total_seconds=4, bytes=100_000, unpacked_bytes=300_000, tries=3)


@contextmanager
def fetcher(limits: Limits = SMALL, *, allow_private: bool = True) -> Iterator[Fetcher]:
    with Fetcher(allow_private=allow_private, limits=limits, sleep=lambda seconds: None) as made:
        yield made


def got(address: str, limits: Limits = SMALL) -> bytes:
    with fetcher(limits) as made:
        return made.fetch(address).path.read_bytes()


def problem(address: str, limits: Limits = SMALL, *, allow_private: bool = True) -> str:
    with fetcher(limits, allow_private=allow_private) as made, pytest.raises(FeedError) as found:
        made.fetch(address)
    return str(found.value)


def test_a_page_arrives_whole_with_its_type(site: Site) -> None:
    address = site.put("/a", holding("å".encode(), Content_Type="text/calendar; charset=utf-8"))
    with fetcher() as made:
        document = made.fetch(address)
        assert (document.path.read_bytes(), document.content_type) == ("å".encode(), "text/calendar")


def test_the_files_are_gone_when_the_fetcher_is_closed(site: Site) -> None:
    with fetcher() as made:
        path = made.fetch(site.put("/a", b"x")).path
    assert not path.exists()


def test_a_packed_page_is_unpacked(site: Site) -> None:
    body = gzip.compress(b"hej " * 100)
    assert got(site.put("/a", holding(body, Content_Encoding="gzip"))) == b"hej " * 100


def test_a_bomb_that_unpacks_to_more_than_the_bound_is_refused(site: Site) -> None:
    address = site.put("/a", holding(gzip.compress(bytes(50_000_000)), Content_Encoding="gzip"))
    assert "sväller" in problem(address)


def test_packing_that_is_cut_off_is_not_taken_for_whole(site: Site) -> None:
    body = zlib.compress(b"hej " * 10_000)[:-8]
    assert "inte helt" in problem(site.put("/a", holding(body, Content_Encoding="deflate")))


def test_packing_that_nobody_knows_is_refused(site: Site) -> None:
    assert "packar" in problem(site.put("/a", holding(b"x", Content_Encoding="br")))


def test_two_gigabytes_are_refused_before_they_come(site: Site) -> None:
    def huge(handler: Handler) -> None:
        handler.answer(b"x", Content_Length="2000000000")

    assert "2000 MB" in problem(site.put("/a", huge))


def test_a_page_that_never_ends_is_cut_at_the_bound(site: Site) -> None:
    def endless(handler: Handler) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(10_000):
            handler.wfile.write(b"x" * 1000)

    assert "mer än" in problem(site.put("/a", quiet(endless)))


def test_a_page_that_promises_more_than_comes_is_not_taken_for_whole(site: Site) -> None:
    def half(handler: Handler) -> None:
        handler.answer(b"half", Content_Length="400")

    assert "bröts" in problem(site.put("/a", half))


def test_a_chunked_page_that_breaks_off_is_not_taken_for_whole(site: Site) -> None:
    def broken(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        handler.wfile.write(b"5\r\nhello\r\n")

    assert "bröts" in problem(site.put("/a", broken))


@pytest.mark.parametrize("part", ["head", "body"])
def test_a_server_that_drips_is_cut_off_when_the_time_is_up(site: Site, part: str) -> None:
    def drip(handler: Handler) -> None:
        if part == "body":
            handler.send_response(200)
            handler.end_headers()
        while not site.over.wait(0.1):
            handler.wfile.write(b"H")
            handler.wfile.flush()

    began = time.monotonic()
    said = problem(site.put("/a", quiet(drip)), Limits(read_seconds=1, total_seconds=1.5, tries=1))
    assert "sekunder" in said or "långsamt" in said
    assert time.monotonic() - began < 4


def test_a_server_that_falls_silent_after_its_headers_has_not_sent_an_empty_page(site: Site) -> None:
    def silent(handler: Handler) -> None:
        handler.send_response(200)
        handler.end_headers()
        site.over.wait(10)

    assert "tog mer än" in problem(site.put("/a", quiet(silent)), Limits(read_seconds=10, total_seconds=0.5, tries=1))


def test_a_server_that_says_nothing_is_given_up(site: Site) -> None:
    address = site.put("/a", lambda handler: site.over.wait(10) and None)
    assert "svarar inte" in problem(address, Limits(read_seconds=0.3, tries=2))


def test_a_busy_server_is_asked_again_and_its_wish_is_kept(site: Site) -> None:
    waits: list[float] = []
    busy = [lambda handler: handler.answer(b"", 429, Retry_After="7"), lambda handler: handler.answer(b"", 503)]
    address = site.put("/a", in_turn(*busy, holding(b"now")))
    with Fetcher(allow_private=True, limits=SMALL, sleep=waits.append) as made:
        assert made.fetch(address).path.read_bytes() == b"now"
    assert len(waits) == 2 and waits[0] >= 7


def test_a_server_that_asks_for_a_year_is_not_waited_for(site: Site) -> None:
    waits: list[float] = []
    address = site.put("/a", in_turn(lambda handler: handler.answer(b"", 503, Retry_After="31536000"), holding(b"x")))
    with Fetcher(allow_private=True, limits=SMALL, sleep=waits.append) as made:
        made.fetch(address)
    assert waits == [SMALL.longest_wait]


def test_what_stays_broken_is_given_up_with_the_number_of_tries(site: Site) -> None:
    said = problem(site.put("/a", lambda handler: handler.answer(b"", 500)))
    assert "fel 500" in said and "3 försök" in said
    assert len(site.asked) == 3


def test_what_is_not_there_is_not_asked_for_again(site: Site) -> None:
    assert "404" in problem(site.address + "/nothing")
    assert len(site.asked) == 1


def test_what_the_server_marked_is_told_back_and_nothing_comes_when_nothing_changed(site: Site) -> None:
    def page(handler: Handler) -> None:
        if handler.headers["If-None-Match"] == '"7"':
            handler.answer(b"", 304)
        else:
            handler.answer(b"x", ETag='"7"', Last_Modified="Sun, 22 Nov 2026 10:00:00 GMT")

    address = site.put("/a", page)
    with fetcher() as made:
        first = made.fetch_if_changed(address, Seen())
        second = made.fetch_if_changed(address, first.seen)
    assert first.document and first.seen == Seen('"7"', "Sun, 22 Nov 2026 10:00:00 GMT")
    assert second.document is None and second.seen == first.seen
    assert site.asked[1][1]["If-Modified-Since"] == "Sun, 22 Nov 2026 10:00:00 GMT"


def test_a_moved_page_is_followed(site: Site) -> None:
    site.put("/b", b"there")
    assert got(site.put("/a", leading("/b", 301))) == b"there"


def test_a_page_that_leads_to_itself_is_given_up(site: Site) -> None:
    assert "gång på gång" in problem(site.put("/a", leading("/a")))
    assert len(site.asked) == SMALL.redirects + 1


@pytest.mark.parametrize(
    "to", ["file:///etc/passwd", "ftp://exempel.se/a", "gopher://exempel.se", "http://a:b@exempel.se/"]
)
def test_a_page_may_not_lead_to_another_scheme_or_a_password(site: Site, to: str) -> None:
    said = problem(site.put("/a", leading(to)))
    assert "hämtas" in said and "passwd" not in said


def test_a_page_on_the_open_net_may_not_lead_into_a_private_one(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = site.put("/inner", b"secret")
    address = site.put("/a", leading(inner))
    port = int(site.address.rsplit(":", 1)[1])
    known = socket.getaddrinfo

    def by_name(host: str, *args: Any, **options: Any) -> Any:
        return known("127.0.0.1" if host == "exempel.se" else host, *args, **options)

    monkeypatch.setattr(socket, "getaddrinfo", by_name)
    monkeypatch.setattr(addresses, "is_public", treating_first_as_public())
    said = problem(address.replace("127.0.0.1", "exempel.se"), allow_private=False)
    assert "eget nät" in said and port
    assert [path for path, _ in site.asked] == ["/a"]


def treating_first_as_public() -> Any:
    answers = iter([True])
    return lambda number: next(answers, False) or is_public(number)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]", "0.0.0.0", "2130706433", "0x7f.1", "017700000001"])
def test_this_computer_is_never_fetched_from(host: str) -> None:
    assert "hämtas inte" in problem(f"http://{host}/a", allow_private=False)


def test_a_name_that_leads_to_this_computer_is_refused_before_anything_is_sent(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = site.put("/a", b"secret").replace("127.0.0.1", "exempel.se")
    known = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *args, **options: known("127.0.0.1", *args, **options))
    assert "eget nät" in problem(address, allow_private=False)
    assert site.asked == []


def test_a_name_is_looked_up_once_so_that_a_second_answer_cannot_lead_elsewhere(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_up = []
    known = socket.getaddrinfo

    def look_up(host: str, *args: Any, **options: Any) -> Any:
        looked_up.append(host)
        return known("127.0.0.1", *args, **options)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    assert got(site.put("/a", b"x").replace("127.0.0.1", "exempel.se")) == b"x"
    assert looked_up == ["exempel.se"]


def test_a_name_that_does_not_exist_is_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*args: Any, **options: Any) -> Any:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert "finns inte" in problem("http://exempel.se/a", allow_private=False)


@pytest.mark.parametrize(
    "number",
    ["10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "127.8.8.8", "0.0.0.0", "224.0.0.1",
     "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "::ffff:10.0.0.1", "64:ff9b::a00:1",
     "2002:7f00:1::", "ff02::1", "inte en adress"],
)  # fmt: skip
def test_numbers_of_private_nets_are_known_in_every_guise(number: str) -> None:
    assert not is_public(number)


@pytest.mark.parametrize("number", ["169.254.169.254", "::ffff:169.254.169.254", "fe80::1", "fd00:ec2::254", "0.0.0.0"])
def test_where_a_cloud_keeps_its_keys_is_never_fetched_not_even_from_a_net_of_ones_own(
    number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    family = socket.AF_INET6 if ":" in number else socket.AF_INET
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **how: [(family, 0, 0, "", (number, 80))])
    assert "aldrig" in problem("http://exempel.se/a", allow_private=True)


@pytest.mark.parametrize("number", ["193.10.0.1", "2001:6b0::1", "::ffff:193.10.0.1", "64:ff9b::c10a:1"])
def test_numbers_of_the_open_net_are_let_through(number: str) -> None:
    assert is_public(number)


@pytest.mark.parametrize("address", ["", "x", "http://", "http:///a", "http://exempel.se:99999/", "http://exempel.se/a b",
                                     "http://[::1", "javascript:alert(1)", "data:,x", "http://u:p@exempel.se"])  # fmt: skip
def test_nonsense_in_place_of_an_address_is_a_plain_problem(address: str) -> None:
    with pytest.raises(FeedError):
        checked_address(address)


def test_what_may_be_a_key_is_not_shown() -> None:
    assert without_query("https://exempel.se/a?key=secret#x") == "https://exempel.se/a"


def test_all_pages_together_are_bounded_too(site: Site) -> None:
    address = site.put("/a", b"x" * 1000)
    with fetcher(Limits(all_bytes=2500)) as made, pytest.raises(FeedError, match=r"mer än|vill skicka"):
        for _ in range(4):
            made.fetch(address)


def test_nothing_is_sent_through_a_proxy_or_with_somebody_elses_password(
    site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login a password b")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    assert got(site.put("/a", b"x")) == b"x"
    assert "Authorization" not in site.asked[0][1]


def quiet(behaviour: Any) -> Any:
    """Without a trace in the test's output when the other end hangs up."""

    def behave(handler: Handler) -> None:
        try:
            behaviour(handler)
        except OSError:
            return

    return behave
