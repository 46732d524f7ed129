"""Everything about accounts in one place, as the staff's app and the command line are handed it."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from chat.settings import Settings
from chat.staff.accounts.audit import Action, write
from chat.staff.accounts.form import VisitKeys
from chat.staff.accounts.invitations import Invitations
from chat.staff.accounts.keys import Keys
from chat.staff.accounts.leaving import PutBack, nobody_has_chats
from chat.staff.accounts.login import Login
from chat.staff.accounts.origin import Origin
from chat.staff.accounts.passwords import Passwords
from chat.staff.accounts.people import People, Person
from chat.staff.accounts.sessions import Sessions, end_all_on
from chat.staff.accounts.staff import TALKERS, Role, Staff
from chat.staff.accounts.tries import AddressTries, NameTries
from chat.store import Store
from chat.tokens import secret_of


@dataclass
class Accounts:
    """`put_back` gives the chats of somebody who must go back to the queue."""

    store: Store
    clock: Callable[[], datetime]
    origin: Origin
    visit_keys: VisitKeys
    people: People
    sessions: Sessions
    invitations: Invitations
    login: Login
    names: NameTries
    keep_audit_days: int
    put_back: PutBack = nobody_has_chats

    def now(self) -> int:
        return int(self.clock().timestamp())

    async def disable(self, staff_id: str, by: Staff | None) -> None:
        """Nobody comes in as this person any more, and their chats are back in the queue."""
        person = await self.people.disable(staff_id, by)
        await self.put_back(person)

    async def change_role(self, staff_id: str, role: Role, by: Staff | None) -> None:
        """Who no longer talks with visitors has no chats either."""
        person = await self.people.change_role(staff_id, role, by)
        if role not in TALKERS:
            await self.put_back(person)

    async def invite_anew(self, person: Person, by: Staff | None) -> str:
        """The token of a one-time address. Who has a password and an app already loses both at once."""
        await self.names.forget(person.login)
        if not person.enrolled:
            return await self.invitations.invite(person.staff.id)
        token = await self.invitations.reset(person.staff.id, by)
        await self.put_back(person.staff)
        return token

    async def revoke(self, staff_id: str, by: Staff | None, *, but: str = "") -> None:
        """Logs somebody out everywhere, or everywhere but here."""
        async with self.store.reach() as connection:
            await end_all_on(connection, staff_id, but=but)
            await write(connection, by, Action.revoked, at=self.now(), target=staff_id)


def open_accounts(
    settings: Settings,
    store: Store,
    clock: Callable[[], datetime],
    *,
    passwords: Passwords | None = None,
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> Accounts:
    keys, passwords = Keys(secret_of(settings)), passwords or Passwords()
    names = NameTries(store, keys, clock)
    return Accounts(
        store=store,
        clock=clock,
        origin=Origin(settings.staff_origin),
        visit_keys=VisitKeys(keys),
        people=People(store, clock),
        sessions=Sessions(store, clock),
        invitations=Invitations(store, clock, keys, passwords),
        login=Login(store, clock, keys, passwords, names, AddressTries(clock, pause)),
        names=names,
        keep_audit_days=settings.keep_audit_days,
    )
