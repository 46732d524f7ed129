"""Deletes come-back codes whose time is up, each hour, also when nobody writes."""

import asyncio
from collections.abc import Callable
from datetime import datetime

from chat.logs import log
from knowledge.come_back import forget_expired_codes
from knowledge.errors import ComeBackUnavailable

SWEEP_SECONDS = 3600.0


async def keep_forgetting(url: str, clock: Callable[[], datetime], seconds: float = SWEEP_SECONDS) -> None:
    """Sweeps the directory's database for ever; what fails now is done the next time."""
    while True:
        try:
            gone = await asyncio.to_thread(forget_expired_codes, url, clock)
            if gone:
                log.info("come_back_codes_expired", count=gone)
        except ComeBackUnavailable as error:
            log.error("store_unavailable", part="come_back", reason=str(error))
        await asyncio.sleep(seconds)
