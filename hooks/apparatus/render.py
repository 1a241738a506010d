"""Fragments of HTML from templates, escaped by type and not by memory.

A site may replace any fragment by a file of the same name in `overrides/fragments/`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, fromstring

import jinja2

from .model import readable_date

if TYPE_CHECKING:
    from collections.abc import Iterable

TEMPLATES = Path(__file__).parent / "templates"


class Renderer:
    """The engine's own template environment: autoescape on, undefined names are errors."""

    def __init__(self, overrides: Iterable[Path] = ()) -> None:
        """Look fragments up in the folders given, then among the engine's own."""
        folders = [str(folder) for folder in (*overrides, TEMPLATES)]
        self._environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(folders),
            auto_reload=False,  # an environment lives for one build
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters["readable_date"] = readable_date

    def html(self, fragment: str, **values: Any) -> str:  # noqa: ANN401 - template values
        """Render a fragment."""
        return self._environment.get_template(f"{fragment}.html").render(values)

    def element(self, fragment: str, **values: Any) -> Element:  # noqa: ANN401 - template values
        """Render a fragment, which must be well-formed XML, as an element for a page's tree."""
        return fromstring(self.html(fragment, **values))  # noqa: S314 - our own escaped template
