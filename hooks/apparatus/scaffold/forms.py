"""Words that anybody may have typed, in the form of the file that they go into."""

from __future__ import annotations

import html
import json
import re
import unicodedata
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Callable

_MARKS = re.compile(r"[\\`*_{}\[\]#!]|(?<=^\d)[.]|^[+>-]")
"""What may mean something in Markdown, and can be made to mean nothing."""
_ENDLESS = 10**9


def tidy(words: str) -> str:
    """Put words on one line, without signs that no file may hold."""
    line = re.sub(r"[ \t\n\v\f\r\x85\u2028\u2029]+", " ", words).strip()
    return "".join(sign for sign in line if unicodedata.category(sign) not in ("Cc", "Cs", "Cn"))


class Written(str):
    """A text that has its form already."""

    __slots__ = ()


def as_yaml(value: object) -> Written:
    """Write a value on one line of YAML: a scalar, or lists and groups in brackets."""
    text = yaml.safe_dump(
        value, allow_unicode=True, default_flow_style=True, sort_keys=False, width=_ENDLESS
    )
    return Written(text.removesuffix("\n").removesuffix("\n..."))


def as_json(value: object) -> Written:
    """Write a value as JSON, on one line."""
    return Written(json.dumps(value, ensure_ascii=False))


def as_markdown(value: object) -> Written:
    """Write words so that Markdown shows them as they are."""
    return Written(_MARKS.sub(r"\\\g<0>", html.escape(str(value), quote=False)))


def as_html(value: object) -> str:
    """Write words as HTML, still to be brought into the form of a file: themes print them so."""
    return html.escape(str(value)).replace("&#x27;", "'")


FILTERS = {"html": as_html, "yaml": as_yaml, "raw": Written}


def form_of(name: str) -> Callable[[Any], str]:
    """Return what brings values into the form of a file, by its name."""
    forms = {"yml": as_yaml, "json": as_json, "md": as_markdown}
    form = forms[name.rpartition(".")[2]]
    return lambda value: value if isinstance(value, Written) else form(value)
