"""Hands new events to the open event streams of this process."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from chat.conversation import Event

Mailbox = asyncio.Queue["Event | None"]  # None: the conversation is gone


class Hub:
    def __init__(self) -> None:
        self._mailboxes: dict[str, set[Mailbox]] = {}

    def publish(self, conversation_id: str, events: Sequence[Event]) -> None:
        for mailbox in self._mailboxes.get(conversation_id, ()):
            for event in events:
                mailbox.put_nowait(event)

    def close(self, conversation_id: str) -> None:
        for mailbox in self._mailboxes.get(conversation_id, ()):
            mailbox.put_nowait(None)

    def listeners(self) -> int:
        return sum(len(boxes) for boxes in self._mailboxes.values())

    @contextmanager
    def listen(self, conversation_id: str) -> Iterator[Mailbox]:
        mailbox: Mailbox = asyncio.Queue()
        boxes = self._mailboxes.setdefault(conversation_id, set())
        boxes.add(mailbox)
        try:
            yield mailbox
        finally:
            boxes.discard(mailbox)
            if not boxes:
                self._mailboxes.pop(conversation_id, None)
