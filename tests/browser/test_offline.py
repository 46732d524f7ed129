"""The chat when the net, the server, the clock or another tab does what it should not: nothing lost, nothing twice."""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime, timezone

import pytest
from playwright.sync_api import expect

from chat.rasa import Rasa
from chat.settings import Settings
from chat.store import Store
from chat.visitors.app import create_app
from knowledge.facts_loader import load_facts
from lotsen.launch import read_health
from tests.browser.conftest import go_in_history, open_chat, say, until
from tests.browser.script import script
from tests.chat.fakes import RasaOverHttp
from tests.chat.live import running
from tests.chat.test_serve import free_port, start

pytestmark = pytest.mark.browser
API = "**/api/v1/conversations/**"


def bubbles(page):
    return page.locator("#samtal .bubbla").all_inner_texts()


def talk(page, *texts):
    for text in texts:
        say(page, text)
        page.locator("#samtal").get_by_text(f"Du skrev: {text}").wait_for()


def asked(live, text):
    return [question["message"] for question in live.rasa.asked].count(text)


def speak_from_elsewhere(page, text):
    """The same conversation, spoken in by another tab, past this page."""
    kept = page.evaluate("JSON.parse(sessionStorage.getItem('pass'))")
    address = page.url.partition("/chatt")[0] + f"/api/v1/conversations/{kept['id']}/messages"
    answer = page.context.request.post(
        address, data={"text": text, "client_id": text}, headers={"authorization": f"Bearer {kept['token']}"}
    )
    assert answer.ok


def lose_answers(page):
    """Every message reaches the server, but no answer comes back until what is given back is called."""
    losing = [True]

    def pass_on(route):
        if not losing:
            return route.continue_()
        route.fetch()
        return route.abort()

    page.route("**/messages", pass_on)
    return losing.clear


def block(page, pattern=API):
    page.route(pattern, lambda route: route.abort())


def test_what_waits_to_be_sent_outlives_a_reload_and_is_sent_once(page, live):
    talk(page, "innan nätet föll")
    block(page)
    say(page, "väntar på nätet")
    page.locator("#samtal").get_by_text("Inte skickat").wait_for()
    page.reload()
    page.get_by_text("väntar på nätet", exact=True).wait_for()
    page.locator("#samtal").get_by_text("Inte skickat").wait_for()
    page.unroute(API)
    page.locator("#samtal").get_by_text("Du skrev: väntar på nätet").wait_for()
    page.locator("#samtal").get_by_text("Du skrev: innan nätet föll").wait_for()
    page.wait_for_timeout(600)
    shown = bubbles(page)
    assert shown[2:] == [
        "innan nätet föll",
        "Du skrev: innan nätet föll",
        "väntar på nätet",
        "Du skrev: väntar på nätet",
    ]
    assert "chattrobot" in shown[0] and "Skriv som det är" in shown[1]
    assert asked(live, "väntar på nätet") == 1
    expect(page.locator("#samtal .osant, #samtal .notis")).to_have_count(0)


def test_what_was_answered_just_before_a_reload_is_not_sent_again(page, live):
    talk(page, "först")
    stop_losing = lose_answers(page)
    say(page, "svaret kom bort")
    page.locator("#samtal").get_by_text("Inte skickat").wait_for()
    stop_losing()
    page.reload()
    page.locator("#samtal").get_by_text("Du skrev: svaret kom bort").wait_for()
    page.wait_for_timeout(2500)
    assert bubbles(page)[4:] == ["svaret kom bort", "Du skrev: svaret kom bort"]
    assert asked(live, "svaret kom bort") == 1
    expect(page.locator("#samtal .osant")).to_have_count(0)


def test_two_messages_written_without_a_net_come_in_their_order(page, live):
    talk(page, "ett")
    page.context.set_offline(True)
    say(page, "två")
    page.locator("#samtal").get_by_text("Inte skickat").first.wait_for()
    say(page, "tre")
    page.context.set_offline(False)
    page.locator("#samtal").get_by_text("Du skrev: tre").wait_for()
    page.wait_for_timeout(500)
    live_order = bubbles(page)
    assert live_order[4:] == ["två", "Du skrev: två", "tre", "Du skrev: tre"]
    page.reload()
    page.locator("#samtal").get_by_text("Du skrev: tre").wait_for()
    assert bubbles(page) == live_order


def test_what_a_broken_stream_missed_is_fetched_and_put_in_its_place(page, live):
    block(page, "**/events")
    talk(page, "i den här fliken")
    speak_from_elsewhere(page, "i en annan flik")
    talk(page, "här igen")
    page.unroute("**/events")
    page.evaluate("dispatchEvent(new Event('online'))")
    page.locator("#samtal").get_by_text("Du skrev: i en annan flik").wait_for()
    page.wait_for_timeout(300)
    assert bubbles(page)[2:] == [
        "i den här fliken",
        "Du skrev: i den här fliken",
        "i en annan flik",
        "Du skrev: i en annan flik",
        "här igen",
        "Du skrev: här igen",
    ]


