"""Documentation of others can be tried: its tool counts what linking changes, and tells it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

TOOL = Path(__file__).parents[2] / "bench/foreign.py"
PAGE = """\
# Tokyo Summit

Tokyo Summit, and `Tokyo Summit`. See [the Tokyo Summit](page.md), [it][elsewhere.thing].

![A picture](https://a.test/b.png)
{ #twice }

/// figure-caption
Tokyo Summit in a caption.
///

??? note "Tokyo Summit"
    Tokyo Summit.
    { #twice }
"""


def run(folder, hooks=None):
    if hooks:
        text = TOOL.read_text("utf-8").replace("from corpus import HOOK", f"HOOK = {hooks!r}")
        (folder / "tool.py").write_text(text, "utf-8")
    tool = folder / "tool.py" if hooks else TOOL
    (folder / "docs").mkdir()
    (folder / "docs/page.md").write_text(PAGE, "utf-8")
    command = [sys.executable, str(tool), str(folder / "docs")]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_nothing_but_links_comes_to_foreign_pages(tmp_path):
    done = run(tmp_path)
    row = [cell.strip() for cell in done.stdout.splitlines()[-1].split("|")[2:-1]]
    assert done.returncode == 0, done.stderr
    assert int(row[2]) > 0
    assert row[3:] == ["0", "0", "0"]


@pytest.mark.parametrize(
    ("change", "row"),
    [
        ('html.replace("Summit", "summit")', ["1", "0", "0"]),
        ("re.sub(r'(<h1[^>]*>)(\\w+)', r'\\1<a data-entity=\"x\">\\2</a>', html)", ["0", "1", "0"]),
    ],
)
def test_what_else_comes_is_told(tmp_path, change, row):
    hook = tmp_path / "hook.py"
    hook.write_text(f"import re\ndef on_page_content(html, **_):\n    return {change}\n", "utf-8")
    done = run(tmp_path, str(hook))
    assert done.returncode == 1, done.stderr
    assert [cell.strip() for cell in done.stdout.splitlines()[-1].split("|")[5:-1]] == row
    assert "page.md" in done.stderr
