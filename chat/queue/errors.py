"""What the queue refuses, named for the event."""


class QueueRefusal(Exception):
    """Something that the queue does not let this person do now; `code` names it for pages."""

    code = "refused"


class AlreadyTaken(QueueRefusal):
    """Somebody else has the chat; says who."""

    code = "already_taken"

    def __init__(self, by_name: str) -> None:
        super().__init__(self.code)
        self.by_name = by_name


class NotYours(QueueRefusal):
    """The chat is somebody else's, whose name is then said, or nobody's, or this takes another role."""

    code = "not_yours"

    def __init__(self, by_name: str = "") -> None:
        super().__init__(self.code)
        self.by_name = by_name


class NotWaiting(QueueRefusal):
    """The chat is not in the queue any more, or not as it was seen."""

    code = "not_waiting"


class NoRoom(QueueRefusal):
    """The volunteer has as many chats as agreed."""

    code = "no_room"


class NotAvailable(QueueRefusal):
    """The volunteer has a pause, recovers or is away."""

    code = "not_available"


class NoSuchChat(QueueRefusal):
    """There is no such chat with people, or no longer."""

    code = "no_such_chat"


class IsBlocked(QueueRefusal):
    """This visitor may not ask for people today."""

    code = "blocked"


class ReasonNeeded(QueueRefusal):
    """This is not done without a reason."""

    code = "reason_needed"


class WarningNeeded(QueueRefusal):
    """Nobody is turned away before having been warned."""

    code = "warning_needed"


class BadHours(QueueRefusal):
    """Opening hours that cannot be read."""

    code = "bad_hours"


class Changed(Exception):
    """The conversation changed between being read and being written; the work is tried again."""
