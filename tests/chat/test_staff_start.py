"""Where the password of the editors' pages comes from, and who gets to see it."""

import io

import pytest
from rich.console import Console

from chat.staff.serve import make_desk
from lotsen import launch


@pytest.fixture
def started(monkeypatch):
    """What each part would be started with, and what the terminal would show."""

    def start(given: str = "") -> tuple[dict[str, dict[str, str]], str]:
        environments: dict[str, dict[str, str]] = {}
        monkeypatch.setenv("LOTSEN_STAFF_PASSWORD", given)
        monkeypatch.setattr(launch, "check_ports", lambda parts: None)
        monkeypatch.setattr(launch, "read_health", lambda port: (200, {}))
        console = Console(file=io.StringIO(), width=200)
        running = launch.Launch(console)
        monkeypatch.setattr(running.manager, "loop", lambda: running.healthy.wait(5))
        monkeypatch.setattr(running.manager, "add_process", lambda name, _, env, cwd: environments.update({name: env}))
        monkeypatch.setattr(running, "_verdict", lambda: 0)
        running.run()
        running._watch()
        return environments, console.file.getvalue()

    return start


def test_a_made_password_is_shown_on_the_terminal_and_given_to_the_staff_part_alone(started):
    environments, shown = started()
    password = environments["staff"]["LOTSEN_STAFF_PASSWORD"]
    assert len(password.split("-")) == 5
    assert password in shown
    assert [name for name, env in environments.items() if password in env.values()] == ["staff"]


def test_a_given_password_is_not_shown(started):
    environments, shown = started("ett-eget-långt-lösenord")
    assert environments["staff"]["LOTSEN_STAFF_PASSWORD"] == "ett-eget-långt-lösenord"
    assert "lösenord" not in shown
    assert all("LOTSEN_STAFF_PASSWORD" not in env for name, env in environments.items() if name != "staff")


def test_the_staff_part_started_alone_shows_a_password_once(settings, clock, capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("LOTSEN_DATA", str(tmp_path))
    desk = make_desk(settings, clock)
    out, err = capsys.readouterr()
    password = err.strip().rpartition(" ")[2]
    assert desk.password.matches(password)
    assert out == ""
