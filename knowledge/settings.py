"""Where the directory keeps its data, taken from the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class KnowledgeSettings:
    """`data` is the folder for what runs write; `directory_url` names the directory database.

    `feeds` is the file that lists what `lotsen directory refresh` fetches, None when there is none.
    """

    data: Path
    directory_url: str
    feeds: Path | None = None


def knowledge_settings(environ: Mapping[str, str] | None = None) -> KnowledgeSettings:
    """Settings from LOTSEN_DATA, LOTSEN_DIRECTORY_URL and LOTSEN_FEEDS, else a SQLite file in .lotsen at the root."""
    values = os.environ if environ is None else environ
    data = Path(values.get("LOTSEN_DATA") or ROOT / ".lotsen")
    url = values.get("LOTSEN_DIRECTORY_URL") or f"sqlite:///{data / 'directory.db'}"
    feeds = values.get("LOTSEN_FEEDS")
    return KnowledgeSettings(data, url, Path(feeds) if feeds else None)
