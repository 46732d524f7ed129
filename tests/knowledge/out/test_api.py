"""The read API: pages, filters, fingerprints, limits, and what must never leave."""

from datetime import datetime, timezone
from typing import Any

import pytest
from sqlalchemy.engine import Engine
from starlette.testclient import TestClient

from knowledge.api import create_api
from knowledge.database import make_engine
from knowledge.facts_loader import load_facts
from knowledge.out.ids import public_id
from knowledge.out.limit import AddressLimit
from knowledge.places import load_places
from tests.knowledge.out.examples import SECRET

LISTS = ("services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms")


def names(page: Any) -> set[str]:
    return {thing["name"] for thing in page["contents"]}


def test_the_root_tells_version_profile_and_description(get: Any) -> None:
    told = get("/")
    assert told["version"] == "3.1"
    assert told["openapi_url"] == "https://example.org/openapi.json"
    assert told["profile"].startswith("https://")
    assert get("/openapi.json")["openapi"] == "3.1.0"


def test_facts_and_entries_are_in_one_list(get: Any) -> None:
    found = names(get("/services?per_page=500"))
    assert {"Exempel: kaffe på torget", "Folkbibliotek"} <= found


@pytest.mark.parametrize("name", ["Exempel: väntar", "Exempel: borta"])
def test_what_waits_or_is_gone_is_not_told(get: Any, api: Any, name: str) -> None:
    assert name not in names(get("/services?per_page=500"))
    ref = {"Exempel: väntar": "waiting", "Exempel: borta": "gone"}[name]
    assert api.get(f"/services/kommun:{ref}").status_code == 404


def test_a_hidden_address_leaves_by_no_way(api: Any) -> None:
    for name in LISTS:
        text = api.get(f"/{name}?format=ndjson&full=true").text + api.get(f"/{name}?format=ndjson").text
        assert SECRET not in text and "222 33" not in text and "55.71" not in text
    whole = api.get("/services/kommun:hidden").json()
    (place,) = whole["service_at_locations"]
    assert set(place["location"]) == {"id", "location_type", "description", "attributes"}
    assert {one["taxonomy_term"]["code"]: one["value"] for one in place["location"]["attributes"]} == {
        "municipality": "1281",
        "hidden": "true",
    }


def test_our_own_id_and_the_public_one_name_the_same(get: Any) -> None:
    own = get("/services/kommun:two/places")
    assert own == get(f"/services/{public_id('service', 'kommun:two/places')}")
    assert own["id"] == public_id("service", "kommun:two/places")
    for place in own["service_at_locations"]:
        assert get(f"/service_at_locations/{place['id']}")["location"] == place["location"]
    assert get(f"/organizations/{own['organization_id']}")["name"] == own["organization"]["name"]


def test_pages_follow_each_other_and_hold_each_thing_once(get: Any) -> None:
    ids: list[str] = []
    for number in range(1, 1000):
        page = get(f"/services?per_page=7&page={number}")
        assert (page["page_number"], page["size"]) == (number, len(page["contents"]))
        assert (page["first_page"], page["empty"]) == (number == 1, False)
        ids += [thing["id"] for thing in page["contents"]]
        if page["last_page"]:
            break
    assert len(ids) == len(set(ids)) == page["total_items"]
    assert page["total_pages"] == number
    assert get("/services?per_page=7&page=9999")["empty"] is True


def test_a_page_links_to_its_neighbours(api: Any) -> None:
    told = api.get("/services?search=exempel&per_page=2&page=2").headers["link"]
    assert '<?search=exempel&page=1&per_page=2>; rel="prev"' in told
    assert '<?search=exempel&page=3&per_page=2>; rel="next"' in told


def test_too_many_on_a_page_are_as_many_as_may_be(get: Any) -> None:
    assert get("/services?per_page=100000&full=true")["size"] == 100


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        ("search=KAFFE torget", {"Exempel: kaffe på torget"}),
        ("search=bara ett namn", {"Exempel: bara ett namn"}),
        ("search=100%25", set()),
        ("organization_id=org:none", set()),
        ("taxonomy_term_id=kind:meeting_place&search=skyddat", {"Exempel: skyddat"}),
        ("taxonomy_term_id=kind:library&search=skyddat", set()),
        ("taxonomy_id=access&search=kaffe torget", {"Exempel: kaffe på torget"}),
        ("taxonomy_id=none", set()),
        ("modified_after=2026-11-22T11:00:00Z&search=kaffe torget", {"Exempel: kaffe på torget"}),
        ("modified_after=2026-11-22T11:00:01Z&search=kaffe torget", set()),
        ("modified_after=2026-11-22T12:00:00+01:00&search=kaffe torget", {"Exempel: kaffe på torget"}),
    ],
)
def test_a_filter_chooses(get: Any, wish: str, expected: set[str]) -> None:
    assert names(get(f"/services?{wish}&per_page=500")) == expected


def test_a_term_of_the_list_can_be_asked_for(get: Any) -> None:
    term = next(one for one in get("/taxonomy_terms?search=social")["contents"] if one["code"] == "social")
    assert "Exempel: kaffe på torget" in names(get(f"/services?taxonomy_term_id={term['id']}&per_page=500"))
    owners = names(get(f"/organizations?taxonomy_term_id={term['id']}&per_page=500"))
    assert "Föreningen Exempel" in owners


