"""Servers while an author works: from saving a file to the page served, in seconds and work.

    SERVED="50x500 500x500" SAVES=3 python tests/bench/serving.py

MkDocs as it is, MkDocs with the engine and, where it is installed, Zensical serve one corpus, one
after the other; each gets the same saves. Bars are for the engine on two cores that rest.
"""

from __future__ import annotations

import importlib.util
import json
import os
import statistics
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from corpus import OURS_PRUNED, PLAIN_PRUNED, Candidate, Corpus, page
from processes import Server, build

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CELLS = os.environ.get("SERVED", "50x500 500x500 50x5000").split()
"""Pages and entities."""
SAVES = int(os.environ.get("SAVES", "3"))
FEW = 0.02
"""An ordinary name stands on so many pages, as a share."""


class Save(NamedTuple):
    """What is saved, and where that shows."""

    files: dict[str, str | None]
    """Texts by name; None deletes a file."""
    address: str
    words: str


class Edits:
    """The edits of a corpus that is served."""

    def __init__(self, folder: Path, corpus: Corpus) -> None:
        """Plant what is to become a name on few pages, before anything is served."""
        self._folder, self._count = folder, 0
        few = range(0, corpus.pages, max(1, round(1 / FEW)))
        rare = "".join(f" Kwyjibo{n}x" for n in range(SAVES))
        for number in few:
            text = self._read(f"docs/{page(number)}")
            self._write({f"docs/{page(number)}": f"{text}\n\nThere were{rare}.\n"})
        text = self._read(f"docs/{page(0)}")
        self._named = next(one for one in corpus.named if one.names[0] in text)
        self.address = page(0).replace(".md", "/")

    def _read(self, name: str) -> str:
        return (self._folder / name).read_text("utf-8")

    def _write(self, files: dict[str, str | None]) -> None:
        for name, text in files.items():
            if text is None:
                (self._folder / name).unlink()
            else:
                (self._folder / name).write_text(text, "utf-8")

    def save(self, save: Save) -> None:
        """Save it."""
        self._write(save.files)

    def of_pages(self) -> dict[str, Callable[[int], Save]]:
        """Return what any server can show."""
        return {"page": self._prose, "title": self._title, "new page": self._new,
                "renamed page": self._renamed}  # fmt: skip

    def of_data(self) -> dict[str, Callable[[int], Save]]:
        """Return what only the engine knows."""
        return {"gloss": self._gloss, "alias on few pages": self._alias}

    def _prose(self, n: int) -> Save:
        text = f"{self._read(f'docs/{page(0)}')}\n\nNullius{n}.\n"
        return Save({f"docs/{page(0)}": text}, self.address, f"Nullius{n}")

    def _title(self, n: int) -> Save:
        _, _, rest = self._read(f"docs/{page(0)}").partition("\n")
        return Save({f"docs/{page(0)}": f"# Titulus{n}\n{rest}"}, self.address, f"Titulus{n}")

    def _new(self, n: int) -> Save:
        text = f"# Novus{n}\n\nHere is {self._named.names[0]}.\n"
        return Save({f"docs/part-0/novus-{n}.md": text}, f"part-0/novus-{n}/", f"Novus{n}")

    def _renamed(self, n: int) -> Save:
        old = f"docs/part-0/novus-{n}.md"
        files = {f"docs/part-0/alius-{n}.md": self._read(old), old: None}
        return Save(files, f"part-0/alius-{n}/", f"Novus{n}")

    def _gloss(self, n: int) -> Save:
        data = self._read("data/entities.yml")
        first, mark, rest = data.partition(f"\n- id: {self._named.id}\n")
        before, gloss, after = rest.partition("  gloss: ")
        text = f"{first}{mark}{before}{gloss}Glossa{n}. {after}"
        return Save({"data/entities.yml": text}, self.address, f"Glossa{n}")

    def _alias(self, n: int) -> Save:
        """Give an entity a name, each time another one: a second name in a section is no link."""
        first, row, rest = self._read("data/entities.yml").partition(f"- id: e{n}\n")
        before, key, after = rest.partition("  aliases:")
        text = f"{first}{row}{before}{key}\n  - Kwyjibo{n}x{after.removeprefix(' []')}"
        return Save({"data/entities.yml": text}, self.address, f">Kwyjibo{n}x</a>")


