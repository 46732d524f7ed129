"""The pages about activities and the lists: at three widths, without script, in the dark, and on paper."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from knowledge.entry import Checked, Meeting
from tests.browser.conftest import keys, take_picture
from tests.browser.script import script
from tests.chat.live import Live, serving
from tests.knowledge.out.examples import make_directory, make_entry, some_entries

pytestmark = pytest.mark.browser
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDTHS = {"phone": (375, 667), "desktop": (1280, 800), "narrow": (320, 640)}
PAGES = {
    "aktivitet": "/aktivitet/kommun:1",
    "aktivitet-fakta": "/aktivitet/folkbibliotek",
    "aktivitet-linje": "/aktivitet/line:aldrelinjen",
    "aktivitet-lang": "/aktivitet/kommun:long",
    "aktivitet-tack": "/aktivitet/kommun:1?tack=1",
    "aktivitet-borta": "/aktivitet/kommun:gone",
    "lista": "/lista/lund",
    "listor": "/lista",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    folder = tmp_path_factory.mktemp("activities")
    today = datetime.now().replace(hour=18, minute=0, second=0, microsecond=0)
    long = make_entry(
        "long",
        name="Exempel: promenadgruppen för nyinflyttade, daglediga och föräldralediga i Östra Torn",
        link="https://example.org/en/mycket/lang/adress/utan/nagot/mellanslag/som/maste/brytas/nagonstans",
        checked=Checked(on=(today - timedelta(days=200)).date()),
        meetings=(Meeting(starts=today - timedelta(days=7), ends=today - timedelta(days=7, hours=-2),
                          rrule="FREQ=WEEKLY", note="Ta med egen kopp"),),
    )  # fmt: skip
    engine = make_directory(f"sqlite:///{folder / 'directory.db'}", [*some_entries(), long])
    with serving(folder, script, directory=engine) as live:
        yield live
    engine.dispose()


def open_page(browser: Any, site: Live, address: str, size: str = "phone", **options: Any) -> Page:
    width, height = WIDTHS[size]
    context = browser.new_context(viewport={"width": width, "height": height}, locale="sv-SE", **options)
    page: Page = context.new_page()
    page.goto(f"{site.url}{address}")
    return page


def check(page: Page) -> None:
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "scrolls sideways"


@pytest.mark.parametrize("size", WIDTHS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_at_every_width(browser: Any, site: Live, name: str, size: str) -> None:
    page = open_page(browser, site, PAGES[name], size)
    take_picture(page, f"{name}-{size}", full=name != "listor")
    check(page)
    page.context.close()


@pytest.mark.parametrize("look", [{"color_scheme": "dark"}, {"forced_colors": "active"}], ids=["dark", "forced"])
@pytest.mark.parametrize("name", ["aktivitet", "lista"])
def test_other_looks_are_accessible(browser: Any, site: Live, name: str, look: dict[str, str]) -> None:
    page = open_page(browser, site, PAGES[name], **look)
    take_picture(page, f"{name}-{'-'.join(look.values())}", full=name == "aktivitet")
    check(page)
    page.context.close()


def test_pages_run_no_script_but_the_quick_exit_and_ask_nobody_else(browser: Any, site: Live) -> None:
    context = browser.new_context()
    page, asked, errors = context.new_page(), [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: errors.append(message.text))
    page.goto(f"{site.url}/aktivitet/kommun:1")
    assert [url for url in asked if not url.startswith(site.url)] == []
    scripts = {url.rsplit("/", 1)[1].partition("?")[0] for url in asked if ".js" in url}
    assert scripts == {"lamna.js"}
    assert errors == []
    context.close()


def test_what_is_wrong_can_be_said_without_script_and_with_the_keyboard(browser: Any, site: Live) -> None:
    page = open_page(browser, site, "/aktivitet/kommun:1", java_script_enabled=False)
    page.get_by_role("button", name="Skicka").click()
    assert page.get_by_role("alert").inner_text() == "Välj vad som inte stämmer."
    page.get_by_label("Tiden stämmer inte").focus()
    keys(page).press("Space")
    keys(page).press("Enter")
    page.get_by_text("Tack. Nu vet vi").wait_for()
    assert page.url.endswith("?tack=1#stammer")
    page.context.close()


def test_what_nobody_knows_opens_without_script(browser: Any, site: Live) -> None:
    page = open_page(browser, site, "/aktivitet/kommun:1", java_script_enabled=False)
    assert not page.get_by_text("om någon tar emot").is_visible()
    page.get_by_text("Det här vet vi inte").click()
    assert page.get_by_text("om någon tar emot").is_visible()
    page.context.close()


def test_the_calendar_is_a_file(browser: Any, site: Live) -> None:
    page = open_page(browser, site, "/aktivitet/kommun:1", accept_downloads=True)
    with page.expect_download() as saving:
        page.get_by_role("link", name="Lägg i min kalender").click()
    assert saving.value.suggested_filename == "aktivitet.ics"
    assert "BEGIN:VTIMEZONE" in saving.value.path().read_text(encoding="utf-8")
    page.context.close()


def test_a_list_prints_in_large_type_in_one_column(browser: Any, site: Live) -> None:
    page = open_page(browser, site, "/lista/lund", "desktop")
    page.emulate_media(media="print")
    take_picture(page, "lista-print")
    assert not page.get_by_role("button", name="Lämna snabbt").is_visible()
    number = page.get_by_role("link", name="046-12 34 56").first
    assert number.is_visible()
    size = float(number.evaluate("one => parseFloat(getComputedStyle(one).fontSize)"))
    assert size >= 20  # 15 pt
    lefts = page.locator(".post").evaluate_all("all => all.map(one => one.getBoundingClientRect().left)")
    assert len(set(lefts)) == 1
    page.context.close()


def test_an_activity_prints_without_its_form(browser: Any, site: Live) -> None:
    page = open_page(browser, site, "/aktivitet/kommun:1", "desktop")
    page.emulate_media(media="print")
    take_picture(page, "aktivitet-print", full=True)
    assert not page.get_by_text("Stämmer inte?").is_visible()
    assert page.get_by_text("046-12 34 56").first.is_visible()
    page.context.close()
