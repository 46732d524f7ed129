"""A Lotsen of the bench's own, under its real launcher, with a proxy before Rasa and one before the action server."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from benchmarks.faults.between import Between
from benchmarks.ours import our_environment
from benchmarks.processes import Program, command_of, descendants, free_ports, wait_until
from lotsen.launch import read_health
from lotsen.paths import ROOT

PATIENCE = 240.0
MODULES = {
    "actions": "rasa_sdk",
    "rasa": "bot.components.rasa_server",
    "visitors": "chat.visitors",
    "staff": "chat.staff",
}


class Stack:
    """Its ports, its processes by part, and the two proxies."""

    def __init__(self, data: Path) -> None:
        self.data = data
        *self.ports, before_rasa, before_actions = free_ports(6)
        visitors, staff, rasa, actions = self.ports
        self.between = {"rasa": Between(before_rasa, rasa), "actions": Between(before_actions, actions)}
        self.gateways = {"visitors": visitors, "staff": staff}
        self.environment = {
            **our_environment(data, self.ports),
            "LOTSEN_RASA_URL": f"http://127.0.0.1:{before_rasa}",
            "LOTSEN_ACTIONS_URL": f"http://127.0.0.1:{before_actions}",
        }
        self.program: Program | None = None

    async def start(self) -> None:
        for proxy in self.between.values():
            await proxy.start()
        command = (sys.executable, "-m", "benchmarks.run_lotsen")
        self.program = program = Program("Lotsen", command, ROOT, self.data / "lotsen.log", self.environment)
        await asyncio.to_thread(wait_until, program, self._answers, PATIENCE)

    def _answers(self) -> bool:
        return all(read_health(port)[0] == 200 for port in self.gateways.values())

    async def is_well(self) -> bool:
        return await asyncio.to_thread(self._answers)

    def pid_of(self, part: str) -> int | None:
        """The process itself, not the shell that honcho puts around it."""
        assert self.program is not None
        for pid in descendants(self.program.pid):
            command = command_of(pid)
            if "-m" in command and command[command.index("-m") + 1] == MODULES[part]:
                return pid
        return None

    def send(self, pid: int | None, sign: signal.Signals) -> None:
        """To a process that may be gone by now."""
        if pid is not None:
            with suppress(ProcessLookupError):
                os.kill(pid, sign)

    async def stop(self) -> None:
        if self.program is not None:
            await asyncio.to_thread(self.program.stop)
        for proxy in self.between.values():
            await proxy.stop()


@asynccontextmanager
async def running_stack(data: Path) -> AsyncIterator[Stack]:
    stack = Stack(data)
    try:
        await stack.start()
        yield stack
    finally:
        await stack.stop()
