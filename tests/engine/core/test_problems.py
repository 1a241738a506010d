"""Every mistake gives a sentence with its place, what is wrong and what to do."""

from __future__ import annotations

import ast
import shutil
import sys
from pathlib import Path

import apparatus
import markdown
import pytest
import yaml
from apparatus import problems
from apparatus.build import Build
from apparatus.data import edition, front_matter, loading, pandoc, yaml_file
from apparatus.data.dataset import Dataset
from apparatus.hosts.extension import ApparatusExtension
from apparatus.pieces import SHELVES
from apparatus.problems import Position, Problem
from apparatus.templates.render import Renderer
from failing import CASES as FAILING
from importing import CASES as IMPORTING
from importing import told as importing_told
from mistakes import CASES, FILES, GOOD, SHORT, whole
from overlaying import MISTAKES, compared, paragraphs, published
from overlaying import told as overlay_told

CORE = Path(apparatus.__file__).parent
SOURCES = "- {id: s, type: book, title: S}\n- {id: times, type: book, title: S}\n"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"].replace(" ", "-"))
def test_message(case, render, tmp_path):
    assert said(case, render, tmp_path) == case["problems"]


def said(case, render, folder):
    if "settings" in case:
        path = folder / "data/mkdocs.yml"
        path.parent.mkdir()
        path.write_text(case["settings"], encoding="utf-8")
        config = {"theme": {}, **yaml.safe_load(case["settings"]), "config_file_path": str(path)}
        return [str(problem) for problem in edition.read(config)[1]]
    data = {name: whole(case[name]) for name in FILES if name in case}
    data.setdefault("entities", "[]")
    if "sources" not in data:
        data["sources"] = SOURCES
    if case.get("without"):
        del data[case["without"]]
    pages = {"page.md": case.get("page", "Words.\n{ #p1 }\n"), "other.md": case.get("other", "")}
    return render(pages, csv=case.get("csv"), raw=case.get("raw"), **data).problems


