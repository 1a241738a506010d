"""What an author has selected in a page, as a target of our data.

A browser tells the words, and all that stands before and after them in their block. Only if that is
what the block says here, or if the words can be no others, there is a target: nothing is guessed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from ..imports.placing import Page, Pages, Place, Unplaced, free
from ..notes.anchoring import Span, nearest, whole
from ..problems import phrases
from ..text.visible import as_seen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..notes.seen import Seen
    from .site import Site

_NEAR = 24
"""So many characters of both sides must be alike, where not all of a block is."""


class Part(NamedTuple):
    """What is selected of a block, or of the first or last of several."""

    block: str
    exact: str
    before: str = ""
    after: str = ""


class Selected(NamedTuple):
    """A target, and what became of a selection that is none as it was."""

    target: dict[str, Any]
    told: list[str]


def select(site: Site, path: str, first: Part, last: Part | None = None) -> Selected | str:
    """Find what is selected on a page. Out: the target, or a sentence that says why there is none.

    In: the part of it in its block; of a selection over several, those in the first and the last.
    """
    if (seen := site.seen(path)) is None:
        return f"'{path}' is no page with notes, or it has not been built yet."
    pages = Pages(_known(site, path, seen))
    page = pages.pages[path]
    ends = [first] if last is None else [first, last]
    spans = [_span(page, part) for part in ends]
    for span in spans:
        if isinstance(span, str):
            return span
    found = [span for span in spans if isinstance(span, Span)]
    start, end = found[0].start, found[-1].end
    if end <= found[-1].start or end <= start:
        return "The selection ends before it starts. Select the words again."
    wide = Span(
        _whole(page, first, start, start + 1).start, _whole(page, ends[-1], end - 1, end).end
    )
    told = []
    if wide != (start, end):
        shown = phrases.short(page.text[slice(*wide)])
        told.append(f"Notes are on whole words: this one is now on '{shown}'.")
    place = Place(path, *wide)
    target = pages.target(place, page.text[slice(*wide)])
    if isinstance(target, Unplaced):
        return f"{target.message}. {target.hint}".strip()
    return Selected(target, told)


def _known(site: Site, path: str, seen: Seen) -> dict[str, Any]:
    its = {"text": seen.text, "blocks": seen.blocks, "url": site.urls.get(path, "")}
    text = site.shelves.text
    return {"url": "", "page": text, "author": site.edition.author, "pages": {path: its}}


def _whole(page: Page, part: Part, start: int, end: int) -> Span:
    """Widen characters of a block to the words that they are a part of."""
    block = page.blocks[part.block]
    words = page.words(block)
    return _moved(whole(words, start - block.start, end - block.start), block.start)


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _span(page: Page, part: Part) -> Span | str:
    """Find a part of a selection in the text of a page."""
    exact = as_seen(part.exact).strip()
    if not exact:
        return "Nothing is selected. Select the words that the note is about."
    if not part.block:
        return (
            f"'{phrases.short(exact)}' stands in a block without an id. "
            f"Give it one in '{page.path}': a line '{{ #{free(page)} }}' under it."
        )
    if (block := page.blocks.get(part.block)) is None:
        return f"'{page.path}' has no block '{part.block}'. Reload the page, and select again."
    words = page.words(block)
    if words == as_seen(part.before + part.exact + part.after).strip():
        start = len(as_seen(part.before).strip())
        start += len(words[start:]) - len(words[start:].lstrip())
        end = len(words) - len(as_seen(part.after).strip())
        end = start + len(words[start:end].rstrip())
        if words[start:end] == exact:
            return _moved(Span(start, end), block.start)
    return _certain(page, block.id, words, part, exact)


def _certain(page: Page, name: str, words: str, part: Part, exact: str) -> Span | str:
    """Find words in a block of which a browser shows more, or other, than is written."""
    places = [found.start() for found in re.finditer(f"(?={re.escape(exact)})", words)]
    if not places:
        near = nearest(words, exact)
        hint = f" The nearest there are '{phrases.short(near)}'." if near else ""
        return (
            f"The words '{phrases.short(exact)}' do not stand in '{name}' of '{page.path}' "
            f"as they are selected.{hint}"
        )
    before, after = as_seen(part.before).strip(), as_seen(part.after).strip()
    alike = [
        at
        for at in places
        if _ends_alike(words[:at].strip(), before)
        and _ends_alike(words[at + len(exact) :].strip()[::-1], after[::-1])
    ]
    if len(alike) == 1:
        start = page.blocks[name].start + alike[0]
        return Span(start, start + len(exact))
    return (
        f"It is not certain which '{phrases.short(exact)}' in '{name}' is meant. Select some words "
        "more, or reload the page and select again."
    )


def _ends_alike(one: str, other: str) -> bool:
    return one[-_NEAR:] == other[-_NEAR:]


def parts(given: Mapping[str, Any]) -> tuple[Part, Part | None] | None:
    """Read a selection as a browser sends it; nothing if it is none."""
    first, last = given.get("first"), given.get("last")
    read = _part(first)
    ended = _part(last)
    if read is None or (last is not None and ended is None):
        return None
    return read, ended


def _part(given: object) -> Part | None:
    if not isinstance(given, dict) or not given.keys() <= set(Part._fields):
        return None
    its = {key: given.get(key, "") for key in Part._fields}
    return Part(**its) if all(isinstance(one, str) for one in its.values()) else None
