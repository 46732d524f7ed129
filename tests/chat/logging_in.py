"""People of the staff for tests, and the short way to be logged in as one of them."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import httpx
import pyotp
from argon2 import PasswordHasher

from chat.settings import Settings
from chat.staff.accounts.accounts import Accounts, open_accounts
from chat.staff.accounts.passwords import Passwords
from chat.staff.accounts.people import People
from chat.staff.accounts.sessions import Sessions
from chat.staff.accounts.staff import Role, Staff
from chat.store import Store

AT_HOME = "http://127.0.0.1:8001"
PASSWORD = "fyra ord i rad"
KEY = re.compile(r'name="nyckel" value="([^"]+)"')
NAMES = {Role.volunteer: ("Vera Holm", "Vera"), Role.supervisor: ("Sam Ek", "Sam"), Role.editor: ("Gun Berg", "Gun"),
         Role.admin: ("Ada Ström", "Ada")}  # fmt: skip


def cheap_passwords() -> Passwords:
    return Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


async def no_pause(_seconds: float) -> None:
    pass


def cheap_accounts(
    settings: Settings,
    store: Store,
    clock: Callable[[], datetime],
    pause: Callable[[float], Awaitable[None]] = no_pause,
) -> Accounts:
    return open_accounts(settings, store, clock, passwords=cheap_passwords(), pause=pause)


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


class Browser(httpx.AsyncClient):
    """A browser on the machine where the staff's app runs; `key` is that of its session's forms."""

    def __init__(self, app: Any, address: str = "127.0.0.1", **options: Any) -> None:
        transport = httpx.ASGITransport(app=app, client=(address, 50_000))
        super().__init__(transport=transport, base_url=AT_HOME, **options)
        self.accounts: Accounts = app.state.accounts
        self.key = ""

    async def log_in(self, role: Role = Role.editor, name: str = "") -> Staff:
        """As somebody new of this role, without the log-in page."""
        login = f"{role.value}-{len(await self.accounts.people.everybody())}"
        person = await make_staff(self.accounts.store, self.accounts.clock, role, login, name)
        self.key = await log_in_as(self, self.accounts.store, self.accounts.clock, person)
        return person

    async def fill(self, path: str, page: str = "", **fields: str) -> httpx.Response:
        """Sends a form of a page, as the page would; fields with a dash are written with a low line."""
        seen = await self.get(page or path)
        sent = {name.replace("_", "-"): value for name, value in fields.items()}
        return await self.post(path, data={"nyckel": key_of(seen), **sent})


def browser(app: Any) -> Browser:
    return Browser(app)


def key_of(page: httpx.Response) -> str:
    found = KEY.search(page.text)
    assert found, page.text[:500]
    return found[1]


@dataclass
class Enrolled:
    """Somebody with everything that is needed to log in."""

    staff: Staff
    login: str
    secret: str
    codes: tuple[str, ...]
    clock: Callable[[], datetime]

    def code(self, steps: int = 0) -> str:
        """What the app in the phone shows now, or some steps of 30 s away from now."""
        return pyotp.TOTP(self.secret).generate_otp(int(self.clock().timestamp()) // 30 + steps)


async def enrolled(accounts: Accounts, role: Role = Role.volunteer, login: str = "", name: str = "") -> Enrolled:
    """Somebody who has chosen PASSWORD. The code of this half minute is used up, as it is in life."""
    person = await make_staff(accounts.store, accounts.clock, role, login, name)
    token = await accounts.invitations.invite(person.id)
    secret = (await accounts.invitations.open(token)).secret
    one = Enrolled(person, login or role.value, secret, (), accounts.clock)
    one.codes = (await accounts.invitations.enrol(token, PASSWORD, one.code())).codes
    return one
