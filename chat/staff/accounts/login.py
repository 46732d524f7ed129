"""Letting somebody in: name, password and a second step, with one answer for all that can be wrong."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from chat.logs import log
from chat.staff.accounts import second_step, tables
from chat.staff.accounts.audit import Action, write
from chat.staff.accounts.errors import WrongSecret
from chat.staff.accounts.keys import Keys
from chat.staff.accounts.passwords import Passwords, check_new
from chat.staff.accounts.people import plain_login, read_staff
from chat.staff.accounts.sessions import Session, end_all_on
from chat.staff.accounts.staff import Staff
from chat.staff.accounts.tries import AddressTries, NameTries
from chat.store import Store

_staff = tables.staff.c


class Login:
    def __init__(
        self,
        store: Store,
        clock: Callable[[], datetime],
        keys: Keys,
        passwords: Passwords,
        names: NameTries,
        addresses: AddressTries,
    ) -> None:
        self._store, self._clock, self._keys = store, clock, keys
        self._passwords, self._names, self._addresses = passwords, names, addresses

    async def let_in(self, login: str, password: str, code: str, address: str) -> Staff:
        """`code` is one of the app or one on paper. Raises WrongSecret or TooManyTries."""
        await self._addresses.count(address)
        row = await self._check(login, password, code)
        self._addresses.forget(address)
        person = read_staff(row)
        await write(self._store, person, Action.login, at=self._now())
        return person

    async def change_password(self, session: Session, password: str, code: str, new: str) -> None:
        """Logs the person out everywhere else. Raises WrongSecret, TooManyTries or WeakPassword."""
        login = await self._login_of(session.staff)
        check_new(new, login)
        await self._check(login, password, code)
        hashed = await self._passwords.hash(new)
        async with self._store.reach() as connection:
            changed = update(tables.staff).where(_staff.id == session.staff.id).values(password_hash=hashed)
            await connection.execute(changed)
            await end_all_on(connection, session.staff.id, but=session.id_hash)
            await write(connection, session.staff, Action.password_changed, at=self._now())

    async def new_paper_codes(self, session: Session, password: str, code: str) -> tuple[str, ...]:
        """Ten new codes, the old ones gone. Raises WrongSecret or TooManyTries."""
        await self._check(await self._login_of(session.staff), password, code)
        async with self._store.reach() as connection:
            codes = await second_step.new_paper_codes(connection, session.staff.id, self._keys)
            await write(connection, session.staff, Action.recovery_made, at=self._now())
        return codes

    async def _check(self, login: str, password: str, code: str) -> Any:
        """The row of somebody who has shown everything. Raises WrongSecret or TooManyTries."""
        await self._names.count(login)
        row = await self._row(_staff.login == plain_login(login))
        stored = row.password_hash if row and row.active else None
        right = await self._passwords.matches(stored, password)
        if not right or not await self._second_step(row, code):
            await write(self._store, None, Action.login_failed, at=self._now(), target=row.id if row else None)
            raise WrongSecret
        await self._names.forget(login)
        await self._hash_anew(row, password)
        return row

    async def _second_step(self, row: Any, code: str) -> bool:
        secret = self._keys.open(row.totp_secret, row.id) if row.totp_secret else None
        if secret is None:
            log.error("totp_secret_unreadable", part="staff")
        step = second_step.matching_step(secret, code, self._now(), row.totp_step) if secret else None
        async with self._store.reach() as connection:
            if step is not None:
                return await second_step.use_step(connection, row.id, step)
            if not await second_step.use_paper_code(connection, row.id, code, self._keys):
                return False
            await write(connection, read_staff(row), Action.recovery_used, at=self._now())
            return True

    async def _hash_anew(self, row: Any, password: str) -> None:
        """When the parameters have been raised since the password was chosen."""
        if self._passwords.is_old(row.password_hash):
            hashed = await self._passwords.hash(password)
            same = (_staff.id == row.id, _staff.password_hash == row.password_hash)
            async with self._store.reach() as connection:
                await connection.execute(update(tables.staff).where(*same).values(password_hash=hashed))

    async def _login_of(self, staff: Staff) -> str:
        row = await self._row(_staff.id == staff.id)
        return str(row.login) if row else ""

    async def _row(self, which: Any) -> Any:
        async with self._store.reach() as connection:
            return (await connection.execute(select(tables.staff).where(which))).first()

    def _now(self) -> int:
        return int(self._clock().timestamp())
