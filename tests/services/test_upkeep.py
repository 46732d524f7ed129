"""Stop and start again, a new model while chats go on, and a restore: none of them loses an open chat or an account."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from benchmarks.processes import memory
from chat.conversation import Author, Conversation, Event
from chat.replies import Text
from chat.staff.accounts.people import People
from chat.staff.accounts.staff import Role
from chat.store import Store
from chat.visitors.serve import now
from lotsen.paths import MODEL, ROOT
from tests.conversations.doors import Visitor
from tests.services.servers import leave_out, program
from tests.stack import COMMAND, Stack

SILENCE = 15  # seconds
TALKING = 4  # chats
CHANGES, GROWTH = 4, 60  # models one after the other, and the MB that the last three may add
HANDBOOK = ROOT / "docs" / "handbok" / "drift.md"


class Launched:
    """The whole assistant under its launcher, in the data folder and on the ports of a stack that is not started."""

    def __init__(self, folder: Path) -> None:
        self.stack = Stack(folder / "data")
        self._log = folder / "launcher.log"

    def start(self) -> None:
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "benchmarks.run_lotsen"], cwd=ROOT, env=self.stack.environment,
                stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        self.stack.wait()

    def stop(self) -> int:
        """As by Ctrl-C."""
        self._process.send_signal(signal.SIGINT)
        return self._process.wait(60)

    def end(self) -> None:
        if self._process.poll() is None:
            self.stop()


@pytest.fixture
def launched(tmp_path: Path) -> Iterator[Launched]:
    if not MODEL.exists():
        leave_out(f"there is no trained model at {MODEL.relative_to(ROOT)}; `make train` makes one")
    running = Launched(tmp_path)
    try:
        running.start()
        yield running
    finally:
        running.end()


def events_of(visitor: Visitor) -> list[dict[str, object]]:
    answer = visitor.web.get(f"{visitor.stack.server}/api/v1/conversations/{visitor.id}", headers=visitor.headers)
    answer.raise_for_status()
    events: list[dict[str, object]] = answer.json()["events"]
    return events


def told_until_the_end(visitor: Visitor, told: list[str]) -> None:
    address = f"{visitor.stack.server}/api/v1/conversations/{visitor.id}/events"
    with httpx.stream("GET", address, headers=visitor.headers, timeout=120) as stream:
        told += stream.iter_lines()


@pytest.mark.services
@pytest.mark.stack
@pytest.mark.timeout(900)
def test_an_open_chat_is_told_of_a_stop_and_goes_on_after_the_next_start(launched: Launched) -> None:
    visitor, told = Visitor(launched.stack), list[str]()
    visitor.say("jag bor i Umeå och är ensam på kvällarna")
    before, known = events_of(visitor), visitor.slots()["municipality"]
    listener = threading.Thread(target=told_until_the_end, args=(visitor, told), daemon=True)
    listener.start()
    time.sleep(1)
    assert launched.stop() == 0
    listener.join(20)
    assert "event: paused" in told
    launched.start()
    assert events_of(visitor) == before
    assert visitor.say("vad finns det att göra?")
    assert visitor.slots()["municipality"] == known is not None


@pytest.mark.services
@pytest.mark.stack
@pytest.mark.timeout(600)
def test_a_model_is_changed_while_chats_go_on_and_nobody_waits_for_long(stack: Stack) -> None:
    """Over Rasa's own address: what cannot be answered while it loads gets the gateway's honest sentence."""
    chats, waits, ended = [Visitor(stack) for _ in range(TALKING)], list[float](), threading.Event()
    for chat in chats:
        chat.say("jag bor i Umeå")

    def talk(chat: Visitor) -> None:
        while not ended.is_set():
            started = time.monotonic()
            assert chat.say("det är tyst här på kvällarna")
            waits.append(time.monotonic() - started)
            time.sleep(0.5)

    talking = [threading.Thread(target=talk, args=(chat,), daemon=True) for chat in chats]
    for each in talking:
        each.start()
    held = [held_by(stack, "rasa")]
    for _ in range(CHANGES):
        assert change_model(stack, MODEL) == 204
        held.append(held_by(stack, "rasa"))
    broken = change_model(stack, ROOT / "README.md")
    time.sleep(2)
    ended.set()
    for each in talking:
        each.join(30)
    assert broken in (400, 500), "a file that is no model leaves the one that is there"
    assert held[-1] - held[1] < GROWTH, f"MB after each model: {held}"
    assert max(waits) < SILENCE
    for chat in chats:
        assert not any(reply["kind"] == "support_lines" for reply in chat.say("jag gillar att sjunga i kör"))
        assert chat.slots()["municipality"] == "2480"


def change_model(stack: Stack, model: Path) -> int:
    return httpx.put(f"{stack.rasa}/model", json={"model_file": str(model)}, timeout=300).status_code


def held_by(stack: Stack, part: str) -> int:
    """MB of memory; 0 where the system does not tell."""
    return sum(process.rss for process in memory(stack.pid_of(part))) // 2**20


def commands_of(heading: str) -> list[str]:
    """The shell commands for SQLite under a heading of the handbook."""
    part = HANDBOOK.read_text(encoding="utf-8").split(f"\n## {heading}\n")[1].split("\n## ")[0]
    part = part.split("### SQLite")[1].split("### PostgreSQL")[0]
    return [line for block in re.findall(r"```\n(.*?)```", part, re.S) for line in block.splitlines()]


def shell(commands: list[str], folder: Path, environment: dict[str, str]) -> str:
    """As the handbook has them, with the test's own folders and this environment's `lotsen`."""
    lotsen = f"{COMMAND[0]} -c '{COMMAND[2]}'"
    lines = [
        line.replace(".venv/bin/lotsen", lotsen)
        .replace("/var/backups/lotsen", "kopia")
        .replace("git ", f"git -C {ROOT} ")
        for line in commands
    ]
    script = "set -e\n" + "\n".join(lines)
    done = subprocess.run(["sh", "-c", script], cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.services
async def test_the_handbooks_backup_keeps_the_staff_and_no_word_of_a_chat_and_can_be_restored(tmp_path: Path) -> None:
    program("sqlite3", "SQLite")
    data = tmp_path / ".lotsen"
    environment = {**Stack(tmp_path / "unused").environment, "LOTSEN_DATA": str(data)}
    shell([".venv/bin/lotsen directory build", ".venv/bin/lotsen staff list"], tmp_path, environment)
    await put_in(f"sqlite+aiosqlite:///{data}/chat.db")
    shell(commands_of("Säkerhetskopiera"), tmp_path, environment)
    kept = b"".join(file.read_bytes() for file in (tmp_path / "kopia").iterdir())
    assert "Siv Säker".encode() in kept and b"apelsinkaka" not in kept
    assert b"apelsinkaka" in b"".join(file.read_bytes() for file in data.glob("chat.db*"))
    data.rename(tmp_path / ".lotsen-trasig")
    make, copy, *rest = commands_of("Återställa")
    printed = shell([make, copy, "cp .lotsen-trasig/*.secret .lotsen/ || true", *rest], tmp_path, environment)
    before, after = printed.split("Ingen personal finns ännu")[0], printed.split("staff add")[-1]
    assert "Siv" not in before and "Siv Säker" in after
    assert (data / "directory.db").stat().st_size > 100_000


async def put_in(database: str) -> None:
    """An account, and a chat with something that is easy to find."""
    store = Store(database)
    await store.prepare()
    await People(store, now).add("siv", "Siv Säker", "Siv", Role.admin)
    said = Event(seq=None, author=Author.visitor, reply=Text(text="apelsinkaka"))
    later = int(now().timestamp()) + 3_600
    await store.create(Conversation(id="c1", token_hash="x" * 64, expires_at=later), (said,))
    await store.close()
