"""A form as it was sent, and the keys that every form of the staff's pages carries."""

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs

from starlette.requests import Request

from chat.staff.accounts.keys import Keys

FIELD = "nyckel"
HEADER = "x-nyckel"
FIELD_LIMIT = 2_000
VISIT_COOKIE = "besok"


@dataclass(frozen=True)
class Form:
    """Every field may come several times."""

    fields: Mapping[str, list[str]]

    def get(self, name: str) -> str:
        """The last value of a field, without spaces around it; empty when it did not come."""
        return self.fields.get(name, [""])[-1].strip()

    def all(self, name: str) -> tuple[str, ...]:
        return tuple(value.strip() for value in self.fields.get(name, []) if value.strip())


async def read_form(request: Request) -> Form:
    """The form of this request; the gate has read it and checked its key."""
    form: Form = request.state.form
    return form


def parse_form(body: bytes) -> Form:
    """Raises ValueError."""
    return Form(parse_qs(body.decode(), keep_blank_values=True, errors="strict", max_num_fields=FIELD_LIMIT))


class VisitKeys:
    """The key of a form that is shown before anybody is logged in: bound to a cookie of this browser."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys

    def of(self, nonce: str) -> str:
        return self._keys.hash("visit form", nonce)

    def new_nonce(self) -> str:
        return secrets.token_urlsafe(18)


def is_same(one: str, other: str) -> bool:
    """In constant time; two empty ones are not the same."""
    return bool(one) and hmac.compare_digest(one.encode(), other.encode())
