"""The console with a volunteer or two and a supervisor logged in."""

import pytest

from chat.bus import Bus
from chat.queue.queue import Queue
from chat.staff.accounts.staff import Role
from chat.staff.app import create_app
from tests.chat.console_desk import DANGER, be_there, come, take_seat
from tests.chat.logging_in import cheap_accounts


@pytest.fixture
def bus():
    return Bus()


@pytest.fixture
def queue(store, bus, clock, settings):
    return Queue(store, bus, clock, settings)


@pytest.fixture
def desk(settings, store, clock, bus):
    accounts = cheap_accounts(settings, store, clock)
    return create_app(settings, store=store, clock=clock, bus=bus, accounts=accounts)


@pytest.fixture
async def vera(desk, store, clock, queue):
    seat = await take_seat(desk, store, clock, Role.volunteer)
    await be_there(queue, seat)
    yield seat
    await seat.web.aclose()


@pytest.fixture
async def bo(desk, store, clock, queue):
    seat = await take_seat(desk, store, clock, Role.volunteer, "bo", "Bo Ask")
    await be_there(queue, seat)
    yield seat
    await seat.web.aclose()


@pytest.fixture
async def sam(desk, store, clock):
    seat = await take_seat(desk, store, clock, Role.supervisor)
    yield seat
    await seat.web.aclose()


@pytest.fixture
async def case(vera, store, queue):
    """Vera has a chat with somebody in danger."""
    await come(store, queue, "c1", DANGER, "Det är tomt hemma.", "<b>Ingen</b> vet.")
    await vera.post("/samtal/c1/ta", varnad="ja")
