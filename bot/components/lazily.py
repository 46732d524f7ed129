"""A module that is imported only when something of it is asked for."""

from __future__ import annotations

import importlib.util
import sys
import types
from typing import Any


class LaterModule(types.ModuleType):
    """Stands in `sys.modules` like any other, and becomes the whole module at the first name that is read from it.

    `importlib.util.LazyLoader` will not do: in Python 3.10 a second `import` of the same name already loads it.
    """

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        self.__class__ = types.ModuleType  # type: ignore[assignment]
        assert self.__spec__ is not None and self.__spec__.loader is not None  # noqa: S101
        self.__spec__.loader.exec_module(self)
        return getattr(self, name)


def import_later(name: str) -> None:
    """Nothing happens when it is there already. Raises ModuleNotFoundError when there is no such module."""
    if name in sys.modules:
        return
    spec = importlib.util.find_spec(name)
    if spec is None:
        raise ModuleNotFoundError(name)
    module = LaterModule(name)
    module.__spec__, module.__loader__, module.__package__ = spec, spec.loader, spec.parent
    module.__file__ = spec.origin
    sys.modules[name] = module
    parent, _, child = name.rpartition(".")
    if parent:
        setattr(sys.modules[parent], child, module)