def servers() -> Iterator[tuple[str, Candidate, list[str]]]:
    """List what serves: a name, the site it serves, and the command."""
    mkdocs = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "--dev-addr"]
    yield "plain", PLAIN_PRUNED, mkdocs
    yield "linked", OURS_PRUNED, mkdocs
    if importlib.util.find_spec("zensical"):
        yield "zensical", PLAIN_PRUNED, [sys.executable, "-m", "zensical", "serve", "--dev-addr"]


def measure(pages: int, entities: int) -> dict[str, dict[str, dict[str, float]]]:
    """Let each server have its saves. Out: by edit and by server, medians."""
    found: dict[str, dict[str, dict[str, float]]] = {}
    for name, candidate, command in servers():
        with tempfile.TemporaryDirectory() as folder:
            site, corpus = Path(folder).resolve() / "project", Corpus(pages, entities)
            site.mkdir()
            corpus.write(site, candidate)
            edits = Edits(site, corpus)
            made = edits.of_pages() | (edits.of_data() if candidate.ours else {})
            with Server(command, site, edits.address) as server:
                found.setdefault("start", {})[name] = server.started
                for edit, save in made.items():
                    runs = [server.measure(edits, save(n)) for n in range(SAVES)]
                    found.setdefault(edit, {})[name] = {
                        key: round(statistics.median(run[key] for run in runs), 3)
                        for key in runs[0]
                    }
                served = server.get(edits.address)
            if "mkdocs" in command:
                build(site, candidate)
                clean = (site / "site" / edits.address / "index.html").read_text("utf-8")
                found["start"][name]["equals_clean_build"] = _article(served) == _article(clean)
    return found


def _article(html: str) -> str:
    """Cut a page's article out, without the line for paper, which names where it is served."""
    before, _, rest = html.partition('<p class="ap-sheet"')
    html = before + rest.partition("</p>")[2]
    return html[html.find("<article") : html.find("</article>")]


def bars(found: dict[str, dict[str, dict[str, dict[str, float]]]]) -> dict[str, str]:
    """Hold what was measured against the bars: each figure, its bar, and whether it is kept."""
    rows: dict[str, tuple[float, float]] = {}
    for cell, edits in found.items():
        pages, entities = map(int, cell.split("x"))
        page, gloss = edits["page"], edits["gloss"]["linked"]
        if entities >= 5000:
            rows[f"{cell} gloss, CPU s"] = gloss["cpu"], 0.3
            continue
        if pages >= 500:
            rows[f"{cell} page / plain"] = page["linked"]["wall"] / page["plain"]["wall"], 0.05
            for edit in ("title", "new page", "renamed page", "alias on few pages"):
                rows[f"{cell} {edit}, CPU s"] = edits[edit]["linked"]["cpu"], 0.3
            if "zensical" in page:
                ratio = page["linked"]["wall"] / page["zensical"]["wall"]
                rows[f"{cell} page / zensical"] = ratio, 1.0
        else:
            rows[f"{cell} page, s"] = page["linked"]["wall"], 0.1
        rows[f"{cell} gloss, s"] = gloss["wall"], 0.25
    return {
        what: f"{got:.3f} for {bar:g}: {'kept' if got <= bar else 'MISSED'}"
        for what, (got, bar) in rows.items()
    }


def table(found: dict[str, dict[str, dict[str, dict[str, float]]]]) -> str:
    """Write what was measured as a Markdown table."""
    lines = ["| pages x entities | saved | server | s | CPU s | CPU s to rest | x plain |",
             "|---|---|---|--:|--:|--:|--:|"]  # fmt: skip
    for cell, edits in found.items():
        for edit, its in edits.items():
            plain = its.get("plain", {}).get("wall", 0)
            for name, row in its.items():
                ratio = f"{row['wall'] / plain:.3f}" if plain else ""
                figures = " | ".join(f"{row[key]:.3f}" for key in ("wall", "cpu", "rest"))
                lines.append(f"| {cell} | {edit} | {name} | {figures} | {ratio} |")
    return "\n".join(lines)


def main() -> dict[str, object]:
    """Measure all sizes; print a table and what became of the bars."""
    found = {cell: measure(*map(int, cell.split("x"))) for cell in CELLS}
    print(table(found), flush=True)
    return {"measured": found, "bars": bars(found)}


if __name__ == "__main__":
    print(json.dumps(main()["bars"], indent=2))
