"""An editor's whole walk in a real Chromium, by keyboard where it matters, with axe on every page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlalchemy.engine import Engine

from chat.settings import Settings
from chat.staff.accounts.staff import Role
from chat.staff.app import create_app
from chat.store import Store
from knowledge.database import make_engine
from knowledge.entry import Checked
from knowledge.feedback import report
from knowledge.models import service_search
from tests.browser.conftest import keys, take_picture
from tests.chat.live import running
from tests.chat.live_staff import LiveStaff
from tests.chat.staff_desk import keep, make_desk, make_tables, whole

pytestmark = pytest.mark.browser
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDTHS = {"320": (320, 640), "768": (768, 1024), "1280": (1280, 900)}


@dataclass
class Office:
    url: str
    engine: Engine
    staff: LiveStaff


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("office")
    make_tables(folder / "directory.db")
    engine = make_engine(f"sqlite:///{folder / 'directory.db'}")
    now = datetime.now()
    today = Checked(on=now.date(), by="källan", how="enligt källan")
    old = Checked(on=now.date() - timedelta(days=200), by="Gun", how="ringt")
    keep(
        engine,
        whole("1", checked=today),
        whole("2", name="Spelkväll på biblioteket", price=None, checked=today),
        now=now,
    )
    keep(engine, whole("3", name="Stickcafé i Ås", interests=("stickning",), checked=old), now=now)
    keep(engine, whole("9", source="bygden", name="Onsdagsfikat, Krokom", checked=today), by="bygden", now=now)
    with engine.begin() as connection:
        for reason in ("wrong_time", "wrong_time", "wrong_time", "closed"):
            report(connection, "krokom:3", reason, now)
    settings = Settings(data=folder, chat_url=f"sqlite+aiosqlite:///{folder / 'chat.db'}")
    desk = make_desk(engine, lambda: datetime.now(timezone.utc))
    staff = LiveStaff(settings)
    staff.add(Role.editor, "Gun Berg")
    with running(create_app(settings, store=Store(settings.chat_url), clock=desk.clock, desk=desk)) as url:
        yield Office(url, engine, staff)
    engine.dispose()


def log_in(page: Page, office: Office) -> None:
    office.staff.log_in(page.context, office.url, Role.editor)
    page.goto(f"{office.url}/katalog/")
    expect(page.get_by_role("heading", name="Översikt")).to_be_visible()


def check(page: Page, name: str = "") -> None:
    """Nothing for axe to say, and nothing to scroll to sideways."""
    if name:
        take_picture(page, name, full=True)
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "scrolls sideways"


def answer(page: Page, question: str, reply: str) -> None:
    page.get_by_role("group", name=question).get_by_label(reply, exact=True).check()


def test_an_editor_walks_from_a_new_activity_to_what_lotsen_suggests(open_context: Any, office: Office) -> None:
    page = open_context("desktop").new_page()
    log_in(page, office)
    page.get_by_role("link", name="Ny aktivitet", exact=True).click()
    page.get_by_label("Namn", exact=False).first.fill("Soppa och prat i Hissmofors")
    page.get_by_label("Telefon", exact=True).fill("inget nummer")
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_role("alert")).to_be_focused()
    check(page, "redaktion-fel")
    page.get_by_role("link", name="Vem som ordnar det").click()
    expect(page.get_by_label("Arrangör (måste fyllas i)")).to_be_focused()
    keys(page).type("Hissmofors byalag")
    page.get_by_label("Telefon", exact=True).fill("")
    page.get_by_role("button", name="Spara").click()

    expect(page.get_by_role("heading", name="Soppa och prat i Hissmofors", level=1)).to_be_visible()
    lacking = page.get_by_role("region", name="Det här saknas")
    expect(lacking).to_contain_text("enkel mening")
    expect(lacking).to_contain_text("godkännas")
    check(page, "redaktion-saknas")

    page.get_by_role("link", name="Ändra uppgifterna").click()
    page.get_by_label("Vad händer där? En enkel mening").fill("Man äter soppa tillsammans och pratar.")
    page.get_by_label("Slag", exact=True).select_option(label="Öppen mötesplats")
    page.get_by_label("Platsens namn").first.fill("Bystugan")
    page.get_by_label("Gatuadress").first.fill("Byvägen 2")
    page.get_by_label("Kommun", exact=True).first.fill("Krokom")
    page.get_by_label("Läge på kartan").first.fill("63.31, 14.38")
    meeting = page.get_by_role("group", name=re.compile("Träff 1"))
    meeting.get_by_label("Veckodag").select_option(label="Torsdag")
    meeting.get_by_label("Börjar kl.").fill("12:00")
    meeting.get_by_label("Slutar kl.").fill("14:00")
    page.get_by_label("Kronor").fill("40")
    answer(page, "Kan man bara komma", "Ja")
    answer(page, "Slipper man anmäla sig", "Ja")
    answer(page, "Slipper man vara medlem", "Ja")
    answer(page, "Är det gratis", "Nej")
    page.get_by_label("Saknar sällskap och sammanhang").check()
    page.get_by_role("button", name="Förhandsvisa").click()
    preview = page.get_by_role("region", name="Så skulle Lotsen säga det")
    expect(preview).to_contain_text("Torsdagar kl. 12–14")
    expect(preview).to_contain_text("Man äter soppa tillsammans")
    check(page, "redaktion-forhandsvisning")
    page.get_by_role("button", name="Spara").click()

    expect(page.get_by_text("Torsdagar kl. 12–14")).to_be_visible()
    page.get_by_role("button", name="Godkänn").click()
    page.get_by_role("button", name="Spara kontrollen").click()
    expect(page.get_by_role("alert")).to_contain_text("Välj hur")
    page.get_by_label("Jag har ringt").check()
    page.get_by_role("button", name="Spara kontrollen").click()
    expect(page.get_by_text("Lotsen kan föreslå den.")).to_be_visible()
    check(page, "redaktion-visas")
    service_id = re.search(r"id=([^&]+)", page.url)[1].replace("%3A", ":")  # type: ignore[index]
    with office.engine.connect() as connection:
        found = connection.execute(
            select(service_search.c.search_text).where(service_search.c.service_id == service_id)
        )
        assert "soppa" in found.scalar_one()

    page.get_by_role("link", name="Historik").click()
    expect(page.get_by_text("Gun Berg").first).to_be_visible()
    check(page, "redaktion-historik")
    page.get_by_role("listitem").filter(has_text="Pris").get_by_role("button").click()
    expect(page.get_by_text("Det tidigare värdet är tillbaka.")).to_be_visible()
    page.get_by_role("link", name="Soppa och prat i Hissmofors").click()
    expect(page.get_by_role("region", name="Det här saknas")).to_contain_text("kostar")


def test_an_editor_decides_a_duplicate_and_handles_reports(open_context: Any, office: Office) -> None:
    page = open_context("desktop").new_page()
    log_in(page, office)
    page.get_by_role("link", name="Dubbletter", exact=True).click()
    page.get_by_role("button", name="Leta igenom hela listan nu").click()
    check(page, "redaktion-dubbletter")
    page.get_by_role("link", name=re.compile("Onsdagsfika.*och.*Onsdagsfika")).click()
    check(page, "redaktion-par")
    page.get_by_role("button", name=re.compile("Onsdagsfika i Krokom, från Krokom", re.IGNORECASE)).click()
    expect(page.get_by_text("Paret är avgjort: samma aktivitet.")).to_be_visible()
    page.goto(f"{office.url}/katalog/aktiviteter?lage=borttagen")
    expect(page.get_by_role("link", name="Onsdagsfikat, Krokom")).to_be_visible()
    page.goto(f"{office.url}/katalog/dubbletter")
    page.get_by_role("link", name=re.compile("Onsdagsfika.*och.*Onsdagsfika")).click()
    page.get_by_role("button", name="Ångra beslutet").click()
    expect(page.get_by_text("Beslutet är ångrat.")).to_be_visible()

    page.get_by_role("link", name="Ska kontrolleras", exact=True).click()
    expect(page.get_by_text("Flera besökare: tiden stämmer inte")).to_be_visible()
    check(page, "redaktion-kontrollera")
    page.get_by_role("link", name="Anmälningar", exact=True).click()
    check(page, "redaktion-anmalningar")
    page.get_by_role("button", name="Markera som hanterad").click()
    expect(page.get_by_text("Inga anmälningar att hantera.")).to_be_visible()


PAGES = {
    "oversikt": "/",
    "lista": "/aktiviteter",
    "ny": "/ny",
    "andra": "/andra?id=krokom:1",
    "aktivitet": "/aktivitet?id=krokom:1",
    "historik": "/historik?id=krokom:1",
    "kontrollera": "/kontrollera",
    "anmalningar": "/anmalningar",
    "dubbletter": "/dubbletter",
    "fakta": "/faktafiler",
    "saknas": "/aktivitet?id=finns-inte",
}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("look", ["light", "dark"])
def test_every_page_is_accessible_at_every_width_and_asks_nobody_else(
    open_context: Any, office: Office, width: str, look: str
) -> None:
    context = open_context("desktop", color_scheme=look)
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.set_viewport_size(dict(zip(("width", "height"), WIDTHS[width], strict=True)))
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if "Content Security" in message.text else None)
    log_in(page, office)
    for name, path in PAGES.items():
        page.goto(f"{office.url}/katalog{path}")
        check(page, f"redaktion-{name}-{look}-{width}")
    assert [url for url in asked if not url.startswith(office.url)] == []
    assert said == []


def test_the_keyboard_reaches_the_content_first_and_the_form_can_be_filled_without_a_mouse(
    open_context: Any, office: Office
) -> None:
    page = open_context("phone").new_page()
    log_in(page, office)
    page.goto(f"{office.url}/katalog/ny")
    keys(page).press("Tab")
    expect(page.get_by_role("link", name="Till innehållet")).to_be_focused()
    keys(page).press("Enter")
    keys(page).press("Tab")
    expect(page.get_by_label("Namn", exact=False).first).to_be_focused()
    keys(page).type("Stickkafé")
    for _ in range(150):
        keys(page).press("Tab")
        if page.evaluate("document.activeElement.name") == "trait-drop_in":
            break
    keys(page).press("ArrowUp")
    assert page.evaluate("document.activeElement.value") == "nej"
    keys(page).press("Enter")  # as from any field: saves
    expect(page.get_by_role("alert")).to_contain_text("Skriv vem som ordnar")
    expect(page.get_by_label("Namn", exact=False).first).to_have_value("Stickkafé")
