"""The rows of staff: who there is, who may come in, and in which role."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from chat.staff.accounts import tables
from chat.staff.accounts.audit import Action, write
from chat.staff.accounts.errors import LastAdmin, LoginTaken, UnknownStaff
from chat.staff.accounts.staff import Role, Staff
from chat.store import Store

_staff = tables.staff.c


@dataclass(frozen=True)
class Person:
    """One row, without what lets the person in."""

    staff: Staff
    login: str
    active: bool
    enrolled: bool
    created_at: int


class People:
    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    async def everybody(self) -> tuple[Person, ...]:
        """All rows, by name."""
        async with self._store.reach() as connection:
            rows = await connection.execute(select(tables.staff).order_by(_staff.active.desc(), _staff.name))
            return tuple(read_person(row) for row in rows)

    async def is_empty(self) -> bool:
        async with self._store.reach() as connection:
            return (await connection.execute(select(_staff.id).limit(1))).first() is None

    async def find(self, staff_id: str) -> Person:
        """Raises UnknownStaff."""
        async with self._store.reach() as connection:
            return await _read(connection, _staff.id == staff_id.replace("\x00", ""))

    async def named(self, login: str) -> Person:
        """By login name. Raises UnknownStaff."""
        async with self._store.reach() as connection:
            return await _read(connection, _staff.login == plain_login(login))

    async def add(self, login: str, name: str, pseudonym: str, role: Role, by: Staff | None = None) -> Staff:
        """Somebody who has yet to enrol. Raises LoginTaken."""
        person = Staff(secrets.token_urlsafe(12), name, pseudonym, role)
        row = {
            "id": person.id,
            "login": plain_login(login),
            "name": name,
            "pseudonym": pseudonym,
            "role": role.value,
            "active": True,
            "totp_step": 0,
            "created_at": self._now(),
        }
        async with self._store.reach() as connection:
            taken = select(_staff.id).where(_staff.login == row["login"])
            if (await connection.execute(taken)).first():
                raise LoginTaken
            try:
                await connection.execute(insert(tables.staff), [row])
            except IntegrityError:  # somebody else took the name in the same moment
                raise LoginTaken from None
            await self._note(connection, by, Action.staff_added, person.id, role.value)
        return person

    async def change_role(self, staff_id: str, role: Role, by: Staff | None) -> Staff:
        """Holds from the person's next click. Raises UnknownStaff or LastAdmin."""
        async with self._store.reach() as connection:
            person = await _read_locked(connection, staff_id)
            if person.staff.role is role:
                return person.staff
            await _set(connection, staff_id, role=role.value)
            await _keep_an_admin(connection, person)
            await self._note(connection, by, Action.role_changed, staff_id, f"{person.staff.role.value}:{role.value}")
        return person.staff

    async def disable(self, staff_id: str, by: Staff | None) -> Staff:
        """Ends the person's sessions at once; the row stays, for the history. Raises UnknownStaff or LastAdmin."""
        async with self._store.reach() as connection:
            person = await _read_locked(connection, staff_id)
            await _set(connection, staff_id, active=False)
            await _keep_an_admin(connection, person)
            for table in (tables.session, tables.invitation):
                await connection.execute(delete(table).where(table.c.staff_id == staff_id))
            await self._note(connection, by, Action.disabled, staff_id)
        return person.staff

    async def enable(self, staff_id: str, by: Staff | None) -> None:
        async with self._store.reach() as connection:
            await _read(connection, _staff.id == staff_id)
            await _set(connection, staff_id, active=True)
            await self._note(connection, by, Action.enabled, staff_id)

    async def _note(
        self, connection: AsyncConnection, by: Staff | None, action: Action, target: str, detail: str = ""
    ) -> None:
        await write(connection, by, action, at=self._now(), target=target, detail=detail)

    def _now(self) -> int:
        return int(self._clock().timestamp())


def plain_login(login: str) -> str:
    """As it is stored and compared: without spaces around it, in lower case, without what no database can hold."""
    return login.replace("\x00", "").strip().casefold()


def read_staff(row: Any) -> Staff:
    return Staff(row.id, row.name, row.pseudonym, Role(row.role))


def read_person(row: Any) -> Person:
    return Person(read_staff(row), row.login, row.active, row.password_hash is not None, row.created_at)


async def _read(connection: AsyncConnection, which: Any) -> Person:
    row = (await connection.execute(select(tables.staff).where(which))).first()
    if row is None:
        raise UnknownStaff
    return read_person(row)


async def _set(connection: AsyncConnection, staff_id: str, **values: Any) -> None:
    await connection.execute(update(tables.staff).where(_staff.id == staff_id).values(**values))


async def _read_locked(connection: AsyncConnection, staff_id: str) -> Person:
    """The row, while nobody else changes an admin: two who disable each other must not both succeed."""
    admins = select(_staff.id).where(_staff.role == Role.admin.value).order_by(_staff.id).with_for_update()
    await connection.execute(admins)
    return await _read(connection, _staff.id == staff_id)


async def _keep_an_admin(connection: AsyncConnection, before: Person) -> None:
    if not (before.staff.role is Role.admin and before.active and before.enrolled):
        return
    left = select(func.count()).where(_staff.role == Role.admin.value, _staff.active, _staff.password_hash.is_not(None))
    if (await connection.execute(left)).scalar_one() == 0:
        raise LastAdmin
