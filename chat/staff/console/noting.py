"""Writes into the audit what somebody did in a chat or with the line: who, what, when, which; never text."""

from chat.staff.accounts.audit import Action, write
from chat.staff.accounts.staff import Staff
from chat.staff.console.desk import Console


async def note_down(
    console: Console, staff: Staff, action: Action, conversation_id: str | None = None, detail: str = ""
) -> None:
    await write(console.store, staff, action, at=console.seconds(), conversation_id=conversation_id, detail=detail)
