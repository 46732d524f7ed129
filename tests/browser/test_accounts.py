"""Accounts in a real Chromium: from a one-time address to logging in, one's own page, and what an admin does."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pyotp
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from chat.settings import Settings
from chat.staff.accounts.staff import Role
from chat.staff.app import create_app
from chat.store import Store
from tests.browser.conftest import keys, take_picture
from tests.chat.live import running
from tests.chat.live_staff import LiveStaff, now
from tests.chat.logging_in import PASSWORD, cheap_accounts

pytestmark = pytest.mark.browser
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@dataclass
class House:
    url: str
    staff: LiveStaff


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("house")
    settings = Settings(data=folder, chat_url=f"sqlite+aiosqlite:///{folder / 'chat.db'}")
    staff = LiveStaff(settings)
    staff.add(Role.admin)
    store = Store(settings.chat_url)
    app = create_app(settings, store=store, clock=now, accounts=cheap_accounts(settings, store, now))
    with running(app) as url:
        yield House(url, staff)


def check(page: Page, name: str) -> None:
    take_picture(page, name, full=True)
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "scrolls sideways"


def test_from_the_one_time_address_to_logging_in_with_a_paper_code_by_keyboard(open_context: Any, house: House) -> None:
    page = open_context("desktop").new_page()
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if "Content Security" in said.text else None)
    token = house.staff.invite(house.staff.add(Role.volunteer, "Siv Ek", "siv"))
    page.goto(f"{house.url}/borja/{token}")
    check(page, "konto-borja")
    assert page.evaluate("document.querySelector('.qr').naturalWidth") > 100, "the picture was not shown"
    secret = page.locator("code.kod").inner_text().replace(" ", "")
    page.get_by_label("Lösenord", exact=True).focus()
    for typed in (PASSWORD, PASSWORD, pyotp.TOTP(secret).now()):
        keys(page).insert_text(typed)  # as pasting does
        keys(page).press("Tab")
    keys(page).press("Enter")
    expect(page.get_by_role("heading", name="Dina reservkoder")).to_be_visible()
    check(page, "konto-reservkoder")
    paper = page.locator(".koder code").first.inner_text()
    page.get_by_role("link", name="Jag har sparat dem").click()
    page.goto(f"{house.url}/konto")
    page.get_by_role("button", name="Logga ut", exact=True).click()
    expect(page.get_by_text("Du är utloggad.")).to_be_visible()

    page.get_by_label("Användarnamn").fill("siv")
    page.get_by_label("Lösenord").fill("fel lösenord")
    page.get_by_label("Kod från appen").fill("123456")
    keys(page).press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("stämmer inte")
    expect(page.get_by_label("Användarnamn")).to_have_value("siv")
    check(page, "konto-logga-in-fel")
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_label("Kod från appen").fill(paper)
    keys(page).press("Enter")
    expect(page.get_by_text("Siv Ek").first).to_be_visible()
    assert refused == []


def test_an_admin_invites_and_closes_by_keyboard_and_the_history_shows_it(open_context: Any, house: House) -> None:
    context = open_context("desktop")
    house.staff.log_in(context, house.url, Role.admin)
    page = context.new_page()
    page.goto(f"{house.url}/personal")
    check(page, "konto-personal")
    page.get_by_label("Namn", exact=True).fill("Bo Lind")
    page.get_by_label("Visas för besökare som").fill("Bo")
    page.get_by_label("Användarnamn").fill("bo")
    keys(page).press("Enter")
    expect(page.get_by_text("/borja/")).to_be_visible()
    check(page, "konto-inbjudan")
    page.get_by_role("link", name="Till personalen").click()
    page.get_by_role("link", name="Bo Lind").click()
    page.get_by_text("Återställ eller stäng av").click()
    check(page, "konto-person")
    page.get_by_role("button", name="Stäng av kontot").click()
    expect(page.get_by_role("status")).to_contain_text("avstängt")
    page.goto(f"{house.url}/granskning")
    expect(page.get_by_role("row").filter(has_text="Stängde av ett konto").filter(has_text="Bo Lind")).to_be_visible()
    check(page, "konto-granskning")


@pytest.mark.parametrize("size", ["phone", "zoomed"])
@pytest.mark.parametrize("look", ["light", "dark"])
def test_every_page_is_accessible_small_and_dark_and_asks_nobody_else(
    open_context: Any, house: House, size: str, look: str
) -> None:
    context = open_context(size, color_scheme=look)
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.goto(f"{house.url}/logga-in")
    check(page, f"konto-logga-in-{look}-{size}")
    invited = house.staff.add(Role.volunteer, "Eva Mo", f"eva-{look}-{size}")
    page.goto(f"{house.url}/borja/{house.staff.invite(invited)}")
    check(page, f"konto-borja-{look}-{size}")
    house.staff.log_in(context, house.url, Role.admin)
    for name in ("konto", "personal", "granskning", "session"):
        page.goto(f"{house.url}/{name}")
        check(page, f"konto-{name}-{look}-{size}")
    page.goto(f"{house.url}/personal/{invited.id}")
    check(page, f"konto-person-{look}-{size}")
    page.goto(f"{house.url}/finns-inte")
    check(page, f"konto-nej-{look}-{size}")
    assert [url for url in asked if not url.startswith(house.url)] == []


def test_the_skip_link_is_first_and_one_key_keeps_somebody_in(open_context: Any, house: House) -> None:
    context = open_context("desktop")
    house.staff.log_in(context, house.url, Role.admin)
    page = context.new_page()
    page.goto(f"{house.url}/konto")
    keys(page).press("Tab")
    expect(page.get_by_role("link", name="Till innehållet")).to_be_focused()
    page.goto(f"{house.url}/session")
    expect(page.get_by_role("button", name="Jag är kvar")).to_be_focused()
    keys(page).press("Enter")
    expect(page.get_by_role("status")).to_contain_text(re.compile("kvar"))
