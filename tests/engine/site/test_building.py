"""Whole builds of small sites with this project's hooks."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys

import pytest
from apparatus.templates.render import Renderer
from bs4 import BeautifulSoup
from builds import INSTALLED, PROJECT, mkdocs

ENTITIES = """\
- id: baker
  kind: person
  name: James Baker
  aliases: [Baker]
  gloss: Secretary of State.
  entry: people.md#baker
- id: tokyo
  kind: place
  name: Tokyo
  gloss: A city.
  entry: places/tokyo.md
"""
PAGES = {
    "docs/index.md": "# Home\n\nThen Baker went to Tokyo.\n",
    "docs/people.md": "# People\n\n## James Baker { #baker }\n\nBaker was in Tokyo.\n",
    "docs/places/tokyo.md": "# Tokyo\n\nTokyo is where James Baker went.\n",
}
MATERIAL = "theme: {name: material, font: false}\n"
STRICT = """\
validation: {omitted_files: warn, absolute_links: warn, unrecognized_links: warn, anchors: warn,
  not_found: warn}
"""
CARD_RE = re.compile(r'<div id="card-.*?\n</div>', re.DOTALL)
SHEET_RE = re.compile(r' data-ap-sheet="[^"]*"|<p class="ap-sheet".*?</p>', re.DOTALL)
ASSET_RE = re.compile(r"[^\n]*assets/(?:apparatus\.css|(?:cards|notes|copy|print)\.js)[^\n]*\n")
HEAD_RE = re.compile(
    r'(?:<meta name="description"[^\n]*\n)?(?:<link rel="canonical"[^\n]*\n)?'
    r'<meta property="og:type".*?</script>\n*',
    re.DOTALL,
)
TIME_RE = re.compile(r"Build Date UTC : .*")  # which MkDocs' own theme writes
XREF_RE = re.compile(r'<a [^>]*data-entity="[^"]*"[^>]*>(.*?)</a>', re.DOTALL)


def article(built, page: str) -> BeautifulSoup:
    return BeautifulSoup((built.folder / page).read_text(encoding="utf-8"), "html.parser")


def links(soup) -> list[tuple[str, str]]:
    return [(link.get_text(), link["href"]) for link in soup.select("a[data-entity]")]


@pytest.mark.parametrize("theme", ["", MATERIAL], ids=["mkdocs", "material"])
def test_a_site_with_nothing_but_entities(make_site, theme):
    """Reuse: the hooks, one data file in a folder of its own, any theme, strictly."""
    built, run = make_site(
        {
            **PAGES,
            "facts/entities.yml": ENTITIES,
            "mkdocs.yml": f"extra: {{apparatus: {{data: facts}}}}\n{theme}{STRICT}",
        },
        "--strict",
    )
    assert run.returncode == 0, run.stderr
    assert "WARNING" not in run.stderr
    home = article(built, "index.html")
    assert links(home) == [("Baker", "people/#baker"), ("Tokyo", "places/tokyo/")]
    assert [card["id"] for card in home.select(".ap-card[popover]")] == ["card-baker", "card-tokyo"]
    people = article(built, "people/index.html")
    assert links(people) == [("Tokyo", "../places/tokyo/")]
    places = people.select(".ap-backlinks li li")
    assert [place.get_text() for place in places] == [
        "Home: Then Baker went to Tokyo.",
        "Tokyo: Tokyo is where James Baker went.",
    ]
    assert places[0].a["href"] == "../#xref-baker"
    for name in ("apparatus.css", "cards.js"):
        assert (built.folder / "assets" / name).is_file()


def test_data_in_the_usual_folder_need_no_setting(make_site):
    built, run = make_site({**PAGES, "data/entities.yml": ENTITIES}, "--strict")
    assert run.returncode == 0, run.stderr
    assert len(links(article(built, "index.html"))) == 2


def test_names_of_pages_and_headings_in_any_script(make_site):
    entities = """\
