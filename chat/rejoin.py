"""Fits a turn to its conversation when another process wrote in it while the bot was asked. Pure."""

from collections.abc import Sequence

import msgspec

from chat.conversation import Author, Conversation, Danger, Event, Owner
from chat.replies import Crisis

LEVELS = ("none", "concern", "acute")


def rejoin(
    before: Conversation, after: Conversation, present: Conversation, events: Sequence[Event]
) -> tuple[Conversation, Sequence[Event]]:
    """The turn from `before` to `after`, as it follows on `present`.

    If it got another owner meanwhile (its epoch grew), what the bot said is dropped; only a crisis reply stays,
    and that only while no person answers.
    """
    after = msgspec.structs.replace(
        after, turns=present.turns + after.turns - before.turns, danger=gravest(present.danger, after.danger)
    )
    if present.epoch == before.epoch:
        return after, events
    after = msgspec.structs.replace(
        after, owner=present.owner, epoch=present.epoch, whole=present.whole, expires_at=present.expires_at
    )
    return after, _still_to_say(events, present.owner)


def gravest(known: Danger, found: Danger) -> Danger:
    """Danger never falls because two messages were answered at once; of two alike the later one stays."""
    graver, other = (known, found) if LEVELS.index(known.level) > LEVELS.index(found.level) else (found, known)
    return msgspec.structs.replace(
        graver,
        minor=known.minor or found.minor,
        also=tuple(dict.fromkeys((*known.also, *found.also))),
        replies=max(known.replies, found.replies),
        asked=other.asked or graver.asked,
    )


def _still_to_say(events: Sequence[Event], owner: Owner) -> list[Event]:
    """What is left of a turn that was begun under another owner."""
    no_person = owner not in (Owner.human, Owner.closed)
    if no_person and any(isinstance(event.reply, Crisis) for event in events):
        return list(events)
    return [event for event in events if event.author is not Author.bot]
