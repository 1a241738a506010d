"""What checks the shape of each noun: made once, since that takes longer than to check some items.

Importing pydantic takes longer still; see `schema`, which alone imports this.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ConfigDict, TypeAdapter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

T = TypeVar("T")
_CONFIG = ConfigDict(extra="forbid")
_MADE: dict[type, TypeAdapter[Any]] = {}


def forbid_others(nouns: Iterable[Any]) -> None:
    """Let nouns have no keys but their own."""
    for noun in nouns:
        noun.__pydantic_config__ = _CONFIG


def checker(noun: type[T]) -> Callable[[object], T]:
    """Return what makes a noun of plain values; its errors are pydantic's."""
    if noun not in _MADE:
        _MADE[noun] = TypeAdapter(noun)
    its: TypeAdapter[T] = _MADE[noun]
    return its.validate_python
