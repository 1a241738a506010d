"""The commands of `apparatus`: each module has `arguments` and `run`; `__main__` lists them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from ..problems import shortened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..problems import Problem


def tell(problems: Sequence[Problem]) -> bool:
    """Tell what is wrong. Out: whether that stops anything."""
    for problem in shortened(problems):
        sys.stderr.write(f"{problem}\n")
    return any(problem.stops for problem in problems)
