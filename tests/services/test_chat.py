"""Conversations on PostgreSQL: the store by itself, and two gateways that share it."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
from sqlalchemy import create_engine, inspect

from chat.conversation import Author, Conversation, Event, Owner
from chat.errors import StoreUnavailable
from chat.replies import Text
from chat.settings import read_settings
from chat.store import KEPT_EVENTS, Store, _migrate
from chat.tokens import read_secret
from chat.visitors.app import create_app
from knowledge.facts_loader import load_facts
from tests.chat.fakes import Clock, FakeBot
from tests.services.waiting import wait_until_somebody_waits

pytestmark = pytest.mark.services
ROOT = "/api/v1/conversations"
FAR = 10**10  # an expiry beyond what 32 bits hold


def asynchronous(url: str) -> str:
    return read_settings({"LOTSEN_CHAT_URL": url}).chat_url


def said(text: str, client_id: str | None = None, author: Author = Author.visitor) -> Event:
    return Event(seq=None, author=author, client_id=client_id, reply=Text(text=text))


def conversation(id: str = "a", **more: Any) -> Conversation:
    return Conversation(**{"id": id, "token_hash": "t", "expires_at": FAR, **more})


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    store = Store(asynchronous(url))
    await store.prepare()
    yield store
    await store.close()


async def test_the_migrations_make_the_tables_of_the_code(store: Store) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from chat.tables import metadata

    def differences(connection: Any) -> Any:
        return compare_metadata(
            MigrationContext.configure(connection, opts={"version_table": "chat_version"}), metadata
        )

    async with store._engine.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_gateways_that_start_at_the_same_time_all_find_their_tables(url: str) -> None:
    """The first has made its tables and not yet said so to the database when the second begins."""
    first, second = Store(asynchronous(url)), Store(asynchronous(url))
    async with first.reach() as connection:
        await connection.run_sync(_migrate)
        starting = asyncio.create_task(second.prepare())
        await asyncio.to_thread(wait_until_somebody_waits, url)
    await starting
    for store in (first, second):
        await store.ping()
        await store.close()


async def test_what_was_said_comes_back_as_it_was(store: Store) -> None:
    before = (await store.create(conversation(region="krokom"), [said("hej", author=Author.bot)])).conversation
    text = "åäö 🙂 'citat' \\ \n rad två"
    after = msgspec.structs.replace(before, turns=1, owner=Owner.waiting, epoch=1)
    saved = await store.save_turn(before, after, [said(text, "1"), said("svar", "1", Author.bot)])
    assert saved is not None and [event.seq for event in saved.events] == [2, 3]
    found = await store.find("a", 0)
    assert found is not None and found.conversation == saved.conversation
    assert [event.reply.text for event in await store.events_after("a", 1)] == [text, "svar"]  # type: ignore[union-attr]


async def test_a_message_that_was_answered_is_found_with_its_answer(store: Store) -> None:
    before = (await store.create(conversation(), ())).conversation
    await store.save_turn(before, before, [said("hej", "m1"), said("svar", "m1", Author.bot)])
    found = await store.find("a", 0, "m1")
    assert found is not None and found.answered is not None
    assert [event.reply.text for event in found.answered] == ["svar"]  # type: ignore[union-attr]
    other = await store.find("a", 0, "m2")
    assert other is not None and other.answered is None


async def test_a_message_is_never_written_twice_and_a_turn_never_by_half(store: Store) -> None:
    before = (await store.create(conversation(), ())).conversation
    await store.save_turn(before, before, [said("ett", "1")])
    found = await store.find("a", 0)
    assert found is not None
    with pytest.raises(StoreUnavailable):
        await store.save_turn(found.conversation, found.conversation, [said("två", "2"), said("ett", "1")])
    again = await store.find("a", 0)
    assert again is not None and again.conversation.last_seq == 1
    assert len(await store.events_after("a", 0)) == 1


async def test_turns_of_two_gateways_at_the_same_moment_are_numbered_one_after_the_other(url: str) -> None:
    here, there = Store(asynchronous(url)), Store(asynchronous(url))
    await here.prepare()
    before = (await here.create(conversation(), ())).conversation
    turns = [store.save_turn(before, before, [said(f"{n}", f"{n}")]) for n, store in enumerate((here, there) * 2)]
    saved = await asyncio.gather(*turns)
    assert sorted(event.seq or 0 for each in saved if each for event in each.events) == [1, 2, 3, 4]
    for store in (here, there):
        await store.close()


async def test_only_the_last_events_are_kept(store: Store) -> None:
    before = (await store.create(conversation(), ())).conversation
    for number in range(3):
        found = await store.find("a", 0)
        assert found is not None
        before = found.conversation
        await store.save_turn(before, before, [said(f"{number}-{n}", f"{number}-{n}") for n in range(KEPT_EVENTS // 2)])
    assert len(await store.events_after("a", 0)) == KEPT_EVENTS


async def test_forgetting_takes_the_conversation_and_its_words_and_leaves_the_others(store: Store) -> None:
    for id in ("a", "b"):
        await store.create(conversation(id), [said(f"hemligt {id}", "1")])
    await store.forget("a")
    assert await store.find("a", 0) is None
    assert await store.events_after("a", 0) == ()
    assert len(await store.events_after("b", 0)) == 1
    gone = conversation("a")
    assert await store.save_turn(gone, gone, [said("sent", "2")]) is None


async def test_what_is_past_its_time_is_deleted_and_named(store: Store) -> None:
    await store.create(conversation("old", expires_at=100), [said("hej", "1")])
    await store.create(conversation("new", expires_at=200), [said("hej", "1")])
    assert await store.find("old", 100) is None
    assert await store.forget_expired(100) == ["old"]
    assert await store.forget_expired(100) == []
    assert await store.events_after("old", 0) == ()
    assert await store.find("new", 100) is not None


async def test_open_conversations_are_counted_by_owner(store: Store) -> None:
    await store.create(conversation("a"), ())
    await store.create(conversation("b", owner=Owner.human), ())
    await store.create(conversation("c", expires_at=5), ())
    assert await store.count(now=10) == {Owner.bot: 1, Owner.human: 1}


async def test_a_connection_that_the_server_has_cut_is_made_anew(store: Store, url: str) -> None:
    await store.create(conversation(), ())
    admin = create_engine(url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        cut = "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
        assert connection.exec_driver_sql(cut).rowcount >= 1
    admin.dispose()
    assert await store.find("a", 0) is not None


async def test_a_server_that_is_gone_silent_or_locked_is_unavailable_and_holds_nobody_up(
    store: Store, url: str
) -> None:
    """Gone refuses the connection, silent takes it and says nothing, locked lets the question wait."""
    with socket.socket() as silent, socket.socket() as gone:
        for each in (silent, gone):
            each.bind(("127.0.0.1", 0))
        silent.listen()
        stores = [Store(f"postgresql+asyncpg://u@127.0.0.1:{each.getsockname()[1]}/x") for each in (silent, gone)]
        admin = create_engine(url)
        with admin.begin() as connection:
            connection.exec_driver_sql("lock table conversation in access exclusive mode")
            pings = [each.ping() for each in (*stores, store)]
            found = await asyncio.wait_for(asyncio.gather(*pings, return_exceptions=True), 9)
        admin.dispose()
    assert [type(each) for each in found] == [StoreUnavailable] * 3
    for each in stores:
        await each.close()
    await store.ping()


Gateway = Callable[[], Awaitable[httpx.AsyncClient]]


@pytest.fixture
def bot() -> FakeBot:
    return FakeBot()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def gateway(url: str, tmp_path: Path, bot: FakeBot, clock: Clock) -> AsyncIterator[Gateway]:
    """Makes one more gateway over the same database, as a second process would be."""
    opened: list[Any] = []
    read_secret(tmp_path)

    async def make() -> httpx.AsyncClient:
        settings = read_settings({"LOTSEN_DATA": str(tmp_path), "LOTSEN_CHAT_URL": url})
        store = Store(settings.chat_url)
        await store.prepare()
        app = create_app(settings, rasa=bot, store=store, facts=load_facts(), clock=clock)
        web = httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://test")
        opened.append((web, store))
        return web

    yield make
    for web, store in opened:
        await web.aclose()
        await store.close()


async def begin(web: httpx.AsyncClient) -> tuple[str, dict[str, str]]:
    begun = (await web.post(ROOT, json={"region": "krokom"})).json()
    return f"{ROOT}/{begun['id']}", {"authorization": f"Bearer {begun['token']}"}


async def test_a_visitor_is_answered_and_can_read_the_conversation_again(gateway: Gateway) -> None:
    web = await gateway()
    address, headers = await begin(web)
    answer = await web.post(f"{address}/messages", json={"text": "hej på dig", "client_id": "m1"}, headers=headers)
    assert answer.status_code == 200
    assert [reply["text"] for reply in answer.json()["replies"]] == ["Du skrev: hej på dig"]
    texts = [event["text"] for event in (await web.get(address, headers=headers)).json()["events"]]
    assert texts[-2:] == ["hej på dig", "Du skrev: hej på dig"]
    assert (await web.get("/health")).status_code == 200


async def test_the_next_message_may_reach_another_gateway(gateway: Gateway) -> None:
    here, there = await gateway(), await gateway()
    address, headers = await begin(here)
    await here.post(f"{address}/messages", json={"text": "ett", "client_id": "m1"}, headers=headers)
    answer = await there.post(f"{address}/messages", json={"text": "två", "client_id": "m2"}, headers=headers)
    assert answer.json()["replies"][0]["text"] == "Du skrev: två"
    numbers = [event["seq"] for event in (await here.get(address, headers=headers)).json()["events"]]
    assert numbers == list(range(1, len(numbers) + 1))


async def test_the_same_message_sent_again_through_another_gateway_is_answered_once(
    gateway: Gateway, bot: FakeBot
) -> None:
    here, there = await gateway(), await gateway()
    address, headers = await begin(here)
    message = {"text": "jag heter Greta Garbo", "client_id": "m1"}
    first = await here.post(f"{address}/messages", json=message, headers=headers)
    again = await there.post(f"{address}/messages", json=message, headers=headers)
    assert again.json() == first.json()
    assert len(bot.asked) == 1


async def test_what_one_gateway_forgets_is_gone_for_the_other_and_from_every_table(gateway: Gateway, url: str) -> None:
    here, there = await gateway(), await gateway()
    address, headers = await begin(here)
    await here.post(f"{address}/messages", json={"text": "hemligt", "client_id": "m1"}, headers=headers)
    assert (await there.delete(address, headers=headers)).status_code == 204
    assert (await here.get(address, headers=headers)).status_code == 404
    engine = create_engine(url)
    with engine.connect() as connection:
        for table in inspect(engine).get_table_names():
            left = connection.exec_driver_sql(f"select * from {table}").fetchall()
            assert not left or table == "chat_version"
    engine.dispose()


async def test_a_conversation_ends_an_hour_after_the_last_message(gateway: Gateway, clock: Clock) -> None:
    web = await gateway()
    address, headers = await begin(web)
    clock.forward(minutes=59)
    await web.post(f"{address}/messages", json={"text": "hej", "client_id": "m1"}, headers=headers)
    clock.forward(minutes=59)
    assert (await web.get(address, headers=headers)).status_code == 200
    clock.forward(minutes=2)
    assert (await web.get(address, headers=headers)).status_code == 404


@pytest.mark.parametrize("text", ["a\x00b", "🙂" * 100, "x'; drop table event; --", "å" * 3_900])
async def test_any_text_is_answered_and_kept(gateway: Gateway, text: str) -> None:
    web = await gateway()
    address, headers = await begin(web)
    answer = await web.post(f"{address}/messages", json={"text": text, "client_id": "m1"}, headers=headers)
    assert answer.status_code == 200
    events = (await web.get(address, headers=headers)).json()["events"]
    assert [event["from"] for event in events[-2:]] == ["visitor", "bot"]


async def test_ids_that_postgresql_can_not_hold_do_not_look_like_a_database_that_is_away(
    gateway: Gateway, capsys: pytest.CaptureFixture[str]
) -> None:
    web = await gateway()
    address, headers = await begin(web)
    odd = await web.post(f"{address}/messages", json={"text": "hej", "client_id": "a\x00b"}, headers=headers)
    assert odd.status_code in (400, 422)
    assert (await web.get(f"{ROOT}/a%00b", headers=headers)).status_code in (401, 403, 404)
    assert "store_unavailable" not in capsys.readouterr().out
