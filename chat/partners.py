"""Whose sites may show the chat, and how it looks there: a YAML file, read and checked at start (docs/embedding.md)."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import msgspec
import yaml

from chat.errors import SettingsError
from chat.regions import load_regions

ID = re.compile(r"[a-z0-9][a-z0-9-]{1,39}")
SITE = re.compile(
    r"https://(\*\.)?([a-z0-9-]+\.)+[a-z0-9-]+(:\d{1,5})?|http://(localhost|127\.0\.0\.1)(:\d{1,5})?", re.IGNORECASE
)
COLOUR = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)
PLAIN = re.compile(r"[^<>\x00-\x1f\x7f]+")
LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3
LONGEST_NAME = 60  # characters
LONGEST_GREETING = 200


class Partner(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One organisation on whose sites the chat is shown."""

    id: str = ""
    name: str
    sites: tuple[str, ...]
    region: str | None = None
    start: Literal["chat", "guide"] = "chat"
    greeting: str = ""
    colours: tuple[str, str] | None = None  # ground and text, "#rrggbb"


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    partners: dict[str, dict[str, Any]]


class _OnceOnly(yaml.SafeLoader):
    """YAML in which a key may stand only once; the ordinary loader silently keeps the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value] if isinstance(node, yaml.MappingNode) else []
        twice = next((key for key in keys if keys.count(key) > 1), None)
        if twice is not None:
            raise yaml.constructor.ConstructorError(None, None, f"'{twice}' stands twice", node.start_mark)
        found: dict[Any, Any] = super().construct_mapping(node, deep)
        return found


def read_partners(path: Path) -> tuple[Partner, ...]:
    """Every partner of the file. Raises SettingsError that names file, partner and field."""
    where = f"LOTSEN_PARTNERS: {path}"
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), _OnceOnly)  # noqa: S506 (a SafeLoader)
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{where}: cannot be read ({type(error).__name__})") from None
    except yaml.YAMLError as error:
        raise SettingsError(f"{where}: is not YAML: {' '.join(str(error).split())}") from None
    try:
        rows = msgspec.convert(content, type=_File).partners
    except msgspec.ValidationError as error:
        raise SettingsError(f"{where}: {error}") from None
    return tuple(_read_one(where, id, fields) for id, fields in rows.items())


def _read_one(where: str, id: str, fields: Mapping[str, Any]) -> Partner:
    where = f"{where}: {id}"
    if not ID.fullmatch(id):
        raise SettingsError(f"{where}: the id must be 2 to 40 of a-z, 0-9 and -")
    if "id" in fields:
        raise SettingsError(f"{where}: id: it is the key above and must not be told again")
    try:
        partner = msgspec.convert({**fields, "id": id}, type=Partner)
    except msgspec.ValidationError as error:
        raise SettingsError(f"{where}: {error}") from None
    for field, problem in _problems(partner):
        raise SettingsError(f"{where}: {field}: {problem}")
    return partner


def _problems(partner: Partner) -> list[tuple[str, str]]:
    """What is wrong, with the field; the first is told."""
    found = [("sites", problem) for site in partner.sites if (problem := _site_problem(site))]
    if not partner.sites:
        found.append(("sites", "at least one is needed"))
    for field, text, longest in (
        ("name", partner.name, LONGEST_NAME),
        ("greeting", partner.greeting or "-", LONGEST_GREETING),
    ):
        if len(text) > longest or not PLAIN.fullmatch(text) or not text.strip():
            found.append((field, f"must be 1 to {longest} characters on one line, without < and >"))
    if partner.region is not None and partner.region not in load_regions():
        found.append(("region", f"'{partner.region}' is none of {', '.join(sorted(load_regions()))}"))
    if partner.colours and (problem := _colour_problem(*partner.colours)):
        found.append(("colours", problem))
    return found


def _site_problem(site: str) -> str | None:
    if SITE.fullmatch(site):
        return None
    return f"'{site}' is not a site like https://www.kommun.se (no path; http only for this machine)"


def _colour_problem(ground: str, text: str) -> str | None:
    for colour in (ground, text):
        if not COLOUR.fullmatch(colour):
            return f"'{colour}' is not of the form #rrggbb"
    ratio = contrast(ground, text)
    if ratio < LEAST_CONTRAST:
        return f"{text} on {ground} has a contrast of {ratio:.1f}:1, and at least {LEAST_CONTRAST}:1 can be read"
    return None


def contrast(one: str, other: str) -> float:
    """The ratio of two "#rrggbb" colours as WCAG 2 defines it, 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
