"""What lives as long as the data: it finds names, renders templates, and remembers no page."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from .. import pieces
from ..data.dataset import by_page
from ..links.matcher import Matcher
from ..text import ids
from ..text.outline import Outlines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..data.dataset import Dataset
    from ..data.edition import Edition
    from ..data.model import Entity
    from ..links.matcher import Patterns
    from ..pieces.piece import Lead, Piece
    from ..problems import Problem
    from ..templates.render import Renderer
    from ..text.page import Page
    from ..text.tree import Tree

_CARD = "card-"


class Engine:
    """The data of a site, ready for its pages."""

    def __init__(self, data: Dataset, renderer: Renderer, edition: Edition) -> None:
        """Take data that hold together, templates, and what is said of the site."""
        self.data, self.renderer, self.edition = data, renderer, edition
        self._known: Sequence[Patterns] = ()
        """What names were looked for in the data before these."""
        self.annotations = by_page(data.annotations.values(), lambda one: one.target.page)
        self.outlines = Outlines()
        """How its pages call and order their blocks."""
        self.pieces = pieces.in_use(data)
        self.speaking: dict[str, list[Piece]] = {}
        """The pieces whose data speak of a page, by its path."""
        self.leads: dict[str, list[Lead]] = {}
        """The ways from each note to where pieces speak of it, by its id."""
        for piece in self.pieces:
            items = [(s, noun) for s in piece.shelves for noun in data.of(s.noun).values()]
            for page in dict.fromkeys(page for s, noun in items for page, _ in s.pages(noun)):
                self.speaking.setdefault(page, []).append(piece)
            for lead in piece.leads(data):
                self.leads.setdefault(lead.note, []).append(lead)

    def follow(self, last: Engine) -> None:
        """Take the engine of data before these, of which something may serve again."""
        self._known = last.matcher.patterns

    def taken_twice(self, page: Page, tree: Tree) -> Iterator[Problem]:
        """Find ids of a page that two elements have, or one and something that comes later."""
        named = any(page.path in its for its in (self.annotations, self.entities, self.speaking))
        return ids.taken_twice(page, tree, self._is_of_card, named=named)

    def _is_of_card(self, name: str) -> bool:
        """Whether an id is one of a card, which comes when a page is whole."""
        if not name.startswith(_CARD):
            return False
        its, entities = name.removeprefix(_CARD), self.data.entities
        return its in entities or its.removesuffix("-gloss") in entities

    def shared_ids(self, page: Page, tree: Tree) -> set[str]:
        """Find ids that two elements of a page have, where data may mean one of them."""
        named = page.path in self.annotations or page.path in self.speaking
        return ids.shared(page, tree) if named else set()

    # By the time that these are asked for, registers have said where their entries are.
    @cached_property
    def matcher(self) -> Matcher:
        """What finds their names."""
        return Matcher(self.data.entities.values(), self._known)

    def forget_names(self) -> None:
        """Let go of what finds them; it is made again if somebody asks for it."""
        self.__dict__.pop("matcher", None)

    @cached_property
    def entities(self) -> dict[str, list[Entity]]:
        """Those with an entry on a page, by its path."""
        return by_page(self.data.entities.values(), lambda one: one.page)
