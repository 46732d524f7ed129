"""What can be done with a card: its page, the way there, turning it down, saying that it is wrong, keeping it."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from knowledge.models import feedback
from tests.browser.conftest import go_in_history, keys, open_chat, say, take_picture
from tests.browser.script import script
from tests.chat.live import Live, serving
from tests.knowledge.out.examples import make_directory, some_entries

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def live(tmp_path_factory) -> Iterator[Live]:
    """With a directory, where the pages and what is wrong are kept."""
    folder = tmp_path_factory.mktemp("cards")
    engine = make_directory(f"sqlite:///{folder / 'directory.db'}", some_entries())
    with serving(folder, script, directory=engine) as live:
        live.directory = engine
        yield live
    engine.dispose()


def cards_of(page):
    say(page, "tips")
    page.get_by_role("heading", name="Väntjänst").last.wait_for()
    return page.locator("#samtal .kort")


def reports(live):
    with live.directory.connect() as connection:
        return [tuple(row) for row in connection.execute(select(feedback.c.service_id, feedback.c.reason))]


@pytest.mark.parametrize("script_on", [True, False])
def test_how_far_it_is_stands_once_beside_the_place(open_context, live, script_on):
    page = open_chat(open_context("phone", java_script_enabled=script_on), live)
    card = cards_of(page).first
    assert card.inner_text().count("3 km bort") == 1
    expect(card.locator("dd").first).to_contain_text("3 km bort")


@pytest.mark.parametrize("script_on", [True, False])
def test_a_card_leads_to_its_own_page_and_back_to_the_talk(open_context, live, script_on):
    page = open_chat(open_context("desktop", java_script_enabled=script_on), live)
    cards_of(page).nth(1).get_by_role("link", name="Mer om det").click()
    page.wait_for_url("**/aktivitet/vantjanst-frivillig")
    go_in_history(page, -1)
    page.get_by_role("heading", name="Väntjänst").wait_for()
    expect(page.locator("#samtal .kort")).to_have_count(2)


def test_the_map_is_asked_only_when_the_way_is_wanted(open_context, live):
    context = open_context()
    asked = []
    context.on("request", lambda request: asked.append(request.url))
    context.route("https://www.openstreetmap.org/**", lambda route: route.fulfill(body="karta"))
    page = open_chat(context, live)
    cards = cards_of(page)
    way = cards.first.get_by_role("link", name="Visa vägen")
    assert cards.nth(1).get_by_role("link", name="Visa vägen").count() == 0
    assert [url for url in asked if not url.startswith(live.url)] == []
    with context.expect_page() as opened:
        way.click()
    opened.value.wait_for_load_state()
    assert opened.value.url == "https://www.openstreetmap.org/directions?to=63.32710%2C14.48230"
    assert opened.value.evaluate("document.referrer") == ""


@pytest.mark.parametrize("script_on", [True, False])
def test_a_step_that_does_not_fit_is_turned_down_with_a_reason(open_context, live, script_on):
    page = open_chat(open_context("phone", java_script_enabled=script_on), live)
    cards_of(page).nth(1).get_by_text("Passar inte").click()
    cards_of_now = page.locator("#samtal .kort")
    cards_of_now.nth(1).get_by_role("button", name="Vågar inte").click()
    page.locator("#samtal").get_by_text("Nej, den andra passar inte. Jag vågar inte gå dit.", exact=True).wait_for()
    page.locator("#samtal").get_by_text("Du skrev: nej, den andra passar inte").wait_for()


def test_what_was_turned_down_stays_with_what_was_chosen(open_context, live):
    page = open_chat(open_context("phone"), live)
    card = cards_of(page).first
    card.get_by_text("Passar inte").click()
    button = card.get_by_role("button", name="För långt bort")
    button.focus()
    keys(page).press("Enter")
    card.get_by_text("Du valde: För långt bort").wait_for()
    page.locator("#samtal").get_by_text("Du skrev: nej, den första").wait_for()
    expect(button).to_have_attribute("aria-disabled", "true")
    expect(button).to_be_focused()
    take_picture(page, "turned-down-phone")


@pytest.mark.parametrize("script_on", [True, False])
def test_only_the_newest_steps_can_be_turned_down(open_context, live, script_on):
    page = open_chat(open_context("phone", java_script_enabled=script_on), live)
    cards_of(page)
    say(page, "fler tips")
    expect(page.locator("#samtal .kort")).to_have_count(4)
    page.wait_for_load_state()
    shown = [card.get_by_text("Passar inte").count() for card in page.locator("#samtal .kort").all()]
    assert shown == [0, 0, 1, 1]


@pytest.mark.parametrize("script_on", [True, False])
def test_what_is_wrong_with_a_step_reaches_the_directory(open_context, live, script_on):
    page = open_chat(open_context("phone", java_script_enabled=script_on), live)
    card = cards_of(page).nth(1)
    before = len(reports(live))
    card.locator("summary", has_text="Stämmer inte").click()
    take_picture(page, "wrong-phone")
    card.get_by_role("button", name="Tiden stämmer inte").click()
    page.get_by_text("Tack. Nu vet vi att det ska ses över.").first.wait_for()
    assert reports(live)[before:] == [("vantjanst-frivillig", "wrong_time")]


def test_what_could_not_be_told_can_be_told_again(open_context, live):
    page = open_chat(open_context("phone"), live)
    card = cards_of(page).first
    card.locator("summary", has_text="Stämmer inte").click()
    page.route("**/reports", lambda route: route.abort())
    button = card.get_by_role("button", name="Det finns inte längre")
    button.click()
    card.get_by_text("Det gick inte att säga till").wait_for()
    expect(button).not_to_have_attribute("aria-disabled", "true")


def test_what_was_found_is_saved_without_what_was_said(open_context, live):
    page = open_chat(open_context("desktop", accept_downloads=True), live)
    cards_of(page)
    with page.expect_download() as saving:
        page.get_by_role("button", name="Spara det du fått").click()
    text = saving.value.path().read_text(encoding="utf-8")
    assert saving.value.suggested_filename == "anteckning.txt"
    assert "Väntjänst" in text and "3 km bort" in text and "020-22 22 33" in text
    assert "tips" not in text


def test_what_was_found_prints_without_what_was_said(open_context, live):
    page = open_chat(open_context("desktop"), live)
    page.evaluate("window.print = () => { window.printed = document.documentElement.dataset.utskrift }")
    cards_of(page)
    page.get_by_role("button", name="Skriv ut det du fått").click()
    assert page.evaluate("window.printed") == ""
    page.evaluate("document.documentElement.dataset.utskrift = ''")
    page.emulate_media(media="print")
    take_picture(page, "print-found-desktop", full=True)
    assert not page.get_by_text("tips", exact=True).is_visible()
    assert page.get_by_role("heading", name="Väntjänst").is_visible()
    assert not page.get_by_text("Passar inte").first.is_visible()
    number = page.get_by_role("link", name="Ring 020-22 22 33")
    assert number.evaluate("one => getComputedStyle(one).display") == "block"  # a flex box eats the space in it


def test_without_javascript_what_was_found_has_a_page_to_print(open_context, live):
    page = open_chat(open_context("phone", java_script_enabled=False), live)
    cards_of(page)
    say(page, "jag vill inte leva längre")
    page.get_by_role("link", name="Skriv ut det du fått").click()
    page.get_by_role("heading", name="Det du fått").wait_for()
    take_picture(page, "found-phone", full=True)
    body = page.locator("main").inner_text()
    assert "Väntjänst" in body and "90101" in body
    assert "leva längre" not in body


def test_a_card_says_the_same_with_and_without_script(open_context, live):
    """The two ways of drawing must not drift apart."""
    drawn = []
    for script_on in (True, False):
        page = open_chat(open_context("desktop", java_script_enabled=script_on), live)
        card = cards_of(page).first
        links = [(link.inner_text(), link.get_attribute("href")) for link in card.get_by_role("link").all()]
        drawn.append(json.dumps([card.inner_text().split(), links], ensure_ascii=False))
    assert drawn[0] == drawn[1]
