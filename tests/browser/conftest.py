"""A real Chromium against the visitors' app on a real port, with a scripted Rasa behind it."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Keyboard, Page, expect

from tests.browser.script import script
from tests.chat.live import Live, serving

SIZES = {"phone": (375, 667), "desktop": (1280, 800), "zoomed": (320, 256)}
SCREENS = Path(__file__).resolve().parents[2] / "results" / "screens"
PATIENCE = 30_000  # milliseconds; costs nothing while all is well, and a busy machine is no fault of the page
SLOWER = float(os.environ.get("LOTSEN_SLOWER", "1"))  # how many times slower each page's processor is made
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    with serving(tmp_path_factory.mktemp("browser"), script, exit_url="http://127.0.0.1:9/borta") as live:
        yield live


@pytest.fixture
def open_context(browser: Browser) -> Iterator[Any]:
    contexts: list[BrowserContext] = []

    def open_one(size: str = "desktop", **options: Any) -> BrowserContext:
        width, height = SIZES[size]
        context = browser.new_context(viewport={"width": width, "height": height}, locale="sv-SE", **options)
        contexts.append(context)
        return patient(context)

    yield open_one
    for context in contexts:
        context.close()


def patient(context: BrowserContext) -> BrowserContext:
    """Waits long; with LOTSEN_SLOWER its pages are as slow as on an old phone."""
    context.set_default_timeout(PATIENCE)
    if SLOWER > 1:
        open_page = context.new_page

        def open_slow_page() -> Page:
            page = open_page()
            context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
            return page

        context.new_page = open_slow_page  # type: ignore[method-assign]
    return context


@pytest.fixture
def page(open_context: Any, live: Live) -> Page:
    """The chat on a desktop; an error in its script fails the test that looks at `page.errors`."""
    return open_chat(open_context("desktop"), live)


def open_chat(context: BrowserContext, live: Live) -> Page:
    page = context.new_page()
    page.goto(f"{live.url}/chatt")
    return page


def say(page: Page, text: str) -> None:
    page.get_by_label("Skriv här").fill(text)
    page.get_by_role("button", name="Skicka").click()


def go_in_history(page: Page, by: int) -> None:
    """As the browser's own buttons do; the driver's own call fails now and then while a page is being swapped."""
    with page.expect_navigation():
        page.evaluate(f"void history.go({by})")


def press(page: Page, name: str, role: Any = "button") -> None:
    """Presses what leads to another page, and waits until that one is here with its scripts."""
    with page.expect_navigation():
        page.get_by_role(role, name=name, exact=True).first.click()


def keys(page: Page) -> Keyboard:
    """The keyboard of a page whose scripts have begun: one that has only just come would miss the first keys."""
    page.wait_for_load_state("domcontentloaded")
    return page.keyboard


def until(page: Page, holds: Callable[[], Any]) -> None:
    """Waits for what no locator sees, such as a line in the console or a call that has come."""
    for _ in range(PATIENCE // 50):
        if holds():
            return
        page.wait_for_timeout(50)
    pytest.fail("it never came to hold")


def take_picture(page: Page, name: str, *, full: bool = False) -> None:
    SCREENS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENS / f"{name}.png", full_page=full)
