"""The launcher on a site of another origin: it opens, closes, falls back to the link, and heeds what it is told."""

from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from chat.partners import Partner
from tests.browser.conftest import SIZES, keys, take_picture, until
from tests.browser.hosts import button, check, close_panel, focused, open_panel, say, site_at
from tests.browser.script import script
from tests.browser.test_guide import ANSWERS
from tests.chat.live import serving

pytestmark = pytest.mark.browser
ALLOWED, STRANGER = "localhost", "127.0.0.1"  # two sites to a browser


@pytest.fixture(scope="module")
def hosted(tmp_path_factory):
    """The visitors' app, which lets every port of localhost frame it, and one partner."""
    krokom = Partner(
        id="krokom",
        name="Krokoms kommun",
        sites=("http://localhost:*",),
        region="jamtland-harjedalen",
        greeting="Välkommen in.",
        colours=("#0b3d2e", "#ffffff"),
    )
    folder = tmp_path_factory.mktemp("hosted")
    settings = {"frame_ancestors": ("http://localhost:*",), "partners": (krokom,)}
    with serving(folder, script, exit_url="http://127.0.0.1:9/borta", **settings) as live:
        yield live


@pytest.fixture(scope="module")
def sites(hosted):
    with site_at(hosted.url, ALLOWED) as allowed, site_at(hosted.url, STRANGER) as stranger:
        yield allowed, stranger


@pytest.fixture
def site(sites):
    """An allowed site with an ordinary launcher; what a test changes in it is put back."""
    own = sites[0]
    before = replace(own)
    yield own
    own.__dict__.update(before.__dict__)


@pytest.fixture
def visit(open_context, site) -> Any:
    def go(size: str = "desktop", **options: Any) -> Page:
        context = open_context(size, **options)
        page = context.new_page()
        page.warnings, page.asked = [], []
        page.on("console", lambda one: page.warnings.append(one.text))
        context.on("request", lambda request: page.asked.append(request.url))
        page.goto(site.url)
        return page

    return go


def test_it_opens_the_chat_beside_the_page_and_nothing_is_fetched_before(visit, hosted):
    page = visit()
    expect(button(page)).to_have_attribute("aria-expanded", "false")
    before = [url for url in page.asked if url.startswith(hosted.url)]
    assert [url.removeprefix(hosted.url) for url in before] == ["/stod.js"]
    chat = open_panel(page)
    expect(page.get_by_role("dialog", name="Chatt")).to_be_visible()
    expect(button(page)).to_have_attribute("aria-expanded", "true")
    say(chat, "hej")


def test_focus_goes_in_and_escape_in_the_frame_brings_it_back(visit):
    page = visit()
    chat = open_panel(page)
    page.wait_for_function("document.activeElement.shadowRoot?.activeElement?.nodeName === 'IFRAME'")
    keys(page).press("Tab")
    expect(chat.locator("#lamna")).to_be_focused()
    keys(page).press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.locator("#oppna")).to_be_focused()
    expect(button(page)).to_have_attribute("aria-expanded", "false")


def test_escape_closes_what_is_open_in_the_page_before_the_panel(visit):
    page = visit()
    chat = open_panel(page)
    chat.get_by_text("Mer", exact=True).click()
    expect(chat.get_by_role("button", name="Avsluta och glöm")).to_be_visible()
    keys(page).press("Escape")
    expect(chat.get_by_role("button", name="Avsluta och glöm")).to_be_hidden()
    expect(page.get_by_role("dialog")).to_be_visible()
    keys(page).press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_the_keyboard_alone_opens_talks_closes_and_is_never_trapped(visit):
    page = visit()
    expect(button(page)).to_be_visible()
    page.locator("#fore").focus()
    keys(page).press("Tab")
    assert focused(page) == "oppna"
    keys(page).press(" ")
    chat = page.frame_locator("iframe")
    page.wait_for_function("document.activeElement.shadowRoot?.activeElement?.nodeName === 'IFRAME'")
    chat.get_by_label("Skriv här").focus()
    keys(page).type("hej")
    keys(page).press("Enter")
    expect(chat.get_by_text("Du skrev: hej", exact=True)).to_be_visible()
    for _ in range(12):
        if focused(page) == "efter":
            break
        keys(page).press("Tab")
    assert focused(page) == "efter", "the focus never came out"
    keys(page).press("Shift+Tab")
    keys(page).press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.locator("#oppna")).to_be_focused()


