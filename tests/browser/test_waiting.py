"""A visitor, a human and the way back, in a real browser: each state at three sizes, without script too."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from chat.conversation import Event
from chat.lines import parting_lines
from chat.pulses import DatabaseBus
from chat.queue.queue import Queue
from chat.replies import Text
from chat.staff.accounts.staff import Role, Staff
from chat.store import Store
from chat.switches import State
from chat.waiting import look_after
from tests.browser.conftest import SIZES, keys, open_chat, say, take_picture, until
from tests.browser.script import script
from tests.browser.test_states import TAGS
from tests.chat.live import Live, now, serving

pytestmark = pytest.mark.browser
KIM = Staff(id="kim", name="Kim Ek", pseudonym="Kim", role=Role.volunteer)
YES, NO = "Ja, det går bra", "Nej, inte nu"
SLOTS = {"loneliness_types": ["emotional"], "municipality": "2309", "age_group": "older"}
DANGER = "jag vill inte leva längre"  # the script answers it as acute


class Desk:
    """A volunteer in another process: own connection, own bus."""

    def __init__(self, live: Live) -> None:
        self._live = live

    def do(self, work: Callable[[Queue], Awaitable[Any]]) -> Any:
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(lambda: asyncio.run(self._do(work))).result()

    async def _do(self, work: Callable[[Queue], Awaitable[Any]]) -> Any:
        store = Store(self._live.settings.chat_url)
        bus = DatabaseBus(store, now)
        carrying = asyncio.create_task(bus.run())
        try:
            parting = parting_lines(self._live.tools.facts, now, "Vill du prata med någon annan finns de här:")
            done = await work(Queue(store, bus, now, self._live.settings, parting=parting))
            await asyncio.sleep(0.3)
            return done
        finally:
            await stopped(carrying)
            await store.close()

    def claim(self) -> str:
        async def work(queue: Queue) -> str:
            await queue.set_presence(KIM, "available", 2)
            case = await queue.claim_next(KIM)
            assert case is not None
            return case.conversation.id

        return self.do(work)

    def say(self, conversation_id: str, text: str) -> Event:
        return self.do(lambda queue: queue.say(conversation_id, KIM, Text(text=text), text[:20]))

    def hand_back(self, conversation_id: str) -> None:
        self.do(lambda queue: queue.hand_back(conversation_id, KIM, "klart"))

    def close(self, conversation_id: str) -> None:
        self.do(lambda queue: queue.close(conversation_id, KIM, "klart", "Tack för att du skrev. Ta hand om dig."))


@pytest.fixture(scope="module")
def duty() -> dict[str, Any]:
    return {"on": True, "opens": "", "bot": True}


@pytest.fixture(scope="module")
def open_line(tmp_path_factory: pytest.TempPathFactory, duty: dict[str, Any]) -> Iterator[Live]:
    folder = tmp_path_factory.mktemp("waiting")
    with serving(folder, script, duty=duty, exit_url="http://127.0.0.1:9/borta") as live:
        live.rasa.slots = SLOTS
        yield live


@pytest.fixture
def desk(open_line: Live, duty: dict[str, Any]) -> Iterator[Desk]:
    """Nobody is left over from the test before."""
    duty.update(on=True, opens="", bot=True)
    desk = Desk(open_line)
    yield desk
    desk.do(empty)


async def empty(queue: Queue) -> None:
    for waiting in await queue.waiting():
        await queue.stop_waiting(waiting.conversation_id)
    for chat in (await queue.board()).chats:
        if chat.volunteer_id == KIM.id:
            await queue.close(chat.conversation_id, KIM, "klart", "")


async def stopped(task: "asyncio.Task[None]") -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


def offered(page: Any, desk: Desk) -> None:
    say(page, "Det känns tomt sedan min man dog")
    page.get_by_role("button", name="Bara prata").wait_for()
    say(page, "Jag vill prata med en människa")
    page.get_by_role("button", name=YES, exact=True).wait_for()


def waits(page: Any, desk: Desk) -> None:
    offered(page, desk)
    page.get_by_role("button", name=YES, exact=True).click()
    page.get_by_role("button", name="Sluta vänta").wait_for()


def waits_late(page: Any, desk: Desk) -> None:
    waits(page, desk)
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(late(desk))).result()
    page.locator("#samtal").get_by_text("tio minuter gått").wait_for()


async def late(desk: Desk) -> None:
    """Ten minutes pass on the house's clock."""
    from dataclasses import replace
    from datetime import timedelta

    live = desk._live
    store = Store(live.settings.chat_url)
    bus = DatabaseBus(store, now)
    carrying = asyncio.create_task(bus.run())
    later = replace(live.tools, clock=lambda: now() + timedelta(minutes=11), store=store)
    await look_after(later, Queue(store, bus, later.clock, live.settings))
    await asyncio.sleep(0.3)
    await stopped(carrying)
    await store.close()


