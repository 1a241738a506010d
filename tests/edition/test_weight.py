"""How much a reader fetches before the first view of a page: bytes as a host compresses them."""

from __future__ import annotations

import gzip
import re
from collections import Counter
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from builds import ADDRESS, PREFIX, some


@pytest.fixture
def fetched(built, kind):
    """The files that a page names, and those alone: the path of each, and its compressed size."""
    html = (built.folder / (kind if kind.endswith(".html") else f"{kind}index.html")).read_bytes()
    soup = BeautifulSoup(html, "html.parser")
    links = some(soup.select("link[rel=stylesheet], link[rel=icon], script[src]"))
    addresses = [urljoin(ADDRESS + kind, its.get("href") or its["src"]) for its in links]
    names = [urlsplit(address).path.removeprefix(f"/{PREFIX}/") for address in addresses]
    files = {name: len(gzip.compress((built.folder / name).read_bytes())) for name in names}
    return {"": len(gzip.compress(html))} | files


@pytest.fixture(autouse=True)
def light(edition):
    """Only who asks for light pages is held to it."""
    if "hooks/sheets.py" not in (edition / "mkdocs.yml").read_text(encoding="utf-8"):
        pytest.skip("the settings do not ask for one light sheet a page")


def test_a_first_view_is_light(fetched):
    late = [name for name in fetched if "/bundle." in name]  # it comes when the reader moves
    assert len(fetched) - len(late) <= 9
    assert sum(fetched.values()) <= 110_000
    assert fetched[""] <= 40_960


def test_a_page_has_one_light_style_sheet(fetched):
    (sheet,) = [size for name, size in fetched.items() if name.endswith(".css")]
    assert sheet <= 8_400


# What stands right behind the switches sets them before the text below is painted.
SWITCHES = "/switches.js"


def test_nothing_else_holds_up_a_page(pages):
    for path, soup in pages.items():
        inert = {script for template in soup.select("template") for script in template("script")}
        for script in some(soup.select("script[src]")):
            if script not in inert and not script["src"].endswith(SWITCHES):
                assert {"async", "defer"} & set(script.attrs), (path, script)


def parted(pages: dict[str, BeautifulSoup], css: str) -> list[list[str]]:
    """Find pages of one kind with more than one sheet.

    Pages are of one kind that ask for the same scripts, which may put classes into a page, and
    have the same classes and ids of those that a sheet can mean and no other page has: few have
    any.
    """
    meant = set(re.findall(r"[.#]([\w-]+)", css))
    given = {path: _names(soup) & meant for path, soup in pages.items()}
    times = Counter(name for names in given.values() for name in names)
    kinds: dict[object, dict[str, list[str]]] = {}
    for path, soup in pages.items():
        scripts = frozenset(its["src"].rpartition("/")[2] for its in soup.select("script[src]"))
        own = frozenset(name for name in given[path] if times[name] == 1)
        kinds.setdefault((scripts, own), {}).setdefault(_sheet(soup), []).append(path)
    return [[paths[0] for paths in by.values()] for by in kinds.values() if len(by) > 1]


def _names(soup: BeautifulSoup) -> set[str]:
    classes = (name for its in soup.select("[class]") for name in its["class"])
    return {*classes, *(its["id"] for its in soup.select("[id]"))}


def _sheet(soup: BeautifulSoup) -> str:
    (link,) = soup.select("link[rel=stylesheet]")
    return link["href"].rpartition("/")[2]


@pytest.mark.parametrize(
    ("one", "two", "apart"),
    [
        ("", "", True),
        ("<p class=a>", "<p class=a>", True),
        ("<p id=unmeant>", "", True),
        ("<p class=a>", "", False),
        ("<p id=b>", "", False),
        ("<script src=x.js></script>", "", False),
    ],
)
def test_pages_of_one_kind_are_told_from_others(one, two, apart):
    def page(sheet, body):
        link = f"<link rel=stylesheet href=assets/{sheet}.css>"
        return BeautifulSoup(link + body, "html.parser")

    css = ".a{color:red}#b{color:blue}"
    pages = {"one": page("s", one), "two": page("t", two)}
    assert parted(pages, css) == ([["one", "two"]] if apart else [])
    assert parted({"one": page("s", one), "two": page("s", two)}, css) == []


def test_pages_of_one_kind_share_their_sheet(built, pages):
    sheets = {path.name: path.read_text("utf-8") for path in built.folder.glob("assets/*.css")}
    assert parted(pages, "".join(sheets.values())) == []
    assert {_sheet(soup) for soup in pages.values()} == set(sheets)
