"""Reads the YAML files that lie beside this package, once."""

from functools import cache
from importlib import resources
from typing import Any

import yaml


@cache
def load_yaml(name: str) -> Any:
    """The content of one YAML file of this package; `name` may hold a folder, as in "words/death.yml"."""
    text = resources.files("safety").joinpath(name).read_text(encoding="utf-8")
    return yaml.load(text, Loader=_SafeLoader)  # noqa: S506 - it is the safe loader, in C where there is one


def list_yaml(folder: str) -> list[str]:
    """Names of the YAML files in one folder of this package, in alphabetical order."""
    entries = resources.files("safety").joinpath(folder).iterdir()
    return sorted(f"{folder}/{entry.name}" for entry in entries if entry.name.endswith(".yml"))


_SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
