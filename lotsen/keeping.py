"""Keeps the parts going under honcho: what ends is started again, and what has gone silent is ended first."""

import http.client
import multiprocessing
import multiprocessing.connection
import os
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from honcho.manager import Manager
from honcho.process import Process

from lotsen.parts import LOOPBACK, Part

FIRST_PAUSE, LONGEST_PAUSE = 0.2, 30.0  # seconds before it is started again; doubled each time
STEADY_SECONDS = 60.0  # who lived so long begins with the short pause again
LOOK_EVERY, LOOK_SECONDS = 0.5, 1.5
LOADING_SECONDS = 180.0  # silence that is allowed before the first answer of who was started again


class KeptProcess(Process):  # type: ignore[misc]  # honcho has no types
    """A process that honcho starts again when it ends, once it has been ready; it ends with the launcher."""

    def __init__(self, cmd: str, *, ready: Any, ending: Any, **options: Any) -> None:
        super().__init__(cmd, **options)
        self._ready, self._ending = ready, ending
        self._stopped: dict[str, int] = {"returncode": 1}

    def run(self, events: Any = None, ignore_signals: bool = False) -> None:
        threading.Thread(target=self._end_with_launcher, daemon=True).start()
        for sign in (signal.SIGINT, signal.SIGTERM):
            signal.signal(sign, lambda *_: None)  # not SIG_IGN: what is started again would inherit that
        pause = FIRST_PAUSE
        while True:
            started = time.monotonic()
            super().run(events, ignore_signals=False)
            pause = FIRST_PAUSE if time.monotonic() - started > STEADY_SECONDS else pause
            if not self._ready.is_set() or self._ending.wait(pause):
                break
            pause = min(pause * 2, LONGEST_PAUSE)
        super()._send_message(self._stopped, type="stop")

    def _send_message(self, data: Any, type: str = "line") -> None:
        """That it stopped is told only when it is not started again: honcho would end all the others."""
        if type == "stop":
            self._stopped = data
        else:
            super()._send_message(data, type)

    def _end_with_launcher(self) -> None:
        """A launcher that was killed leaves nobody behind who holds its ports."""
        launcher = multiprocessing.parent_process()
        if launcher is not None:
            multiprocessing.connection.wait([launcher.sentinel])
            self._ending.set()
            with suppress(OSError, AttributeError):
                os.killpg(self._child.pid, signal.SIGTERM)


class Keeper(Manager):  # type: ignore[misc]
    """honcho's manager, for processes that are started again."""

    def __init__(self, printer: Any) -> None:
        super().__init__(printer)
        self.ready: dict[str, Any] = {}
        self._ending = multiprocessing.Event()
        self._process_ctor = self._make

    def _make(self, cmd: str, name: str, **options: Any) -> KeptProcess:
        self.ready[name] = multiprocessing.Event()
        return KeptProcess(cmd, name=name, ready=self.ready[name], ending=self._ending, **options)

    def terminate(self) -> None:
        self._ending.set()
        super().terminate()

    @property
    def is_ending(self) -> bool:
        return bool(self._ending.is_set())

    def pid_of(self, name: str) -> int | None:
        """The process that is the part now; None before it is started."""
        pid: int | None = self._processes[name].get("pid")
        return pid


class Watch:
    """Looks at one part for ever: notes when it is ready, and ends it when it has been silent for too long."""

    def __init__(self, part: Part, keeper: Keeper, say: Callable[[str], None], every: float = LOOK_EVERY) -> None:
        self._part, self._keeper, self._say, self._every = part, keeper, say, every
        self._pid: int | None = None
        self._answered = False  # this process, at least once
        self._heard = time.monotonic()

    def run(self) -> None:
        while not self._keeper.is_ending:
            self.look()
            time.sleep(self._every)

    def look(self) -> None:
        self._notice_new_process()
        if is_alive(self._part):
            self._note_answer()
        elif self._is_silent_too_long():
            self._end_silent()

    def _notice_new_process(self) -> None:
        pid = self._keeper.pid_of(self._part.name)
        if pid != self._pid:
            if self._pid is not None:
                self._say(f"{self._title} slutade och startas igen.")
            self._pid, self._answered, self._heard = pid, False, time.monotonic()

    def _note_answer(self) -> None:
        if not self._answered and self._ready.is_set():
            self._say(f"{self._title} svarar igen.")
        self._answered, self._heard = True, time.monotonic()
        self._ready.set()

    def _is_silent_too_long(self) -> bool:
        """Never true of a part that was never heard: it may listen at an address that is not looked at."""
        allowed = self._part.patience if self._answered else LOADING_SECONDS
        return self._ready.is_set() and time.monotonic() - self._heard > allowed

    def _end_silent(self) -> None:
        if self._pid is None or self._keeper.pid_of(self._part.name) != self._pid or self._keeper.is_ending:
            return
        self._say(f"{self._title} svarar inte och stoppas.")
        self._heard = time.monotonic()
        with suppress(ProcessLookupError):
            os.killpg(self._pid, signal.SIGKILL)

    @property
    def _ready(self) -> Any:
        return self._keeper.ready[self._part.name]

    @property
    def _title(self) -> str:
        return self._part.title[:1].upper() + self._part.title[1:]


def is_alive(part: Part) -> bool:
    """Whether it answers anything at all; that all is well is another question."""
    asked = http.client.HTTPConnection(LOOPBACK, part.port, timeout=LOOK_SECONDS)
    try:
        asked.request("GET", part.look)
        asked.getresponse().read()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        asked.close()
    return True
