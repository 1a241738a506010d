"""The list of all sources, at the end of its page: each in the style, and where it is cited."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from ..data.csl_variables import NAMES
from ..data.model import BIBLIOGRAPHY, SOURCE_ANCHOR
from ..problems import Position, Problem
from ..text import alphabet
from ..text.addresses import between
from . import citations, where_cited

if TYPE_CHECKING:
    from collections.abc import Container, Mapping
    from pathlib import Path

    from ..data.dataset import Dataset
    from ..data.model import Source
    from ..links.addresses import Addresses
    from ..templates.render import Renderer
    from ..text.tree import Tree
    from .citeproc import Run
    from .where_cited import Use

_MARK_RE = re.compile(r"<!--apparatus:cited:([A-Za-z0-9._-]+?)-->\n?")
_ARTICLE_RE = re.compile(r"^[“‘\"'(\[]*(?:The|An?) ")  # noqa: RUF001 - quotation marks
_FEW = 8
"""So many places are shown at once; more are folded away."""


class Bibliography:
    """The sources of one build, and the places that cite them."""

    def __init__(self, data: Dataset, renderer: Renderer, style: Path, kept: Path | None) -> None:
        """Take data, templates, a style, and the folder for what later builds may use again."""
        self._data, self._renderer, self._style, self._kept = data, renderer, style, kept
        data.listed = lambda: [source.id for source, _ in self._cited]
        self.uses: dict[str, list[Use]] = {}
        """Where each page's words cite sources."""
        self.listed: list[tuple[str, str]] = []
        """What each source in the list is looked up by, and the name of its place, in order."""

    @cached_property
    def _citing(self) -> citations.Citing:
        file = self._kept / "citations" / "sources.json" if self._kept else None
        return citations.Citing(file, self._renderer.words.language)

    def page(self, tree: Tree, path: str) -> None:
        """Look through a page for what it cites; add the list to the page that is for it."""
        self.uses[path] = where_cited.find(tree, between(path, f"{BIBLIOGRAPHY}#{SOURCE_ANCHOR}"))
        if path == BIBLIOGRAPHY and self._data.sources:
            tree.root.append(self._list(tree))

    def _list(self, tree: Tree) -> Element:
        self.listed = [(lead, one.anchor) for one, _, lead in self._rows]
        said = self._renderer.words.plain.gettext("Sources")
        section = Element("section", {"role": "doc-bibliography", "aria-label": said})
        listed = SubElement(section, "ul", {"class": "ap-bibliography"})
        for source, runs, _ in self._rows:
            # MkDocs checks links to what has an id in the tree.
            item = SubElement(listed, "li", {"id": source.anchor})
            html = self._renderer.html("bibliography", source=source, runs=runs)
            item.text = tree.put(html)
            item.tail = "\n"
        return section

    def works(self, ids: Container[str]) -> str:
        """List some sources in full, for paper."""
        rows = [row for row in self._rows if row[0].id in ids]
        return self._renderer.html("works", rows=rows) if rows else ""

    @cached_property
    def _cited(self) -> list[tuple[Source, list[Run]]]:
        """All sources as the style cites them, in its order."""
        return self._citing.listed(self._style, [*self._data.sources.values()])

    @cached_property
    def _rows(self) -> list[tuple[Source, list[Run], str]]:
        """All sources as the style cites them, in its order, with what each is looked up by."""
        rows = [(one, runs, _lead(one, citations.text(runs))) for one, runs in self._cited]
        if not citations.sorts(self._style):
            return rows

        def key(row: tuple[Source, list[Run], str]) -> tuple[bytes, str]:
            return alphabet.order(row[2], self._renderer.language)

        # The style's order is right but for those that readers look up by other words.
        moved = [row for row in rows if not citations.text(row[1]).startswith(row[2])]
        rows = [row for row in rows if row not in moved]
        for row in sorted(moved, key=key):
            at = next((at for at, one in enumerate(rows) if key(one) > key(row)), len(rows))
            rows.insert(at, row)
        return rows

    @property
    def wrong(self) -> list[Problem]:
        """What keeps the sources from being cited in the style, when they have been listed."""
        if not self._citing.wrong:
            return []
        message = f"nothing can be cited in this style: {self._citing.wrong}."
        return [Problem(Position(self._style.name), message)]

    def finish(
        self, html: str, citing: where_cited.Citing, titles: Mapping[str, str], addresses: Addresses
    ) -> str:
        """Say in the finished list where each source is cited.

        In: the page, what cites sources, and the titles of the pages whose places are listed, in
        order.
        """

        def address(path: str, anchor: str) -> str:
            return addresses.between(BIBLIOGRAPHY, path, anchor)

        cited = where_cited.groups(self._data, citing, titles, address)

        def places(found: re.Match[str]) -> str:
            groups = cited.get(found[1])
            if not groups:
                return ""
            number = sum(len(group.places) + bool(group.href) for group in groups)
            return self._renderer.html("uses", groups=groups, number=number, few=_FEW)

        return _MARK_RE.sub(places, html)


def _lead(source: Source, printed: str) -> str:
    """Return what readers look up: what is printed, or what the data say instead.

    Where no name leads but a title, its English article does not count.
    """
    if source.sort:
        return source.sort
    names = (name for role in NAMES for name in source.names(role))
    if any(printed.startswith((name.short, name.family or name.short)) for name in names):
        return printed
    return _ARTICLE_RE.sub("", printed)
