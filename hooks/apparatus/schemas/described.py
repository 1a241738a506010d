"""What stands under the fields of a noun: a sentence for each, which editors and the guide show."""

from __future__ import annotations

import ast
import inspect
import re
from functools import cache
from itertools import pairwise

_EXAMPLE_RE = re.compile(r": `([^`]+)`\.$")


@cache
def fields(noun: type) -> dict[str, str]:
    """Read the sentences of a class from its source, by the names of its fields."""
    (definition,) = ast.parse(inspect.getsource(noun)).body
    body = definition.body if isinstance(definition, ast.ClassDef) else []
    found: dict[str, str] = {}
    for one, below in pairwise(body):
        if isinstance(one, ast.AnnAssign) and isinstance(below, ast.Expr):
            said = below.value.value if isinstance(below.value, ast.Constant) else ""
            found[ast.unparse(one.target)] = " ".join(str(said).split())
    return found


def example(said: str) -> str:
    """Find the example with which a sentence ends; nothing if it has none."""
    found = _EXAMPLE_RE.search(said)
    return found[1] if found else ""