def with_kim(page: Any, desk: Desk) -> str:
    waits(page, desk)
    chat = desk.claim()
    page.get_by_text("Nu är det en människa, Kim, som skriver.").first.wait_for()
    desk.say(chat, "Hej, jag heter Kim. Jag har läst det du skrev om din man. Vill du berätta mer?")
    page.locator(".rad.human").get_by_text("Jag har läst det du skrev").wait_for()
    return chat


def handed_back(page: Any, desk: Desk) -> None:
    desk.hand_back(with_kim(page, desk))
    page.locator("#samtal").get_by_text("Lotsen, som svarar igen").wait_for()


def closed(page: Any, desk: Desk) -> None:
    desk.close(with_kim(page, desk))
    page.get_by_role("button", name="Börja ett nytt").wait_for()
    page.get_by_text("Vill du prata med någon annan").first.wait_for()


def danger(page: Any, desk: Desk) -> None:
    say(page, DANGER)
    page.get_by_role("button", name=YES, exact=True).wait_for()


STATES = [offered, waits, waits_late, with_kim, handed_back, closed, danger]


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
@pytest.mark.parametrize("size", SIZES)
def test_a_state_is_accessible(open_context, open_line, desk, size, state):
    page = open_context(size).new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{open_line.url}/chatt")
    state(page, desk)
    page.wait_for_timeout(350)
    take_picture(page, f"people-{state.__name__}-{size}")
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    assert found.violations_count == 0, found.generate_report()
    assert errors == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "scrolls sideways"


@pytest.mark.parametrize("look", [{"color_scheme": "dark"}, {"forced_colors": "active"}], ids=["dark", "forced"])
def test_other_looks_are_accessible(open_context, open_line, desk, look):
    page = open_chat(open_context("phone", **look), open_line)
    with_kim(page, desk)
    page.wait_for_timeout(350)
    take_picture(page, f"people-{'-'.join(look.values())}-phone", full=True)
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    assert found.violations_count == 0, found.generate_report()


def test_each_switch_is_said_aloud_and_stands_above_the_box(open_context, open_line, desk):
    page = open_chat(open_context("desktop"), open_line)
    aloud, line = page.locator("#upplast"), page.locator("#vem-svarar")
    waits(page, desk)
    expect(line).to_contain_text("Du står i kö till en människa.")
    chat = desk.claim()
    expect(aloud).to_contain_text("Nu är det en människa, Kim, som skriver. Lotsen är tyst.")
    expect(line).to_contain_text("Du skriver med Kim, en människa.")
    desk.say(chat, "Hej, jag heter Kim.")
    expect(aloud).to_contain_text("Kim, en människa: Hej, jag heter Kim.")
    desk.hand_back(chat)
    expect(aloud).to_contain_text("roboten Lotsen, som svarar igen")
    expect(line).to_be_hidden()


def test_the_offer_is_read_aloud_with_its_summary(open_context, open_line, desk):
    page = open_chat(open_context("desktop"), open_line)
    offered(page, desk)
    aloud = page.locator("#upplast")
    expect(aloud).to_contain_text("Kommun: Krokom.")
    expect(aloud).to_contain_text(NO)


def test_an_offer_stays_open_while_something_else_is_said(open_context, open_line, desk):
    page = open_chat(open_context("desktop"), open_line)
    offered(page, desk)
    say(page, "vad kostar det?")
    page.get_by_text("Du skrev: vad kostar det?").wait_for()
    page.get_by_role("button", name=YES, exact=True).click()
    page.get_by_role("button", name="Sluta vänta").wait_for()
    expect(page.get_by_text(f"Du valde: {YES}")).to_be_visible()


