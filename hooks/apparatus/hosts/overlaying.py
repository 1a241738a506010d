"""The command `apparatus overlay`: from a lawful copy to `overlay.yml`, and copies compared.

A copy is read here and kept nowhere, and neither are the words that notes are about.
"""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING, Any, NamedTuple

from ..data import yaml_file
from ..data.overlay import Overlay
from ..exports import save
from ..overlay import fingerprint, markup, placing
from ..problems import Position, Problem, did_you_mean, phrases
from ..text.places import paragraph_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from ..data.dataset import Dataset
    from .project import Project

_FILE = "overlay.yml"
_NUMBERED_RE = re.compile(r"\{[^{}\n]*#p(\d+)\b")
_KEYS = ("skip", "blocks", "notes")
Words = dict[int, dict[str, tuple[int, int]]]
"""By passage: the first and the last of the words that each note is about."""


class Done(NamedTuple):
    """What came of a command."""

    said: list[str]
    problems: list[Problem]


class _Asked(NamedTuple):
    """What an author says of a copy, in a file that is not part of the project."""

    document: yaml_file.Document
    skip: Sequence[int]
    blocks: Sequence[str]
    notes: Mapping[str, Any]


def make(source: Path, project: Project, docs: Path, spans: Path | None) -> Done:
    """Write the data file from a copy, with words for notes from a file, or those it has."""
    copy, wrong = _read(source)
    asked, more = _asked(spans)
    data, _ = project.load(drafts=True)
    if wrong or more:
        return Done([], [*wrong, *more])
    told = fingerprint.paragraphs(copy)
    text = [fingerprint.forms(one) for n, one in enumerate(told, 1) if n not in asked.skip]
    blocks = asked.blocks or _blocks(docs, data)
    if problem := _uneven(source, told, len(text), blocks):
        return Done([], [problem])
    path = project.data_folder / _FILE
    salt = _salt(path) or secrets.token_hex(8)
    made = fingerprint.passages(text, _published(docs, project), salt)
    if not made:
        message = f"this has fewer than {fingerprint.LEAST} words that the site does not print."
        return Done([], [Problem(Position(source.as_posix()), message, "Name the whole text.")])
    words, problems = _words(asked, text, made, blocks, data) if spans else ({}, [])
    if spans is None and (before := data.of(Overlay)):
        words = _kept(next(iter(before.values())), made)
    if not problems:
        save(project.data_folder, {_FILE: fingerprint.document(made, blocks, words, salt)})
    number = sum(map(len, words.values()))
    said = f"{project.shown(path)}: {len(made)} passages, {number} notes with their words."
    return Done([] if problems else [said], problems)


def check(source: Path, project: Project) -> Done:
    """Compare a copy with the data file. Out: what readers would be told of each passage."""
    copy, wrong = _read(source)
    data, problems = project.load()
    stopping = [one for one in problems if one.stops]
    its = next(iter(data.of(Overlay).values()), None)
    if its is None and not stopping:
        hint = "Make it: make fingerprint SOURCE=…"
        where = Position(project.shown(project.data_folder / _FILE))
        stopping = [Problem(where, "there is no such file to compare with.", hint)]
    if wrong or stopping or its is None:
        return Done([], [*wrong, *stopping])
    reading = placing.read(copy, its.print)
    said = []
    for passage, placed in zip(its.passages, reading.placed, strict=True):
        name = " to ".join(dict.fromkeys((passage.blocks[0], passage.blocks[-1])))
        again = f", {placed.again + 1} times" if placed.again else ""
        said.append(f"{name}: {placed.verdict}{again}")
    return Done(said, [])


def _salt(path: Path) -> str:
    """Return the salt of what has been published: two sketches of a text say more than one."""
    document, _ = yaml_file.read(_FILE, path.read_bytes() if path.is_file() else b"")
    value = document.value
    return str(value.get("salt") or "") if isinstance(value, dict) else ""


def _read(source: Path) -> tuple[str, list[Problem]]:
    """Read a copy, a text or a page of HTML."""
    try:
        content = source.read_bytes()
    except OSError:
        where = Position(source.as_posix())
        there = [one.name for one in source.parent.iterdir()] if source.parent.is_dir() else []
        hint = did_you_mean(source.name, there) or "Name it: SOURCE=path"
        return "", [Problem(where, "there is no such file to read.", hint)]
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        where, hint = Position(source.as_posix()), "Save it as text, in UTF-8, or as HTML."
        return "", [Problem(where, "this is no text in UTF-8.", hint)]
    return markup.text_of(text) if markup.is_page(text, source.name) else text, []


