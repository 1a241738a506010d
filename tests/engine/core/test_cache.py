"""Kept data is used only when it is what the files would give."""

from __future__ import annotations

import gc
import subprocess
import sys
import weakref

import pytest
from apparatus.build import Build
from apparatus.data import cache, loading, yaml_file
from apparatus.data.edition import UNKNOWN
from apparatus.exports import assets
from apparatus.pieces import SHELVES
from apparatus.templates.render import Renderer
from builds import PROJECT

ENTITIES = """\
- id: baker
  kind: person
  name: James Baker
  aliases: [Baker, {text: the Secretary, pages: [page.md]}]
  gloss: Secretary of State.
  entry: actors.md#baker
  names: {ja: ベーカー}
  sources: [times]
  link: all
"""
SOURCES = "- {id: times, type: article, title: T, author: [{family: A}], copy-seen: false}\n"
NOTES = """\
- id: n1
  target: {paragraph: 1, exact: words}
  layer: terms
  body: A note.
  sources: [times]
  confidence: low
"""
STATEMENTS = """\
- {id: s1, paragraph: 1, speaker: B, entity: baker, named: true, side: US, manner: quoted,
   exact: words, sources: [times], confidence: medium}
- {id: s2, page: page.md, paragraph: 2, speaker: R, named: false, side: paper, manner: narrated,
   exact: words, sources: [times], confidence: high}
"""
PLEDGES = """\
- {id: p1, title: T, side: S, outcome: kept, verdict: V, confidence: low, notes: [n1],
   paragraphs: [1, 2], steps: [{stage: A, text: T, sources: [times], date: "1990-04"}]}
"""
EVENTS = """\
- {id: e1, date: "1990-06", title: T, text: T, precision: inferred, basis: B, here: true,
   sources: [times], confidence: low}
"""
WORDS = "extends: default\nlayers: [{id: metre, label: {fr: Mètre}}]\nfacts: {role: Rolle}\n"
FIGURES = "- {id: gdp, title: T, unit: U, counts: C, text: X, sources: [times]}\n"
POINTS = "period,value,source,confidence\n1989,4.0,times,high\n1990,5,times times,low\n"


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "data"
    (folder / "figures").mkdir(parents=True)
    texts = {"entities": ENTITIES, "sources": SOURCES, "annotations": NOTES}
    texts |= {"statements": STATEMENTS, "pledges": PLEDGES, "events": EVENTS, "figures": FIGURES,
              "vocabulary": WORDS}  # fmt: skip
    for name, text in texts.items():
        (folder / f"{name}.yml").write_text(text, encoding="utf-8")
    (folder / "figures/gdp.csv").write_text(POINTS, encoding="utf-8")
    return folder


@pytest.fixture
def kept(tmp_path):
    return tmp_path / "cache" / "data.json"


def _same(one, other):
    assert len(one.shelves) > len(("entities", "annotations", "sources"))
    for kind, shelf in one.shelves.items():
        assert shelf
        assert shelf == other.of(kind)
        for noun in shelf.values():
            assert one.position(noun, "id") == other.position(noun, "id")
    assert assets.files(one) == assets.files(other)


def test_what_is_kept_is_what_was_read(folder, kept):
    fresh, problems = loading.load(folder, "data", SHELVES)
    assert problems == []
    for _ in range(2):
        again, problems = cache.load(folder, "data", kept, SHELVES)
        assert problems == []
        _same(again, fresh)
    assert str(again.position(again.entities["baker"], "aliases", 1)) == "data/entities.yml:4:20"


def test_a_change_of_the_data_shows(folder, kept):
    cache.load(folder, "data", kept, SHELVES)
    (folder / "entities.yml").write_text(ENTITIES.replace("of State", "of Defense"), "utf-8")
    assert (
        cache.load(folder, "data", kept, SHELVES)[0].entities["baker"].gloss
        == "Secretary of Defense."
    )
    (folder / "entities.yml").write_text(ENTITIES, "utf-8")
    assert (
        cache.load(folder, "data", kept, SHELVES)[0].entities["baker"].gloss
        == "Secretary of State."
    )


def test_a_change_of_the_code_shows(folder, in_copy):
    """Change each module of the engine, wherever in it, and look whether data are kept anew."""
    program = f"""
from pathlib import Path
import apparatus
from apparatus.data import cache
from apparatus.pieces import SHELVES

def kept():
    cache.load(Path({str(folder)!r}), "data", Path("kept.json"), SHELVES)
    return Path("kept.json").read_bytes()

code = sorted(Path(apparatus.__file__).parent.rglob("*.py"))
seen = [kept()]
for path in code:
    path.write_text(path.read_text("utf-8") + "# changed", "utf-8")
    seen.append(kept())
print(len(code), len(set(seen)), seen[-1] == kept())
"""
    modules, versions, same = in_copy(program).split()
    assert int(modules) > 50
    assert int(versions) == int(modules) + 1
    assert same == "True"


def test_data_with_a_problem_is_never_kept(folder, kept):
    (folder / "entities.yml").write_text(ENTITIES.replace("[times]", "[tims]"), "utf-8")
    for _ in range(2):
        _, problems = cache.load(folder, "data", kept, SHELVES)
        assert [str(p.where) for p in problems] == ["data/entities.yml:8:13"]
    assert not kept.exists()


