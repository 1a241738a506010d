"""Where on a page a target is: blocks, and the words in them."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from markdown.serializers import to_html_string
from markdown.util import HTML_PLACEHOLDER_RE

from ..text import blocks, raw_html, verse, visible
from ..text.shortening import shortened
from . import anchoring

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping

    from ..data.target import End, Target
    from ..data.yaml_file import Path
    from ..text.blocks import Block
    from ..text.stream import Stream
    from ..text.tree import Tree
    from ..text.visible import Run, Spot, Visible
    from .anchoring import Lost


_FIRST, _LONGEST = 6, 48
"""How much of a block stands for it: words, and how wide they are."""


class Found(NamedTuple):
    """What a target is about."""

    runs: list[Run]
    """Its characters; none if it is a picture, or another block without words."""
    first: Spot
    last: Spot

    @property
    def length(self) -> int:
        """The number of characters."""
        return sum(run.end - run.start for run in self.runs)


class Miss(NamedTuple):
    """What of a target is not there."""

    path: Path
    """Of the part of the target that names it: nothing, or that where it ends."""
    named: Target | End
    block: str
    lost: Lost | None = None
    """Its words; without them it is the block, or the end stands before the start."""


class Targets:
    """Finds the targets of one page."""

    def __init__(self, tree: Tree, twice: Container[str] = ()) -> None:
        """Take a page as its author wrote it; lines of verse get their names.

        `twice` are ids of which it is told that two elements have them.
        """
        self.twice = twice
        verse.number(tree)
        self._tree = tree
        self._text: Stream | None = None
        self._seen: dict[str, Visible] = {}

    @cached_property
    def blocks(self) -> Mapping[str, Block]:
        """Its blocks, by id; first asked for before anything is laid beside them."""
        return blocks.find(self._tree)

    def read(self, text: Stream) -> Stream:
        """Take what was read of the page when notes were laid beside it."""
        self._text = text
        return text

    def beginning(self, name: str) -> str:
        """Return the first words of a block, if it has any."""
        _, element, raw = self.blocks[name]
        stash = self._tree.stash
        if raw:
            html = stash(raw.number)[raw.start : raw.end if raw.until == raw.number else None]
        else:
            written = to_html_string(element)
            html = HTML_PLACEHOLDER_RE.sub(lambda mark: stash(int(mark[1])), written)
        return shortened(visible.as_seen(raw_html.seen(html)), _FIRST, _LONGEST)

    def absent(self, target: Target) -> Miss | None:
        """Say which block of a target the page does not have."""
        if target.name not in self.blocks:
            return Miss((), target, target.name)
        if target.until and target.until.name and target.until.name not in self.blocks:
            return Miss(("until",), target.until, target.until.name)
        return None

    def find(self, target: Target) -> Found | Miss:
        """Find what a target is about."""
        if missing := self.absent(target):
            return missing
        start = self._part((), target, target.name)
        if not target.until or isinstance(start, Miss):
            return start
        name = target.last
        end = self._part(("until",), target.until, name)
        if isinstance(end, Miss):
            return end
        if end.last <= start.first:
            return Miss(("until",), target.until, name)
        edges = [*self._spots(target.name), *self._spots(name)]
        whole = visible.Visible(self._stream, min(edges), max(edges))
        return Found(whole.between(start.first, end.last), start.first, end.last)

    def look(self) -> Callable[[], tuple[str, dict[str, tuple[int, int]]]]:
        """Let it be asked later what is seen of the page, and where in that blocks start and end.

        It takes long to find out, and need not be known of each page.
        """
        page, ends = visible.kept(self._stream), {name: self._spots(name) for name in self.blocks}

        def seen() -> tuple[str, dict[str, tuple[int, int]]]:
            whole = visible.Visible(page, visible.Spot(0), visible.Spot(len(page.shown)))
            spots = whole.spots()
            blocks = {
                name: (bisect_left(spots, first), bisect_left(spots, last))
                for name, (first, last) in ends.items()
            }
            return whole.text, blocks

        return seen

    def _part(self, path: Path, named: Target | End, name: str) -> Found | Miss:
        seen = self._visible(name)
        if not named.exact and not seen.text:
            return Found([], *self._spots(name))
        span = anchoring.locate(seen.text, named.exact, named.occurrence) if named.exact else None
        if isinstance(span, anchoring.Lost):
            elsewhere = "" if span.found else self._block_of(named.exact)
            return Miss(path, named, name, span._replace(elsewhere=elsewhere))
        runs = seen.runs(*(span or (0, len(seen.text))))
        return Found(runs, runs[0].first, runs[-1].last)

    def _block_of(self, exact: str) -> str:
        """Name the innermost block in which words stand; nothing if they do in two."""
        words = visible.as_seen(exact).strip()
        if not words or words not in self._all:
            return ""
        there = [one for one in self.blocks if anchoring.everywhere(self._visible(one).text, words)]
        if not there:
            return ""
        inner = min(there, key=lambda name: len(self._visible(name).text))
        first, last = self._spots(inner)
        around = map(self._spots, there)
        return inner if all(start <= first and last <= end for start, end in around) else ""

    @cached_property
    def _all(self) -> str:
        return "\n".join(self._visible(name).text for name in self.blocks)

    @property
    def _stream(self) -> Stream:
        assert self._text is not None, "a page is read before words are looked for"  # noqa: S101
        return self._text

    def _visible(self, name: str) -> Visible:
        if name not in self._seen:
            self._seen[name] = visible.Visible(self._stream, *self._spots(name))
        return self._seen[name]

    def _spots(self, name: str) -> tuple[Spot, Spot]:
        """Say where a block starts and ends; one that nobody can read is nowhere."""
        _, element, raw = self.blocks[name]
        if raw is None:
            start, end = self._stream.place(element) or (0, 0)
            return visible.Spot(start), visible.Spot(end)
        first, last = (self._stream.put_aside(number) for number in (raw.number, raw.until))
        return visible.Spot(first, raw.start), visible.Spot(last, raw.end)
