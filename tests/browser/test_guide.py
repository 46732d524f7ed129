"""The guide in a real browser: the whole way at three sizes, without script, by keyboard alone, and every page looked at."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from knowledge.entry import Checked, Meeting, Where
from tests.browser.conftest import SIZES, go_in_history, keys, press, take_picture
from tests.browser.script import script
from tests.chat.live import Live, serving
from tests.knowledge.out.examples import make_directory, make_entry

pytestmark = pytest.mark.browser
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SHIFTS = ("Shift", "Shift", "Shift")
ANSWERS = (
    ("Nej, inget av det",),
    ("Mig själv",),
    ("65 år eller äldre",),
    ("Ett år eller mer",),
    ("Någon nära har dött",),
    ("Nästan aldrig",),
    ("Nej, ingen",),
    ("Vet inte",),
    ("Det får inte kosta något", "Ingen att gå dit med"),
    ("Fika och prata", "Gå ut och gå"),
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """With one activity in Krokom whose times are known."""
    folder = tmp_path_factory.mktemp("guide")
    today = datetime.now().replace(hour=18, minute=0, second=0, microsecond=0)
    place = Where(
        name="Biblioteket", address="Nya Hamngatan 16", city="Krokom", municipality="2309", lat=63.327, lon=14.449
    )
    coffee = make_entry(
        name="Exempel: torsdagsfika på biblioteket",
        places=(place,),
        only_for=(),
        age_min=None,
        checked=Checked(on=today.date()),
        meetings=(
            Meeting(starts=today - timedelta(days=6), ends=today - timedelta(days=6, hours=-2), rrule="FREQ=WEEKLY"),
        ),
    )
    engine = make_directory(f"sqlite:///{folder / 'directory.db'}", [coffee], now=today)
    with serving(folder, script, directory=engine, exit_url="http://127.0.0.1:9/borta") as live:
        yield live
    engine.dispose()


def begin(context: BrowserContext, site: Live, path: str = "") -> Page:
    page: Page = context.new_page()
    page.goto(f"{site.url}/hitta-stod{path}")
    press(page, "Börja")
    return page


def give(page: Page, *labels: str) -> None:
    for label in labels:
        page.get_by_label(label, exact=True).check()
    press(page, "Fortsätt")


def answer_all(page: Page) -> None:
    for labels in ANSWERS:
        give(page, *labels)
    page.get_by_label("Ort, kommun eller postnummer").fill("Krokom")
    press(page, "Fortsätt")
    page.get_by_role("heading", name="Kontrollera dina svar").wait_for()


def look_at(page: Page, name: str, size: str) -> None:
    """A picture, nothing for axe to say, nothing wider than the screen, and the quick exit first."""
    take_picture(page, f"guide-{name}-{size}", full=size != "zoomed")
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    assert found.violations_count == 0, f"{name}: {found.generate_report()}"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name} scrolls sideways"
    assert page.evaluate("document.querySelector('a, button, input, summary').id") == "lamna"


@pytest.mark.parametrize("size", SIZES)
def test_the_whole_way_is_accessible_and_asks_nobody_else(open_context, site, size):
    context = open_context(size)
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{site.url}/hitta-stod")
    look_at(page, "start", size)
    page.goto(f"{site.url}/hitta-stod/finns-inte")
    look_at(page, "okand", size)
    page.goto(f"{site.url}/hitta-stod")
    press(page, "Börja")
    look_at(page, "fara", size)
    press(page, "Fortsätt")
    look_at(page, "fel", size)
    answer_one_by_one(page, size)
    press(page, "Visa förslag")
    look_at(page, "forslag", size)
    press(page, "Prata med någon")
    look_at(page, "prata", size)
    assert [url for url in asked if not url.startswith(site.url)] == []
    assert errors == []


def answer_one_by_one(page: Page, size: str) -> None:
    for number, labels in enumerate(ANSWERS, 1):
        if number in (2, 6, 9):
            look_at(page, f"fraga-{number}", size)
        give(page, *labels)
    page.get_by_label("Ort, kommun eller postnummer").fill("Ås")
    press(page, "Fortsätt")
    look_at(page, "vilken-ort", size)
    page.get_by_label("Krokom").check()
    press(page, "Fortsätt")
    look_at(page, "svar", size)


@pytest.mark.parametrize("size", SIZES)
def test_danger_is_met_with_all_the_help_at_once(open_context, site, size):
    page = begin(open_context(size), site)
    give(page, "Jag tänker ta mitt liv, eller har redan börjat", "Någon slår, hotar eller tvingar mig")
    assert page.get_by_role("link", name="Ring 112").is_visible()
    assert page.title() == "Frågor" and page.url.endswith("/fraga/2")
    look_at(page, "kris", size)
    press(page, "Fortsätt med frågorna")
    assert page.get_by_label("Hjälp nu").get_by_role("link", name="90101").is_visible()
    look_at(page, "efter-kris", size)


@pytest.mark.parametrize("look", ["dark", "forced"])
def test_other_looks_are_accessible(open_context, site, look):
    options = {"dark": {"color_scheme": "dark"}, "forced": {"forced_colors": "active"}}[look]
    page = begin(open_context("phone", **options), site)
    give(page, "Någon slår, hotar eller tvingar mig")
    look_at(page, "kris", look)
    press(page, "Fortsätt med frågorna")
    page.get_by_label("Mig själv").check()
    look_at(page, "fraga", look)
    give(page, "Mig själv")
    press(page, "Tillbaka")
    press(page, "Tillbaka")
    page.get_by_label("Någon slår, hotar eller tvingar mig").uncheck()
    answer_all(page)
    look_at(page, "svar", look)
    press(page, "Visa förslag")
    look_at(page, "forslag", look)


def test_the_region_s_municipalities_are_offered(open_context, site):
    page = begin(open_context("phone"), site, "/jamtland-harjedalen")
    for labels in ANSWERS:
        give(page, *labels)
    look_at(page, "region", "phone")
    page.get_by_label("Kommun i Region Jämtland Härjedalen").select_option("Krokom")
    press(page, "Fortsätt")
    assert page.get_by_text("Krokom").is_visible()


def test_it_all_works_without_script(open_context, site):
    page = begin(open_context("phone", java_script_enabled=False), site)
    answer_all(page)
    press(page, "Visa förslag")
    first = page.locator(".kort h2").first.inner_text()
    page.get_by_text("Passar inte: ").first.click()
    press(page, "Redan provat")
    expect(page.locator(".kort")).to_have_count(3)
    assert first not in page.locator(".kort h2").all_inner_texts()
    press(page, "Ta med till chatten")
    page.locator("#samtal").get_by_text("Jag har med mig det du svarade").wait_for()
    expect(page.locator("#samtal .kort")).to_have_count(3)


def test_it_all_works_where_cookies_are_refused(open_context, site):
    context = open_context("phone", java_script_enabled=False)
    context.route("**/hitta-stod**", lambda route: route.continue_(headers={**route.request.headers, "cookie": ""}))
    page = begin(context, site)
    answer_all(page)
    press(page, "Tillbaka")
    assert page.get_by_label("Ort, kommun eller postnummer").input_value() == "Krokom"
    press(page, "Fortsätt")
    press(page, "Visa förslag")
    expect(page.locator(".kort")).to_have_count(3)


def tab_to(page: Page, selector: str) -> None:
    for _ in range(60):
        keys(page).press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"the keyboard does not reach {selector}")


def test_the_keyboard_alone_does_everything(open_context, site):
    page = open_context("desktop").new_page()
    page.goto(f"{site.url}/hitta-stod")
    tab_to(page, "[value='1']")
    keys(page).press("Enter")
    for number in range(1, 11):
        page.wait_for_url(f"**/fraga/{number}")
        tab_to(page, "[name=svar]")
        if page.evaluate("document.activeElement.type") == "radio":
            keys(page).press("Space")
        else:
            tab_to(page, "[value=unknown]")
            keys(page).press("Space")
        keys(page).press("Enter")
    page.wait_for_url("**/fraga/11")
    tab_to(page, "#ort")
    keys(page).type("Krokom")
    keys(page).press("Enter")
    page.wait_for_url("**/svar")
    tab_to(page, "[value=forslag]")
    keys(page).press("Enter")
    page.wait_for_url("**/forslag")
    tab_to(page, ".till-chatten button")
    keys(page).press("Enter")
    page.locator("#samtal").get_by_text("Jag har med mig det du svarade").wait_for()


def test_an_error_is_said_and_its_link_leads_to_the_field(open_context, site):
    page = begin(open_context("desktop"), site)
    press(page, "Fortsätt")
    expect(page.locator(".felruta")).to_be_focused()
    page.get_by_role("link", name="Välj minst ett svar").click()
    expect(page.locator("[name=svar]").first).to_be_focused()


def test_back_and_forward_in_the_browser_keep_the_answers(open_context, site):
    page = begin(open_context("desktop"), site)
    give(page, "Nej, inget av det")
    give(page, "En elev")
    go_in_history(page, -1)
    expect(page.get_by_label("En elev")).to_be_checked()
    go_in_history(page, -1)
    expect(page.get_by_label("Nej, inget av det")).to_be_checked()
    go_in_history(page, 1)
    expect(page.get_by_label("En elev")).to_be_visible()
    go_in_history(page, 1)
    expect(page.get_by_role("heading", name="Hur gammal är personen?")).to_be_visible()


def test_the_chat_with_script_takes_the_answers_along_and_goes_on(open_context, site):
    page = begin(open_context("phone"), site)
    answer_all(page)
    press(page, "Visa förslag")
    shown = page.locator(".kort h2").all_inner_texts()
    press(page, "Ta med till chatten")
    page.locator("#samtal").get_by_text("Jag har med mig det du svarade").wait_for()
    expect(page.locator("#samtal .kort h2")).to_have_text(shown)
    take_picture(page, "guide-i-chatten-phone", full=True)
    assert page.evaluate("sessionStorage.getItem('pass') !== null")
    page.get_by_label("Skriv här").fill("hej")
    page.get_by_role("button", name="Skicka").click()
    page.locator("#samtal").get_by_text("Du skrev: hej").wait_for()


def test_where_storage_is_refused_the_answers_still_go_into_the_chat(open_context, site):
    context = open_context("phone")
    context.add_init_script(
        "Object.defineProperty(window, 'sessionStorage', { get() { throw new DOMException('no', 'SecurityError') } })"
    )
    page = begin(context, site)
    answer_all(page)
    press(page, "Visa förslag")
    page.get_by_role("button", name="Ta med till chatten").click()
    page.locator("#samtal").get_by_text("Jag har med mig det du svarade").wait_for()
    expect(page.locator("#samtal .kort")).to_have_count(3)


@pytest.mark.parametrize("text", ["å" * 300, "<script>alert(1)</script><b>x</b>"], ids=["long", "markup"])
def test_what_is_no_place_is_explained_and_breaks_nothing(open_context, site, text):
    page = begin(open_context("phone"), site)
    for labels in ANSWERS:
        give(page, *labels)
    assert page.locator("#ort").get_attribute("maxlength") == "100"  # what is pasted is cut, not refused
    page.get_by_label("Ort, kommun eller postnummer").fill(text)
    press(page, "Fortsätt")
    expect(page.locator(".felruta")).to_be_visible()
    assert page.locator("main script, main b").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "scrolls sideways"


def test_two_tabs_go_through_the_same_visit(open_context, site):
    context = open_context("desktop")
    page = begin(context, site)
    give(page, "Nej, inget av det")
    other = context.new_page()
    other.goto(page.url)
    give(other, "En elev")
    give(page, "En anhörig")  # the tab that was behind answers last, and that is what holds
    page.goto(f"{site.url}/hitta-stod/fraga/2")
    expect(page.get_by_label("En anhörig")).to_be_checked()
    other.reload()
    expect(other.get_by_role("heading", name="Hur gammal är personen?")).to_be_visible()


def test_danger_goes_into_the_chat_with_its_lines_in_sight(open_context, site):
    page = begin(open_context("phone"), site)
    give(page, "Jag har tankar på att inte vilja leva")
    press(page, "Svara i chatten")
    page.get_by_label("Hjälp nu").wait_for()
    expect(page.locator("#samtal .rad").last.locator(".bubbla")).to_have_text(re.compile(r"\?$"))
    assert page.locator("#samtal").get_by_role("link", name="Ring 90101").is_visible()
    first = page.locator("#samtal .rad.visitor + .rad .bubbla, #samtal .rad:first-child .bubbla").last
    expect(first).to_be_in_viewport(ratio=1)  # read from its beginning, below the lines
    take_picture(page, "guide-kris-i-chatten-phone")


def test_a_step_with_known_times_can_be_kept_in_a_calendar(open_context, site):
    page = begin(open_context("desktop"), site)
    answer_all(page)
    press(page, "Visa förslag")
    link = page.get_by_role("link", name="Lägg i min kalender").first
    answer = page.request.get(site.url + link.get_attribute("href"))
    assert answer.headers["content-type"].startswith("text/calendar")


def test_the_result_prints_without_its_buttons(open_context, site):
    page = begin(open_context("desktop"), site)
    answer_all(page)
    press(page, "Visa förslag")
    page.get_by_role("button", name="Skriv ut").wait_for()
    page.emulate_media(media="print")
    take_picture(page, "guide-utskrift", full=True)
    assert page.get_by_role("heading", name="Emotionell ensamhet").is_visible()
    for name in ("Skriv ut", "Visa fler", "Lämna snabbt", "Prata med någon", "Rensa mina svar", "Ändra svaren"):
        assert not page.get_by_role("button", name=name).is_visible(), name


@pytest.mark.parametrize("net", ["there", "gone"])
def test_three_shifts_leave_and_back_shows_no_answer(open_context, site, net):
    context = open_context("desktop")
    if net == "gone":
        context.route("**/chatt/lamna", lambda route: route.abort())
    context.route("**/borta", lambda route: route.fulfill(body="Vädret", content_type="text/html"))
    page = begin(context, site)
    answer_all(page)
    for key in SHIFTS:
        keys(page).press(key)
    page.wait_for_url("**/borta")
    go_in_history(page, -1)
    expect(page.get_by_role("heading", name="Hitta stöd")).to_be_visible()
    assert "Krokom" not in page.content()
