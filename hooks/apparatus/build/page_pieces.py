"""What comments ask for that is made of pages and not of data.

`<!-- apparatus: minutes story.md -->` says, anywhere in a line, how long that page takes to read.
`<!-- apparatus: letters -->` becomes the letters of a page: of its sources, or of its headings.
`<!-- apparatus: edition -->` says of which day a page is, whose, and how it is cited.
`<!-- apparatus: overlay -->` is where readers compare a copy of their own with the original.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..pieces.insert import find, inserted_twice, not_alone, nothing_to_insert, of_pages
from ..problems import Problem, phrases
from ..text.alphabet import letter
from ..text.headings import title

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from xml.etree.ElementTree import Element

    from ..templates.render import Renderer
    from ..text.page import Page
    from ..text.tree import Tree

_MINUTES_RE = re.compile(r"<!--\s*apparatus:\s*minutes\s+([^<>]*?)\s*-->")
Label = tuple[str, str]
"""What can be looked up: its words, and the name of its place."""


def fill(
    tree: Tree,
    page: Page,
    pages: Collection[str],
    make: Mapping[str, Callable[[], Element | None]],
    remedies: Mapping[str, str],
) -> list[Problem]:
    """Put in what a page asks for. Out: the problems.

    In: what makes each kind but the minutes; and of those that lack their data, how to have them.
    """
    problems = []
    done = set()
    for one, place in of_pages(tree):
        if one.name == "minutes":
            if one.which not in pages:
                problems.append(phrases.no_page(find(page, one), one.which, pages))
        elif one.which:
            message = f"'{one.name}' takes no further word."
            problems.append(Problem(find(page, one), message, f"Leave '{one.which}' out."))
        elif place is None:
            problems.append(not_alone(find(page, one), one.words))
        elif one.name in done:
            problems.append(inserted_twice(find(page, one), one.words))
        else:
            done.add(one.name)
            element = make[one.name]()
            place.put([] if element is None else [element])
            if remedy := remedies.get(one.name):
                problems.append(nothing_to_insert(find(page, one), one.words, remedy))
    return problems


def minutes(html: str, lengths: Mapping[str, int], renderer: Renderer) -> str:
    """Put numbers of minutes where a finished page asks for them."""

    def said(found: re.Match[str]) -> str:
        number = lengths.get(found[1])
        return renderer.html("minutes", number=number).strip() if number else ""

    return _MINUTES_RE.sub(said, html)


def headings(tree: Tree) -> list[Label]:
    """List the second-rank headings of a page; one without an id gets the one it would have."""
    found = []
    for heading in tree.root.iter("h2"):
        words = title(heading, tree.stash)
        if not heading.get("id"):
            heading.set("id", tree.slug(words))
        found.append((words, heading.get("id", "")))
    return found


def letters(labels: Iterable[Label], renderer: Renderer) -> Element | None:
    """Make the row of first letters, each leading to the first label that starts with it."""
    first: dict[str, str] = {}
    for words, anchor in labels:
        if its := letter(words, renderer.language):
            first.setdefault(its, anchor)
    return renderer.element("letters", letters=first) if first else None
