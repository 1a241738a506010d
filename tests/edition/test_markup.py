"""Every page is HTML as the standard has it, by the checker of those who write the standard."""

from __future__ import annotations

import subprocess

import pytest


@pytest.fixture(scope="module")
def checker(project) -> str:
    run = subprocess.run(
        ["sh", str(project / "tests/tools/vnu")], capture_output=True, text=True, check=False
    )
    if run.returncode:
        pytest.skip(run.stderr.strip())
    return run.stdout.strip()


def errors(checker: str, *paths: object) -> list[str]:
    """List what the checker finds wrong; warnings are advice."""
    command = ["java", "-jar", checker, "--skip-non-html", "--errors-only", "--format", "gnu"]
    run = subprocess.run([*command, *map(str, paths)], capture_output=True, text=True, check=False)
    return run.stderr.splitlines()


def test_the_checker_finds_errors(checker, tmp_path):
    (tmp_path / "a.html").write_text("<!doctype html><title>A</title><p id=a><p id=a><img>")
    (tmp_path / "b.txt").write_text("<p>")
    found = errors(checker, tmp_path)
    assert any("Duplicate ID" in line for line in found)
    assert any("src" in line for line in found)


def test_no_page_has_an_error(checker, built, edition):
    if not (edition / "overrides").is_dir():
        pytest.skip("without overrides/ the pages around the text are the theme's own")
    assert errors(checker, built.folder) == []
