"""Statements and the page that they are about: what of one the other lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import complaints
from .anchoring import Lost, locate, paragraphs
from .stream import Stream

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .dataset import Dataset
    from .extension import Tree
    from .model import Statement
    from .page import Page
    from .problems import Problem


def check(tree: Tree, page: Page, statements: list[Statement], data: Dataset) -> Iterator[Problem]:
    """Find statements without their paragraph or words, and paragraphs without a statement.

    The page is taken before anything is put into its paragraphs. Because no paragraph is left
    out, shares of them can be computed without the page.
    """
    numbered = paragraphs(tree.root)
    texts: dict[str, str] = {}
    silent = dict.fromkeys(numbered)
    for statement in statements:
        name = f"p{statement.paragraph}"
        silent.pop(name, None)
        if name not in numbered:
            yield complaints.no_paragraph(data, statement)
            continue
        if name not in texts:
            texts[name] = Stream(numbered[name], tree.stash, closed=False).normal.text
        place = locate(texts[name], statement.exact)
        if isinstance(place, Lost):
            yield complaints.no_words(data, statement, place)
    for name in silent:
        yield complaints.no_statement(page.find(rf"#{name}\b(?=[^{{}}\n]*}})"), name[1:])
