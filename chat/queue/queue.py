"""The queue as the rest of the chat uses it; each method is one atomic step or one reading."""

from collections.abc import Callable, Sequence
from datetime import datetime

from chat.bus import Bus
from chat.card import Card
from chat.conversation import Conversation, Event
from chat.queue import asking, board, ending, help, line_state, presence, taking, talking, telling
from chat.queue import sweep as sweeping
from chat.queue.floor import Floor, Parting, nothing_more
from chat.queue.shapes import Board, Case, HelpCall, Note, State, Waiting
from chat.queue.sweep import Swept
from chat.replies import Reply
from chat.settings import Settings
from chat.staff.accounts.staff import Staff
from chat.store import Store
from chat.words import Words, load_words


class Queue:
    """All of these raise StoreUnavailable when the database is away, and then nothing has changed."""

    def __init__(
        self,
        store: Store,
        bus: Bus,
        clock: Callable[[], datetime],
        settings: Settings,
        words: Words | None = None,
        parting: Parting = nothing_more,
    ) -> None:
        self.floor = Floor(store, bus, clock, settings, words or load_words(), parting)

    # the visitor

    async def ask(
        self,
        conversation: Conversation,
        card: Card,
        reason: str,
        client_id: str | None = None,
        address_hash: str | None = None,
    ) -> Conversation:
        """Into the queue; the visitor is told in a system event. Raises IsBlocked, NotWaiting, NoSuchChat."""
        return await asking.ask(self.floor, conversation, card, reason, client_id, address_hash)

    async def stop_waiting(self, conversation_id: str) -> Conversation:
        """Raises NotWaiting when a person has come."""
        return await asking.stop_waiting(self.floor, conversation_id)

    async def leave(self, conversation_id: str) -> bool:
        """The visitor deletes the chat; False when it is not with people."""
        return await asking.leave(self.floor, conversation_id)

    async def seen(self, conversation_ids: Sequence[str]) -> None:
        """These visitors gave a sign of themselves just now."""
        await asking.seen_now(self.floor, conversation_ids)

    async def tell_once(self, conversation_id: str, epoch: int, key: str, replies: Sequence[Reply]) -> bool:
        """Says something to one who waits; False when it was said before. Raises NotWaiting, NoSuchChat."""
        return await telling.tell_once(self.floor, conversation_id, epoch, key, replies)

    async def heard(self, conversation: Conversation, danger_said: str | None = None) -> None:
        """The visitor wrote to people; `danger_said` is the redacted line if it speaks of danger."""
        await asking.heard(self.floor, conversation, danger_said)

    # the volunteer

    async def waiting(self, now: datetime | None = None) -> tuple[Waiting, ...]:
        return await taking.waiting(self.floor, self._seconds(now))

    async def claim(self, conversation_id: str, staff: Staff, epoch: int | None = None) -> Case:
        """Raises AlreadyTaken, NotWaiting, NoRoom, NotAvailable, NoSuchChat."""
        await taking.claim(self.floor, conversation_id, staff, epoch)
        return await self.case(conversation_id, staff)

    async def claim_next(self, staff: Staff) -> Case | None:
        """The most urgent that this person may take. Raises NoRoom, NotAvailable."""
        taken = await taking.claim_next(self.floor, staff)
        return await self.case(taken, staff) if taken else None

    async def case(self, conversation_id: str, staff: Staff) -> Case:
        """Raises NotYours, NoSuchChat; supervisors may read all."""
        return await talking.read_case(self.floor, conversation_id, staff)

    async def open(self, conversation_id: str, staff: Staff, again_after: int = 0) -> Case:
        """The same for who opens it to read; another's chat only with a row in the audit. Raises NotYours, NoSuchChat.

        No second row within `again_after` seconds.
        """
        return await talking.open_case(self.floor, conversation_id, staff, again_after)

    async def may_write(self, conversation_id: str, staff: Staff) -> None:
        """Raises NotYours, NoSuchChat for who may not."""
        await talking.may_write(self.floor, conversation_id, staff)

    async def say(self, conversation_id: str, staff: Staff, reply: Reply, client_id: str) -> Event:
        """Once for each client_id. Raises NotYours, NoSuchChat."""
        return await talking.say(self.floor, conversation_id, staff, reply, client_id)

    async def warn(self, conversation_id: str, staff: Staff, reply: Reply, client_id: str) -> Event:
        """Says that the chat will be closed if it goes on like this; only then it may be, for that reason."""
        return await talking.say(self.floor, conversation_id, staff, reply, client_id, warns=True)

    async def note(self, conversation_id: str, staff: Staff, text: str) -> Note:
        """Raises NotYours, NoSuchChat."""
        return await talking.write_note(self.floor, conversation_id, staff, text)

    async def hand_back(self, conversation_id: str, staff: Staff, reason: str) -> Conversation:
        """Raises NotYours, ReasonNeeded, NoSuchChat."""
        return await ending.hand_back(self.floor, conversation_id, staff, reason)

    async def pass_on(self, conversation_id: str, staff: Staff, reason: str) -> Conversation:
        """Raises NotYours, ReasonNeeded, NoSuchChat."""
        return await ending.pass_on(self.floor, conversation_id, staff, reason)

    async def close(self, conversation_id: str, staff: Staff, reason: str, farewell: str = "") -> Conversation:
        """Raises NotYours, ReasonNeeded, WarningNeeded, NoSuchChat."""
        return await ending.close(self.floor, conversation_id, staff, reason, farewell)

    async def set_presence(self, staff: Staff, state: State, room: int | None = None) -> None:
        await presence.set_presence(self.floor, staff, State(state), room)

    async def beat(self, staff: Staff) -> None:
        await presence.beat(self.floor, staff)

    async def call_help(self, staff: Staff, conversation_id: str | None = None) -> HelpCall:
        return await help.call_help(self.floor, staff, conversation_id)

    # the supervisor

    async def board(self, now: datetime | None = None) -> Board:
        return await board.read_board(self.floor, self._seconds(now))

    async def take_help(self, call_id: int, supervisor: Staff) -> HelpCall:
        """Raises NotYours, AlreadyTaken."""
        return await help.take_help(self.floor, call_id, supervisor)

    async def set_hours(self, supervisor: Staff, hours: str) -> None:
        """In OpenStreetMap's syntax; empty: open whenever somebody is there. Raises NotYours, BadHours."""
        await line_state.set_hours(self.floor, supervisor, hours)

    async def switch(self, supervisor: Staff, name: str, is_on: bool, reason: str) -> None:
        """`name` is "bot" or "humans". Raises NotYours, ReasonNeeded."""
        await line_state.switch(self.floor, supervisor, name, is_on, reason)

    async def take_over(self, conversation_id: str, supervisor: Staff, reason: str) -> Case:
        """Raises NotYours, ReasonNeeded, IllegalMove, NoSuchChat."""
        await ending.take_over(self.floor, conversation_id, supervisor, reason)
        return await self.case(conversation_id, supervisor)

    async def whisper(self, conversation_id: str, supervisor: Staff, text: str) -> Note:
        """Raises NotYours, NoSuchChat."""
        return await talking.write_note(self.floor, conversation_id, supervisor, text, whisper=True)

    async def block(self, conversation_id: str, supervisor: Staff, reason: str = "blockerad") -> Conversation:
        """Raises NotYours, ReasonNeeded, IllegalMove, NoSuchChat."""
        return await ending.block(self.floor, conversation_id, supervisor, reason)

    async def unblock(self, conversation_id: str, supervisor: Staff) -> bool:
        """Raises NotYours."""
        return await ending.unblock(self.floor, conversation_id, supervisor)

    async def delete_now(self, conversation_id: str, supervisor: Staff) -> None:
        """Raises NotYours, NoSuchChat."""
        await ending.delete_now(self.floor, conversation_id, supervisor)

    # the clock

    async def sweep(self, now: datetime | None = None) -> Swept:
        """All that is due because time has passed; one process at a time does it."""
        return await sweeping.sweep(self.floor, self._seconds(now))

    def _seconds(self, now: datetime | None) -> int:
        return int((now or self.floor.clock()).timestamp())
