"""What keeps the core a core."""

from __future__ import annotations

import ast
import os
import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from apparatus.hosts.plugin import ApparatusPlugin
from builds import PROJECT

HOOK = PROJECT / "hooks/crosslinks.py"
PLUGIN = PROJECT / "hooks/apparatus/hosts/plugin.py"
CORE = sorted((PROJECT / "hooks/apparatus").rglob("*.py"))
HOSTS = {"mkdocs", "material", "properdocs", "zensical"}


PACKAGE = PROJECT / "hooks/apparatus"
ROOMS = [
    "commands", "scaffold", "hosts", "authoring", "imports", "schemas", "build", "exports",
    "sources", "pieces", "links", "notes", "templates", "data", "words", "overlay",
    "text", "problems", "late",
]  # fmt: skip
"""From top to bottom: each may use those after it."""


def uses(path: Path, *, types: bool) -> set[tuple[str, ...]]:
    """Name the modules of the engine that a module imports, with those for types alone or not."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    checked = (
        n for n in ast.walk(tree) if isinstance(n, ast.If) and "TYPE_CHECKING" in ast.dump(n)
    )
    quiet = set() if types else {id(n) for one in checked for n in ast.walk(one)}
    own = path.relative_to(PACKAGE).parent.parts
    found: set[tuple[str, ...]] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level and id(node) not in quiet:
            base = own[: len(own) - node.level + 1] + tuple((node.module or "").split("."))
            base = tuple(filter(None, base))
            for alias in node.names:
                inner = (*base, alias.name)
                found.add(inner if _module(inner) else base)
    return found


def _module(name: tuple[str, ...]) -> bool:
    path = PACKAGE.joinpath(*name)
    return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()


def name_of(path: Path) -> tuple[str, ...]:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return parts[:-1] if parts[-1] == "__init__" else parts


@pytest.mark.parametrize("path", CORE, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_each_room_uses_those_below_it(path):
    own = name_of(path)
    if not own or own[0] not in ROOMS:
        assert own in ((), ("__main__",)), "every module is in a room"
        return
    floor = ROOMS.index(own[0])
    its = uses(path, types=True)
    assert () not in its, "the package itself asks for rooms"
    assert [one for one in its if ROOMS.index(one[0]) < floor] == []


def test_no_module_imports_itself_by_way_of_others():
    edges = {name_of(path): uses(path, types=False) for path in CORE}
    for start, its in edges.items():
        seen: set[tuple[str, ...]] = set()
        left = list(its)
        while left:
            if (one := left.pop()) not in seen:
                seen.add(one)
                left += edges.get(one, ())
        assert start not in seen, start


def test_pieces_are_known_to_their_list_alone():
    """Each computed piece is one folder; nobody else imports one."""
    folders = {path.parent.name for path in (PACKAGE / "pieces").glob("*/__init__.py")}
    assert len(folders) > 3
    for path in CORE:
        own = name_of(path)
        others = {one[1] for one in uses(path, types=True) if one[0] == "pieces" and len(one) > 1}
        allowed = {own[1]} if own[:1] == ("pieces",) and len(own) > 1 else set()
        assert others & folders <= allowed, path


def test_the_room_of_imports_knows_notes_and_data_alone():
    """What a site is made of is none of its business; who writes into data files asks for it."""
    allowed = {"imports", "notes", "data", "text", "problems"}
    for path in CORE:
        rooms = {one[0] for one in uses(path, types=True)}
        if name_of(path)[0:1] == ("imports",):
            assert rooms <= allowed, path
        elif name_of(path) != ("hosts", "importing") and name_of(path)[:1] != ("authoring",):
            assert "imports" not in rooms, path


def test_imports_stand_at_the_top_but_for_libraries_that_are_slow():
    late = {
        ".".join(name_of(path))
        for path in CORE
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    late_ones = {"text.alphabet", "text.dates", "text.languages", "words"}
    # What authors alone need.
    serving = {"hosts.plugin", "hosts.reading", "hosts.serving", "hosts.state"}
    # What takes as long as a page, and few builds ask for; the package itself has no name there.
    few = {"", "build.gathering", "exports", "links.report"}
    few |= {"hosts.overlay_published", "problems"}
    assert late == {"data.cited", "data.loading", "data.yaml_file", *late_ones, *serving, *few}


def test_a_build_loads_nothing_that_is_for_authors_alone():
    code = f"import sys; sys.path.insert(0, {str(PROJECT / 'hooks')!r})\n"
    code += "import apparatus.hosts.plugin; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    rooms = {name.split(".")[1] for name in run.stdout.split() if name.startswith("apparatus.")}
    assert rooms >= {"hosts", "build", "data"}, run.stderr
    assert rooms & {"authoring", "commands", "imports", "scaffold", "schemas"} == set()


LATE = """
import sys
import apparatus.hosts.plugin
from apparatus.notes import view
name, stand_in = "apparatus.notes.body", view.body
assert name not in sys.modules
exec("Body = body.Body", vars(view))
assert view.body is sys.modules[name] is not stand_in
assert stand_in.Body is view.body.Body is view.Body
from apparatus.exports import selectors
assert selectors is sys.modules["apparatus.exports.selectors"]  # for those who are none of ours
"""


def test_a_module_that_few_sites_need_takes_its_place_when_it_is_asked():
    path = {**os.environ, "PYTHONPATH": str(PROJECT / "hooks")}
    run = subprocess.run(
        [sys.executable, "-c", LATE], env=path, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr


def imported(path: Path) -> set[str]:
    """Name the top-level packages that a file imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.add((node.module or "").partition(".")[0])
    return names


