"""Rows of the queue's tables turned into what the queue shows."""

from collections.abc import Mapping
from typing import Any

import msgspec

from chat.card import Card
from chat.queue.shapes import Note, Record, Waiting

_card = msgspec.json.Decoder(Card)
_lines = msgspec.json.Decoder(tuple[str, ...])


def read_record(fields: Mapping[str, Any]) -> Record:
    own = dict(fields)
    own["card"], own["evidence"] = _card.decode(own["card"]), _lines.decode(own["evidence"])
    return Record(**own)


def encode(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def read_note(row: Any) -> Note:
    return Note(id=row.id, name=row.name, whisper=row.whisper, at=row.at, text=row.body)


def read_waiting(row: Any, now: int, left: bool) -> Waiting:
    return Waiting(
        conversation_id=row.conversation_id,
        epoch=row.epoch,
        reason=row.reason,
        risk=row.risk,
        kind=row.kind,
        since=row.waiting_since,
        waited=max(0, now - row.waiting_since),
        first_in_line=row.first_in_line,
        returned=row.returned,
        passed_by=row.passed_by,
        left=left,
    )
