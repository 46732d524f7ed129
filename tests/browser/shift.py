"""What a volunteer does in the console, step by step, for the tests that live through a shift."""

import pytest
from playwright.sync_api import Page, expect

from chat.conversation import Owner
from tests.browser.conftest import keys
from tests.browser.house import House, Visitor, now


def take(house: House, page: Page, *lines: str) -> Visitor:
    visitor = house.visitor(*lines)
    page.goto(f"{house.staff}/ko")
    page.get_by_role("button", name="Ta samtalet").click()
    expect(page.get_by_role("heading", name="Samtalet", exact=True)).to_be_visible()
    expect(page.locator("#hamta")).to_be_hidden()  # the script has begun
    return visitor


def write(page: Page, text: str) -> None:
    page.get_by_label("Skriv till personen").fill(text)
    page.get_by_role("button", name="Skicka", exact=True).click()


def bubbles(page: Page) -> list[str]:
    return page.locator("#samtal .human .bubbla").all_inner_texts()


def owner_of(house: House, visitor: Visitor) -> Owner:
    found = house.run(house.store.find(visitor.id, int(now().timestamp())))
    assert found is not None
    return found.conversation.owner


def focused(page: Page) -> str:
    return page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()")


def tab_to(page: Page, wanted: str) -> None:
    for _ in range(60):
        if focused(page).startswith(wanted):
            return
        keys(page).press("Tab")
    pytest.fail(f"the Tab key never came to {wanted}")
