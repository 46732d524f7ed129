"""What is kept, and for how long: the rows of the table in design.md."""

import json
import logging
import sqlite3

from chat.conversations import sweep
from chat.logs import ALLOWED, _LibraryFormat, keep_allowed
from chat.replies import Notice
from tests.chat.logged import capture_logs

SECRET = "Jag heter Kerstin Vallgren och mitt nummer är 070-174 06 35, kerstin.vallgren@exempel.se"


def in_the_files(folder):
    return b"".join(path.read_bytes() for path in folder.glob("chat.db*"))


async def test_personal_data_is_never_stored_nor_passed_on(visitor, bot, settings):
    await visitor.say(SECRET)
    for part in ("070-174", "06 35", "kerstin.vallgren@"):
        assert part not in bot.asked[-1][1]
        assert part.encode() not in in_the_files(settings.data)


async def test_what_was_said_is_gone_from_the_files_after_forgetting(visitor, tools, settings):
    await visitor.say("det var en gammal apelsinkaka")
    assert b"apelsinkaka" in in_the_files(settings.data)
    await visitor.forget()
    await tools.store.empty_journal()
    assert b"apelsinkaka" not in in_the_files(settings.data)


async def test_what_the_visitor_asks_to_forget_is_gone_from_the_files_and_the_chat_goes_on(
    visitor, bot, tools, settings
):
    await visitor.say("det var en gammal apelsinkaka")
    bot.replies = lambda text: (Notice(text="Nu är det glömt.", forgets=True),)
    await visitor.say("glöm det jag sa om apelsinkakan")
    await tools.store.empty_journal()
    assert b"apelsinka" not in in_the_files(settings.data)
    events = (await visitor.read()).json()["events"]
    assert [event["text"] for event in events] == ["Nu är det glömt."]
    assert (await visitor.say("hej")).status_code == 200


async def test_a_conversation_is_gone_an_hour_after_the_last_message(visitor, clock, tools, bot):
    await visitor.say("hej")
    clock.forward(minutes=59)
    assert (await visitor.say("igen")).status_code == 200
    clock.forward(minutes=59)
    assert (await visitor.read()).status_code == 200
    clock.forward(minutes=2)
    assert (await visitor.read()).status_code == 404
    await sweep(tools)
    assert bot.forgotten == [visitor.id]


async def test_the_sweep_empties_the_tables(visitor, clock, tools, settings):
    await visitor.say("hej")
    clock.forward(minutes=61)
    await sweep(tools)
    with sqlite3.connect(settings.data / "chat.db") as database:
        assert database.execute("select count(*) from conversation").fetchone() == (0,)
        assert database.execute("select count(*) from event").fetchone() == (0,)


async def test_the_token_is_stored_hashed(visitor, settings):
    assert visitor.token.encode() not in in_the_files(settings.data)


async def test_no_text_reaches_the_log(visitor, bot):
    with capture_logs() as logs:
        await visitor.say("en alldeles egen mening")
        bot.down = True
        await visitor.say("en alldeles egen mening")
        visitor.token = "fel"
        await visitor.say("en alldeles egen mening")
    assert len(logs) >= 3
    assert "mening" not in json.dumps(logs)
    assert visitor.id not in json.dumps(logs)


def test_a_field_that_is_not_on_the_list_is_dropped():
    assert keep_allowed({"event": "x", "text": "hemligt", "code": "c"}) == {"event": "x", "code": "c"}
    assert not ALLOWED & {"text", "message", "body", "address", "id", "token"}


def test_a_library_can_not_log_what_was_written():
    record = logging.LogRecord("aiohttp", logging.ERROR, "x.py", 7, "hemligt %s", ("också",), None)
    line = _LibraryFormat().format(record)
    assert "hemligt" not in line
    assert json.loads(line)["part"] == "aiohttp"


def test_a_library_error_is_named_without_its_message():
    try:
        raise ValueError("hemligt")
    except ValueError as error:
        record = logging.LogRecord("x", logging.ERROR, "x.py", 7, "m", (), (type(error), error, None))
    assert json.loads(_LibraryFormat().format(record))["error"] == "ValueError"


async def test_addresses_are_hashed_with_a_salt_that_changes_daily(tools, clock):
    today = tools.limits.hash_address("192.0.2.7")
    assert "192.0.2.7" not in today
    assert tools.limits.hash_address("192.0.2.7") == today
    clock.forward(days=1)
    assert tools.limits.hash_address("192.0.2.7") != today
