"""Bibliographies as other programs write them: what is read, what is told, and what is kept."""

from __future__ import annotations

import json
import subprocess

import pytest
from apparatus.data import bib_file, yaml_file
from apparatus.sources import bibtex, csl
from bs4 import BeautifulSoup

IDS = (
    "agard:1955medical", "Smith2019", "http://zotero.org/users/1/items/AB_C", "a.b+c/d", "é山(1)",
    "x y", "O'Neil&<b>", "smith2019",
)  # fmt: skip
NONE = "[]\n"


def works(identifiers):
    rows = enumerate(identifiers)
    return json.dumps([{"id": one, "type": "book", "title": f"Work {at}"} for at, one in rows])


@pytest.fixture
def read(load):
    """Read bibliographies: names and texts. Out: works in CSL-JSON by id, and what is told."""

    def read(**files):
        raw = {name.replace("__", "."): text for name, text in files.items()}
        data, problems = load(raw=raw, entities=NONE)
        return {one.id: csl.item(one) for one in data.sources.values()}, problems

    return read


def test_ids_stay_as_they_are_wherever_they_are_named(render):
    cites = "".join(f"[{number}. it][{one}]\n" for number, one in enumerate(IDS))
    pages = {
        "page.md": f"---\napparatus: {{sources: ['{IDS[2]}']}}\n---\n# Page\n\n{cites}",
        "sources.md": "# Sources\n",
        "entry.md": "# A\n",
    }
    entity = f"- {{id: a, kind: term, name: A, gloss: G, entry: entry.md, sources: ['{IDS[0]}']}}\n"
    site = render(pages, raw={"sources.json": works(IDS)}, entities=entity)
    assert site.problems == []
    page = BeautifulSoup(site.pages["page.md"], "html.parser")
    html = site.build.decorate("sources.md", site.pages["sources.md"])
    listed = BeautifulSoup(html, "html.parser")
    anchors = {item["id"]: item for item in listed.select(".ap-bibliography > li")}
    assert len(anchors) == len(IDS)
    for number in range(len(IDS)):
        [link] = [a for a in page.select("a") if a.text == f"{number}. it"]
        its = anchors[link["href"].partition("#")[2]]
        assert f"Work {number}" in its.text
        assert its.select(".ap-uses a[href]")
    assert "Entry" in anchors["source-agard_3a_1955medical"].select_one(".ap-uses").text


@pytest.mark.parametrize(
    "text",
    [
        '[{"id": "a", "type": "book", "title": "A"}]',
        '{"a": {"type": "book", "title": "A"}}',
        '{"a": {"id": "a", "type": "book", "title": "A"}}',
        '{"items": [{"id": "a", "type": "book", "title": "A"}]}',
        '{"references": [{"id": "a", "type": "book", "title": "A"}]}',
        '\ufeff[\r\n\t{"id": "a",\r\n\t"type": "book", "title": "\\u0041"}\r\n]',
    ],
)
def test_forms_of_csl_json(read, text):
    assert read(sources__json=text) == ({"a": {"id": "a", "type": "book", "title": "A"}}, [])


def test_csl_yaml(read):
    text = (
        "---\nreferences:\n- id: a\n  type: book\n  title: A\n  volume: 3\n  edition: 1.50\n"
        "  author:\n  - family: Berg\n    non-dropping-particle: van\n    comma-suffix: true\n"
        "  issued: 1990\n  accessed:\n    date-parts:\n    - - 1991\n      - '6'\n"
    )
    made, problems = read(sources__yml=text)
    assert problems == []
    assert made["a"] == {
        "id": "a", "type": "book", "title": "A", "volume": 3, "edition": "1.50",
        "author": [{"family": "Berg", "non-dropping-particle": "van", "comma-suffix": True}],
        "issued": {"date-parts": [[1990]]}, "accessed": {"date-parts": [[1991, "6"]]},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[" * 100_000, "this is nested too deeply to be data."),
        ('{"a":' * 5000, "this is nested too deeply to be data."),
        ('[{"id": "a"', "a comma or a closing bracket is missing here."),
        ('[{"id": NaN}]', "a sign stands here that cannot stand here."),
        ("[1, 2]", "this file is no bibliography"),
        ('"a"', "this file is no bibliography"),
        ("17", "this file is no bibliography"),
        (
            '{"a": {"id": "a", "type": "book", "title": "A", "title": "B"}}',
            "the key 'title' stands",
        ),
        ('{"a": {"type": "book", "title": "A\\u0000"}}', "U+0000 stands here"),
        ('{"a": {"type": "book", "title": "A\\ud800"}}', "U+D800 stands here"),
        ("", "a value is missing here."),
    ],
)
def test_hostile_json(read, text, told):
    _, problems = read(sources__json=text)
    assert len(problems) == 1
    assert told in problems[0]
    assert problems[0].startswith("data/sources.json:")


