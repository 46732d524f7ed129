"""The main job in a real browser with the real assistant behind it."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import say, take_picture

pytestmark = [pytest.mark.browser, pytest.mark.stack]


@pytest.fixture(params=["phone", "desktop"])
def page(request, open_context, stack):
    page = open_context(request.param).new_page()
    page.set_default_timeout(60_000)
    page.goto(f"{stack.server}/chatt")
    page.size = request.param
    return page


def answer(page, text):
    """Says it, by button when there is one, and waits for what comes."""
    before = page.locator("#samtal .rad.bot").count()
    button = page.locator(f".val:not([data-used]) button[value='{text}']")
    if button.count():
        button.click()
    else:
        say(page, text)
    page.locator("#samtal .rad.bot").nth(before).wait_for()
    expect(page.locator("#skriver")).to_be_hidden()


def test_a_message_leads_to_steps_and_a_voice(page):
    answer(page, "Hej, jag är 72 och bor i Krokom. Min man dog i våras och nu har jag ingen att prata med längre")
    take_picture(page, f"main-met-{page.size}")
    answer(page, "Ja, visa förslag")
    cards = page.locator("#samtal .kort")
    cards.first.wait_for()
    take_picture(page, f"main-steps-{page.size}")
    take_picture(page, f"main-whole-{page.size}", full=True)
    assert 1 <= cards.count() <= 3
    for card in cards.all():
        expect(card.locator("h2")).not_to_be_empty()
        expect(card.locator(".varfor")).not_to_be_empty()
        expect(card.locator(".steg")).not_to_be_empty()
        expect(card.locator(".kollad")).not_to_be_empty()
    assert page.locator("#samtal .linje").count() >= 1


def test_danger_is_answered_and_stays_in_sight(page):
    answer(page, "jag vill inte leva längre")
    pinned = page.get_by_label("Hjälp nu")
    expect(pinned.get_by_role("link").filter(has_text="90101")).to_be_in_viewport()
    take_picture(page, f"main-crisis-{page.size}")
    answer(page, "nej")
    answer(page, "vad finns det att göra i Lund?")
    expect(pinned).to_be_in_viewport()
    take_picture(page, f"main-after-danger-{page.size}")


def test_one_who_asks_for_a_human_gets_lines(page):
    answer(page, "vill prata med en människa")
    page.locator("#samtal .linje").first.wait_for()
    take_picture(page, f"main-human-{page.size}")
