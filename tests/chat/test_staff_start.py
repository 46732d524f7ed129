"""What the one who starts Lotsen is told about the staff's pages."""

import asyncio
import io

import pytest
from rich.console import Console

from chat.staff.accounts.staff import Role
from chat.store import Store
from lotsen import launch
from tests.chat.fakes import Clock
from tests.chat.logging_in import make_staff


class AtOnce:
    """A thread whose work is done before anything else goes on."""

    def __init__(self, target, daemon):
        self.start = target


class NoWatch:
    """The keeper of a part that is never started."""

    def __init__(self, part, keeper, say):
        pass

    def run(self):
        pass


@pytest.fixture
def started(monkeypatch, tmp_path):
    """What each part would be started with, and what the terminal would show."""

    def start() -> tuple[dict[str, dict[str, str]], str]:
        environments: dict[str, dict[str, str]] = {}
        monkeypatch.setenv("LOTSEN_DATA", str(tmp_path))
        monkeypatch.setattr(launch, "check_ports", lambda parts: None)
        monkeypatch.setattr(launch, "read_health", lambda port: (200, {}))
        console = Console(file=io.StringIO(), width=200)
        running = launch.Launch(console)
        monkeypatch.setattr(running.manager, "loop", lambda: running.healthy.wait(5))
        monkeypatch.setattr(running.manager, "add_process", lambda name, _, env, cwd: environments.update({name: env}))
        monkeypatch.setattr(running, "_verdict", lambda: 0)
        monkeypatch.setattr(launch.threading, "Thread", AtOnce)
        monkeypatch.setattr(launch, "Watch", NoWatch)
        running.run()
        return environments, console.file.getvalue()

    return start


def test_who_has_no_staff_yet_is_told_how_to_make_the_first_admin(started):
    _, shown = started()
    assert "Gör den första administratören: .venv/bin/lotsen staff add" in shown


def test_who_has_staff_is_told_only_where_the_pages_are(started, tmp_path):
    async def add():
        store = Store(f"sqlite+aiosqlite:///{tmp_path / 'chat.db'}")
        await store.prepare()
        await make_staff(store, Clock(), Role.admin)
        await store.close()

    asyncio.run(add())
    _, shown = started()
    assert "Personal: http://127.0.0.1:8001/" in shown
    assert "staff add" not in shown


def test_no_part_is_handed_a_password(started):
    environments, shown = started()
    assert not [name for env in environments.values() for name in env if "LOTSEN" in name and "PASSWORD" in name]
    assert "lösenord" not in shown.lower()