def test_a_damaged_file_is_made_anew(folder, kept):
    fresh, _ = cache.load(folder, "data", kept, SHELVES)
    sound = kept.read_bytes()
    flipped = bytearray(sound)
    for damage in (
        b"",
        b"\n",
        sound[:-10],
        sound[: len(sound) // 2],
        sound + b" ",
        b"\xff" * 50,
        sound.replace(b"State", b"Tates"),
        sound.replace(b"circle", b"script"),
        *(bytes(flipped[:at] + bytes([flipped[at] ^ 1]) + flipped[at + 1 :])
          for at in range(0, len(flipped), 97)),
    ):  # fmt: skip
        kept.write_bytes(damage)
        again, problems = cache.load(folder, "data", kept, SHELVES)
        assert problems == []
        _same(again, fresh)
        assert kept.read_bytes() == sound


def test_a_folder_that_cannot_be_written_does_no_harm(folder, tmp_path):
    (tmp_path / "file").write_text("no folder")
    data, problems = cache.load(folder, "data", tmp_path / "file" / "data.json", SHELVES)
    assert (list(data.entities), problems) == (["baker"], [])


def test_the_checker_is_not_even_imported(folder, kept):
    cache.load(folder, "data", kept, SHELVES)
    program = (
        "import sys; from pathlib import Path; from apparatus.data import cache;"
        "from apparatus.pieces import SHELVES;"
        f"data, _ = cache.load(Path({str(folder)!r}), 'data', Path({str(kept)!r}), SHELVES);"
        "print(list(data.entities), 'pydantic' in sys.modules)"
    )
    hooks = PROJECT / "hooks"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=hooks, capture_output=True, text=True, check=True
    )
    assert done.stdout == "['baker'] False\n"


def test_kept_data_that_fit_the_site_are_never_parsed(folder, kept, monkeypatch):
    cache.load(folder, "data", kept, SHELVES)
    monkeypatch.setattr(yaml_file, "read", None)
    data, problems = cache.load(folder, "data", kept, SHELVES)
    build = Build(data, Renderer(), UNKNOWN)
    build.expect({page: page for page in ("actors.md", "page.md", "annotated.md")})
    assert problems + build.problems == []


def test_kept_items_stand_where_they_stood(folder, kept):
    works = '{"book": {"type": "book", "title": "B"}, "other": {"type": "book", "title": "O"}}'
    (folder / "sources.json").write_text(works, encoding="utf-8")
    fresh, _ = cache.load(folder, "data", kept, SHELVES)
    again, _ = cache.load(folder, "data", kept, SHELVES)
    found = {key: (file.name, index) for key, (file, index) in again.origins.items()}
    assert found == {key: (file.name, index) for key, (file, index) in fresh.origins.items()}
    assert ("data/sources.json", "other") in found.values()
    assert again.position(again.sources["other"], "title").column == works.index('"O"') + 1


def test_of_a_file_that_has_changed_since_it_was_read_only_the_name_is_told(folder, kept):
    cache.load(folder, "data", kept, SHELVES)
    data, _ = cache.load(folder, "data", kept, SHELVES)
    (folder / "entities.yml").write_text("\n" + ENTITIES, encoding="utf-8")
    assert str(data.position(data.entities["baker"], "name")) == "data/entities.yml:1:1"
    (folder / "sources.yml").unlink()
    assert str(data.position(data.sources["times"], "title")) == "data/sources.yml:1:1"


def _rendered(fragments, kept):
    return Renderer([fragments], kept).html("cited", cited=[])


def test_a_changed_template_shows_at_once(tmp_path):
    template = tmp_path / "cited.html"
    for text in ("one", "another", "one more"):
        template.write_text(text, encoding="utf-8")
        assert _rendered(tmp_path, tmp_path / "kept") == text


@pytest.mark.parametrize("damage", [lambda _: b"", lambda b: b[:-9], lambda b: b[:-9] + b"x" * 9])
def test_a_damaged_template_is_compiled_anew(tmp_path, damage):
    (tmp_path / "cited.html").write_text("text", encoding="utf-8")
    _rendered(tmp_path, tmp_path / "kept")
    files = [path for path in (tmp_path / "kept").rglob("*") if path.is_file()]
    assert len(files) == 1
    whole = files[0].read_bytes()
    files[0].write_bytes(damage(whole))
    assert _rendered(tmp_path, tmp_path / "kept") == "text"
    assert files[0].read_bytes() == whole


def test_a_folder_that_cannot_be_written_costs_nothing_but_time(tmp_path):
    (tmp_path / "kept").write_text("a file where the folder would be", encoding="utf-8")
    (tmp_path / "cited.html").write_text("text", encoding="utf-8")
    assert _rendered(tmp_path, tmp_path / "kept") == "text"


def test_a_build_that_is_over_holds_no_data_whoever_holds_what_has_asked_it(folder, kept):
    data, _ = cache.load(folder, "data", kept, SHELVES)
    build = Build(data.copy(), Renderer())
    asked, one = build.address, weakref.ref(next(iter(data.entities.values())))
    gc.disable()  # what was made before a host's pages is not looked through again
    try:
        del data
        build.release()
        assert asked is not None
        assert one() is None
    finally:
        gc.enable()


def test_names_are_made_ready_again_for_who_asks_late(folder, kept):
    data, _ = cache.load(folder, "data", kept, SHELVES)
    engine = Build(data, Renderer()).gathered.engine
    first = engine.matcher
    engine.forget_names()
    assert engine.matcher is not first
    assert [its.texts for its in engine.matcher.patterns] == [its.texts for its in first.patterns]
