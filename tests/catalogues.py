"""The messages of the engine, gathered from its templates, its code and its usual vocabulary.

`make words` brings every catalogue up to date: new messages come in without words, and those that
nothing says any more go. `make words LANGUAGE=it` begins another one.
"""

from __future__ import annotations

import sys
from dataclasses import fields
from io import BytesIO
from pathlib import Path

import apparatus
from apparatus import words
from apparatus.data.vocabulary import DEFAULT
from apparatus.words.speech import messages
from babel.messages import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

ENGINE = Path(apparatus.__file__).parent
SAYING = {
    "_": None, "gettext": None, "message": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip
"""What a message is handed to, and where it stands among what is."""
USUAL = sorted(
    {
        label["en"]
        for group in (getattr(DEFAULT, field.name) for field in fields(DEFAULT))
        if not isinstance(group, str)
        for one in (group.values() if isinstance(group, dict) else group)
        for label in ([one] if isinstance(one, dict) else [one.label, getattr(one, "one", {})])
        if label
    }
)
"""The labels of the vocabulary that a site has which gives none."""
HEAD = """\
msgid ""
msgstr ""
"Language: {}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: {}\\n"

"""
"""What other tools want to know of a catalogue; no day, so that nothing but words changes it."""


def gathered() -> Catalog:
    """Gather all messages."""
    found = Catalog(fuzzy=False)
    for path in sorted(ENGINE.rglob("*")):
        method = {".py": "python", ".html": babel_extract}.get(path.suffix)
        if not method:
            continue
        with path.open("rb") as file:
            for _, said, _, context in extract(method, file, SAYING):
                found.add(said, context=context or None)
    for label in USUAL:
        found.add(label, context="label")
    return found


def update(language: str) -> None:
    """Bring a catalogue up to date."""
    path, fresh = words.LOCALES / f"{language}.po", gathered()
    if path.exists():
        known = messages(path)
        for one in fresh:
            if one.id and (old := known.get(one.id, one.context)):
                one.string = old.string
    head = HEAD.format(language, Catalog(language).plural_forms).encode()
    if path.exists():
        head = path.read_bytes().partition(b"\n\n")[0] + b"\n\n"
    made = read_po(BytesIO(head), language)
    for one in sorted(
        (one for one in fresh if one.id), key=lambda its: (str(its.id), its.context or "")
    ):
        made.add(one.id, one.string, context=one.context)
    with path.open("wb") as file:
        file.write(head)
        write_po(file, made, width=0, omit_header=True)


if __name__ == "__main__":
    for its in sys.argv[1:] or [path.stem for path in words.LOCALES.glob("*.po")]:
        update(its)
