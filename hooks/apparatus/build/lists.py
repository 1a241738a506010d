"""What we write on pages that are for it: sources, citations, letters, the edition in a line."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ..data.edition import CITING
from ..data.model import BIBLIOGRAPHY
from ..sources import edition_line, how_to_cite
from ..sources.bibliography import Bibliography
from ..text import headings
from . import overlaid, page_pieces

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from xml.etree.ElementTree import Element

    from ..pieces.piece import Piece
    from ..problems import Problem
    from ..sources.edition_line import EditionLine
    from ..text.page import Page
    from ..text.tree import Tree
    from .engine import Engine
    from .ways import Here


class Lists:
    """The lists of a build."""

    def __init__(self, engine: Engine, kept: Path | None, here: Here) -> None:
        """Take what they are made from, and the page from which they lead."""
        data, renderer, edition = engine.data, engine.renderer, engine.edition
        self._outlines = engine.outlines
        self.bibliography = Bibliography(data, renderer, Path(edition.citation_style), kept)
        self._data, self._renderer, self._here = data, renderer, here
        self._edition, self._kept = edition, kept

    def fill(
        self, tree: Tree, page: Page, urls: Mapping[str, str], pieces: Sequence[Piece]
    ) -> list[Problem]:
        """Add to a page what it is for, or asks for. In: all pages' addresses, and the pieces."""
        if page.path == CITING:
            its = self._data, self._renderer, self._edition, self._kept
            how_to_cite.HowToCite(*its).page(tree, urls, pieces, self._outlines)
        if BIBLIOGRAPHY in urls:
            self.bibliography.page(tree, page.path)
        make = {
            "letters": lambda: self._letters(tree, page),
            "edition": lambda: self._line(tree, page, urls.get(page.path, "")),
            "overlay": lambda: overlaid.element(self._data, self._renderer, page.path, urls),
        }
        remedies = overlaid.remedies(self._data)
        wrong = self.bibliography.wrong if page.path == BIBLIOGRAPHY else []
        return [*wrong, *page_pieces.fill(tree, page, urls, make, remedies)]

    @cached_property
    def _edition_line(self) -> EditionLine:
        return edition_line.EditionLine(self._renderer, self._edition, self._kept)

    def _letters(self, tree: Tree, page: Page) -> Element | None:
        listed = self.bibliography.listed if page.path == BIBLIOGRAPHY else []
        return page_pieces.letters(listed or page_pieces.headings(tree), self._renderer)

    def _line(self, tree: Tree, page: Page, url: str) -> Element | None:
        head = tree.root.find("h1")
        title = page.path if head is None else headings.title(head, tree.stash)
        return self._edition_line.element(title, url, self._here.citing * (page.path != CITING))
