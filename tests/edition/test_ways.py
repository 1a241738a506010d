"""Every page is found, under one name, and says what it is, to people and to machines."""

from __future__ import annotations

import json
import posixpath
import re
from collections import Counter
from html import unescape
from itertools import pairwise
from urllib.parse import parse_qs, unquote, urldefrag, urljoin

import pytest
from builds import ADDRESS, below, some

HOME = "index.html"


@pytest.fixture(scope="module")
def real(pages):
    """All pages but the one for what is missing."""
    return {path: soup for path, soup in pages.items() if path != "404.html"}


@pytest.fixture(scope="module")
def dressed(real):
    if not real[HOME].select_one("header.masthead"):
        pytest.skip("without overrides/ the ways are the theme's")
    return real


def name(soup):
    """A page's heading, without what an icon or a permalink adds."""
    return " ".join(soup.h1.find(string=True, recursive=True).split()) if soup.h1 else ""


def to(link, page):
    path = unquote(urldefrag(urljoin(ADDRESS + page, link["href"]))[0].removeprefix(ADDRESS))
    return posixpath.join(path, "index.html") if not path or path.endswith("/") else path


def links(pages, page, selector):
    return [(to(link, page), " ".join(link.get_text(" ").split()))
            for link in pages[page].select(selector) if link.get("href")]  # fmt: skip


def test_every_page_of_the_menu_is_two_steps_away(dressed, settings):
    first = {target for target, _ in links(dressed, HOME, ".masthead a")}
    second = {t for page in first for t, _ in links(dressed, page, ".section a")}
    lines = [line.lstrip("/") for line in str(settings.get("not_in_nav") or "").split()]
    unlisted = {below(line) + "index.html" for line in lines if line.endswith(".md")}
    unlisted |= {
        page for page in dressed for line in lines if line[-1] == "/" and page.startswith(line)
    }
    assert set(dressed) - first - second - unlisted <= {HOME}  # which is where one starts
    for page in second - first:
        assert dressed[page].select(".section [aria-current]"), page


def test_the_section_says_where_the_reader_is(dressed):
    for page, soup in dressed.items():
        for current in soup.select(".section [aria-current], .masthead [aria-current=page]"):
            assert "href" not in current.attrs, "nothing leads to where the reader is"
        if own := soup.select(".section ul"):
            names = {link.text for link in own[-1].select("[aria-current]")}
            assert names == {name(soup)}, page


def named_links(pages, page):
    """Find the ways that name where they lead, without the word that says in which direction."""
    for link in pages[page].select(".section a[href], .neighbours a"):
        direction = link.span.get_text() if link.span else ""
        yield to(link, page), " ".join(link.get_text().removeprefix(direction).split())


def test_a_page_has_one_name(dressed):
    named = [(target, words) for page in dressed for target, words in named_links(dressed, page)]
    for target, words in some(named):
        assert words == name(dressed[target]), target
    for page, soup in dressed.items():
        if page != HOME and soup.title:
            assert unescape(soup.title.text).startswith(name(soup)), page


def test_neighbours_lead_through_all_pages_of_the_menu(dressed):
    following = {page: links(dressed, page, ".neighbours [rel=next]") for page in dressed}
    leading = {page: links(dressed, page, ".neighbours [rel=prev]") for page in dressed}
    targets = [t for found in following.values() for t, _ in found]
    (first,) = set(dressed) - set(targets) - {HOME} - {
        page for page in dressed if not following[page] and not leading[page]
    }  # fmt: skip
    way = [first]
    while following[way[-1]]:
        way.append(following[way[-1]][0][0])
    assert len(set(way)) == len(way) == len(targets) + 1
    for before, after in pairwise(way):
        assert leading[after][0][0] == before


def test_contents_list_the_headings(dressed):
    for page, soup in dressed.items():
        listed = soup.select("nav.contents a")
        if listed:
            heads = [one["id"] for one in soup.select("article h2[id]")]
            assert [link["href"][1:] for link in listed if link["href"][1:] in heads] == heads, page
            assert soup.select_one("nav.contents summary"), "folded on a narrow page"


@pytest.mark.usefixtures("dressed")
def test_the_colophon_tells_the_day_of_the_edition(pages, asked):
    if not asked.get("edition"):
        pytest.skip("the settings name no day")
    for page, soup in pages.items():
        day = soup.select_one(".colophon time")
        assert day, page
        assert day["datetime"] == str(asked["edition"]), page


# -- machines ------------------------------------------------------------------------------------


def meta(soup, key):
    found = soup.head.select(f"meta[name='{key}'], meta[property='{key}']")
    assert len(found) <= 1, key
    return found[0]["content"] if found else ""


@pytest.fixture(scope="module")
def graphs(real):
    """The linked data of each page: its nodes."""
    made = {}
    for page, soup in real.items():
        (script,) = soup.head.select("script[type='application/ld+json']")
        data = json.loads(script.string)
        assert data["@context"] == "https://schema.org"
        made[page] = data["@graph"]
    return made


def test_each_page_has_a_description_of_its_own(real):
    described = {page: meta(soup, "description") for page, soup in real.items()}
    assert [page for page, words in described.items() if not 5 < len(words) <= 300] == []
    assert [words for words, number in Counter(described.values()).items() if number > 1] == []


def test_each_page_says_where_it_is(real):
    for page, soup in real.items():
        address = ADDRESS + page.removesuffix("index.html")
        (canonical,) = soup.head.select("link[rel=canonical]")
        assert {canonical["href"], meta(soup, "og:url"), meta(soup, "DC.identifier")} == {address}


