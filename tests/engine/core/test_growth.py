"""Twice the input is about twice the work: counted in lines that run, never in seconds."""

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
        others = ", ".join(f"e{m}" for m in range(1 - n % 2, count, 2) if n < 2 or m < 2)
        return f", side: S{n % 2}, level: L, sources: [s], faces: [{others}]"

    entities = listed(count, ENTITY, lambda _: "person", facing)
    return {"page.md": "<!-- apparatus: faced -->\n"}, {"entities": entities, "sources": SOURCE}


def mistakes_in_one_file(count):
    form = "- {{id: e{0}, kind: term, name: '外{0}圧', gloss: G, entry: page.md}}\n"
    return {"page.md": "Words.\n"}, {"entities": listed(count, form)}


@pytest.mark.parametrize(
    "make",
    [notes_on_a_paragraph, notes_on_the_same_word, links_and_notes, faces, mistakes_in_one_file],
    ids=lambda make: make.__name__.replace("_", "-"),
)
def test_twice_the_input_is_twice_the_work(render, make):
    def work(count):
        pages, data = make(count)
        lines = 0

        def count_line(_frame, event, _argument):
            nonlocal lines
            lines += event == "line"
            return count_line

        before = sys.gettrace()
        sys.settrace(
            lambda frame, *_: count_line if "apparatus" in frame.f_code.co_filename else None
        )
        try:
            render(pages, **data)
        finally:
            sys.settrace(before)
        return lines

    work(10)  # what is made once
    assert work(200) < 2.4 * work(100)
