"""The chat database: tables, order, and what happens when two write at once."""

import asyncio
import sqlite3
import threading
import time

import msgspec
import pytest
from sqlalchemy import text

from chat.conversation import Author, Conversation, Event, Owner
from chat.errors import StoreUnavailable
from chat.replies import Text
from chat.store import Store


def said(text, client_id=None, author=Author.visitor):
    return Event(seq=None, author=author, client_id=client_id, reply=Text(text=text))


def conversation(id="a", **more):
    return Conversation(id=id, token_hash="t", expires_at=10**10, **more)


async def test_preparing_twice_changes_nothing(store):
    await store.prepare()
    await store.prepare()
    await store.create(conversation(), ())


async def test_the_migrations_make_the_tables_of_the_code(store):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from chat.tables import metadata

    def differences(connection):
        opts = {"version_table": "chat_version", "include_name": lambda name, *_: name != "sqlite_sequence"}
        context = MigrationContext.configure(connection, opts=opts)
        return compare_metadata(context, metadata)

    async with store._engine.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_two_turns_from_the_same_state_are_numbered_one_after_the_other(store):
    before = (await store.create(conversation(), ())).conversation
    first = await store.save_turn(before, before, [said("ett", "1")])
    second = await store.save_turn(before, before, [said("två", "2")])
    assert [event.seq for event in (*first.events, *second.events)] == [1, 2]


async def test_a_turn_is_written_whole_or_not_at_all(store):
    before = (await store.create(conversation(), ())).conversation
    await store.save_turn(before, before, [said("ett", "1")])
    before = (await store.find("a", 0)).conversation
    with pytest.raises(StoreUnavailable):
        await store.save_turn(before, before, [said("två", "2"), said("ett", "1")])
    assert (await store.find("a", 0)).conversation.last_seq == 1
    assert len(await store.events_after("a", 0)) == 1


async def test_a_turn_in_a_forgotten_conversation_is_not_kept(store):
    before = (await store.create(conversation(), ())).conversation
    await store.forget("a")
    assert await store.save_turn(before, before, [said("ett", "1")]) is None
    assert await store.events_after("a", 0) == ()


async def test_forgetting_one_leaves_the_others(store):
    for id in ("a", "b"):
        await store.create(conversation(id), [said("hej", "1")])
    await store.forget("a")
    assert len(await store.events_after("b", 0)) == 1


async def test_open_conversations_are_counted_by_owner(store):
    await store.create(conversation("a"), ())
    await store.create(conversation("b", owner=Owner.human), ())
    await store.create(msgspec.structs.replace(conversation("c"), expires_at=5), ())
    assert await store.count(now=10) == {Owner.bot: 1, Owner.human: 1}


async def test_a_database_that_can_not_be_opened_is_unavailable(tmp_path):
    (tmp_path / "chat.db").write_bytes(b"this is no database" * 100)
    store = Store(f"sqlite+aiosqlite:///{tmp_path / 'chat.db'}")
    before = threading.active_count()
    for _ in range(3):
        with pytest.raises(StoreUnavailable):
            await store.prepare()
    await store.close()
    for _ in range(100):  # a thread needs a moment to end
        if threading.active_count() <= before:
            return
        await asyncio.sleep(0.02)
    raise AssertionError("a connection's thread lives on")


async def test_a_database_that_lets_nobody_write_is_away_for_those_in_line_too(store, settings, monkeypatch):
    """Else each would wait for all before it to give up, one after the other."""
    monkeypatch.setattr("chat.store.LINE_SECONDS", 0.5)
    lock = sqlite3.connect(settings.data / "chat.db", isolation_level=None)
    lock.execute("BEGIN EXCLUSIVE")

    async def write():
        async with store.write() as connection:
            await connection.execute(text("delete from event"))

    started = time.monotonic()
    try:
        found = await asyncio.gather(*(write() for _ in range(5)), return_exceptions=True)
    finally:
        lock.close()
    assert all(isinstance(each, StoreUnavailable) for each in found)
    assert time.monotonic() - started < 8
    await write()
