"""Twice the input is about twice the work: counted in steps of Python, never in seconds."""

from __future__ import annotations

import sys

import pytest

ENTITY = "- {{id: e{0}, kind: {1}, name: Name{0}x, gloss: G, entry: page.md{2}}}\n"
SOURCE = "- {id: s, type: book, title: S}\n"
NOTE = (
    "- {{id: n{0}, target: {{page: page.md, paragraph: {1}, exact: {2}}}, layer: terms, body: B, "
    "sources: [s], confidence: high}}\n"
)


def listed(count, form, *parts):
    return "".join(form.format(n, *(part(n) for part in parts)) for n in range(count))


def notes_on_a_paragraph(count):
    page = " ".join(f"some words{n} here" for n in range(count)) + "\n{ #p1 }\n"
    notes = listed(count, NOTE, lambda _: 1, lambda n: f"words{n}")
    return {"page.md": page}, {"entities": "[]", "sources": SOURCE, "annotations": notes}


def notes_on_the_same_word(count):
    page = "word " * count + "\n{ #p1 }\n"
    notes = listed(count, NOTE, lambda _: 1, lambda n: f"word, occurrence: {n + 1}")
    return {"page.md": page}, {"entities": "[]", "sources": SOURCE, "annotations": notes}


def links_and_notes(count):
    page = " ".join(f"Name{n}x has words{n} here" for n in range(count)) + "\n{ #p1 }\n"
    entities = listed(count, ENTITY, lambda _: "person", lambda _: "")
    notes = listed(count, NOTE, lambda _: 1, lambda n: f"Name{n}x has")
    return {"page.md": page}, {"entities": entities, "sources": SOURCE, "annotations": notes}


def faces(count):
    def facing(n):
        others = ", ".join(f"e{m}" for m in range(1 - n % 2, count, 2) if max(n, m) >= count - 2)
        return f", side: S{n % 2}, level: L, sources: [s], faces: [{others}]"

    entities = listed(count, ENTITY, lambda _: "person", facing)
    return {"page.md": "<!-- apparatus: faced -->\n"}, {"entities": entities, "sources": SOURCE}


def mistakes_in_one_file(count):
    form = "- {{id: e{0}, kind: term, name: '外{0}圧', gloss: G, entry: page.md}}\n"
    return {"page.md": "Words.\n"}, {"entities": listed(count, form)}


def entries_of_a_register(count):
    form = "- {{id: e{0}, kind: place, name: Name{0}x, gloss: Near Name{1}x.}}\n"
    entities = listed(count, form, lambda n: (n + 1) % count)
    return {"page.md": "<!-- apparatus: register place -->\n"}, {"entities": entities}


@pytest.mark.parametrize(
    ("make", "file"),
    [
        (notes_on_a_paragraph, "text/edits.py"),
        (links_and_notes, "text/edits.py"),
        (notes_on_the_same_word, "notes/anchoring.py"),
        (faces, "pieces/faced/pairs.py"),
        (mistakes_in_one_file, "problems/__init__.py"),
        (entries_of_a_register, "links/entries.py"),
        (entries_of_a_register, "build/registers.py"),
    ],
    ids=lambda one: getattr(one, "__name__", one).replace("_", "-"),
)
def test_twice_the_input_is_twice_the_work(render, make, file):
    def work(count):
        pages, data = make(count)
        steps = 0

        def step(_frame, event, _argument):
            nonlocal steps
            steps += event == "opcode"
            return step

        def enter(frame, *_):
            if not frame.f_code.co_filename.endswith(f"apparatus/{file}"):
                return None
            frame.f_trace_opcodes = True
            return step

        before = sys.gettrace()
        sys.settrace(enter)
        try:
            render(pages, **data)
        finally:
            sys.settrace(before)
        return steps

    assert work(200) < 2.4 * work(100) > 0
