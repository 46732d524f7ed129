"""On whose page a visitor came in: the partner and the region that the address names, kept in links and redirects."""

import re
from collections.abc import Container, Mapping, Sequence
from html import escape
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chat.pages import Pages
from chat.partners import Partner
from chat.regions import load_regions
from chat.settings import Settings

PAGE_LINK = re.compile(r'(\b(?:href|action)=")(/(?!/|static/|stod\.js|hos/)[^"#]*)')
IN_FRAME = "iframe"  # as browsers say in Sec-Fetch-Dest


def partner_of(request: Request) -> Partner | None:
    """The partner that the address names; an unknown one is none."""
    partners: Mapping[str, Partner] = request.app.state.partners
    return partners.get(request.query_params.get("partner", ""))


def region_of(request: Request) -> str | None:
    """The region that the address names, else the partner's."""
    named = request.query_params.get("region", "")
    partner = partner_of(request)
    return named if named in load_regions() else partner.region if partner else None


class HostedPages(Pages):
    """The visitors' pages; on a partner's behalf they say so, and every link in them goes on saying it."""

    def render(self, request: Request, name: str, **context: object) -> str:
        partner = partner_of(request)
        framed = request.headers.get("sec-fetch-dest") == IN_FRAME
        text = super().render(request, name, partner=partner, region=region_of(request), framed=framed, **context)
        told = _told(request.query_params, {partner.id} if partner else set())
        return PAGE_LINK.sub(lambda found: found[1] + escape(_add(found[2], told)), text) if told else text


class KeepHost:
    """ASGI middleware: a redirect goes on naming partner and region; a cookie set in a frame is one for that frame."""

    def __init__(self, app: ASGIApp, partners: Mapping[str, Partner]) -> None:
        self._app = app
        self._partners = partners

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        http = scope["type"] == "http"
        told = _told(query_of(scope), self._partners) if http else {}
        framed = http and (b"sec-fetch-dest", IN_FRAME.encode()) in scope["headers"]

        async def send_on(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                location = headers.get("location", "")
                if location.startswith("/") and not location.startswith("//"):
                    headers["location"] = _add(location, told)
                if framed:
                    message["headers"] = [_for_this_frame(*header) for header in message["headers"]]
            await send(message)

        await self._app(scope, receive, send_on if told or framed else send)


def _for_this_frame(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    """Browsers keep a cookie in somebody's frame only when it is apart for each site that frames us.

    A foreign form that would be sent with it is refused by Sec-Fetch-Site (chat/visitors/requests.py).
    """
    if name.lower() != b"set-cookie":
        return name, value
    value = re.sub(rb"; secure\b", b"", value, flags=re.IGNORECASE)
    return name, re.sub(rb"samesite=\w+", b"SameSite=None; Secure; Partitioned", value, flags=re.IGNORECASE)


def frames_by_partner(settings: Settings) -> Mapping[str, Sequence[str]]:
    """Who may frame a page, by the partner it names; under "" a page that names none: all who are allowed."""
    own = {partner.id: ("'self'", *partner.sites) for partner in settings.partners}
    return {**own, "": ("'self'", *settings.may_frame())}


def query_of(scope: Scope) -> dict[str, str]:
    return dict(parse_qsl(scope.get("query_string", b"").decode("latin-1")))


def _told(query: Mapping[str, str], partners: Container[str]) -> dict[str, str]:
    """What the address tells and may be told on."""
    known: dict[str, Container[str]] = {"partner": partners, "region": load_regions()}
    return {name: query[name] for name, allowed in known.items() if query.get(name, "") in allowed}


def _add(address: str, told: Mapping[str, str]) -> str:
    page, mark, fragment = address.partition("#")
    return f"{page}{'&' if '?' in page else '?'}{urlencode(told)}{mark}{fragment}" if told else address
