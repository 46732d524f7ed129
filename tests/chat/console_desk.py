"""The staff's app with people logged in and visitors in the queue, for the tests of the console."""

import json
from dataclasses import dataclass
from typing import Any

import httpx

from chat.card import Card
from chat.conversation import Author, Conversation, Danger, Event
from chat.queue.queue import Queue
from chat.queue.shapes import State
from chat.replies import Reply, Text
from chat.staff.accounts.staff import Role, Staff
from chat.store import Store
from tests.chat.logging_in import browser, log_in_as, make_staff

FAR = 10**10
CARD = Card(why="wish", kinds=("emotional",), municipality="Krokom", age_group="older", suggested=("Sorggrupp",))
DANGER = Card(why="danger", risk="acute", risk_kind="suicide", evidence=("jag vill inte leva längre",))


@dataclass
class Seat:
    """One of the staff with a browser of their own."""

    staff: Staff
    web: httpx.AsyncClient
    key: str

    async def get(self, path: str, **headers: str) -> httpx.Response:
        return await self.web.get(path, headers=headers)

    async def post(self, path: str, **fields: Any) -> httpx.Response:
        return await self.web.post(path, data={"nyckel": self.key, **fields}, follow_redirects=False)

    async def ask(self, path: str, **fields: Any) -> httpx.Response:
        """As the page's script asks."""
        return await self.web.post(path, data={"nyckel": self.key, **fields}, headers={"accept": "application/json"})


async def take_seat(app: Any, store: Store, clock: Any, role: Role, login: str = "", name: str = "") -> Seat:
    web = browser(app)
    person = await make_staff(store, clock, role, login, name)
    return Seat(person, web, await log_in_as(web, store, clock, person))


async def come(store: Store, queue: Queue, id: str = "c1", card: Card = CARD, *lines: str | Reply) -> Conversation:
    """A visitor who has written something and then asks for a person."""
    said = [line if not isinstance(line, str) else Text(text=line) for line in (lines or ("Det är tomt hemma.",))]
    events = [Event(seq=None, author=Author.visitor, client_id=f"m{n}", reply=line) for n, line in enumerate(said)]
    danger = Danger(level=card.risk, kind=card.risk_kind)
    made = await store.create(Conversation(id=id, token_hash="t", expires_at=FAR, danger=danger), events)
    return await queue.ask(made.conversation, card, card.why)


async def be_there(queue: Queue, *seats: Seat, room: int = 1) -> None:
    for seat in seats:
        await queue.set_presence(seat.staff, State.available, room)


async def heard(app: Any, seat: Seat, path: str, until: str, **headers: str) -> list[tuple[str, Any]]:
    """What a stream sends until an event of that name has come: names with their content."""
    found: list[tuple[str, Any]] = []
    begun: list[int] = []
    text = ""

    class Enough(Exception):
        pass

    async def send(message: Any) -> None:
        nonlocal text
        if message["type"] == "http.response.start":
            begun.append(message["status"])
            return
        text += message["body"].decode()
        *frames, text = text.split("\n\n")
        for frame in frames:
            fields = dict(line.split(": ", 1) for line in frame.splitlines() if ": " in line)
            if "event" in fields:
                found.append((fields["event"], json.loads(fields["data"])))
                if fields["event"] == until:
                    raise Enough

    async def receive() -> Any:
        import asyncio

        await asyncio.sleep(3600)

    url = httpx.URL(str(seat.web.base_url).rstrip("/") + path)
    cookie = "; ".join(f"{name}={value}" for name, value in seat.web.cookies.items())
    sent = {"host": url.netloc.decode(), "cookie": cookie, "accept": "text/event-stream", **headers}
    scope = {
        "type": "http", "method": "GET", "path": url.path, "raw_path": url.raw_path, "query_string": url.query,
        "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in sent.items()],
        "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 8001), "scheme": "http", "http_version": "1.1",
        "root_path": "", "asgi": {"version": "3.0", "spec_version": "2.4"},
    }  # fmt: skip
    try:
        await app(scope, receive, send)
    except BaseException as error:
        if not _is(error, Enough):
            raise
    assert begun == [200], begun
    return found


def _is(error: BaseException, kind: type[BaseException]) -> bool:
    return isinstance(error, kind) or any(_is(each, kind) for each in getattr(error, "exceptions", ()))
