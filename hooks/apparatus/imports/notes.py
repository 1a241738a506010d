"""Notes of others to items of `annotations.yml`, with their places on our pages."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from ..data.model import Annotation, Source
from ..problems import Problem, one_of, phrases
from ..text.places import order
from ..text.visible import as_seen
from . import bodies
from .placing import Place, Unplaced
from .positions import Positions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..data.dataset import Dataset
    from .placing import Pages
    from .record import Note

_NUMBER_RE = re.compile(r"\bn(\d+)\b")
_ID_RE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NAMED = 80
"""So many characters of a foreign id are told."""
_LONGEST = 200
_FROM_RE = re.compile(r"# from (\S.*) \(.*:\d+\)")
_WHOLE = "it is about a whole page"
_AFTER = ("known", "finding", "outcome", "start", "replaces")
"""Keys of our own that come after a note's sources."""


class Item(NamedTuple):
    """An item of a data file, and what its author should know of it."""

    fields: dict[str, Any]
    comment: str = ""
    name: str = ""
    """What it is called where it is from, to know it again whatever becomes of it here."""


@dataclass(slots=True)
class Made:
    """What records of a file became."""

    items: list[Item] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    known: int = 0
    """How many were there already."""

    def add(self, one: Item | Problem | None) -> None:
        """Add what one record became: nothing if it was there already."""
        if isinstance(one, Item):
            self.items.append(one)
        elif one is None:
            self.known += 1
        else:
            self.problems.append(one)


