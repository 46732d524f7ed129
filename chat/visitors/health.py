"""Whether the main job can be done now, and if not, which part is missing."""

import asyncio

from starlette.requests import Request
from starlette.responses import Response

from chat.errors import StoreUnavailable
from chat.turn import Tools
from chat.visitors.requests import tools_of
from chat.visitors.shapes import as_json


async def health(request: Request) -> Response:
    tools = tools_of(request)
    missing, store_well = await asyncio.gather(tools.bot.missing_parts(), _store_answers(tools))
    parts = {part: "missing" if part in missing else "ok" for part in ("rasa", "actions")}
    parts["chat_store"] = "ok" if store_well else "missing"
    failing = [part for part, state in parts.items() if state != "ok"]
    status = "failing" if failing else "ok"
    content = {"status": status, "parts": parts, **({"failing": failing} if failing else {})}
    return as_json(content, 503 if failing else 200)


async def _store_answers(tools: Tools) -> bool:
    try:
        await asyncio.wait_for(tools.store.ping(), 2)
    except (StoreUnavailable, asyncio.TimeoutError):
        return False
    return True
