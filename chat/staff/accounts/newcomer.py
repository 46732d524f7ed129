"""What is told about somebody new, checked: login name, name, pseudonym and role."""

import re
from dataclasses import dataclass

from chat.staff.accounts.people import plain_login
from chat.staff.accounts.staff import Role

LOGIN = re.compile(r"[a-z0-9åäöéü][a-z0-9åäöéü.@_+-]{0,58}[a-z0-9åäöéü]")
LONGEST_NAME, LONGEST_PSEUDONYM = 60, 40


class Unfit(Exception):
    """The sentence says what to write instead."""


@dataclass(frozen=True)
class Newcomer:
    login: str
    name: str
    pseudonym: str
    role: Role


def read_newcomer(login: str, name: str, pseudonym: str, role: str) -> Newcomer:
    """Raises Unfit."""
    login, name, pseudonym = plain_login(login), _clean(name), _clean(pseudonym)
    if not LOGIN.fullmatch(login):
        raise Unfit("Användarnamnet behöver 2 till 60 tecken: bokstäver, siffror, punkt, bindestreck eller @.")
    if not 2 <= len(name) <= LONGEST_NAME:
        raise Unfit(f"Skriv namnet, 2 till {LONGEST_NAME} tecken. Kollegor ser det, och det står i historiken.")
    if not 2 <= len(pseudonym) <= LONGEST_PSEUDONYM:
        raise Unfit(f"Skriv vad besökare ska se, 2 till {LONGEST_PSEUDONYM} tecken, till exempel ett förnamn.")
    if role not in Role.__members__:
        raise Unfit(f"Välj en roll: {', '.join(Role.__members__)}.")
    return Newcomer(login, name, pseudonym, Role(role))


def _clean(text: str) -> str:
    return " ".join("".join(sign for sign in text if sign.isprintable()).split())