def test_reference_managers_get_author_day_and_licence(real, settings, asked):
    """By the rules of Zotero: Highwire first, then Dublin Core; the type from `DC.type`."""
    for page, soup in real.items():
        title = settings["site_name"] if page == HOME else name(soup)
        assert meta(soup, "citation_title") == meta(soup, "DC.title") == title
        assert meta(soup, "DC.type") == "webpage", "else it is an article in a journal"
        assert meta(soup, "citation_author") == (settings.get("site_author") or "")
        day = str(asked.get("edition") or "")
        assert meta(soup, "citation_publication_date").replace("/", "-") == day
        assert meta(soup, "DC.rights") == str(asked.get("licence") or "")
        assert meta(soup, "og:site_name") == settings["site_name"]
        assert not soup.head.select("[name=citation_journal_title]")


def test_reference_managers_get_each_note(real, listed, asked):
    notes = listed("annotations")
    if "cite/index.html" not in real:
        pytest.skip("this edition has no page of citations")
    found = [parse_qs(span["title"]) for span in real["cite/index.html"].select("span.Z3988")]
    places = {one["rft.identifier"][0].partition("#")[2] for one in found}
    assert {note["id"] for note in notes} <= places
    for one in found:
        assert one["rft.type"] == ["webpage"]
        assert one["rft.identifier"][0].startswith(ADDRESS)
        assert one.get("rft.date", [""]) == [str(asked.get("edition") or "")]


def test_linked_data_hold_what_the_data_hold(graphs, listed):
    nodes = [node for graph in graphs.values() for node in graph]
    kinds = Counter(node["@type"] for node in nodes)
    people = [row for row in listed("entities") if row["kind"] == "person"]
    assert kinds["Person"] == len(people)
    terms = [row for row in listed("entities") if row["kind"] == "term"]
    assert kinds["DefinedTerm"] == len(terms)
    assert all(node.get("name") or node.get("headline") for node in nodes)


def test_each_check_of_a_fact_is_a_review(graphs, listed):
    checked = {note["id"] for note in listed("annotations") if note.get("finding")}
    if not checked:
        pytest.skip("no fact was checked")
    found = [n for graph in graphs.values() for n in graph if n["@type"] == "ClaimReview"]
    assert {node["@id"].partition("#")[2] for node in found} == checked
    targets = {}
    for note in listed("annotations"):
        ends = (note["target"], note["target"].get("until", {}))
        targets[note["id"]] = ["".join(e["exact"].split()) for e in ends if "exact" in e] or [""]
    for node in found:
        words = some(targets[node["@id"].partition("#")[2]])
        assert all(one in "".join(node["claimReviewed"].split()) for one in words), "its sentence"
        assert node["reviewRating"]["alternateName"]


def test_each_event_is_one_for_machines(graphs, listed, real):
    events = {f"event-{row['id']}" for row in listed("events")}
    found = {node["@id"].partition("#")[2] for graph in graphs.values() for node in graph
             if node["@type"] == "Event"}  # fmt: skip
    shown = {one["id"] for soup in real.values() for one in soup.select(".ap-event[id]")}
    assert events & shown <= found


def test_what_the_notes_are_about_is_named_and_not_copied(graphs, asked, listed):
    if not asked.get("about"):
        pytest.skip("the settings do not say what the notes are about")
    (source,) = [row for row in listed("sources") if row["id"] == asked["about"]]
    for page, graph in graphs.items():
        (work,) = [node for node in graph if node["@id"] == graph[0]["about"]["@id"]]
        assert source["title"] in (work.get("headline"), work.get("name")), page
        assert not {"articleBody", "text"} & set(work)


def test_names_in_linked_data_are_told_on_the_same_page(graphs):
    for page, graph in graphs.items():
        own = {node["@id"] for node in graph}
        assert len(own) == len(graph), page
        for node in graph:
            for key in ("author", "publisher", "isPartOf", "about", "mainEntity"):
                its = node.get(key)
                if isinstance(its, dict) and set(its) == {"@id"}:
                    assert its["@id"] in own, (page, key)


def test_previews_have_a_picture_that_is_there(built, real, asked):
    if not asked.get("card"):
        pytest.skip("the settings name no picture")
    for soup in real.values():
        assert meta(soup, "og:image") == ADDRESS + asked["card"]
    picture = (built.folder / asked["card"]).read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert (int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24])) == (1200, 630)
    assert len(picture) < 100_000


def test_the_map_of_the_site_has_the_day_of_the_edition(built, asked, real):
    text = (built.folder / "sitemap.xml").read_text(encoding="utf-8")
    places = re.findall(r"<loc>(.*?)</loc>", text)
    assert set(places) == {ADDRESS + page.removesuffix("index.html") for page in real}
    if asked.get("edition"):
        assert set(re.findall(r"<lastmod>(.*?)</lastmod>", text)) == {str(asked["edition"])}
    assert f"Sitemap: {ADDRESS}sitemap.xml" in (built.folder / "robots.txt").read_text("utf-8")


# -- weight --------------------------------------------------------------------------------------


def test_nothing_is_published_that_no_page_asks_for(built, settings):
    if not any("unasked" in str(hook) for hook in settings.get("hooks") or []):
        pytest.skip("the settings do not ask for it")
    files = [path.relative_to(built.folder).as_posix() for path in built.folder.rglob("*.*")]
    assert [name for name in files if name.endswith(".map") or "/lunr" in name] == []
    pages = "".join(path.read_text("utf-8") for path in built.folder.rglob("*.html"))
    # What a script of ours loads is in its folder.
    sheets = some(name for name in files if name.endswith(".css") and "/search/" not in name)
    assert [name for name in sheets if posixpath.basename(name) not in pages] == []
