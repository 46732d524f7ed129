"""What the chat does for those whose browser refuses cookies, and for those who write in another language."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import open_chat, say, take_picture

pytestmark = pytest.mark.browser


def test_without_script_and_with_cookies_refused_the_page_says_why(open_context, live):
    page = open_chat(open_context("phone", java_script_enabled=False), live)
    say(page, "hej")
    page.wait_for_url("**/chatt?nu=1#senaste")
    page.context.clear_cookies()  # a browser that keeps none comes to this address without one
    page.reload()
    page.get_by_text("kakor är avstängda").wait_for()
    take_picture(page, "no-cookies-phone", full=True)
    expect(page.locator("#samtal .linje a[href^='tel:']").first).to_be_visible()


def test_with_script_cookies_are_not_needed(open_context, live):
    context = open_context("phone")
    page = open_chat(context, live)
    say(page, "hej")
    page.locator("#samtal").get_by_text("Du skrev: hej").wait_for()
    assert context.cookies() == []


def test_an_answer_is_painted_within_300_ms_of_its_arrival(page):
    """The best of five, for what else the machine is doing is no fault of the page."""
    page.evaluate(
        """() => { window.painted = []; new MutationObserver((changes) => {
        if (changes.some((change) => [...change.addedNodes].some((node) => node.matches?.('.bot'))))
        requestAnimationFrame(() => requestAnimationFrame(() => painted.push(performance.now()))) })
        .observe(document.getElementById('samtal'), { childList: true }) }"""
    )
    for number in range(1, 6):
        say(page, f"svar {number}")
        page.locator("#samtal").get_by_text(f"Du skrev: svar {number}").wait_for()
        page.wait_for_function("number => painted.length === number", arg=number)
    waited = page.evaluate(
        """() => performance.getEntriesByType('resource').filter((one) => one.name.endsWith('/messages'))
        .map((one, number) => painted[number] - one.responseEnd)"""
    )
    assert len(waited) == 5
    assert min(waited) <= 300


@pytest.mark.parametrize("script_on", [True, False])
def test_other_languages_are_marked(open_context, live, script_on):
    page = open_chat(open_context("phone", java_script_enabled=script_on), live)
    say(page, "hello")
    words = page.locator("#samtal").get_by_text("Here are lines that listen")
    words.wait_for()
    assert words.get_attribute("lang") == "en"
    assert page.locator("#samtal .bubbla").first.get_attribute("lang") is None
    page.reload()
    words.wait_for()
    assert words.get_attribute("lang") == "en"


@pytest.mark.parametrize("script_on", [True, False])
def test_what_is_written_from_right_to_left_stands_so(open_context, live, script_on):
    page = open_chat(open_context("phone", java_script_enabled=script_on), live)
    say(page, "أنا وحيد")
    own = page.locator("#samtal .visitor .bubbla")
    own.wait_for()
    assert own.evaluate("node => getComputedStyle(node).direction") == "rtl"
