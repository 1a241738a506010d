"""A real browser: a plugin for the tests of both houses."""

from __future__ import annotations

import functools
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import axe_playwright_python
import pytest
from fonts import configure
from playwright.sync_api import Browser, Page, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Launch = Callable[[str], Browser]

AXE = next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")).read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Asks as the search field does: where do the passages lead to that are found?
ASK = """async queries => {
  const start = document.querySelector("script[src$='assets/search/start.js']").src
  for (const name of ["minisearch.js", "index.js", "find.js"]) await new Promise((done, failed) => {
    const script = document.createElement("script")
    Object.assign(script, {src: new URL(name, start), onload: done, onerror: failed})
    document.head.append(script)
  })
  const find = apFinder(apSearchIndex, MiniSearch)
  return Object.fromEntries(queries.map(q => [q, find(q).map(passage => passage.address)]))
}"""
# To describe each element that keeps a rule takes longer than to find those that do not.
RUN = """async ([part, options]) => {
  const {passes, violations} = await axe.run(part, options)
  return {passed: passes.length, violations}
}"""
COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules that colours can break."""
PHONE = {"width": 375, "height": 812}
DESK = {"width": 1440, "height": 900}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Try `size` on a phone and on a desk."""
    if "size" in metafunc.fixturenames:
        metafunc.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])


def resize(page: Page, width: int, height: int = 900) -> None:
    """Give a page another size; its first frame may still be as for the size before.

    Where scripts are switched off no frame calls back, and nothing waits for one.
    """
    page.set_viewport_size({"width": width, "height": height})
    page.evaluate(
        """() => {
            const silent = document.createElement("div");
            silent.innerHTML = "<noscript><i></i></noscript>";
            return silent.querySelector("i") !== null || new Promise(done =>
                requestAnimationFrame(() => requestAnimationFrame(done)));
        }"""
    )


def until(page: Page, condition: str) -> None:
    """Wait until something is true on a page, whose policy lets no test wait in it."""
    for _ in range(50):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(100)
    message = f"never true: {condition}"
    raise AssertionError(message)


def violations(
    page: Page, part: str = "html", rules: list[str] | None = None, within: str = "*"
) -> list[str]:
    """Ask axe what is wrong with a page, or with a part of it; of all rules, or of some.

    `within` leaves out what is wrong with elements of others.
    """
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE)
    asked = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": RULES}
    found = page.evaluate(RUN, [part, {"runOnly": asked, "resultTypes": ["violations"]}])
    least = 1 if rules else 15 if part == "html" else 2
    assert found["passed"] >= least, "axe has looked"
    nodes = [(v["id"], node) for v in found["violations"] for node in v["nodes"]]
    ours = "([target, within]) => Boolean(document.querySelector(target)?.closest(within))"
    return [
        f"{rule}: {node['html'][:120]}"
        for rule, node in nodes
        if page.evaluate(ours, [node["target"][0], within])
    ]


@pytest.fixture(scope="session")
def launch(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Launch]:
    """Start Chrome or Chromium, once for each set of fonts.

    It is the one that `make test` names, else the one that its script finds.
    """
    chrome = os.environ.get("CHROME")
    if not chrome:
        playwright = Path(sys.executable).with_name("playwright")
        finder = ["sh", str(project / "tests/tools/browser"), str(playwright)]
        chrome = subprocess.run(finder, capture_output=True, text=True, check=True).stdout.strip()
    rootless = [] if os.getuid() else ["--no-sandbox"]  # Chrome has no sandbox for root
    with sync_playwright() as driver:

        @functools.cache
        def launch(fonts: str) -> Browser:
            file = configure(fonts, tmp_path_factory.mktemp(fonts))
            environment = {**os.environ, "FONTCONFIG_FILE": str(file)}
            return driver.chromium.launch(executable_path=chrome, args=rootless, env=environment)

        yield launch


@pytest.fixture
def fonts() -> str:
    """The set of fonts, unless a test asks for both."""
    return "plain"


@pytest.fixture
def browser(launch: Launch, fonts: str) -> Browser:
    """A browser with a set of fonts."""
    return launch(fonts)


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Open a page of the site; options are those of a browser context."""
    contexts = []

    def visit(path: str = "", **options: object) -> Page:
        context = browser.new_context(**{"viewport": DESK, **options})
        contexts.append(context)
        page = context.new_page()
        page.said = []
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.asked = []
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(urljoin(address, path))
        return page

    yield visit
    for context in contexts:
        context.close()
