"""What is told to a line's own system, on a real PostgreSQL."""

from datetime import datetime, timezone

import pytest

from chat.bus import Bus
from chat.outward.chatwoot import Chatwoot
from chat.outward.following import Follower
from chat.outward.settings import Outward, OutwardSettings
from chat.queue.queue import Queue
from chat.settings import read_settings
from chat.store import Store
from tests.chat import chatwoot_server
from tests.chat.console_desk import CARD, come

pytestmark = pytest.mark.services


async def test_two_gateways_tell_each_chat_once_and_in_order(url, tmp_path):
    settings = read_settings({"LOTSEN_CHAT_URL": url, "LOTSEN_DATA": str(tmp_path)})
    stores = [Store(settings.chat_url) for _ in range(2)]
    await stores[0].prepare()
    with chatwoot_server.Chatwoot().running() as there:
        over_there = OutwardSettings(
            kind="chatwoot", address=there.url, name="Linjen", pseudonym="Linjen", secret_file="-",
            token_file="-", account=chatwoot_server.ACCOUNT, inbox=chatwoot_server.INBOX,
        )  # fmt: skip
        outward = Outward(over_there, b"x" * 24, chatwoot_server.TOKEN)
        queues = [Queue(store, Bus(), lambda: datetime.now(timezone.utc), settings) for store in stores]
        for number in range(5):
            await come(stores[0], queues[0], f"c{number}", CARD, "ett", "två", "tre")
        for queue in queues:
            await Follower(queue, Chatwoot(outward), outward).catch_up()
        assert len(there.conversations) == 5
        for number in there.conversations:
            assert [text for kind, text in there.messages(number) if kind == "incoming"] == ["ett", "två", "tre"]
    for store in stores:
        await store.close()