def test_the_close_button_closes_and_the_talk_is_still_there_when_it_opens_again(visit):
    page = visit()
    chat = open_panel(page)
    say(chat, "hej")
    page.get_by_role("button", name="Stäng").click()
    expect(page.locator("#oppna")).to_be_focused()
    button(page).click()
    expect(chat.get_by_text("Du skrev: hej", exact=True)).to_be_visible()
    assert len([url for url in page.asked if url.endswith("/chatt")]) == 1


def test_answers_that_come_while_it_is_closed_are_counted_and_told_once(visit, hosted):
    page = visit()
    chat = open_panel(page)
    hosted.rasa.delay.set()
    try:
        chat.get_by_label("Skriv här").fill("sen")
        chat.get_by_role("button", name="Skicka").click()
        expect(chat.get_by_text("sen", exact=True)).to_be_visible()
        close_panel(page)
    finally:
        hosted.rasa.delay.clear()
    expect(page.get_by_role("status")).to_have_text("1 nytt svar i chatten")
    button(page).click()
    expect(page.locator(".tal")).to_have_text("")


def test_the_quick_exit_takes_the_whole_tab_away(visit):
    page = visit()
    chat = open_panel(page)
    page.route("http://127.0.0.1:9/**", lambda route: route.fulfill(body="borta"))
    chat.get_by_role("button", name="Lämna snabbt").click()
    page.wait_for_url("http://127.0.0.1:9/borta")


def test_three_presses_of_shift_in_the_frame_leave_too(visit):
    page = visit()
    chat = open_panel(page)
    page.route("http://127.0.0.1:9/**", lambda route: route.fulfill(body="borta"))
    chat.get_by_label("Skriv här").focus()
    for _ in range(3):
        keys(page).press("Shift")
    page.wait_for_url("http://127.0.0.1:9/borta")


def test_without_script_it_is_a_link_to_the_same_page(visit, hosted):
    page = visit(java_script_enabled=False)
    page.get_by_role("link", name="Chatta med oss").click()
    page.wait_for_url(f"{hosted.url}/chatt")
    assert page.get_by_text("ingen människa").is_visible()


@pytest.mark.parametrize("size", ["phone", "zoomed"])
def test_on_a_small_screen_the_link_leads_to_the_whole_page(visit, hosted, size):
    page = visit(size)
    link = page.get_by_role("link", name="Chatta med oss")
    expect(link).to_be_visible()
    link.click()
    page.wait_for_url(f"{hosted.url}/chatt")


def test_a_browser_that_lacks_what_is_needed_keeps_the_link(visit, hosted, open_context, site):
    context = open_context("desktop")
    context.add_init_script("delete Document.prototype.adoptedStyleSheets")
    page = context.new_page()
    page.goto(site.url)
    page.wait_for_load_state("networkidle")
    page.get_by_role("link", name="Chatta med oss").click()
    page.wait_for_url(f"{hosted.url}/chatt")


def test_a_site_that_is_not_allowed_gets_the_link_and_is_told_why(open_context, sites, hosted):
    stranger = sites[1]
    page = open_context("desktop").new_page()
    warnings: list[str] = []
    page.on("console", lambda one: warnings.append(one.text))
    page.goto(stranger.url)
    button(page).click()
    expect(page.get_by_text("Chatten kan inte visas på den här sidan.")).to_be_visible()
    assert page.locator("iframe").count() == 0
    until(page, lambda: any("stod-launcher: the chat did not answer" in one for one in warnings))
    assert any("frame-ancestors" in one for one in warnings), "the browser itself must have refused"
    take_picture(page, "launcher-refused-desktop")
    expect(page.get_by_role("link", name="Öppna den på en egen sida")).to_be_focused()
    page.get_by_role("link", name="Chatta med oss").click()
    page.wait_for_url(f"{hosted.url}/chatt")


