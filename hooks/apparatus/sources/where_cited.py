"""Where the site cites each source: in the words of pages and notes, and in the data."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from ..text.ids import safe
from ..text.places import Place, place_of
from ..text.tree import parents

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from xml.etree.ElementTree import Element

    from ..data.dataset import Dataset
    from ..data.model import Annotation, Source
    from ..pieces.piece import Reference
    from ..text.outline import Outlines
    from ..text.tree import Tree


class Use(NamedTuple):
    """A place in a page's words that cites a source."""

    source: str
    anchor: str
    place: Place
    """Where on its page it stands."""


class Group(NamedTuple):
    """A page that cites a source, and where on it."""

    title: str
    href: str
    """Its address, when it cites the source as a whole; else empty."""
    places: list[tuple[str, Place]]
    """Address of each, and what it is called."""


def find(tree: Tree, prefix: str) -> list[Use]:
    """Find the links to sources on a page, and give each an id to lead to.

    In: the page, notes and computed pieces and all, and how an address in the bibliography starts
    there. The sources that notes name in the data are left out; see `groups`.
    """
    wanted = {link for link in tree.root.iter("a") if link.get("href", "").startswith(prefix)}
    if not wanted:
        return []
    above = parents(tree.root)
    found: list[Use] = []
    counts: dict[str, int] = {}
    section = None
    for element in tree.root.iter():
        if element.tag in ("h1", "h2"):
            section = element
        elif element in wanted:
            made = element.get("role")  # from the data; what the author writes has none yet
            element.set("role", "doc-biblioref")
            source = element.get("href", "").removeprefix(prefix)
            block = _block(element, above)
            in_note = block is not None and block.get("role") == "note"
            if made and (block is None or in_note):
                continue
            if block is not None and (made or in_note):
                anchor = block.get("id", "")
            else:
                counts[source] = count = counts.get(source, 0) + 1
                anchor = f"cited-{source}" + (f"-{count}" if count > 1 else "")
                anchor = element.attrib.setdefault("id", anchor)
            name = block.get("data-name") if block is not None else None
            place = Place("named", name) if name else place_of(tree.stash, block, section)
            found.append(Use(source, anchor, place))
    return found


def _block(link: Element, above: Mapping[Element, Element]) -> Element | None:
    """Find the note that a link stands in, else the nearest element around it that has an id."""
    around: list[Element] = []
    at = link
    while at in above:
        at = above[at]
        around.append(at)
    notes = (element for element in around if element.get("role") == "note")
    named = (element for element in around if element.get("id"))
    return next(chain(notes, named), None)


class Citing(NamedTuple):
    """All that cites sources besides entities and notes."""

    pages: Mapping[str, Iterable[str]]
    """The sources that each page as a whole rests on."""
    uses: Mapping[str, list[Use]]
    """What `find` has found on each page."""
    references: Iterable[Reference]
    """What pieces refer to."""
    outlines: Outlines
    """In what order pages have the blocks that notes are about."""


def groups(
    data: Dataset, citing: Citing, titles: Mapping[str, str], address: Callable[[str, str], str]
) -> dict[str, list[Group]]:
    """List what cites each source, by its key; pages come in the order of titles.

    In: also the function that names a place (page, anchor).
    """
    # Source, page, then place and anchor; of places with one name the first is enough.
    rows: dict[str, dict[str, dict[Place | None, str]]] = {}
    for source, path, anchor, place in _all(data, citing):
        if path in titles:
            rows.setdefault(source, {}).setdefault(path, {}).setdefault(place, anchor)
    order = {path: number for number, path in enumerate(titles)}
    return {
        source: [
            Group(
                titles[path],
                address(path, "") if None in places else "",
                [(address(path, anchor), place) for place, anchor in places.items() if place],
            )
            for path, places in sorted(pages.items(), key=lambda item: order[item[0]])
        ]
        for source, pages in rows.items()
    }


def uncited(data: Dataset, citing: Citing) -> list[Source]:
    """Choose the sources that nothing on the site cites."""
    cited = {source for source, *_ in _all(data, citing)}
    return [source for source in data.sources.values() if safe(source.id) not in cited]


def _all(data: Dataset, citing: Citing) -> Iterator[tuple[str, str, str, Place | None]]:
    """Go through all that cites: source, page, anchor, place; a whole page has neither of these."""
    for path, ids in citing.pages.items():
        yield from ((safe(source), path, "", None) for source in ids)
    for entity in data.entities.values():
        place = Place("named", entity.name) if entity.fragment else None
        where = entity.page, entity.fragment, place
        yield from ((safe(source), *where) for source in entity.sources)
    for path, its in citing.uses.items():
        yield from ((use.source, path, use.anchor, use.place) for use in its)

    def order(note: Annotation) -> tuple[int, list[int | str]]:
        return citing.outlines.of(note.target.page).order(note.target.name)

    for note in sorted(data.annotations.values(), key=order):
        page, place = note.target.page, Place("note", note.number)
        yield from ((safe(source), page, note.id, place) for source in note.sources)
    for one in citing.references:
        yield from ((safe(source), one.page, one.anchor, one.place) for source in one.sources)
