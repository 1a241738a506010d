"""A work's citation in a style, made by citeproc-py from a style of the CSL project.

Importing that library takes longer than building a small site, so this module is only imported
when a work of another shape is to be cited (see `citations`).
"""

from __future__ import annotations

import json
import warnings
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from citeproc import (
    LOCALES_PATH,
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
)
from citeproc.source.json import CiteProcJSON

from .signs import ITALIC, UPRIGHT

if TYPE_CHECKING:
    from collections.abc import Mapping

STYLES = Path(__file__).parent / "styles"
"""Styles of the CSL project, as it publishes them; the folder says under which licence."""


def _italic(text: str) -> str:
    return f"{ITALIC}{text}{UPRIGHT}"


# No HTML is made here: of a style's type only italics are kept, as marks in the text.
_MARKS = SimpleNamespace(
    preformat=str, Italic=_italic, Oblique=_italic, Bold=str, Light=str, Underline=str,
    Superscript=str, Subscript=str, SmallCaps=str,
)  # fmt: skip


def pattern(style: str, item: Mapping[str, Any], language: str = "") -> str:
    """Cite a work, given in CSL-JSON, as a style's bibliography does; nothing if that fails.

    `language` is that of the words and dates around; the style has its own.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about data that the style has no use for
        try:
            works = CitationStylesBibliography(
                _style(style, language), CiteProcJSON([item]), _MARKS
            )
            works.register(Citation([CitationItem(item["id"])]))
            return "".join(map(str, works.bibliography()))
        except Exception:  # noqa: BLE001 - whatever odd data make the library raise
            return ""


@lru_cache(maxsize=8)
def _style(name: str, language: str) -> CitationStylesStyle:
    its = _locale(language)
    return CitationStylesStyle(str(STYLES / f"{name}.csl"), locale=its, validate=False)


def _locale(language: str) -> str | None:
    """Return the name that the CSL project has for a language, if it has words in it."""
    folder = Path(LOCALES_PATH)
    usual = json.loads((folder / "locales.json").read_bytes())["primary-dialects"]
    for name in (language, usual.get(language.partition("-")[0], "")):
        if name and (folder / f"locales-{name}.xml").is_file():
            return str(name)
    return None
