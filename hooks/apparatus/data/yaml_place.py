"""Where YAML's parser came to its end in a text, and what stands around there."""

from __future__ import annotations

from typing import Any

import yaml

from ..problems import Position, Problem
from ..text.patterns import late

# The C loader is about six times faster; a PyYAML built without libyaml lacks it.
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
KEY_RE = late(r"(?:[ -]*[-{,\[] ?)? *[\w-]+: +(?P<value>.*?) *$")
BRACKETS = {"[": "]", "{": "}"}
"""Those of lists and groups, with what closes each."""
WHOLE = "Put the whole text in quotation marks"
_PAIRS = {opening + closing for opening, closing in BRACKETS.items()}
_LONGEST = 60


class Place:
    """Where reading came to its end."""

    def __init__(self, file: str, text: str, error: yaml.YAMLError) -> None:
        self.file, self.text = file, text
        self.said = str(getattr(error, "problem", None) or getattr(error, "reason", None))
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        context = getattr(error, "context_mark", None) or mark
        self.at = self.index(mark)
        self.since = self.index(context)
        """Where what could not be read had begun."""

    def index(self, mark: Any) -> int:  # noqa: ANN401 - PyYAML's marks are untyped
        """Lead a mark of the parser's back to the text."""
        if mark is None:
            return 0
        return min(Position("", mark.line + 1, mark.column + 1).offset(self.text), len(self.text))

    def line(self, at: int) -> str:
        """Return the line around an index."""
        return self.text[self.text.rfind("\n", 0, at) + 1 :].partition("\n")[0]

    def before(self, at: int) -> str:
        """Return the last line above an index that is not empty."""
        above = self.text[: self.text.rfind("\n", 0, at) + 1].rstrip()
        return above.rpartition("\n")[2]

    def problem(self, at: int, message: str, hint: str = "") -> Problem:
        """Make a problem at an index."""
        return Problem(Position.at(self.file, self.text, at), message, hint)

    def quoting(self, at: int) -> str:
        """Say how the value of the line around an index is put in quotation marks."""
        found = KEY_RE.match(self.line(at))
        value = found["value"] if found else ""
        among = "{" in self.line(at).partition(":")[0] or (value[:1] + value[-1:]) in _PAIRS
        odd = value[:1] in ("", "'") or set(value) & set('\\"')
        if among or odd or len(value) > _LONGEST:
            return f"{WHOLE}."
        return f'{WHOLE}: "{value}".'

    def last(self) -> Any:  # noqa: ANN401 - PyYAML's tokens are untyped
        """Return the last thing that was read before the end."""
        found = None
        here = Position.at("", self.text, self.at)
        end = here.line - 1, here.column - 1
        try:
            for token in yaml.scan(self.text, Loader=LOADER):
                start, stop = token.start_mark, token.end_mark
                if (start.line, start.column) >= end:
                    break
                if (stop.line, stop.column) > (start.line, start.column):
                    found = token
        except yaml.YAMLError:
            pass
        return found
