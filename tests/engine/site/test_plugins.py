"""Beside other plugins: pages that come late, move, or are shown in parts."""

from __future__ import annotations

from collections import Counter
from urllib.parse import urldefrag, urljoin

import pytest
from bs4 import BeautifulSoup
from builds import some

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
"""
BLOG = {
    "data/entities.yml": ENTITIES,
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


def test_no_id_stands_twice(blog):
    for name, page in some(blog.items()):
        ids = Counter(element["id"] for element in page.select("[id]") if element["id"][:2] != "__")
        assert [one for one, times in ids.items() if times > 1] == [], name
