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


@pytest.fixture(scope="module")
def errors(checker, built, tmp_path_factory) -> dict[str, list[str]]:
    """List what the checker finds in bad pages and in ours; warnings are advice, it starts once."""
    odd = tmp_path_factory.mktemp("odd")
    (odd / "a.html").write_text("<!doctype html><title>A</title><p id=a><p id=a><img>")
    (odd / "b.txt").write_text("<p>")
    command = ["java", "-jar", checker, "--skip-non-html", "--errors-only", "--format", "gnu"]
    run = subprocess.run(
        [*command, str(odd), str(built.folder)], capture_output=True, text=True, check=False
    )
    lines = run.stderr.splitlines()
    found = {
        folder: [one for one in lines if f"{folder}/" in one] for folder in (odd, built.folder)
    }
    assert sum(map(len, found.values())) == len(lines), "each line names a file"
    return {"odd": found[odd], "built": found[built.folder]}


def test_the_checker_finds_errors(errors):
    assert any("Duplicate ID" in line for line in errors["odd"])
    assert any("src" in line for line in errors["odd"])


def test_no_page_has_an_error(errors, edition):
    if not (edition / "overrides").is_dir():
        pytest.skip("without overrides/ the pages around the text are the theme's own")
    assert errors["built"] == []
