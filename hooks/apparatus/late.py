"""Modules that are loaded when something of them is first asked for."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


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
        ours = asking.f_globals["__name__"].startswith(f"{__package__}.")
        if not ours or find_spec(its := f"{package}.{name}") is None:
            raise AttributeError(name)
        return _StandIn(its)

    return stand_in
