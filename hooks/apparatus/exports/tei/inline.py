"""Words of a page in TEI: emphasis, languages, links, names, and where notes begin and end."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin
from xml.etree.ElementTree import Element, SubElement

from ...text.ids import safe
from . import html, xml

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Collection, Iterable, Mapping

    from ..site import Site

_TAGS: dict[str, tuple[str, str]] = {
    "em": ("emph", ""),
    "i": ("hi", "italic"),
    "strong": ("hi", "bold"),
    "b": ("hi", "bold"),
    "u": ("hi", "underline"),
    "small": ("hi", "small"),
    "mark": ("hi", "mark"),
    "sup": ("hi", "superscript"),
    "sub": ("hi", "subscript"),
    "code": ("hi", "code"),
    "kbd": ("hi", "code"),
    "samp": ("hi", "code"),
    "cite": ("hi", "cite"),
    "q": ("q", ""),
    "del": ("del", ""),
    "s": ("del", ""),
    "ins": ("add", ""),
    "abbr": ("abbr", ""),
}
"""Elements of HTML: those of TEI, and how they are rendered."""
NAMES = {
    "person": "persName", "place": "placeName", "organization": "orgName", "term": "term",
}  # fmt: skip
"""What the mention of an entity is, by its kind; all others are strings that refer."""


class Page(NamedTuple):
    """A page that is being written, and what its links may lead to."""

    site: Site
    path: str
    number: int
    cited: Mapping[str, str]
    """The names for XML of sources, by their places in the bibliography."""
    wanted: Collection[str]
    """The ids on the page that something points to."""
    left: Counter[str]
    """How many parts of each note's words are still to come."""
    given: dict[str, str]
    """The names for XML that have been given, by what they stand for: ids, and notes' ends."""

    def name(self, identifier: str) -> str:
        """Name a place on the page for XML."""
        return f"text{self.number}.{safe(identifier)}"

    def identify(self, source: Element, target: Element) -> None:
        """Give an element the language and, if something points to it, the name of its HTML."""
        its = source.get("id", "")
        if its in self.wanted and its not in self.given:
            self.given[its] = self.name(its)
            target.set("xml:id", self.name(its))
        for key, tag in xml.language(source.get("lang", "")).items():
            target.set(key, tag)


def words(page: Page, source: Element, target: Element) -> None:
    """Write what an element holds as words, and no blocks."""
    xml.write(target, source.text)
    for part in source:
        word(page, part, target)
        xml.write(target, part.tail)


def trimmed(element: Element) -> Element:
    """Take white space away that no reader sees, around what an element holds."""
    element.text = (element.text or "").lstrip() or None
    if len(element):
        element[-1].tail = (element[-1].tail or "").rstrip() or None
    elif element.text:
        element.text = element.text.rstrip()
    return element


def word(page: Page, source: Element, into: Element) -> None:
    """Write an element among words; notes' words get anchors, because they may overlap."""
    note = source.get("data-annotation", "")
    if note in page.left and f"{note} from" not in page.given:
        _anchor(page, into, note, "from")
    if source.tag == "br":
        SubElement(into, "lb")
    elif source.tag == "img":
        into.append(picture(page, source, Element("figure")))
    elif source.tag == "ruby" and _is_plain(source):
        _ruby(page, source, into)
    else:
        inner = _like(page, source)
        words(page, source, into if inner is None else inner)
        if inner is not None and (inner.text or len(inner) or "xml:id" in inner.attrib):
            into.append(inner)
    if note in page.left:
        page.left[note] -= 1
        if not page.left[note]:
            _anchor(page, into, note, "to")


def picture(page: Page, source: Element, into: Element) -> Element:
    """Write a picture, and what stands for it."""
    page.identify(source, into)
    if url := _address(page, source.get("src", "")):
        xml.add(into, "graphic", attributes={"url": url})
    xml.add(into, "figDesc", source.get("alt", ""))
    return into


def links(tree: Element) -> Iterable[str]:
    """Find the places on the page itself that its links lead to."""
    return [its[1:] for link in tree.iter("a") if (its := link.get("href", "")).startswith("#")]


def _anchor(page: Page, into: Element, note: str, end: str) -> None:
    page.given[f"{note} {end}"] = its = f"{xml.name(note)}.{end}"
    xml.add(into, "anchor", attributes={"xml:id": its})


def _like(page: Page, source: Element) -> Element | None:
    """Make the element of TEI for one of HTML; none for what is nothing but its words."""
    tag, rend = _TAGS.get(str(source.tag), ("", ""))
    if source.tag == "a":
        made = _link(page, source)
    elif tag:
        made = Element(tag, {"rend": rend} if rend else {})
    elif xml.language(source.get("lang", "")):
        made = Element("foreign")
    else:
        made = None
    if made is None and source.get("id", "") in page.wanted:
        made = Element("seg")
    if made is not None:
        page.identify(source, made)
    return made


def _link(page: Page, source: Element) -> Element | None:
    site, href = page.site, source.get("href", "")
    if entity := site.data.entities.get(source.get("data-entity", "")):
        tag = NAMES.get(entity.kind, "rs")
        kind = {"type": xml.token(entity.kind)} if tag == "rs" else {}
        return Element(tag, {"ref": f"#entity.{entity.id}", **kind})
    if not href:
        return None
    _, _, fragment = href.partition("#")
    if cited := page.cited.get(fragment):
        return Element("ref", {"type": "citation", "target": f"#{cited}"})
    if href[0] == "#" and fragment in site.data.annotations:
        return Element("ref", {"target": f"#{xml.name(fragment)}"})
    if href[0] == "#" and fragment in page.wanted:
        kind = {"type": "footnote"} if "footnote-ref" in html.classes(source) else {}
        return Element("ref", {**kind, "target": f"#{page.name(fragment)}"})
    address = _address(page, href)
    return Element("ref", {"target": address}) if address else None


def _address(page: Page, href: str) -> str:
    """Write an address on a page as one that holds everywhere."""
    try:
        return xml.pointer(urljoin(page.site.address(page.path), href))
    except ValueError:  # brackets that hold no address
        return ""


def _is_plain(ruby: Element) -> bool:
    """Whether its base comes first and one reading after it, as nearly always."""
    return [part.tag for part in ruby].count("rt") == 1 and ruby[-1].tag == "rt"


def _ruby(page: Page, source: Element, into: Element) -> None:
    *base, reading = [part for part in source if part.tag != "rp"]
    made = SubElement(into, "ruby")
    page.identify(source, made)
    below = SubElement(made, "rb")
    xml.write(below, source.text)
    for part in base:
        word(page, part, below)
        xml.write(below, part.tail)
    words(page, reading, SubElement(made, "rt"))
