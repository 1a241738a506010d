"""The table of messages: what authors have written, and what is said of it, word for word."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import apparatus
from mistakes import CASES, FILES, whole

if TYPE_CHECKING:
    from collections.abc import Iterator

# -- what was written ----------------------------------------------------------------------------


def written(case: dict[str, Any]) -> dict[str, str]:
    """Return the files of a case by their paths, as messages name them."""
    files = {f"data/{name}.yml": whole(case[name]) for name in FILES if name in case}
    files |= {f"data/{name}": text for name, text in (case.get("raw") or {}).items()}
    files |= {f"data/figures/{name}.csv": text for name, text in (case.get("csv") or {}).items()}
    known = {f"docs/{name}.md": case.get(name) for name in ("page", "other")}
    known["mkdocs.yml"] = case.get("settings")
    return files | {path: text for path, text in known.items() if text}


# -- sorted by the sentence in the code ----------------------------------------------------------


class Sentence(NamedTuple):
    """A text in the code that may become a message."""

    module: str
    shown: str
    """The text, with dots for what is filled in."""
    pattern: re.Pattern[str]
    weight: int
    """How much of it is fixed."""


class Said(NamedTuple):
    """A message, and what it was said of."""

    message: str
    hint: str
    line: str
    """What stands in the line that is meant; nothing where the case has none."""
    column: int


_ELSEWHERE = (
    "authoring/", "commands/", "hosts/", "imports/", "exports/", "templates/", "words/",
    "scaffold/", "schemas/",
)  # fmt: skip
"""Rooms whose messages the table does not have."""


def _sentences() -> Iterator[Sentence]:
    for path in sorted(Path(apparatus.__file__).parent.rglob("*.py")):
        module = path.relative_to(Path(apparatus.__file__).parent).as_posix()
        if module.startswith(_ELSEWHERE):
            continue
        inner: set[ast.AST] = set()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                inner.update(node.values)
            elif node in inner or not isinstance(getattr(node, "value", None), str):
                continue
            pieces = node.values if isinstance(node, ast.JoinedStr) else [node]
            texts = [one.value if isinstance(one, ast.Constant) else None for one in pieces]
            fixed = [text for text in texts if text]
            if any(" " in text for text in fixed):
                shown = "".join("…" if text is None else text for text in texts)
                pattern = "".join(".*?" if text is None else re.escape(text) for text in texts)
                yield Sentence(module, shown, re.compile(pattern, re.DOTALL), sum(map(len, fixed)))


def told() -> dict[Sentence, list[Said]]:
    """Sort every message of the table under the sentence from which it comes."""
    sentences = sorted(_sentences(), key=lambda one: (-one.weight, one))
    found: dict[Sentence, list[Said]] = {}
    for case in CASES:
        files = written(case)
        for problem in case["problems"]:
            place = re.match(r"(.+?):(\d+):(\d+): ", problem)
            text = problem[place.end() :]
            its, match = next((one, m) for one in sentences if (m := one.pattern.match(text)))
            end = match.end() if its.shown.endswith(".") else text.find(". ") + 1 or len(text)
            lines = [*files.get(place[1], "").splitlines(), ""]
            line = lines[min(int(place[2]), len(lines)) - 1]
            said = Said(text[:end], text[end:].strip(), line, int(place[3]))
            found.setdefault(its, []).append(said)
    return found
