"""Every fact has a source that is there, and every doubt is told where the fact stands."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin

import pytest
from apparatus.data.model import Source
from apparatus.data.vocabulary import Vocabulary
from builds import PROJECT, homes, published, some

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from apparatus.words import Words
    from bs4 import BeautifulSoup, Tag

LISTS = {"sources.md", "cite.md"}
"""Pages that the engine fills; every other states its sources, or says in its front matter why not:
`no-sources: questions; the answers are on another page`."""
HEADINGS = ("h1", "h2", "h3")


class Claim(NamedTuple):
    """A piece of data that rests on sources, or is more or less sure."""

    kind: str
    item: object
    """What has an id."""
    part: object
    """The item, or the part of it that says so."""

    def __str__(self) -> str:
        return f"{self.kind} '{self.item.id}'" + (f": {self.part}" * (self.part is not self.item))


def parts(value: object) -> Iterator[object]:
    """Walk a noun and what it holds."""
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        for item in value:
            yield from parts(item)
    elif is_dataclass(value) or hasattr(value, "_fields"):
        yield value
        names = value._fields if hasattr(value, "_fields") else [f.name for f in fields(value)]
        for name in names:
            yield from parts(getattr(value, name))


@pytest.fixture(scope="module")
def claims(data) -> list[Claim]:
    """Everything in the data that has sources or a confidence."""
    found = [
        Claim(type(part).__name__, item, part)
        for noun, items in data.shelves.items()
        if noun not in (Source, Vocabulary)
        for item in items.values()
        for part in parts(item)
        if hasattr(part, "sources") or hasattr(part, "confidence")
    ]
    if not found:
        pytest.skip("nothing in the data of this edition rests on sources")
    return found


# -- sources -------------------------------------------------------------------------------------


def test_every_kind_of_data_is_looked_at(claims):
    assert {claim.kind for claim in claims} <= set(PLACES) | {"Figure"}


def is_free(claim: Claim, layers: set[str]) -> bool:
    """Whether a claim may rest on nothing: a name without an entry of its own, or a remark."""
    if claim.kind == "Entity":
        return not claim.part.entry
    return claim.kind == "Annotation" and claim.part.layer in layers


def test_every_fact_has_a_source_that_is_there(claims, data):
    free = {layer.id for layer in data.vocabulary.layers if layer.sources == "optional"}
    for claim in claims:
        if hasattr(claim.part, "sources"):
            assert claim.part.sources or is_free(claim, free), f"{claim} has no source"
            assert set(claim.part.sources) <= set(data.sources), claim


def test_no_source_is_cited_nowhere(claims, data, edition):
    cited = {s for claim in claims for s in getattr(claim.part, "sources", ())}
    for page in (edition / "docs").rglob("*.md"):
        text = page.read_text(encoding="utf-8")
        front = re.match(r"---\n(.*?)\n---\n", text, re.DOTALL)
        cited |= set(re.findall(r"\]\[([a-z0-9-]+)\]", text))
        cited |= set(re.findall(r"[a-z0-9-]+", front[1])) if front else set()
    for note in data.annotations.values():
        cited |= set(re.findall(r"\]\[([a-z0-9-]+)\]", note.body))
    assert sorted(set(data.sources) - cited) == []


def test_every_page_states_its_sources(pages, edition, data):
    entries = {entity.page for entity in data.entities.values()}
    silent, excused = [], []
    for path in some((edition / "docs").rglob("*.md")):
        page = path.relative_to(edition / "docs").as_posix()
        article = pages[published(page)].select_one("article")
        if page in entries:
            assert article.select(".ap-evidence"), page
        if re.match(r"---\n(?:.*\n)*?no-sources: +\S", path.read_text(encoding="utf-8")):
            excused.append(page)
        if not article.select('a[role="doc-biblioref"][href*="#source-"]') and page not in LISTS:
            silent.append(page)
    why = "name 'sources' under 'apparatus' in the front matter, or say why not: 'no-sources: …'"
    assert sorted(silent) == sorted(excused), why


# -- confidence ----------------------------------------------------------------------------------


def among(pages: dict[str, BeautifulSoup], selector: str) -> list[Tag]:
    """Find elements on whatever page."""
    return [element for soup in pages.values() for element in soup.select(selector)]


def section(heading: Tag) -> list[Tag]:
    """Return what follows a heading, up to the next that is no deeper."""
    found = []
    for element in heading.find_next_siblings():
        if element.name in HEADINGS and element.name <= heading.name:
            break
        found.append(element)
    return found


ENTRIES = homes(PROJECT)


def of_entity(pages: dict[str, BeautifulSoup], claim: Claim) -> list[Tag]:
    path, _, fragment = ENTRIES[claim.item.id].partition("#")
    page = pages[published(path)]
    head = page.find(id=fragment) if fragment else page.select_one("h1")
    if head.name not in HEADINGS:
        return head.select(".ap-evidence .ap-confidence")
    inside = section(head) if fragment else head.find_next_siblings()
    return [
        word
        for element in inside
        for word in element.select(".ap-confidence")
        if element["class"] == ["ap-evidence"]
    ]


def of_face(pages: dict[str, BeautifulSoup], claim: Claim) -> list[Tag]:
    lines = among(pages, ".ap-faced__list li")
    words = claim.part.how or "nothing that is written"
    return [word for line in lines if words in line.text for word in line.select(".ap-confidence")]


def of_statement(pages: dict[str, BeautifulSoup], claim: Claim) -> list[Tag]:
    block, speaker = claim.item.target.name, claim.item.speaker
    rows = among(pages, ".ap-sourcing__table tr")
    row = next(row for row in rows if row.th and row.th.text == speaker)
    links = row.find_all("a", href=re.compile(rf"#{block}$"))
    return [link.find_next_sibling(class_="ap-confidence") for link in links]


def of_step(pages: dict[str, BeautifulSoup], claim: Claim) -> list[Tag]:
    steps = among(pages, f"#{claim.item.anchor} .ap-pledge__step")
    return next(
        step.select(".ap-confidence")
        for step in steps
        if step.select_one(".ap-pledge__name").text == claim.part.stage
    )


def of_point(pages: dict[str, BeautifulSoup], claim: Claim) -> list[Tag]:
    rows = among(pages, ".ap-figure__table tr:has(td)")
    return [
        row.select_one(".ap-confidence")
        for row in rows
        if (row.th.text, row.td.text) == (claim.part.period, claim.part.value)
    ]


def at(inner: str) -> Callable[..., list[Tag]]:
    """Look below the element that has the item's id, or its anchor."""

    def found(pages: dict[str, BeautifulSoup], claim: Claim) -> list[Tag]:
        return among(pages, f"#{getattr(claim.item, 'anchor', claim.item.id)} {inner}")

    return found


