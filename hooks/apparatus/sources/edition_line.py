"""The line under a title: of which day the page is, whose, and how it is cited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import citations
from .how_to_cite import webpage

if TYPE_CHECKING:
    from pathlib import Path
    from xml.etree.ElementTree import Element

    from ..data.edition import Edition
    from ..templates.render import Renderer


class EditionLine:
    """Makes the lines of one build."""

    def __init__(self, renderer: Renderer, edition: Edition, kept: Path | None) -> None:
        """Take templates, what is said of the site, the folder for what later builds may use."""
        self._renderer, self._edition = renderer, edition
        file = kept / "citations" / "edition.json" if kept else None
        self._citing = citations.Citing(file, renderer.words.language)

    def element(self, title: str, url: str, more: str) -> Element | None:
        """Make the line. In: the page's title and address, and that of further citations, if any.

        Out: nothing for an edition of which nothing is known.
        """
        its = self._edition
        if not (its.day or its.author):
            return None
        [runs] = self._citing.alone(citations.CHICAGO, [webpage(its, url, title, url)])
        return self._renderer.element("edition", edition=its, runs=runs, more=more)
