"""People of the staff for tests, and the short way to be logged in as one of them."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import httpx

from chat.staff.accounts.people import People
from chat.staff.accounts.sessions import Sessions
from chat.staff.accounts.staff import Role, Staff
from chat.store import Store

AT_HOME = "http://127.0.0.1:8001"
NAMES = {Role.volunteer: ("Vera Holm", "Vera"), Role.supervisor: ("Sam Ek", "Sam"), Role.editor: ("Gun Berg", "Gun"),
         Role.admin: ("Ada Ström", "Ada")}  # fmt: skip


async def make_staff(
    store: Store, clock: Callable[[], datetime], role: Role = Role.volunteer, login: str = "", name: str = ""
) -> Staff:
    """Somebody who may come in; without a password, as only a session is needed."""
    usual, pseudonym = NAMES[role]
    return await People(store, clock).add(login or role.value, name or usual, pseudonym, role)


async def log_in_as(web: httpx.AsyncClient, store: Store, clock: Callable[[], datetime], staff: Staff) -> str:
    """Gives the browser a session of this person; returns the key that every form must carry (field `nyckel`)."""
    sessions = Sessions(store, clock)
    token = await sessions.begin(staff)
    web.cookies.set("personal", token, domain=httpx.URL(str(web.base_url)).host, path="/")
    session = await sessions.of(token)
    assert session is not None
    return session.csrf


def browser(app: Any) -> httpx.AsyncClient:
    """A browser on the machine where the staff's app runs."""
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url=AT_HOME)
