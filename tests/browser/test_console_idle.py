"""Somebody who is on duty and does nothing is told in time, in real Chromium."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import keys
from tests.browser.house import house_in
from tests.browser.script import script

pytestmark = pytest.mark.browser


def test_the_page_says_before_somebody_idle_is_logged_out_and_one_key_is_enough(
    open_context: Any, tmp_path: Any
) -> None:
    with house_in(tmp_path, script) as house:
        person = house.person("vera")
        house.on_duty(person)
        vera = house.seat(open_context(), person)
        vera.route("**/puls", lambda route: route.fulfill(json={"left": 100}))
        vera.reload()
        expect(vera.get_by_text("Du loggas snart ut")).to_be_visible()
        with vera.expect_response("**/session") as answer:
            keys(vera).press("Shift")
        assert answer.value.status < 400
        expect(vera.locator("#nat")).to_be_empty()
