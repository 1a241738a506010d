"""`mkdocs serve`: saved data show, mistakes are survived, and the site is that of a clean build."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time

import pytest
from builds import PROJECT
from serving import Server

ENTITIES = """\
- id: baker
  kind: person
  name: Baker
  gloss: Secretary of State.
  entry: people.md#baker
"""
PAGES = {
    "mkdocs.yml": f"site_name: T\nhooks: [{PROJECT}/hooks/crosslinks.py]\n"
    "markdown_extensions: [attr_list]\n",
    "docs/index.md": "# Home\n\nThen Baker and Nakayama spoke.\n",
    "docs/people.md": "# People\n\n## B { #baker }\n\nWords.\n\n## N { #nakayama }\n\nWords.\n",
    "data/entities.yml": ENTITIES,
}
NAKAYAMA = """\
- id: nakayama
  kind: person
  name: Nakayama
  gloss: Foreign minister.
  entry: people.md#nakayama
"""
SHEET_RE = re.compile(r'<p class="ap-sheet".*?</p>', re.DOTALL)
LIVE_RE = re.compile(r"<script>\s*var livereload.*?</script>", re.DOTALL)


@pytest.fixture
def server(tmp_path):
    folder = tmp_path / "project"
    for name, text in PAGES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    server = Server(folder)
    server.until(lambda: 'data-entity="baker"' in server.get(), "the site is served")
    yield server
    server.stop()


def test_data_is_watched_and_mistakes_are_survived(server):
    assert "nakayama" not in server.get()
    server.save("data/entities.yml", ENTITIES + NAKAYAMA)
    server.until(lambda: 'data-entity="nakayama"' in server.get(), "saved data show")

    server.save("data/entities.yml", ENTITIES + NAKAYAMA.replace("kind: person", "kind: persn"))
    message = "data/entities.yml:7:9: kind 'persn' is not one of"
    server.until(lambda: any(message in line for line in server.said), "the mistake is told")
    server.until(lambda: server.builds() == 2, "the site is built all the same")
    assert 'data-entity="nakayama"' in server.get(), "the last good data stay in use"

    server.save("data/entities.yml", ENTITIES.replace("Secretary of State.", "A lawyer."))
    server.until(lambda: "A lawyer." in server.get(), "the next save recovers")
    assert 'data-entity="nakayama"' not in server.get()
    assert not any("Traceback" in line for line in server.said)


def test_a_mistake_in_a_page_is_survived(server):
    server.save("docs/index.md", "---\napparatus: {link: al}\n---\n# Home\n\nBaker again.\n")
    message = "docs/index.md:2:19: link 'al' is not one of"
    server.until(lambda: any(message in line for line in server.said), "the mistake is told")
    server.until(lambda: "again" in server.get(), "the page shows all the same")
    (server.folder / "docs/part.html").write_text("<p>A part of a page.</p>\n", encoding="utf-8")
    (server.folder / "docs/whole.html").write_text(
        "<!doctype html>\n<p>A whole.\n", encoding="utf-8"
    )
    server.until(lambda: "A part" in server.get("part.html"), "a file comes")
    server.until(lambda: "A whole" in server.get("whole.html"), "another comes")
    assert "ap-mistakes" in server.get()
    assert "ap-mistakes" in server.get("whole.html"), "an end tag may be left out"
    assert server.get("part.html").startswith("<p>A part of a page.</p>")
    assert "ap-mistakes" not in server.get("part.html"), "scripts may put it into pages"
    server.save("docs/index.md", "# Home\n\nBaker once more.\n")
    server.until(lambda: "once more" in server.get(), "the next save recovers")


def test_serving_comes_to_rest_at_what_a_clean_build_gives(server):
    server.save("data/entities.yml", ENTITIES + NAKAYAMA)
    server.until(lambda: 'data-entity="nakayama"' in server.get(), "saved data show")
    built = server.builds()
    time.sleep(3)  # several rounds of looking for changes
    assert server.builds() == built, "nothing that a build writes is taken for a change"
    served = {path: server.get(path) for path in ("", "people/")}
    run = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--clean", "--strict"],
        cwd=server.folder,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    for path, html in served.items():
        clean = (server.folder / "site" / path / "index.html").read_text(encoding="utf-8")
        body = [text[text.index("<body") : text.index("</body>")] for text in (html, clean)]
        # A site without an address of its own is served under one, which sheets of paper say.
        one, other = (SHEET_RE.sub("", LIVE_RE.sub("", text)).split() for text in body)
        assert one == other
