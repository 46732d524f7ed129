"""Rasa's conversations on PostgreSQL: kept as snapshots, shared by several Rasa, forgotten in time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from rasa.core.tracker_store import TrackerStore
from rasa.core.utils import AvailableEndpoints
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Restarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import create_engine

from bot.components.tracker_store import SnapshotTrackerStore, table
from knowledge.database import make_engine, take_turns
from lotsen.paths import ROOT
from tests.services.waiting import wait_until_somebody_waits
from tests.standing_clock import Clock

pytestmark = pytest.mark.services
INTENT = {"name": "tell_feeling", "confidence": 1.0}


@pytest.fixture(scope="module")
def domain() -> Domain:
    return Domain.load([str(ROOT / "domain.yml"), str(ROOT / "bot" / "data" / "responses")])


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def another(url: str, domain: Domain, clock: Clock) -> Iterator[Callable[[], SnapshotTrackerStore]]:
    """Opens the store as one more Rasa process does."""
    opened: list[SnapshotTrackerStore] = []

    def make() -> SnapshotTrackerStore:
        opened.append(SnapshotTrackerStore(domain=domain, url=url, clock=clock))
        return opened[-1]

    yield make
    for store in opened:
        store._engine.dispose()


@pytest.fixture
def store(another: Callable[[], SnapshotTrackerStore]) -> SnapshotTrackerStore:
    return another()


def talk(domain: Domain, text: str = "jag är ensam", sender: str = "a") -> DialogueStateTracker:
    parsed = {"intent": INTENT, "entities": [], "text": text}
    events = [
        ActionExecuted("action_listen"),
        UserUttered(text, intent=INTENT, parse_data=parsed),
        SlotSet("municipality", "1281"),
        SlotSet("barriers", ["money"]),
        BotUttered("Det låter tungt 🙂", metadata={"utter_action": "utter_ack_more"}),
    ]
    return DialogueStateTracker.from_events(sender, events, domain.slots)


def rows(url: str) -> str:
    engine = create_engine(url)
    with engine.connect() as connection:
        found = connection.exec_driver_sql("select sender, snapshot from tracker order by sender").fetchall()
    engine.dispose()
    return str([tuple(row) for row in found])


async def test_a_conversation_comes_back_as_it_was_in_another_rasa(
    another: Callable[[], SnapshotTrackerStore], domain: Domain
) -> None:
    await another().save(talk(domain))
    again = await another().retrieve("a")
    assert again is not None
    assert (again.get_slot("municipality"), again.get_slot("barriers")) == ("1281", ["money"])
    assert [event.text for event in again.events if isinstance(event, UserUttered)] == ["jag är ensam"]
    assert [event.text for event in again.events if isinstance(event, BotUttered)] == ["Det låter tungt 🙂"]


async def test_personal_data_is_not_written_down(store: SnapshotTrackerStore, domain: Domain, url: str) -> None:
    await store.save(talk(domain, "jag heter Greta Garbo, ring 070-123 45 67"))
    kept = rows(url)
    assert "'a'" in kept and "Garbo" not in kept and "123 45 67" not in kept


async def test_saving_again_replaces_what_was_there(store: SnapshotTrackerStore, domain: Domain, url: str) -> None:
    for text in ("ett", "två"):
        await store.save(talk(domain, text))
    assert await store.keys() == ["a"]
    assert "ett" not in rows(url).replace("utter", "")


async def test_a_restarted_conversation_is_deleted(store: SnapshotTrackerStore, domain: Domain, url: str) -> None:
    tracker = talk(domain)
    await store.save(tracker)
    tracker.update(Restarted())
    await store.save(tracker)
    assert await store.retrieve("a") is None
    assert rows(url) == "[]"


async def test_a_conversation_is_forgotten_an_hour_after_the_last_message_and_wiped_out_when_others_write(
    store: SnapshotTrackerStore, domain: Domain, clock: Clock
) -> None:
    await store.save(talk(domain, sender="old"))
    clock.seconds += 3599
    assert await store.retrieve("old") is not None
    clock.seconds += 62
    assert await store.retrieve("old") is None
    await store.save(talk(domain, sender="new"))
    assert await store.keys() == ["new"]


async def test_a_conversation_can_be_deleted_and_leaves_the_others(store: SnapshotTrackerStore, domain: Domain) -> None:
    for sender in ("a", "o'brien"):
        await store.save(talk(domain, sender=sender))
    await store.delete("a")
    assert await store.keys() == ["o'brien"]


@pytest.mark.parametrize("text", ["a\x00b", "\ud83d", "x'; drop table tracker; --"])
async def test_any_text_can_be_kept(store: SnapshotTrackerStore, domain: Domain, text: str) -> None:
    await store.save(talk(domain, text))
    assert await store.retrieve("a") is not None


async def test_a_rasa_that_starts_while_another_makes_the_table_waits_for_it(
    another: Callable[[], SnapshotTrackerStore], domain: Domain, url: str
) -> None:
    engine = make_engine(url)
    with ThreadPoolExecutor(1) as pool:
        with engine.begin() as first:
            take_turns(first)
            table.metadata.create_all(first)
            second = pool.submit(another)
            wait_until_somebody_waits(url)
        await second.result(10).save(talk(domain))
    engine.dispose()


async def test_rasa_itself_opens_the_store_that_endpoints_yml_names(
    url: str, domain: Domain, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOTSEN_TRACKER_URL", url)
    monkeypatch.setenv("LOTSEN_ACTIONS_URL", "http://127.0.0.1:5055")
    endpoints = AvailableEndpoints.read_endpoints(str(ROOT / "endpoints.yml"))
    store = TrackerStore.create(endpoints.tracker_store, domain)
    await store.save(talk(domain))
    assert "jag är ensam" in rows(url)
