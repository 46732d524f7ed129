"""The pages of text beside the chat: accessible at each size, and code that partners can copy."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SIZES, take_picture
from tests.browser.hosts import check

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("path", ["om", "integritet", "tillganglighet", "for-partner"])
@pytest.mark.parametrize("size", SIZES)
def test_the_pages_of_text_are_accessible(open_context, live, size, path):
    page = open_context(size).new_page()
    page.goto(f"{live.url}/{path}")
    take_picture(page, f"{path}-{size}", full=size != "zoomed")
    check(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "scrolls sideways"


def test_code_for_partners_is_copied_by_a_button(open_context, live):
    context = open_context("desktop")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{live.url}/for-partner")
    page.get_by_role("button", name=re.compile("Kopiera: Kod att klistra in, med egen ingång")).click()
    expect(page.get_by_role("status").first).to_have_text("Kopierat")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert f'<a href="{live.url}/hos/kommunen">' in copied
    assert f'<script src="{live.url}/stod.js"' in copied
