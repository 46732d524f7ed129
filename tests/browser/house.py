"""Visitors' app and staff's app on one chat database, as two processes would share it; people come in by their cookie."""

import asyncio
import threading
from collections.abc import Coroutine, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timezone
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import httpx
from playwright.sync_api import BrowserContext, Page

from chat.bus import open_bus
from chat.card import Card
from chat.conversation import Danger
from chat.queue.duty import Duty
from chat.queue.queue import Queue
from chat.queue.shapes import State
from chat.queue.work import keep_sweeping_queue, sweep_lease
from chat.rasa import Rasa
from chat.settings import Settings
from chat.staff.accounts.people import People
from chat.staff.accounts.sessions import Sessions
from chat.staff.accounts.staff import Role, Staff
from chat.staff.app import create_app as create_staff_app
from chat.store import Store
from chat.visitors.app import create_app
from knowledge.facts_loader import load_facts
from tests.chat.fakes import RasaOverHttp
from tests.chat.live import running

Result = TypeVar("Result")
CARD = Card(
    why="wish", kinds=("emotional", "social"), municipality="Krokom", age_group="older",
    suggested=("Sorggrupp i kyrkan", "Väntjänst"), refused=("Sorggrupp i kyrkan",),
)  # fmt: skip
DANGER = Card(
    why="danger", risk="acute", risk_kind="suicide", kinds=("existential",), municipality="Krokom",
    evidence=("jag vill inte leva längre", "det spelar ingen roll om jag finns"),
)  # fmt: skip
NAMES = {Role.volunteer: "Vera Holm", Role.supervisor: "Sam Ek", Role.admin: "Ada Ström", Role.editor: "Gun Berg"}


def now() -> datetime:
    return datetime.now(timezone.utc)


@dataclass
class Visitor:
    """Somebody who writes to the line, by the visitors' API."""

    url: str
    id: str
    token: str
    said: int = 0

    def say(self, text: str) -> None:
        self.said += 1
        answer = httpx.post(
            f"{self.url}/api/v1/conversations/{self.id}/messages",
            json={"text": text, "client_id": f"v{self.said}"},
            headers={"authorization": f"Bearer {self.token}"},
        )
        assert answer.status_code == 200, answer.text

    def read(self) -> list[str]:
        answer = httpx.get(
            f"{self.url}/api/v1/conversations/{self.id}", headers={"authorization": f"Bearer {self.token}"}
        )
        return [event["text"] for event in answer.json()["events"]]

    def open_in(self, page: Page) -> None:
        """The same conversation in the visitor's own browser."""
        page.goto(f"{self.url}/chatt")
        kept = f"sessionStorage.setItem('pass', JSON.stringify({{id: '{self.id}', token: '{self.token}'}}))"
        page.evaluate(kept)
        page.reload()


@dataclass
class House:
    visitors: str
    staff: str
    settings: Settings
    store: Store
    queue: Queue
    loop: asyncio.AbstractEventLoop
    people: dict[str, Staff] = field(default_factory=dict)

    def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(20)

    def person(self, login: str, role: Role = Role.volunteer, name: str = "", pseudonym: str = "") -> Staff:
        if login not in self.people:
            name = name or NAMES[role]
            made = People(self.store, now).add(login, name, pseudonym or name.split()[0], role)
            self.people[login] = self.run(made)
        return self.people[login]

    def seat(self, context: BrowserContext, person: Staff, path: str = "/vakt") -> Page:
        """A page of this person's, logged in."""
        token = self.run(Sessions(self.store, now).begin(person))
        context.add_cookies([{"name": "personal", "value": token, "url": self.staff}])
        page = context.new_page()
        page.goto(self.staff + path)
        return page

    def on_duty(self, *people: Staff, room: int = 1) -> None:
        for person in people:
            self.run(self.queue.set_presence(person, State.available, room))

    def visitor(self, *lines: str, card: Card | None = CARD) -> Visitor:
        """Begins, writes, and with a card asks for a person."""
        begun = httpx.post(f"{self.visitors}/api/v1/conversations", json={}).json()
        visitor = Visitor(self.visitors, begun["id"], begun["token"])
        for line in lines or ("Det är tomt hemma sedan min man dog",):
            visitor.say(line)
        if card:
            self.run(self._ask(visitor.id, card))
        return visitor

    async def _ask(self, conversation_id: str, card: Card) -> None:
        found = await self.store.find(conversation_id, int(now().timestamp()))
        assert found is not None
        conversation = found.conversation
        if card.risk != "none":
            import msgspec

            danger = Danger(level=card.risk, kind=card.risk_kind)
            conversation = msgspec.structs.replace(conversation, danger=danger)
        await self.queue.ask(conversation, card, card.why)

    def empty(self) -> None:
        """Nobody waits, talks or is there."""
        self.run(self._empty())

    async def _empty(self) -> None:
        from sqlalchemy import delete

        from chat import tables
        from chat.queue import tables as queue_tables

        async with self.store.reach() as connection:
            for table in (queue_tables.note, queue_tables.help_call, queue_tables.handover, queue_tables.presence,
                          queue_tables.duty_switch, queue_tables.line_hours, tables.event, tables.conversation):  # fmt: skip
                await connection.execute(delete(table))


@contextmanager
def house_in(folder: Path, script: Any, chat_url: str = "", redis_url: str = "") -> Iterator[House]:
    """On SQLite, with pulses in the database, or on what the addresses name."""
    rasa = RasaOverHttp(script)
    settings = Settings(
        data=folder, chat_url=chat_url or f"sqlite+aiosqlite:///{folder / 'chat.db'}", redis_url=redis_url,
        rasa_url=rasa.url, actions_url=rasa.url, conversation_limits=(), address_limits=(),
    )  # fmt: skip
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, daemon=True).start()
    store = Store(settings.chat_url)
    bus = open_bus(settings, store, now)
    asyncio.run_coroutine_threadsafe(store.prepare(), loop).result(20)
    carrying = asyncio.run_coroutine_threadsafe(bus.run(), loop)
    with ExitStack() as stack:
        visitors = stack.enter_context(running(_visitors_app(settings)))
        staff = stack.enter_context(running(_staff_app(settings)))
        yield House(visitors, staff, settings, store, Queue(store, bus, now, settings), loop)
        carrying.cancel()
    asyncio.run_coroutine_threadsafe(store.close(), loop).result(20)
    loop.call_soon_threadsafe(loop.stop)
    rasa.stop()


def _visitors_app(settings: Settings) -> Any:
    store = Store(settings.chat_url)
    bus = open_bus(settings, store, now)
    queue, duty = Queue(store, bus, now, settings), Duty(store, now)
    works = (partial(duty.keep_fresh, bus), partial(keep_sweeping_queue, queue, sweep_lease(queue), 1.0))
    return create_app(
        settings, rasa=Rasa(settings), store=store, bus=bus, people=queue, human_on_duty=duty.human_on_duty,
        opens=duty.opens, bot_is_on=duty.bot_is_on, facts=load_facts(), clock=now, works=works,
    )  # fmt: skip


def _staff_app(settings: Settings) -> Any:
    store = Store(settings.chat_url)
    return create_staff_app(settings, store=store, clock=now, bus=open_bus(settings, store, now))
