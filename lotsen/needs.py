"""Says which programs and word lists the full tests need and how to get those that are missing."""

import os
import shutil
from pathlib import Path

from rich.console import Console

from lotsen.errors import LotsenError

PROGRAMS = {
    "Chromium": (("chromium", "chromium-browser", "google-chrome"), "tester i webbläsare"),
    "PostgreSQL": (("initdb", "pg_ctl"), "tester mot PostgreSQL"),
    "Redis": (("redis-server",), "tester mot Redis"),
    "HAProxy": (("haproxy",), "testet av flera datorer"),
}
DICTIONARY = "sv_SE"
DICTIONARY_FOLDERS = ("/usr/share/hunspell", "/usr/share/myspell/dicts", "~/Library/Spelling", "/Library/Spelling")
ADVICE = (
    "sudo apt-get install chromium postgresql redis-server haproxy hunspell-sv "
    "(macOS: brew install --cask chromium; brew install postgresql redis haproxy; "
    "sv_SE.aff och sv_SE.dic i ~/Library/Spelling)"
)


class MissingPrograms(LotsenError):
    """The machine lacks programs that the full tests need, and CI asks for all of them."""


def find_program(names: tuple[str, ...]) -> str | None:
    """Where the first of these programs is, Debian's folders for PostgreSQL and for servers included."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    path = os.pathsep.join([os.environ.get("PATH", ""), *map(str, debian), "/usr/sbin"])
    return next((found for name in names if (found := shutil.which(name, path=path))), None)


def find_dictionary() -> Path | None:
    """Where the Swedish dictionary of hunspell is, without the endings .aff and .dic of its two files."""
    places = (Path(folder).expanduser() / DICTIONARY for folder in DICTIONARY_FOLDERS)
    return next((at for at in places if at.with_suffix(".aff").is_file() and at.with_suffix(".dic").is_file()), None)


def missing() -> dict[str, str]:
    """Program or word list -> which tests are left out without it."""
    lacking = {name: what for name, (names, what) in PROGRAMS.items() if find_program(names) is None}
    return lacking if find_dictionary() else {**lacking, "Hunspells svenska ordlista": "testet av stavningen"}


def report(console: Console) -> None:
    """Print what is missing; with CI=true raise MissingPrograms."""
    lacking = missing()
    for name, what in lacking.items():
        console.print(f"{name} saknas, så {what} hoppas över. Så här får du det: {ADVICE}")
    if lacking and os.environ.get("CI") == "true":
        raise MissingPrograms(f"{', '.join(lacking)} saknas, och CI kräver alla tester. {ADVICE}")