def test_an_owners_services_are_found_by_its_id(get: Any) -> None:
    (owner,) = get("/organizations?search=föreningen exempel&full=true")["contents"]
    found = get(f"/services?organization_id={owner['id']}&per_page=500")
    assert {thing["id"] for thing in found["contents"]} == {thing["id"] for thing in owner["services"]}
    whole = get(f"/organizations/{owner['id']}?full_service=true")
    assert all("attributes" in thing for thing in whole["services"])


def test_minimal_tells_id_and_date_of_all(get: Any) -> None:
    page = get("/services?minimal=true")
    assert page["last_page"] and page["total_items"] == page["size"] > 100
    assert all(set(thing) == {"id", "modified_date"} for thing in page["contents"])


def test_a_postcode_chooses_places_of_its_municipality(get: Any) -> None:
    found = get("/service_at_locations?postcode=222 22&full=true")["contents"]
    assert {thing["location"].get("name") for thing in found} >= {"Torget"}
    assert "B" not in {thing["location"].get("name") for thing in found}
    wider = get("/service_at_locations?postcode=22222&proximity=40000&full=true")["contents"]
    assert "B" in {thing["location"].get("name") for thing in wider}


@pytest.mark.parametrize(
    ("wish", "parameter"),
    [
        ("page=0", "page"), ("page=x", "page"), ("page=-1", "page"), ("page=9999999999999999999999", "page"),
        ("page=٣", "page"), ("per_page=0", "per_page"), ("full=kanske", "full"), ("format=xml", "format"),
        ("modified_after=igår", "modified_after"), ("modified_after=2026-02-30", "modified_after"),
        ("postcode=12", "postcode"), ("search=%00", "search"), ("search=" + "a" * 201, "search"),
        ("modified_after=0001-01-01T00:00:00%2B14:00", "modified_after"),
    ],
)  # fmt: skip
def test_a_wrong_parameter_is_named(api: Any, wish: str, parameter: str) -> None:
    answer = api.get(f"/services?{wish}")
    assert answer.status_code == 400
    assert answer.json()["error"]["parameter"] == parameter
    assert answer.json()["error"]["code"] == "bad_parameter"


@pytest.mark.parametrize("address", ["/nowhere", *(f"/{name}/none" for name in LISTS), "/services/%00"])
def test_what_is_not_there_is_an_error_in_json(api: Any, address: str) -> None:
    answer = api.get(address)
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "not_found")


def test_writing_is_refused(api: Any) -> None:
    assert api.delete("/services").json()["error"]["code"] == "method_not_allowed"


@pytest.mark.parametrize("address", ["/", "/services?full=true", "/services/folkbibliotek", "/taxonomies"])
def test_what_has_not_changed_is_not_sent_again(api: Any, address: str) -> None:
    first = api.get(address)
    again = api.get(address, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert api.get(address, headers={"if-none-match": 'W/"other"'}).status_code == 200
    assert first.headers["cache-control"] == "public, max-age=300"


def test_a_date_serves_where_there_is_no_fingerprint(api: Any) -> None:
    first = api.get("/services/kommun:1")
    assert first.headers["last-modified"] == "Sun, 22 Nov 2026 11:00:00 GMT"
    same = api.get("/services/kommun:1", headers={"if-modified-since": first.headers["last-modified"]})
    assert same.status_code == 304
    older = {"if-modified-since": "Sun, 22 Nov 2026 10:59:59 GMT"}
    assert api.get("/services/kommun:1", headers=older).status_code == 200
    assert api.get("/services/kommun:1", headers={"if-modified-since": "in May"}).status_code == 200


def test_head_and_other_origins_are_answered(api: Any) -> None:
    assert api.head("/services").status_code == 200
    answer = api.get("/services", headers={"origin": "https://other.example"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers


def test_the_lists_answer_to_a_post_as_the_standard_has_it(api: Any) -> None:
    assert api.post("/services?per_page=3").json()["size"] == 3


def test_an_eager_address_waits_and_is_forgotten(engine: Engine) -> None:
    now = [1_800_000_000.0]
    limit = AddressLimit(lambda: datetime.fromtimestamp(now[0], timezone.utc), per_minute=2)
    app = create_api(engine, load_facts(), load_places(), lambda: datetime.now(timezone.utc), limit)
    api = TestClient(app, client=("203.0.113.9", 1))
    assert [api.get("/taxonomies").status_code for _ in range(3)] == [200, 200, 429]
    refused = api.get("/taxonomies")
    assert refused.json()["error"]["code"] == "too_many" and 1 <= int(refused.headers["retry-after"]) <= 60
    assert TestClient(app, client=("203.0.113.10", 1)).get("/taxonomies").status_code == 200
    assert b"203.0.113" not in repr(vars(limit)).encode()
    now[0] += 60
    assert api.get("/taxonomies").status_code == 200


def test_a_database_that_is_away_is_said_plainly(tmp_path: Any) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'empty.db'}")
    app = create_api(engine, load_facts(), load_places(), lambda: datetime.now(timezone.utc))
    for address in ("/services", "/services?format=ndjson", "/services/x"):
        answer = TestClient(app).get(address)
        assert (answer.status_code, answer.json()["error"]["code"]) == (503, "unavailable")
