"""The gateway's settings: read once from the environment, checked, and frozen."""

import ipaddress
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from chat.errors import SettingsError
from chat.partners import Partner, read_partners

ORIGIN = re.compile(r"https?://(\*\.)?[a-z0-9.-]+(:\d+)?", re.IGNORECASE)
RATE = re.compile(r"\d+\s*(/|per)\s*(\d+\s+)?(second|minute|hour|day)s?", re.IGNORECASE)

SHORTEST_SECRET = 32  # characters
STAFF_ORIGIN = re.compile(r"https://[a-z0-9.-]+(:\d+)?", re.IGNORECASE)
ROOT = Path(__file__).resolve().parent.parent
DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "postgresql": "postgresql+asyncpg",
    "postgresql+psycopg2": "postgresql+asyncpg",
}


@dataclass(frozen=True)
class Settings:
    data: Path = ROOT / ".lotsen"
    host: str = "127.0.0.1"
    visitors_port: int = 8000
    staff_port: int = 8001
    staff_host: str = "127.0.0.1"
    staff_origin: str = ""  # where staff find their pages behind https; empty: on this machine only
    keep_audit_days: int = 730
    rasa_url: str = "http://127.0.0.1:5005"
    actions_url: str = "http://127.0.0.1:5055"
    chat_url: str = f"sqlite+aiosqlite:///{ROOT / '.lotsen' / 'chat.db'}"
    secret_file: str = ""  # empty: chat.secret in the data folder, made at first use
    proxies: tuple[str, ...] = ("127.0.0.1", "::1")  # whose word about address and https is taken
    redis_url: str = ""  # the bus between processes; empty: the chat database carries it
    rasa_seconds: float = 8.0  # the whole wait for Rasa; the page says after 5 s that it takes long
    rasa_at_once: int = 16
    keep_minutes: int = 60  # after the last message
    keep_human_hours: int = 24  # a chat that a person took, after its end
    text_limit: int = 4_000  # characters
    body_limit: int = 65_536  # bytes
    waiting_limit: int = 10  # messages of one conversation that may wait at once
    conversation_limits: tuple[str, ...] = ("30/second", "600/10 minute")
    address_limits: tuple[str, ...] = ("1200/minute",)  # generous: a school or a library is one address
    frame_ancestors: tuple[str, ...] = ()
    partners: tuple[Partner, ...] = ()
    outward: str = ""  # a file: the line's own system, which gets the chats too
    sockets: bool = False  # Socket.IO for existing Rasa widgets
    exit_url: str = "https://www.smhi.se/"
    operator: str = ""
    operator_contact: str = ""
    oversight: str = ""  # who supervises the law on accessibility, and how to tell them

    def may_frame(self) -> tuple[str, ...]:
        """Every site that may show some page of ours in a frame."""
        partners = (site for partner in self.partners for site in partner.sites)
        return tuple(dict.fromkeys((*self.frame_ancestors, *partners)))


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Settings from LOTSEN_* variables. Raises SettingsError that names the variable."""
    default = Settings()
    data = Path(environ.get("LOTSEN_DATA") or default.data)
    rasa_port = _port(environ, "LOTSEN_RASA_PORT", 5005)
    actions_port = _port(environ, "LOTSEN_ACTIONS_PORT", 5055)
    return Settings(
        data=data,
        host=environ.get("LOTSEN_HOST", default.host),
        visitors_port=_port(environ, "LOTSEN_VISITORS_PORT", default.visitors_port),
        staff_port=_port(environ, "LOTSEN_STAFF_PORT", default.staff_port),
        staff_host=_staff_host(environ, default.staff_host),
        staff_origin=_staff_origin(environ),
        keep_audit_days=int(_number(environ, "LOTSEN_KEEP_AUDIT_DAYS", default.keep_audit_days, 90, 3_650)),
        rasa_url=_web(environ, "LOTSEN_RASA_URL", f"http://127.0.0.1:{rasa_port}"),
        actions_url=_web(environ, "LOTSEN_ACTIONS_URL", f"http://127.0.0.1:{actions_port}"),
        chat_url=_database(environ, data),
        secret_file=_secret_file(environ),
        proxies=_proxies(environ, default.proxies),
        redis_url=_redis(environ),
        rasa_seconds=_number(environ, "LOTSEN_RASA_SECONDS", default.rasa_seconds, 0.1, 14.0),
        rasa_at_once=int(_number(environ, "LOTSEN_RASA_AT_ONCE", default.rasa_at_once, 1, 1_000)),
        keep_minutes=int(_number(environ, "LOTSEN_KEEP_MINUTES", default.keep_minutes, 1, 60)),
        keep_human_hours=int(_number(environ, "LOTSEN_KEEP_HUMAN_HOURS", default.keep_human_hours, 0, 720)),
        conversation_limits=_list(environ, "LOTSEN_CONVERSATION_LIMITS", default.conversation_limits, RATE),
        address_limits=_list(environ, "LOTSEN_ADDRESS_LIMITS", default.address_limits, RATE),
        frame_ancestors=_list(environ, "LOTSEN_FRAME_ANCESTORS", default.frame_ancestors, ORIGIN),
        partners=_partners(environ),
        outward=environ.get("LOTSEN_OUTWARD", "").strip(),
        sockets=_switch(environ, "LOTSEN_SOCKETIO"),
        exit_url=_web(environ, "LOTSEN_EXIT_URL", default.exit_url, bare=False),
        operator=environ.get("LOTSEN_OPERATOR", "").strip(),
        operator_contact=environ.get("LOTSEN_OPERATOR_CONTACT", "").strip(),
        oversight=environ.get("LOTSEN_OVERSIGHT", "").strip(),
    )


def _number(environ: Mapping[str, str], name: str, default: float, low: float, high: float) -> float:
    text = environ.get(name)
    if not text:
        return default
    try:
        value = float(text)
    except ValueError:
        raise SettingsError(f"{name}: '{text}' is not a number") from None
    if not low <= value <= high:
        raise SettingsError(f"{name}: {text} is not between {low:g} and {high:g}")
    return value


def _port(environ: Mapping[str, str], name: str, default: int) -> int:
    value = _number(environ, name, default, 1, 65_535)
    if value != int(value):
        raise SettingsError(f"{name}: {value} is not a whole number")
    return int(value)


def _staff_host(environ: Mapping[str, str], default: str) -> str:
    """Passwords must not cross a network in the clear, so another machine may ask only when https is in front."""
    host = environ.get("LOTSEN_STAFF_HOST") or default
    if not is_loopback(host) and not _staff_origin(environ):
        raise SettingsError(
            f"LOTSEN_STAFF_HOST: {host} can be reached from elsewhere; put https in front and tell its address "
            "in LOTSEN_STAFF_ORIGIN"
        )
    return host


def _staff_origin(environ: Mapping[str, str]) -> str:
    text = environ.get("LOTSEN_STAFF_ORIGIN", "").strip().rstrip("/")
    if text and not STAFF_ORIGIN.fullmatch(text):
        raise SettingsError(f"LOTSEN_STAFF_ORIGIN: '{text}' is not an address like https://personal.lotsen.se")
    return text


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _web(environ: Mapping[str, str], name: str, default: str, *, bare: bool = True) -> str:
    text = environ.get(name) or default
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SettingsError(f"{name}: '{text}' is not an address that begins with http:// or https://")
    return text.rstrip("/") if bare else text


def _database(environ: Mapping[str, str], data: Path) -> str:
    text = environ.get("LOTSEN_CHAT_URL") or f"sqlite:///{data / 'chat.db'}"
    for plain, asynchronous in DRIVERS.items():
        if text.startswith(f"{plain}://"):
            return asynchronous + text[len(plain) :]
    if text.split("://")[0] in DRIVERS.values():
        return text
    raise SettingsError("LOTSEN_CHAT_URL: only sqlite:// and postgresql:// addresses are known")


def _secret_file(environ: Mapping[str, str]) -> str:
    """It is made by hand, once: each machine that made its own would refuse the others' visitors."""
    text = environ.get("LOTSEN_SECRET_FILE", "").strip()
    if not text:
        return ""
    try:
        size = Path(text).stat().st_size
    except OSError as error:
        raise SettingsError(f"LOTSEN_SECRET_FILE: {text} can not be read ({type(error).__name__})") from None
    if size < SHORTEST_SECRET:
        raise SettingsError(f"LOTSEN_SECRET_FILE: {text} holds less than {SHORTEST_SECRET} characters")
    return text


