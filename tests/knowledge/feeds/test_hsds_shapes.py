"""The shapes in which HSDS is published: one service, lists, pages, tables, lines, and an API to ask page by page."""

import json
from itertools import islice
from typing import Any

import pytest

from knowledge.errors import FeedError
from knowledge.feeds.hsds import HsdsReader
from tests.knowledge.feeds.hsds_examples import page, service, whole
from tests.knowledge.feeds.reading_at_hand import Pages, document, entries, items, reading, said

READER = HsdsReader()
BASE = "https://exempel.se/hsds"
TABLES = {
    "organizations": [{"id": "o", "name": "Exempelföreningen"}],
    "organization_identifiers": [
        {"id": "i", "organization_id": "o", "identifier_scheme": "SE-ORGNR", "identifier": "8020024801"}
    ],
    "services": [{"id": "s", "organization_id": "o", "name": "Exempel", "status": "active"}],
    "service_at_locations": [{"id": "sal", "service_id": "s", "location_id": "l"}],
    "locations": [{"id": "l", "name": "Exempelhuset", "location_type": "physical"}],
    "addresses": [{"id": "a", "location_id": "l", "address_1": "Storgatan 1", "city": "Östersund"}],
    "phones": [{"id": "p", "service_id": "s", "number": "063-143000"}],
    "schedules": [
        {"id": "t", "service_at_location_id": "sal", "byday": "MO", "opens_at": "10:00", "closes_at": "12:00"}
    ],
    "attributes": [{"id": "at", "link_id": "s", "taxonomy_term_id": "tt"}],
    "taxonomy_terms": [{"id": "tt", "name": "Språkcafé"}],
}


def written(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False)


@pytest.mark.parametrize(
    "content",
    [
        written(whole()),
        written([whole()]),
        written({"services": [whole()]}),
        written({"service": [whole()]}),
        written({"service": whole()}),
        written(page([whole()])),
        written({"content": [whole()], "totalPages": 1, "number": 0, "last": True}),
        written({"data": [whole()]}),
        written({"id": "sal", "service": {**whole(), "service_at_locations": None},
                 "location": whole()["service_at_locations"][0]["location"]}),
        written({**whole()["organization"], "services": [{**whole(), "organization": None}]}),
        written(whole()) + "\n" + written({**whole(), "id": "b"}) + "\n",
    ],
    ids=["one", "list", "services", "service", "wrapped", "page", "older page", "data", "at a location", "organization", "lines"],
)  # fmt: skip
def test_a_service_is_found_whatever_stands_around_it(content: str) -> None:
    entry = entries(READER, content)[0]
    assert entry.name == "Exempel: fika 1" and entry.places[0].name == "Exempelhuset" and entry.phones


def test_tables_are_joined_whichever_comes_first() -> None:
    for names in (list(TABLES), list(reversed(TABLES))):
        for singular in (False, True):
            held = {(name[:-1] if singular and not name.endswith("sses") else name): TABLES[name] for name in names}
            entry = entries(READER, written(held))[0]
            assert (entry.owner.name, entry.owner.org_number) == ("Exempelföreningen", "8020024801")
            assert entry.places[0].municipality == "2380" and entry.phones[0].number == "063-14 30 00"
            assert entry.opening_hours == "Mo 10:00-12:00" and entry.kind == "language"


def test_a_broken_line_does_not_spoil_the_other_lines() -> None:
    found = items(READER, "\n".join((written(service(1)), '{"id": "b", "name', written(service(3)))))
    assert [item.ref for item in found if item.entry] == ["exempel-1", "exempel-3"]
    assert any(problem.dropped for item in found for problem in item.problems)


def test_a_second_service_with_the_same_id_is_left_out_and_told() -> None:
    found = items(READER, written([service(1), service(1, name="Exempel: annan"), service(2)]))
    assert [item.entry.name for item in found if item.entry] == ["Exempel: fika 1", "Exempel: fika 2"]
    assert "har redan stått i flödet" in said(found)


def test_what_is_no_service_in_a_list_is_told_and_the_rest_is_read() -> None:
    found = items(READER, written([7, None, "hej", [], {}, service(1), {"id": "x"}]))
    assert [item.ref for item in found if item.entry] == ["exempel-1"]


@pytest.mark.parametrize(
    "content",
    ["", "hej", "<html></html>", '{"name": "Not found", "code": 404}', '{"name": "x", "resources": []}', "{", "[", '{"error": "nope"}', '{"hej": 1}', "7", '"text"', "null", written(page([whole()]))[:-30],
     written([whole()])[:-5], "[" * 100_000, '{"a":' * 100_000, '[{"id": ' + "1" * 5000, "\x00\x01"],
)  # fmt: skip
def test_what_is_not_hsds_or_only_half_of_it_is_refused_in_plain_swedish(content: str) -> None:
    with pytest.raises(FeedError) as problem:
        items(READER, content)
    assert str(problem.value).endswith((".", "{", "[")) or "nära" in str(problem.value)


def test_a_description_of_tables_says_that_the_tables_are_what_is_asked_for() -> None:
    with pytest.raises(FeedError, match="CSV"):
        items(READER, written({"name": "exempel", "resources": [{"path": "service.csv"}]}))


