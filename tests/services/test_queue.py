"""The queue on PostgreSQL: several processes at once, a server that goes, and tables that come and go with rows in them."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, inspect, text

from chat import store as store_module
from chat.bus import Bus
from chat.conversation import Author, Owner
from chat.errors import StoreUnavailable
from chat.queue.errors import AlreadyTaken, NoRoom
from chat.queue.lease import Lease
from chat.queue.queue import Queue
from chat.queue.shapes import State
from chat.replies import Text
from chat.settings import Settings, read_settings
from chat.store import Store
from tests.chat.fakes import Clock
from tests.chat.queueing import ANNA, SIV, ULF, coming, line, volunteer
from tests.chat.test_queue_order import fill

pytestmark = pytest.mark.services


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def stores(url: str) -> AsyncIterator[tuple[Store, Store]]:
    asynchronous = read_settings({"LOTSEN_CHAT_URL": url}).chat_url
    both = Store(asynchronous), Store(asynchronous)
    await both[0].prepare()
    yield both
    for each in both:
        await each.close()


@pytest.fixture
def queues(stores: tuple[Store, Store], clock: Clock) -> tuple[Queue, Queue]:
    """The queues of two processes over one database."""
    here, there = (Queue(store, Bus(), clock, Settings()) for store in stores)
    return here, there


async def test_of_twenty_claims_on_each_of_fifty_chats_from_two_processes_one_wins_and_the_rest_hear_who(
    queues: tuple[Queue, Queue], stores: tuple[Store, Store]
) -> None:
    come = coming(stores[0], queues[0])
    for chat in range(50):
        await come(f"c{chat}")

    async def claim(chat: int, number: int) -> tuple[int, str | None, str | None]:
        staff = volunteer(chat * 20 + number)
        try:
            await queues[number % 2].claim(f"c{chat}", staff)
        except AlreadyTaken as refused:
            return chat, None, refused.by_name
        return chat, staff.name, None

    told = await asyncio.gather(*(claim(chat, number) for number in range(20) for chat in range(50)))
    winners = {chat: winner for chat, winner, _ in told if winner}
    assert len(winners) == 50 == sum(1 for _, winner, _ in told if winner)
    assert Counter(chat for chat, winner, _ in told if not winner) == dict.fromkeys(range(50), 19)
    assert all(by == winners[chat] for chat, winner, by in told if not winner)


async def test_one_volunteer_who_takes_four_chats_at_the_same_moment_gets_one(
    queues: tuple[Queue, Queue], stores: tuple[Store, Store]
) -> None:
    come = coming(stores[0], queues[0])
    for id in ("c0", "c1", "c2", "c3"):
        await come(id)
    claims = (queues[number % 2].claim(f"c{number}", ANNA) for number in range(4))
    got = await asyncio.gather(*claims, return_exceptions=True)
    assert sorted(type(each) is NoRoom for each in got) == [False, True, True, True]


async def test_two_supervisors_who_take_over_at_once_leave_one_owner(
    queues: tuple[Queue, Queue], stores: tuple[Store, Store]
) -> None:
    await coming(stores[0], queues[0])("c1")
    await queues[0].claim("c1", ANNA)
    moves = queues[0].take_over("c1", SIV, "orolig"), queues[1].take_over("c1", ULF, "orolig")
    await asyncio.gather(*moves, return_exceptions=True)
    case = await queues[0].case("c1", SIV)
    assert (case.conversation.owner, case.conversation.epoch) == (Owner.human, 4)
    assert case.events[-1].reply.name == {"siv": "Signe", "ulf": "Uno"}[str(case.record.volunteer_id)]


async def test_the_same_message_from_two_tabs_is_said_once_and_all_are_numbered_in_order(
    queues: tuple[Queue, Queue], stores: tuple[Store, Store]
) -> None:
    await coming(stores[0], queues[0])("c1")
    await queues[0].claim("c1", ANNA)

    async def staff_write() -> None:
        for number in range(20):
            for queue in queues:
                await queue.say("c1", ANNA, Text(text=f"v{number}"), f"v{number}")

    async def visitor_writes() -> None:
        for number in range(20):
            found = await stores[1].find("c1", 0)
            assert found is not None
            await stores[1].save_turn(found.conversation, found.conversation, [line(f"b{number}", f"b{number}")])

    same = (queue.say("c1", ANNA, Text(text="hej"), "x1") for queue in queues * 5)
    assert len({event.seq for event in await asyncio.gather(*same)}) == 1
    await asyncio.gather(staff_write(), visitor_writes())
    events = await stores[0].events_after("c1", 0)
    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    said = [event.client_id for event in events if event.author is Author.human]
    assert said == ["x1", *(f"v{number}" for number in range(20))]


async def test_a_thousand_in_the_queue_are_taken_in_order_by_many_at_once(
    queues: tuple[Queue, Queue], stores: tuple[Store, Store], clock: Clock
) -> None:
    now = int(clock().timestamp())
    people = [
        (f"c{n}", ("none", "concern", "acute")[n % 7 % 3], now - n * 13 % 5_000, n % 50 == 0) for n in range(1_000)
    ]
    await fill(stores[0], people, now)
    line_up = [each.conversation_id for each in await queues[0].waiting()]
    got = await asyncio.gather(*(queues[n % 2].claim_next(volunteer(n)) for n in range(10)))
    assert sorted(case.conversation.id for case in got if case) == sorted(line_up[:10])


async def test_a_whole_shift_goes_as_on_sqlite(
    queues: tuple[Queue, Queue], stores: tuple[Store, Store], clock: Clock
) -> None:
    here, there = queues
    come = coming(stores[0], here)
    waits = await come("c1", level="acute", address_hash="x")
    await here.heard(waits, "jag orkar inte")
    await here.set_presence(ANNA, State.available, 2)
    assert (await there.claim_next(ANNA)) is not None
    await there.note("c1", ANNA, "en anteckning")
    await here.whisper("c1", SIV, "en viskning")
    await here.call_help(ANNA, "c1")
    assert (await there.take_help((await there.board()).calls[0].id, SIV)).taken_name == "Siv Lind"
    await here.set_hours(SIV, "24/7")
    await here.switch(SIV, "humans", False, "stängt")
    clock.forward(seconds=61)
    await there.sweep()
    assert (await here.waiting())[0].returned == "lost"
    await here.claim("c1", SIV)
    await here.block("c1", SIV, "hot")
    clock.forward(days=2)
    await there.sweep()
    assert await stores[1].forget_expired(int(clock().timestamp())) == ["c1"]


async def test_one_process_sweeps(stores: tuple[Store, Store], clock: Clock) -> None:
    leases = [Lease(store, clock, "queue", 15) for store in stores * 3]
    assert sum(await asyncio.gather(*(lease.is_mine() for lease in leases))) == 1


async def send_again(queue: Queue, number: int) -> None:
    """As the page does, until it is told that it is said."""
    for _ in range(20):
        try:
            await queue.say("c1", ANNA, Text(text=f"{number}"), f"v{number}")
            return
        except StoreUnavailable:
            await asyncio.sleep(0.05)
    raise AssertionError("the database never came back")


async def test_a_server_that_cuts_every_connection_in_the_middle_leaves_nothing_half_written(
    queues: tuple[Queue, Queue], stores: tuple[Store, Store], url: str
) -> None:
    await coming(stores[0], queues[0])("c1")
    await queues[0].claim("c1", ANNA)
    admin = create_engine(url, isolation_level="AUTOCOMMIT")
    cut = text(
        "select pg_terminate_backend(pid) from pg_stat_activity "
        "where datname = current_database() and pid <> pg_backend_pid()"
    )
    said, refused = [], 0
    for number in range(60):
        task = asyncio.create_task(queues[number % 2].say("c1", ANNA, Text(text=f"{number}"), f"v{number}"))
        if number % 3 == 0:
            await asyncio.sleep(0.002 * (number % 7))
            await asyncio.to_thread(lambda: admin.connect().execute(cut))
        try:
            await task
            said.append(f"v{number}")
        except StoreUnavailable:
            refused += 1
            await send_again(queues[0], number)
            said.append(f"v{number}")
    admin.dispose()
    events = await stores[0].events_after("c1", 0)
    assert [event.client_id for event in events if event.author is Author.human] == said
    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    assert refused


def migrate(url: str, to: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(store_module.__file__).with_name("migrations")))
    engine = create_engine(url)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        (command.upgrade if to == "head" else command.downgrade)(config, to)
    engine.dispose()


@pytest.mark.parametrize("kind", ["postgresql", "sqlite"])
async def test_the_tables_come_and_go_with_rows_in_them_and_the_talks_stay(kind: str, url: str, tmp_path: Path) -> None:
    plain = url if kind == "postgresql" else f"sqlite:///{tmp_path / 'chat.db'}"
    migrate(plain, "head")
    store = Store(read_settings({"LOTSEN_CHAT_URL": plain}).chat_url)
    queue = Queue(store, Bus(), Clock(), Settings())
    await coming(store, queue)("c1", said=3)
    await queue.claim("c1", ANNA)
    await queue.note("c1", ANNA, "en anteckning")
    await store.close()
    migrate(plain, "002")
    engine = create_engine(plain)
    with engine.connect() as connection:
        assert connection.execute(text("select count(*) from event")).scalar() == 5
        assert "handover" not in inspect(engine).get_table_names()
    engine.dispose()
    migrate(plain, "head")
    store = Store(read_settings({"LOTSEN_CHAT_URL": plain}).chat_url)
    assert len(await store.events_after("c1", 0)) == 5
    await store.close()
