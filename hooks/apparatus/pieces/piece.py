"""A computed piece, as its folder declares it, and what one is made from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from ..text.places import named

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ..data.cited import Cited
    from ..data.dataset import Dataset
    from ..data.model import Confidence, Entity, Source
    from ..data.shelf import Check, Shelf
    from ..notes.targets import Targets
    from ..problems import Problem
    from ..templates.render import Renderer
    from ..text.page import Page
    from ..text.places import Place


class Reference(NamedTuple):
    """A place on a page that an item speaks of, and the sources that it cites there."""

    page: str
    anchor: str
    place: Place
    """What the bibliography calls it."""
    sources: tuple[str, ...]


class Lead(NamedTuple):
    """A way from a note to where a piece speaks of it."""

    note: str
    label: str
    """A message, to be said of all such ways of one piece."""
    title: str
    page: str
    anchor: str


class Thing(NamedTuple):
    """Something that a piece shows, for machines."""

    anchor: str
    """The name of its place on a page."""
    node: dict[str, Any]
    """It, in the words of schema.org."""


class Pair(NamedTuple):
    """Two entities that faced each other."""

    one: Entity
    other: Entity
    relation: str
    """What joins the one to the other, if a word of the site's own does."""
    how: str
    confidence: Confidence
    """The lower of what the two entries say."""
    sources: tuple[str, ...]


def _none(_data: Dataset) -> Iterable[None]:
    return ()


def _no_files(_data: Dataset) -> dict[str, bytes]:
    return {}


class Piece(NamedTuple):
    """What a kind of piece needs of others, and what it offers them."""

    needs: str
    """The data file that it cannot do without; `{}` stands for the id."""
    shelves: tuple[Shelf, ...] = ()
    ids: Callable[[Dataset], Iterable[str]] | None = None
    """For a kind of which there are several: the ids of which one must follow the name. An empty id
    stands for the name alone."""
    several: bool = False
    """Whether more than one id may follow."""
    holds: Callable[[Entity, str], bool] | None = None
    """For a kind that can be the place of entries: whether it is one of an entity's, by the ids."""
    once: bool = False
    """Whether its parts have names, so that a page can hold it only once."""
    check: Check = _none  # type: ignore[assignment]  # nothing is a problem of any kind
    """Finds what is wrong with its data alone."""
    check_page: Callable[[Targets, Page, Dataset], Iterator[Problem]] | None = None
    """Finds what of its data does not fit a page that they name."""
    references: Callable[[Dataset], Iterable[Reference]] = _none  # type: ignore[assignment]
    leads: Callable[[Dataset], Iterable[Lead]] = _none  # type: ignore[assignment]
    things: Callable[[Dataset], Iterable[Thing]] = _none  # type: ignore[assignment]
    pairs: Callable[[Dataset], Iterable[Pair]] = _none  # type: ignore[assignment]
    files: Callable[[Dataset], dict[str, bytes]] = _no_files
    """What is published beside the pages: paths below the site's top, and contents."""


class Context(NamedTuple):
    """What a piece is made from, and where it will stand."""

    page: str
    data: Dataset
    renderer: Renderer
    source_address: Callable[[Source], str]
    """Names a source from that page."""
    which: str = ""
    """The id after the name of the kind, or nothing."""
    level: int = 2
    """Which headings it may have, under those that it stands under."""
    called: Callable[[str, str], Place] = lambda _page, block: named(block)
    """Says the name of a block, by its page and its id."""

    def cited(self, ids: Iterable[str]) -> list[tuple[Cited, str]]:
        """Look up sources, each with its address from that page."""
        return self.data.cited(ids, self.source_address)
