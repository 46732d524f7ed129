"""Chatwoot as the worked example: a contact without a name, a conversation in an API inbox, messages and notes.

Its documented calls are used: contacts, conversations, messages, toggle_status and toggle_priority.
"""

from typing import Any

import requests

from chat.outward.line import Escalation, OutwardFailed, Said, Told
from chat.outward.sending import send
from chat.outward.settings import Outward

MARK = "lotsen"  # in a message's content_attributes: which of our events it is
NOTES = {
    Told.waiting: "Personen väntar på svar.",
    Told.elsewhere: "Någon annan svarar nu i Lotsen. Det du skriver här kommer inte fram.",
    Told.ended: "Samtalet är avslutat i Lotsen. Det du skriver här kommer inte fram.",
}
RESOLVED = (Told.elsewhere, Told.ended)


class Chatwoot:
    def __init__(self, outward: Outward) -> None:
        settings = outward.settings
        self._inbox = settings.inbox
        self._base = f"{settings.address.rstrip('/')}/api/v1/accounts/{settings.account}"
        self._session = requests.Session()
        self._session.headers["api_access_token"] = outward.token

    def open(self, escalation: Escalation) -> str:
        """Finds what an earlier try has made already: the contact's identifier is our handle."""
        contact = self._contact(escalation.handle)
        found = self._get(f"/contacts/{contact['id']}/conversations").get("payload") or []
        conversation = str(found[0]["id"] if found else self._begin(contact, escalation)["id"])
        self._note(conversation, "card", "\n".join(f"{heading}: {text}" for heading, text in escalation.card))
        if escalation.risk == "acute":
            self._post(f"/conversations/{conversation}/toggle_priority", {"priority": "urgent"})
        return conversation

    def say(self, handle: str, foreign_id: str, said: Said) -> None:
        if said.author == "visitor":
            self._message(foreign_id, str(said.seq), {"content": said.text, "message_type": "incoming"})
        else:
            who = {"bot": "Chattroboten", "human": "Volontär"}.get(said.author, "Besked")
            self._note(foreign_id, str(said.seq), f"{who}: {said.text}")

    def tell(self, handle: str, foreign_id: str, told: Told) -> None:
        if told in NOTES:
            self._note(foreign_id, "", NOTES[told])
        if told is not Told.yours:
            status = "resolved" if told in RESOLVED else "open"
            self._post(f"/conversations/{foreign_id}/toggle_status", {"status": status})

    def _contact(self, handle: str) -> dict[str, Any]:
        found = self._get("/contacts/search", q=handle).get("payload") or []
        for contact in found:
            if contact.get("identifier") == handle:
                return dict(contact)
        made = self._post("/contacts", {"inbox_id": self._inbox, "name": "Anonym", "identifier": handle})
        try:
            return dict(made["payload"]["contact"])
        except (KeyError, TypeError):
            raise OutwardFailed("no contact in the answer") from None

    def _begin(self, contact: dict[str, Any], escalation: Escalation) -> dict[str, Any]:
        inboxes = contact.get("contact_inboxes") or [{}]
        source = next((each for each in inboxes if each.get("inbox", {}).get("id") == self._inbox), inboxes[0])
        made = self._post(
            "/conversations",
            {
                "source_id": source.get("source_id"),
                "inbox_id": self._inbox,
                "contact_id": contact["id"],
                "status": "open",
                "custom_attributes": {"reason": escalation.reason, "risk": escalation.risk, "kind": escalation.kind},
            },
        )
        if not isinstance(made, dict) or "id" not in made:
            raise OutwardFailed("no conversation in the answer")
        return made

    def _note(self, conversation: str, number: str, text: str) -> None:
        self._message(conversation, number, {"content": text, "message_type": "outgoing", "private": True})

    def _message(self, conversation: str, number: str, message: dict[str, Any]) -> None:
        """Once for each number: what an earlier try has brought over is looked for first."""
        path = f"/conversations/{conversation}/messages"
        if number:
            there = self._get(path).get("payload") or []
            if any((each.get("content_attributes") or {}).get(MARK) == number for each in there):
                return
        self._post(path, {"private": False, **message, "content_attributes": {MARK: number}})

    def _get(self, path: str, **query: str) -> dict[str, Any]:
        answer = send(self._session, "GET", self._base + path, params=query)
        return answer if isinstance(answer, dict) else {}

    def _post(self, path: str, content: dict[str, Any]) -> Any:
        return send(self._session, "POST", self._base + path, json=content)