- {id: nakayama, kind: person, name: 中山太郎, gloss: 外務大臣。, entry: 人物/中山.md}
- {id: muller, kind: person, name: Müller, gloss: Ein Name., entry: "personen.md#müller"}
"""
    built, run = make_site(
        {
            "data/entities.yml": entities,
            "mkdocs.yml": "theme: {name: mkdocs, locale: ja}\n"
            "markdown_extensions: [{toc: {slugify: "
            "!!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}}}]\n" + STRICT,
            "docs/index.md": "# Start\n\n昨日中山太郎に会った。 Herr Müller auch.\n",
            "docs/人物/中山.md": "# 中山\n\nText.\n",
            "docs/personen.md": "# Personen\n\n## Müller\n\nText.\n",
        },
        "--strict",
    )
    assert run.returncode == 0, run.stderr
    found = links(article(built, "index.html"))
    assert [words for words, _ in found] == ["中山太郎", "Müller"]
    assert article(built, "personen/index.html").find(id="müller")
    assert (built.folder / "人物/中山/index.html").is_file()


MISTAKE = ENTITIES.replace("kind: person", "kind: persn")
SAID = (
    "data/entities.yml:2:9: kind 'persn' is not one of "
    "person, organization, place, event, document, term. Did you mean 'person'?"
)


def test_a_mistake_stops_the_build_and_says_where(make_site):
    built, run = make_site({**PAGES, "data/entities.yml": MISTAKE})
    assert run.returncode == 1
    assert SAID in run.stderr
    assert "1 problem in the data or pages" in run.stderr
    assert "Traceback" not in run.stderr
    assert not (built.folder / "index.html").exists()


def test_mistakes_in_pages_stop_the_build_all_at_once(make_site):
    built, run = make_site(
        {
            **PAGES,
            "docs/index.md": "---\napparatus: {lnik: all}\n---\n# Home\n\n[He][jim-bakr] spoke.\n",
            "data/entities.yml": ENTITIES.replace("id: baker", "id: jim-baker").replace(
                "people.md#baker", "people.md#bakr"
            ),
        }
    )
    assert run.returncode == 1
    assert "3 problems in the data or pages: see above. Nothing was written." in run.stderr
    said = [line.partition(" -  ")[2] for line in run.stderr.splitlines() if line[:5] == "ERROR"]
    places, texts = zip(*(line.split(": ", 1) for line in said[:3]), strict=True)
    assert places == ("data/entities.yml:6:10", "docs/index.md:2:13", "docs/index.md:6:6")
    assert texts == (
        "the page 'people.md' has no heading '#bakr'. Did you mean 'baker'?",
        "'lnik' is not a key of 'apparatus'. Did you mean 'link'?",
        "there is no entity and no source 'jim-bakr'. Did you mean 'jim-baker'?",
    )
    assert not (built.folder / "index.html").exists()


def test_a_page_without_a_word_has_no_entry(make_site):
    _, run = make_site({**PAGES, "docs/people.md": "", "data/entities.yml": ENTITIES})
    assert run.returncode == 1
    assert "data/entities.yml:6:10: the page 'people.md' has no heading '#baker'." in run.stderr


def test_no_data_at_all(make_site):
    _, run = make_site(PAGES)
    assert run.returncode == 1
    assert "data:1:1: there is no data folder 'data'." in run.stderr


def test_a_page_can_stay_as_it_is(make_site):
    text = "---\napparatus: false\n---\n# Home\n\nBaker went to Tokyo.\n"
    built, run = make_site({**PAGES, "docs/index.md": text, "data/entities.yml": ENTITIES})
    assert run.returncode == 0, run.stderr
    home = article(built, "index.html")
    assert links(home) == []
    assert home.select(".ap-card[popover]") == []


FEATURES = """\
# Everything

!!! note "Baker's note"
    Baker in an admonition, ==marked Tokyo==, ++ctrl+b++, :smile: and $Baker$.

=== "Tab of Baker"
    James **Baker** in a tab[^1].

[^1]: Tokyo in a footnote.

| Who | What |
|---|---|
| Baker | `Baker` |

- [ ] a task for Baker

Term
:   Tokyo defined.

```mermaid
graph TD; Baker-->Tokyo;
```

<div markdown>Baker in HTML</div> <span title="Baker">raw Baker</span>

<script>var x = "Baker";</script>

*[HTML]: Baker's markup
HTML for James&nbsp;Baker, {--not--} {++Tokyo++}.
"""
EXTENSIONS = """\
markdown_extensions:
  - abbr
  - admonition
  - attr_list
  - def_list
  - footnotes
  - md_in_html
  - tables
  - toc: {permalink: true}
  - pymdownx.arithmatex: {generic: true}
  - pymdownx.critic
  - pymdownx.details
  - pymdownx.emoji
  - pymdownx.keys
  - pymdownx.mark
  - pymdownx.superfences
  - pymdownx.tabbed: {alternate_style: true}
  - pymdownx.tasklist: {custom_checkbox: true}
