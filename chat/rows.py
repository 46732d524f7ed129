"""Rows of the chat database turned into conversations and events, and back."""

from typing import Any

import msgspec

from chat.conversation import Author, Conversation, Danger, Event, Owner
from chat.replies import decode_reply, encode_reply


def conversation_row(conversation: Conversation) -> dict[str, Any]:
    row = msgspec.structs.asdict(conversation)
    del row["stored"]
    row["owner"] = conversation.owner.value
    row["danger"] = msgspec.json.encode(conversation.danger).decode()
    return row


def read_conversation(row: Any) -> Conversation:
    return conversation_of(dict(row._mapping))


def conversation_of(fields: dict[str, Any]) -> Conversation:
    """From the columns of a row by name."""
    fields["owner"] = Owner(fields["owner"])
    fields["danger"] = msgspec.json.decode(fields["danger"], type=Danger)
    return Conversation(**fields)


def event_row(conversation_id: str, event: Event) -> dict[str, Any]:
    return {
        "conversation_id": conversation_id,
        "seq": event.seq,
        "author": event.author.value,
        "client_id": event.client_id,
        "body": encode_reply(event.reply),
    }


def read_event(row: Any) -> Event:
    return Event(seq=row.seq, author=Author(row.author), client_id=row.client_id, reply=decode_reply(row.body))
