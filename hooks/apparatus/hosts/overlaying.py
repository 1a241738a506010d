"""The command `apparatus overlay`: from a lawful copy to `overlay.yml`, and copies compared.

A copy is read here and kept nowhere, and neither are the words that notes are about.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, NamedTuple

from ..data import overlay_checks
from ..data.overlay import Overlay
from ..exports import save
from ..overlay import RULE, fingerprint, placing
from ..problems import Position, Problem, one_of
from . import overlay_blocks, overlay_copy, overlay_spans
from .overlay_before import FILE, Before, kept

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from ..data.dataset import Dataset
    from ..data.target import Target
    from ..overlay.fingerprint import Retelling
    from .overlay_before import Words
    from .overlay_spans import Asked, Span
    from .project import Project

_FOUND = ("exact", "differs")
_MOST = 20


class Done(NamedTuple):
    """What came of a command."""

    said: list[str]
    problems: list[Problem]


class _Given(NamedTuple):
    """All that a fingerprint is made from."""

    source: str
    copy: str
    asked: Asked
    data: Dataset
    before: Before
    retelling: Retelling


def make(source: str, project: Project, docs: Path, spans: str = "") -> Done:
    """Write the data file from a copy, with words for notes from a file, or those it has."""
    named = [name for name in (source, spans) if name]
    problems = [one for name in named for one in overlay_copy.strayed(name, project, docs)]
    given, wrong = _given(source, project, docs, spans)
    problems += wrong
    if given is None or any(one.stops for one in problems):
        return Done([], problems)
    told = fingerprint.paragraphs(given.copy)
    listed, wrong = overlay_blocks.uneven(source, told, given.asked, given.retelling)
    wrong = wrong or list(_other_text(given, project))
    if wrong:
        return Done(listed, [*problems, *wrong])
    told = [one for n, one in enumerate(told, 1) if n not in given.asked.skip]
    done = _written(told, given, project, docs)
    return Done(done.said, [*problems, *done.problems])


def _given(
    source: str, project: Project, docs: Path, spans: str
) -> tuple[_Given | None, list[Problem]]:
    copy, problems = overlay_copy.read(source)
    asked, wrong = overlay_spans.read(spans)
    data, _ = project.load(drafts=True)
    before, more = Before.read(project, data)
    page, none = overlay_blocks.page_of(project, docs, data, before.page)
    problems += [*wrong, *more, *none]
    if problems:
        return None, problems
    its = overlay_blocks.retelling(page, asked, before, project, docs)
    if isinstance(its, list):
        return None, its
    return _Given(source, copy, asked, data, before, its), []


def _other_text(given: _Given, project: Project) -> list[Problem]:
    """Say that a copy has nothing of the text that the data file is made from."""
    its = given.before.its
    if its is None or its.rule != RULE:
        return []
    if any(one.verdict in _FOUND for one in placing.read(given.copy, its.print).placed):
        return []
    shown = project.shown(project.data_folder / FILE)
    message = f"this is another text than that of '{shown}', and a site has one."
    hint = "Delete that file if this is to take its place."
    return [Problem(Position(given.source), message, hint)]


def _written(told: Sequence[str], given: _Given, project: Project, docs: Path) -> Done:
    """Write the data file, if all words of notes are found. In: the paragraphs of the text."""
    its, data, before = given.retelling, given.data, given.before
    text = [fingerprint.forms(one) for one in told]
    salt = before.salt or secrets.token_hex(8)
    made = fingerprint.passages(text, _published(docs, project), salt)
    if not made:
        message = f"this has fewer than {fingerprint.LEAST} words that the site does not print."
        return Done([], [Problem(Position(given.source), message, "Name the whole text.")])
    lost: list[str] = []
    if given.asked.notes is None:
        words, lost = kept(before.passages, made, its.blocks, data)
    else:
        by_block = dict(zip(its.blocks, text, strict=True))
        spans, wrong = overlay_spans.places(given.asked, by_block, data)
        if wrong:
            return Done([], wrong)
        words = _in_passages(spans, made, its.blocks, text)
    shorter = its._replace(page=its.page if its.page != project.text else "")
    document = fingerprint.document(made, shorter, words, salt)
    save(project.data_folder, {FILE: document})
    shown = project.shown(project.data_folder / FILE)
    number = sum(map(len, words.values()))
    said = [
        *overlay_blocks.said(told, made, its.blocks),
        *_whole(words, its, data),
        *_not_kept(lost),
        *([] if before.salt else [f"{shown}: the salt is new. {SALT_IS_NEW}"]),
        f"{shown}: {len(made)} passages, {number} notes with their words.",
    ]
    return Done(said, [])


SALT_IS_NEW = (
    "If a fingerprint of this text has been published before, put that file back and do this "
    "again: with two salts more can be found out than with one."
)


def _in_passages(
    spans: Mapping[str, Span],
    made: Sequence[fingerprint.Passage],
    blocks: Sequence[str],
    text: Sequence[Sequence[str]],
) -> Words:
    """Count words of notes from the beginning of their passage."""
    words: Words = {}
    for note, (block, first, last) in spans.items():
        paragraph = blocks.index(block)
        number = next(n for n, one in enumerate(made) if one.first <= paragraph <= one.last)
        before = sum(map(len, text[made[number].first : paragraph]))
        words.setdefault(number, {})[note] = (first + before, last + before)
    return words


def _whole(words: Words, its: Retelling, data: Dataset) -> list[str]:
    """Name the notes that are about a whole passage, as nothing is said of their words."""
    placed = {note for its in words.values() for note in its}

    def is_whole(target: Target) -> bool:
        return target.page == its.page and target.name in its.blocks

    notes = data.annotations.values()
    names = [one.id for one in notes if one.id not in placed and is_whole(one.target)]
    more = f" and {len(names) - _MOST} more" if len(names) > _MOST else ""
    return [f"About the whole of a passage: {one_of(names[:_MOST])}{more}."] if names else []


def _not_kept(notes: Sequence[str]) -> list[str]:
    if not notes:
        return []
    return [f"Not kept, as their paragraphs have changed: {one_of(notes)}. Name them in SPANS."]


def _published(docs: Path, project: Project) -> set[fingerprint.Run]:
    """List the runs of words that the project itself has."""
    files = [*docs.rglob("*.md"), *project.data_folder.rglob("*.yml")]
    return {run for path in files for run in fingerprint.runs(path.read_text("utf-8", "replace"))}


def check(source: str, project: Project) -> Done:
    """Compare a copy with the data file. Out: what readers would be told, in the page's order."""
    copy, wrong = overlay_copy.read(source)
    data, problems = project.load()
    stopping = [one for one in problems if one.stops]
    its = next(iter(data.of(Overlay).values()), None)
    if its is None and not stopping:
        where = Position(project.shown(project.data_folder / FILE))
        message = "there is no such file to compare with."
        stopping = [Problem(where, message, overlay_checks.ANEW)]
    if wrong or stopping or its is None:
        return Done([], [*wrong, *stopping])
    placed = placing.read(copy, its.print).placed
    if not any(one.verdict in _FOUND for one in placed):
        message = "nothing of this is the text: it is another one, or too much in it was changed."
        wrong = [Problem(Position(source), message)]
    said = []
    for one, passage in zip(placed, its.passages, strict=True):
        again = f", {one.again + 1} times" if one.again else ""
        line = f"{overlay_blocks.called(passage.blocks)}: {one.verdict}{again}"
        said.append((one.verdict not in _FOUND, one.start, line))
    return Done([line for *_, line in sorted(said, key=lambda its: its[:2])], wrong)
