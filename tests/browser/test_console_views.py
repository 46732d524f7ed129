"""Every view of the console in every look: nothing for axe to say, nothing asked of others, a picture to look at."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from chat.queue.counts import count
from chat.staff.accounts.staff import Role
from tests.browser.conftest import keys, press, take_picture
from tests.browser.house import DANGER, House, house_in, now
from tests.browser.script import script

pytestmark = pytest.mark.browser
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
LOOKS: dict[str, dict[str, Any]] = {
    "desktop": {},
    "dark": {"color_scheme": "dark"},
    "phone": {"size": "phone"},
    "zoomed": {"size": "zoomed"},
    "forced": {"forced_colors": "active"},
}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with house_in(tmp_path_factory.mktemp("house"), script) as house:
        yield house


def start(house: House, page: Page) -> None:
    house.visitor()
    house.visitor("Ingen ringer längre")
    page.goto(f"{house.staff}/vakt")
    page.get_by_text("Så får du veta").click()
    page.evaluate("scrollTo(0, 0)")


def warning(house: House, page: Page) -> None:
    house.visitor(card=DANGER)
    page.goto(f"{house.staff}/vakt")
    press(page, "Ta nästa")
    expect(page.get_by_role("heading", name="Innan du tar samtalet")).to_be_visible()


def queue(house: House, page: Page) -> None:
    house.visitor(card=DANGER)
    house.visitor()
    page.goto(f"{house.staff}/ko")
    house.visitor("En till")
    expect(page.get_by_role("link", name="Visa 1 ny")).to_be_visible()


def chat(house: House, page: Page) -> None:
    visitor = house.visitor("Det känns tomt sedan min man dog", "tips", "Jag orkar inte mer nu", card=DANGER)
    page.goto(f"{house.staff}/fore/{visitor.id}")
    press(page, "Jag tar det")
    page.get_by_label("Skriv till personen").fill("Hej. Jag är här nu.")
    page.get_by_role("button", name="Skicka", exact=True).click()
    expect(page.locator("#samtal .human .bubbla")).to_have_count(1)
    visitor.say("Tack för att du svarar. Det är så tyst här om kvällarna.")
    expect(page.locator("#samtal .visitor").last).to_contain_text("så tyst här")


def canned(house: House, page: Page) -> None:
    chat(house, page)
    keys(page).press("F4")


def searching(house: House, page: Page) -> None:
    chat(house, page)
    keys(page).press("F8")
    page.get_by_label("Vad söker du?").fill("äldre")
    keys(page).press("Enter")
    expect(page.get_by_role("button", name=re.compile("Skicka som kort.*Äldrelinjen"))).to_be_visible()


def leaving(house: House, page: Page) -> None:
    chat(house, page)
    keys(page).press("F9")


def whispered(house: House, page: Page) -> None:
    chat(house, page)
    chat_id = page.url.rpartition("/")[2]
    house.run(house.queue.whisper(chat_id, house.person("sam", Role.supervisor), "Fråga om hen är ensam hemma."))
    page.get_by_role("button", name="Kalla på hjälp").click()
    expect(page.get_by_text("Fråga om hen är ensam hemma.")).to_be_visible()


def offline(house: House, page: Page) -> None:
    chat(house, page)
    page.context.set_offline(True)
    page.get_by_label("Skriv till personen").fill("Är du kvar?")
    page.get_by_role("button", name="Skicka", exact=True).click()
    expect(page.get_by_text("Inte skickat.")).to_be_visible()
    expect(page.get_by_text("Nätet är borta.")).to_be_visible()


def after(house: House, page: Page) -> None:
    chat(house, page)
    keys(page).press("F9")
    page.get_by_label("Vi är klara").check()
    page.get_by_role("button", name="Avsluta", exact=True).click()
    expect(page.get_by_role("heading", name="Efter samtalet")).to_be_visible()


def taken(house: House, page: Page) -> None:
    visitor = house.visitor()
    other = house.person("bo", name="Bo Ask")
    house.on_duty(other)
    house.run(house.queue.claim(visitor.id, other))
    page.goto(f"{house.staff}/samtal/{visitor.id}")
    expect(page.get_by_text("Bo Ask har det här samtalet.")).to_be_visible()


def _lead(house: House, page: Page) -> None:
    sam = house.person("sam", Role.supervisor)
    page.context.clear_cookies()
    house.seat(page.context, sam).close()
    house.on_duty(sam)


def board(house: House, page: Page) -> None:
    chat(house, page)
    vera = house.person("vera")
    house.run(house.queue.call_help(vera, page.url.rpartition("/")[2]))
    house.visitor("Jag väntar")
    _lead(house, page)
    page.goto(f"{house.staff}/samordning")


def reading(house: House, page: Page) -> None:
    chat(house, page)
    address = page.url
    _lead(house, page)
    page.goto(address)


def line(house: House, page: Page) -> None:
    _lead(house, page)
    page.goto(f"{house.staff}/samordning/linjen")
    for day in ("Måndag", "Tisdag", "Onsdag", "Torsdag", "Fredag"):
        page.get_by_label(f"{day}, öppnar").fill("18")
        page.get_by_label(f"{day}, stänger").fill("21")
    page.get_by_role("button", name="Visa hur det blir").click()
    expect(page.get_by_text("Öppet mån–fre 18–21.")).to_be_visible()


async def _count_some_days(house: House) -> None:
    today = int(now().timestamp()) // 86_400 * 86_400
    async with house.store.write() as connection:
        for day, hour in ((1, 9), (1, 18), (1, 20), (2, 19), (3, 20), (5, 21), (6, 18)):
            waited = {
                "asked": 4 + hour % 5,
                "answered": 2 + hour % 4,
                "given_up": hour % 3,
                "waited": 900,
                "within_5": 2,
            }
            await count(connection, today - 86_400 * day + 3600 * hour, **waited)


def figures(house: House, page: Page) -> None:
    _lead(house, page)
    house.run(_count_some_days(house))
    page.goto(f"{house.staff}/siffror")
    expect(page.locator("svg")).to_have_count(2)


VIEWS: list[Callable[[House, Page], None]] = [
    start, warning, queue, chat, canned, searching, leaving, whispered, offline, after, taken, board, reading, line, figures,
]  # fmt: skip


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.__name__)
def test_a_view_is_accessible_and_asks_nobody_else(open_context: Any, house: House, look: str, view: Any) -> None:
    house.empty()
    options = dict(LOOKS[look])
    context = open_context(options.pop("size", "desktop"), **options)
    asked: list[str] = []
    errors: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    vera = house.person("vera")
    house.on_duty(vera)
    page = house.seat(context, vera)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if "Content Security" in said.text else None)
    view(house, page)
    page.wait_for_timeout(400)
    take_picture(page, f"konsol-{view.__name__}-{look}", full=look in ("phone",))
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    assert found.violations_count == 0, found.generate_report()
    assert [url for url in asked if not url.startswith(house.staff)] == []
    assert errors == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "scrolls sideways"
