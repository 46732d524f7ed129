"""The seven kinds of reply that a visitor can get, as frozen structs; `kind` is the tag in JSON."""

from typing import Any, Union

import msgspec

from chat.card import Card


class _Reply(msgspec.Struct, frozen=True, tag_field="kind", kw_only=True):
    text: str  # the whole reply in words, for screens that show nothing else
    name: str = ""  # of the person who writes it, as the visitor may know it: a pseudonym


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A support line as a visitor sees it."""

    id: str
    name: str
    what: str = ""
    why: str = ""
    phone: str | None = None
    chat_url: str | None = None
    opening: str = ""
    cost: str = ""
    checked: str = ""


class Activity(msgspec.Struct, frozen=True, kw_only=True):
    """Something to do or go to, as a visitor sees it; its own kind (Swedish label) is in `kind`."""

    id: str
    name: str
    kind: str = ""
    why: str = ""
    what: str = ""
    cost: str = ""
    at_the_door: str = ""
    first_step: str = ""
    where: str = ""
    when: str = ""
    phone: str | None = None
    link: str | None = None
    checked: str = ""
    example: bool = False
    distance_km: float | None = None
    lat: float | None = None
    lon: float | None = None
    how_far: str = ""
    page: str = ""  # this and what follows is filled in when it is shown
    directions: str | None = None


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """One part of something to keep."""

    heading: str
    text: str


class Text(_Reply, frozen=True, tag="text", kw_only=True):
    lang: str | None = None  # when it is not Swedish: a code such as "ar"


class Choices(_Reply, frozen=True, tag="choices", kw_only=True):
    choices: tuple[str, ...]  # choosing one sends it as an ordinary message


class Activities(_Reply, frozen=True, tag="activities", kw_only=True):
    intro: str = ""
    items: tuple[Activity, ...] = ()
    line: Line | None = None  # a voice that answers now
    also: Line | None = None  # the line made for this person, when it is another
    widened: str | None = None


class SupportLines(_Reply, frozen=True, tag="support_lines", kw_only=True):
    intro: str = ""
    items: tuple[Line, ...] = ()


class Crisis(_Reply, frozen=True, tag="crisis", kw_only=True):
    level: str
    lines: tuple[Line, ...] = ()
    choices: tuple[str, ...] = ()  # ways on that are not the phone


class Handover(_Reply, frozen=True, tag="handover", kw_only=True):
    """Who answers, or who might; `state` is one of chat.switches.State."""

    state: str = ""
    opens: str = ""  # when somebody can come, in words
    choices: tuple[str, ...] = ()  # choosing one sends it as an ordinary message
    card: Card | None = None  # of an offer: what would be handed over; never shown as it is
    summary: tuple[Section, ...] = ()  # the same in words, filled in when it is shown


class Notice(_Reply, frozen=True, tag="notice", kw_only=True):
    """A message about the chat, or something to keep: a title over sections."""

    title: str = ""
    sections: tuple[Section, ...] = ()
    printable: bool = False  # may be saved and printed
    forgets: bool = False  # what was said before it is dropped


Reply = Union[Text, Choices, Activities, SupportLines, Crisis, Handover, Notice]  # noqa: UP007 (msgspec reads it)


def read_reply(fields: dict[str, Any]) -> Reply:
    """The reply that these fields say. Raises msgspec.ValidationError."""
    reply: Reply = msgspec.convert(fields, type=Reply, strict=False)
    return reply


def decode_reply(body: str) -> Reply:
    reply: Reply = _decoder.decode(body)
    return reply


def encode_reply(reply: Reply) -> str:
    return _encoder.encode(reply).decode()


_decoder = msgspec.json.Decoder(Reply)
_encoder = msgspec.json.Encoder()
