"""Somebody else's site on an origin of its own, as the launcher meets it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from tests.browser.test_states import TAGS
from tests.chat.live import running

PAGE = """<!doctype html><html lang="sv"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>En sida</title></head><body><main><h1>En sida</h1><p><a href="#a" id="fore">Före</a></p>
{launcher}<p><a href="#b" id="efter">Efter</a></p></main>{script}</body></html>"""


@dataclass
class Site:
    """A page that holds a launcher; tests change what stands in it."""

    url: str = ""
    chat: str = ""
    attributes: str = ""
    path: str = "/chatt"
    link: str = ""
    script: str = ""
    policy: str = ""
    asked: list[str] = field(default_factory=list)

    def page(self) -> str:
        link = self.link or f'<a id="oppna" href="{self.chat}{self.path}">Chatta med oss</a>'
        launcher = f"<stod-launcher {self.attributes}>{link}</stod-launcher>"
        return PAGE.format(
            launcher=launcher, script=self.script or f'<script src="{self.chat}/stod.js" async></script>'
        )


@contextmanager
def site_at(chat: str, name: str = "127.0.0.1") -> Iterator[Site]:
    site = Site(chat=chat)

    async def home(_request: Request) -> Response:
        headers: dict[str, Any] = {"content-security-policy": site.policy} if site.policy else {}
        return HTMLResponse(site.page(), headers=headers)

    with running(Starlette(routes=[Route("/", home)])) as url:
        site.url = url.replace("127.0.0.1", name)
        yield site


def button(page):
    return page.get_by_role("button", name="Chatta med oss")


def open_panel(page):
    button(page).click()
    chat = page.frame_locator("iframe")
    expect(chat.get_by_text("ingen människa")).to_be_visible()
    expect(page.locator(".bud")).to_be_hidden()
    return chat


def say(chat, text):
    chat.get_by_label("Skriv här").fill(text)
    chat.get_by_role("button", name="Skicka").click()
    expect(chat.get_by_text(f"Du skrev: {text}", exact=True)).to_be_visible()


def close_panel(page):
    """By its button; waits until the frame has heard that it is hidden."""
    told = (
        "addEventListener('message', ({ data }) => { if (data?.stod === 'hidden') document.body.dataset.hidden = '' })"
    )
    inside = page.frame_locator("iframe").locator("body")
    inside.evaluate(f"() => {told}")
    page.get_by_role("button", name="Stäng").click()
    expect(inside).to_have_attribute("data-hidden", "")


def focused(page):
    """Where the focus is: on the page, in the launcher's own tree, or in the frame."""
    return page.evaluate("""() => {
        const here = document.activeElement;
        const inner = here.shadowRoot?.activeElement;
        return inner ? (inner.className || inner.nodeName) : (here.id || here.nodeName);
    }""")


def check(page):
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    assert found.violations_count == 0, found.generate_report()
