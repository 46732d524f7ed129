"""People of the staff over a real database, for tests with a real browser: made and logged in from outside the app."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timezone
from typing import Any, TypeVar

from chat.settings import Settings
from chat.staff.accounts.accounts import Accounts
from chat.staff.accounts.staff import Role, Staff
from chat.store import Store
from tests.chat.logging_in import Enrolled, cheap_accounts, enrolled, make_staff

Found = TypeVar("Found")


def now() -> datetime:
    return datetime.now(timezone.utc)


class LiveStaff:
    """Each step opens the database for itself, as another process would."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.people: dict[Role, Staff] = {}

    def add(self, role: Role, name: str = "", login: str = "") -> Staff:
        person = self._run(lambda accounts: make_staff(accounts.store, now, role, login, name))
        self.people[role] = person
        return person

    def add_enrolled(self, role: Role, name: str = "", login: str = "") -> Enrolled:
        """With password, app and paper codes; logs in on the page."""
        return self._run(lambda accounts: enrolled(accounts, role, login, name))

    def invite(self, person: Staff) -> str:
        return self._run(lambda accounts: accounts.invitations.invite(person.id))

    def log_in(self, context: Any, url: str, who: Role | Staff) -> None:
        """Gives a browser's context the session of somebody."""
        person = self.people[who] if isinstance(who, Role) else who
        token = self._run(lambda accounts: accounts.sessions.begin(person))
        context.add_cookies([{"name": "personal", "value": token, "url": url, "httpOnly": True, "sameSite": "Strict"}])

    def _run(self, work: Callable[[Accounts], Awaitable[Found]]) -> Found:
        found: list[Any] = []

        async def run() -> None:
            store = Store(self._settings.chat_url)
            await store.prepare()
            found.append(await work(cheap_accounts(self._settings, store, now)))
            await store.close()

        # A browser's driver keeps an event loop running in this thread.
        import threading

        thread = threading.Thread(target=lambda: asyncio.run(run()))
        thread.start()
        thread.join(30)
        return found[0]  # type: ignore[no-any-return]
