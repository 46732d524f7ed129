"""Every page of the staff gives a sign of life, so that reading in another tab gives no chat away."""

import pytest

from chat.replies import Text
from chat.staff.accounts.staff import Role
from chat.staff.app import create_app
from knowledge.database import make_engine
from tests.chat.console_desk import be_there, come, take_seat
from tests.chat.logging_in import cheap_accounts
from tests.chat.staff_desk import make_desk, make_tables


@pytest.fixture
async def seat(settings, store, clock, tmp_path):
    make_tables(tmp_path / "directory.db")
    engine = make_engine(f"sqlite:///{tmp_path / 'directory.db'}")
    accounts = cheap_accounts(settings, store, clock)
    app = create_app(settings, store=store, clock=clock, accounts=accounts, desk=make_desk(engine, clock))
    seat = await take_seat(app, store, clock, Role.supervisor)
    yield seat
    await seat.web.aclose()
    engine.dispose()


@pytest.mark.parametrize("path", ["/konto", "/granskning", "/siffror", "/katalog/"])
async def test_a_page_beside_the_console_carries_the_pulse_and_its_key(seat, path):
    page = (await seat.get(path)).text
    assert "/static/puls" in page and f'data-nyckel="{seat.key}"' in page


async def test_the_pulse_keeps_a_chat_with_its_volunteer(seat, store, queue, clock):
    await be_there(queue, seat)
    await come(store, queue)
    await queue.claim("c1", seat.staff)
    for _ in range(4):
        clock.forward(seconds=20)
        assert (await seat.post("/puls")).status_code == 200
    await queue.say("c1", seat.staff, Text(text="Hej"), "m1")
    await queue.sweep()
    assert (await store.find("c1", 0)).conversation.owner.value == "human"
