"""Starts all parts, waits until they can do the main job, keeps them going, and ends all of them together."""

import json
import os
import re
import shlex
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from typing import TextIO

from rich.console import Console

from lotsen.errors import PartFailed, PortBusy
from lotsen.keeping import Keeper, Watch
from lotsen.parts import MEMORY, Part, all_parts
from lotsen.paths import ROOT, log_folder
from lotsen.plainly import plainly
from lotsen.training import rasa_environment

PATIENCE_SECONDS = 180
STOPPED = re.compile(r"^(\w+) stopped \(rc=(-?\d+)\)")
NOBODY = 3
ASK_FOR_STAFF = f"import sys; from lotsen.staff_accounts import has_staff; sys.exit(0 if has_staff() else {NOBODY})"


class PartLogs:
    """Writes each part's lines to its own file and notes which part stopped first (honcho's printer)."""

    def __init__(self) -> None:
        self.width = 0
        self.first_stopped: str | None = None
        self._files: dict[str, TextIO] = {}

    def write(self, message: object) -> None:
        name, data = str(getattr(message, "name", "system")), getattr(message, "data", "")
        text = data.decode(errors="replace") if isinstance(data, bytes) else str(data)
        stopped = STOPPED.match(text)
        if name == "system" and stopped and self.first_stopped is None:
            self.first_stopped = stopped.group(1)
        self._file(name).write(text)
        self._file(name).flush()

    def _file(self, name: str) -> TextIO:
        if name not in self._files:
            self._files[name] = (log_folder() / f"{name}.log").open("w")
        return self._files[name]


def check_ports(parts: tuple[Part, ...]) -> None:
    """Raise PortBusy, naming the part, when something already listens on a port that we need."""
    for part in parts:
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex(("127.0.0.1", part.port)) == 0:
                raise PortBusy(
                    f"Port {part.port} är upptagen, så {part.title} kan inte starta. Stäng det som kör där, "
                    f"eller välj en annan port med LOTSEN_{part.name.upper()}_PORT."
                )


def read_health(port: int) -> tuple[int, dict[str, object]]:
    """The status and body of /health; (0, {}) while nobody answers."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=5) as answer:
            return answer.status, json.loads(answer.read())
    except urllib.error.HTTPError as refused:
        return refused.code, json.loads(refused.read() or b"{}")
    except (OSError, ValueError):
        return 0, {}


def has_staff() -> bool:
    """Asked in a process of its own: what opens the accounts would stay in the launcher's memory as long as it runs."""
    asked = subprocess.run((sys.executable, "-c", ASK_FOR_STAFF), env=own_environment(), cwd=ROOT, capture_output=True)
    return asked.returncode != NOBODY


def own_environment() -> dict[str, str]:
    """What a process of ours needs to find this checkout."""
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def become_launcher() -> None:
    """Never returns: goes on in a fresh interpreter. Each part has a keeper that is forked from the launcher, and would
    hold a share of all that was loaded to build the directory and to train."""
    sys.stdout.flush()
    os.execve(sys.executable, (sys.executable, "-m", "lotsen.launch"), own_environment())  # noqa: S606 (our own module)


class Launch:
    """One run of the whole assistant."""

    def __init__(self, console: Console, patience: float = PATIENCE_SECONDS) -> None:
        self.console = console
        self.parts = all_parts()
        self.patience = patience
        self.logs = PartLogs()
        self.manager = Keeper(self.logs)
        self.healthy = threading.Event()
        self.gave_up = False
        self.failing = "någon del"

    def run(self) -> int:
        """Start everything and stay until Ctrl-C or a failure; returns the exit code."""
        check_ports(self.parts)
        environment = {**MEMORY, **rasa_environment(), "SANIC_HOST": "127.0.0.1", "PYTHONUNBUFFERED": "1"}
        for part in self.parts:
            self.manager.add_process(part.name, shlex.join(part.command), env=environment, cwd=str(ROOT))
        for watch in (self._watch, *(Watch(part, self.manager, self._say).run for part in self.parts)):
            threading.Thread(target=watch, daemon=True).start()
        self.manager.loop()
        return self._verdict()

    def _watch(self) -> None:
        started = time.monotonic()
        visitors = self._part("visitors")
        with self.console.status("Startar …") as status:
            while time.monotonic() - started < self.patience:
                code, body = read_health(visitors.port)
                if code == 200:
                    self.healthy.set()
                    break
                status.update(f"Startar … {time.monotonic() - started:.0f} s ({self._unhealthy(body)})")
                time.sleep(0.3)
        if not self.healthy.is_set():
            self.gave_up = True
            self.failing = self._unhealthy()
            self.manager.terminate()
            return
        self.console.print(f"Klart på {time.monotonic() - started:.0f} s. Öppna http://127.0.0.1:{visitors.port}/chatt")
        self.console.print(f"Personal: http://127.0.0.1:{self._part('staff').port}/   Avsluta med Ctrl-C.")
        if not has_staff():
            self.console.print("Ingen personal finns ännu. Gör den första administratören: .venv/bin/lotsen staff add")

    def _say(self, words: str) -> None:
        """What happens to a part is told with the time, so that it can be found in the logs."""
        self.console.print(f"{time.strftime('%H:%M:%S')} {words}", highlight=False)

    def _unhealthy(self, body: dict[str, object] | None = None) -> str:
        """What people call the parts that health names, or the page itself when nobody answers."""
        body = body if body is not None else read_health(self._part("visitors").port)[1]
        failing = body.get("failing")
        names = failing if isinstance(failing, list) and failing else ["visitors"]
        titles = {part.name: part.title for part in self.parts}
        return " och ".join(titles.get(str(name), str(name)) for name in names)

    def _part(self, name: str) -> Part:
        return next(part for part in self.parts if part.name == name)

    def _verdict(self) -> int:
        if self.gave_up:
            raise PartFailed(
                f"{self.failing} blev aldrig färdig på {self.patience:.0f} s; allt är stoppat. Se {log_folder()}"
            )
        code = self.manager.returncode or 0
        if code in (130, 143):
            self.console.print("Allt är avslutat.")
            return 0
        stopped = self.logs.first_stopped or "en del"
        part = next((p for p in self.parts if p.name == stopped), None)
        title = part.title if part else stopped
        raise PartFailed(f"{title} slutade oväntat; allt är stoppat. Se {log_folder() / (stopped + '.log')}")


@plainly
def main() -> None:
    """`python -m lotsen.launch`: all parts, with everything built and trained."""
    sys.exit(Launch(Console()).run())


if __name__ == "__main__":
    main()
