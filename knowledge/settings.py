"""Where the directory keeps its data, taken from the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class KnowledgeSettings:
    """`data` is the folder for what runs write; `directory_url` names the directory database."""

    data: Path
    directory_url: str


def knowledge_settings(environ: Mapping[str, str] | None = None) -> KnowledgeSettings:
    """Settings from LOTSEN_DATA and LOTSEN_DIRECTORY_URL, else a SQLite file in .lotsen at the root."""
    values = os.environ if environ is None else environ
    data = Path(values.get("LOTSEN_DATA") or ROOT / ".lotsen")
    return KnowledgeSettings(data, values.get("LOTSEN_DIRECTORY_URL") or f"sqlite:///{data / 'directory.db'}")
