"""Every mistake gives a sentence with its place, what is wrong and what to do."""

from __future__ import annotations

import ast
import shutil
import sys
from pathlib import Path

import apparatus
import pytest
import yaml
from apparatus import problems
from apparatus.data import edition, loading, yaml_file
from apparatus.pieces import SHELVES
from failing import CASES as FAILING

CASES = yaml.safe_load((Path(__file__).parent / "cases/problems.yml").read_text(encoding="utf-8"))
TARGET = "{page: page.md, paragraph: 1, exact: Words}"
GOOD = "kind: term\n  name: A\n  gloss: G.\n  entry: page.md\n  role: R"
CORE = Path(apparatus.__file__).parent
FILES = (
    "entities", "annotations", "statements", "pledges", "events", "sources", "figures", "entites"
)  # fmt: skip
SHORT = {
    "GOOD": GOOD,
    "FIGURE": "title: T\n  unit: U\n  counts: C\n  text: X\n  sources: [times]",
    "NOTE": f"target: {TARGET}\n  layer: terms\n  sources: [s]\n  confidence: high",
    "STATEMENT": "page: page.md\n  paragraph: 1\n  exact: Words\n  speaker: X\n  named: false\n"
    "  side: Y\n  manner: quoted\n  sources: [s]\n  confidence: high",
    "PLEDGE": "page: page.md\n  title: T\n  side: J\n  outcome: kept\n  verdict: V\n"
    "  confidence: high\n  steps: [{stage: X, text: T, sources: [s]}]",
    "EVENT": "date: 1990-06-15\n  title: T\n  text: T\n  precision: exact\n  sources: [s]\n"
    "  confidence: high",
    "BOOK": "type: book\n  title: S",
}
SOURCES = "- {id: s, type: book, title: S}\n- {id: times, type: book, title: S}\n"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"].replace(" ", "-"))
def test_message(case, render, tmp_path):
    assert said(case, render, tmp_path) == case["problems"]


def said(case, render, folder):
    if "settings" in case:
        path = folder / "mkdocs.yml"
        path.write_text(case["settings"], encoding="utf-8")
        config = {"theme": {}, **yaml.safe_load(case["settings"]), "config_file_path": str(path)}
        return [str(problem) for problem in edition.read(config)[1]]
    data = {name: _whole(case[name]) for name in FILES if name in case}
    data.setdefault("entities", "[]")
    if "sources" not in data:
        data["sources"] = SOURCES
    if case.get("without"):
        del data[case["without"]]
    pages = {"page.md": case.get("page", "Words.\n{ #p1 }\n"), "other.md": ""}
    return render(pages, csv=case.get("csv"), raw=case.get("raw"), **data).problems


def _whole(text):
    for short, meant in SHORT.items():
        text = text.replace(short, meant)
    return text


def test_no_data_folder(tmp_path):
    _, found = loading.load(tmp_path / "data", "data", SHELVES)
    assert len(found) == 1
    assert str(found[0]) == (
        "data:1:1: there is no data folder 'data'. "
        "Make it, with a file entities.yml, or set extra.apparatus.data in mkdocs.yml."
    )


def test_a_file_in_another_encoding(tmp_path):
    (tmp_path / "entities.yml").write_bytes("- {id: a, name: Müller}".encode("latin-1"))
    _, found = loading.load(tmp_path, "data", SHELVES)
    assert [str(p) for p in found] == [
        "data/entities.yml:1:18: this file is not UTF-8 text. Save it as UTF-8."
    ]


def test_a_file_nested_too_deeply():
    _, found = yaml_file.read("data/entities.yml", b"[" * 100_000)
    (problem,) = found
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


ELSEWHERE = {
    # with the server
    "failures.unknown(error, project)",
    # with the generators that need a pass over the built site
    "Problem(Position(site.as_posix()), message, hint)",
    "Problem(Position(page.file.as_posix()), message, _AGAIN)",
    "Problem(Position(file.as_posix()), message, _AGAIN)",
    "Problem(Position(**its['where']), its['message'], its['hint'])",
    # by PyYAML before 6.0.4, which sets no limit of its own
    "self._give_up(where, _TOO_DEEP)",
}


class Made:
    """Where in the code each problem is made, and who asked for it."""

    def __init__(self, monkeypatch):
        self.lines = set()
        monkeypatch.setattr(problems.Problem, "__new__", self._noting(problems.Problem.__new__))

    def _noting(self, new):
        def noting(*arguments, **named):
            frame = sys._getframe(1)  # noqa: SLF001 - who calls is the question
            while frame is not None and Path(frame.f_code.co_filename).is_relative_to(CORE):
                self.lines.add((Path(frame.f_code.co_filename), frame.f_lineno))
                frame = frame.f_back
            return new(*arguments, **named)

        return noting


def makers():
    """Find every call that makes a problem: of the class, or of a function that does so.

    That is one that returns a problem, or takes its message.
    """
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in CORE.rglob("*.py")}
    names = {"Problem"} | {
        node.name for tree in trees.values() for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        and (getattr(node.returns, "id", "") == "Problem"
             or "message" in {argument.arg for argument in node.args.args})
    }  # fmt: skip
    for path, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                called = getattr(node.func, "id", "") or getattr(node.func, "attr", "")
                if called in names:
                    yield path, node


def test_each_message_in_the_code_is_tried_here(render, tmp_path, monkeypatch):
    made = Made(monkeypatch)
    for case in CASES:
        test_message(case, render, tmp_path)
        shutil.rmtree(tmp_path / "data", ignore_errors=True)
    test_no_data_folder(tmp_path)
    test_a_file_in_another_encoding(tmp_path)
    test_a_file_nested_too_deeply()
    for number, (make, _) in enumerate(FAILING.values()):
        (tmp_path / str(number)).mkdir()
        make(tmp_path / str(number))
    site = render({"page.md": "Words.\n"}, ("other.md",), entities=f"- id: a\n  {GOOD}\n")
    site.build.resolve({"page.md": "外圧"}, lambda *_: "")
    edition.read({"site_name": "外圧", "theme": {}, "extra": {"apparatus": {"written": "soon"}}})
    calls = list(makers())
    assert len(calls) > 80
    untried = {
        ast.unparse(call): f"{path.relative_to(CORE)}:{call.lineno}"
        for path, call in calls
        if not any((path, line) in made.lines for line in range(call.lineno, call.end_lineno + 1))
    }
    assert {call: untried[call] for call in untried.keys() - ELSEWHERE} == {}
    assert {ast.unparse(call) for _, call in calls} >= ELSEWHERE
