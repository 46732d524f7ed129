"""How the other system is joined to the visitors' app, when the settings name one."""

from pathlib import Path
from typing import NamedTuple

from chat.outward.chatwoot import Chatwoot
from chat.outward.following import Follower
from chat.outward.incoming import Inward
from chat.outward.line import Line
from chat.outward.settings import read_outward
from chat.outward.webhook import Webhook
from chat.queue.queue import Queue


class Joined(NamedTuple):
    inward: Inward
    follower: Follower


def open_outward(path: str, queue: Queue) -> Joined | None:
    """None without a settings file. Raises SettingsError."""
    if not path:
        return None
    outward = read_outward(Path(path))
    line: Line = Chatwoot(outward) if outward.settings.kind == "chatwoot" else Webhook(outward)
    return Joined(Inward(queue, line, outward), Follower(queue, line, outward))