def test_numbers_and_names_that_programs_stumble_over(read):
    huge = "9" * 6000
    text = f'[{{"id": {huge[:20]}, "type": "book", "title": "</script>", "volume": {huge}, '
    text += '"issue": 1e999, "__proto__": {"x": 1}, "constructor": "y", "page": -0}]'
    made, problems = read(sources__json=text)
    [one] = made.values()
    assert one["id"] == huge[:20]
    assert (one["volume"], one["issue"], one["constructor"]) == (huge, "1e999", "y")
    assert "__proto__" not in one
    assert len(problems) == 2


def test_a_file_of_latin_1(tmp_path, load):
    (tmp_path / "data").mkdir()
    (tmp_path / "data/sources.bib").write_bytes("@book{a, title={Über}}".encode("latin-1"))
    data, problems = load(entities=NONE)
    assert problems == ["data/sources.bib:1:17: this file is not UTF-8 text. Save it as UTF-8."]
    assert not data.sources


BROKEN = "@book{bad,\n  title = {A {B},\n  year = 2000\n}\n"


def test_a_broken_entry_among_two_hundred(read):
    entries = [f"@book{{b{n},\n  title = {{Book}},\n  year = 1850\n}}\n" for n in range(200)]
    entries.insert(100, BROKEN)
    made, problems = read(sources__bib="\n".join(entries))
    assert [*made] == [f"b{n}" for n in range(200)]
    assert [one.partition(" cannot")[0] for one in problems] == [
        "data/sources.bib:501:1: the entry 'bad'"
    ]
    assert problems[0].endswith("The other 200 of this file are kept.")


def test_an_entry_that_pandoc_refuses_spoils_no_other(monkeypatch, read):
    run = bib_file.subprocess.run

    def refusing(command, **given):
        if "poison" in given["input"]:
            raise subprocess.CalledProcessError(1, command)
        return run(command, **given)

    monkeypatch.setattr(bib_file.subprocess, "run", refusing)
    text = "\n".join(f"@book{{b{n}, title={{{'poison' if n == 3 else n}}}}}" for n in range(7))
    made, problems = read(sources__bib=text)
    assert [*made] == ["b0", "b1", "b2", "b4", "b5", "b6"]
    assert len(problems) == 1
    assert problems[0].startswith("data/sources.bib:4:1: the entry 'b3' cannot be read")


def test_pandoc_may_take_but_so_long(monkeypatch, read):
    monkeypatch.setattr(bib_file, "_LONGEST", -1)
    made, problems = read(sources__bib="@book{late, title={A}}\n@book{later, title={B}}")
    assert not made
    assert [one.partition(": ")[0] for one in problems] == [
        "data/sources.bib:1:1", "data/sources.bib:2:1"
    ]  # fmt: skip


def test_files_are_out_of_reach(tmp_path, read):
    secret = tmp_path / "secret.tex"
    secret.write_text("HIDDEN", encoding="utf-8")
    text = rf"@book{{a, title={{\input{{{secret}}} \include{{{secret}}} A}}, file={{{secret}}}}}"
    made, _ = read(sources__bib=text)
    assert "HIDDEN" not in json.dumps(made)
    assert "file" not in made["a"]


