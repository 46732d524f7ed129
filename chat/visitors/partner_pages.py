"""The doors on partners' sites: their own entrance, their colours, the launcher, and the page that tells them how."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from chat.assets import Assets
from chat.partners import Partner
from chat.regions import load_regions
from chat.visitors.pages import pages_of

AN_HOUR = "public, max-age=3600"
ABOVE = """\
.hos { width: 100%; max-width: 44rem; margin: 0 auto; padding: .8rem .9rem 0; color: var(--svag); }
"""
COLOURS = """\
.topp {{ background: {ground}; border-color: {ground}; }}
.topp .namn, .topp summary {{ color: {text}; }}
.topp .mer[open] > summary {{ border-color: {text}; }}
.topp .namn:focus-visible, .topp summary:focus-visible, .topp .lamna button:focus-visible {{ outline-color: {text}; }}
"""


async def enter(request: Request) -> Response:
    """A partner's entrance leads where that partner wants to start; an unknown one to the plain page."""
    partner = _named(request)
    if partner is None:
        return RedirectResponse("/chatt", 303)
    page = "/chatt"
    if partner.start == "guide":
        page = f"/hitta-stod/{partner.region}" if partner.region else "/hitta-stod"
    return RedirectResponse(f"{page}?partner={partner.id}", 303)


async def colours(request: Request) -> Response:
    partner = _named(request)
    text = ABOVE
    if partner and partner.colours:
        ground, on_it = partner.colours
        text += COLOURS.format(ground=ground, text=on_it)
    return Response(text, headers={"cache-control": AN_HOUR}, media_type="text/css")


async def launcher(request: Request) -> Response:
    """The script at an address that partners may write down; other sites may load it."""
    assets: Assets = request.app.state.assets
    answer = assets.answer(request, "stod.js") or Response(status_code=404)
    answer.headers["cache-control"] = AN_HOUR
    answer.headers["cross-origin-resource-policy"] = "cross-origin"
    return answer


async def for_partners(request: Request) -> Response:
    base = str(request.base_url).rstrip("/")
    return pages_of(request).show(request, "for_partner.html", base=base, regions=sorted(load_regions()))


async def accessibility(request: Request) -> Response:
    return pages_of(request).show(request, "tillganglighet.html")


def _named(request: Request) -> Partner | None:
    found: Partner | None = request.app.state.partners.get(request.path_params["id"])
    return found


ROUTES: list[BaseRoute] = [
    Route("/hos/{id}", enter),
    Route("/hos/{id}/utseende.css", colours),
    Route("/stod.js", launcher),
    Route("/for-partner", for_partners),
    Route("/tillganglighet", accessibility),
]
