"""The ids of a page's elements: two elements with one id cannot both be led to."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from ..problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ..problems import Position
    from .page import Page
    from .tree import Tree

_COMMENT_RE = re.compile(r"<!--.*?-->", re.DOTALL)
_ID_RE = re.compile(r"""<[a-zA-Z][^<>]*?(?<![\w-])id\s*=\s*["']?([^\s"'<>]+)""")

_ODD_RE = re.compile(r"[^A-Za-z0-9.-]")


def safe(identifier: str) -> str:
    """Write an id in signs that it may have in HTML, in XML and in an address: `a:b` as `a_3a_b`.

    No two become one.
    """
    return _ODD_RE.sub(lambda odd: "__" if odd[0] == "_" else f"_{ord(odd[0]):x}_", identifier)


def taken_twice(
    page: Page, tree: Tree, later: Callable[[str], bool], *, named: bool
) -> Iterator[Problem]:
    """Say that two elements of a page have one id; `later` knows those that come when it is whole.

    Where no data name anything on the page, that of its own elements is its author's affair.
    """
    counts = _count(tree)
    for name in sorted(_doubled(counts) | {*filter(later, counts)}):
        places = _places(page, name)
        if len(places) > 1 and not named:
            continue
        if len(places) > 1:
            message = f"the id '{name}' is taken: it stands at {places[0]} too."
            yield Problem(places[1], message, "Give one of the two another.")
        elif places:  # else it is not the page's fault
            message = f"the id '{name}' is taken: a note, link or card of this page has it."
            yield Problem(places[0], message, "Give yours another.")


def shared(page: Page, tree: Tree) -> set[str]:
    """Find the ids that a page's own text gives to two elements: nobody knows which is meant."""
    return {name for name in _doubled(_count(tree)) if len(_places(page, name)) > 1}


def _doubled(counts: Counter[str]) -> set[str]:
    return {name for name, times in counts.items() if times > 1}


def _places(page: Page, name: str) -> list[Position]:
    """Find where a page's text gives an id."""
    written = rf"(?:\{{[^{{}}\n]*#|<[^<>]*\bid\s*=\s*[\"']?)({re.escape(name)})(?![\w-])"
    return page.places(written)


def _count(tree: Tree) -> Counter[str]:
    counts = Counter([its for element in tree.root.iter() if (its := element.get("id"))])
    for html in tree.put_aside():
        counts.update(_ID_RE.findall(_COMMENT_RE.sub("", html)))
    return counts
