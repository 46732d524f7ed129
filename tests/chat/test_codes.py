"""Come-back codes at the gateway: what a visitor wrote is kept without the words, and old codes are swept."""

import asyncio
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import func, select

from chat.codes import keep_forgetting
from chat.replies import Text
from knowledge.build import migrate
from knowledge.come_back import ComeBacks
from knowledge.come_back_memory import Memory
from knowledge.database import make_engine
from knowledge.models import come_back
from tests.chat.logged import capture_logs

CODE = "lykta, ekorre, blåklint"
NOW = datetime(2026, 11, 22, 12, tzinfo=timezone.utc)


def in_the_files(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.glob("chat.db*"))


async def test_the_bot_is_asked_with_the_code_and_the_database_keeps_what_was_written_without_it(
    visitor, bot, settings
):
    bot.replies = lambda text: (Text(text="Välkommen tillbaka."),)
    await visitor.say(f"min kod är {CODE}")
    assert bot.asked[-1][1] == f"min kod är {CODE}"
    files = in_the_files(settings.data)
    assert b"[kod]" in files and b"ekorre" not in files


async def test_a_code_that_was_given_can_be_read_again_while_the_chat_is_open(visitor, bot, settings, tools):
    bot.replies = lambda text: (Text(text=f"Här är din kod: {CODE}."),)
    await visitor.say("Få en kod")
    assert "ekorre" in (await visitor.read()).text
    await visitor.forget()
    await tools.store.empty_journal()
    assert b"ekorre" not in in_the_files(settings.data)


async def test_the_words_reach_no_log(visitor, bot):
    with capture_logs() as logs:
        await visitor.say(CODE)
        bot.down = True
        await visitor.say(f"glöm koden {CODE}")
    assert logs and "ekorre" not in str(logs)


@pytest.fixture
def url(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path / 'directory.db'}"
    engine = make_engine(url)
    with engine.begin() as connection:
        migrate(connection, "head")
    ComeBacks(engine, b"k" * 32, lambda: NOW).make(Memory(("social",)))
    engine.dispose()
    return url


def count(url: str) -> int:
    engine = make_engine(url)
    with engine.connect() as connection:
        found = int(connection.execute(select(func.count()).select_from(come_back)).scalar_one())
    engine.dispose()
    return found


async def sweep_for_a_while(url: str, now: datetime) -> None:
    work = asyncio.create_task(keep_forgetting(url, lambda: now, seconds=0.01))
    await asyncio.sleep(0.3)
    assert not work.done()
    work.cancel()


async def test_codes_whose_time_is_up_are_swept_even_when_nobody_writes(url):
    await sweep_for_a_while(url, NOW + timedelta(days=29))
    assert count(url) == 1
    with capture_logs() as logs:
        await sweep_for_a_while(url, NOW + timedelta(days=31))
    assert count(url) == 0
    assert [(line["event"], line["count"]) for line in logs] == [("come_back_codes_expired", 1)]


async def test_the_sweep_goes_on_while_the_database_is_away(tmp_path):
    with capture_logs() as logs:
        await sweep_for_a_while(f"sqlite:///{tmp_path / 'nowhere' / 'directory.db'}", NOW)
    assert len(logs) > 1 and logs[0]["part"] == "come_back"
