"""The visitors' app with a scripted bot, a fresh database and a clock that can be moved."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

import httpx
import pytest
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from chat import pages
from chat.bus import Bus
from chat.queue.queue import Queue
from chat.settings import Settings
from chat.store import Store
from chat.turn import Tools
from chat.visitors.app import create_app
from knowledge.facts_loader import load_facts
from tests.chat.fakes import Clock, FakeBot
from tests.chat.queueing import Come, coming
from tests.chat.wanting_people import SLOTS, says_human

ROOT = "/api/v1/conversations"
HERE = Path(__file__).resolve().parent
DEEP = ("test_accounts_", "test_queue_", "test_outward", "test_figures", "test_gateways", "test_one_secret", "test_serve",
        "test_bus", "test_staff_", "test_activity_pages", "test_cards", "test_guide_in_the_dialogue")  # fmt: skip
STILL_FAST = ("test_queue_order", "test_accounts_gate", "test_accounts_doors")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Which tests are deep: many people, many processes, many inputs."""
    for item in items:
        name = item.path.name
        if HERE in item.path.parents and name.startswith(DEEP) and not name.startswith(STILL_FAST):
            item.add_marker(pytest.mark.deep)


class KeptTemplates(BytecodeCache):
    """Compiled templates of this run: each test makes an app of its own, and its templates are the same."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[bucket.key] = bucket.bytecode_to_string()


@pytest.fixture(scope="session", autouse=True)
def templates_compiled_once() -> Iterator[None]:
    with patch.object(pages, "Environment", partial(pages.Environment, bytecode_cache=KeptTemplates())):
        yield


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def bot() -> FakeBot:
    return FakeBot()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path, chat_url=f"sqlite+aiosqlite:///{tmp_path / 'chat.db'}")


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with its tables, made once and copied for each test."""
    path = tmp_path_factory.mktemp("empty") / "chat.db"

    async def make() -> None:
        store = Store(f"sqlite+aiosqlite:///{path}")
        await store.prepare()
        await store.close()

    asyncio.run(make())
    return path


@pytest.fixture
async def store(settings: Settings, empty_database: Path) -> AsyncIterator[Store]:
    shutil.copy(empty_database, settings.data / "chat.db")
    store = Store(settings.chat_url)
    yield store
    await store.close()


@pytest.fixture
def come(store: Store, queue: Queue) -> Come:
    return coming(store, queue)


@pytest.fixture
def duty() -> dict[str, Any]:
    """What the line's duty says: whether a human can come, when one can, and whether the bot is on."""
    return {"on": False, "opens": "", "bot": True}


@pytest.fixture
def queue(settings: Settings, store: Store, clock: Clock) -> Queue:
    return Queue(store, Bus(), clock, settings)


@pytest.fixture
def app(settings: Settings, store: Store, bot: FakeBot, clock: Clock, duty: dict[str, Any], queue: Queue) -> Any:
    return create_app(
        settings,
        rasa=bot,
        store=store,
        facts=load_facts(),
        clock=clock,
        human_on_duty=lambda: duty["on"],
        people=queue,
        opens=lambda now: duty["opens"],
        bot_is_on=lambda: duty["bot"],
    )


@pytest.fixture
def tools(app: Any) -> Tools:
    return app.state.tools


@pytest.fixture
async def web(app: Any) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=True)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        yield client


@dataclass
class Visitor:
    """Someone who talks through the API."""

    web: httpx.AsyncClient
    id: str = ""
    token: str = ""
    said: int = 0

    @property
    def headers(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self.token}"}

    async def begin(self, **wish: str) -> httpx.Response:
        answer = await self.web.post(ROOT, json=wish)
        self.id, self.token = answer.json()["id"], answer.json()["token"]
        return answer

    async def say(self, text: str, client_id: str | None = None) -> httpx.Response:
        self.said += 1
        content = {"text": text, "client_id": client_id or f"m{self.said}"}
        return await self.web.post(f"{ROOT}/{self.id}/messages", json=content, headers=self.headers)

    async def read(self) -> httpx.Response:
        return await self.web.get(f"{ROOT}/{self.id}", headers=self.headers)

    async def forget(self) -> httpx.Response:
        return await self.web.delete(f"{ROOT}/{self.id}", headers=self.headers)


@pytest.fixture
async def visitor(web: httpx.AsyncClient) -> Visitor:
    visitor = Visitor(web)
    await visitor.begin()
    return visitor


@pytest.fixture
def on_duty(bot: FakeBot, duty: dict[str, Any]) -> None:
    """Somebody can come, and the bot offers them when it is asked."""
    duty["on"], bot.replies, bot.slots = True, says_human, SLOTS
