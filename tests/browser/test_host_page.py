"""The curious host page of `lotsen demo-host`: with all that a tracker can do, it learns nothing of the talk."""

import json

import pytest
from playwright.sync_api import expect

from lotsen.demo_host import demo_host
from lotsen.errors import LotsenError
from tests.browser.conftest import SIZES, take_picture
from tests.browser.hosts import check, close_panel
from tests.browser.script import script
from tests.chat.live import running, serving

pytestmark = pytest.mark.browser
SECRET = "apelsinkaka"
MAY_SAY = {"lotsen", "stod", "count"}


@pytest.fixture(scope="module")
def chat(tmp_path_factory):
    folder = tmp_path_factory.mktemp("curious")
    with serving(folder, script, frame_ancestors=("http://localhost:*",)) as live:
        yield live


@pytest.fixture(scope="module")
def host(chat):
    with running(demo_host(f"{chat.url}/chatt")) as url:
        yield url.replace("127.0.0.1", "localhost")


@pytest.fixture
def talked(open_context, chat, host):
    """The host page after a talk in its frame, closed once so that an answer was counted."""
    context = open_context("desktop")
    asked = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.goto(host)
    expect(page.locator("#sett")).to_contain_text("service worker: GET")
    page.get_by_role("button", name="Chatta med oss").click()
    expect(page.locator(".bud")).to_be_hidden()  # the chat is here with its scripts
    inside = page.frame_locator("iframe")
    for text in (SECRET, "tips"):
        inside.get_by_label("Skriv här").press_sequentially(text)
        inside.get_by_role("button", name="Skicka").click()
    expect(inside.get_by_role("heading", name="Väntjänst")).to_be_visible()
    expect(inside.get_by_text(f"Du skrev: {SECRET}", exact=True)).to_be_visible()
    chat.rasa.delay.set()
    inside.get_by_label("Skriv här").fill("hej igen")
    inside.get_by_role("button", name="Skicka").click()
    expect(inside.get_by_text("hej igen", exact=True)).to_be_visible()
    close_panel(page)
    chat.rasa.delay.clear()
    expect(page.locator(".tal")).not_to_be_empty()
    page.wait_for_timeout(300)
    page.asked = asked
    return page


def test_the_curious_page_sees_no_word_of_the_talk(talked):
    seen = talked.evaluate("sett")
    assert {"address of the frame", "message", "click", "service worker", "performance resource"} <= {
        one["what"] for one in seen
    }, "the spy itself must work"
    everything = str(seen).lower() + talked.locator("#sett").inner_text().lower()
    for word in (SECRET, "tips", "väntjänst", "igen", "sorggrupp", "skriv här"):
        assert word not in everything, word


def test_the_browser_refuses_every_way_into_the_frame(talked):
    refused = {one["what"]: one["detail"] for one in talked.evaluate("nekat")}
    ways = {"document", "location", "sessionStorage", "history", "name", "fetch", "getSelection", "addEventListener"}
    assert {f"frame.contentWindow.{way}" for way in ways} | {"frame.contentDocument"} <= set(refused)
    assert {refused[f"frame.contentWindow.{way}"] for way in ways} == {"SecurityError"}


def test_no_key_pressed_in_the_frame_reaches_the_page(talked):
    kinds = {one["what"] for one in talked.evaluate("sett")}
    assert not kinds & {"keydown", "keyup", "keypress", "beforeinput", "input", "paste", "selectionchange"}


def test_the_frame_says_ready_closed_and_a_count_and_nothing_else(talked):
    talked.get_by_role("button", name="Chatta med oss").click()
    talked.frame_locator("iframe").get_by_label("Skriv här").press("Escape")
    expect(talked.locator("#sett")).to_contain_text("closed")
    said = [json.loads(one["detail"]) for one in talked.evaluate("sett") if one["what"] == "message"]
    assert {one["lotsen"] for one in said} == {"ready", "closed", "unread"}
    assert all(set(one) <= MAY_SAY and isinstance(one.get("count", 0), int) for one in said)


def test_the_list_on_the_page_is_all_that_it_saw(talked):
    assert talked.locator("#sett li").count() == len(talked.evaluate("sett"))
    take_picture(talked, "host-page-desktop", full=True)


def test_nobody_else_is_asked(talked, chat, host):
    assert [url for url in talked.asked if not url.startswith((chat.url, host, "data:"))] == []


@pytest.mark.parametrize("size", SIZES)
def test_the_page_is_accessible_with_the_frame_open_and_shut(open_context, host, size):
    page = open_context(size).new_page()
    page.goto(host)
    page.get_by_text("Chatta med oss").wait_for()
    check(page)
    if size != "desktop":
        take_picture(page, f"host-page-{size}")
        return
    page.get_by_role("button", name="Chatta med oss").click()
    expect(page.frame_locator("iframe").get_by_text("ingen människa")).to_be_visible()
    take_picture(page, "host-page-open-desktop")
    check(page)


@pytest.mark.parametrize("address", ["", "chatt", "javascript:alert(1)", "http://127.0.0.1:8000", "http:///chatt"])
def test_an_address_that_is_no_chat_is_refused(address):
    with pytest.raises(LotsenError, match="ingen adress"):
        demo_host(address)