def test_a_conversation_that_is_gone_gives_way_to_a_new_one_whose_answers_are_shown(page, live):
    with page.expect_response("**/events"):  # the end is told by the stream
        talk(page, "a", "b", "c")
    kept = page.evaluate("JSON.parse(sessionStorage.getItem('pass'))")
    page.context.request.delete(
        f"{live.url}/api/v1/conversations/{kept['id']}", headers={"authorization": f"Bearer {kept['token']}"}
    )
    page.locator("#samtal").get_by_text("Samtalet finns inte kvar").wait_for()
    talk(page, "nytt samtal")
    assert bubbles(page).count("Du skrev: nytt samtal") == 1
    page.wait_for_timeout(300)
    assert bubbles(page)[-2:] == ["nytt samtal", "Du skrev: nytt samtal"]


@pytest.mark.parametrize("way", ["silence", "awake"])
def test_a_stream_that_died_in_sleep_is_opened_again(page, live, way):
    page.clock.install()
    held = []
    page.route("**/events", lambda route: held.append(route) if not held else route.continue_())
    talk(page, "god natt")
    if way == "silence":
        page.clock.fast_forward(41_000)
    else:
        page.clock.fast_forward(25_000)
        page.evaluate("dispatchEvent(new Event('visibilitychange'))")
    page.clock.fast_forward(3_000)
    speak_from_elsewhere(page, "god morgon")
    page.locator("#samtal").get_by_text("Du skrev: god morgon").wait_for()
    assert len(held) == 1
    assert bubbles(page).count("Du skrev: god morgon") == 1


def test_a_server_that_is_away_is_not_stormed(page):
    page.clock.install()
    tried, refused = [], []

    def refuse(route):
        tried.append(route.request.url)
        route.abort()
        refused.append(route.request.url)

    talk(page, "hej")
    page.route(API, refuse)
    speak_blocked = page.evaluate("window.dispatchEvent(new Event('offline'))")
    assert speak_blocked is True
    say(page, "är du där?")
    page.locator("#samtal").get_by_text("Inte skickat").wait_for()
    for _ in range(60):
        page.clock.run_for(1_000)
        page.wait_for_timeout(20)
        until(page, lambda: len(refused) == len(tried))
    sent = [url for url in tried if url.endswith("/messages")]
    assert 3 <= len(sent) <= 12
    assert len(tried) <= 24


def test_a_clock_that_is_years_wrong_changes_nothing(open_context, live):
    context = open_context()
    page = context.new_page()
    page.clock.install(time=datetime(2001, 1, 1, tzinfo=timezone.utc))
    page.goto(f"{live.url}/chatt")
    talk(page, "fel klocka")
    page.reload()
    page.locator("#samtal").get_by_text("Du skrev: fel klocka").wait_for()


def test_a_tab_that_was_doubled_with_something_unsent_sends_it_once(page, live):
    talk(page, "hej")
    block(page)
    say(page, "osänt i två flikar")
    page.locator("#samtal").get_by_text("Inte skickat").wait_for()
    kept = page.evaluate("({...sessionStorage})")
    other = page.context.new_page()
    other.add_init_script(f"for (const [k, v] of Object.entries({kept!r})) sessionStorage.setItem(k, v)")
    other.goto(f"{live.url}/chatt")
    page.unroute(API)
    for tab in (page, other):
        tab.locator("#samtal").get_by_text("Du skrev: osänt i två flikar").wait_for()
        tab.wait_for_timeout(1500)
        assert bubbles(tab).count("osänt i två flikar") == 1
        assert bubbles(tab).count("Du skrev: osänt i två flikar") == 1
        expect(tab.locator("#samtal .osant")).to_have_count(0)
    assert asked(live, "osänt i två flikar") == 1


def test_back_and_forward_keep_the_talk(page, live):
    talk(page, "hej")
    before = bubbles(page)
    page.locator(".mer summary").click()
    page.get_by_role("link", name="Om Lotsen").click()
    page.wait_for_url("**/om")
    go_in_history(page, -1)
    page.locator("#samtal").get_by_text("Du skrev: hej").wait_for()
    assert bubbles(page) == before
    go_in_history(page, 1)
    go_in_history(page, -1)
    page.locator("#samtal").get_by_text("Du skrev: hej").wait_for()
    assert bubbles(page) == before


