"""`lotsen serve`: becomes one part of the assistant, so that a process manager sees the part itself."""

import os

from lotsen.errors import PartFailed
from lotsen.parts import MEMORY, actions_host, part_named
from lotsen.paths import MODEL, ROOT
from lotsen.training import rasa_environment


def environment() -> dict[str, str]:
    """What a part runs in; only the action server reads where it listens from the environment."""
    return {**MEMORY, **rasa_environment(), "SANIC_HOST": actions_host(), "PYTHONUNBUFFERED": "1"}


def serve_alone(name: str) -> None:
    """Never returns. Raises UnknownPart, and PartFailed when there is no trained model for Rasa."""
    part = part_named(name)
    if name == "rasa" and not MODEL.exists():
        raise PartFailed("Det finns ingen tränad modell. Träna först med: lotsen train")
    os.chdir(ROOT)
    os.execve(part.command[0], part.command, environment())  # noqa: S606 (a command that we name ourselves)
