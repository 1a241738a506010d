"""A project that is edited: its pages and data, read and written as an author's tools do."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, TypeVar

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path
    from random import Random

T = TypeVar("T")
_FRONT_RE = re.compile(r"\A---\n.*?^---\n", re.DOTALL | re.MULTILINE)
_WORD_RE = re.compile(r"(?<![\w/.-])[A-Za-zÀ-ÿ]{5,}(?![\w/.-])|[\u4e00-\u9fff]{2}")
_SOURCES = ("docs", "data", "overrides", "base.yml", "look.py", "mkdocs.yml")


class NothingError(LookupError):
    """There is nothing in this project that such an edit could change."""


def pick(draw: Random, those: Iterable[T]) -> T:
    """Choose one of some; in their order, so that a seed says which."""
    rows = list(those)
    if not rows:
        raise NothingError
    return draw.choice(rows)


class _Dumper(yaml.SafeDumper):
    """Writes out again what two rows share: data have no aliases."""

    def ignore_aliases(self, data: object) -> bool:
        del data
        return True


def put(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make a project's sources these: what is the same is not touched."""
    there = sources(folder)
    for name in there.keys() - files.keys():
        (folder / name).unlink()
    for name, content in files.items():
        if there.get(name) != content:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
    for name in _SOURCES:  # folders that are empty now
        for path in sorted((folder / name).rglob("*"), reverse=True):
            if path.is_dir() and not any(path.iterdir()):
                path.rmdir()


def sources(folder: Path) -> dict[str, bytes]:
    """Read all that a project is made of."""
    paths = (path for name in _SOURCES for path in (folder / name, *(folder / name).rglob("*")))
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in paths if path.is_file()
    }


@dataclass
class Project:
    """A project in a folder."""

    folder: Path
    past: list[dict[str, bytes]] = field(default_factory=list)
    """What it was before each edit."""

    def pages(self) -> list[str]:
        """Name all pages by their paths below `docs/`."""
        docs = self.folder / "docs"
        return sorted(path.relative_to(docs).as_posix() for path in docs.rglob("*.md"))

    def assets(self) -> list[str]:
        """Name all other files below `docs/`."""
        docs = self.folder / "docs"
        files = (path for path in docs.rglob("*") if path.is_file() and path.suffix != ".md")
        return sorted(path.relative_to(docs).as_posix() for path in files)

    def page(self, name: str) -> str:
        """Read a page."""
        return self.read(f"docs/{name}")

    def save(self, name: str, text: str) -> None:
        """Save a page."""
        self.write(f"docs/{name}", text)

    def read(self, name: str) -> str:
        """Read a file."""
        return (self.folder / name).read_bytes().decode("utf-8")

    def write(self, name: str, text: str | bytes) -> None:
        """Save a file as most editors do: what was there is written over."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def exchange(self, name: str, text: str) -> None:
        """Save a file as careful editors do: another one takes its place."""
        path = self.folder / name
        fresh = path.with_name(f".{path.name}.swp")
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(path)

    def remove(self, name: str) -> None:
        """Delete a file, and the folder that is empty then."""
        path = self.folder / name
        path.unlink()
        while path.parent.parent != self.folder and not any(path.parent.iterdir()):
            path = path.parent
            path.rmdir()

    def rename(self, old: str, new: str) -> None:
        """Rename a page."""
        (self.folder / "docs" / new).parent.mkdir(parents=True, exist_ok=True)
        text = self.page(old)
        os.link(self.folder / "docs" / old, self.folder / "docs" / new)  # its number and times stay
        self.remove(f"docs/{old}")
        assert self.page(new) == text

    def rows(self, name: str) -> list[dict[str, Any]]:
        """Read a data file; none is an empty one."""
        path = self.folder / f"data/{name}.yml"
        return yaml.safe_load(path.read_text(encoding="utf-8")) or [] if path.is_file() else []

    def put(self, name: str, rows: Any) -> None:
        """Write a data file."""
        text = yaml.dump(rows, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=90)
        self.write(f"data/{name}.yml", text)

    def data_names(self) -> list[str]:
        """Name the data files that hold lists, without folder and ending."""
        return sorted(path.stem for path in (self.folder / "data").glob("*.yml"))

    def spoken_of(self) -> str:
        """Return all data and settings, to see what depends on a page or an id; not the menu."""
        data = sorted(p for p in (self.folder / "data").rglob("*") if p.suffix in (".yml", ".csv"))
        texts = [path.read_text(encoding="utf-8") for path in data]
        return "\n".join([*texts, _without("nav", self.read("mkdocs.yml"))])

    def free_pages(self) -> list[str]:
        """Name the pages that neither data nor settings need, and that are not the first one."""
        spoken = self.spoken_of()
        free = (page for page in self.pages() if not re.search(rf"\b{re.escape(page)}\b", spoken))
        kept = {"index.md", "sources.md", "cite.md", "pledges.md", "tags.md"}
        return [page for page in free if PurePosixPath(page).name not in kept]

    def setting(self, key: str, block: str) -> None:
        """Give a key of `mkdocs.yml` another value: whole lines, or nothing to take it out."""
        rest = _without(key, self.read("mkdocs.yml"))
        self.write("mkdocs.yml", rest.rstrip("\n") + "\n" + block)

    def word(self, draw: Random) -> str:
        """Choose a word that stands on a page and is no name yet."""
        names = yaml.safe_dump(self.rows("entities"), allow_unicode=True).lower()
        blocks = parts(self.page(pick(draw, self.pages())))[1]
        prose = (block for block in blocks[1:] if block[:1].isalpha())
        words = {word for block in prose for word in _WORD_RE.findall(block)}
        return pick(draw, sorted(word for word in words if word.lower() not in names))

    def name(self, draw: Random) -> str:
        """Choose a name of an entity, as prose writes it."""
        row = pick(draw, self.rows("entities"))
        plain = [alias for alias in row.get("aliases") or () if isinstance(alias, str)]
        return draw.choice([row["name"], *plain])


def _without(key: str, text: str) -> str:
    """Take a key out of settings, with all that belongs to it."""
    return re.sub(rf"^{key}:.*\n(?:(?:[ \t#].*)?\n)*", "", text, flags=re.MULTILINE)


def parts(text: str) -> tuple[str, list[str]]:
    """Part a page into its front matter, and its blocks."""
    front = _FRONT_RE.match(text)
    end = front.end() if front else 0
    return text[:end], text[end:].strip("\n").split("\n\n")


def whole(front: str, blocks: Iterable[str]) -> str:
    """Put a page together again."""
    return front + ("\n" if front else "") + "\n\n".join(blocks) + "\n"
