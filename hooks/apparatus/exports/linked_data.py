"""A page in the words of schema.org, as JSON-LD: the page, whose it is, what it is about.

The work that notes are about is named and never copied: it is somebody else's.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from .. import pieces
from ..data.source import untagged
from ..text import dates, inline
from ..text.addresses import iri
from ..words import ENGLISH
from . import claims

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..data.model import Annotation, Entity, Name, Source
    from .site import Site

Node = dict[str, Any]
_ID_RE = re.compile(r'\bid="([^"]*)"')
_WORKS = {
    "article-newspaper": "NewsArticle",
    "article-magazine": "Article",
    "article-journal": "ScholarlyArticle",
    "book": "Book",
    "chapter": "Chapter",
    "legislation": "Legislation",
    "report": "Report",
    "thesis": "Thesis",
    "webpage": "WebPage",
}
"""Types of CSL; all others are creative works."""
_KINDS = {
    "person": "Person",
    "organization": "Organization",
    "place": "Place",
    "event": "Event",
    "document": "CreativeWork",
    "term": "DefinedTerm",
}


class Page(NamedTuple):
    """A finished page."""

    path: str
    """Below the docs folder."""
    title: str
    content: str
    """The HTML that its author's words became."""
    entries: Sequence[Entity] = ()
    """Those that stand on it."""
    notes: Sequence[Annotation] = ()
    """Those on its words."""


def graph(its: Page, described: str, site: Site) -> Node:
    """Describe a page, of which a description is known, and all that it is the place of."""
    path, title, html, entries, notes = its
    address, home = site.address(path), site.is_home(path)
    work = site.data.sources.get(site.edition.about)
    page: Node = {
        "@type": "WebPage" if home else "Article",
        "@id": address,
        "name" if home else "headline": title,
        **_said(description=described, inLanguage=site.edition.language, image=site.card),
        **_made(site),
        "isPartOf": {"@id": f"{site.address('')}#website"},
    }
    nodes = [page, *_site(site)]
    if work:
        page["about"] = {"@id": _work_id(work, site)}
        nodes.append(_work(work, site))
    nodes += (_entry(one, address) for one in entries)
    if len(entries) == 1 and not entries[0].fragment:
        page["mainEntity"] = {"@id": _entry_id(entries[0], address)}
    if terms := [one for one in entries if one.kind == "term" and one.fragment]:
        name = f"{address}#terms"
        members = [{"@id": _entry_id(one, address)} for one in terms]
        nodes.append(
            {"@type": "DefinedTermSet", "@id": name, "name": title, "hasDefinedTerm": members}
        )
        page["mainEntity"] = {"@id": name}
    if things := [one for piece in pieces.in_use(site.data) for one in piece.things(site.data)]:
        there = set(_ID_RE.findall(html))
        its_own = (one for one in things if one.anchor in there)
        nodes += ({"@id": f"{address}#{one.anchor}", **one.node} for one in its_own)
    nodes += _reviews(notes, html, site)
    return {"@context": "https://schema.org", "@graph": nodes}


def _said(**values: Any) -> Node:  # noqa: ANN401 - JSON
    return {key: value for key, value in values.items() if value}


def _made(site: Site) -> Node:
    """Say who made something, when, and what may be done with it."""
    edition = site.edition
    made = _said(datePublished=edition.day, dateModified=edition.day, license=edition.licence)
    if edition.author:
        made["author"] = made["publisher"] = {"@id": f"{site.address('')}#editors"}
    return made


def _site(site: Site) -> Iterator[Node]:
    edition, top = site.edition, site.address("")
    yield {
        "@type": "WebSite",
        "@id": f"{top}#website",
        **_said(url=edition.url, name=edition.title, description=edition.description),
    }
    if edition.author:
        yield {"@type": "Organization", "@id": f"{top}#editors", "name": edition.author}


def _work_id(work: Source, site: Site) -> str:
    return work.web or site.source(work) or f"{site.address('')}#{work.key}"


def _work(work: Source, site: Site) -> Node:
    kind = _WORKS.get(work.type, "CreativeWork")
    node: Node = {
        "@type": kind,
        "@id": _work_id(work, site),
        "headline" if kind.endswith("Article") else "name": work.plain,
        **_said(url=work.web, datePublished=dates.exact(work.issued), inLanguage=work.language),
    }
    for role in ("author", "editor", "translator"):
        if names := work.names(role):
            node[role] = [_name(one) for one in names]
    node |= _said(isbn=work.text("ISBN") if kind == "Book" else "", sameAs=work.doi)
    if by := _publisher(work):
        node["publisher"] = by
    return node


def _publisher(work: Source) -> Node:
    its = untagged(work.container_title or work.publisher)
    return {"@type": "Organization", "name": its} if its else {}


def _name(name: Name) -> Node:
    return {"@type": "Organization" if name.literal else "Person", "name": str(name)}


def _entry_id(entity: Entity, page: str) -> str:
    """Name what an entry on a page is about: it is not the page, even where it has it to itself."""
    return f"{page}#{iri(entity.fragment) or 'entry'}"


def _entry(entity: Entity, page: str) -> Node:
    kind = _KINDS.get(entity.kind, "Thing")
    names = [alias.text for alias in entity.aliases]
    if entity.names:
        called = {**dict.fromkeys(("ja", "romaji"), ""), **entity.names}
        names = [*(called[tag] for tag in called if tag != "kana"), *names]
    node: Node = {
        "@type": kind,
        "@id": _entry_id(entity, page),
        "name": entity.name,
        **_said(
            alternateName=[one for one in dict.fromkeys(names) if one and one != entity.name],
            description=inline.plain(entity.gloss),
            sameAs=list(entity.same_as),
        ),
    }
    if kind == "Person":
        born, died = dates.exact(entity.born), dates.exact(entity.died)
        node |= _said(jobTitle=entity.role, birthDate=born, deathDate=died)
    return node


def _reviews(notes: Sequence[Annotation], html: str, site: Site) -> Iterator[Node]:
    """Describe each check of a fact: whose statement it is, and what was found."""
    checked = site.in_order(note for note in notes if note.finding)
    said = claims.sentences(html, site.edition.language) if checked else {}
    for note in checked:
        yield _review(note, said.get(note.id) or note.target.called(ENGLISH), site)


def _review(note: Annotation, claim: str, site: Site) -> Node:
    work = site.data.sources.get(site.edition.about)
    item: Node = {"@type": "Claim", "text": claim}
    if work:
        issued = dates.exact(work.issued)
        item |= {"appearance": {"@id": _work_id(work, site)}, **_said(datePublished=issued)}
        item |= _said(author=_publisher(work))
    return {
        "@type": "ClaimReview",
        "@id": site.note(note),
        **_said(url=site.published(note.target.page, note.id)),
        "name": note.title or note.target.called(ENGLISH),
        **_made(site),
        "claimReviewed": claim,
        "itemReviewed": item,
        "reviewRating": {"@type": "Rating", "alternateName": note.finding},
    }
