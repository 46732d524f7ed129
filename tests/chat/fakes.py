"""Small real objects that stand in for what the gateway is handed: a bot, a clock, a Rasa over HTTP."""

import json
import threading
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from chat.errors import RasaUnavailable
from chat.replies import Reply, Text

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=timezone.utc)  # a Tuesday, 12 o'clock in Sweden


class Clock:
    def __init__(self) -> None:
        self.time = NOON

    def __call__(self) -> datetime:
        return self.time

    def forward(self, **much: float) -> None:
        self.time += timedelta(**much)


class FakeBot:
    """Says what the script says; remembers what it was asked."""

    def __init__(self) -> None:
        self.replies: Callable[[str], tuple[Reply, ...]] = lambda text: (Text(text=f"Du skrev: {text}"),)
        self.down = False
        self.missing: tuple[str, ...] = ()
        self.asked: list[tuple[str, str, dict[str, Any]]] = []
        self.forgotten: list[str] = []
        self.told: dict[str, dict[str, Any]] = {}
        self.slots: dict[str, Any] = {}

    async def ask(
        self, conversation_id: str, text: str, metadata: dict[str, Any], urgent: bool = False
    ) -> tuple[Reply, ...]:
        self.asked.append((conversation_id, text, metadata))
        if self.down:
            raise RasaUnavailable("down")
        return self.replies(text)

    async def tell(self, conversation_id: str, slots: dict[str, Any]) -> None:
        if self.down:
            raise RasaUnavailable("down")
        self.told[conversation_id] = slots

    async def recall(self, conversation_id: str) -> dict[str, Any]:
        if self.down:
            raise RasaUnavailable("down")
        return self.slots

    async def forget(self, conversation_id: str) -> None:
        if self.down:
            raise RasaUnavailable("down")
        self.forgotten.append(conversation_id)

    async def missing_parts(self) -> tuple[str, ...]:
        return self.missing

    async def close(self) -> None:
        pass


class RasaOverHttp:
    """A server that speaks Rasa's REST channel; `script` turns a text into messages."""

    def __init__(self, script: Callable[[str], list[dict[str, Any]]]) -> None:
        self.script = script
        self.asked: list[dict[str, Any]] = []
        self.told: list[tuple[str, Any]] = []  # what is no message: events for a tracker
        self.slots: dict[str, Any] = {}
        self.delay = threading.Event()  # while set, answers wait
        self.status = 200
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1  # one packet an answer; two would wait for each other

            def do_GET(self) -> None:
                self._answer({"status": "ok", "slots": outer.slots})

            def do_POST(self) -> None:
                content = json.loads(self.rfile.read(int(self.headers["content-length"])))
                if "message" not in content:
                    outer.told.append((self.path, content))
                    self._answer({})
                    return
                outer.asked.append(content)
                while outer.delay.is_set():
                    threading.Event().wait(0.02)
                self._answer(outer.script(content["message"]))

            def _answer(self, content: Any) -> None:
                body = content if isinstance(content, bytes) else json.dumps(content).encode()
                self.send_response(outer.status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
                self.wfile.flush()

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self) -> None:
        self.delay.clear()
        self._server.shutdown()
        self._server.server_close()
