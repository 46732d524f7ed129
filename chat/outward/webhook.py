"""A signed webhook to any system: one address, one shape, the same delivery number when it is sent again."""

import time
from typing import Any

import msgspec
import requests

from chat.outward.line import Escalation, Said, Told
from chat.outward.sending import send
from chat.outward.settings import Outward
from chat.outward.signing import sign


class Webhook:
    def __init__(self, outward: Outward) -> None:
        self._outward = outward
        self._session = requests.Session()

    def open(self, escalation: Escalation) -> str:
        facts = {
            "reason": escalation.reason,
            "risk": escalation.risk,
            "kind": escalation.kind,
            "since": escalation.since,
            "card": [{"heading": heading, "text": text} for heading, text in escalation.card],
        }
        answer = self._post(escalation.handle, "escalated", "0", facts)
        told = answer.get("id") if isinstance(answer, dict) else None
        return str(told)[:80] if told else escalation.handle

    def say(self, handle: str, foreign_id: str, said: Said) -> None:
        if self._outward.settings.with_text:
            facts = {"id": foreign_id, "author": said.author, "text": said.text}
            self._post(handle, "said", str(said.seq), facts)

    def tell(self, handle: str, foreign_id: str, told: Told) -> None:
        self._post(handle, "told", told.value, {"id": foreign_id, "state": told.value})

    def _post(self, handle: str, event: str, number: str, facts: dict[str, Any]) -> Any:
        body = msgspec.json.encode({"event": event, "handle": handle, **facts})
        now = int(time.time())
        headers = {
            "content-type": "application/json",
            "lotsen-delivery": f"{handle}-{event}-{number}",
            "lotsen-timestamp": str(now),
            "lotsen-signature": sign(self._outward.secret, now, body),
        }
        return send(self._session, "POST", self._outward.settings.address, data=body, headers=headers)
