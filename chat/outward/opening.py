"""How the other system is joined to the visitors' app, when the settings name one."""

from pathlib import Path
from typing import NamedTuple

from chat.outward.following import Follower
from chat.outward.incoming import Inward
from chat.outward.line import Line
from chat.outward.settings import Outward, read_outward
from chat.queue.queue import Queue


class Joined(NamedTuple):
    inward: Inward
    follower: Follower


def open_outward(path: str, queue: Queue) -> Joined | None:
    """None without a settings file. Raises SettingsError."""
    if not path:
        return None
    outward = read_outward(Path(path))
    line = _line_to(outward)
    return Joined(Inward(queue, line, outward), Follower(queue, line, outward))


def _line_to(outward: Outward) -> Line:
    from chat.outward.chatwoot import Chatwoot  # what they send with is loaded only where it is used
    from chat.outward.webhook import Webhook

    return Chatwoot(outward) if outward.settings.kind == "chatwoot" else Webhook(outward)
