"""The one-time address with which somebody gets a password, an app and paper codes: at first, and after a reset."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from chat.conversation import hash_token
from chat.staff.accounts import second_step, tables
from chat.staff.accounts.audit import Action, write
from chat.staff.accounts.errors import InvitationGone, UnknownStaff, WrongSecret
from chat.staff.accounts.keys import Keys
from chat.staff.accounts.passwords import Passwords, check_new
from chat.staff.accounts.people import read_staff
from chat.staff.accounts.sessions import end_all_on
from chat.staff.accounts.staff import Staff
from chat.store import Store

VALID = 24 * 3_600  # seconds

_staff, _invitation = tables.staff.c, tables.invitation.c


@dataclass(frozen=True)
class Invited:
    """Somebody who is about to enrol, and the secret that the phone's app takes."""

    staff: Staff
    login: str
    secret: str


@dataclass(frozen=True)
class Enrolled:
    """`codes` are on paper or nowhere: only their hashes are kept."""

    staff: Staff
    codes: tuple[str, ...]


class Invitations:
    def __init__(self, store: Store, clock: Callable[[], datetime], keys: Keys, passwords: Passwords) -> None:
        self._store, self._clock, self._keys, self._passwords = store, clock, keys, passwords

    async def invite(self, staff_id: str) -> str:
        """The token of a new one-time address; an older one stops working."""
        async with self._store.reach() as connection:
            return await self._invite(connection, staff_id)

    async def reset(self, staff_id: str, by: Staff | None) -> str:
        """Takes password, app, paper codes and sessions away at once, and invites anew. Raises UnknownStaff."""
        async with self._store.reach() as connection:
            gone = {"password_hash": None, "totp_secret": None}
            changed = await connection.execute(update(tables.staff).where(_staff.id == staff_id).values(gone))
            if changed.rowcount != 1:
                raise UnknownStaff
            await second_step.forget_paper_codes(connection, staff_id)
            await end_all_on(connection, staff_id)
            await write(connection, by, Action.reset, at=self._now(), target=staff_id)
            return await self._invite(connection, staff_id)

    async def open(self, token: str) -> Invited:
        """May be opened often before it is used. Raises InvitationGone."""
        async with self._store.reach() as connection:
            return await self._open(connection, token)

    async def enrol(self, token: str, password: str, code: str) -> Enrolled:
        """Uses the address up. Raises InvitationGone, WeakPassword or WrongSecret (the app's code)."""
        invited = await self.open(token)
        check_new(password, invited.login)
        step = second_step.matching_step(invited.secret, code, self._now(), 0)
        if step is None:
            raise WrongSecret
        hashed = await self._passwords.hash(password)
        async with self._store.reach() as connection:
            used = delete(tables.invitation).where(_invitation.token_hash == hash_token(token))
            if (await connection.execute(used)).rowcount != 1:
                raise InvitationGone
            return await self._write(connection, invited, hashed, step)

    async def forget_old(self) -> None:
        async with self._store.reach() as connection:
            await connection.execute(delete(tables.invitation).where(_invitation.expires_at <= self._now()))

    async def _write(self, connection: AsyncConnection, invited: Invited, hashed: str, step: int) -> Enrolled:
        person = invited.staff
        sealed = self._keys.seal(invited.secret, person.id)
        row = {"password_hash": hashed, "totp_secret": sealed, "totp_step": step}
        await connection.execute(update(tables.staff).where(_staff.id == person.id).values(row))
        codes = await second_step.new_paper_codes(connection, person.id, self._keys)
        await end_all_on(connection, person.id)
        await write(connection, person, Action.enrolled, at=self._now())
        return Enrolled(person, codes)

    async def _invite(self, connection: AsyncConnection, staff_id: str) -> str:
        token = secrets.token_urlsafe(24)
        await connection.execute(delete(tables.invitation).where(_invitation.staff_id == staff_id))
        row = {
            "staff_id": staff_id,
            "token_hash": hash_token(token),
            "totp_secret": self._keys.seal(second_step.new_secret(), staff_id),
            "expires_at": self._now() + VALID,
        }
        await connection.execute(insert(tables.invitation), [row])
        return token

    async def _open(self, connection: AsyncConnection, token: str) -> Invited:
        both: Any = select(tables.staff, _invitation.totp_secret.label("new_secret")).join(
            tables.invitation, _invitation.staff_id == _staff.id
        )
        valid = both.where(
            _invitation.token_hash == hash_token(token), _invitation.expires_at > self._now(), _staff.active
        )
        row = (await connection.execute(valid)).first()
        secret = self._keys.open(row.new_secret, row.id) if row else None
        if row is None or secret is None:
            raise InvitationGone
        return Invited(read_staff(row), row.login, secret)

    def _now(self) -> int:
        return int(self._clock().timestamp())