def test_strings_comments_preambles_and_parents(read):
    made, problems = read(
        sources__bib=r"""% Encoding: UTF-8
@string{oup = "Oxford University Press"}
@preamble{"\newcommand{\noop}[1]{}"}
@comment{jabref-meta: databaseType:biblatex;}
@collection{Whole:2001, editor = "A. Editor", title = {The {Whole} of It}, publisher = oup,
  month = jun, year = 2001}
@incollection(part.1, author = {{\'E}mile Zola and Smith, Jr., John and {GRIPS and Co}},
  title = {On {DNA} and iPhones}, crossref = {Whole:2001}, pages = {1--9},)
@book{bound, title = "A \"Quoted\" # {B}", publisher = {Simon and Schuster}, date = {1850~}}
"""
    )
    assert problems == []
    assert [*made] == ["Whole:2001", "part.1", "bound"]
    part = made["part.1"]
    assert part["author"] == [
        {"family": "Zola", "given": "Émile"},
        {"family": "Smith", "given": "John", "suffix": "Jr."},
        {"literal": "GRIPS and Co"},
    ]
    assert part["title"] == "On DNA and iPhones"
    assert part["container-title"] == "The Whole of It"
    assert part["publisher"] == "Oxford University Press"
    assert part["issued"] == {"date-parts": [[2001, 6]]}
    assert made["bound"]["publisher"] == "Simon and Schuster"
    assert made["bound"]["issued"] == {"date-parts": [[1850]], "circa": True}


@pytest.mark.parametrize(
    ("entry", "wanted"),
    [
        ("@misc{a, title={A}}", {"type": "document"}),
        ("@misc{a, title={A}, url={https://e.org}}", {"type": "webpage", "URL": "https://e.org"}),
        ("@misc{a, title={A}, url={https://e.org}, publisher={P}}", {"type": "document"}),
        ("@map{a, title={A}}", {"type": "map"}),
        (
            r"@misc{a, title={A}, howpublished={\url{https://e.org/~x\_y}}}",
            {"type": "webpage", "URL": "https://e.org/~x_y", "publisher": None},
        ),
        (
            r"@book{a, title={A}, publisher={P}, note={Available at: https://e.org/~x.}}",
            {"URL": "https://e.org/~x", "publisher": "P", "note": None},
        ),
        (
            "@book{a, title={A}, url={https://e.org}, howpublished={https://f.org}}",
            {"URL": "https://e.org", "publisher": "https://f.org"},
        ),
        (
            r"""@book{a, title={Na{\"\i}ve {\'\i}}, publisher=oup}
            @string{oup = "Oxford " # up}""",
            {"title": "Naïve í", "publisher": "oup"},
        ),
        (
            """@string{up = {University} # " Press"} @string{Oup = "Oxford " # up}
            @book{a, title={A}, publisher = OUP # { and Sons}, year = "19" # 90}""",
            {"publisher": "Oxford University Press and Sons", "issued": {"date-parts": [[1990]]}},
        ),
    ],
)
def test_what_people_write_in_bibtex(read, entry, wanted):
    made, problems = read(sources__bib=entry)
    assert problems == []
    assert {key: made["a"].get(key) for key in wanted} == wanted


EXTRA = (
    "Original date: 1802\noriginal-title: Skizzenbücher\nPMID: 12345\nCONTAINER TITLE: Not this\n"
    "Translator: Doe || Jane\ntranslator: Bureau\nOriginal Publisher Place: Ulm\ntype: map\n"
    "Seen in Rome.\nPMCID: 7"
)
WORK = {"id": "a", "type": "book", "title": "A", "container-title": "C", "note": EXTRA}


@pytest.mark.parametrize(
    "files",
    [
        {"sources__json": json.dumps([WORK])},
        {"sources__yml": json.dumps({"references": [WORK]})},
    ],
)
def test_what_zotero_has_no_field_for(load, files):
    raw = {name.replace("__", "."): text for name, text in files.items()}
    data, problems = load(raw=raw, entities=NONE)
    assert problems == []
    one = data.sources["a"]
    assert one.type == "map"
    assert one.csl == {
        "container-title": "C", "original-date": "1802", "original-title": "Skizzenbücher",
        "PMID": "12345", "original-publisher-place": "Ulm",
        "translator": [{"family": "Doe", "given": "Jane"}, {"literal": "Bureau"}],
        "note": "Seen in Rome.\nPMCID: 7",
    }  # fmt: skip
    assert csl.as_given(one) == WORK
    assert "note = {Seen in Rome." in bibtex.entry(one)