def test_a_chat_that_is_away_gives_the_link_back(visit, site):
    page = visit()
    expect(button(page)).to_be_visible()
    page.route("**/chatt", lambda route: route.abort())
    button(page).click()
    expect(page.get_by_text("Chatten kan inte visas på den här sidan.")).to_be_visible()


def test_cookies_and_storage_that_are_refused_break_nothing(site, open_context):
    context = open_context("desktop")
    context.add_init_script("""for (const name of ['sessionStorage', 'localStorage']) Object.defineProperty(
        window, name, { get() { throw new DOMException('refused', 'SecurityError'); } })""")
    page = context.new_page()
    page.goto(site.url)
    say(open_panel(page), "hej")


@pytest.mark.parametrize(
    ("attributes", "why"),
    [
        ('region="norrland"', "region"),
        ('start="quiz"', "start"),
        ('name="<b>x</b>"', "name"),
        (f'name="{"a" * 41}"', "name"),
        ('greeting=""', "greeting"),
        ('colours="#888888 #999999"', "colours"),
        ('colours="red white"', "colours"),
        ('colours="#000000"', "colours"),
    ],
)
def test_a_wrong_attribute_is_ignored_and_the_console_says_so(visit, site, attributes, why):
    site.attributes = attributes
    page = visit()
    open_panel(page)
    until(page, lambda: [one for one in page.warnings if one.startswith(f"stod-launcher: {why}=")])
    assert len([one for one in page.warnings if one.startswith(f"stod-launcher: {why}=")]) == 1
    expect(page.get_by_role("dialog", name="Chatt")).to_be_visible()


def test_attributes_name_greet_and_colour_it(visit, site):
    site.attributes = 'name="Prata här" greeting="Känns det ensamt?" colours="#4a1d5c #ffffff" region="skane"'
    page = visit()
    expect(page.get_by_text("Känns det ensamt?")).to_be_visible()
    assert button(page).evaluate("node => getComputedStyle(node).backgroundColor") == "rgb(74, 29, 92)"
    chat = open_panel(page)
    expect(page.get_by_role("dialog", name="Prata här")).to_be_visible()
    assert chat.locator("html").get_attribute("data-region") == "skane"
    assert page.warnings == []


@pytest.mark.parametrize(
    ("attributes", "path", "where"),
    [
        ('start="guide"', "/chatt", "/hitta-stod"),
        ('start="guide" region="skane"', "/chatt", "/hitta-stod/skane"),
        ('region="skane"', "/chatt", "/chatt?region=skane"),
        ('start="chat"', "/hitta-stod", "/chatt"),
        ("", "/hos/krokom", "/hos/krokom"),
        ('start="guide"', "/hos/krokom", "/hos/krokom"),
    ],
)
def test_start_and_region_choose_the_page(visit, site, hosted, attributes, path, where):
    site.attributes, site.path = attributes, path
    page = visit()
    expect(button(page)).to_have_attribute("href", f"{hosted.url}{where}")


@pytest.mark.parametrize(
    "href", ["https://annan.example/chatt", "{chat}/static/stod.js", "javascript:alert(1)", "{chat}/hsds/"]
)
def test_a_link_that_does_not_lead_to_us_is_left_alone(visit, site, hosted, href):
    site.link = f'<a id="oppna" href="{href.format(chat=hosted.url)}">Chatta med oss</a>'
    page = visit()
    until(page, lambda: any("the link must lead to" in one for one in page.warnings))
    assert page.locator("#oppna").get_attribute("role") is None


def test_a_partner_sees_its_name_colours_and_region_and_links_keep_them(visit, site, hosted):
    site.path = "/hos/krokom"
    page = visit()
    chat = open_panel(page)
    expect(chat.get_by_text("Välkommen in. Du kom hit från Krokoms kommun.")).to_be_visible()
    expect(chat.get_by_text("Sidan runt om kan inte läsa det du skriver här.")).to_be_visible()
    assert chat.locator(".topp").evaluate("node => getComputedStyle(node).backgroundColor") == "rgb(11, 61, 46)"
    take_picture(page, "launcher-partner-desktop")
    say(chat, "hej")
    found = hosted.rasa.asked[-1]["metadata"]
    assert found["region"] == "jamtland-harjedalen"
    chat.get_by_text("Mer", exact=True).click()
    chat.get_by_role("link", name="Om Lotsen").click()
    expect(chat.get_by_text("Krokoms kommun visar Lotsen på sin webbplats.")).to_be_visible()


