"""The pages about activities: what they show, what they keep to themselves, their calendar, reports and lists."""

import json
import re
from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import httpx
import pytest
from icalendar import Calendar
from sqlalchemy import select
from sqlalchemy.engine import Engine

from chat.visitors.activity_view import path_of
from chat.visitors.app import create_app
from knowledge.database import make_engine
from knowledge.entry import Checked
from knowledge.facts_loader import load_facts
from knowledge.models import feedback
from knowledge.out.ids import public_id
from tests.chat.fakes import Clock
from tests.knowledge.out.examples import SECRET, make_directory, make_entry, some_entries

pytestmark = pytest.mark.deep


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    evil = "</script><script>alert(1)</script>"
    entries = [
        *some_entries(),
        make_entry("evil", name=f"Exempel {evil}", plain=f"{evil} <b>fet</b>"),
        make_entry("old", name="Exempel: gammalt", checked=Checked(on=date(2025, 1, 1))),
        make_entry("https://example.org/a?b=c", name="Exempel: lång adress"),
    ]
    return make_directory(f"sqlite:///{tmp_path_factory.mktemp('pages') / 'directory.db'}", entries)


@pytest.fixture
async def web(settings: Any, store: Any, bot: Any, clock: Clock, directory: Engine) -> AsyncIterator[httpx.AsyncClient]:
    app = create_app(settings, rasa=bot, store=store, facts=load_facts(), clock=clock, directory=directory)
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=True)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        yield client


async def page(web: httpx.AsyncClient, address: str, status: int = 200) -> str:
    answer = await web.get(address, headers={"accept": "text/html"})
    assert answer.status_code == status, answer.text
    return answer.text


async def test_a_page_tells_what_where_when_and_what_it_costs(web: httpx.AsyncClient) -> None:
    text = await page(web, "/aktivitet/kommun:1")
    for said in ("Exempel: kaffe på torget", "Man dricker kaffe och pratar en stund.", "Torget, Storgatan 1, Lund",
                 "Torsdagar kl. 14–16", "Gratis", "046-12 34 56", "Gå förbi och titta in.", "Från 18 år",
                 "Kontrollerat 1 november 2026", "Föreningen Exempel"):  # fmt: skip
        assert said in text, said


async def test_what_is_not_known_is_said_and_not_promised(web: httpx.AsyncClient) -> None:
    text = await page(web, "/aktivitet/kommun:1")
    known, _, unknown = text.partition("Det här vet vi inte")
    assert "Det går att komma utan att boka." in known and "Det kan vara många." in known
    assert "om någon tar emot" in unknown and "om man kan komma utan att boka" not in unknown


async def test_a_fact_has_a_page_too(web: httpx.AsyncClient) -> None:
    text = await page(web, "/aktivitet/folkbibliotek")
    assert "Ett öppet rum" in text and "Biblioteket där du bor" in text and "Sammanställt" in text
    assert "{" not in re.sub(r"<script.*?</script>", "", text, flags=re.DOTALL)
    line = await page(web, "/aktivitet/line:aldrelinjen")
    assert "020-22 22 33" in line and "Stödlinje" in line
    assert "Det här vet vi inte" not in line


async def test_a_hidden_address_is_not_on_the_page_nor_in_the_calendar(web: httpx.AsyncClient) -> None:
    for address in ("/aktivitet/kommun:hidden", "/aktivitet/kommun:hidden.ics", "/lista/lund"):
        text = await page(web, address)
        assert SECRET not in text and "55.71" not in text
    assert "Lunds kommun" in await page(web, "/aktivitet/kommun:hidden")


async def test_an_old_check_is_said(web: httpx.AsyncClient) -> None:
    assert "Det var ett tag sedan" in await page(web, "/aktivitet/kommun:old")


async def test_text_of_a_feed_stays_text(web: httpx.AsyncClient) -> None:
    text = await page(web, "/aktivitet/kommun:evil")
    assert (
        len(re.findall(r'<script(?!( type="module")? src="/static/)', text)) == 1
        and "<script>alert" not in text
        and "<b>fet</b>" not in text
        and "&lt;b&gt;fet" in text
    )
    assert json.loads(re.search(r'ld\+json">(.*?)</script>', text, re.DOTALL)[1])["@graph"]


async def test_search_engines_are_told_the_next_times(web: httpx.AsyncClient) -> None:
    text = await page(web, "/aktivitet/kommun:1")
    graph = json.loads(re.search(r'ld\+json">(.*?)</script>', text, re.DOTALL)[1])["@graph"]
    owner, first = graph[0], graph[1]
    assert (owner["@type"], owner["name"]) == ("Organization", "Föreningen Exempel")
    assert first["@type"] == "Event" and first["startDate"].endswith(("+01:00", "+02:00"))
    assert first["location"]["address"]["streetAddress"] == "Storgatan 1"
    assert first["isAccessibleForFree"] is True


async def test_an_id_that_does_not_suit_an_address_is_reached_by_its_public_one(web: httpx.AsyncClient) -> None:
    own = "kommun:https://example.org/a?b=c"
    assert path_of(own) == f"/aktivitet/{public_id('service', own)}"
    assert "lång adress" in await page(web, path_of(own))
    assert path_of("kommun:1") == "/aktivitet/kommun:1"


@pytest.mark.parametrize(
    ("name", "status"), [("kommun:none", 404), ("kommun:gone", 410), ("kommun:waiting", 404), ("%00", 404)]
)
async def test_what_is_not_there_leads_on(web: httpx.AsyncClient, name: str, status: int) -> None:
    text = await page(web, f"/aktivitet/{name}", status)
    assert 'href="/chatt"' in text and 'href="/lista"' in text
    assert "Exempel: väntar" not in text


