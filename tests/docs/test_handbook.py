"""Holds the handbook to the pages: what it names as a button or heading is there, every command runs, every setting exists."""

import re
from pathlib import Path
from typing import Any

import pytest
import typer.main
import yaml

from lotsen.cli import app

ROOT = Path(__file__).resolve().parents[2]
HANDBOOK = sorted((ROOT / "docs" / "handbok").glob("*.md"))
VOLUNTEER = ROOT / "docs" / "handbok" / "volontar.md"
STAFF = ROOT / "chat" / "staff"
SHOWN = (STAFF / "templates", STAFF / "console", STAFF / "accounts", STAFF / "assets")
LABEL = re.compile(r"[„”]([^„”]+)”")
SHELL = re.compile(r"`(?:\.venv/bin/)?(lotsen [^`\n]+)`|^\.venv/bin/(lotsen .+)$", re.M)
MAKE = re.compile(r"\bmake ([a-z]+)\b")
SETTING = re.compile(r"\bLOTSEN_[A-Z_]+\b")

pytestmark = pytest.mark.content


def by_name(path: Path) -> str:
    return path.stem


def plain(text: str) -> str:
    """Without marks of HTML and line breaks, so that a label is found however it was written."""
    return " ".join(re.sub(r"<[^>]+>", "", text).split())


@pytest.fixture(scope="module")
def shown() -> str:
    """All that the staff's pages can say, and the visitor's words that the handbook quotes."""
    files = [
        path for folder in SHOWN for path in sorted(folder.rglob("*")) if path.suffix in {".html", ".yml", ".py", ".js"}
    ]
    files += [STAFF / "menu.py", ROOT / "chat" / "words.yml"]
    return "\n".join(plain(path.read_text(encoding="utf-8")) for path in files)


def labels(text: str) -> list[str]:
    return [plain(found) for found in LABEL.findall(text) if found != "citattecken"]


@pytest.mark.parametrize("page", HANDBOOK, ids=by_name)
def test_every_label_stands_on_a_page(page: Path, shown: str) -> None:
    named = labels(page.read_text(encoding="utf-8").replace("\n> ", "\n"))
    assert len(named) > 20, "the quotes are no longer read"
    assert not [label for label in named if label not in shown]


def test_the_words_for_112_are_those_of_the_page() -> None:
    page = (STAFF / "templates" / "konsol" / "samtal.html").read_text(encoding="utf-8")
    steps = re.search(r'<ol class="steglista">(.*?)</ol>', page, re.S)
    assert steps
    said = [plain(step).replace("{{ sos }}", "112") for step in re.findall(r"<li>(.*?)</li>", steps[1])]
    assert re.findall(r"^> \d\. (.+)$", VOLUNTEER.read_text(encoding="utf-8"), re.M) == said


def test_every_reason_of_the_page_is_explained() -> None:
    ways = yaml.safe_load((STAFF / "console" / "words.yml").read_text(encoding="utf-8"))["ways"]
    wanted = [text for way in ways for text in (way["legend"], way["button"], *way["reasons"].values())]
    named = labels(VOLUNTEER.read_text(encoding="utf-8"))
    assert not [text for text in wanted if text not in named]


def test_the_keys_are_those_of_the_page() -> None:
    page = (STAFF / "templates" / "konsol" / "samtal.html").read_text(encoding="utf-8")
    rows = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page)
    told = re.findall(r"^\| (.+?) \| (.+?) \|$", VOLUNTEER.read_text(encoding="utf-8"), re.M)
    assert rows
    assert not [row for row in ((plain(key), does) for key, does in rows) if row not in told]


def commands(text: str) -> list[str]:
    return ["".join(found) for found in SHELL.findall(text)]


def missing(command: str) -> str | None:
    """What of a `lotsen …` command does not exist; None when all does."""
    here: Any = typer.main.get_command(app)
    for word in command.split()[1:]:
        known = getattr(here, "commands", {})
        if word.startswith("--"):
            if not any(word in one.opts for one in here.params):
                return word
        elif known:
            if word not in known:
                return word
            here = known[word]
    return None


@pytest.mark.parametrize("page", HANDBOOK, ids=by_name)
def test_every_command_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert not [command for command in commands(text) if missing(command)]
    targets = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert not [name for name in MAKE.findall(text) if not re.search(rf"^{name}:", targets, re.M)]


def test_commands_are_read_at_all() -> None:
    found = commands((ROOT / "docs" / "handbok" / "drift.md").read_text(encoding="utf-8"))
    assert "lotsen privacy check" in found
    assert missing("lotsen staff expel") == "expel"
    assert missing("lotsen staff add --links") == "--links"


@pytest.mark.parametrize("page", HANDBOOK, ids=by_name)
def test_every_setting_is_in_the_list_of_settings(page: Path) -> None:
    known = set(SETTING.findall((ROOT / "docs" / "settings.md").read_text(encoding="utf-8")))
    assert not set(SETTING.findall(page.read_text(encoding="utf-8"))) - known


def test_the_copy_takes_no_table_that_holds_a_chat() -> None:
    """Every table of the chat database is either in the copy or known to be left out."""
    from chat import tables
    from chat.queue import tables as queue_tables
    from chat.staff.accounts import tables as staff_tables

    text = (ROOT / "docs" / "handbok" / "drift.md").read_text(encoding="utf-8")
    copied = re.search(r'"\.dump --data-only ([a-z_ ]+)"', text)
    assert copied
    there = {name for module in (tables, queue_tables, staff_tables) for name in module.metadata.tables}
    assert set(copied[1].split()) <= there
    assert not {"conversation", "event", "handover", "note", "help_call", "outward"} & set(copied[1].split())
