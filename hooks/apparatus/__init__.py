"""Annotated texts from plain Markdown and data: links, cards, backlinks and notes.

The core imports neither MkDocs nor its theme; `hooks/crosslinks.py` connects it to them.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from .hosts.standalone import StandaloneExtension

VERSION = "0.1.0"
"""The one place that says it; a copy of the engine is not installed anywhere to be asked."""


class _StandIn(ModuleType):
    """Stands for a module in those that import it, until they ask something of it."""

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever is in it
        its, asking = import_module(self.__name__), sys._getframe(1).f_globals  # noqa: SLF001
        leaf = self.__name__.rpartition(".")[2]
        if asking.get(leaf) is self:
            asking[leaf] = its
        return getattr(its, name)


def late(package: str) -> Callable[[str], ModuleType]:
    """Say how `from package import module` comes by a module, which most sites may never need.

    In: the name of the package. Out: its `__getattr__`, which is asked for what is not loaded. It
    gives a stand-in to modules of the engine; anybody else gets the module itself.
    """

    def stand_in(name: str) -> ModuleType:
        asking = sys._getframe(1)  # noqa: SLF001
        while asking.f_back and "importlib" in asking.f_globals["__name__"]:
            asking = asking.f_back
        ours = asking.f_globals["__name__"].startswith(f"{__name__}.")
        if not ours or find_spec(its := f"{package}.{name}") is None:
            raise AttributeError(name)
        return _StandIn(its)

    return stand_in


def makeExtension(**options: Any) -> StandaloneExtension:  # noqa: ANN401, N802 - Python-Markdown's
    """Make the extension for a host that lists it by name."""
    from .hosts.standalone import StandaloneExtension  # noqa: PLC0415 - hosts with hooks ask for none

    return StandaloneExtension(**options)
