"""Build a small site beside plugins of other people, each alone, with the engine and without it.

`make plugins` makes them an environment of their own. Beside each a strict build must stay one, and
links, notes and backlinks must be those of the site without any plugin.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

from bs4 import BeautifulSoup

PROJECT = Path(__file__).parent.parent
TOP = "https://example.org/"
MKDOCS = Path(sys.executable).parent / "mkdocs"
FILES = {
    "docs/index.md": "# Home\n\nHere Alpha met Beta. {{ config.site_name }}\n{ #p1 }\n",
    "docs/terms.md": "# Terms\n\n## Alpha\n\nThe first, before Beta.\n\n## Beta\n\nThe second.\n",
    "docs/part/deep.md": "# Deep\n\nThen Alpha left.\n",
    "data/entities.yml": """\
- {id: alpha, kind: term, name: Alpha, gloss: G, entry: terms.md#alpha}
- {id: beta, kind: term, name: Beta, gloss: G, entry: terms.md#beta}
""",
    "data/sources.yml": "- {id: s, type: book, title: S}\n",
    "data/annotations.yml": """\
- id: n1
  target: {page: index.md, paragraph: 1, exact: met}
  layer: terms
  body: B of Beta.
  sources: [s]
  confidence: high
""",
    "docs/copy.md": "# Your copy\n\n<!-- apparatus: overlay -->\n",
    "data/overlay.yml": """\
page: index.md
rule: 1
salt: 6d3cc306a37e53db
rounds: 50000
passages: [{blocks: [p1], words: 37, tag: a92ab368a11425d7ec03e172c77a4f9b, sketch: 0e0044cccb}]
""",
    "gen.py": """\
import mkdocs_gen_files
with mkdocs_gen_files.open("made.md", "w") as file:
    print("# Made\\n\\nOf Alpha.", file=file)
""",
}
PLUGINS = {
    "": {},
    "awesome-nav": {},
    "awesome-pages": {},
    "ezglossary": {},
    "gen-files": {"scripts": ["gen.py"]},
    "glightbox": {},
    "include-markdown": {},
    "literate-nav": {},
    "macros": {},
    "mike": {},
    "minify": {"minify_html": True},
    "offline": {},
    "print-site": {},
    "redirects": {"redirect_maps": {"old.md": "terms.md"}},
    "section-index": {},
    "tags": {},
}
"""By name, with settings; those of Material among them, and none at all."""


def built(folder: Path, name: str, *, engine: bool) -> tuple[Path, list[str]]:
    """Build a site beside a plugin. Out: its folder, and what was warned of."""
    settings = {
        "site_name": "Site",
        "site_url": TOP,
        "theme": {"name": "material", "font": False},
        "plugins": ["search", *([{name: PLUGINS[name]}] if name else [])],
        "markdown_extensions": ["attr_list"],
        "hooks": [str(PROJECT / "hooks/crosslinks.py")] if engine else [],
    }
    for path, text in FILES.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    (folder / "mkdocs.yml").write_text(json.dumps(settings), encoding="utf-8")
    site = folder / ("with" if engine else "without")
    run = subprocess.run(
        [MKDOCS, "build", "--quiet", "--site-dir", site],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    warned = [line for line in run.stderr.splitlines() if line.startswith(("WARNING", "ERROR"))]
    return site, [*warned, *([] if run.returncode == 0 else [run.stderr[-2000:]])]


def made(site: Path) -> dict[str, list[str]]:
    """List what the engine has put on each page; a link that leads nowhere says so."""
    pages = {
        path.relative_to(site).as_posix(): BeautifulSoup(path.read_text("utf-8"), "html.parser")
        for path in site.rglob("*.html")
    }
    found = {}
    for path, page in pages.items():
        ours = [f"note {note['id']}" for note in page.select("[role=note]")]
        ours += ["policy" for _ in page.select("meta[http-equiv*=Policy]")]
        for link in page.select("a[data-entity], .ap-backlinks a, a[role=doc-backlink]"):
            target, fragment = urldefrag(urljoin(f"{TOP}{path}", link["href"]))
            target = unquote(target.removeprefix(TOP))
            there = pages.get(f"{target}index.html" if not target or target[-1] == "/" else target)
            lost = there is None or (fragment and not there.find(id=fragment))
            kind = link.get("data-entity") or "way back"
            ours.append(f"{kind}{' leads nowhere: ' + link['href'] if lost else ''}")
        if ours:
            found[path.replace(".html", "").replace("/index", "")] = ours
    return found


def differences() -> list[str]:
    """Say where a site beside a plugin is not what it is alone."""
    wrong: list[str] = []
    alone: dict[str, list[str]] = {}
    for name in PLUGINS:
        with tempfile.TemporaryDirectory() as folder:
            _, before = built(Path(folder), name, engine=False)
            site, after = built(Path(folder), name, engine=True)
            found = made(site)
        alone = alone or found
        wrong += (f"{name}: {line}" for line in after if line not in before)
        for page in alone:
            if Counter(alone[page]) - Counter(found.get(page)):  # a page that is made adds some
                wrong.append(f"{name}: {page} has {found.get(page)}, and alone {alone[page]}")
        for page, its in found.items():
            wrong += (f"{name}: {page}: {one}" for one in its if "nowhere" in one)
        if name == "gen-files" and found.get("made") != ["alpha"]:
            wrong.append(f"{name}: the page that it makes has {found.get('made')}")
    return wrong


if __name__ == "__main__":
    lost = differences()
    said = "\n".join(lost) or f"as alone beside {len(PLUGINS) - 1} plugins"
    sys.stdout.write(f"{said}\n")
    sys.exit(bool(lost))
