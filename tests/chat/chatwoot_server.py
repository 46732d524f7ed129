"""A small server that speaks the part of Chatwoot's documented API that Lotsen uses, over real HTTP."""

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

TOKEN = "nyckel-till-chatwoot"
ACCOUNT, INBOX = 1, 5


class Chatwoot:
    """`fail` is how many of the next calls are answered with 500; `after` lets them be done before that."""

    def __init__(self) -> None:
        self.contacts: list[dict[str, Any]] = []
        self.conversations: dict[int, dict[str, Any]] = {}
        self.calls: list[str] = []
        self.fail, self.after = 0, False
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def messages(self, number: int = 1) -> list[tuple[str, str]]:
        """Kind and text of each: "incoming", "outgoing" or "note"."""
        found = self.conversations[number]["messages"] if number in self.conversations else []
        return [("note" if each["private"] else each["message_type"], each["content"]) for each in found]

    def answer(self, method: str, path: str, query: dict[str, list[str]], body: dict[str, Any]) -> tuple[int, Any]:
        inside = path.removeprefix(f"/api/v1/accounts/{ACCOUNT}")
        if method == "GET" and inside == "/contacts/search":
            return 200, {"payload": [each for each in self.contacts if query["q"][0] in each["identifier"]]}
        if method == "POST" and inside == "/contacts":
            if any(each["identifier"] == body["identifier"] for each in self.contacts):
                return 422, {"message": "Identifier has already been taken"}
            number = len(self.contacts) + 1
            inbox = {"source_id": f"source-{number}", "inbox": {"id": body["inbox_id"]}}
            self.contacts.append({"id": number, **body, "contact_inboxes": [inbox]})
            return 200, {"payload": {"contact": self.contacts[-1], "contact_inbox": inbox}}
        if found := re.fullmatch(r"/contacts/(\d+)/conversations", inside):
            return 200, {
                "payload": [each for each in self.conversations.values() if each["contact_id"] == int(found[1])]
            }
        if method == "POST" and inside == "/conversations":
            if not body.get("source_id"):
                return 404, {"error": "Resource could not be found"}
            number = len(self.conversations) + 1
            self.conversations[number] = {"id": number, **body, "messages": [], "priority": None}
            return 200, self.conversations[number]
        return self._within(method, inside, body)

    def _within(self, method: str, inside: str, body: dict[str, Any]) -> tuple[int, Any]:
        found = re.fullmatch(r"/conversations/(\d+)/(messages|toggle_status|toggle_priority)", inside)
        conversation = self.conversations.get(int(found[1])) if found else None
        if found is None or conversation is None:
            return 404, {"error": "Resource could not be found"}
        if found[2] == "messages" and method == "GET":
            return 200, {"payload": conversation["messages"][-20:]}
        if found[2] == "messages":
            conversation["messages"].append({"id": len(conversation["messages"]) + 1, **body})
            return 200, conversation["messages"][-1]
        conversation.update(body)
        return 200, {"payload": {"success": True}}

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._do("GET")

            def do_POST(self) -> None:
                self._do("POST")

            def _do(self, method: str) -> None:
                body = json.loads(self.rfile.read(int(self.headers.get("content-length", 0))) or b"{}")
                where = urlsplit(self.path)
                outer.calls.append(f"{method} {where.path}")
                if self.headers.get("api_access_token") != TOKEN:
                    return self._send(401, {"error": "Invalid Access Token"})
                if outer.fail:
                    outer.fail -= 1
                    if outer.after:
                        outer.answer(method, where.path, parse_qs(where.query), body)
                    return self._send(500, {})
                return self._send(*outer.answer(method, where.path, parse_qs(where.query), body))

            def _send(self, status: int, content: Any) -> None:
                data = json.dumps(content).encode()
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_: Any) -> None:
                pass

        return Handler

    @contextmanager
    def running(self) -> Iterator["Chatwoot"]:
        thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            self._server.server_close()
            thread.join(5)
