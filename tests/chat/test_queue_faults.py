"""The database goes away or is full in the middle: a clear error, nothing half written, nothing lost."""

import sqlite3

import pytest
from sqlalchemy.exc import OperationalError

from chat.conversation import Owner
from chat.errors import StoreUnavailable
from chat.queue import floor
from chat.replies import Text
from chat.store import Store
from tests.chat.queueing import ANNA, BO, SIV, line

STEPS = {
    "claim": lambda queue: queue.claim("c2", BO),
    "say": lambda queue: queue.say("c1", ANNA, Text(text="hej igen"), "x2"),
    "note": lambda queue: queue.note("c1", ANNA, "en anteckning"),
    "hand_back": lambda queue: queue.hand_back("c1", ANNA, "klar"),
    "pass_on": lambda queue: queue.pass_on("c1", ANNA, "klar"),
    "close": lambda queue: queue.close("c1", ANNA, "klar", "hej då"),
    "take_over": lambda queue: queue.take_over("c1", SIV, "orolig"),
    "leave": lambda queue: queue.leave("c1"),
    "delete_now": lambda queue: queue.delete_now("c1", SIV),
    "stop_waiting": lambda queue: queue.stop_waiting("c2"),
}


def everything(settings):
    """All rows of all tables, but for who was seen when."""
    with sqlite3.connect(settings.data / "chat.db") as database:
        tables = [name for (name,) in database.execute("select name from sqlite_master where type = 'table'")]
        return {name: database.execute(f"select * from {name}").fetchall() for name in tables if name != "presence"}


@pytest.fixture
async def shift(queue, come):
    await come("c1", level="acute")
    await come("c2")
    await queue.claim("c1", ANNA)
    await queue.say("c1", ANNA, Text(text="hej"), "x1")


@pytest.mark.parametrize("name", STEPS)
@pytest.mark.parametrize("after", [0, 1, 2, 3, 4])
async def test_a_database_that_goes_away_in_the_middle_of_a_step_leaves_all_as_it_was(
    name, after, shift, queue, store, settings, monkeypatch
):
    """It goes after so many statements that write."""
    before, written = everything(settings), []
    with monkeypatch.context() as patch:
        original = floor.AsyncConnection.execute

        async def execute(connection, statement, *more):
            if not getattr(statement, "is_select", False):
                written.append(statement)
                if len(written) > after:
                    raise OperationalError("", {}, Exception("gone"))
            return await original(connection, statement, *more)

        patch.setattr(floor.AsyncConnection, "execute", execute)
        try:
            await STEPS[name](queue)
        except StoreUnavailable:
            assert len(written) > after
        else:
            return  # the step has fewer statements
    assert everything(settings) == before
    await STEPS[name](queue)  # and when the database is back it can be done


async def test_a_full_disk_is_a_clear_error_and_loses_nothing(settings, shift, queue, store, clock):
    """A small limit on pages gives SQLite's own error."""
    cramped = Store(settings.chat_url)
    with sqlite3.connect(settings.data / "chat.db") as database:
        pages = database.execute("pragma page_count").fetchone()[0]
    limit(cramped, pages)
    tight = type(queue)(cramped, queue.floor.bus, clock, settings)
    said, refused = 0, None
    for number in range(200):
        try:
            await tight.say("c1", ANNA, Text(text="rad " * 200), f"n{number}")
            said += 1
        except StoreUnavailable as error:
            refused = error
            break
    assert refused is not None and "OperationalError" in str(refused)
    with pytest.raises(StoreUnavailable):
        await tight.say("c1", ANNA, Text(text="rad " * 5_000), "once")
    case = await tight.case("c1", ANNA)  # what was said before can be read
    assert sum(event.client_id is not None and event.client_id.startswith("n") for event in case.events) == said
    assert case.conversation.owner is Owner.human
    assert [event.seq for event in case.events] == list(range(1, len(case.events) + 1))
    event = await queue.say(
        "c1", ANNA, Text(text="rad " * 5_000), "once"
    )  # there is room again: sent once more, said once
    assert event.seq == case.events[-1].seq + 1
    await cramped.close()


def limit(store, pages):
    from sqlalchemy import event

    @event.listens_for(store._engine.sync_engine, "connect")
    def set_limit(connection, _record):
        connection.cursor().execute(f"pragma max_page_count={pages}")


async def test_a_full_disk_keeps_the_visitors_message_from_being_taken_for_kept(settings, shift, store):
    cramped = Store(settings.chat_url)
    with sqlite3.connect(settings.data / "chat.db") as database:
        limit(cramped, database.execute("pragma page_count").fetchone()[0])
    found = (await cramped.find("c1", 0)).conversation
    with pytest.raises(StoreUnavailable):
        for number in range(100):
            found = (await cramped.find("c1", 0)).conversation
            await cramped.save_turn(found, found, [line("rad " * 300, f"z{number}")])
    after = await cramped.find("c1", 0)
    events = await cramped.events_after("c1", 0)
    assert after.conversation.last_seq == events[-1].seq == found.last_seq
    await cramped.close()
