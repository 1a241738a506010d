"""Citations and kept files on throw-away sites."""

from __future__ import annotations

FILES = {
    "docs/index.md": "# Home\n\nWords of [one][s].\n{ #p1 }\n",
    "docs/sources.md": "# Sources\n",
    "data/entities.yml": "[]\n",
    "data/sources.yml": "- {id: s, type: book, title: Old}\n",
}


def test_changed_data_show_and_what_is_kept_does_no_harm(make_site):
    built, run = make_site(FILES, "--strict")
    assert run.returncode == 0, run.stderr
    page = built.folder / "sources/index.html"
    first = page.read_text(encoding="utf-8")
    kept = built.folder.parent / ".cache/citations/sources.json"
    sound = kept.read_bytes()
    kept.write_bytes(sound[:-20])
    make_site(FILES, "--strict")
    assert page.read_text(encoding="utf-8") == first
    assert kept.read_bytes() == sound
    make_site({**FILES, "data/sources.yml": "- {id: s, type: book, title: New}\n"}, "--strict")
    assert "<i>New</i>" in page.read_text(encoding="utf-8")
    assert "Old" not in page.read_text(encoding="utf-8")


def test_a_site_without_sources_starts_no_program(make_site, tmp_path):
    started = tmp_path / "started"
    (tmp_path / "pypandoc/files").mkdir(parents=True)
    program = tmp_path / "pypandoc/files/pandoc"
    program.write_text(f"#!/bin/sh\ntouch {started}\nexit 9\n", encoding="utf-8")
    program.chmod(0o755)
    (tmp_path / "pypandoc/__init__.py").touch()
    for files, code in (
        ({name: its for name, its in FILES.items() if "sources" not in name}, 0),
        (FILES, 1),
    ):
        bare = {**files, "docs/index.md": "# Home\n"}
        _, run = make_site(bare, "--strict", PYTHONPATH=str(tmp_path))
        assert (run.returncode, started.exists()) == (code, bool(code)), run.stderr
    assert "nothing can be cited in this style" in run.stderr