@pytest.mark.parametrize("path", CORE, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_the_core_knows_no_host(path):
    assert (imported(path) & HOSTS != set()) == (path == PLUGIN)


def test_the_plugin_is_the_one_file_that_imports_mkdocs():
    assert [p for p in (PROJECT / "hooks").rglob("*.py") if "mkdocs" in imported(p)] == [PLUGIN]


def test_the_hook_has_all_events_of_the_plugin():
    events = [name for name in vars(ApparatusPlugin) if name.startswith("on_")]
    found = runpy.run_path(str(HOOK))
    assert sorted(name for name in found if name.startswith("on_")) == sorted(events)


@pytest.mark.parametrize("path", CORE, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_modules_are_short_and_say_why_they_exist(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 250
    assert ast.get_docstring(ast.parse(text))


def test_the_adapter_of_mkdocs_is_short():
    assert len(PLUGIN.read_text(encoding="utf-8").splitlines()) <= 180


def test_the_core_imports_without_mkdocs(tmp_path):
    """Import every module where MkDocs cannot be imported at all."""
    (tmp_path / "mkdocs.py").write_text("raise ImportError('MkDocs is out of bounds here')")
    core = [path for path in CORE if path != PLUGIN]
    names = [path.relative_to(PROJECT / "hooks").with_suffix("") for path in core]
    modules = [".".join(name.parts) for name in names if name.name != "__init__"]
    code = f"import sys; sys.path[:0] = [{str(tmp_path)!r}, {str(PROJECT / 'hooks')!r}]\n"
    code += "".join(f"import {module}\n" for module in modules)
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr


def test_the_project_names_no_machine_of_ours():
    """No absolute path, no registry's host, in any file that is kept."""
    kept = subprocess.run(
        ["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, text=True, check=False
    ).stdout.split("\0")
    if not any(kept):  # an unpacked archive has no history to ask
        there = [path.relative_to(PROJECT) for path in PROJECT.rglob("*") if path.suffix != ".pyc"]
        kept = [str(path) for path in there if not any(part[0] == "." for part in path.parts)]
    odd = re.compile(r"(?<![\w.])/(?:work|tmp|home|root|opt)/\w|pypi\.org|pythonhosted|file:///")
    for name in filter(None, kept):
        path = PROJECT / name
        if path == Path(__file__) or not path.is_file():
            continue
        found = odd.search(path.read_text(encoding="utf-8", errors="replace"))
        assert found is None, f"{name}: {found[0]}"


def test_the_answers_to_complaints_are_there():
    """The README of the tests names tests and cases; each exists."""
    text = (PROJECT / "tests/README.md").read_text(encoding="utf-8")
    code = "\n".join(p.read_text(encoding="utf-8") for p in (PROJECT / "tests").rglob("test_*.py"))
    named = re.findall(r"`(test_\w+)`", text)
    assert len(named) > 15
    assert [name for name in named if f"def {name}(" not in code] == []
    paths = re.findall(r"`((?:engine|edition|editions|bench)/[\w./]*)`", text)
    gone = {"edition/test_this_text.py"}  # goes with the text that it is about
    assert {path for path in paths if not (PROJECT / "tests" / path).exists()} <= gone
