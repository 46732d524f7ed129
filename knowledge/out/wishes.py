"""What a caller of the read API asks for, read from the query string and checked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timezone

from knowledge.errors import ApiRefused

DEFAULT, MOST, MOST_FULL, MOST_MINIMAL = 50, 500, 100, 5_000
LAST_PAGE = 1_000_000
LONGEST = 200
WORD = re.compile(r"\w+")
MOST_WORDS = 6
YES, NO = ("true", "1", "yes"), ("false", "0", "no", "")


@dataclass(frozen=True)
class Wishes:
    """Absent filters are None. `modified_after` is in UTC without zone."""

    page: int = 1
    per_page: int = DEFAULT
    search: tuple[str, ...] = ()
    full: bool = False
    full_service: bool = False
    minimal: bool = False
    stream: bool = False
    top_only: bool = False
    parent_id: str | None = None
    modified_after: datetime | None = None
    taxonomy_id: str | None = None
    taxonomy_term_id: str | None = None
    organization_id: str | None = None
    postcode: str | None = None
    proximity: float | None = None


def read_wishes(said: Mapping[str, str]) -> Wishes:
    """Raises ApiRefused that names the parameter."""
    for name, value in said.items():
        if "\0" in value or len(value) > LONGEST:
            raise ApiRefused(400, "bad_parameter", f"{name} is too long or holds a sign that cannot be", name)
    full, minimal = _yes(said, "full"), _yes(said, "minimal")
    most = MOST_MINIMAL if minimal else MOST_FULL if full or _yes(said, "full_service") else MOST
    return Wishes(
        page=_number(said, "page", 1, LAST_PAGE),
        per_page=min(_number(said, "per_page", MOST_MINIMAL if minimal else DEFAULT, LAST_PAGE), most),
        search=tuple(WORD.findall(said.get("search", "").casefold())[:MOST_WORDS]),
        full=full,
        full_service=_yes(said, "full_service"),
        minimal=minimal,
        stream=_format(said) == "ndjson",
        top_only=_yes(said, "top_only"),
        parent_id=said.get("parent_id"),
        modified_after=_moment(said, "modified_after"),
        taxonomy_id=said.get("taxonomy_id"),
        taxonomy_term_id=said.get("taxonomy_term_id"),
        organization_id=said.get("organization_id"),
        postcode=_postcode(said),
        proximity=float(_number(said, "proximity", 0, 2_000_000)) if said.get("proximity") else None,
    )


def _number(said: Mapping[str, str], name: str, default: int, most: int) -> int:
    text = said.get(name, "")
    if not text:
        return default
    if not text.isascii() or not text.isdecimal() or not 1 <= int(text) <= most:
        raise ApiRefused(400, "bad_parameter", f"{name} must be a whole number from 1 to {most}", name)
    return int(text)


def _yes(said: Mapping[str, str], name: str) -> bool:
    text = said.get(name, "").lower()
    if text not in YES + NO:
        raise ApiRefused(400, "bad_parameter", f"{name} must be true or false", name)
    return text in YES


def _format(said: Mapping[str, str]) -> str:
    text = said.get("format", "json").lower()
    if text not in ("json", "ndjson"):
        raise ApiRefused(400, "bad_parameter", "format must be json or ndjson", "format")
    return text


def _moment(said: Mapping[str, str], name: str) -> datetime | None:
    """A date or a time; without a zone it is UTC. A plus that came as a space is read as a plus."""
    text = said.get(name, "").strip().replace("Z", "+00:00").replace("z", "+00:00")
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(re.sub(r" (\d\d:\d\d)$", r"+\1", text) if "T" in text else text)
        return moment.astimezone(timezone.utc).replace(tzinfo=None) if moment.tzinfo else moment
    except (ValueError, OverflowError):
        message = f"{name} must be a date or a time such as 2026-11-22T10:30:00Z"
        raise ApiRefused(400, "bad_parameter", message, name) from None


def _postcode(said: Mapping[str, str]) -> str | None:
    text = said.get("postcode", "").replace(" ", "")
    if text and not re.fullmatch(r"[0-9]{5}", text):
        raise ApiRefused(400, "bad_parameter", "postcode must be five digits", "postcode")
    return text or None
