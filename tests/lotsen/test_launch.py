"""All parts start and end together; what goes wrong is said in one sentence that names the part."""

import http.server
import os
import signal
import socket
import sys
import threading
import time

import pytest

from lotsen import launch
from lotsen.errors import PartFailed, PortBusy
from lotsen.launch import Launch, check_ports
from lotsen.parts import Part, all_parts
from tests.stack import free_ports

pytestmark = pytest.mark.deep  # programs that are started and ended
SLEEP = (sys.executable, "-c", "import time; time.sleep(60)")
FAIL = (sys.executable, "-c", "import time; time.sleep(0.3); raise SystemExit(3)")


def serving(port, status=200, body='{"status": "ok"}'):
    """A program that answers /health."""
    code = (
        "import http.server\n"
        "class H(http.server.BaseHTTPRequestHandler):\n"
        f"  def do_GET(s): s.send_response({status}); s.end_headers(); s.wfile.write(b'{body}')\n"
        "  def log_message(s, *a): pass\n"
        f"http.server.HTTPServer(('127.0.0.1', {port}), H).serve_forever()\n"
    )
    return (sys.executable, "-c", code)


@pytest.fixture
def parts(monkeypatch, tmp_path):
    """Four small programs in the places of the four parts."""
    monkeypatch.setenv("LOTSEN_DATA", str(tmp_path))
    ports = dict(zip(("actions", "rasa", "visitors", "staff"), free_ports(4), strict=True))
    titles = {"actions": "åtgärdsservern", "rasa": "Rasa", "visitors": "besökarnas sida", "staff": "personalens sida"}
    commands = dict.fromkeys(ports, SLEEP) | {"visitors": serving(ports["visitors"])}

    def use(**other):
        chosen = tuple(Part(name, titles[name], other.get(name, commands[name]), ports[name]) for name in ports)
        monkeypatch.setattr(launch, "all_parts", lambda: chosen)
        return chosen

    return use


def test_a_busy_port_is_named_with_its_part_and_a_way_out():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(PortBusy) as problem:
            check_ports((Part("rasa", "Rasa", (), port),))
    assert str(port) in str(problem.value) and "Rasa" in str(problem.value) and "LOTSEN_RASA_PORT" in str(problem.value)


def test_free_ports_are_no_problem():
    check_ports(tuple(Part("rasa", "Rasa", (), port) for port in free_ports(3)))


def test_a_part_that_dies_ends_the_rest_and_is_named_with_its_log(parts, console):
    parts(rasa=FAIL)
    running = Launch(console, patience=20)
    with pytest.raises(PartFailed) as problem:
        running.run()
    assert str(problem.value).startswith("Rasa ") and "rasa.log" in str(problem.value)


def test_what_a_part_prints_is_in_its_own_log(parts, console, tmp_path):
    parts(
        rasa=(
            sys.executable,
            "-c",
            "print('hej från rasa', flush=True); import time; time.sleep(0.5); raise SystemExit(1)",
        )
    )
    with pytest.raises(PartFailed):
        Launch(console, patience=20).run()
    assert "hej från rasa" in (tmp_path / "logs" / "rasa.log").read_text()


def test_what_never_gets_healthy_is_stopped_and_the_failing_part_is_named(parts, console):
    chosen = parts()
    port = next(part.port for part in chosen if part.name == "visitors")
    parts(visitors=serving(port, 503, '{"status": "failing", "failing": ["rasa"]}'))
    with pytest.raises(PartFailed) as problem:
        Launch(console, patience=3).run()
    assert "rasa" in str(problem.value).lower() and "[" not in str(problem.value)


def test_when_everything_is_well_the_address_is_printed_and_an_end_is_no_failure(parts, console):
    parts()
    running = Launch(console, patience=20)

    def end():
        running.healthy.wait(20)
        time.sleep(0.3)
        os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=end, daemon=True).start()
    assert running.run() == 0
    visitors = next(part for part in running.parts if part.name == "visitors")
    assert f"http://127.0.0.1:{visitors.port}/" in console.file.getvalue()


def test_nothing_that_was_started_is_left_running(parts, console):
    chosen = parts(rasa=FAIL)
    with pytest.raises(PartFailed):
        Launch(console, patience=20).run()
    check_ports(chosen)


def test_the_ports_can_be_changed_by_the_environment(monkeypatch):
    monkeypatch.setenv("LOTSEN_RASA_PORT", "6005")
    monkeypatch.delenv("LOTSEN_VISITORS_PORT", raising=False)
    by_name = {part.name: part for part in all_parts()}
    assert by_name["rasa"].port == 6005 and "6005" in by_name["rasa"].command
    assert by_name["visitors"].port == 8000


def test_rasa_listens_on_loopback_only():
    command = next(part.command for part in all_parts() if part.name == "rasa")
    assert command[command.index("--interface") + 1] == "127.0.0.1"


def test_health_of_a_silent_port_is_nothing():
    assert launch.read_health(free_ports(1)[0]) == (0, {})


def test_health_that_is_no_json_is_nothing():
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"<html>")

        def log_message(self, *_):
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.handle_request, daemon=True).start()
        assert launch.read_health(server.server_port) == (0, {})