"""


def test_without_links_and_additions_a_page_is_the_plain_build(make_site, tmp_path):
    """Byte for byte, navigation too, but for what the engine adds to the head, and its script."""
    pages = {**PAGES, "docs/all.md": FEATURES}
    config = EXTENSIONS + MATERIAL + "nav: [index.md, all.md, people.md, places/tokyo.md]\n"
    built, run = make_site({**pages, "data/entities.yml": ENTITIES, "mkdocs.yml": config})
    assert run.returncode == 0, run.stderr
    ours = {
        name: (built.folder / name).read_text(encoding="utf-8")
        for name in ("index.html", "all/index.html")
    }
    shutil.rmtree(tmp_path / "project")
    plain, run = make_site({**pages, "mkdocs.yml": config + "hooks: []\n"})
    assert run.returncode == 0, run.stderr
    for name, html in ours.items():
        assert 'data-entity="baker"' in html
        html = CARD_RE.sub("", html)  # noqa: PLW2901
        html = ASSET_RE.sub("", html)  # noqa: PLW2901
        html = HEAD_RE.sub("", html)  # noqa: PLW2901
        html = SHEET_RE.sub("", html)  # noqa: PLW2901
        other = (plain.folder / name).read_text(encoding="utf-8")
        assert squeezed(XREF_RE.sub(r"\1", html)) == squeezed(other)


def squeezed(html: str) -> list[str]:
    """Leave empty lines out: the theme's template writes them around what is added."""
    return [line.strip() for line in html.splitlines() if line.strip()]


def test_the_same_site_twice_is_the_same_to_the_byte(make_site, tmp_path):
    files = {**PAGES, "docs/all.md": FEATURES, "data/entities.yml": ENTITIES}
    files["mkdocs.yml"] = EXTENSIONS
    folders = []
    for seed in ("1", "2"):
        built, run = make_site(files, PYTHONHASHSEED=seed)
        assert run.returncode == 0, run.stderr
        folders.append(tmp_path / seed)
        shutil.copytree(built.folder, folders[-1])
    for one in folders[0].rglob("*.html"):
        other = folders[1] / one.relative_to(folders[0])
        texts = [TIME_RE.sub("", p.read_text(encoding="utf-8")) for p in (one, other)]
        assert texts[0] == texts[1], one


def test_only_changed_pages_means_no_backlinks_and_says_so(make_site):
    built, run = make_site({**PAGES, "data/entities.yml": ENTITIES}, "--dirty")
    assert run.returncode == 0, run.stderr
    assert "no backlinks and no exports" in run.stderr
    assert article(built, "people/index.html").select(".ap-backlinks") == []


def test_a_report_is_written_when_asked_for(make_site):
    config = "extra: {apparatus: {report: kept/report.txt}}\n"
    built, run = make_site({**PAGES, "data/entities.yml": ENTITIES, "mkdocs.yml": config})
    assert run.returncode == 0, run.stderr
    text = (built.folder.parent / "kept/report.txt").read_text(encoding="utf-8")
    assert text.startswith("Recurring names without an entry\n  none\n")
    assert "index.md (2 in 5)" in text


HOSTILE = """\
- id: evil
  kind: person
  name: '<script>alert(1)</script>'
  aliases: [Mallory]
  gloss: '"><img src=x onerror=alert(2)> & <b>bold</b>'
  entry: evil.md
  role: '<svg onload=alert(3)>'
  names: {ja: '</span><script>alert(4)</script>'}
  sources: [s]
"""
HOSTILE_SOURCES = """\
- id: s
  type: article
  title: '<script>alert(5)</script>'
  URL: 'https://example.org/"onmouseover="alert(6)'
"""


def test_hostile_data_stay_text(make_site):
    built, run = make_site(
        {
            "docs/index.md": "# Home\n\nMallory was <here>.\n",
            "docs/evil.md": "# Evil\n\nWords.\n",
            "docs/sources.md": "# Sources\n",
            "data/entities.yml": HOSTILE,
            "data/sources.yml": HOSTILE_SOURCES,
        },
        "--strict",
    )
    assert run.returncode == 0, run.stderr
    for name in ("index.html", "evil/index.html", "sources/index.html"):
        soup = article(built, name)
        scripts = soup.select("script:not([type='application/ld+json'])")
        assert not [s for s in scripts if "alert" in s.get_text()]
        for data in soup.select("script[type='application/ld+json']"):
            assert not set("<>&") & set(data.string)
        assert soup.select("img[onerror], svg[onload], [onmouseover]") == []
        assert soup.select(".ap-card[popover] :is(a a, script, style), .ap-facts b") == []
    assert (
        "<script>alert(1)</script>"
        in article(built, "index.html").select_one(".ap-card[popover]").get_text()
    )


def test_what_is_planted_in_a_project_is_not_run(make_site, tmp_path):
    """Compiled templates are code: a project from somebody else brings none with it."""
    files = {
        "docs/index.md": "# Home\n\nBaker.\n",
        "docs/baker.md": "# Baker\n",
        "data/entities.yml": "- {id: b, kind: person, name: Baker, gloss: G., entry: baker.md}\n",
    }
    home = tmp_path / "home"
    _, run = make_site(files, XDG_CACHE_HOME=str(home))
    assert run.returncode == 0, run.stderr
    assert [
        path for path in (tmp_path / "project").rglob("*") if path.suffix in (".pyc", ".cache")
    ] == []
    kept = [path for path in (tmp_path / "project/.cache").rglob("*") if path.is_file()]
    assert all(path.suffix == ".json" for path in kept), kept
    compiled = [path for path in home.rglob("*") if path.is_file()]
    assert len(compiled) > 3
    assert all(path.parent.stat().st_mode & 0o077 == 0 for path in compiled)