def _asked(spans: Path | None) -> tuple[_Asked, list[Problem]]:
    name = spans.as_posix() if spans else ""
    content = spans.read_bytes() if spans and spans.is_file() else b""
    document, problems = yaml_file.read(name, content)
    value = document.value or {}
    if spans and not spans.is_file():
        message = "there is no such file of words."
        problems = [Problem(Position(name), message, "Name it: SPANS=path")]
    elif not isinstance(value, dict):
        problems = [phrases.no_group(Position(name))]
    else:
        problems += [
            phrases.not_a_key(document.position((key,), key=True), key, "words of notes", _KEYS)
            for key in value
            if key not in _KEYS
        ]
    value = value if isinstance(value, dict) and not problems else {}
    skip, blocks, notes = (value.get(key) or () for key in _KEYS)
    return _Asked(document, skip, blocks, notes or {}), problems


def _uneven(source: Path, told: Sequence[str], read: int, blocks: Sequence[str]) -> Problem | None:
    """Say that a copy has more or fewer paragraphs than the page that retells it."""
    if read == len(blocks):
        return None
    message = f"{read} paragraphs are read here, and {len(blocks)} blocks retell them."
    first = "; ".join(f"{n}: {phrases.short(one)}" for n, one in enumerate(told[:3], 1))
    hint = "Say in SPANS which are no part of the text ('skip: [1]'), or name the 'blocks'."
    return Problem(Position(source.as_posix()), message, f"{hint} First comes {first}")


def _blocks(docs: Path, data: Dataset) -> list[str]:
    """List the numbered paragraphs of the pages with notes."""
    pages = dict.fromkeys(note.target.page for note in data.annotations.values())
    texts = [path.read_text("utf-8") for page in pages if (path := docs / page).is_file()]
    numbers = [int(number) for text in texts for number in _NUMBERED_RE.findall(text)]
    return [paragraph_id(number) for number in sorted(numbers)]


def _published(docs: Path, project: Project) -> set[fingerprint.Run]:
    """List the runs of words that the project itself has."""
    files = [*docs.rglob("*.md"), *project.data_folder.rglob("*.yml")]
    return {run for path in files for run in fingerprint.runs(path.read_text("utf-8", "replace"))}


def _words(
    asked: _Asked,
    text: Sequence[Sequence[str]],
    made: Sequence[fingerprint.Passage],
    blocks: Sequence[str],
    data: Dataset,
) -> tuple[Words, list[Problem]]:
    """Find the words that notes are about."""
    words: Words = {}
    problems = []
    for note, said in asked.notes.items():
        where = asked.document.position(("notes", note))
        target = data.annotations.get(note)
        if target is None:
            problems.append(phrases.unknown(where, "note", note, data.annotations))
            continue
        if target.target.name not in blocks:
            message = f"the note is about '{target.target.name}', which the copy has no words for."
            problems.append(Problem(where, message))
            continue
        paragraph = blocks.index(target.target.name)
        number = next(n for n, one in enumerate(made) if one.first <= paragraph <= one.last)
        before = sum(map(len, text[made[number].first : paragraph]))
        span = _span(said, text[paragraph], where)
        if isinstance(span, Problem):
            problems.append(span)
        else:
            words.setdefault(number, {})[note] = (span[0] + before, span[1] + before)
    return words, problems


def _span(said: Any, text: Sequence[str], where: Position) -> tuple[int, int] | Problem:  # noqa: ANN401 - as YAML has it
    """Find some words in a paragraph: `these words`, `3-5`, `{words: these, occurrence: 2}`."""
    occurrence = said.get("occurrence") if isinstance(said, dict) else None
    asked = str(said.get("words", "") if isinstance(said, dict) else said)
    numbers = asked.split("-")
    if len(numbers) == 2 and all(one.strip().isdecimal() for one in numbers):  # noqa: PLR2004
        first, last = map(int, numbers)
        if 1 <= first <= last <= len(text):
            return first, last
        return Problem(where, f"the paragraph has no words '{asked}': it has {len(text)}.")
    found = fingerprint.found(text, asked)
    if not found:
        return Problem(where, f"'{phrases.short(asked)}' does not stand in this paragraph's copy.")
    if len(found) > 1 and occurrence is None:
        hint = f"Say which: {{words: {phrases.short(asked)}, occurrence: 1}}."
        message = f"'{phrases.short(asked)}' stands there {len(found)} times."
        return Problem(where, message, hint)
    if (nth := occurrence or 1) not in range(1, len(found) + 1):
        return Problem(where, f"'{phrases.short(asked)}' stands there {len(found)} times.")
    start = found[nth - 1]
    return start, start + len(fingerprint.forms(asked)) - 1


def _kept(before: Overlay, made: Sequence[fingerprint.Passage]) -> Words:
    """Keep the words of notes where passages have as many words as they had."""
    pairs = enumerate(zip(before.passages, made, strict=False))
    same = {number: old for number, (old, new) in pairs if old.words == new.words}
    found: Iterable[tuple[int, dict[str, tuple[int, int]]]] = (
        (number, {note: its for note in old.notes if (its := old.range(note))})
        for number, old in same.items()
    )
    return dict(found)