@pytest.mark.parametrize("size", [20_000, 70_000])
def test_what_was_pasted_and_is_far_too_long_is_kept_and_explained(page, size):
    text = ("Det är en lång historia. " * (size // 25 + 1))[:size].strip()
    say(page, text)
    expect(page.locator("#fel")).to_contain_text("högst 4")
    assert page.get_by_label("Skriv här").input_value() == text
    expect(page.locator("#samtal .visitor")).to_have_count(0)


@pytest.mark.parametrize("script_on", [True, False])
def test_script_in_a_message_is_text_with_and_without_script(open_context, live, script_on):
    page = open_chat(open_context(java_script_enabled=script_on), live)
    text = "</textarea><script>alert(1)</script><a href='javascript:alert(1)'>x</a>{{7*7}}"
    say(page, text)
    page.locator("#samtal").get_by_text("Du skrev:").wait_for()
    assert text in bubbles(page)
    assert page.locator("#samtal script, #samtal a[href^=javascript]").count() == 0


class Restartable:
    """The visitors' app on one port, with one data folder, that can be stopped and started again."""

    def __init__(self, folder, rasa):
        self._settings = Settings(
            data=folder,
            chat_url=f"sqlite+aiosqlite:///{folder / 'chat.db'}",
            rasa_url=rasa.url,
            actions_url=rasa.url,
            conversation_limits=(),
            address_limits=(),
        )
        self._open = ExitStack()
        self.rasa, self.url = rasa, ""

    def start(self):
        store = Store(self._settings.chat_url)
        app = create_app(
            self._settings,
            rasa=Rasa(self._settings),
            store=store,
            facts=load_facts(),
            clock=lambda: datetime.now(timezone.utc),
        )
        port = int(self.url.rpartition(":")[2]) if self.url else 0
        self.url = self._open.enter_context(running(app, port))

    def stop(self):
        self._open.close()


@pytest.fixture
def server(tmp_path) -> Iterator[Restartable]:
    rasa = RasaOverHttp(script)
    server = Restartable(tmp_path, rasa)
    server.start()
    yield server
    server.stop()
    rasa.stop()


def test_an_open_talk_outlives_a_restart_of_the_server(open_context, server):
    page = open_context().new_page()
    page.goto(f"{server.url}/chatt")
    talk(page, "före omstarten")
    before = bubbles(page)
    server.stop()
    say(page, "under omstarten")
    page.locator("#samtal").get_by_text("Inte skickat").wait_for()
    server.start()
    page.locator("#samtal").get_by_text("Du skrev: under omstarten").wait_for()
    speak_from_elsewhere(page, "efter omstarten")
    page.locator("#samtal").get_by_text("Du skrev: efter omstarten").wait_for()
    page.wait_for_timeout(300)
    after = [
        *before,
        *(text for said in ("under", "efter") for text in (f"{said} omstarten", f"Du skrev: {said} omstarten")),
    ]
    assert bubbles(page) == after
    page.reload()
    page.locator("#samtal").get_by_text("Du skrev: efter omstarten").wait_for()
    assert bubbles(page) == after
    assert asked(server, "under omstarten") == 1


@pytest.fixture
def program(tmp_path):
    """The visitors' program as it is served, with nothing behind it; started again by calling it."""
    port, nobody, running = free_port(), free_port(), []

    def begin():
        behind = {"LOTSEN_RASA_PORT": nobody, "LOTSEN_ACTIONS_PORT": nobody}
        running.append(start("chat.visitors", tmp_path, LOTSEN_VISITORS_PORT=port, **behind))
        answered = (read_health(port)[0] > 0 or time.sleep(0.1) for _ in range(600))
        assert any(answered), "the program did not start"
        return running[-1], f"http://127.0.0.1:{port}"

    yield begin
    for each in running:
        each.kill()
        each.communicate()


def test_a_server_that_is_told_to_stop_says_so_until_it_is_back_and_the_draft_is_kept(open_context, program):
    page, (first, url) = open_context().new_page(), program()
    page.goto(f"{url}/chatt")
    say(page, "hej")
    page.locator("#samtal").get_by_text("hej", exact=True).wait_for()
    page.locator("#samtal").get_by_text("112").first.wait_for()  # Rasa is away: the lines that are open
    page.locator("#text").fill("det här är inte skickat")
    first.terminate()
    paused = page.locator("#samtal").get_by_text("Chatten är pausad en stund")
    paused.wait_for()
    assert page.locator("#text").input_value() == "det här är inte skickat"
    program()
    page.evaluate("dispatchEvent(new Event('online'))")  # it would look again by itself, within half a minute
    paused.wait_for(state="detached")
    assert paused.count() == 0 and page.locator("#text").input_value() == "det här är inte skickat"