class Maker:
    """Makes items of notes; the data and all that was made before take no note twice."""

    def __init__(
        self, pages: Pages, data: Dataset, written: str, layer: str = "", names: Iterable[str] = ()
    ) -> None:
        """Take our pages and data, and the layer of notes that name none.

        `written` is all that data files say: ids in it are taken, even if they are used no more.
        `names` are those that notes had where they are from.
        """
        self._pages, self._data, self._layer = pages, data, layer
        self._names = {*names, *_FROM_RE.findall(written)}
        numbers = map(int, _NUMBER_RE.findall(written))
        self._last = max(numbers, default=0)
        self._ids = {*data.annotations, *data.lost.get(Annotation, ())}
        self._known = {
            _key(_target(note), note.body, pages.text) for note in data.annotations.values()
        }
        self._fit = bodies.fitter()

    def make(self, notes: Iterable[Note]) -> Made:
        """Make items of the notes of a file."""
        positions: dict[str, Positions] = defaultdict(Positions)
        made = Made()
        sure: list[tuple[Note, Place | Unplaced | None]] = []
        for note in notes:
            found = None if self._is_ours(note) else self._find(note)
            if isinstance(found, Place) and note.said.position is not None:
                positions[note.page].learn(found, note.said.position)
            sure.append((note, found))
        for note, found in sure:
            place = found
            if isinstance(found, Unplaced) and found.between and note.said.position is not None:
                chosen = positions[note.page].choose(found.between, note.said.position)
                place = chosen or found
            made.add(self._item(note, place))
        self._names |= {item.name for item in made.items} - {""}
        made.items.sort(key=lambda item: order(item.fields["id"]))  # as authors number them
        return made

    def _is_ours(self, note: Note) -> bool:
        """Whether the target is one that our pages have, as our own export says."""
        target = note.target
        page = self._pages.pages.get(str(target.get("page", "")))
        if not target or page is None:
            return False
        ends = [target, *([target["until"]] if isinstance(target.get("until"), dict) else [])]
        for end in ends:
            number = end.get("paragraph")
            name = f"p{number}" if number is not None else end.get("block", note.said.block)
            block = page.blocks.get(str(name))
            if block is None or as_seen(str(end.get("exact", ""))) not in page.words(block):
                return False
        return True

    def _find(self, note: Note) -> Place | Unplaced:
        """Find the words of a note, or the whole block that it is on."""
        said = note.said
        if as_seen(said.exact).strip():
            return self._pages.find(note.page, said)
        page = self._pages.pages.get(self._pages.named(note.page))
        if page and said.block in page.blocks:
            return Place(page.path, *page.blocks[said.block][1:])
        what = f"its place is given by {said.other} and no quotation" if said.other else _WHOLE
        what = f"there is no block '{said.block}'" if said.block else what
        return Unplaced(f"{what}, and notes here are about words or a block")

    def _item(self, note: Note, place: Place | Unplaced | None) -> Item | Problem | None:
        """Make an item. Out: nothing if it is there already, or why there is none."""
        target: dict[str, Any] | Unplaced = _shown(note, self._pages)
        if isinstance(place, Place):
            target = self._pages.target(place, note.said.exact)
        elif place:
            target = place
        if isinstance(target, Unplaced):
            return Problem(note.where, f"{target.message}.", target.hint)
        layer, tags = self._sorted(note)
        body = note.body if note.own else self._fit(note.body[: bodies.LONGEST + 1])
        if wrong := self._unfit(note, layer, body):
            return wrong
        own = str(note.own.get("id", ""))
        name = "" if note.own else _name(note)
        key = _key(target, body, self._pages.text)
        if own in self._ids or key in self._known or {name, name[:_NAMED]} & self._names:
            return None
        identifier = own if _ID_RE.fullmatch(own) else self._next()
        self._ids.add(identifier)
        self._known.add(key)
        fields = {"id": identifier, "target": target, "layer": layer}
        return self._complete(note, fields, body, tags)._replace(name=name)

    def _next(self) -> str:
        self._last += 1
        return f"n{self._last}"

    def _sorted(self, note: Note) -> tuple[str, tuple[str, ...]]:
        """Return the layer of a note, and its tags without one that names the layer."""
        if own := str(note.own.get("layer", "")):
            return own, note.tags
        layers = {one.casefold(): one for one in self._data.vocabulary.layer}
        for tag in note.tags:
            if its := layers.get(tag.strip().casefold()):
                return its, tuple(one for one in note.tags if one != tag)
        return self._layer, note.tags

    def _unfit(self, note: Note, layer: str, body: str) -> Problem | None:
        """Say why a note cannot be one of ours, whatever its place is."""
        if not body.strip():
            return Problem(note.where, "this note says nothing: it marks words alone.")
        if len(body) > bodies.LONGEST:
            return Problem(note.where, f"this note is longer than {bodies.LONGEST} characters.")
        if layer in (known := self._data.vocabulary.layer):
            return None
        if layer:
            return phrases.not_one_of(note.where, "layer", layer, known)
        first = next(iter(known))
        hint = f"Say '--layer {first}', or give it one of these tags: {one_of(known)}."
        return Problem(note.where, "nothing says in which layer this note is.", hint)

    def _complete(
        self, note: Note, fields: dict[str, Any], body: str, tags: tuple[str, ...]
    ) -> Item:
        """Add the rest; what the layer asks for and nobody has said makes the note a draft."""
        own: Mapping[str, Any] = note.own
        asks = self._data.vocabulary.layer[fields["layer"]].sources == "required"
        sources = [one for one in own.get("sources", ()) if not self._data.lacks(Source, one)]
        gone = [one for one in own.get("sources", ()) if one not in sources]
        lacks = [key for key in ("sources", "confidence") if asks and not own.get(key)]
        author = "" if note.own and note.author == self._pages.author else note.author
        fields |= {"title": own.get("title"), "body": body}
        fields["sources"] = [one.written for one in sources]
        fields |= {"confidence": own.get("confidence")} | {key: own.get(key) for key in _AFTER}
        fields |= {"author": author, "tags": list(dict.fromkeys(filter(str.strip, tags)))}
        why = [f"no {' and no '.join(lacks)}"] if lacks else []
        why += [f"for {note.kept} alone"] if note.kept else []
        why += [f"unknown sources {one_of(gone)}"] if gone else []
        fields["draft"] = bool(why) or not note.own
        named = f"from {note.name[:_NAMED]} " if note.name and not note.own else ""
        comment = "; ".join([f"{named}({note.where.file}:{note.where.line})", *why])
        return Item({key: its for key, its in fields.items() if its}, comment * fields["draft"])


def _name(note: Note) -> str:
    """Return what a note is called where it is from; if it has no such name, what it says."""
    name = " ".join(note.name.split())
    if name and len(name) <= _LONGEST:
        return name
    its = "\n".join((name or note.body, note.page, note.said.exact, note.said.prefix))
    return hashlib.sha256(its.encode()).hexdigest()[:32]


def _shown(note: Note, pages: Pages) -> dict[str, Any]:
    """Return the target that our own export has; the page that all mean goes without saying."""
    its = {key: value for key, value in note.target.items() if value}
    return {key: value for key, value in its.items() if (key, value) != ("page", pages.text)}


def _target(note: Annotation) -> dict[str, Any]:
    target = note.target
    until = target.until.written if target.until else None
    return {
        "page": target.page, "block": target.name, "exact": target.exact,
        "occurrence": target.occurrence, "until": until,
    }  # fmt: skip


def _key(target: Mapping[str, Any], body: str, page: str) -> tuple[object, ...]:
    """Return what two notes have in common of which one is not needed.

    In: also the page that targets mean without a word.
    """
    number, nth, until = target.get("paragraph"), target.get("occurrence", 1), target.get("until")
    block = f"p{number}" if number is not None else target.get("block")
    exact = as_seen(str(target.get("exact", ""))).strip()
    return target.get("page", page), block, exact, nth, bool(until), " ".join(body.split())