def _proxies(environ: Mapping[str, str], default: tuple[str, ...]) -> tuple[str, ...]:
    text = environ.get("LOTSEN_PROXIES", "").strip()
    if not text or text == "none":
        return () if text else default
    parts = tuple(part.strip() for part in text.split(","))
    try:
        return tuple(str(ipaddress.ip_network(part)) for part in parts)
    except ValueError:
        raise SettingsError(f"LOTSEN_PROXIES: '{text}' is not a list of addresses or networks") from None


def _redis(environ: Mapping[str, str]) -> str:
    text = environ.get("LOTSEN_REDIS_URL", "").strip()
    if text and (urlsplit(text).scheme not in ("redis", "rediss", "unix") or not text.split("://", 1)[1:]):
        raise SettingsError("LOTSEN_REDIS_URL: only redis://, rediss:// and unix:// addresses are known")
    return text


def _switch(environ: Mapping[str, str], name: str) -> bool:
    text = environ.get(name) or "off"
    if text not in ("on", "off"):
        raise SettingsError(f"{name}: '{text}' is neither on nor off")
    return text == "on"


def _partners(environ: Mapping[str, str]) -> tuple[Partner, ...]:
    path = environ.get("LOTSEN_PARTNERS", "").strip()
    return read_partners(Path(path)) if path else ()


def _list(environ: Mapping[str, str], name: str, default: tuple[str, ...], allowed: re.Pattern[str]) -> tuple[str, ...]:
    """Parts set apart by commas; "none" is an empty list."""
    text = environ.get(name, "").strip()
    if not text:
        return default
    if text == "none":
        return ()
    parts = tuple(part.strip() for part in text.split(","))
    for part in parts:
        if not allowed.fullmatch(part):
            raise SettingsError(f"{name}: '{part}' is not of the right form")
    return parts
