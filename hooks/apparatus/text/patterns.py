"""Patterns that are compiled when somebody looks for them first: most pages ask for few of them."""

from __future__ import annotations

import re
from typing import cast


class _Late:
    def __init__(self, pattern: str, flags: int) -> None:
        self._how = pattern, flags

    def __getattr__(self, name: str) -> object:
        found = getattr(re.compile(*self._how), name)
        setattr(self, name, found)
        return found


def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Make a pattern; all of them together take as long to compile as ten pages to link."""
    return cast("re.Pattern[str]", _Late(pattern, flags))
