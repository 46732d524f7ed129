"""The key without which the rows of come-back codes cannot be searched: from the environment, or made at first use."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from knowledge.errors import ComeBackKeyTooShort
from knowledge.settings import knowledge_settings

VARIABLE = "LOTSEN_COME_BACK_KEY"
FILE = "come_back.secret"
SHORTEST = 32  # characters of a key in the environment
BYTES = 32


def come_back_key(environ: Mapping[str, str] | None = None) -> bytes:
    """LOTSEN_COME_BACK_KEY, which several machines can share, else the secret in the data folder.

    Raises ComeBackKeyTooShort, or OSError when the folder cannot be used.
    """
    values = os.environ if environ is None else environ
    given = values.get(VARIABLE, "").strip()
    if not given:
        return read_key(knowledge_settings(values).data)
    if len(given) < SHORTEST:
        raise ComeBackKeyTooShort(f"{VARIABLE} has {len(given)} characters; at least {SHORTEST} are needed")
    return hashlib.sha256(given.encode()).digest()


def read_key(folder: Path) -> bytes:
    """The secret in a folder, readable by its owner only; processes that start together agree on one."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE
    if not path.exists():
        _make(path)
    return path.read_bytes()


def _make(path: Path) -> None:
    """Write the whole secret aside first: nobody must read half of it, and the first to link it wins."""
    aside = path.with_name(f"{FILE}.{secrets.token_hex(8)}")
    handle = os.open(aside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(secrets.token_bytes(BYTES))
    try:
        os.link(aside, path)
    except FileExistsError:
        pass
    finally:
        aside.unlink()
