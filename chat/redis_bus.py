"""The bus over Redis: one channel of topics; while Redis is away everybody looks in the database now and then."""

import asyncio
import secrets

from redis import asyncio as redis
from redis.exceptions import RedisError

from chat.bus import EVERYTHING, Bus, Listener, Outbox, lasting
from chat.logs import log

CHANNEL = "lotsen:bus"
AWAY_SECONDS = 2.0  # between tries, and between looks in the database, while Redis is away
PING_SECONDS = 5
GONE = (RedisError, OSError, asyncio.TimeoutError)


class RedisBus(Bus):
    def __init__(self, url: str) -> None:
        super().__init__()
        self._redis = redis.Redis.from_url(
            url,
            decode_responses=True,
            socket_connect_timeout=1,
            socket_timeout=2,
        )
        self._outbox = Outbox()
        self._is_well: bool | None = None  # None: not tried yet
        self._own = secrets.token_hex(8)  # what this process says it has heard already

    def tell(self, topic: str, *, besides: Listener | None = None) -> None:
        super().tell(topic, besides=besides)
        self._outbox.put(topic)

    async def run(self) -> None:
        try:
            await asyncio.gather(self._send_for_ever(), self._hear_for_ever())
        finally:
            await self._redis.close()

    async def _send_for_ever(self) -> None:
        while True:
            topics = await self._outbox.take()
            try:
                async with self._redis.pipeline(transaction=False) as pipe:
                    for topic in topics:
                        pipe.publish(CHANNEL, f"{self._own} {topic}")
                    await pipe.execute()
            except GONE:
                self._outbox.put(*lasting(topics))
                await asyncio.sleep(AWAY_SECONDS / 4)

    async def _hear_for_ever(self) -> None:
        while True:
            try:
                await self._hear()
            except GONE as error:
                self._note_gone(error)
            self._hand_out(EVERYTHING)
            await asyncio.sleep(AWAY_SECONDS)

    def _note_gone(self, error: BaseException) -> None:
        if self._is_well is not False:  # once, not at every try
            log.error("bus_away", part="redis", reason=type(error).__name__)
        self._is_well = False

    async def _hear(self) -> None:
        """Until Redis goes away."""
        async with self._redis.pubsub(ignore_subscribe_messages=True) as channel:
            await channel.subscribe(CHANNEL)
            await channel.get_message(timeout=1)  # the answer to that: from here on nothing is missed
            self._is_well = True
            self._hand_out(EVERYTHING)
            is_asked = False
            while True:
                message = await channel.get_message(timeout=PING_SECONDS)
                if message is None and is_asked:
                    raise asyncio.TimeoutError  # the connection hangs
                is_asked = message is None
                if message is None:
                    await channel.ping()
                elif message["type"] == "message":
                    self._receive(message["data"])

    def _receive(self, text: str) -> None:
        sender, _, topic = text.partition(" ")
        if sender != self._own:
            self._hand_out(topic)