def test_a_reload_keeps_who_answers(open_context, open_line, desk):
    page = open_chat(open_context("desktop"), open_line)
    with_kim(page, desk)
    page.reload()
    expect(page.locator("#vem-svarar")).to_contain_text("Du skriver med Kim, en människa.")
    expect(page.locator(".rad.human .vem").last).to_have_text("Kim, en människa")


def test_one_who_waits_writes_on_and_stops_by_keyboard_alone(open_context, open_line, desk):
    page = open_chat(open_context("desktop"), open_line)
    waits(page, desk)
    say(page, "jag sitter här")
    expect(page.locator("#skriver")).to_be_hidden()
    page.get_by_role("button", name="Sluta vänta").focus()
    keys(page).press("Enter")
    expect(
        page.locator("#samtal").get_by_text("inte i kö längre").or_(page.get_by_text("väntar du inte mer"))
    ).to_be_visible()
    expect(page.locator("#vem-svarar")).to_be_hidden()


def test_after_a_closed_talk_a_new_one_begins(open_context, open_line, desk):
    page = open_chat(open_context("desktop"), open_line)
    closed(page, desk)
    with page.expect_navigation():
        page.get_by_role("button", name="Börja ett nytt").click()
    expect(page.locator("#samtal .rad")).to_have_count(2)
    say(page, "hej")
    page.locator("#samtal").get_by_text("Du skrev: hej").wait_for()


def test_the_quick_exit_tells_the_queue_at_once(open_context, open_line, desk):
    page = open_chat(open_context("desktop"), open_line)
    waits(page, desk)
    page.get_by_role("button", name="Lämna snabbt").click()
    until(page, lambda: desk.do(lambda queue: queue.waiting()) == ())


def test_all_of_it_works_without_script(open_context, open_line, desk):
    page = open_context("phone", java_script_enabled=False).new_page()
    page.goto(f"{open_line.url}/chatt")
    say(page, "Jag vill prata med en människa")
    expect(page.get_by_text("Krokom")).to_be_visible()
    page.get_by_role("button", name=YES, exact=True).click()
    expect(page.locator("#vem-svarar")).to_contain_text("Du står i kö till en människa.")
    expect(page.get_by_text(f"Du valde: {YES}")).to_be_visible()
    take_picture(page, "people-no-script-waits-phone")
    chat = desk.claim()
    desk.say(chat, "Hej, jag heter Kim.")
    expect(page.frame_locator(".nya").get_by_text("Det finns nya svar")).to_be_visible()
    take_picture(page, "people-no-script-news-phone")
    page.get_by_role("link", name="Hämta nya svar").click()
    expect(page.locator(".rad.human").get_by_text("Hej, jag heter Kim.")).to_be_visible()
    expect(page.locator("#vem-svarar")).to_contain_text("Du skriver med Kim, en människa.")
    take_picture(page, "people-no-script-human-phone")
    desk.close(chat)
    page.get_by_role("link", name="Hämta nya svar").click()
    page.get_by_role("button", name="Börja ett nytt").click()
    expect(page.locator("#samtal .rad")).to_have_count(2)


def test_without_script_one_who_waits_may_stop(open_context, open_line, desk):
    page = open_context("phone", java_script_enabled=False).new_page()
    page.goto(f"{open_line.url}/chatt")
    say(page, "Jag vill prata med en människa")
    page.get_by_role("button", name=YES, exact=True).click()
    page.get_by_role("button", name="Sluta vänta").click()
    expect(page.locator("#vem-svarar")).to_be_hidden()
    assert desk.do(lambda queue: queue.waiting()) == ()


def test_the_guide_leads_to_the_offer(open_context, open_line, desk):
    page = open_context("phone").new_page()
    page.goto(f"{open_line.url}/hitta-stod")
    page.get_by_role("button", name="Prata").first.click()
    page.get_by_role("button", name="Skriv med en människa").wait_for()
    page.wait_for_timeout(350)
    take_picture(page, "people-guide-phone", full=True)
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    assert found.violations_count == 0, found.generate_report()
    page.get_by_role("button", name="Skriv med en människa").click()
    page.get_by_role("button", name=YES, exact=True).wait_for()


def test_every_state_of_a_hand_over_is_drawn():
    drawn = {"offered", "waiting", "late", "human", "bot", "closed", "none"}
    assert {state.value for state in State} == drawn
