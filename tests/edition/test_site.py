"""The site, built strictly: every link arrives, everything that is linked says where."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from urllib.parse import unquote, urldefrag, urljoin, urlparse

import pytest
from apparatus.text.normal import normalize
from apparatus.words import first_upper
from builds import (
    ADDRESS,
    below,
    cards,
    homes,
    published,
    searched,
    some,
    target_block,
    target_page,
)

CJK_RE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f]")
FORBIDDEN = ["h1", "h2", "h3", "h4", "h5", "h6", "code", "pre", "script", "style", "svg", "math"]


@pytest.fixture(scope="module")
def entities(listed):
    return {entity["id"]: entity for entity in listed("entities")}


def address(path: str) -> str:
    return urljoin(ADDRESS, path.removesuffix("index.html"))


def arrives(link: str, page: str, built, pages) -> str:
    """Say why a link does not arrive; nothing when it does."""
    url, fragment = urldefrag(urljoin(address(page), link))
    url = url.partition("?")[0]  # what a page is asked to show
    if not url.startswith(ADDRESS):
        return "" if urlparse(url).scheme in ("https", "http") else f"{page}: {link}"
    path = unquote(url.removeprefix(ADDRESS))
    if not path or path.endswith("/"):
        path += "index.html"
    if not (built.folder / path).is_file():
        return f"{page}: no file for {link}"
    if fragment and path in pages and not pages[path].find(id=unquote(fragment)):
        return f"{page}: no place for {link}"
    return ""


def test_it_was_built_without_a_warning(built):
    assert "WARNING" not in built.log
    assert "ERROR" not in built.log


def test_every_internal_link_and_fragment_arrives(built, pages):
    links = [
        (link["href"], page) for page, soup in pages.items() for link in soup.select("a[href]")
    ]
    assert [why for link, page in some(links) if (why := arrives(link, page, built, pages))] == []


def test_style_sheets_scripts_and_pictures_are_there(built, pages):
    for page, soup in pages.items():
        for element in soup.select("link[href], script[src], img[src]"):
            url = element.get("href") or element.get("src")
            assert arrives(url, page, built, {}) == ""


def test_ids_are_unique(pages):
    for page, soup in pages.items():
        ids = Counter(element["id"] for element in soup.select("[id]"))
        assert [name for name, count in ids.items() if count > 1] == [], page


def test_every_link_to_an_entity_is_among_its_backlinks(pages, entities):
    linked = {link["data-entity"] for soup in pages.values() for link in soup.select(".ap-xref")}
    assert set(some(linked)) <= set(entities)
    backlinks = sum(len(soup.select(".ap-backlinks li li")) for soup in pages.values())
    assert backlinks == sum(len(soup.select("a[data-entity]")) for soup in pages.values())


def every(selector, pages):
    return [(page, found) for page, soup in pages.items() for found in soup.select(selector)]


def test_links_stand_only_where_they_may(pages, edition):
    entries = homes(edition)
    for page, link in some(every("a[data-entity]", pages)):
        assert link.find_parent([*FORBIDDEN, "a"]) is None, f"{page}: {link}"
        assert link.find_parent(class_="no-xref") is None, f"{page}: {link}"
        entry = entries[link["data-entity"]]
        path, _, fragment = entry.partition("#")
        if published(path) == page:
            assert fragment, f"{page} is the entry and links to itself: {link}"
            heading = link.find_previous(["h1", "h2", "h3", "h4", "h5", "h6"])
            assert heading.get("id") != fragment, f"{page}: {link}"
            assert not link.find_parent(id=fragment), f"{page}: {link}"


def is_apart(element):
    """Whether an element's links are its own: a note's, or those of a table of who speaks."""
    return element.get("role") == "note" or "ap-sourcing__table" in element.get("class", ())


def test_an_entity_is_linked_once_in_each_section(pages, entities, edition):
    often = {name for name, entity in entities.items() if entity.get("link") == "all"}
    everywhere = {
        published(path.relative_to(edition / "docs").as_posix())
        for path in (edition / "docs").rglob("*.md")
        if re.match(r"---\n(?:.*\n)*?apparatus:\s.*\blink: all\b", path.read_text("utf-8"))
    }
    for page in some(set(pages) - everywhere):
        soup = pages[page]
        seen: Counter[tuple[int, str]] = Counter()
        section = 0
        for element in soup.select(
            "article h1, article h2, article [role=note], article a.ap-xref"
        ):
            if element.name != "a":
                section += 1
            elif not element.find_parent(is_apart):
                heading = element.find_previous(["h1", "h2"])
                seen[id(heading), element["data-entity"]] += 1
        assert [key for key, count in seen.items() if count > 1 and key[1] not in often] == [], page


def test_each_linked_entity_has_one_card_and_its_gloss_describes_the_link(built, pages, entities):
    looked = 0
    for page, soup in pages.items():
        links = soup.select("a[data-entity]")
        glosses = {one: entities[one].get("gloss", "") for one in {a["data-entity"] for a in links}}
        found = cards(built, page, soup)
        assert found == {name: " ".join(gloss.split()) for name, gloss in glosses.items()}, page
        looked += len(links)
        for link in links:
            if "aria-describedby" in link.attrs:
                gloss = soup.find(id=link["aria-describedby"])
                assert gloss.get_text() == found[link["data-entity"]]
            else:  # its card comes when the note is opened
                assert link.find_parent(role="note") or not found[link["data-entity"]], link
    assert looked


def test_each_backlink_leads_to_a_link_with_these_words(pages):
    for page, place in some(every(".ap-backlinks li li", pages)):
        url, fragment = urldefrag(urljoin(address(page), place.a["href"]))
        path = posixpath.join(url.removeprefix(ADDRESS), "index.html").lstrip("/")
        link = pages[path].find(id=fragment)
        assert link["data-entity"], f"{page}: {place}"
        assert " ".join(link.get_text().split()) == place.b.get_text()
        assert place.b.get_text() in place.get_text()


def test_each_note_has_its_mark_and_a_way_back(pages, listed):
    notes = listed("annotations")
    assert sum(len(soup.select("[role=note]")) for soup in pages.values()) == len(notes)
    for note in notes:
        target = note["target"]
        soup = pages[published(target_page(note))]
        last = {"block": target_block(note), **target.get("until", {})}
        first, last = soup.find(id=target_block(note)), soup.find(id=target_block(last))
        reference = last.find("a", href=f"#{note['id']}", attrs={"role": "doc-noteref"})
        body = soup.find(id=note["id"])
        assert body["data-layer"] == note["layer"]
        assert body.find("a", attrs={"role": "doc-backlink"})["href"] == f"#{reference['id']}"
        mark = f'[data-annotation~="{note["id"]}"]'
        words = spoken(soup.select(mark))
        if "until" in target:
            assert first.select(mark)
            assert last.select(mark)
            assert words.startswith(bare(target.get("exact", "")))
            assert words.endswith(bare(target["until"].get("exact", "")))
        else:
            assert soup.select(mark) == some(first.select(mark))
            assert words == (bare(target["exact"]) if "exact" in target else spoken([first]))


def bare(text):
    return "".join(normalize(text).split())


def spoken(pieces):
    """Return the words of elements without numbers of notes and paragraphs."""
    return bare("".join(s for piece in pieces for s in piece.strings if not s.find_parent(is_ours)))


def is_ours(element):
    return element.get("role") == "doc-noteref" or "ap-para" in element.get("class", ())


def test_the_search_index_has_the_prose_and_neither_cards_nor_backlinks(built, pages, edition):
    listed, passages = searched(built)
    found = {listed[row[0]][0].replace("./", "") for row in passages}
    left_out = {
        published(path.relative_to(edition / "docs").as_posix()).removesuffix("index.html")
        for path in (edition / "docs").rglob("*.md")
        if re.match(r"---\n(?:.*\n)*?search:\n +exclude: true", path.read_text(encoding="utf-8"))
    }
    every = {page.removesuffix("index.html") for page in pages}
    assert found == every - left_out - {"404.html"}
    text = " ".join(str(part) for row in passages for part in row)
    for odd in ("card__", "Open entry", "backlinks", "apparatus:", "wzxhzdk", "\x02"):
        assert odd not in text, odd


def test_japanese_and_chinese_are_marked_as_such(pages, settings):
    asked = settings.get("extra", {}).get("apparatus", {}).get("marked_languages")
    if asked != "error":
        pytest.skip("the settings do not ask for it")
    written = [
        (page, text)
        for page, soup in pages.items()
        for text in soup.find_all(string=CJK_RE)
        if text.find_parent(["script", "style"]) is None
    ]
    if not written:
        pytest.skip("no word of this edition is Japanese or Chinese")
    for page, text in written:
        assert text.find_parent(lang=True)["lang"][:2] in ("ja", "zh"), f"{page}: {text}"


def test_nothing_of_the_engine_s_own_marks_is_left(built):
    for path in built.folder.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        for odd in ("<!--apparatus:", "\x02", "\x1e", "\ufffc", "wzxhzdk", 'href="entity:'):
            assert odd not in text, f"{path}: {odd!r}"


def test_addresses_are_of_safe_kinds(pages):
    for page, soup in pages.items():
        for element in soup.select("[href], [src]"):
            url = element.get("href") or element.get("src")
            assert urlparse(url).scheme in ("", "http", "https", "mailto", "data"), f"{page}: {url}"
            if urlparse(url).scheme == "data":
                assert element.name in ("link", "img")


def test_what_search_leaves_out_ends_where_it_ends(pages):
    """Some readers go by names of elements: the end of an inner one would be that of all."""
    for page, soup in pages.items():
        out = soup.select("[data-search-exclude]:not(svg)")
        assert [str(its)[:80] for its in out if its.find(its.name)] == [], page
        for svg in soup.select("svg[data-search-exclude]:has(svg)"):
            inner = [text for text in svg.select("text") if not text.find_parent("g")]
            assert inner == [], page


def test_a_note_is_found_as_a_note_alone(built, listed, said):
    """What a page shows of a shut note is `data-search-exclude`, or its section would have it."""
    addresses, passages = searched(built)
    around = {address: "" for address, _ in addresses}
    note = first_upper(said.gettext("note %(number)s")).partition("%")[0]
    for page, _, kind, _, *rest in (row for row in passages if len(row) > 4):
        if not kind.startswith(note):
            around[addresses[page][0]] += rest[0]
    notes = [note for note in listed("annotations") if note.get("title")]
    found = [n["title"] for n in notes if n["title"] in around[below(target_page(n)) or "./"]]
    assert found == []