def test_no_data_folder(tmp_path):
    _, found = loading.load(tmp_path / "data", "data", SHELVES)
    assert len(found) == 1
    assert str(found[0]) == (
        "data:1:1: there is no data folder 'data'. "
        "Make it, with a file entities.yml, or name another in mkdocs.yml: "
        "'data' of the plugin 'apparatus', or of 'extra: apparatus:'."
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


def test_a_search_that_leads_to_no_page(tmp_path):
    file = tmp_path / "mkdocs.yml"
    file.write_text("extra:\n  apparatus:\n    search: [index.md, glosary.md]\n", encoding="utf-8")
    asked = {"apparatus": {"search": ["index.md", "glosary.md"]}}
    config = {"theme": {}, "extra": asked, "config_file_path": str(file)}
    its, found = edition.read(config)
    assert found == []
    found = edition.unknown_pages(config, its, {"index.md", "glossary.md"})
    assert [str(problem) for problem in found] == [
        "mkdocs.yml:3:24: there is no page 'glosary.md'. Did you mean 'glossary.md'?"
    ]


def test_a_page_in_another_encoding():
    instead, found = front_matter.guarded("docs/page.md", "# Zürich\n".encode("latin-1"))
    assert instead == ""
    assert [str(p) for p in found] == [
        "docs/page.md:1:4: this file is not UTF-8 text. Save it as UTF-8."
    ]


def test_a_host_reads_nothing_of_front_matter_that_is_wrong():
    page = b"---\ndate: 2020-02-31\n---\n# T\n"
    assert front_matter.guarded("docs/page.md", page)[0] == "\n# T\n"
    assert front_matter.guarded("docs/page.md", page.replace(b"31", b"29")) == (None, [])


def test_a_folder_and_a_lost_link_in_the_place_of_a_file(tmp_path):
    (tmp_path / "entities.yml").mkdir()
    (tmp_path / "sources.yml").symlink_to(tmp_path / "nowhere.yml")
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures/gdp.csv").mkdir()
    _, found = loading.load(tmp_path, "data", SHELVES)
    hint = "Put a file of this name in its place."
    assert [str(p) for p in found] == [
        f"data/entities.yml:1:1: this is a folder, and no data can be in it. {hint}",
        f"data/figures/gdp.csv:1:1: this is a folder, and no data can be in it. {hint}",
        f"data/sources.yml:1:1: this is no file, and no data can be in it. {hint}",
    ]


def test_a_file_that_may_not_be_read(tmp_path, monkeypatch):
    (tmp_path / "entities.yml").write_text("[]")
    monkeypatch.setattr(Path, "read_bytes", _refuse)
    _, found = loading.load(tmp_path, "data", SHELVES)
    assert [str(p) for p in found] == [
        (
            "data/entities.yml:1:1: this file cannot be read. "
            "Look at who may read it, and whether another program has it open."
        )
    ]


def _refuse(_path):
    raise PermissionError


def test_quotations_in_one_another_without_end(render):
    site = render({"page.md": "> " * 200 + "x\n"}, entities="[]")
    assert site.problems == [
        (
            "docs/page.md:1:1: quotations, lists or elements of this page stand in one another too "
            "deeply. Look for a line that begins with '> > > >' and so on."
        )
    ]


def test_more_notes_on_the_same_words_than_a_page_can_hold(render):
    notes = "".join(f"- id: n{n}\n  {SHORT['NOTE']}\n  body: B\n" for n in range(42))
    site = render({"page.md": "Words.\n{ #p1 }\n"}, entities="[]", sources=SOURCES,
                  annotations=notes)  # fmt: skip
    message = "these words have 40 notes already."
    hint = "Make some of the notes one, or put them on other words."
    assert site.problems == [
        f"data/annotations.yml:{line}:48: {message} {hint}" for line in (242, 248)
    ]


def test_a_name_that_is_a_whole_text(load):
    data, found = load(entities=f"- id: a\n  {GOOD}\n  aliases: [{'word ' * 300}]\n")
    hint = "Is a quotation mark missing?"
    assert [str(p) for p in found] == [
        f"data/entities.yml:7:13: this name is 1499 signs long; a name has 1000 at most. {hint}"
    ]
    assert not data.entities


def test_more_points_than_a_figure_can_show(load):
    points = "period,value,source,confidence\n" + "1990,1,times,high\n" * 5001
    figures = f"- id: gdp\n  {SHORT['FIGURE']}\n"
    _, found = load(entities="[]", sources=SOURCES, figures=figures, csv={"gdp": points})
    assert [str(p) for p in found] == [
        (
            "data/figures/gdp.csv:5002:1: this figure has 5001 points; 5000 are the most that one "
            "may have. Leave some out, or make two of it."
        )
    ]


def test_more_pairs_than_a_picture_can_show(load):
    form = (
        "- {{id: {0}{1}, kind: person, name: {0}{1}, gloss: G, entry: page.md, side: {0}, "
        "level: L, sources: [s], faces: [{2}]}}\n"
    )
    entities = "".join(
        form.format(one, n, ", ".join(f"{other}{m}" for m in range(45)))
        for one, other in ("ab", "ba")
        for n in range(45)
    )
    _, found = load(entities=entities, sources=SOURCES)
    assert [str(p).partition(": ")[2] for p in found] == [
        "more than 2000 pairs face each other, which no picture can show. Leave some out."
    ]


def test_brackets_in_a_note_without_end(load):
    notes = f"- id: n1\n  {SHORT['NOTE']}\n  body: '{'[[a][b] ' * 60}'\n"
    data, found = load(entities="[]", sources=SOURCES, annotations=notes)
    assert [str(p) for p in found] == [
        (
            "data/annotations.yml:6:9: 61 brackets are open at once in this body, 50 at most may "
            "be. Close them with ']'."
        )
    ]
    assert not data.annotations


def test_ids_of_paragraphs_where_nothing_reads_them(load):
    loaded, _ = load(entities="[]")
    build = Build(loaded, Renderer())
    build.expect({"page.md": "page/"})
    build.begin("page.md", lambda: "Words.\n{ #p1 }\n\nMore.\n{ #p2 }\n", "docs/page.md")
    markdown.markdown("Words.\n{ #p1 }\n\nMore.\n{ #p2 }\n", extensions=[ApparatusExtension(build)])
    assert [str(p) for p in build.problems] == [
        (
            "docs/page.md:2:1: '{ #p1 }' would be printed: nothing here reads it. "
            "Put it on a line of its own, and '- attr_list' under markdown_extensions."
        )
    ]


def test_of_many_problems_in_a_file_the_first_are_named():
    many = [Problem(Position("a.yml", line), "it is wrong.") for line in range(1, 61)]
    one = Problem(Position("b.yml"), "it is wrong.")
    shown = problems.shortened([*many, one])
    assert shown[:20] == many[:20]
    assert [str(p) for p in shown[20:]] == [
        "a.yml:21:1: and 40 more like this. Mend the first ones, then look again.",
        "b.yml:1:1: it is wrong.",
    ]


def test_a_warning_stops_nothing(load):
    data, found = load(entities=f"- id: a\n  {GOOD}\n  aliases: [the]\n")
    assert list(data.entities) == ["a"]
    assert len(found) == 1
    _, stopping = loading.load(Path(data.file(data.entities["a"]).name), "data", SHELVES)
    assert stopping[0].stops


def test_the_table_is_large_enough():
    """A table that shrinks by accident would still pass."""
    assert len({case["name"] for case in CASES}) == len(CASES) >= 480


def test_problems_come_in_order_of_place_and_none_hides_another(render):
    site = render(
        {"page.md": "x"},
        entities="- {id: a}\n- {id: b, kind: x, name: 3, gloss: G, entry: page.md, zzz: 1}\n",
    )
    places = [p.split(": ")[0] for p in site.problems]
    assert places == sorted(places)
    assert len(places) == 5


def test_what_is_sound_is_kept(load):
    data, problems = load(entities=f"- id: a\n  {GOOD}\n- id: b\n")
    assert list(data.entities) == ["a"]
    assert problems


ELSEWHERE = {
    # with the server
    "Problem(Position(''), what, stops=False, minor=True)",
    "failures.unknown(error, project)",
    "failures.explain(error, project)",
    # what PyYAML in C reads and PyYAML in Python does not
    "yaml_mistakes.explain(shown, yaml_file.decoded(shown, content)[0], error)",
    # with the generators that need a pass over the built site
    "Problem(Position(site.as_posix()), message, hint)",
    "Problem(Position(page.file.as_posix()), message, _AGAIN)",
    "Problem(Position(file.as_posix()), message, _AGAIN)",
    "Problem(**{**its, 'where': Position(**its['where'])})",
    # kept between builds
    "Problem(Position(*where), *said)",
    # by PyYAML before 6.0.4, which sets no limit of its own
    "self._give_up(where, TOO_DEEP)",
    # by PyYAML from 6.0.4 on
    "place.problem(place.at, TOO_DEEP)",
    # by the command that brings in files, and of files that are too large
    "Problem(Position(project.shown(path)), message, f'Name {one_of(ways)}.')",
    "Problem(where, \"'--into' names one file, and there are notes and entries.\")",
    "Problem(where, message, f\"Name '{stems[0]}.yml' or a file in '{stems[0]}/'.\")",
    "Problem(where, 'this is a folder.', 'Name the files in it.')",
    "Problem(where, 'there is no such file.', did_you_mean(path.name, there))",
    "phrases.unreadable(where, path)",
    "_unreadable(path)",
    "Problem(settings.place(config), message, hint)",
    "Problem(Position(settings.as_posix()), message)",
    "Problem(Position(settings.as_posix()), message, hint)",
    "_none(file, f'this file has more than {LARGEST // 1000000} megabytes.')",
    "_none(file, f'this file has more than {MOST} items.')",
    "Problem(Position(file), 'this file is no list, so nothing can be added to it.')",
    "Problem(Position(file), message, hint)",
    # in the tests above that need no table
    "Problem(Position(name), message, hint)",
    "Problem(Position(file), message, 'Part it into several.')",
    "Problem(Position(name), f'{what}, and no data can be in it.', hint)",
    (
        "Problem(further[0].where, message, 'Mend the first ones, then look again.', "
        "stops=any((one.stops for one in further)), minor=all((one.minor for one in further)))"
    ),
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
        if path.parent.name == "authoring":  # these are tried with what is written in the page
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                called = getattr(node.func, "id", "") or getattr(node.func, "attr", "")
                if called in names:
                    yield path, node


def test_front_matter_that_no_host_has_read_before(load):
    data, _ = load(entities="[]")
    _, found = front_matter.read("docs/page.md", "---\n- a\n---\n", data)
    assert [str(p).partition(", but")[0] for p in found] == [
        "docs/page.md:2:1: front matter is 'key: value' lines"
    ]


CSL = '<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0">{}</style>'
BROKEN = {
    "no.csl": (None, "there is no file 'no.csl' in this project. Name it by its path"),
    "../out.csl": (CSL, "there is no file '../out.csl' in this project."),
    "a.csl": ("<style>", "it cannot be read as XML"),
    "b.csl": ("<style/>", "it is no CSL style. Try another file"),
    "c.csl": (CSL, "it has no bibliography."),
    "d.csl": (
        CSL.format('<info><link rel="independent-parent" href="https://x.org/styles/apa"/></info>'),
        "it is a dependent style, and all that it says is in 'apa.csl'.",
    ),
    "e.csl": (
        CSL.format('<bibliography><layout><text macro="m"/></layout></bibliography>'),
        "it has no macro 'm'.",
    ),
    "f.csl": (
        CSL.format(
            '<macro name="m"><text macro="n"/></macro><macro name="n"><text macro="m"/></macro>'
            '<bibliography><layout><text macro="m"/></layout></bibliography>'
        ),
        "its macro 'm' asks for itself.",
    ),
}


def _styled(tmp_path, asked):
    path = tmp_path / "mkdocs.yml"
    path.write_text(f"extra:\n  apparatus:\n    citation_style: {asked}\n", encoding="utf-8")
    config = {"theme": {}, **yaml.safe_load(path.read_text("utf-8")), "config_file_path": str(path)}
    site, problems = edition.read(config)
    return Path(site.citation_style).stem, [str(one) for one in problems]


def test_styles_that_cannot_be_used(tmp_path):
    project = tmp_path / "styled"
    project.mkdir()
    for asked, (text, told) in BROKEN.items():
        if text is not None:
            (project / asked).write_text(text, encoding="utf-8")
        style, [problem] = _styled(project, asked)
        assert style == "chicago-notes-bibliography"
        assert told in problem
        assert problem.startswith("mkdocs.yml:3:21: ")


def test_a_style_that_the_program_gives_up_on(render, monkeypatch):
    monkeypatch.setattr(pandoc, "program", lambda: "/no/such/program")
    site = render({"sources.md": "# S\n"}, ("other.md",), entities=f"- id: a\n  {GOOD}\n",
                  sources="- {id: s, type: book, title: A <i>b</i>}\n")  # fmt: skip
    assert "nothing can be cited in this style: " in str(site.problems[0])
    assert ">A b<" in site.pages["sources.md"].replace("\n", "<")


@pytest.mark.parametrize("asked", ["chicago", "chicago-17", "APA", "mla", "chicago-author-date"])
def test_styles_by_name(asked, tmp_path):
    assert _styled(tmp_path, asked)[1] == []


def test_each_message_in_the_code_is_tried_here(render, load, tmp_path, monkeypatch):
    made = Made(monkeypatch)
    for case in CASES:
        test_message(case, render, tmp_path)
        shutil.rmtree(tmp_path / "data", ignore_errors=True)
    for test in (
        test_quotations_in_one_another_without_end,
        test_more_notes_on_the_same_words_than_a_page_can_hold,
    ):
        test(render)
        shutil.rmtree(tmp_path / "data")
    for test in (
        test_a_name_that_is_a_whole_text,
        test_more_points_than_a_figure_can_show,
        test_more_pairs_than_a_picture_can_show,
        test_brackets_in_a_note_without_end,
    ):
        test(load)
        shutil.rmtree(tmp_path / "data")
    test_ids_of_paragraphs_where_nothing_reads_them(load)
    test_front_matter_that_no_host_has_read_before(load)
    shutil.rmtree(tmp_path / "data")
    test_no_data_folder(tmp_path)
    test_a_file_in_another_encoding(tmp_path)
    test_a_file_nested_too_deeply()
    for number, (make, _) in enumerate(FAILING.values()):
        (tmp_path / str(number)).mkdir()
        make(tmp_path / str(number))
    site = render({"page.md": "Words.\n"}, ("other.md",), entities=f"- id: a\n  {GOOD}\n")
    site.build.resolve({"page.md": "外圧"}, lambda *_: "")
    asked = {"written": "soon", "open": "soon", "licence": "javascript:a", "pictures": "a/b"}
    edition.read({"site_name": "外圧", "theme": {}, "extra": {"apparatus": asked}})
    assert len(edition.unfit({}, edition.Edition(about="s", open=("soon",)), Dataset())) > 1
    test_a_search_that_leads_to_no_page(tmp_path)
    test_styles_that_cannot_be_used(tmp_path)
    test_a_style_that_the_program_gives_up_on(render, monkeypatch)
    for case in IMPORTING:
        importing_told(case)
    for number, case in enumerate(MISTAKES):
        overlay_told(tmp_path / f"overlay{number}", case["changed"])
    overlay_told(tmp_path / "overlay", {"source": "site/brief.txt", "brief.txt": "…"})
    overlay_told(tmp_path / "overlay", {"copy.txt": "\n\n".join(paragraphs()[2:4])})
    for text in ("Otra cosa.", "reloj " * 200_000):
        compared(tmp_path / "overlay", text)
    published(tmp_path / "overlay", {"brief.txt": "…"})
    (tmp_path / "overlay/site/data/overlay.yml").unlink()
    compared(tmp_path / "overlay", "Otra cosa.")
    calls = list(makers())
    assert len(calls) > 80
    untried = {
        ast.unparse(call): f"{path.relative_to(CORE)}:{call.lineno}"
        for path, call in calls
        if not any((path, line) in made.lines for line in range(call.lineno, call.end_lineno + 1))
    }
    assert {call: untried[call] for call in untried.keys() - ELSEWHERE} == {}
    assert {ast.unparse(call) for _, call in calls} >= ELSEWHERE


def test_a_page_that_no_data_name_has_its_own_ways(render):
    text = "![a](https://a.test/b.png)\n{ #x }\n\nWords.\n{ #x }\n"
    entities = "- {id: a, kind: term, name: A, gloss: G, entry: other.md}\n"
    pages = {"page.md": text, "other.md": "Words.\n"}
    problems = render(pages, pictures=None, entities=entities).problems
    assert [one for one in problems if "which nobody sees" not in one] == []