async def test_the_calendar_keeps_rule_exceptions_and_time_zone(web: httpx.AsyncClient) -> None:
    answer = await web.get("/aktivitet/kommun:1.ics")
    assert answer.headers["content-type"].startswith("text/calendar")
    calendar = Calendar.from_ical(answer.content)
    (event,) = calendar.walk("VEVENT")
    assert event["RRULE"].to_ical() == b"FREQ=WEEKLY;BYDAY=TH"
    assert event.decoded("DTSTART").tzname() == "CET"
    assert event["EXDATE"].dts[0].dt.date() == date(2026, 12, 24)
    assert [zone["TZID"] for zone in calendar.walk("VTIMEZONE")] == ["Europe/Stockholm"]
    assert (await web.get("/aktivitet/kommun:open.ics")).status_code == 404


async def test_a_report_is_kept_without_anything_about_who_sent_it(web: httpx.AsyncClient, directory: Engine) -> None:
    sent = await web.post("/aktivitet/kommun:1/stammer-inte", data={"orsak": "wrong_time", "text": "jag heter Kim"})
    assert (sent.status_code, sent.headers["location"]) == (303, "/aktivitet/kommun:1?tack=1#stammer")
    assert "Tack." in await page(web, "/aktivitet/kommun:1?tack=1")
    with directory.connect() as connection:
        (row,) = connection.execute(select(feedback)).mappings()
    assert (row["service_id"], row["reason"]) == ("kommun:1", "wrong_time")
    assert "Kim" not in str(dict(row))


@pytest.mark.parametrize(
    ("name", "data", "status"),
    [("kommun:1", {}, 422), ("kommun:1", {"orsak": "hot"}, 422), ("kommun:waiting", {"orsak": "other"}, 404),
     ("kommun:none", {"orsak": "other"}, 404)],
)  # fmt: skip
async def test_a_report_that_cannot_be_is_refused(
    web: httpx.AsyncClient, name: str, data: dict[str, str], status: int
) -> None:
    assert (await web.post(f"/aktivitet/{name}/stammer-inte", data=data)).status_code == status


async def test_a_form_on_a_foreign_page_cannot_report(web: httpx.AsyncClient) -> None:
    answer = await web.post(
        "/aktivitet/kommun:1/stammer-inte", data={"orsak": "other"}, headers={"sec-fetch-site": "cross-site"}
    )
    assert answer.status_code == 403


async def test_reporting_has_an_end(settings: Any, store: Any, bot: Any, clock: Clock, directory: Engine) -> None:
    app = create_app(settings, rasa=bot, store=store, facts=load_facts(), clock=clock, directory=directory)
    transport = httpx.ASGITransport(app=app, client=("203.0.113.7", 1))
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as web:
        sent = [await web.post("/aktivitet/folkbibliotek/stammer-inte", data={"orsak": "other"}) for _ in range(7)]
    assert [answer.status_code for answer in sent] == [303] * 6 + [422]


async def test_a_list_has_what_is_there_and_what_is_everywhere(web: httpx.AsyncClient) -> None:
    text = await page(web, "/lista/lund")
    local, _, national = text.partition("I många kommuner eller på nätet")
    assert "Exempel: kaffe på torget" in local and "Folkbibliotek" in national
    assert "020-22 22 33" in national and "Utskriven den" in text
    assert "öppet nu" not in text.lower()
    assert "Måndag–fredag kl. 8–19. Lördag och söndag kl. 10–16. På helgdagar som på söndagar." in national
    assert "Dygnet runt." in national
    assert "Biblioteket i Lund" in national and "där du bor" not in text
    assert "fara för livet" in local
    assert await page(web, "/lista/1281") == text
    assert "kaffe på torget" not in await page(web, "/lista/upplands-vasby")


async def test_every_municipality_has_its_list(web: httpx.AsyncClient) -> None:
    text = await page(web, "/lista")
    assert len(set(re.findall(r'href="(/lista/[a-zåäö-]+)"', text))) == 290
    assert "i Håbo" in await page(web, "/lista/håbo") and "i Habo" in await page(web, "/lista/habo")
    await page(web, "/lista/ingenstans", 404)


async def test_the_read_api_is_mounted(web: httpx.AsyncClient) -> None:
    told = (await web.get("/hsds/")).json()
    assert told["openapi_url"] == "http://test/hsds/openapi.json"
    assert (await web.get("/hsds/services?per_page=1")).json()["size"] == 1


async def test_without_a_directory_the_chat_is_as_before(settings: Any, store: Any, bot: Any, clock: Clock) -> None:
    app = create_app(settings, rasa=bot, store=store, facts=load_facts(), clock=clock)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://test") as web:
        assert (await web.get("/chatt")).status_code == 200
        assert (await web.get("/aktivitet/folkbibliotek")).status_code == 404


async def test_a_directory_that_is_away_is_said_kindly(
    settings: Any, store: Any, bot: Any, clock: Clock, tmp_path: Any
) -> None:
    empty = make_engine(f"sqlite:///{tmp_path / 'nothing.db'}")
    app = create_app(settings, rasa=bot, store=store, facts=load_facts(), clock=clock, directory=empty)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://test") as web:
        text = await page(web, "/aktivitet/folkbibliotek", 503)
        assert "går inte att läsa just nu" in text
        await page(web, "/lista/lund", 503)
