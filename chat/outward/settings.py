"""The other system's settings: a YAML file, read and checked at start (docs/runbooks/outward.md)."""

from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import msgspec
import yaml

from chat.errors import SettingsError
from chat.settings import is_loopback
from chat.staff.accounts.staff import Role, Staff

STAFF_ID = "utifran"
SHORTEST_SECRET = 24  # characters
MOST_ROOM = 200


class OutwardSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    kind: Literal["webhook", "chatwoot"]
    address: str
    name: str  # what colleagues see on the board
    pseudonym: str  # what a visitor sees
    secret_file: str  # signs what goes out and proves what comes in
    token_file: str = ""  # Chatwoot's api_access_token
    account: int = 0
    inbox: int = 0
    room: int = 20  # chats that those over there can have at once
    with_text: bool = False  # a webhook gets what the visitor writes, too; Chatwoot always does

    @property
    def staff(self) -> Staff:
        """All who answer over there, as one of ours."""
        return Staff(STAFF_ID, self.name, self.pseudonym, Role.volunteer)


class Outward(msgspec.Struct, frozen=True):
    settings: OutwardSettings
    secret: bytes
    token: str


def read_outward(path: Path) -> Outward:
    """Raises SettingsError that names file and field."""
    where = f"LOTSEN_OUTWARD: {path}"
    try:
        content: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
        settings = msgspec.convert(content, type=OutwardSettings)
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{where}: cannot be read ({type(error).__name__})") from None
    except yaml.YAMLError:
        raise SettingsError(f"{where}: is not YAML") from None
    except msgspec.ValidationError as error:
        raise SettingsError(f"{where}: {error}") from None
    _check(where, settings)
    secret = _read(where, "secret_file", path.parent / settings.secret_file)
    if len(secret) < SHORTEST_SECRET:
        raise SettingsError(f"{where}: secret_file: holds fewer than {SHORTEST_SECRET} characters")
    token = _read(where, "token_file", path.parent / settings.token_file) if settings.token_file else ""
    return Outward(settings, secret.encode(), token)


def _check(where: str, settings: OutwardSettings) -> None:
    parts = urlsplit(settings.address)
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or not host or (parts.scheme == "http" and not is_loopback(host)):
        raise SettingsError(f"{where}: address: must begin with https:// (http:// only on this machine)")
    if not 1 <= settings.room <= MOST_ROOM:
        raise SettingsError(f"{where}: room: is not between 1 and {MOST_ROOM}")
    for field in ("name", "pseudonym"):
        if not 1 <= len(getattr(settings, field).strip()) <= 60:
            raise SettingsError(f"{where}: {field}: must be 1 to 60 characters")
    if settings.kind == "chatwoot" and not (settings.token_file and settings.account and settings.inbox):
        raise SettingsError(f"{where}: chatwoot needs token_file, account and inbox")


def _read(where: str, field: str, path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{where}: {field}: {path.name} cannot be read ({type(error).__name__})") from None
