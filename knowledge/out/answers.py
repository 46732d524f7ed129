"""How the read API answers: JSON with its fingerprint and date, pages with their links, and errors in one shape."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timezone
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import blake2b
from typing import Any
from urllib.parse import urlencode

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from knowledge.errors import ApiRefused
from knowledge.out.wishes import Wishes

KEEP = "public, max-age=300"
_encoder = msgspec.json.Encoder()


def as_json(request: Request, content: Any, modified: datetime | None = None, links: str = "") -> Response:
    """200 with the content, or 304 when the caller has it already. `modified` is in UTC."""
    body = _encoder.encode(content)
    etag = f'W/"{blake2b(body, digest_size=12).hexdigest()}"'
    headers = {"etag": etag, "cache-control": KEEP}
    if modified:
        headers["last-modified"] = format_datetime(modified.replace(tzinfo=timezone.utc, microsecond=0), usegmt=True)
    if links:
        headers["link"] = links
    if _is_known(request, etag, modified):
        return Response(status_code=304, headers=headers)
    return Response(body, 200, headers, media_type="application/json")


def as_line(content: Any) -> bytes:
    return _encoder.encode(content) + b"\n"


def as_error(refused: ApiRefused, headers: Mapping[str, str] | None = None) -> Response:
    said = {"code": refused.code, "message": str(refused)}
    if refused.parameter:
        said["parameter"] = refused.parameter
    kept = {"cache-control": "no-store", **(headers or {})}
    return Response(_encoder.encode({"error": said}), refused.status, kept, media_type="application/json")


def envelope(contents: Sequence[Any], total: int, wishes: Wishes) -> dict[str, Any]:
    """A page as HSDS's openapi.json has it."""
    pages = -(-total // wishes.per_page)
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": wishes.page,
        "size": len(contents),
        "first_page": wishes.page == 1,
        "last_page": wishes.page >= pages,
        "empty": not contents,
        "contents": contents,
    }


def page_links(request: Request, total: int, wishes: Wishes) -> str:
    """The header Link: first, prev, next and last page, relative to this address."""
    last = max(1, -(-total // wishes.per_page))
    pages = {"first": 1, "prev": wishes.page - 1, "next": wishes.page + 1, "last": last}
    said = {name: value for name, value in request.query_params.items() if name not in ("page", "per_page")}
    return ", ".join(
        f'<?{urlencode({**said, "page": page, "per_page": wishes.per_page})}>; rel="{name}"'
        for name, page in pages.items()
        if 1 <= page <= last
    )


def _is_known(request: Request, etag: str, modified: datetime | None) -> bool:
    held = request.headers.get("if-none-match")
    if held is not None:
        known = {one.strip().removeprefix("W/") for one in held.split(",")}
        return etag.removeprefix("W/") in known or "*" in known
    since = request.headers.get("if-modified-since")
    if not since or not modified:
        return False
    try:
        return parsedate_to_datetime(since) >= modified.replace(tzinfo=timezone.utc, microsecond=0)
    except (TypeError, ValueError):
        return False