def test_a_folder_of_compiled_templates_that_others_may_write_is_left_alone(tmp_path):
    template = tmp_path / "card.html"
    template.write_text("one", encoding="utf-8")
    kept = tmp_path / "kept"
    assert Renderer([tmp_path], kept).html("card") == "one"
    [code] = [path for path in kept.rglob("*") if path.is_file()]
    other = tmp_path / "other"
    other.mkdir()
    (other / "card.html").write_text("two", encoding="utf-8")
    Renderer([other], tmp_path / "forged").html("card")
    [forged] = [path for path in (tmp_path / "forged").rglob("*") if path.is_file()]
    code.write_bytes(forged.read_bytes())
    code.parent.chmod(0o777)
    assert Renderer([tmp_path], kept).html("card") == "one"


PLANT = """
import sys
from pathlib import Path
from apparatus.data import kept
from apparatus.hosts.project import Project
project, home = Path(sys.argv[1]), Path(sys.argv[2])
data = project / ".cache/apparatus.json"
stamp = Project(project).digest().encode()
body = kept.read(data, stamp)
assert body.count(b"A gloss.") == 1
kept.write(data, body.replace(b"A gloss.", b"PLANTED."), stamp)
for code in [path for path in home.rglob("*") if path.is_file()]:
    for folder in ("templates", "theme", ""):
        other = project / ".cache" / folder / code.relative_to(home)
        other.parent.mkdir(parents=True, exist_ok=True)
        other.write_bytes(code.read_bytes())
"""


def test_what_somebody_else_has_kept_in_a_project_does_not_count(make_site, tmp_path):
    files = {
        "docs/index.md": "# Home\n\nBaker.\n",
        "docs/baker.md": "# Baker\n",
        "data/entities.yml": (
            "- {id: b, kind: person, name: Baker, gloss: A gloss., entry: baker.md}\n"
        ),
    }
    theirs, mine = tmp_path / "theirs", tmp_path / "mine"
    make_site(files, XDG_CACHE_HOME=str(theirs))
    subprocess.run(
        [sys.executable, "-c", PLANT, str(tmp_path / "project"), str(theirs)],
        env={**os.environ, "XDG_CACHE_HOME": str(theirs), "PYTHONPATH": str(PROJECT / "hooks")},
        check=True,
    )
    built, run = make_site(files, XDG_CACHE_HOME=str(theirs))
    assert "PLANTED." in article(built, "index.html").get_text(), "the forgery is good: for them"
    built, run = make_site(files, XDG_CACHE_HOME=str(mine))
    assert run.returncode == 0, run.stderr
    assert "A gloss." in article(built, "index.html").get_text()
    (mine / "apparatus").chmod(0o777)  # now it is anybody's
    built, run = make_site(files, XDG_CACHE_HOME=str(mine))
    assert "A gloss." in article(built, "index.html").get_text()


def test_no_copy_of_a_text_that_may_not_be_printed_is_published(tmp_path):
    edition = shutil.copytree(PROJECT / "tests/editions/clock", tmp_path / "clock")
    shutil.copy(PROJECT / "tests/overlay/source.txt", edition / "docs/brief.txt")
    run = mkdocs("build", cwd=edition, PYTHONPATH=INSTALLED)
    assert run.returncode != 0
    assert "docs/brief.txt:1:1: this has words of the text" in run.stderr
    assert not (edition / "site").exists()


def test_templates_see_the_same_of_another_page_before_and_after_it_is_written(make_site):
    row = "{{ '' if item == page else item.content | length }}"
    rows = f"{{% for item in nav.pages %}}<i>{row}</i>{{% endfor %}}"
    main = f'{{% extends "base.html" %}}{{% block footer %}}{rows}{{% endblock %}}'
    settings = "theme: {name: mkdocs, custom_dir: own}\n"
    people = f"{PAGES['docs/people.md']}\n## Nobody {{ #nobody }}\n\nWords.\n"
    entities = f"{ENTITIES}- {{id: nobody, kind: person, name: X, entry: people.md#nobody}}\n"
    pages = {**PAGES, "docs/people.md": people, "data/entities.yml": entities}
    built, run = make_site({**pages, "mkdocs.yml": settings, "own/main.html": main}, "--strict")
    assert run.returncode == 0, run.stderr
    texts = [page.read_text("utf-8") for page in built.folder.rglob("index.html")]
    for seen in zip(*(re.findall(r"<i>(\d*)</i>", text) for text in texts), strict=True):
        assert len({*seen} - {""}) == 1, seen
