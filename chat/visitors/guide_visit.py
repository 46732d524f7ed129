"""How the answers travel: in the form, and in a cookie where browsers keep one, so that a page can be fetched again."""

from dataclasses import dataclass
from urllib.parse import parse_qs

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from chat.errors import Malformed
from chat.guide.answers import Answers
from chat.guide.finding import Guide
from chat.regions import load_regions
from chat.visitors.cookie import GUIDE_COOKIE, GUIDE_PATH
from chat.visitors.host import region_of
from chat.visitors.requests import read_body, tools_of

MOST_FIELDS = 60


@dataclass(frozen=True)
class Visit:
    """`kept`: the browser sent our cookie, so a redirect loses nothing. `lost`: answers came that cannot be read."""

    answers: Answers
    kept: bool
    lost: bool = False


@dataclass(frozen=True)
class Sent:
    """A form that was sent: every value of every field."""

    fields: dict[str, list[str]]

    def one(self, name: str) -> str:
        return self.fields.get(name, [""])[-1]

    def all(self, name: str) -> tuple[str, ...]:
        return tuple(self.fields.get(name, ()))


def guide_of(request: Request) -> Guide:
    guide: Guide = request.app.state.guide
    return guide


async def read_sent(request: Request) -> Sent:
    """The form. Raises Malformed or BodyTooLarge."""
    body = await read_body(request, tools_of(request).settings.body_limit)
    try:
        fields = parse_qs(body.decode(), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError:  # UnicodeDecodeError among them
        raise Malformed from None
    return Sent(fields)


def visit_of(request: Request, sent: Sent | None = None) -> Visit:
    """What is known of this visit; the cookie goes before the form, which a step back may have made older."""
    seal, now = guide_of(request).seal, tools_of(request).seconds()
    cookie, form = request.cookies.get(GUIDE_COOKIE, ""), sent.one("svaren") if sent else ""
    by_cookie = seal.open(cookie, now) if cookie else None
    found = by_cookie or (seal.open(form, now) if form else None)
    answers = found or Answers()
    if answers.region is None:
        answers = msgspec.structs.replace(answers, region=region_of(request))
    return Visit(answers, kept=by_cookie is not None, lost=found is None and bool(cookie or form))


def sealed(request: Request, answers: Answers) -> str:
    return guide_of(request).seal.close(answers, tools_of(request).seconds())


def keep(request: Request, response: Response, answers: Answers) -> Response:
    """A session cookie that scripts cannot read: gone with the browser, and after an hour it is not read."""
    secure = request.url.scheme == "https"
    response.set_cookie(
        GUIDE_COOKIE, sealed(request, answers), path=GUIDE_PATH, httponly=True, samesite="lax", secure=secure
    )
    return response


def county_of(answers: Answers) -> str | None:
    region = load_regions().get(answers.region or "")
    return region.county_code if region else None
