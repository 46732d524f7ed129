"""Each state of the chat at three sizes: nothing for axe to say, nothing asked of others, a picture to look at."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import SIZES, open_chat, say, take_picture

pytestmark = pytest.mark.browser
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def welcome(page: Any, live: Any) -> None:
    page.get_by_text("ingen människa").wait_for()


def talk(page: Any, live: Any) -> None:
    say(page, "Det känns tomt sedan min man dog")
    page.get_by_role("button", name="Bara prata").wait_for()


def cards(page: Any, live: Any) -> None:
    talk(page, live)
    page.get_by_role("button", name="Jag vill ha tips").click()
    page.get_by_role("heading", name="Väntjänst").wait_for()


def crisis(page: Any, live: Any) -> None:
    say(page, "jag vill inte leva längre")
    page.get_by_label("Hjälp nu").wait_for()


def plan(page: Any, live: Any) -> None:
    say(page, "min plan")
    page.get_by_role("button", name="Skriv ut", exact=True).wait_for()


def fallen_back(page: Any, live: Any) -> None:
    say(page, "tyst")
    page.locator("#samtal .linje").first.wait_for()


def offline(page: Any, live: Any) -> None:
    say(page, "hej")
    page.locator("#samtal").get_by_text("Du skrev: hej").wait_for()
    page.context.set_offline(True)
    say(page, "är du kvar?")
    page.locator("#samtal").get_by_text("Inte skickat").wait_for()


def refused(page: Any, live: Any) -> None:
    say(page, "hjälp " * 1000)
    page.get_by_text("högst 4").first.wait_for()


def more(page: Any, live: Any) -> None:
    page.get_by_text("Mer", exact=True).click()
    page.get_by_role("button", name="Avsluta och glöm").wait_for()


def ended(page: Any, live: Any) -> None:
    say(page, "hej")
    page.locator("#samtal").get_by_text("Du skrev: hej").wait_for()
    more(page, live)
    page.get_by_role("button", name="Avsluta och glöm").click()
    page.wait_for_url("**/avslutad")


def about(page: Any, live: Any) -> None:
    page.goto(f"{live.url}/om")


def privacy(page: Any, live: Any) -> None:
    page.goto(f"{live.url}/integritet")


STATES = [welcome, talk, cards, crisis, plan, fallen_back, offline, refused, more, ended, about, privacy]


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
@pytest.mark.parametrize("size", SIZES)
def test_a_state_is_accessible_and_asks_nobody_else(open_context, live, size, state):
    context = open_context(size)
    asked, errors = [], []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{live.url}/chatt")
    state(page, live)
    page.wait_for_timeout(350)
    take_picture(page, f"{state.__name__}-{size}")
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    assert found.violations_count == 0, found.generate_report()
    assert [url for url in asked if not url.startswith(live.url)] == []
    assert errors == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "scrolls sideways"


@pytest.mark.parametrize("look", ["dark", "forced", "motion"])
def test_other_looks_are_accessible(open_context, live, look):
    options = {
        "dark": {"color_scheme": "dark"},
        "forced": {"forced_colors": "active"},
        "motion": {"reduced_motion": "reduce"},
    }[look]
    page = open_chat(open_context("phone", **options), live)
    cards(page, live)
    crisis(page, live)
    page.wait_for_timeout(350)
    take_picture(page, f"{look}-phone", full=True)
    page.evaluate("scrollTo(0, 0)")  # no button half under what stays in sight
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    assert found.violations_count == 0, found.generate_report()


def test_the_page_prints_what_was_found(open_context, live):
    page = open_chat(open_context("desktop"), live)
    cards(page, live)
    page.emulate_media(media="print")
    take_picture(page, "print-desktop", full=True)
    assert not page.get_by_role("button", name="Skicka").is_visible()
    assert page.get_by_role("heading", name="Väntjänst").is_visible()


def test_a_plan_prints_alone(open_context, live):
    page = open_chat(open_context("desktop"), live)
    cards(page, live)
    plan(page, live)
    page.emulate_media(media="print")
    take_picture(page, "print-plan-desktop", full=True)
    assert page.get_by_role("heading", name="Min plan").is_visible()
    assert not page.get_by_role("heading", name="Väntjänst").is_visible()
    assert not page.get_by_role("button", name="Spara", exact=True).is_visible()


def test_a_plan_is_saved_as_plain_text_under_a_name_that_tells_nothing(open_context, live):
    page = open_chat(open_context("desktop", accept_downloads=True), live)
    plan(page, live)
    with page.expect_download() as saving:
        page.get_by_role("button", name="Spara", exact=True).click()
    text = saving.value.path().read_text(encoding="utf-8")
    assert saving.value.suggested_filename == "anteckning.txt"
    assert "Min plan" in text and "Min syster tar hand om det en tid." in text and "90101" in text


def test_the_ways_on_after_danger_can_be_chosen(open_context, live):
    page = open_chat(open_context("phone"), live)
    crisis(page, live)
    page.get_by_role("button", name="Hjälp med orden").click()
    page.get_by_text("Du valde: Hjälp med orden").wait_for()
