"""Every mistake gives a sentence with its place, what is wrong and what to do."""

from __future__ import annotations

import ast
from pathlib import Path

import apparatus
import pytest
import yaml
from apparatus import dataset, source

CASES = yaml.safe_load((Path(__file__).parent / "cases/problems.yml").read_text(encoding="utf-8"))
GOOD = "kind: term\n  name: A\n  gloss: G.\n  entry: page.md\n  role: R"
FILES = (
    "entities", "annotations", "statements", "pledges", "events", "sources", "figures", "entites"
)  # fmt: skip
FIGURE = "title: T\n  unit: U\n  counts: C\n  text: X\n  sources: [times]"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"].replace(" ", "-"))
def test_message(case, render):
    data = {name: case[name].replace("GOOD", GOOD).replace("FIGURE", FIGURE)
            for name in FILES if name in case}  # fmt: skip
    pages = {"page.md": case.get("page", "Words.\n{ #p1 }\n"), "other.md": ""}
    site = render(pages, csv=case.get("csv"), **data)
    assert site.problems == case["problems"]


def test_no_data_folder(tmp_path):
    _, problems = dataset.load(tmp_path / "data", "data")
    assert len(problems) == 1
    assert str(problems[0]) == (
        "data:1:1: there is no data folder 'data'. "
        "Make it, with a file entities.yml, or set extra.apparatus.data in mkdocs.yml."
    )


def test_a_file_in_another_encoding(tmp_path):
    (tmp_path / "entities.yml").write_bytes("- {id: a, name: Müller}".encode("latin-1"))
    _, problems = dataset.load(tmp_path, "data")
    assert [str(p) for p in problems] == [
        "data/entities.yml:1:18: this file is not UTF-8 text. Save it as UTF-8."
    ]


def test_a_file_nested_too_deeply():
    _, problems = source.read("data/entities.yml", b"[" * 100_000)
    (problem,) = problems
    assert str(problem).startswith("data/entities.yml:1:")
    assert str(problem).endswith(": this is nested too deeply to be data.")


def test_problems_come_in_order_of_place_and_none_hides_another(render):
    site = render(
        {"page.md": "x"},
        entities="- {id: a}\n- {id: b, kind: x, name: 3, gloss: G, entry: page.md, zzz: 1}\n",
    )
    places = [p.split(": ")[0] for p in site.problems]
    assert places == sorted(places)
    assert len(places) == 7


def test_what_is_sound_is_kept(load):
    data, problems = load(entities=f"- id: a\n  {GOOD}\n- id: b\n")
    assert list(data.entities) == ["a"]
    assert problems


def test_each_message_in_the_code_is_tried_here():
    """Count the places in the core that make one; a new one needs a case above.

    Those of the pass over a built site are tried with the generators that need it.
    """
    makers = {"Problem", "_problem", "_give_up", "_no_page"}
    core = Path(apparatus.__file__).parent
    raised = sum(
        isinstance(node, ast.Call)
        and not makers.isdisjoint((getattr(node.func, "id", ""), getattr(node.func, "attr", "")))
        for path in core.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    )
    assert raised == 94
