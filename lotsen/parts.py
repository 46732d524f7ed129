"""The four processes that make up the assistant, and the ports they listen on."""

import os
import sys
from dataclasses import dataclass

from lotsen.errors import UnknownPart
from lotsen.paths import MODEL

LOOPBACK = "127.0.0.1"
MEMORY = {"MALLOC_MMAP_THRESHOLD_": str(4 * 1024 * 1024)}  # what a hash of a come-back code took, 16 MB, goes back


GATEWAY = ("/static/ikon.svg", 10.0)  # with the start and the page's next try a visitor is answered within 15 s


@dataclass(frozen=True)
class Part:
    """One process: its name in logs, what people call it, its command and its port on loopback.

    `look` is a page of it that asks no other part; `patience` the seconds of silence after which it is taken for hung.
    """

    name: str
    title: str
    command: tuple[str, ...]
    port: int
    look: str = "/"
    patience: float = 60.0  # Rasa's start takes long, and the gateway answers meanwhile


def port(variable: str, default: int) -> int:
    """A port from the environment; the default when it is not set."""
    return int(os.environ.get(variable, str(default)))


def all_parts() -> tuple[Part, ...]:
    """The parts in the order in which they start."""
    actions, rasa = port("LOTSEN_ACTIONS_PORT", 5055), port("LOTSEN_RASA_PORT", 5005)
    python = (sys.executable, "-m")
    return (
        Part(
            "actions",
            "åtgärdsservern",
            (*python, "rasa_sdk", "--actions", "bot.actions", "--port", str(actions)),
            actions,
            "/health",
            30.0,
        ),
        Part("rasa", "Rasa", (*python, "bot.components.rasa_server", "run", *_rasa_options(rasa)), rasa),
        Part("visitors", "besökarnas sida", (*python, "chat.visitors"), port("LOTSEN_VISITORS_PORT", 8000), *GATEWAY),
        Part("staff", "personalens sida", (*python, "chat.staff"), port("LOTSEN_STAFF_PORT", 8001), *GATEWAY),
    )


def part_named(name: str) -> Part:
    """Raises UnknownPart."""
    for part in all_parts():
        if part.name == name:
            return part
    raise UnknownPart(f"Delen {name} finns inte. Delarna är {', '.join(part.name for part in all_parts())}.")


def rasa_host() -> str:
    """The address that Rasa listens on: of this machine, or of the network behind the proxy."""
    return os.environ.get("LOTSEN_RASA_HOST") or LOOPBACK


def actions_host() -> str:
    """The address that the action server listens on."""
    return os.environ.get("LOTSEN_ACTIONS_HOST") or LOOPBACK


def _rasa_options(port_number: int) -> tuple[str, ...]:
    return (
        *("--enable-api", "--interface", rasa_host(), "--port", str(port_number), "--model", str(MODEL)),
        *("--endpoints", "endpoints.yml", "--credentials", "credentials.yml", "--quiet"),
    )
