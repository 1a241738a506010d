"""How much a reader fetches before the first view of a page: bytes as a host compresses them."""

from __future__ import annotations

import gzip
import re
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


def test_pages_share_their_sheet_unless_they_use_something_of_their_own(built, pages):
    sheets = [re.search(r"[\w.]+\.css", str(soup.head))[0] for soup in pages.values()]
    assert 2 * max(sheets.count(name) for name in sheets) >= len(sheets)
    assert {path.name for path in (built.folder / "assets").glob("*.css")} == set(sheets)
