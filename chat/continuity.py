"""What this process remembers of open conversations, without text, for when the database is away."""

from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime

from chat.conversation import Conversation

ROOM = 5_000  # conversations


class Continuity:
    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._known: OrderedDict[str, Conversation] = OrderedDict()
        self._to_forget: set[str] = set()

    def keep(self, conversation: Conversation) -> None:
        self._known[conversation.id] = conversation
        self._known.move_to_end(conversation.id)
        if len(self._known) > ROOM:
            self._known.popitem(last=False)

    def recall(self, conversation_id: str) -> Conversation | None:
        found = self._known.get(conversation_id)
        if found is None or found.expires_at <= self._clock().timestamp():
            return None
        return found

    def drop(self, conversation_id: str) -> None:
        self._known.pop(conversation_id, None)

    def drop_expired(self) -> None:
        now = self._clock().timestamp()
        for key in [key for key, known in self._known.items() if known.expires_at <= now]:
            del self._known[key]

    def forget_later(self, conversation_id: str) -> None:
        """The database was away when the visitor asked to be forgotten."""
        self._to_forget.add(conversation_id)

    def is_forgotten(self, conversation_id: str) -> bool:
        return conversation_id in self._to_forget

    def take_to_forget(self) -> set[str]:
        taken, self._to_forget = self._to_forget, set()
        return taken
