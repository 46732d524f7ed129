"""Step 1. Size, rate and session; the text is cleaned, and personal data is taken out."""

import re
import unicodedata
from dataclasses import replace

import msgspec

from chat.aside import aside
from chat.errors import TextEmpty, TextTooLong, TooManyFromAddress
from chat.session import enter
from chat.turn import Incoming, Tools, Turn
from safety.redact import redact

HOPELESS = 5  # times the limit: not even read for danger
NOT_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")


async def receive(turn: Turn, tools: Tools) -> Turn:
    incoming = turn.incoming
    refusal = _count(incoming, tools)
    found, stored = await enter(tools, incoming.conversation_id, incoming.token, incoming.client_id)
    if found.answered is not None:
        conversation = found.conversation
        return replace(turn, before=conversation, conversation=conversation, answered=found.answered, finished=True)
    text = clean(incoming.text)
    limit = tools.settings.text_limit
    if not text:
        raise TextEmpty
    if len(text) > HOPELESS * limit:
        raise TextTooLong
    return replace(
        turn,
        before=found.conversation,
        conversation=msgspec.structs.replace(
            found.conversation, turns=found.conversation.turns + 1, expires_at=tools.expiry()
        ),
        stored=stored,
        text=text,
        redacted=await aside(text[:limit], redact),
        too_long=len(text) > limit,
        refusal=refusal,
    )


def _count(incoming: Incoming, tools: Tools) -> TooManyFromAddress | None:
    """Nobody in danger is to blame for others behind the same address, so that waits for step 2. Raises TooMany."""
    try:
        tools.limits.count(incoming.conversation_id, incoming.address)
    except TooManyFromAddress as refusal:
        return refusal
    return None


def clean(text: str) -> str:
    """One Unicode form, without control characters; line breaks and joined emoji stay."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.encode("utf-8", "replace").decode()  # lone halves of surrogate pairs
    return NOT_TEXT.sub("", unicodedata.normalize("NFC", text)).strip()
