"""How the chat behaves for someone who hears it, uses keys only, loses the net, reloads, or must leave at once."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import keys, open_chat, press, say, until

pytestmark = pytest.mark.browser


def bubbles(page):
    return page.locator("#samtal .bubbla").all_inner_texts()


def test_a_reply_is_said_aloud_once_with_who_says_it(page):
    page.evaluate(
        """() => { window.heard = []; new MutationObserver(() => heard.push(upplast.textContent))
        .observe(upplast, { childList: true, characterData: true, subtree: true }) }"""
    )
    say(page, "hej")
    until(page, lambda: page.evaluate("heard.length"))
    page.wait_for_timeout(800)
    assert page.evaluate("heard") == ["Lotsen: Du skrev: hej"]


def test_the_speaking_node_is_there_from_the_start_and_outside_the_log(page):
    node = page.locator("[aria-live]")
    assert node.count() == 1
    assert node.get_attribute("aria-live") == "polite"
    assert page.locator("#samtal [aria-live], #samtal[role=log]").count() == 0


def test_history_is_not_read_again_at_reload(page):
    say(page, "hej")
    page.locator("#samtal").get_by_text("Du skrev: hej").wait_for()
    page.reload()
    page.locator("#samtal").get_by_text("Du skrev: hej").wait_for()
    page.wait_for_timeout(400)
    assert page.locator("#upplast").inner_text() == ""


def test_an_arrival_never_moves_focus(page, live):
    live.rasa.delay.set()
    try:
        say(page, "Det känns tomt")
        page.get_by_role("link", name="Lotsen").focus()
    finally:
        live.rasa.delay.clear()
    page.get_by_role("button", name="Bara prata").wait_for()
    assert page.evaluate("document.activeElement.className") == "namn"


def test_a_used_choice_stays_and_keeps_its_focus(page):
    say(page, "Det känns tomt")
    button = page.get_by_role("button", name="Bara prata")
    button.focus()
    keys(page).press("Enter")
    page.get_by_text("Du valde: Bara prata").wait_for()
    page.locator("#samtal").get_by_text("Du skrev: bara prata").wait_for()
    assert button.get_attribute("aria-disabled") == "true"
    assert page.evaluate("document.activeElement.value") == "Bara prata"
    before = len(bubbles(page))
    keys(page).press("Enter")
    page.wait_for_timeout(200)
    assert len(bubbles(page)) == before


def test_all_is_done_by_keyboard(page):
    keys(page).press("Tab")
    assert page.evaluate("document.activeElement.id") == "lamna"
    for _ in range(12):
        if page.evaluate("document.activeElement.id") == "text":
            break
        keys(page).press("Tab")
    keys(page).type("Det känns tomt")
    keys(page).press("Enter")
    page.get_by_role("button", name="Jag vill ha tips").wait_for()
    for _ in range(12):
        keys(page).press("Shift+Tab")
        if page.evaluate("document.activeElement.value") == "Jag vill ha tips":
            break
        page.wait_for_timeout(300)
    keys(page).press("Enter")
    page.get_by_role("heading", name="Väntjänst").wait_for()


def test_escape_closes_the_menu_and_focus_goes_back(page):
    summary = page.locator("summary")
    summary.focus()
    keys(page).press("Enter")
    expect(page.get_by_role("button", name="Avsluta och glöm")).to_be_visible()
    page.get_by_role("button", name="Avsluta och glöm").focus()
    keys(page).press("Escape")
    expect(page.get_by_role("button", name="Avsluta och glöm")).to_be_hidden()
    expect(summary).to_be_focused()


def test_what_is_written_offline_is_kept_and_sent_exactly_once(page, live):
    say(page, "hej")
    page.locator("#samtal").get_by_text("Du skrev: hej").wait_for()
    page.context.set_offline(True)
    say(page, "ensamt här")
    page.locator("#samtal").get_by_text("Inte skickat").wait_for()
    page.context.set_offline(False)
    page.locator("#samtal").get_by_text("Du skrev: ensamt här").wait_for()
    page.wait_for_timeout(600)
    assert bubbles(page).count("ensamt här") == 1
    assert bubbles(page).count("Du skrev: ensamt här") == 1
    expect(page.locator("#samtal").get_by_text("Inte skickat")).to_have_count(0)
    assert [asked["message"] for asked in live.rasa.asked].count("ensamt här") == 1


def test_an_answer_that_was_lost_on_the_way_appears_once(page, live):
    lost = {"count": 0}

    def lose_first(route):
        if lost["count"]:
            route.continue_()
            return
        lost["count"] = 1
        route.fetch()
        route.abort()

    page.route("**/messages", lose_first)
    say(page, "borttappat svar")
    page.locator("#samtal").get_by_text("Du skrev: borttappat svar").wait_for()
    page.wait_for_timeout(2500)
    assert bubbles(page).count("Du skrev: borttappat svar") == 1
    assert bubbles(page).count("borttappat svar") == 1
    assert [asked["message"] for asked in live.rasa.asked].count("borttappat svar") == 1


def test_a_reload_keeps_the_talk_and_the_draft(page):
    say(page, "hej")
    page.locator("#samtal").get_by_text("Du skrev: hej").wait_for()
    page.get_by_label("Skriv här").fill("halvfärdig mening")
    before = bubbles(page)
    page.reload()
    page.locator("#samtal").get_by_text("Du skrev: hej").wait_for()
    assert bubbles(page) == before
    assert page.get_by_label("Skriv här").input_value() == "halvfärdig mening"
    say(page, "och mer")
    page.locator("#samtal").get_by_text("Du skrev: och mer").wait_for()


def test_danger_keeps_the_lines_in_sight_also_after_a_reload(page):
    say(page, "jag vill inte leva längre")
    pinned = page.get_by_label("Hjälp nu")
    pinned.wait_for()
    say(page, "vad gör du?")
    page.locator("#samtal").get_by_text("Du skrev: vad gör du?").wait_for()
    expect(pinned).to_be_in_viewport()
    page.reload()
    expect(pinned.get_by_role("link", name=re.compile("90101"))).to_be_in_viewport()


def test_a_long_answer_is_shown_from_its_beginning(open_context, live):
    page = open_chat(open_context("phone"), live)
    say(page, "hej")
    page.locator("#samtal").get_by_text("Du skrev: hej").wait_for()
    say(page, "jag vill inte leva längre")
    page.locator("#samtal .kris").wait_for()
    first = page.locator("#samtal .rad.visitor").last.locator("+ .rad .bubbla")
    expect(first).to_be_in_viewport(ratio=1)
    until(page, lambda: first.bounding_box()["y"] >= bottom_of(page.get_by_label("Hjälp nu")))


def bottom_of(one):
    box = one.bounding_box()
    return box["y"] + box["height"]


def test_a_phone_number_can_be_pressed(page):
    say(page, "tips")
    page.get_by_role("heading", name="Sorggrupp").wait_for()
    links = page.locator("#samtal a[href^='tel:']")
    assert [link.get_attribute("href") for link in links.all()] == ["tel:0771800650", "tel:020222233"]


def test_a_slow_answer_says_so_and_a_later_one_gives_lines(page, live):
    page.clock.install()
    live.rasa.delay.set()
    try:
        say(page, "är du där?")
        expect(page.locator("#skriver")).to_have_text("Lotsen skriver …")
        page.clock.fast_forward(5_100)
        expect(page.locator("#skriver")).to_contain_text("lite längre tid")
        page.clock.fast_forward(10_000)
        page.locator("#samtal .linje").first.wait_for()
    finally:
        live.rasa.delay.clear()
    page.locator("#samtal").get_by_text("Du skrev: är du där?").wait_for()
    expect(page.locator("#skriver")).to_be_hidden()


def test_markup_in_a_message_stays_text(page):
    text = "<img src=x onerror=alert(1)><b>fet</b>"
    say(page, text)
    page.locator("#samtal").get_by_text(f"Du skrev: {text}").wait_for()
    assert page.locator("#samtal img, #samtal b").count() == 0


def test_a_very_long_word_does_not_widen_the_page(open_context, live):
    page = open_chat(open_context("phone"), live)
    say(page, "å" * 300)
    page.locator("#samtal").get_by_text("Du skrev").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_what_is_too_long_goes_back_into_the_box(page):
    say(page, "ett ord " * 600)
    expect(page.locator("#fel")).to_contain_text("högst 4")
    assert page.get_by_label("Skriv här").input_value().startswith("ett ord")
    page.get_by_label("Skriv här").fill("kort")
    page.get_by_role("button", name="Skicka").click()
    page.locator("#samtal").get_by_text("Du skrev: kort").wait_for()
    expect(page.locator("#fel")).to_be_hidden()


def test_two_tabs_show_the_same_talk(page, live):
    say(page, "hej")
    page.locator("#samtal").get_by_text("Du skrev: hej").wait_for()
    kept = page.evaluate("({...sessionStorage})")
    other = page.context.new_page()
    other.add_init_script(f"for (const [k, v] of Object.entries({kept!r})) sessionStorage.setItem(k, v)")
    other.goto(f"{live.url}/chatt")
    other.locator("#samtal").get_by_text("Du skrev: hej").wait_for()
    say(other, "från andra fliken")
    page.locator("#samtal").get_by_text("Du skrev: från andra fliken").wait_for()
    assert bubbles(page).count("från andra fliken") == 1


def test_nothing_breaks_when_storage_is_refused(open_context, live):
    context = open_context()
    context.add_init_script(
        "Object.defineProperty(window, 'sessionStorage', { get() { throw new DOMException('no', 'SecurityError') } })"
    )
    page = open_chat(context, live)
    say(page, "hej")
    page.locator("#samtal").get_by_text("Du skrev: hej").wait_for()
    say(page, "igen")
    page.locator("#samtal").get_by_text("Du skrev: igen").wait_for()


def test_ending_forgets_everything(page, live):
    say(page, "hej")
    page.locator("#samtal").get_by_text("Du skrev: hej").wait_for()
    page.locator(".mer summary").click()
    page.get_by_role("button", name="Avsluta och glöm").click()
    page.wait_for_url("**/avslutad")
    assert page.evaluate("sessionStorage.length") == 0
    page.goto(f"{live.url}/chatt")
    assert page.locator("#samtal").get_by_text("Du skrev: hej").count() == 0


def test_without_javascript_the_same_talk_is_had(open_context, live):
    page = open_chat(open_context("phone", java_script_enabled=False), live)
    with page.expect_navigation():
        say(page, "Det känns tomt")
    press(page, "Jag vill ha tips")
    page.get_by_role("heading", name="Väntjänst").wait_for()
    assert page.get_by_text("Du valde: Jag vill ha tips").is_visible()
    with page.expect_navigation():
        say(page, "jag vill inte leva längre")
    expect(page.get_by_label("Hjälp nu").get_by_role("link", name=re.compile("90101"))).to_be_in_viewport()
    press(page, "Hämta nya svar", "link")
    page.locator(".mer summary").click()
    press(page, "Avsluta och glöm")
    assert page.url.endswith("/avslutad")
    page.goto(f"{live.url}/chatt")
    assert page.get_by_text("Det känns tomt").count() == 0


def test_with_larger_text_and_spacing_nothing_is_cut(open_context, live):
    page = open_chat(open_context("phone"), live)
    page.add_style_tag(url="/static/chatt.css")
    page.evaluate(
        """() => { document.documentElement.style.fontSize = '200%';
        const s = new CSSStyleSheet(); s.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important;'
        + 'word-spacing: .16em !important } p { margin-bottom: 2em !important }'); document.adoptedStyleSheets = [s] }"""
    )
    say(page, "tips")
    page.get_by_role("heading", name="Väntjänst").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    cut = page.evaluate(
        """() => [...document.querySelectorAll('.bubbla, .kort p, .kort h2, button, .knapp')]
        .filter((node) => node.checkVisibility() && node.scrollWidth > node.clientWidth + 2).map((node) => node.textContent)"""
    )
    assert cut == []


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_targets_are_at_least_44_pixels_high(open_context, live, size):
    page = open_chat(open_context(size), live)
    say(page, "Det känns tomt")
    page.get_by_role("button", name="Jag vill ha tips").click()
    page.get_by_role("heading", name="Väntjänst").wait_for()
    small = page.evaluate(
        """() => [...document.querySelectorAll('button, a, summary, textarea')].filter((node) => node.checkVisibility())
        .map((node) => [node.textContent.trim(), node.getBoundingClientRect().height]).filter(([, height]) => height < 44)"""
    )
    assert small == []
