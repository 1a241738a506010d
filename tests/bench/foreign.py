"""Documentation that nobody here wrote, linked: what else has changed, and what has a link wrongly.

    python tests/bench/foreign.py FOLDER…

Each folder holds Markdown. Its most frequent names and long words become entities, and it is built
plainly and linked, with all extensions that Material recommends. Without its links each page must
be the plain page, byte for byte; no link may stand in a heading, code, another link, a control or
math; the linked build may warn of nothing that the plain one does not warn of. Exit code 1 if not.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import yaml
from bs4 import BeautifulSoup
from corpus import HOOK

ENTITIES = 150
ENTRIES = "zz-entries.md"
_LINK_RE = re.compile(r'<a [^>]*data-entity="[^"]*"[^>]*>(.*?)</a>', re.DOTALL)
_CODE_RE = re.compile(r"^ *(`{3,}|~{3,}).*?^ *\1|`[^`\n]*`|<[^<>]*>", re.DOTALL | re.MULTILINE)
_NAME_RE = re.compile(r"\b[A-Z][a-z]+(?: [A-Z][a-z]+){1,2}\b|\b[A-Z][a-z]{3,}\b|\b[a-z]{8,}\b")
_CLOSED = (
    *("h1", "h2", "h3", "h4", "h5", "h6", "a", "code", "pre", "kbd", "samp", "math", "svg"),
    *("button", "label", "summary", "select", "textarea", "[role=button]", "[role=tab]"),
    *(".arithmatex", ".mermaid", ".no-xref"),
)
_WRONG = ", ".join(f"{one} [data-entity]" for one in _CLOSED)
_CONFIG = """\
site_name: Foreign
theme: {name: mkdocs}
validation: {nav: {omitted_files: ignore}}
hooks: HOOKS
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
  - pymdownx.betterem
  - pymdownx.blocks.admonition
  - pymdownx.blocks.caption
  - pymdownx.blocks.definition
  - pymdownx.blocks.details
  - pymdownx.blocks.html
  - pymdownx.blocks.tab: {alternate_style: true}
  - pymdownx.caret
  - pymdownx.critic
  - pymdownx.details
  - pymdownx.emoji
  - pymdownx.highlight
  - pymdownx.inlinehilite
  - pymdownx.keys
  - pymdownx.magiclink
  - pymdownx.mark
  - pymdownx.smartsymbols
  - pymdownx.snippets: {base_path: [docs], check_paths: false}
  - pymdownx.superfences:
      custom_fences:
        - name: mermaid
          class: mermaid
          format: !!python/name:pymdownx.superfences.fence_code_format
  - pymdownx.tabbed: {alternate_style: true}
  - pymdownx.tasklist: {custom_checkbox: true}
  - pymdownx.tilde
"""
_CAPTURE = r"""
import json, pathlib, re
def on_page_markdown(markdown, page, config, files):
    page.meta.pop("template", None)  # one of that site
    # What plugins of that site would lead somewhere, leads away here.
    lost = set(re.findall(r"\][ \n]?\[([^\[\]]+)\]", markdown))
    lost -= set(re.findall(r"(?m)^ {0,3}\[([^\[\]]+)\]:", markdown))
    return markdown + "\n\n" + "".join(f"[{one}]: https://example.org/\n" for one in sorted(lost))
def on_page_content(html, page, config, files):
    with pathlib.Path(config.config_file_path).with_name("pages.jsonl").open("a") as file:
        file.write(json.dumps([page.file.src_uri, html]) + "\n")
"""


class Built(NamedTuple):
    """A site: the HTML of its pages by path, and what MkDocs warned of."""

    pages: dict[str, str]
    warnings: Counter[str]


def names(docs: Path) -> list[str]:
    """Choose the most frequent names and long words of some pages, each in one form."""
    counts: Counter[str] = Counter()
    for path in docs.rglob("*.md"):
        counts.update(_NAME_RE.findall(_CODE_RE.sub("|", path.read_text("utf-8", "replace"))))
    found = {name.casefold(): name for name, _ in reversed(counts.most_common(2 * ENTITIES))}
    return [*reversed(found.values())][:ENTITIES]


def build(folder: Path, hooks: list[str]) -> Built:
    """Build the site in a folder with some hooks."""
    hooks = [*hooks, "capture.py"]
    (folder / "capture.py").write_text(_CAPTURE, "utf-8")
    (folder / "mkdocs.yml").write_text(_CONFIG.replace("HOOKS", json.dumps(hooks)), "utf-8")
    (folder / "pages.jsonl").unlink(missing_ok=True)
    run = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build"], cwd=folder, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    if run.returncode:
        sys.exit(run.stderr[-3000:])
    lines = (folder / "pages.jsonl").read_text("utf-8").splitlines()
    pages = dict(map(json.loads, lines))
    pages.pop(ENTRIES)
    return Built(pages, Counter(one for one in run.stderr.splitlines() if "WARNING" in one))


def compare(docs: Path, folder: Path) -> dict[str, int]:
    """Build a folder of pages twice, and count what is not as it should be."""
    shutil.copytree(docs, folder / "docs")
    chosen = names(docs)
    entries = "# Entries\n" + "".join(f"\n## {n} {{ #z{n} }}\n" for n, _ in enumerate(chosen))
    (folder / "docs" / ENTRIES).write_text(entries, "utf-8")
    data = [
        {"id": f"z{n}", "kind": "term", "name": name, "case": "exact", "gloss": "G.",
         "entry": f"{ENTRIES}#z{n}", "link": "all" if n % 2 else "first-in-section"}
        for n, name in enumerate(chosen)
    ]  # fmt: skip
    (folder / "data").mkdir()
    (folder / "data/entities.yml").write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    plain, linked = build(folder, []), build(folder, [str(HOOK)])
    wrong: list[str] = []
    links = closed = differing = 0
    for path, html in plain.pages.items():
        soup = BeautifulSoup(linked.pages[path], "html.parser")
        ours = soup.select("a[data-entity]")
        shut = soup.select(_WRONG)
        differs = _LINK_RE.sub(r"\1", linked.pages[path]) != html
        links, closed, differing = links + len(ours), closed + len(shut), differing + differs
        wrong += [path] if differs or shut else []
    new = linked.warnings - plain.warnings
    for one in (*wrong, *new):
        print("   ", one, file=sys.stderr)
    return {"pages": len(plain.pages), "entities": len(chosen), "links": links,
            "differing": differing, "closed": closed, "new warnings": new.total()}  # fmt: skip


def main() -> None:
    """Compare each folder that is named, and print a table."""
    bad = 0
    print("| docs | pages | entities | links | differing | in what is closed | new warnings |")
    print("|---|--:|--:|--:|--:|--:|--:|")
    for name in sys.argv[1:]:
        with tempfile.TemporaryDirectory() as folder:
            found = compare(Path(name), Path(folder))
        bad += found["differing"] + found["closed"] + found["new warnings"]
        print(f"| {name} | " + " | ".join(map(str, found.values())) + " |", flush=True)
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
