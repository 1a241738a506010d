"""What keeps the core a core."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from builds import PROJECT

HOOK = PROJECT / "hooks/crosslinks.py"
CORE = sorted((PROJECT / "hooks/apparatus").rglob("*.py"))
HOSTS = {"mkdocs", "material", "properdocs", "zensical"}


def imported(path: Path) -> set[str]:
    """Name the top-level packages that a file imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.add((node.module or "").partition(".")[0])
    return names


@pytest.mark.parametrize("path", CORE, ids=lambda path: path.name)
def test_the_core_knows_no_host(path):
    assert imported(path).isdisjoint(HOSTS)


def test_the_hook_is_the_one_file_that_imports_mkdocs():
    assert "mkdocs" in imported(HOOK)
    assert [p for p in (PROJECT / "hooks").rglob("*.py") if "mkdocs" in imported(p)] == [HOOK]


@pytest.mark.parametrize("path", CORE, ids=lambda path: path.name)
def test_modules_are_short_and_say_why_they_exist(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 250
    assert ast.get_docstring(ast.parse(text))


def test_the_hook_is_short():
    assert len(HOOK.read_text(encoding="utf-8").splitlines()) <= 150


def test_the_core_imports_without_mkdocs(tmp_path):
    """Import every module where MkDocs cannot be imported at all."""
    (tmp_path / "mkdocs.py").write_text("raise ImportError('MkDocs is out of bounds here')")
    names = [path.relative_to(PROJECT / "hooks").with_suffix("") for path in CORE]
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
