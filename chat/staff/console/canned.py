"""Ready-made replies: read from canned.yml, with numbers and names of lines from the directory."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from chat.errors import WordsError
from knowledge.fact_types import Facts

FILE = Path(__file__).with_name("canned.yml")
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MARK = re.compile(r"\{(\w+)(?::([\w-]+))?\}")
NUMBER = re.compile(r"\d(?:[ -]?\d){2,}")  # three digits or more: a number that is not the directory's
NAME = "\0"  # stands for the volunteer's shown name until somebody is shown the reply


@dataclass(frozen=True)
class Canned:
    """One reply; `text` is complete but for the name of the one who sends it."""

    id: str
    label: str
    text: str

    def said_by(self, name: str) -> str:
        return self.text.replace(NAME, name)


@dataclass(frozen=True)
class Group:
    name: str
    replies: tuple[Canned, ...]


def load_canned(facts: Facts, path: Path = FILE) -> tuple[Group, ...]:
    """Reads and checks the replies. Raises WordsError that names the reply."""
    content = yaml.load(path.read_text(encoding="utf-8"), Loader=Loader)  # noqa: S506 (a safe one)
    groups = tuple(Group(group["name"], tuple(_replies(group["replies"], facts))) for group in content["groups"])
    ids = [reply.id for group in groups for reply in group.replies]
    twice = {reply_id for reply_id in ids if ids.count(reply_id) > 1}
    if twice:
        raise WordsError(f"{path.name}: {min(twice)}: is there twice")
    return groups


def _replies(rows: list[dict[str, Any]], facts: Facts) -> Iterator[Canned]:
    for row in rows:
        reply_id, text = row["id"], row["text"]
        if NUMBER.search(MARK.sub("", text)):
            raise WordsError(f"{FILE.name}: {reply_id}: write {{nummer:<line>}} instead of the number itself")
        yield Canned(reply_id, row["label"], MARK.sub(_filler(reply_id, facts), text))


def _filler(reply_id: str, facts: Facts) -> Callable[[re.Match[str]], str]:
    def fill(found: re.Match[str]) -> str:
        kind, line_id = found[1], found[2]
        if kind == "visas":
            return NAME
        line = facts.lines.get(line_id or "")
        if line is None:
            raise WordsError(f"{FILE.name}: {reply_id}: no line is called {line_id}")
        said = {"nummer": line.channels.phone, "namn": line.shown.name if line.shown else line.name}.get(kind)
        if not said:
            raise WordsError(f"{FILE.name}: {reply_id}: {line_id} has no {kind}")
        return said

    return fill
