"""What somebody has besides the password: codes of an app on the phone, and codes on paper for when it is gone."""

import re
import secrets
from io import BytesIO
from typing import Any

import pyotp
import segno
from sqlalchemy import delete, insert, update
from sqlalchemy.ext.asyncio import AsyncConnection

from chat.staff.accounts import tables
from chat.staff.accounts.form import is_same
from chat.staff.accounts.keys import Keys

ISSUER = "Lotsen"
STEP = 30  # seconds
DRIFT = 1  # steps that a phone's clock may be off, either way
PAPER_CODES = 10
SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that looks like another
GROUPS, GROUP = 3, 4  # 12 of 31 signs: 59 bits
NO_SIGN = re.compile(r"[\s-]")


def new_secret() -> str:
    return pyotp.random_base32()


def address(secret: str, login: str) -> str:
    """What the picture holds and the app reads."""
    return pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=ISSUER)


def picture(secret: str, login: str) -> bytes:
    """The address as an SVG file with a white frame, readable on dark pages too."""
    file = BytesIO()
    segno.make(address(secret, login), error="m").save(file, kind="svg", scale=6, border=4, dark="#000", light="#fff")
    return file.getvalue()


def matching_step(secret: str, code: str, now: int, after: int) -> int | None:
    """The step whose code this is, if it is later than `after`, so that a code works once. Steps since 1970."""
    said, totp = NO_SIGN.sub("", code), pyotp.TOTP(secret)
    steps = range(now // STEP - DRIFT, now // STEP + DRIFT + 1)
    return next((step for step in steps if step > after and is_same(totp.generate_otp(step), said)), None)


async def use_step(connection: AsyncConnection, staff_id: str, step: int) -> bool:
    """Writes down that the code of a step is used. False: somebody used it in the same moment."""
    staff = tables.staff.c
    used = update(tables.staff).where(staff.id == staff_id, staff.totp_step < step).values(totp_step=step)
    return bool((await connection.execute(used)).rowcount == 1)


async def new_paper_codes(connection: AsyncConnection, staff_id: str, keys: Keys) -> tuple[str, ...]:
    """Ten new codes, the old ones gone; only their hashes are kept."""
    codes = tuple(_new_code() for _ in range(PAPER_CODES))
    await forget_paper_codes(connection, staff_id)
    rows = [{"staff_id": staff_id, "code_hash": _hash(keys, staff_id, code)} for code in codes]
    await connection.execute(insert(tables.recovery_code), rows)
    return codes


async def use_paper_code(connection: AsyncConnection, staff_id: str, code: str, keys: Keys) -> bool:
    """True once for each code."""
    kept: Any = tables.recovery_code.c
    used = delete(tables.recovery_code).where(kept.staff_id == staff_id, kept.code_hash == _hash(keys, staff_id, code))
    return bool((await connection.execute(used)).rowcount == 1)


async def forget_paper_codes(connection: AsyncConnection, staff_id: str) -> None:
    await connection.execute(delete(tables.recovery_code).where(tables.recovery_code.c.staff_id == staff_id))


def _new_code() -> str:
    return "-".join("".join(secrets.choice(SIGNS) for _ in range(GROUP)) for _ in range(GROUPS))


def _hash(keys: Keys, staff_id: str, code: str) -> str:
    return keys.hash("recovery code", f"{staff_id}:{NO_SIGN.sub('', code).casefold()}")
