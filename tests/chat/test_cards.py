"""What the gateway adds to a card, and what a visitor may say of an activity through the API."""

import pytest
from sqlalchemy import select

from chat.replies import Activities, Activity, Text
from chat.visitors.app import create_app
from chat.visitors.cards import completed
from knowledge.facts_loader import load_facts
from knowledge.models import feedback
from tests.chat.test_openapi import validator
from tests.knowledge.out.examples import make_directory, some_entries

REPORTS = "/api/v1/activities/{}/reports"


def card(**fields):
    reply = Activities(text="Ett förslag", items=(Activity(id="kommun:1", name="Kafé", **fields),))
    return completed(reply).items[0]


def test_the_distance_stands_apart_from_the_reason():
    shown = card(why="Du sa att du gillar schack.", how_far="Ungefär 3 km bort", distance_km=3.1)
    assert (shown.why, shown.how_far) == ("Du sa att du gillar schack.", "Ungefär 3 km bort")


def test_without_a_distance_nothing_is_said_of_it():
    shown = card(why="Det är gratis.")
    assert (shown.why, shown.how_far) == ("Det är gratis.", "")


def test_the_way_is_shown_only_to_what_has_a_position():
    assert card(lat=63.3, lon=14.5).directions.endswith("directions?to=63.30000%2C14.50000")
    assert card().directions is None


def test_other_replies_are_left_as_they_are():
    reply = Text(text="hej")
    assert completed(reply) is reply


async def test_a_card_with_all_it_can_hold_has_the_documented_shape(visitor, bot):
    items = (Activity(id="kommun:1", name="Kafé", lat=63.3, lon=14.5, distance_km=2.0),)
    bot.replies = lambda text: (Activities(text="Ett förslag", items=items),)
    answer = (await visitor.say("tips")).json()
    validator("Answer").validate(answer)
    validator("Activity").validate(answer["replies"][0]["items"][0])
    assert answer["replies"][0]["items"][0]["page"] == "/aktivitet/kommun:1"


@pytest.fixture
def engine(tmp_path):
    engine = make_directory(f"sqlite:///{tmp_path / 'directory.db'}", some_entries())
    yield engine
    engine.dispose()


@pytest.fixture
def app(settings, store, bot, clock, engine):
    return create_app(settings, rasa=bot, store=store, facts=load_facts(), clock=clock, directory=engine)


def kept(engine):
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(select(feedback.c.service_id, feedback.c.reason))]


async def test_what_is_wrong_is_kept_as_a_reason_and_nothing_more(web, engine):
    answer = await web.post(REPORTS.format("kommun:1"), json={"reason": "closed", "text": "hemligt"})
    assert answer.status_code == 204
    assert kept(engine) == [("kommun:1", "closed")]


@pytest.mark.parametrize(
    ("id", "content", "status"),
    [
        ("kommun:1", {"reason": "för dyrt"}, 422),
        ("kommun:1", {}, 422),
        ("finns-inte", {"reason": "closed"}, 404),
        ("%00", {"reason": "closed"}, 404),
    ],
)
async def test_another_reason_or_activity_is_refused(web, engine, id, content, status):
    answer = await web.post(REPORTS.format(id), json=content)
    assert answer.status_code == status
    validator("Error").validate(answer.json())
    assert kept(engine) == []


async def test_one_address_may_not_report_without_end(app, engine):
    import httpx

    transport = httpx.ASGITransport(app=app, client=("203.0.113.9", 1))
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as web:
        answers = [await web.post(REPORTS.format("kommun:1"), json={"reason": "other"}) for _ in range(7)]
    assert [answer.status_code for answer in answers] == [204] * 6 + [429]
    assert int(answers[-1].headers["retry-after"]) >= 1


async def test_every_step_of_the_facts_has_a_page(web):
    from knowledge.candidate import candidates

    pages = [card_page(item.id) for item in candidates(load_facts())[::9]]
    assert [page for page in pages if (await web.get(page)).status_code != 200] == []


def card_page(own_id):
    return completed(Activities(text="x", items=(Activity(id=own_id, name="x"),))).items[0].page
