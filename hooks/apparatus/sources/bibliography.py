"""The list of all sources, at the end of its page: each in the style, and where it is cited."""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from ..data.model import BIBLIOGRAPHY, SOURCE_ANCHOR
from ..text.addresses import between
from . import citations, where_cited

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping
    from pathlib import Path

    from ..data.dataset import Dataset
    from ..data.model import Source
    from ..links.addresses import Addresses
    from ..pieces.piece import Reference
    from ..templates.render import Renderer
    from ..text.tree import Tree
    from .where_cited import Use

_MARK_RE = re.compile(r"<!--apparatus:cited:([a-z0-9-]+)-->\n?")
_ARTICLE_RE = re.compile(r"(?:the|an?) ")
_FEW = 8
"""So many places are shown at once; more are folded away."""


class Bibliography:
    """The sources of one build, and the places that cite them."""

    def __init__(self, data: Dataset, renderer: Renderer, kept: Path | None) -> None:
        """Take data and templates, and the folder for what later builds may use again."""
        self._data, self._renderer = data, renderer
        self._kept = kept / "citations" / "sources.json" if kept else None
        self.uses: dict[str, list[Use]] = {}
        """Where each page's words cite sources."""
        self.listed: list[tuple[str, str]] = []
        """What each source in the list is looked up by, and the name of its place, in order."""

    def page(self, tree: Tree, path: str) -> None:
        """Look through a page for what it cites; add the list to the page that is for it."""
        self.uses[path] = where_cited.find(tree, between(path, f"{BIBLIOGRAPHY}#{SOURCE_ANCHOR}"))
        if path == BIBLIOGRAPHY and self._data.sources:
            tree.root.append(self._list(tree))

    def _list(self, tree: Tree) -> Element:
        self.listed = [(_plain(citations.text(runs)), one.anchor) for one, runs, _ in self._rows]
        said = self._renderer.words.plain.gettext("Sources")
        section = Element("section", {"role": "doc-bibliography", "aria-label": said})
        listed = SubElement(section, "ul", {"class": "ap-bibliography"})
        for source, runs, href in self._rows:
            # MkDocs checks links to what has an id in the tree.
            item = SubElement(listed, "li", {"id": source.anchor})
            html = self._renderer.html("bibliography", source=source, runs=runs, href=href)
            item.text = tree.put(html)
            item.tail = "\n"
        return section

    def works(self, ids: Container[str]) -> str:
        """List some sources in full, for paper."""
        rows = [row for row in self._rows if row[0].id in ids]
        return self._renderer.html("works", rows=rows) if rows else ""

    @cached_property
    def _rows(self) -> list[tuple[Source, list[citations.Run], str]]:
        """All sources as the style cites them, in that order, with what they lead to."""
        sources = list(self._data.sources.values())

        def place(row: tuple[Source, list[citations.Run]]) -> tuple[str, str]:
            return _plain(citations.text(row[1])), row[0].id

        wanted = [(citations.CHICAGO, source) for source in sources]
        cited = citations.cite(
            wanted, self._kept, addresses=False, language=self._renderer.words.language
        )
        return [
            (source, runs, source.web)
            for source, runs in sorted(zip(sources, cited, strict=True), key=place)
        ]

    def finish(
        self,
        html: str,
        asked: Mapping[str, Iterable[str]],
        references: Iterable[Reference],
        titles: Mapping[str, str],
        addresses: Addresses,
    ) -> str:
        """Say in the finished list where each source is cited.

        In: the page, for each page the sources that it rests on as a whole, what pieces cite, and
        the titles of the pages whose places are listed, in order.
        """

        def address(path: str, anchor: str) -> str:
            return addresses.between(BIBLIOGRAPHY, path, anchor)

        citing = where_cited.Citing(asked, self.uses, references)
        cited = where_cited.groups(self._data, citing, titles, address)

        def places(found: re.Match[str]) -> str:
            groups = cited.get(found[1])
            if not groups:
                return ""
            number = sum(len(group.places) + bool(group.href) for group in groups)
            return self._renderer.html("uses", groups=groups, number=number, few=_FEW)

        return _MARK_RE.sub(places, html)


def _plain(text: str) -> str:
    """Return what readers look up: without case, accents, quotation marks, a first article."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(sign for sign in plain if sign.isalnum() or sign == " ").lstrip()
    article = _ARTICLE_RE.match(plain)
    return plain[article.end() :] if article else plain
