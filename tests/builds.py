"""Build editions, serve what was built, and read what an edition holds."""

from __future__ import annotations

import contextlib
import functools
import http.server
import json
import os
import posixpath
import re
import subprocess
import sys
import threading
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

import pytest
import yaml
from bs4 import BeautifulSoup

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

T = TypeVar("T")
PROJECT = Path(__file__).parent.parent
PREFIX = "edition"
"""A site is built for, and served from, a path below the host's top."""
ADDRESS = f"https://example.org/{PREFIX}/"
INSTALLED = os.pathsep.join((str(PROJECT / "tests/installed"), str(PROJECT / "hooks")))
"""Where Python finds the engine as `pip install .` leaves it: its entry points, and its code."""


@dataclass
class Built:
    """A built site."""

    folder: Path
    log: str

    def pages(self) -> dict[str, BeautifulSoup]:
        """Every page by its path below the site's top, parsed."""
        return {
            path.relative_to(self.folder).as_posix(): BeautifulSoup(
                path.read_text(encoding="utf-8"), "html.parser"
            )
            for path in sorted(self.folder.rglob("*.html"))
        }


def mkdocs(
    *arguments: str, cwd: Path = PROJECT, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run MkDocs as an author does."""
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", *arguments],
        cwd=cwd,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def build(edition: Path, host: Path) -> Built:
    """Build an edition strictly, into the path below a host's folder that its address has."""
    folder = host / PREFIX
    command = ("build", "--strict", "--site-dir", str(folder))
    run = mkdocs(*command, cwd=edition, SITE_URL=ADDRESS, PYTHONPATH=INSTALLED)
    assert run.returncode == 0, run.stderr
    return Built(folder, run.stderr)


def recommended() -> dict[str, str]:
    """Return the headers with which the README recommends to serve a site."""
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    block = re.search(r"^```http\n(.*?)^```", readme, re.MULTILINE | re.DOTALL)
    assert block, "the README recommends headers in a block of http"
    return dict(line.split(": ", 1) for line in block[1].splitlines())


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def __init__(self, headers: Mapping[str, str], *arguments: Any, **named: Any) -> None:
        self._headers = headers
        super().__init__(*arguments, **named)

    def end_headers(self) -> None:
        """Add ours."""
        for name, value in self._headers.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextlib.contextmanager
def hosted(folder: Path, headers: Mapping[str, str] = MappingProxyType({})) -> Iterator[str]:
    """Serve a folder, with headers of your own; say where."""
    handler = functools.partial(_Quiet, headers, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def some(rows: Iterable[T], what: str = "there is nothing to look at") -> list[T]:
    """Return the rows, and fail where there is none: no test passes by looking at nothing."""
    found = list(rows)
    assert found, what
    return found


def shelf(edition: Path, name: str) -> list[dict]:
    """Read a data file of an edition; skip a test that needs it where the edition has none."""
    rows = _rows(edition, name)
    if not rows:
        pytest.skip(f"this edition has no {name}: nothing is in data/{name}.yml")
    return rows


def searched(built: Built) -> tuple[list[list[str]], list[list]]:
    """Read what the site's search may find: its pages' addresses and titles, and the passages."""
    path = built.folder / "assets/search/index.js"
    if not path.is_file():
        pytest.skip("this edition has no search of ours")
    index = json.loads(path.read_text(encoding="utf-8").removeprefix("apSearchIndex="))
    return index["pages"], some(index["passages"])


def cards(built: Built, page: str, soup: BeautifulSoup) -> dict[str, str]:
    """Say what describes each entity that has a card on a page, or in the file for its notes."""
    found = list(soup.select(".ap-card[popover]"))
    for place in soup.select("[data-ap-cards]"):
        text = (built.folder / page).parent.joinpath(place["data-ap-cards"]).read_text("utf-8")
        html = json.loads(text.removeprefix("apCards(").removesuffix(")\n"))
        found += BeautifulSoup(html, "html.parser").select(".ap-card[popover]")
    assert len({card["id"] for card in found}) == len(found), "each has one card"
    return {
        card["id"].removeprefix("card-"): gloss.get_text() if gloss else ""
        for card in found
        for gloss in [card.find(id=f"{card['id']}-gloss")]
    }


def published(page: str) -> str:
    """Name the file that a page of `docs/` becomes."""
    stem = page.removesuffix(".md")
    folder = stem.removesuffix("index") if posixpath.basename(stem) == "index" else stem
    return posixpath.join(folder, "index.html")


def below(entry: str) -> str:
    """Say where an entry is, from the top of the site: a page's address and a heading's name."""
    page, hash_, fragment = entry.partition("#")
    return published(page).removesuffix("index.html") + hash_ + fragment


def homes(edition: Path) -> dict[str, str]:
    """Say where each entity's entry is: where the data say, else in the register of its kind."""
    registers = [
        (page, asked.split())
        for page, text in _texts(edition).items()
        for asked in re.findall(r"^<!-- apparatus: register\b(.*?)-->", text, re.MULTILINE)
    ]
    found = {}
    for row in _rows(edition, "entities"):
        holding = (p for p, kinds in registers if row["kind"] in kinds or kinds in ([], ["all"]))
        found[row["id"]] = row.get("entry") or f"{next(holding)}#{row['id']}"
    return found


class _Settings(yaml.SafeLoader):
    """Reads mkdocs.yml, whatever else its tags stand for."""


_Settings.add_multi_constructor("!", lambda *_: None)


@functools.cache
def settings(edition: Path) -> dict:
    """Read what `mkdocs.yml` says."""
    return yaml.load((edition / "mkdocs.yml").read_text(encoding="utf-8"), _Settings)  # noqa: S506


def asked(edition: Path) -> dict:
    """Return what the settings ask of the engine, as a hook or as a plugin."""
    named = settings(edition)
    plugins = [one for one in named.get("plugins") or () if isinstance(one, dict)]
    options = next((one["apparatus"] for one in plugins if "apparatus" in one), None)
    return (named.get("extra") or {}).get("apparatus") or options or {}


def target_page(row: dict, edition: Path = PROJECT) -> str:
    """Name the page that a note, statement or pledge is about."""
    return row.get("target", row).get("page") or asked(edition).get("text", "annotated.md")


def target_block(row: dict) -> str:
    """Name the block that a note or statement is about, or in which that starts."""
    target = row.get("target", row)
    return target.get("block") or f"p{target['paragraph']}"


def source_of(named: str | dict) -> str:
    """Return the id of a source that an item of data names, with a place in it or without."""
    return named["id"] if isinstance(named, dict) else named


def kinds(edition: Path) -> dict[str, str]:
    """Say where a page of each kind is that an edition has: what tests of any page look at."""
    pages = _texts(edition)
    entries = [entry.partition("#") for entry in homes(edition).values()]
    headings = Counter(page for page, hash_, _ in entries if hash_)
    asked = [(page, re.findall(r"<!-- apparatus: (\w+)", text)) for page, text in pages.items()]
    possible = [
        ("home", "index.md"),
        *(("annotated", target_page(row, edition)) for row in _rows(edition, "annotations")),
        *((piece, page) for page, pieces in asked for piece in pieces),
        *(("sources", page) for page in pages if page == "sources.md"),
        *(("cite", page) for page in pages if page == "cite.md"),
        *(("glossary", page) for page, _ in headings.most_common()),
        *(("entry", page) for page, hash_, _ in entries if not hash_),
        *(("text", page) for page in pages),
    ]
    chosen: dict[str, str] = {}
    for kind, page in possible:
        if page not in chosen.values():
            chosen.setdefault(kind, page)
    return {kind: below(page) for kind, page in chosen.items()} | {"missing": "404.html"}


def _texts(edition: Path) -> dict[str, str]:
    """Read the pages that may ask the engine for something, by their paths."""
    texts = {
        path.relative_to(edition / "docs").as_posix(): path.read_text(encoding="utf-8")
        for path in sorted((edition / "docs").rglob("*.md"))
    }
    off = re.compile(r"---\n(?:(?!---).*\n)*?apparatus: false\n")
    return {page: text for page, text in texts.items() if not off.match(text)}


def _rows(edition: Path, name: str) -> list[dict]:
    files = [edition / f"data/{name}.yml", *sorted((edition / "data" / name).glob("*.yml"))]
    return [
        row
        for path in files
        if path.is_file()
        for row in yaml.safe_load(path.read_text(encoding="utf-8")) or []
    ]
