"""The whole main job and a crisis, by keys alone and as the screen reader's tree says it."""

import pytest

from tests.browser.conftest import SIZES, keys, open_chat

pytestmark = pytest.mark.browser

FOCUSED = """() => {
  const node = document.activeElement, box = node.getBoundingClientRect();
  const x = Math.min(Math.max(box.x + box.width / 2, 1), innerWidth - 1), y = box.y + box.height / 2;
  const top = document.elementFromPoint(x, y);
  return {
    name: (node.innerText || node.labels?.[0]?.innerText || '').trim().replace(/\\s+/g, ' '),
    tag: node.tagName,
    seen: !!top && (node === top || node.contains(top)),
    outlined: getComputedStyle(node).outlineStyle !== 'none',
  };
}"""


def focused(page):
    return page.evaluate(FOCUSED)


def walk(page, name, key="Tab", most=60):
    """Presses the key until what has that name has focus; every stop on the way can be seen and is outlined."""
    for _ in range(most):
        keys(page).press(key)
        stop = focused(page)
        if stop["tag"] != "BODY":
            assert stop["seen"], f"hidden: {stop}"
            assert stop["outlined"], f"not outlined: {stop}"
        if stop["name"].startswith(name):
            return
    raise AssertionError(f"{name} was never reached")


def write(page, text):
    walk(page, "Skriv här")
    keys(page).type(text)
    walk(page, "Skicka")
    keys(page).press("Space")


def said(page):
    """What the screen reader finds, row by row."""
    return page.locator("body").aria_snapshot()


@pytest.mark.parametrize("size", SIZES)
def test_the_main_job_is_done_by_keys_alone(open_context, live, size):
    page = open_chat(open_context(size), live)
    keys(page).press("Tab")
    assert focused(page)["name"] == "Lämna snabbt"
    write(page, "Det känns tomt")
    page.get_by_role("button", name="Jag vill ha tips").wait_for()
    walk(page, "Jag vill ha tips", "Shift+Tab")
    keys(page).press("Enter")
    page.get_by_role("heading", name="Väntjänst").wait_for()
    walk(page, "Ring 0771-800 650")
    walk(page, "Visa vägen")
    walk(page, "Passar inte Sorggrupp")
    keys(page).press("Enter")
    walk(page, "Vågar inte")
    keys(page).press("Enter")
    page.locator("#samtal").get_by_text("Du skrev: nej, den första passar inte").wait_for()
    assert focused(page)["name"] == "Vågar inte"
    walk(page, "Stämmer inte Väntjänst")
    walk(page, "Spara det du fått")
    walk(page, "Mer")
    keys(page).press("Enter")
    walk(page, "Avsluta och glöm")
    keys(page).press("Enter")
    page.wait_for_url("**/avslutad")


@pytest.mark.parametrize("size", SIZES)
def test_in_a_crisis_help_is_reached_by_keys_alone(open_context, live, size):
    page = open_chat(open_context(size), live)
    write(page, "jag vill inte leva längre")
    page.get_by_label("Hjälp nu").wait_for()
    walk(page, "Självmordslinjen 90101")
    assert page.evaluate("document.activeElement.href") == "tel:90101"
    assert page.evaluate("document.activeElement.closest('section').id") == "kris"
    walk(page, "Hjälp med orden")
    keys(page).press("Space")
    page.get_by_text("Du valde: Hjälp med orden").wait_for()


@pytest.mark.parametrize("size", SIZES)
def test_without_script_the_main_job_and_a_crisis_are_done_by_keys_alone(open_context, live, size):
    page = open_chat(open_context(size, java_script_enabled=False), live)
    keys(page).press("Tab")
    assert focused(page)["name"] == "Lämna snabbt"
    write(page, "Det känns tomt")
    page.get_by_role("button", name="Jag vill ha tips").wait_for()
    walk(page, "Jag vill ha tips")
    keys(page).press("Enter")
    page.get_by_role("heading", name="Väntjänst").wait_for()
    walk(page, "Ring 0771-800 650")
    walk(page, "Passar inte Sorggrupp")
    keys(page).press("Enter")
    walk(page, "Vågar inte")
    keys(page).press("Enter")
    page.locator("#samtal").get_by_text("Du skrev: nej, den första passar inte").wait_for()
    write(page, "jag vill inte leva längre")
    page.get_by_label("Hjälp nu").wait_for()
    walk(page, "Självmordslinjen 90101", "Shift+Tab")
    assert page.evaluate("document.activeElement.href") == "tel:90101"
    walk(page, "Mer", "Shift+Tab")  # Tab would come to "Mer om det" of a step first
    keys(page).press("Enter")
    walk(page, "Avsluta och glöm")
    keys(page).press("Enter")
    page.wait_for_url("**/avslutad")