def test_what_zotero_has_no_field_for_in_bibtex(read):
    made, problems = read(
        sources__bib="@book{a, title={A}, note={PMID: 1\n  Original Date: c. 1802\n}}\n"
        "@book{b, title={B}, note={Seen in Rome.\n  PMID: 1}}\n"
    )
    assert problems == []
    assert made["a"]["original-date"] == {"literal": "c. 1802"}
    assert made["a"]["PMID"] == "1"
    assert made["b"]["note"] == "Seen in Rome. PMID: 1"


def test_own_notes_stay_as_they_are(read):
    made, _ = read(sources__yml="- {id: a, type: book, title: A, note: 'Status: lost'}\n")
    assert made["a"]["note"] == "Status: lost"


def test_seasons_in_words(read):
    seasons = ("autumn", "Michaelmas", "3", 2)
    rows = [
        {"id": str(at), "type": "book", "title": "A",
         "issued": {"date-parts": [[1860]], "season": season}}
        for at, season in enumerate(seasons)
    ]  # fmt: skip
    made, problems = read(sources__json=json.dumps(rows))
    assert problems == []
    assert made["0"]["issued"] == {"date-parts": [[1860]], "season": 3}
    assert made["1"]["issued"]["literal"] == "Michaelmas 1860"
    assert [made[one]["issued"]["season"] for one in "23"] == ["3", 2]


def test_entries_that_inherit_from_themselves(read):
    made, problems = read(
        sources__bib="@book{a, title={A}, crossref={b}}\n@book{b, title={B}, crossref={a}}\n"
        "@book{c, title={C}, xdata={c}}\n"
    )
    assert problems == []
    assert [one["title"] for one in made.values()] == ["A", "B", "C"]


def test_fields_that_csl_does_not_have_and_dates_in_words(read):
    made, problems = read(
        sources__bib="@book{a, title={A}, date={June 1990}, qqzz={S}, groups={G}}\n"
        "@book{b, title={B}, qqzz={T}, year={n.d.}}\n"
    )
    kept = "is no key of CSL for a source, here or further down. It is kept as it is."
    date = "is not a date. Did you mean '1990-06'? It is kept as it is written."
    assert problems == [
        f"data/sources.bib:1:1: 'groups' {kept}",
        f"data/sources.bib:1:1: 'qqzz' {kept}",
        f"data/sources.bib:1:1: issued 'June 1990' {date}",
    ]
    assert made["a"]["issued"] == {"literal": "June 1990"}
    assert (made["a"]["qqzz"], made["b"]["qqzz"]) == ("S", "T")
    assert "issued" not in made["b"]


@pytest.mark.parametrize(
    "fields", ["date={June 1990}, year={soon}", "year={soon}, date={June 1990}"]
)
def test_a_date_in_words_comes_before_a_year_in_words(fields, read):
    made, _ = read(sources__bib=f"@book{{a, title={{A}}, {fields}}}")
    assert made["a"]["issued"] == {"literal": "June 1990"}


def test_a_bib_file_beyond_all_measure(monkeypatch, read):
    monkeypatch.setattr(bib_file, "_LARGEST", 9)
    told = "data/sources.bib:1:1: this file has more than 9 signs. Part it into several."
    assert read(sources__bib="@book{b, title={B}}") == ({}, [told])


def test_files_side_by_side(read):
    made, problems = read(
        sources__yml="- {id: y, type: book, title: Y}\n",
        sources__json=works(["j"]),
        sources__bib="@book{b, title={B}}\n",
        **{"sources/more__json": works(["m"])},
    )
    assert sorted(made) == ["b", "j", "m", "y"]
    assert problems == []


def test_what_is_known_is_kept_for_the_next_time_while_a_site_is_served(monkeypatch):
    text = b"@book{kept, title={Only once}}"
    assert yaml_file.File("data/sources.bib", text).document.value[0]["id"] == "kept"
    monkeypatch.setattr(bib_file.subprocess, "run", None)
    assert yaml_file.File("data/sources.bib", text).document.value[0]["id"] == "kept"
