"""The queue's own work, beside the requests, in exactly one process at a time."""

import asyncio

from chat.errors import StoreUnavailable
from chat.logs import log
from chat.queue.lease import Lease
from chat.queue.queue import Queue

EVERY_SECONDS = 5.0
LEASE_SECONDS = 15  # after this another process goes on if the one that swept is gone


def sweep_lease(queue: Queue) -> Lease:
    return Lease(queue.floor.store, queue.floor.clock, "queue", LEASE_SECONDS)


async def keep_sweeping_queue(queue: Queue, lease: Lease, seconds: float = EVERY_SECONDS) -> None:
    """For ever, while no other process does it."""
    while True:
        try:
            if await lease.is_mine():
                await queue.sweep()
        except StoreUnavailable as error:
            log.error("store_unavailable", part="chat_store", reason=str(error))
        await asyncio.sleep(seconds)
