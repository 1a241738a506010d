"""Beside other plugins: pages that come late, move, or are shown in parts."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import urldefrag, urljoin

import pytest
from bs4 import BeautifulSoup
from builds import INSTALLED, PROJECT, mkdocs, some

ENTITIES = "- {id: alpha, kind: term, name: Alpha, gloss: G, entry: terms.md#alpha}\n"
POST = """\
---
date: 2024-01-0{0}
categories: [News]
tags: [one]
---

# Post {0}

Then Alpha came to [the first letter][alpha].

<!-- more -->

Alpha left.
{{ #p1 }}
"""
NOTE = """\
- id: n1
  target: {page: blog/posts/1.md, paragraph: 1, exact: left}
  layer: terms
  body: Gone.
  sources: [s]
  confidence: high
"""
BLOG = {
    "data/entities.yml": ENTITIES,
    "data/annotations.yml": NOTE,
    "data/sources.yml": "- {id: s, type: book, title: S}\n",
    "docs/index.md": "# Home\n\nSee Alpha.\n",
    "docs/terms.md": "# Terms\n\n## Alpha\n\nThe first.\n",
    "docs/tags.md": "# Tags\n",
    "docs/blog/index.md": "# Blog\n",
    **{f"docs/blog/posts/{n}.md": POST.format(n) for n in (1, 2, 3)},
    "mkdocs.yml": "theme: {name: material, font: false}\n"
    "plugins: [search, tags, meta, blog: {pagination_per_page: 2}]\n",
}


@pytest.fixture
def blog(make_site):
    built, run = make_site(BLOG, "--strict")
    assert run.returncode == 0, run.stderr
    return {
        path.relative_to(built.folder).as_posix().removesuffix("index.html"): BeautifulSoup(
            path.read_text(encoding="utf-8"), "html.parser"
        )
        for path in built.folder.rglob("*.html")
    }


def test_a_plugin_that_orders_what_plugins_listen_to_takes_a_hook_for_one(make_site):
    plugins = BLOG["mkdocs.yml"].replace("tags, meta,", "group: {enabled: true, plugins: [tags]},")
    built, run = make_site({**BLOG, "mkdocs.yml": plugins}, "--strict")
    assert run.returncode == 0, run.stderr
    assert 'data-entity="alpha"' in (built.folder / "index.html").read_text(encoding="utf-8")


def test_backlinks_lead_to_where_posts_are(blog):
    places = [a["href"] for a in some(blog["terms/"].select(".ap-backlinks li li a"))]
    assert [place for place in places if "posts" in place] == []
    for place in places:
        url, fragment = urldefrag(urljoin("/terms/", place))
        assert blog[url[1:]].find(id=fragment)["data-entity"] == "alpha", place
    assert any("blog/2024/01/02/" in place for place in places)


def test_excerpts_keep_the_authors_links_and_have_none_of_ours(blog):
    for view in ("blog/", "blog/page/2/", "blog/archive/2024/", "blog/category/news/"):
        linked = some(blog[view].select(".md-post__content a[href$='#alpha']"))
        assert {a.get_text() for a in linked} == {"the first letter"}, view
        assert {urljoin(f"/{view}", a["href"]) for a in linked} == {"/terms/#alpha"}, view
        assert blog[view].select("[data-entity]") == []


def test_a_post_has_its_notes(blog):
    (note,) = blog["blog/2024/01/01/post-1/"].select("[role=note]")
    assert "Gone." in note.get_text()
    assert blog["blog/"].select("[role=note]") == []


def test_no_id_stands_twice(blog):
    for name, page in some(blog.items()):
        ids = Counter(element["id"] for element in page.select("[id]") if element["id"][:2] != "__")
        assert [one for one, times in ids.items() if times > 1] == [], name


LANGUAGES = {
    "data/entities.yml": ENTITIES,
    **{f"docs/index.{one}.md": f"# {one}\n\nVoir éd. Alpha.\n" for one in ("en", "fr")},
    **{f"docs/terms.{one}.md": f"# {one}\n\n## Alpha\n\n{one}.\n" for one in ("en", "fr")},
}
I18N = """\
theme: {{name: material, font: false}}
plugins:
  - i18n:
      docs_structure: {structure}
      languages:
        - {{locale: en, default: true, name: English}}
        - {{locale: fr, name: French}}
"""


@pytest.mark.parametrize("structure", ["suffix", "folder"])
def test_each_language_links_to_its_own_entries(make_site, structure):
    moved = r"docs/\2/\1.md" if structure == "folder" else r"\g<0>"
    files = {re.sub(r"docs/(\w+)\.(en|fr)\.md", moved, name): text
             for name, text in LANGUAGES.items()}  # fmt: skip
    built, run = make_site({**files, "mkdocs.yml": I18N.format(structure=structure)}, "--strict")
    assert run.returncode == 0, run.stderr
    for top in ("", "fr/"):
        for page, target in (("index.html", "terms/#alpha"), ("terms/index.html", "#alpha")):
            html = (built.folder / top / page).read_text(encoding="utf-8")
            soup = BeautifulSoup(html, "html.parser")
            links = soup.select(".ap-card a" if page == "index.html" else ".ap-backlinks li li a")
            links += soup.select("a[data-entity]")
            where = urljoin(f"/{top}", page)
            ends = {urljoin(where, link["href"]) for link in some(links)}
            assert ends <= {f"/{top}{target}", f"/{top}#xref-alpha", f"/{top}terms/#alpha"}, where
        (backlink,) = soup.select(".ap-backlinks li li")
        expected = "Voir éd. Alpha." if top else "Alpha."  # sentences end as each language has it
        assert backlink.get_text().endswith(f": {expected}"), (top, backlink)
        said = soup.select_one(".ap-backlinks__title").get_text()
        assert said == ("Occurrences 1 endroit" if top else "Where this appears 1 place")
    assert not list(built.folder.parent.glob(".site*"))


@pytest.fixture
def as_plugin(tmp_path):
    """Build the same site with the engine as a plugin, and as a hook."""

    def build(files, *arguments):
        for name, text in files.items():
            path = tmp_path / "plugin" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        run = mkdocs("build", *arguments, cwd=tmp_path / "plugin", PYTHONPATH=INSTALLED)
        return tmp_path / "plugin/site", run

    return build


def test_a_plugin_builds_what_a_hook_builds(make_site, as_plugin):
    pages = {"facts/entities.yml": ENTITIES, "docs/index.md": "# Home\n\nAlpha.\n",
             "docs/terms.md": "# Terms\n\n## Alpha\n"}  # fmt: skip
    hook, run = make_site({**pages, "mkdocs.yml": "extra: {apparatus: {data: facts}}\n"})
    assert run.returncode == 0, run.stderr
    settings = "site_name: Test\nmarkdown_extensions: [attr_list]\n"
    settings += "plugins: [search, apparatus: {data: facts}]\n"
    site, run = as_plugin({**pages, "mkdocs.yml": settings}, "--strict")
    assert run.returncode == 0, run.stderr
    one, other = ({p.relative_to(top).as_posix(): p.read_bytes() for p in top.rglob("*.html")}
                  for top in (hook.folder, site))  # fmt: skip
    assert b"data-entity" in one["index.html"]
    assert _untimed(one) == _untimed(other)


def _untimed(pages):
    return {name: re.sub(rb"Build Date UTC : .*", b"", html) for name, html in pages.items()}


def test_a_mistake_in_the_options_of_the_plugin_has_its_place(as_plugin):
    settings = "site_name: Test\nplugins:\n  - search\n  - apparatus:\n      dta: facts\n"
    _, run = as_plugin({"docs/index.md": "# Home\n", "mkdocs.yml": settings})
    assert run.returncode == 1
    assert "mkdocs.yml:5:7: 'dta' is not a key of 'apparatus'. Did you mean 'data'?" in run.stderr


def test_the_engine_as_a_plugin_and_as_a_hook_is_told_and_builds_nothing(make_site):
    settings = "plugins: [search, apparatus: {data: facts}]\n"
    built, run = make_site({"docs/index.md": "# Home\n", "mkdocs.yml": settings},
                           PYTHONPATH=INSTALLED)  # fmt: skip
    assert run.returncode == 1
    assert "the engine is named twice. Take it out of 'hooks:' or out of 'plugins:'." in run.stderr
    assert "Traceback" not in run.stderr
    assert not built.folder.exists()
    assert not list(built.folder.parent.glob(".*.new-*"))


SEARCHED = {
    "data/entities.yml": ENTITIES.replace("gloss: G", "gloss: It begins."),
    "data/annotations.yml": NOTE.replace("blog/posts/1.md", "index.md")
    + NOTE.replace("blog/posts/1.md", "index.md")
    .replace("left", "`make check`", 1)
    .replace("id: n1", "id: n2")
    .replace("exact: `make check`", "exact: make check"),
    "data/sources.yml": "- {id: s, type: book, title: S}\n",
    "docs/index.md": "# Home\n\nAlpha left and ran `make check`.\n{ #p1 }\n",
    "docs/terms.md": "# Terms\n\n## Alpha\n\nThe first.\n",
}


def test_search_reads_the_same_wherever_its_plugin_stands(as_plugin):
    settings = "site_name: T\nmarkdown_extensions: [attr_list, pymdownx.inlinehilite]\n"
    settings += "theme: {name: material, font: false}\nplugins: [apparatus, search]\n"
    site, run = as_plugin({**SEARCHED, "mkdocs.yml": settings}, "--strict")
    assert run.returncode == 0, run.stderr
    read = (site / "search/search_index.json").read_text(encoding="utf-8")
    assert "Gone." in read
    for words in ("It begins.", "Where this appears", "Previous", "Close"):
        assert words in (site / "index.html").read_text("utf-8") + (
            site / "terms/index.html"
        ).read_text("utf-8")
        assert words not in read


def test_a_package_that_is_missing_is_named(make_site):
    hooks = f"hooks: [away.py, '{PROJECT}/hooks/crosslinks.py']\n"
    files = {"docs/index.md": "# Home\n", "mkdocs.yml": hooks,
             "away.py": "import sys\nsys.modules['sentencex'] = None\n"}  # fmt: skip
    _, run = make_site(files)
    assert run.returncode == 1
    assert "The engine needs the package 'sentencex', which is not installed." in run.stderr
    assert "Traceback" not in run.stderr
