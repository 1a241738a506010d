"""The two hooks that keep a site light: one sheet a page, and no file that no page asks for."""

from __future__ import annotations

import re

import pytest
import sheets
from builds import PROJECT

HOOKS = [f"{PROJECT}/hooks/{name}.py" for name in ("crosslinks", "unasked", "sheets")]
MATERIAL = f"hooks: {HOOKS}\ntheme: {{name: material, font: false}}\n"
PAGES = {
    "data/entities.yml": "[]\n",
    "docs/index.md": "# Home\n\nWords.\n{ .tidewrack }\n",
    "docs/other.md": "# Other\n\nWords.\n",
    "docs/third.md": "# Third\n\nWords.\n",
    "docs/assets/own.css": "/* Ours. */\n.tidewrack { color: red; }\n.nobodys { color: blue; }\n",
}


@pytest.mark.parametrize(
    ("plugins", "kept"),
    [
        ("plugins: []\n", set()),
        ("plugins: [search]\n", {"search"}),
        ("plugins: [{search: {lang: [en, ja]}}]\n",
         {"search", "lunr.ja.min.js", "lunr.multi.min.js", "lunr.stemmer.support.min.js",
          "tinyseg.js"}),
    ],
    ids=["no search", "english", "two languages"],
)  # fmt: skip
def test_what_no_page_asks_for_is_not_published(make_site, plugins, kept):
    own = {"docs/assets/javascripts/own.js.map": "{}"}
    built, run = make_site({**PAGES, **own, "mkdocs.yml": MATERIAL + plugins}, "--strict")
    assert run.returncode == 0, run.stderr
    files = {path.relative_to(built.folder).as_posix() for path in built.folder.rglob("*.*")}
    assert {name for name in files if name.endswith(".map")} == {"assets/javascripts/own.js.map"}
    scripts = {name for name in files if "/lunr/" in name or "/workers/" in name}
    assert {re.sub(r"search\.\w+\.min\.js", "search", n.split("/")[-1]) for n in scripts} == kept
    assert (built.folder / "assets/javascripts/lunr").exists() == bool(kept - {"search"})


def test_each_page_has_one_sheet_without_what_it_cannot_use(make_site):
    settings = f"{MATERIAL}plugins: []\nextra_css: [assets/own.css]\n"
    built, run = make_site({**PAGES, "mkdocs.yml": settings}, "--strict")
    assert run.returncode == 0, run.stderr
    names = {}
    for page in ("index.html", "other/index.html", "third/index.html", "404.html"):
        html = (built.folder / page).read_text(encoding="utf-8")
        (names[page],) = re.findall(
            r'<link rel="stylesheet" href="[^"]*assets/(own\.[^"]*)">', html
        )
    sheet = (built.folder / "assets" / names["index.html"]).read_text(encoding="utf-8")
    assert ".tidewrack{color:red}" in sheet
    assert "nobodys" not in sheet
    assert names["other/index.html"] == names["third/index.html"] != names["index.html"]
    other = (built.folder / "assets" / names["other/index.html"]).read_text(encoding="utf-8")
    assert "tidewrack" not in other
    assert {path.name for path in (built.folder / "assets").glob("*.css")} == set(names.values())


@pytest.mark.parametrize(
    ("sheet", "kept"),
    [
        ("p { margin: 0 auto; }", "p{margin:0 auto}"),
        ("p > a:hover, p .no { color: red; }", "p>a:hover{color:red}"),
        (".no, #no { color: red; }", ""),
        ("p:not(.no, #no) { color: red; }", "p:not(.no,#no){color:red}"),
        ("p:is(.no, .yes) { color: red; }", "p:is(.no,.yes){color:red}"),
        ("p:is(.no, #no) { color: red; }", ""),
        (":root:has(.yes :is(.no, p:not(.no))) p { color: red; }",
         ":root:has(.yes :is(.no,p:not(.no))) p{color:red}"),
        (":root:has(.yes :is(.no)) p { color: red; }", ""),
        ('[title="a.no, b"] { content: "/* {x}: */  y"; }',
         '[title="a.no, b"]{content:"/* {x}: */  y"}'),
        ("@media (min-width: 1.5em) and print { .no { color: red; } }", ""),
        ("@media print { @supports (a: b) { .no, .yes { color: red; } } }",
         "@media print{@supports (a:b){.yes{color:red}}}"),
        ("@keyframes x { from { top: 0; } to { top: 1.5em; } }",
         "@keyframes x{from{top:0}to{top:1.5em}}"),
        ("@page { margin: 16mm 18mm; }", "@page{margin:16mm 18mm}"),
        ("a { width: calc(100% - 2 * (1em + 2px)); }", "a{width:calc(100% - 2 * (1em + 2px))}"),
        ("/* .yes { } */ a { color: red }", "a{color:red}"),
        ("a:nth-child(2 of .no) { color: red; }", "a:nth-child(2 of .no){color:red}"),
    ],
)  # fmt: skip
def test_a_rule_stays_where_it_can_be_used(sheet, kept):
    assert sheets.usable(sheets.parsed(sheet), {"yes"}) == kept