def test_organizations_places_and_terms_are_not_taken_for_services() -> None:
    others = [{"id": "o", "name": "Exempel", "legal_status": "x"}, {"id": "l", "name": "Exempel", "location_type": "physical"},
              {"id": "t", "name": "Exempel", "taxonomy_id": "x"}]  # fmt: skip
    found = items(READER, written(page([*others, service(1)])), address="fil.json")
    assert [item.ref for item in found if item.entry] == ["exempel-1"] and said(found).count("är ingen tjänst") == 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "latin-1"])
def test_json_may_be_in_any_common_encoding(encoding: str) -> None:
    assert entries(READER, written([service(name="Exempel: kräftskiva på ön")]).encode(encoding))[0].name.endswith(
        "på ön"
    )


def test_an_api_is_followed_page_by_page() -> None:
    pages = Pages({f"{BASE}/services?page={number}": written(page([whole(number)], number, 3)) for number in (2, 3)})
    found = entries(READER, written(page([whole(1)], 1, 3)), pages, address=f"{BASE}/services")
    assert [entry.provenance.ref for entry in found] == ["exempel-1", "exempel-2", "exempel-3"]
    assert pages.asked == [f"{BASE}/services?page=2", f"{BASE}/services?page=3"]


def test_the_front_page_of_an_api_leads_to_its_services() -> None:
    pages = Pages({f"{BASE}/services?page=1": written(page([whole(1)]))})
    front = written({"version": "HSDS 3.0", "profile": "https://exempel.se/p", "openapi_url": "https://exempel.se/o"})
    assert len(entries(READER, front, pages, address=BASE)) == 1


def test_pages_that_are_counted_from_zero_are_all_read() -> None:
    def older(number: int) -> str:
        return written({"content": [whole(number)], "totalPages": 3, "number": number})

    pages = Pages({f"{BASE}/services?page={number}": older(number) for number in (1, 2)})
    assert len(entries(READER, older(0), pages, address=f"{BASE}/services")) == 3


def test_a_link_to_the_next_page_is_followed() -> None:
    pages = Pages({f"{BASE}/services?cursor=b": written(page([whole(2)], 2, 2))})
    first = page([whole(1)], 1, 2, next="/hsds/services?cursor=b")
    assert len(entries(READER, written(first), pages, address=f"{BASE}/services")) == 2


def test_an_api_that_gives_the_same_page_for_ever_is_refused() -> None:
    same = written(page([whole(1)], 1, 5))
    pages = Pages({f"{BASE}/services?page={number}": same for number in range(9)})
    with pytest.raises(FeedError, match="samma sida"):
        items(READER, same, pages, address=f"{BASE}/services")


def test_an_api_without_an_end_is_left_at_the_page_limit() -> None:
    endless = Pages(
        {f"{BASE}/services?page={number}": written(page([whole(number)], number, 999)) for number in range(1, 99)}
    )
    with pytest.raises(FeedError, match="fler än 5 sidor"):
        items(READER, written(page([whole(1)], 1, 999)), endless, address=f"{BASE}/services", page_limit=5)


def test_a_page_that_cannot_be_fetched_stops_it_all() -> None:
    with pytest.raises(FeedError):
        items(READER, written(page([whole(1)], 1, 2)), Pages(), address=f"{BASE}/services")


def test_a_list_that_tells_little_is_asked_for_in_full() -> None:
    address = f"{BASE}/services"
    pages = Pages({
        f"{address}?full=true": written(page([whole(1)], 1, 2)),
        f"{address}?full=true&page=2": written(page([whole(2)], 2, 2)),
    })  # fmt: skip
    found = entries(READER, written(page([service(1)], 1, 2)), pages, address=address)
    assert [bool(entry.places) for entry in found] == [True, True]


def test_where_there_is_no_full_list_each_service_is_asked_for_by_itself() -> None:
    pages = Pages({f"{BASE}/services/exempel-{number}": written(whole(number)) for number in (1, 3)})
    found = items(READER, written(page([service(1), service(2), service(3)])), pages, address=f"{BASE}/services")
    assert [item.ref for item in found if item.entry and item.entry.places] == ["exempel-1", "exempel-3"]
    assert found[1].ref == "exempel-2" and found[1].problems[0].dropped


def test_an_api_that_tells_nothing_of_single_services_gives_what_its_list_has() -> None:
    pages = Pages()
    assert len(entries(READER, written(page([service(1), service(2)])), pages, address=f"{BASE}/services")) == 2
    assert len(pages.asked) == 2  # the full list once, one service once


def test_a_file_that_is_one_page_of_several_says_so() -> None:
    assert "en av 3 sidor" in said(items(READER, written(page([whole(1)], 1, 3)), address="sida.json"))


def test_an_empty_page_is_the_end() -> None:
    assert items(READER, written(page([], 1, 0)), address=f"{BASE}/services") == []


def test_services_are_handed_on_before_the_whole_file_is_read() -> None:
    many = "[" + ",".join(written(service(number)) for number in range(20_000)) + ', {"broken'
    first = list(islice(READER.read(document(many), reading()), 3))
    assert [item.ref for item in first] == ["exempel-0", "exempel-1", "exempel-2"]
