"""The authors' guide: its examples, and its pages that are made, of every message and every key.

`make guide` writes those pages anew from the table of messages and from what reads the data.
"""

from __future__ import annotations

import html
import re
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml
from apparatus.schemas import files
from messages import told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apparatus.schemas.files import Key
    from messages import Said, Sentence

GUIDE = Path(__file__).parent.parent / "docs/guide"
HEAD = """\
---
no-sources: about files and commands, and not about the text
search:
  exclude: true
apparatus: false
# Made by `make guide`, from what tests/guide.py reads.
---

"""
FOOT = "All pages of the guide are [listed here](index.md#pages).\n"

# -- examples ------------------------------------------------------------------------------------

_BLOCK_RE = re.compile(r"^([^\n]*)\n\n```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE_RE = re.compile(r"`((?:docs|data)/[\w./-]+|mkdocs\.yml)`")


class Block(NamedTuple):
    """A block of code on a page of the guide."""

    page: str
    file: str
    """The file that it is a part of, as the line before it says: `data/entities.yml`."""
    language: str
    text: str


def blocks() -> Iterator[Block]:
    """List all blocks of code, in the order in which the guide is read."""
    order = re.findall(r"^\[.*\]\((\w+\.md)\)$", read("index.md"), re.MULTILINE)
    for page in ("index.md", *order):
        for before, language, text in _BLOCK_RE.findall(read(page)):
            named = _FILE_RE.findall(before) if before.endswith(":") else []
            yield Block(page, named[-1] if named else "", language, text)


def examples() -> dict[str, str]:
    """Put the examples together, to the files of one small edition."""
    found: dict[str, str] = {}
    settings: dict[str, Any] = {}
    for block in blocks():
        before = found.get(block.file, "")
        if block.file == "mkdocs.yml":
            _merge(settings, yaml.safe_load(block.text))
        elif block.text.startswith("---\n"):
            found[block.file] = f"{block.text}\n{before}"
        elif block.file:
            found[block.file] = f"{before}\n{block.text}" if before else block.text
    return {**found, "mkdocs.yml": yaml.safe_dump(settings, allow_unicode=True)}


def read(page: str) -> str:
    """Read a page of the guide."""
    return (GUIDE / page).read_text(encoding="utf-8")


def _merge(into: dict[str, Any], more: dict[str, Any]) -> None:
    for key, value in more.items():
        if isinstance(value, dict) and isinstance(into.get(key), dict):
            _merge(into[key], value)
        else:
            into[key] = value


# -- every message -------------------------------------------------------------------------------

MESSAGES = (
    HEAD
    + """\
# Every message

A message says where something is wrong, what is wrong, and what to do.
`data/entities.yml:2:9:` before it is the file, the line and the column.

Below is every message that data and pages can bring about, by what it is about.
Dots stand for your own words. Under each stands what somebody wrote, and what to do.
Messages of `apparatus import` explain themselves in the same way.
"""
)
SECTIONS = {
    "How a file is written": (
        "Data files are YAML: lines of `key: value`, and spaces that say what belongs to what.",
        "data/yaml_ data/unseen data/json_file data/csv_file",
    ),
    "Keys, values and ids": (
        "What any data file may be told of. [Every key](keys.md) says what is known.",
        "problems/ text/ data/",
    ),
    "Entries and names": (
        "About `entities.yml`, and about [names in the text](write.md).",
        "data/entity_checks data/ambiguity data/sign_checks links/ build/",
    ),
    "Notes and their words": (
        "About `annotations.yml`, and [what notes are about](notes.md#targets).",
        "notes/ data/checks",
    ),
    "Sources": ("About [the bibliography](sources.md).", "data/bib data/csl data/cit sources/"),
    "Pieces and their data": ("About [pieces](pieces.md).", "pieces/ build/page_pieces"),
    "Pages": ("About Markdown files.", "data/front_matter text/page_language data/language"),
    "Words of your own": (
        "About [`vocabulary.yml` and `words.yml`](words.md).", "data/vocabulary data/own_words",
    ),
    "Settings": ("About [`mkdocs.yml`](publish.md#settings).", "data/edition data/settings"),
}  # fmt: skip
"""What is said above messages, and what the paths of the modules that make them begin with."""
_HINTS = 3
_WIDE = 46
"""So many signs of a line fit beside another on a phone."""


def errors() -> str:
    """Write the page of every message."""
    sorted_by: dict[str, list[str]] = {title: [] for title in SECTIONS}
    for sentence, its in sorted(told().items(), key=lambda row: row[0].shown.strip("'…").lower()):
        sorted_by[_section(sentence)].append(_message(sentence, its))
    parts = [MESSAGES]
    for title, rows in sorted_by.items():
        anchor = re.sub(r"\W+", "-", title.lower())
        about, list_ = SECTIONS[title][0], "\n".join(rows)
        parts.append(f"## {title} {{ #{anchor} }}\n\n{about}\n\n<dl>\n{list_}\n</dl>\n")
    return "\n".join([*parts, FOOT])


def _section(sentence: Sentence) -> str:
    starts = ((start, title) for title, (_, paths) in SECTIONS.items() for start in paths.split())
    return max((len(s), title) for s, title in starts if sentence.module.startswith(s))[1]


def _message(sentence: Sentence, its: list[Said]) -> str:
    """Write a message with examples of each thing that may be done about it."""
    hints: dict[str, Said] = {}
    for one in sorted(its, key=lambda said: not said.line.isprintable()):
        hints.setdefault(re.sub(r"'[^']*'|\"[^\"]*\"|\W|\d", "", one.hint), one)
    rows = [f"<dt>{_html(sentence.shown.strip())}</dt>"]
    for one in [*hints.values()][:_HINTS]:
        given = _around(one)
        same = one.message == sentence.shown
        said = f"<strong>{_html(one.hint)}</strong>" if one.hint else ""
        told = " ".join(filter(None, ("" if same else _html(one.message), said)))
        code = f"<code>{_html(given)}</code>" if given else ""
        rows.append(f"<dd>{'<br>'.join(filter(None, (code, told)))}</dd>")
    return "\n".join(rows)


def _around(said: Said) -> str:
    """Cut a line to what a phone can show, from the place that is meant."""
    line = said.line.rstrip()
    if not line.isprintable():
        return ""
    start = 0 if len(line) <= _WIDE else said.column - 1
    end = " …" if len(line) > start + _WIDE else ""
    return f"{'… ' if start else ''}{line[start : start + _WIDE].strip()}{end}"


def _html(text: str) -> str:
    """Escape a text, and say which of its words are Japanese or Chinese."""
    escaped = html.escape(text, quote=False).replace("\n", " ")
    return re.sub("[\u3000-\u9fff\uff00-\uffef]+", r'<span lang="ja">\g<0></span>', escaped)


# -- every key -----------------------------------------------------------------------------------

KEYS = (
    HEAD
    + """\
# Every key

What data files and settings may say, file by file.
A key that is needed says so; the others may be left out.
Keys may be written with hyphens or with low lines, `same-as` or `same_as`.
Editors that read JSON Schema [complete and check them](index.md#new) as you type.
"""
)
WORDS = """\
## words.yml { #words }

Each key is a word or sentence of the engine as English pages have it, and its value is yours:
[more on it](words.md#language).
"""


def keys() -> str:
    """Write the page of every key."""
    parts = [KEYS]
    for name, schema in files.schemas().items():
        stem = name.removesuffix(".json")
        if stem == "words":
            parts.append(WORDS)
            continue
        parts.append(f"## {stem}.yml {{ #{stem} }}\n")
        groups = groupby(files.keys(schema), lambda key: key.group)
        for number, (group, its) in enumerate(groups):
            parts.append(_group(stem, group, first=not number))
            parts.append("<dl>\n" + "\n".join(map(_key, its)) + "\n</dl>\n")
    return "\n".join([*parts, FOOT])


def _group(stem: str, group: str, *, first: bool) -> str:
    """Write what stands above the keys of a group."""
    if stem == "mkdocs":
        return "These stand under `extra: apparatus:`; [more on them](publish.md#settings).\n"
    article = "an" if group[0] in "aeiou" else "a"
    return "" if first else f"### Keys of {article} {group} {{ #{stem}-{group} }}\n"


def _key(key: Key) -> str:
    kind = f"{key.kind}, needed" if key.needed else key.kind
    words = f" One of {', '.join(f'`{one}`' for one in key.allowed)}." if key.allowed else ""
    said = re.sub("`([^`]+)`", r"<code>\1</code>", _html(f"{key.said}{words}"))
    return f"<dt><code>{key.name}</code> {kind}</dt>\n<dd>{said}</dd>"


PAGES = {"errors.md": errors, "keys.md": keys}


def main() -> None:
    """Write the pages that are made."""
    for page, made in PAGES.items():
        (GUIDE / page).write_text(made(), encoding="utf-8")


if __name__ == "__main__":
    main()
