"""An activity from a feed reaches the visitor with its own number and link, and with no other."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

import httpx
import msgspec
import pytest
from sqlalchemy.engine import Engine

from bot.actions.cards import activities
from chat.replies import Activities, Activity
from chat.visitors.app import create_app
from knowledge.facts_loader import load_facts
from knowledge.need import Need
from knowledge.places import load_places
from knowledge.search import Directory
from tests.chat.conftest import Visitor
from tests.knowledge.entry_making import Phone, Where, an_entry
from tests.knowledge.out.examples import make_directory

NOW = datetime(2026, 11, 24, 12, 0)
HALL = Where(name="Huset", address="Storgatan 12", postal_code="83531", city="83531 Krokom", municipality="2309",
             lat=63.33, lon=14.45)  # fmt: skip


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    entry = an_entry("1", phones=(Phone(number="0640-160 00"),), link="https://kaffe.example/tider", places=(HALL,))
    return make_directory(f"sqlite:///{tmp_path_factory.mktemp('guarded') / 'directory.db'}", [entry])


@pytest.fixture
def card(directory: Engine) -> Activities:
    """What the assistant would say of it."""
    offer = Directory(directory, load_facts(), load_places()).suggest(Need(types=("social",), municipality="2309"), NOW)
    text, said = activities(offer)
    fields = set(Activity.__struct_fields__)
    items = tuple(
        Activity(**{k: v for k, v in item.items() if k in fields and v is not None}) for item in said["items"]
    )
    assert "list:1" in {item.id for item in items}
    return Activities(text=text, items=items)


@pytest.fixture
async def visitor(settings: Any, store: Any, bot: Any, clock: Any, directory: Engine) -> AsyncIterator[Visitor]:
    app = create_app(settings, rasa=bot, store=store, facts=load_facts(), clock=clock, directory=directory)
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=True)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as web:
        visitor = Visitor(web)
        await visitor.begin()
        yield visitor


def kinds(answer: httpx.Response) -> list[str]:
    return [reply["kind"] for reply in answer.json()["replies"]]


async def test_what_the_directory_says_of_an_activity_passes_the_guard(
    visitor: Visitor, bot: Any, card: Activities
) -> None:
    bot.replies = lambda text: (card,)
    answer = await visitor.say("vad finns i Krokom?")
    assert kinds(answer) == ["activities"]
    assert any(item["phone"] == "0640-160 00" for item in answer.json()["replies"][0]["items"])


@pytest.mark.parametrize("wrong", [{"phone": "0640-999 99"}, {"link": "https://nagot.example/annat"}])
async def test_a_number_or_link_that_is_not_the_activitys_own_is_stopped(
    visitor: Visitor, bot: Any, card: Activities, wrong: dict[str, str]
) -> None:
    items = tuple(msgspec.structs.replace(item, **wrong) if item.id == "list:1" else item for item in card.items)
    bot.replies = lambda text: (msgspec.structs.replace(card, items=items),)
    assert "activities" not in kinds(await visitor.say("vad finns i Krokom?"))
