"""The sign that the other side is writing, in two browsers: seen, silent, without text, and never from a note."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser.conftest import keys, until
from tests.browser.house import House, house_in
from tests.browser.script import script
from tests.browser.shift import take

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def whole_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with house_in(tmp_path_factory.mktemp("house"), script) as house:
        yield house


@pytest.fixture
def both(whole_house: House, open_context: Any) -> tuple[Page, Page]:
    """Vera, who has the chat, and the visitor."""
    whole_house.empty()
    person = whole_house.person("vera")
    whole_house.on_duty(person)
    vera = whole_house.seat(open_context(), person)
    visitor = take(whole_house, vera)
    theirs = open_context().new_page()
    visitor.open_in(theirs)
    expect(theirs.locator("#vem-svarar")).to_contain_text("Du skriver med Vera")
    return vera, theirs


def signs_of(page: Page, path: str) -> list[Request]:
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request) if request.url.endswith(path) else None)
    return sent


def listened(page: Page) -> None:
    """Notes all that the page's polite node says from now on."""
    page.evaluate(
        "window.said = []; new MutationObserver(() => said.push(document.getElementById('upplast').textContent))"
        ".observe(document.getElementById('upplast'), {childList: true, characterData: true, subtree: true})"
    )


def test_the_visitor_sees_that_the_volunteer_writes_until_it_comes(both: tuple[Page, Page]) -> None:
    vera, visitor = both
    sent = signs_of(vera, "/skriver")
    listened(visitor)
    vera.get_by_label("Skriv till personen").focus()
    keys(vera).type("Jag sitter här")
    expect(visitor.locator("#skriver")).to_have_text("Vera skriver …")
    assert visitor.evaluate("said") == []
    assert len(sent) == 1 and "sitter" not in (sent[0].post_data or "")
    keys(vera).press("Enter")
    expect(visitor.locator("#samtal")).to_contain_text("Jag sitter här")
    expect(visitor.locator("#skriver")).to_be_hidden()
    until(visitor, lambda: visitor.evaluate("said.length") == 1)
    assert "Jag sitter här" in visitor.evaluate("said[0]")


def test_the_volunteer_sees_that_the_visitor_writes_and_nothing_moves(both: tuple[Page, Page]) -> None:
    vera, visitor = both
    sent = signs_of(visitor, "/writing")
    listened(vera)
    box = vera.get_by_label("Skriv till personen")
    place = box.bounding_box()
    visitor.get_by_label("Skriv här").focus()
    keys(visitor).type("det är svårt")
    expect(vera.locator("#skriver")).to_have_text("Personen skriver …")
    assert box.bounding_box() == place
    assert vera.evaluate("said") == []
    assert len(sent) == 1 and not sent[0].post_data
    keys(visitor).press("Enter")
    expect(vera.locator("#samtal")).to_contain_text("det är svårt")
    expect(vera.locator("#skriver")).to_have_text("")


def test_a_sign_of_which_nothing_came_goes_by_itself(both: tuple[Page, Page]) -> None:
    vera, visitor = both
    visitor.get_by_label("Skriv här").focus()
    keys(visitor).type("d")
    expect(vera.locator("#skriver")).to_have_text("Personen skriver …")
    expect(vera.locator("#skriver")).to_have_text("")


def test_a_note_and_an_empty_box_tell_nobody(both: tuple[Page, Page]) -> None:
    vera, _ = both
    sent = signs_of(vera, "/skriver")
    vera.get_by_text("Anteckningar", exact=True).click()
    vera.get_by_label("Ny anteckning").focus()
    keys(vera).type("hen låter trött")
    vera.get_by_label("Skriv till personen").focus()
    keys(vera).press("Space")
    vera.wait_for_timeout(300)
    assert sent == []
