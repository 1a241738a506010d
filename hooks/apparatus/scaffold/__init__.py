"""A new edition: what its files hold, for a title, a language and a kind of text.

The layout is a folder of templates (`layout/`, where `dot-` stands for a leading dot) with a sample
in each language that has a catalogue (`words/`). It is filled in by Jinja, which is here already.
Copier would bring eight packages more, and take two seconds to start; what it is made for, to bring
an old project up to date with its template, asks for Git on the author's machine.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from . import sample
from .forms import FILTERS, form_of

_LAYOUT = Path(__file__).parent / "layout"
_TEMPLATE = ".j2"


class Asked(NamedTuple):
    """What an author says of an edition."""

    title: str
    language: str
    """One of `languages.KNOWN`."""
    kind: str
    """One of `kinds.KINDS`."""
    day: str
    """That on which it is begun, as an ISO date."""


def files(asked: Asked) -> dict[str, str]:
    """Write the files that are the author's. Out: paths below the edition's folder, and texts."""
    found = {}
    words = sample.words(asked.language)
    its = sample.text(words, asked.kind)
    known = {
        **asked._asdict(),
        "words": words,
        "spoken": sample.spoken(asked.language),
        "text": its,
        "targets": its.targets,
    }
    for path in sorted(_LAYOUT.rglob("*")):
        if path.is_dir():
            continue
        name = path.relative_to(_LAYOUT).as_posix()
        text = path.read_text(encoding="utf-8")
        if name.endswith(_TEMPLATE):
            name = name.removesuffix(_TEMPLATE)
            text = _environment(name).get_template(f"{name}{_TEMPLATE}").render(known)
        found[name.replace("dot-", ".")] = text
    return found


@cache
def _environment(name: str) -> Environment:
    """Return what fills in a template: each value in the form of the file that it goes into."""
    environment = Environment(  # noqa: S701 - these are no HTML; `finalize` is what escapes
        loader=FileSystemLoader(_LAYOUT),
        finalize=form_of(name),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
    )
    environment.filters.update(FILTERS)
    return environment
