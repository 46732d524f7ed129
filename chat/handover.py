"""Who owns a conversation: one transition table, pure."""

from enum import Enum

import msgspec

from chat.conversation import Conversation, Owner
from chat.errors import IllegalMove


class Move(str, Enum):
    ask_for_human = "ask_for_human"
    stop_waiting = "stop_waiting"
    claim = "claim"
    requeue = "requeue"  # no first reply came in time
    lost = "lost"  # the volunteer is gone
    pass_on = "pass_on"  # noqa: S105 (no password)
    take_over = "take_over"  # from one person to another
    hand_back = "hand_back"
    close = "close"
    leave = "leave"  # the visitor went away for good


TABLE: dict[tuple[Owner, Move], Owner] = {
    (Owner.bot, Move.ask_for_human): Owner.waiting,
    (Owner.bot, Move.close): Owner.closed,
    (Owner.waiting, Move.stop_waiting): Owner.bot,
    (Owner.waiting, Move.claim): Owner.human,
    (Owner.waiting, Move.close): Owner.closed,
    (Owner.waiting, Move.leave): Owner.closed,
    (Owner.human, Move.requeue): Owner.waiting,
    (Owner.human, Move.lost): Owner.waiting,
    (Owner.human, Move.pass_on): Owner.waiting,
    (Owner.human, Move.take_over): Owner.human,
    (Owner.human, Move.hand_back): Owner.bot,
    (Owner.human, Move.close): Owner.closed,
    (Owner.human, Move.leave): Owner.closed,
}


def move(conversation: Conversation, step: Move) -> Conversation:
    """The conversation after the step, in the next epoch. Raises IllegalMove."""
    after = TABLE.get((conversation.owner, step))
    if after is None:
        raise IllegalMove(f"{step.value} is not possible when the owner is {conversation.owner.value}")
    return msgspec.structs.replace(conversation, owner=after, epoch=conversation.epoch + 1)