def test_the_guide_is_gone_through_in_the_frame_and_its_answers_go_with_it_into_the_chat(visit, site, hosted):
    """Though the browser gives a frame of another site neither storage nor ordinary cookies."""
    site.attributes = 'start="guide" region="jamtland-harjedalen" name="Hitta stöd"'
    page = visit()
    button(page).click()
    guide = page.frame_locator("iframe")
    guide.get_by_role("button", name="Börja", exact=True).click()
    for number, labels in enumerate(ANSWERS, 1):
        expect(guide.get_by_text(f"Fråga {number} av")).to_be_visible()
        for label in labels:
            guide.get_by_label(label, exact=True).check()
        guide.get_by_role("button", name="Fortsätt", exact=True).click()
    guide.get_by_label("Kommun i ").select_option("Krokom")
    guide.get_by_role("button", name="Fortsätt", exact=True).click()
    guide.get_by_role("button", name="Visa förslag").click()
    expect(guide.get_by_role("button", name="Skriv ut")).to_be_visible()  # the script is there
    guide.get_by_role("button", name="Ta med till chatten").click()
    expect(guide.get_by_text("Jag har med mig det du svarade").first).to_be_visible()
    say(guide, "hej")
    take_picture(page, "launcher-guide-to-chat-desktop")
    assert [url for url in page.asked if not url.startswith((hosted.url, site.url))] == []


def test_a_strict_policy_of_the_host_needs_only_script_and_frame(visit, site, hosted):
    site.policy = (
        f"default-src 'none'; script-src {hosted.url}; frame-src {hosted.url}; require-trusted-types-for 'script'"
    )
    page = visit()
    chat = open_panel(page)
    say(chat, "hej")
    assert [one for one in page.warnings if "Content Security Policy" in one and site.url in one] == []


def test_two_scripts_and_two_launchers_do_not_disturb_each_other(visit, site):
    site.script = f'<script src="{site.chat}/stod.js"></script>' * 2
    site.link = f'<a href="{site.chat}/chatt">Chatta med oss</a></stod-launcher><stod-launcher><a href="{site.chat}/chatt">Den andra</a>'
    page = visit()
    first, second = page.get_by_role("button", name="Chatta med oss"), page.get_by_role("button", name="Den andra")
    first.click()
    expect(page.frame_locator("iframe").get_by_text("ingen människa")).to_be_visible()
    second.focus()
    keys(page).press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(1)
    expect(first).to_have_attribute("aria-expanded", "false")
    expect(second).to_have_attribute("aria-expanded", "true")
    assert page.warnings == []


def test_messages_from_anybody_else_change_nothing(visit):
    page = visit()
    open_panel(page)
    page.evaluate(
        "postMessage({ lotsen: 'closed' }, '*'); postMessage({ lotsen: 'unread', count: 99 }, '*'); postMessage(null, '*')"
    )
    page.wait_for_timeout(200)
    expect(page.get_by_role("dialog")).to_be_visible()
    expect(page.locator(".tal")).to_have_text("")


@pytest.mark.parametrize("look", ["light", "dark", "forced"])
def test_host_and_frame_are_accessible_and_nobody_else_is_asked(visit, hosted, site, look):
    options = {"light": {}, "dark": {"color_scheme": "dark"}, "forced": {"forced_colors": "active"}}[look]
    page = visit("desktop", **options)
    expect(button(page)).to_be_visible()
    page.wait_for_timeout(100)
    take_picture(page, f"launcher-closed-{look}")
    check(page)
    chat = open_panel(page)
    say(chat, "hej")
    page.wait_for_timeout(300)
    take_picture(page, f"launcher-open-{look}")
    check(page)
    assert [url for url in page.asked if not url.startswith((hosted.url, site.url))] == []


@pytest.mark.parametrize("size", SIZES)
def test_the_host_page_is_accessible_at_each_size(visit, size):
    page = visit(size)
    page.get_by_text("Chatta med oss").wait_for()
    take_picture(page, f"launcher-closed-{size}")
    check(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "scrolls sideways"
