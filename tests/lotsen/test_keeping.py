"""A part that ends or hangs is started again while the others go on; when all is to end, nothing comes back."""

import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from lotsen import launch
from lotsen.keeping import is_alive
from lotsen.launch import Launch
from lotsen.parts import Part
from lotsen.paths import ROOT
from tests.stack import free_ports

SERVE = (
    "import http.server, sys\n"
    "class H(http.server.BaseHTTPRequestHandler):\n"
    "  def do_GET(s): s.send_response(200); s.end_headers(); s.wfile.write(b'{}')\n"
    "  def log_message(s, *a): pass\n"
    "http.server.ThreadingHTTPServer(('127.0.0.1', int(sys.argv[1])), H).serve_forever()\n"
)
pytestmark = pytest.mark.deep  # programs that are started, killed and waited for
NAMES = ("actions", "rasa", "visitors", "staff")


def until(is_so, seconds=20.0):
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "it never was so"
        time.sleep(0.05)


def small_parts():
    ports = zip(NAMES, free_ports(4), strict=True)
    return tuple(Part(name, name, (sys.executable, "-c", SERVE, str(port)), port, patience=1.0) for name, port in ports)


@pytest.fixture
def running(monkeypatch, tmp_path, console):
    """A launch of four small programs; ended by a signal, as by Ctrl-C."""
    monkeypatch.setenv("LOTSEN_DATA", str(tmp_path))
    parts = small_parts()
    monkeypatch.setattr(launch, "all_parts", lambda: parts)
    started = Launch(console, patience=20)
    ready, failed = threading.Event(), []

    def use(test):
        def act():
            try:
                until(started.healthy.is_set)
                until(lambda: all(event.is_set() for event in started.manager.ready.values()))
                test(started)
            except BaseException as problem:  # told in the main thread
                failed.append(problem)
            finally:
                ready.set()
                os.kill(os.getpid(), signal.SIGINT)

        threading.Thread(target=act, daemon=True).start()
        code = started.run()
        if failed:
            raise failed[0]
        return code

    return use


def pids(launched):
    return {name: launched.manager.pid_of(name) for name in NAMES}


def part(launched, name):
    return next(each for each in launched.parts if each.name == name)


def test_a_part_that_is_killed_is_started_again_and_the_others_go_on(running, console):
    def kill(launched):
        before = pids(launched)
        os.killpg(before["rasa"], signal.SIGKILL)
        until(lambda: pids(launched)["rasa"] != before["rasa"] and is_alive(part(launched, "rasa")))
        assert {**pids(launched), "rasa": 0} == {**before, "rasa": 0}
        until(lambda: "svarar igen" in console.file.getvalue())

    assert running(kill) == 0
    assert "Rasa slutade och startas igen" in console.file.getvalue()


def test_a_part_that_hangs_is_ended_and_started_again(running, console):
    def hang(launched):
        before = pids(launched)["visitors"]
        os.killpg(before, signal.SIGSTOP)
        until(lambda: pids(launched)["visitors"] != before and is_alive(part(launched, "visitors")))

    assert running(hang) == 0
    assert "Visitors svarar inte och stoppas" in console.file.getvalue()


def test_a_part_that_keeps_ending_is_tried_with_longer_pauses_and_ends_with_the_rest(running):
    def keep_killing(launched):
        for _ in range(3):
            before = pids(launched)["staff"]
            os.killpg(before, signal.SIGKILL)
            until(lambda now=before: pids(launched)["staff"] != now)
        os.killpg(pids(launched)["staff"], signal.SIGKILL)  # it is to end while it waits

    started = time.monotonic()
    assert running(keep_killing) == 0
    assert time.monotonic() - started < 20


def test_what_was_started_again_is_asked_to_end_and_not_killed(running, tmp_path):
    def kill(launched):
        before = pids(launched)["staff"]
        os.killpg(before, signal.SIGKILL)
        until(lambda: pids(launched)["staff"] != before and is_alive(part(launched, "staff")))

    assert running(kill) == 0
    assert "SIGKILL" not in (tmp_path / "logs" / "system.log").read_text()


def test_a_launcher_that_is_killed_leaves_nobody_behind(tmp_path):
    ports = free_ports(4)
    code = (
        "from rich.console import Console\n"
        "from lotsen import launch\n"
        "from tests.lotsen.test_keeping import small_parts\n"
        "parts = small_parts()\n"
        "print(*(part.port for part in parts), flush=True)\n"
        "launch.all_parts = lambda: parts\n"
        "launch.Launch(Console(), patience=20).run()\n"
    )
    environment = {**os.environ, "LOTSEN_DATA": str(tmp_path), "PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, "-c", code], env=environment, cwd=ROOT, stdout=subprocess.PIPE) as launcher:
        assert launcher.stdout is not None
        ports = [int(port) for port in launcher.stdout.readline().split()]
        listening = [Part("x", "x", (), port) for port in ports]
        until(lambda: all(map(is_alive, listening)))
        launcher.kill()
    until(lambda: not any(map(is_alive, listening)), 10)
