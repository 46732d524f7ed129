"""The two programs as they are started: with nothing behind them, with a wrong setting, and told to stop."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).resolve().parents[2]
API = "/api/v1/conversations"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(module, folder, **environ):
    known = {name: value for name, value in os.environ.items() if not name.startswith("LOTSEN_")}
    known |= {"LOTSEN_DATA": str(folder), **{name: str(value) for name, value in environ.items()}}
    return subprocess.Popen(
        [sys.executable, "-m", module],
        cwd=ROOT,
        env=known,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_for(url):
    for _ in range(100):
        try:
            return httpx.get(f"{url}/health", timeout=5)
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError("the program did not start")


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """The visitors' program with neither Rasa nor an action server."""
    port, nobody = free_port(), free_port()
    program = start(
        "chat.visitors",
        tmp_path_factory.mktemp("alone"),
        LOTSEN_VISITORS_PORT=port,
        LOTSEN_RASA_PORT=nobody,
        LOTSEN_ACTIONS_PORT=nobody,
    )
    url = f"http://127.0.0.1:{port}"
    wait_for(url)
    yield url, program
    program.kill()
    program.communicate()


def test_alone_it_says_what_is_missing_and_still_answers_danger(alone):
    url, _ = alone
    assert wait_for(url).json()["failing"] == ["rasa", "actions"]
    begun = httpx.post(f"{url}{API}").json()
    answer = httpx.post(
        f"{url}{API}/{begun['id']}/messages",
        json={"text": "jag ska ta livet av mig i kväll", "client_id": "1"},
        headers={"authorization": f"Bearer {begun['token']}"},
    ).json()
    said = " ".join(reply["text"] for reply in answer["replies"])
    assert "112" in said
    assert "90101" in said


def test_told_to_stop_it_stops_though_somebody_listens_and_its_log_holds_no_text(alone):
    url, program = alone
    begun = httpx.post(f"{url}{API}").json()
    headers = {"authorization": f"Bearer {begun['token']}"}
    httpx.post(f"{url}{API}/{begun['id']}/messages", json={"text": "apelsinkaka"}, headers=headers)
    with httpx.stream("GET", f"{url}{API}/{begun['id']}/events", headers=headers) as stream:
        assert stream.status_code == 200
        program.send_signal(signal.SIGTERM)
        log, errors = program.communicate(timeout=6)
    assert "apelsinkaka" not in log + errors
    events = [json.loads(line) for line in log.splitlines()]
    assert {"visitors_app_started", "message_answered", "rasa_unavailable"} <= {one["event"] for one in events}


@pytest.mark.parametrize(("setting", "value"), [("LOTSEN_VISITORS_PORT", "åtta"), ("LOTSEN_CHAT_URL", "mysql://x")])
def test_a_wrong_setting_ends_it_with_one_sentence(tmp_path, setting, value):
    program = start("chat.visitors", tmp_path, **{setting: value})
    _, errors = program.communicate(timeout=20)
    assert program.returncode == 1
    assert errors.strip().startswith(f"{setting}:")
    assert "\n" not in errors.strip()


def test_the_staff_program_starts_on_its_own_port(tmp_path):
    port = free_port()
    program = start("chat.staff", tmp_path, LOTSEN_STAFF_PORT=port)
    try:
        wait_for(f"http://127.0.0.1:{port}")
        assert "Lotsen för personal" in httpx.get(f"http://127.0.0.1:{port}/").text
    finally:
        program.terminate()
        program.communicate(timeout=10)


def test_told_to_stop_it_tells_every_open_chat_and_ends_at_once(tmp_path):
    port, nobody = free_port(), free_port()
    behind = {"LOTSEN_RASA_PORT": nobody, "LOTSEN_ACTIONS_PORT": nobody}
    program = start("chat.visitors", tmp_path, LOTSEN_VISITORS_PORT=port, **behind)
    url = f"http://127.0.0.1:{port}"
    wait_for(url)
    begun = httpx.post(f"{url}{API}").json()
    headers = {"authorization": f"Bearer {begun['token']}"}
    with httpx.stream("GET", f"{url}{API}/{begun['id']}/events", headers=headers, timeout=10) as stream:
        lines = stream.iter_lines()
        assert next(lines).startswith("retry")
        program.send_signal(signal.SIGTERM)
        told = list(lines)  # ends in order: a connection that is cut would raise
    assert "event: paused" in told
    program.communicate(timeout=10)
