"""`mkdocs serve`, 50 pages: from saving a file to the new text being served."""

from __future__ import annotations

import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

from corpus import OURS, PLAIN, Corpus, page
from processes import build, environment

if TYPE_CHECKING:
    from corpus import Candidate

SAVES = 5
_SHEET_RE = re.compile(r'<p class="ap-sheet".*?</p>', re.DOTALL)
_BUILT_RE = re.compile(r"Documentation built in ([\d.]+) seconds")


def _get(url: str) -> str:
    try:
        with urllib.request.urlopen(url, timeout=20) as answer:  # noqa: S310 - our own server
            return str(answer.read().decode())
    except OSError:
        return ""


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def measure(candidate: Candidate, *, data: bool) -> dict[str, object]:
    """Save a data file or a page some times. Out: seconds to the page served, and of building."""
    with tempfile.TemporaryDirectory() as name:
        site = Path(name)
        Corpus(50, 500).write(site, candidate)
        saved = site / ("data/entities.yml" if data else f"docs/{page(0)}")
        shown = "entries/entries-0/" if data else _address(0)
        other = site / "docs" / page(1)
        other.write_text(other.read_text("utf-8") + "\n\nSaved nullius.\n", "utf-8")
        text = saved.read_text("utf-8")
        where = f"127.0.0.1:{_free_port()}"
        command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "--dev-addr", where]
        server = subprocess.Popen(
            command, cwd=site, env=environment(site), text=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )  # fmt: skip
        said: list[str] = []
        reader = threading.Thread(target=lambda: said.extend(server.stderr or ()), daemon=True)
        reader.start()
        try:
            _until(f"http://{where}/{_address(1)}", "nullius", 60)
            times = []
            for number in range(SAVES):
                time.sleep(1.5)  # let the server come to rest
                mark = f"Kwyjibo{number}"
                changed = text.replace("gloss: What", f"role: {mark}\n  gloss: What", 1)
                start = time.perf_counter()
                saved.write_text(changed if data else f"{text}\n\n{mark}\n", "utf-8")
                _until(f"http://{where}/{shown}", mark, 60)
                times.append(time.perf_counter() - start)
            served = _get(f"http://{where}/{shown}")
        finally:
            server.terminate()  # an interrupt does not reach what was started in the background
            server.wait(20)
        reader.join(5)
        build(site, candidate)
        clean = (site / "site" / shown / "index.html").read_text("utf-8")
        built = [float(s) for line in said for s in _BUILT_RE.findall(line)][1:]
    return {
        "seconds_to_served": statistics.median(times),
        "seconds_building": statistics.median(built),
        "equals_clean_build": _article(served) == _article(clean),
    }


def _address(number: int) -> str:
    return page(number).replace(".md", "/")


def _article(html: str) -> str:
    """Cut a page's article out, without the line for paper, which names where it is served."""
    html = _SHEET_RE.sub("", html)
    return html[html.find("<article") : html.find("</article>")]


def _until(url: str, words: str, seconds: float) -> None:
    end = time.perf_counter() + seconds
    while words not in _get(url):
        if time.perf_counter() > end:
            sys.exit(f"{url} did not show '{words}' within {seconds} seconds")
        time.sleep(0.01)


def main() -> dict[str, dict[str, object]]:
    """Measure a data file with us, and a page with us and without."""
    return {
        "data file, linked": measure(OURS, data=True),
        "page, linked": measure(OURS, data=False),
        "page, plain": measure(PLAIN, data=False),
    }


if __name__ == "__main__":
    import json

    print(json.dumps(main(), indent=2))