@pytest.mark.parametrize("script_on", [True, False])
def test_tabbing_goes_round_without_a_trap(open_context, live, script_on):
    page = open_chat(open_context("desktop", java_script_enabled=script_on), live)
    names = []
    for _ in range(14):
        keys(page).press("Tab")
        name = page.evaluate("document.activeElement.id || document.activeElement.innerText")
        if name in names:
            break
        names.append(name)
    assert names[0] == "lamna"
    assert {"lamna", "Lotsen", "Mer", "text", "skicka"} <= set(names)
    assert len(names) < 14


@pytest.mark.parametrize("script_on", [True, False])
def test_the_main_job_as_a_screen_reader_finds_it(open_context, live, script_on):
    page = open_chat(open_context("phone", java_script_enabled=script_on), live)
    first = said(page)
    for part in (
        '- button "Lämna snabbt"', '- link "Lotsen"', '- heading "Chatt" [level=1]', '- list "Samtalet"',
        "ingen människa", '- textbox "Skriv här"', '- button "Skicka"',
    ):  # fmt: skip
        assert part in first, part
    page.get_by_label("Skriv här").fill("Det känns tomt")
    page.get_by_role("button", name="Skicka").click()
    page.get_by_role("button", name="Jag vill ha tips").wait_for()
    assert in_order(
        said(page), "paragraph: Du", "Det känns tomt", "paragraph: Lotsen", "tyst hus", '"Jag vill ha tips"'
    )
    page.get_by_role("button", name="Jag vill ha tips").click()
    page.get_by_role("heading", name="Väntjänst").wait_for()
    assert in_order(
        said(page),
        "Du valde: Jag vill ha tips", '- heading "Sorggrupp i kyrkan" [level=2]', "term: Var", "Ungefär 3 km bort", "term: När",
        "term: Kostar", "Ett litet första steg", '- link "Ring 0771-800 650"', '- link "Visa vägen till Sorggrupp',
        '- link "Mer om det Sorggrupp', "Passar inte Sorggrupp", "Stämmer inte Sorggrupp", "Sammanställt",
        '- heading "Väntjänst" [level=2]', "Äldrelinjen", '- link "Ring 020-22 22 33"',
    )  # fmt: skip


@pytest.mark.parametrize("script_on", [True, False])
def test_a_crisis_as_a_screen_reader_finds_it(open_context, live, script_on):
    page = open_chat(open_context("phone", java_script_enabled=script_on), live)
    page.get_by_label("Skriv här").fill("jag vill inte leva längre")
    page.get_by_role("button", name="Skicka").click()
    page.get_by_label("Hjälp nu").wait_for()
    assert in_order(
        said(page),
        '- region "Hjälp nu"', '- link "Självmordslinjen 90101"', '- list "Samtalet"', "jag vill inte leva längre",
        "Tänker du på att ta ditt liv?", "Självmordslinjen", '- link "Ring 90101"', '- button "Hjälp med orden"',
    )  # fmt: skip


def in_order(text, *parts):
    """All of the parts, one after the other."""
    position = 0
    for part in parts:
        position = text.find(part, position)
        assert position >= 0, f"{part} is missing or out of order in:\n{text}"
    return True


def test_links_and_buttons_of_several_cards_have_names_of_their_own(open_context, live):
    page = open_chat(open_context("phone"), live)
    page.get_by_label("Skriv här").fill("tips")
    keys(page).press("Enter")
    page.get_by_role("heading", name="Väntjänst").wait_for()
    names = page.locator("#samtal .kort a, #samtal .kort summary").all_inner_texts()
    assert len(names) == len(set(names))


def test_at_four_hundred_percent_nothing_stays_fixed_and_the_talk_is_readable(open_context, live):
    page = open_chat(open_context("zoomed"), live)
    page.get_by_label("Skriv här").fill("jag vill inte leva längre")
    page.get_by_role("button", name="Skicka").click()
    page.get_by_label("Hjälp nu").wait_for()
    fixed = page.evaluate(
        """() => [...document.querySelectorAll('body *')].filter((node) => node.checkVisibility()
        && ['fixed', 'sticky'].includes(getComputedStyle(node).position)).map((node) => node.className)"""
    )
    assert fixed == []
    assert page.locator("#samtal .bubbla").first.bounding_box()["width"] > 200
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_nothing_moves_by_itself(open_context, live):
    page = open_chat(open_context("phone", reduced_motion="reduce"), live)
    moving = page.evaluate("document.getAnimations().length")
    smooth = page.evaluate("getComputedStyle(document.documentElement).scrollBehavior")
    assert (moving, smooth) == (0, "auto")


def test_the_page_is_in_swedish_and_its_title_tells_nothing(open_context, live):
    page = open_chat(open_context("phone"), live)
    assert page.locator("html").get_attribute("lang") == "sv"
    assert page.title() == "Chatt"
