"""What finds the words of a text that may not be printed, tried on a story that never was.

Each way in which they may stand there unseen is planted once, and has to be found.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import quote

import kept
import overlaying
import pytest
import taking

if TYPE_CHECKING:
    from pathlib import Path

STORY = taking.Source(overlaying.SOURCE)
RUN = "llevaba once años parado a las cuatro y diez volvió a sonar el lunes ante unas trescientas"
WORDS = RUN.split()
EIGHT, NINE, SEVEN = (" ".join(WORDS[:size]) for size in (8, 9, 7))
NOTED = " ".join(word if n % 7 else f"{word} {n // 7}" for n, word in enumerate(WORDS, 1))


def found(text: str | bytes, source: taking.Source = STORY) -> list[str]:
    data = text if isinstance(text, bytes) else text.encode(errors="surrogatepass")
    return list(taking.excess([("it", taking.taken(data, source))], source))


def in_a_row(text: str | bytes, source: taking.Source = STORY) -> list[int]:
    """Say how many words each run has that is too long."""
    return [int(line.split()[1]) for line in found(text, source) if "in a row" in line]


def test_the_text_itself_is_found_whole():
    assert in_a_row(overlaying.SOURCE)[0] == len(STORY.words)
    assert any(line.startswith("it: 100% of the source") for line in found(overlaying.SOURCE))


def test_a_run_of_eight_words_is_found():
    assert in_a_row(f"Dijo: {EIGHT.upper()}, parece.") == [8]
    assert not found(f"Dijo: {SEVEN}, parece.")
    assert not found("El faro de otro puerto se apaga a las cuatro, y nadie dice nada en la plaza.")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("En 1990 eran seis palabras y un número: 50.", [9]),
        ("No en 1990, eran seis palabras y un número", [8]),
        ("1990 eran seis palabras y un número 50", [8]),
        ("1991 eran seis palabras y un número 50", []),
        ("1990 eran seis palabras y un número", []),
    ],
)
def test_a_number_is_a_word(text, words):
    source = taking.Source("En 1990 eran seis palabras y un número: 50. " + overlaying.SOURCE)
    assert in_a_row(text, source) == words


def test_a_part_of_a_word_is_no_word():
    assert not found(f"x{EIGHT}")
    assert in_a_row(f"{EIGHT}x {WORDS[8]}") == []


@pytest.mark.parametrize(
    "text",
    [
        RUN.replace(" ", "\n"),
        NOTED,
        " ".join(f"{word}[{n}]" for n, word in enumerate(WORDS)),
        RUN.replace("parado", "para-\ndo").replace("cuatro", "cua\u00ad\ntro"),
        RUN.replace("a", "a\u00ad").replace("o", "o\u200b"),
        RUN.replace("años", "a&ntilde;os").replace(" ", "&nbsp;").replace("ra", "ra&shy;"),
        RUN.replace("años", "a&amp;#241;os").replace(" ", "&amp;mdash;"),
        unicodedata.normalize("NFD", RUN),
        RUN.replace("años", "anos"),
        "".join(chr(ord(its) + 0xFEE0) if "a" <= its <= "z" else its for its in RUN),
        json.dumps({"text": RUN.replace(" ", "\n")}),
        json.dumps(RUN.replace("parado", "<b>parado</b>")).replace("<", "\\u003c"),
        "\n".join(f'"{word} "' for word in WORDS),
        "\n".join(f"# {word}" for word in WORDS),
        quote(RUN),
        "".join(f"<span class='word w{n}'>{word}</span>" for n, word in enumerate(WORDS)),
        RUN.replace("once", '<a href="x.html" title="Otra cosa">once</a>'),
        RUN.replace("once", "[once](../otra/cosa.md)").replace("cuatro", "[cuatro][otra-cosa]"),
        RUN.replace("once", "**once**{ .clase }").replace("cuatro", "cuatro[^nota]"),
        f'<p>Otra cosa</p><img alt="{RUN}">',
        f"<meta name=description content='{RUN}'>",
        f"<a aria-label='{RUN}'></a><a title='{RUN}'></a>",
        f"<i data-x='{json.dumps({'x': RUN})}'></i>",
        f"<script>cards({json.dumps([RUN])})</script>",
        RUN.encode("utf-16"),
        RUN.encode("latin-1"),
        b"\x89PNG\r\n\x1a\n\0\xff\xfe" + RUN.encode() + b"\0\xc0",
        gzip.compress(RUN.encode(), mtime=0),
    ],
)
def test_a_run_is_found_however_it_is_written(text):
    assert max(in_a_row(text)) == len(WORDS)


def test_bytes_that_only_begin_like_an_archive_are_read_as_they_are():
    assert in_a_row(b"\x1f\x8b " + RUN.encode()) == [len(WORDS)]


def test_eight_words_may_be_quoted_and_no_more():
    assert not found(f"Dijo: “{EIGHT},” y “{SEVEN}”.")
    assert not found(f"Dijo: &ldquo;{EIGHT}&rdquo;.")
    assert in_a_row(f"Dijo que “{EIGHT}”.") == [9]
    assert in_a_row(f"“{NINE}”") == [9]
    assert in_a_row(f'"{EIGHT}"') == [8]


@pytest.mark.parametrize(
    "text", [f"“Sí: {RUN}”", f"“{RUN}, sí”", f"“Sí” {RUN} “no”", f"“ sí {RUN}" + " no" * 99 + "”"]
)
def test_quotation_marks_hide_nothing(text):
    assert in_a_row(text) == [len(WORDS)]


@pytest.mark.parametrize(
    "text", [f"“Sí: {EIGHT}”", f"“{SEVEN}” {WORDS[7]}", f"“{SEVEN}” {' '.join(WORDS[7:])}"]
)
def test_a_run_is_quoted_only_where_it_is_the_quotation(text):
    assert len(in_a_row(text)) == 1


def test_runs_that_are_short_enough_are_too_many_together():
    words = STORY.words
    parts = [" ".join(words[at : at + 7]) for at in range(0, len(words), 7)]
    (line,) = found(" zzz ".join(parts))
    assert "of the source, in quotations and runs of 5 words or more" in line
    assert len(found(" zzz ".join(f"“{part}”" for part in parts))) == 1


def test_quotations_are_told():
    def quoted(text):
        runs = STORY.quotations(text)
        return {" ".join(STORY.words[run.first : run.last + 1]) for run in runs}

    assert quoted("“once AÑOS”, “otra cosa”, “nce” y “diez,”.") == {"once años", "diez"}
    assert quoted(f"“Sí: {SEVEN}” y “Sí: once años”") == {SEVEN}
    (run,) = STORY.quotations(f"“{NOTED}”")
    assert run.words == len(WORDS)
    assert taking.share({run, run}, STORY) == len(WORDS) / len(STORY.words)


def test_what_is_taken_counts_once():
    runs = taking.taken(f"“{EIGHT}” <b>{NINE}</b>".encode(), STORY)
    assert taking.share(runs, STORY) == 9 / len(STORY.words)


@pytest.mark.parametrize("text", ["見よ、春の海はひねもすのたりと", "«春の海はひねもすのたり»"])
def test_scripts_without_spaces_are_compared_too(text):
    source = taking.Source(
        "はじめに。その日の春の海はひねもすのたりのたりかな。" + "いろはにほへと" * 30
    )
    assert in_a_row(text, source)


HEADLINE = "El reloj del muelle vuelve a dar las doce"


def test_a_headline_is_a_fact():
    parts = taking.without_headline(overlaying.SOURCE, f"{HEADLINE}.")
    assert len(parts) == 2
    source = taking.Source(*parts)
    assert in_a_row(HEADLINE) == [9]
    assert not found(HEADLINE, source)
    assert in_a_row(RUN, source) == [len(WORDS)]


def test_nothing_but_a_headline_is_one():
    copy = overlaying.SOURCE
    first = overlaying.paragraphs()[0]
    for title in (first, EIGHT, "Otro título de ocho palabras que no está", ""):
        assert taking.without_headline(copy, title) == (copy,)


@pytest.fixture
def project(tmp_path):
    """A folder that git keeps, below one that has the name of a built site."""
    root = tmp_path / "site/project"
    root.mkdir(parents=True)
    nobody = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    for role in ("AUTHOR", "COMMITTER"):
        nobody |= {f"GIT_{role}_NAME": "Nobody", f"GIT_{role}_EMAIL": "nobody@example.org"}

    def git(*arguments):
        command = ["git", "-C", str(root), *arguments]
        subprocess.run(command, env={**os.environ, **nobody}, check=True, capture_output=True)

    git("init", "-q")
    return root, git


def written(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{name}: {RUN}", encoding="utf-8")


FILES = ["a.j2", "b.yaml", "c.xml", "d.mjs", "e.rst", "f.jsonld", "g.MD", "h.bin", "docs/site/y.md",
         "tests/engine/site/z.py", "ñ.txt", ".github/x.yml"]  # fmt: skip


def test_every_file_is_read_that_is_or_may_be_kept(project):
    root, git = project
    written(root, *FILES, "site/made.html", ".venv/lib.py", "x/__pycache__/x.pyc")
    (root / ".gitignore").write_text("/site/\n.venv\n__pycache__\n")
    git("add", *FILES[:3])
    (root / FILES[0]).unlink()
    assert {path.relative_to(root).as_posix() for path in kept.files(root)} == {
        ".gitignore", *FILES[1:],
    }  # fmt: skip
    shutil.rmtree(root / ".git")
    assert {path.relative_to(root).as_posix() for path in kept.files(root)} == {
        ".gitignore", *FILES[1:],
    }  # fmt: skip
    assert list(kept.objects(root)) == []


def test_all_of_a_history_is_read(project):
    root, git = project
    assert list(kept.objects(root)) == []
    for name in FILES[:2]:
        written(root, name)
        git("add", ".")
        git("commit", "-qm", "One")
        git("rm", "-q", name)
        git("commit", "-qm", f"Two\n\n{RUN}" if name == FILES[1] else "Two")
    git("tag", "-am", RUN, "v1")
    written(root, f"{RUN}.txt")
    git("add", ".")
    git("commit", "-qm", "Three")
    git("checkout", "-q", "--detach")
    (root / "last.txt").write_text(RUN.upper(), encoding="utf-8")
    git("add", ".")
    git("commit", "-qm", "Four")
    every = ((name, taking.taken(data, STORY)) for name, data in kept.objects(root))
    lines = list(taking.excess(every, STORY))
    assert {line.split()[0] for line in lines} == {"blob", "commit", "tag", "tree"}
    for name in (*FILES[:2], "last.txt"):
        assert len([line for line in lines if f" {name}: {len(WORDS)} words" in line]) == 1