PLACES = {
    "Entity": of_entity,
    "Face": of_face,
    "Annotation": at(".ap-confidence"),
    "Statement": of_statement,
    "Pledge": at(".ap-pledge__outcome .ap-confidence"),
    "Step": of_step,
    "Event": at(".ap-confidence"),
    "Point": of_point,
}
"""How to find the words that say how sure a claim is, for each kind of data."""


def hidden(word: Tag) -> bool:
    """Whether a word is there for search or for screen readers alone."""
    around = [word, *word.parents]
    return any(
        e.has_attr("hidden") or "ap-visually-hidden" in e.get("class", ()) or e.name == "template"
        for e in around
    )


def unsaid(pages: dict[str, BeautifulSoup], claims: list[Claim], said: Words) -> list[str]:
    """Find claims below high confidence that do not say so where they stand."""
    return [
        str(claim)
        for claim in claims
        if (sure := getattr(claim.part, "confidence", "")) not in ("high", "")
        if not any(
            word is not None and said.confidence(sure) in word.text and not hidden(word)
            for word in PLACES[claim.kind](pages, claim)
        )
    ]


def test_each_doubt_is_told_where_the_fact_stands(pages, claims, said):
    assert unsaid(pages, claims, said) == []


def test_a_doubt_that_is_not_told_would_be_found(built, claims, said):
    pages = built.pages()
    doubts = {c.kind: c for c in claims if getattr(c.part, "confidence", "") not in ("high", "")}
    if not doubts:
        pytest.skip("this edition is sure of everything")
    for claim in doubts.values():
        for word in PLACES[claim.kind](pages, claim):
            word["hidden"] = ""
    assert {str(claim) for claim in doubts.values()} <= set(unsaid(pages, claims, said))


def test_the_links_to_sources_lead_to_them(pages):
    if "sources/index.html" not in pages:
        pytest.skip("this edition has no page docs/sources.md")
    listed = {item["id"] for item in pages["sources/index.html"].select(".ap-bibliography li[id]")}
    links = [
        (path, link)
        for path, soup in pages.items()
        for link in soup.select('a[role="doc-biblioref"][href*="#source-"]')
    ]
    for path, link in some(links):
        target, _, name = urljoin(f"/{path}", link["href"]).partition("#")
        assert target.removesuffix("index.html") == "/sources/"
        assert name in listed, f"{path}: {link}"
