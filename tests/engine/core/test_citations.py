"""Works in a style: a few of each type, any odd text, and citations that are kept."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
import yaml
from apparatus.data import bibliography, pandoc, yaml_file
from apparatus.data.cited import shortened
from apparatus.data.model import Name
from apparatus.sources import citations
from apparatus.text.addresses import is_web
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from works import work as made

CASES = yaml.safe_load((Path(__file__).parent / "cases/citations.yml").read_text(encoding="utf-8"))
STYLES = (citations.CHICAGO, citations.APA, citations.MLA)


def work(**fields):
    """Make a work from what an author would write."""
    text = yaml.safe_dump([{"id": "w", **fields}], allow_unicode=True)
    good, _ = bibliography.items(yaml_file.File("data/sources.yml", text.encode()))
    return good[0][1]


def shown(runs):
    """Write runs in one line: `<i>italic</i>`, and `[title](address)`."""
    text = ""
    for run in runs:
        its = run.text
        for type_ in reversed(run.types):
            its = f"<{type_}>{its}</{type_}>"
        text += f"[{its}]({run.href})" if run.href else its
    return text


def cite(one, style=citations.CHICAGO, kept=None, language=""):
    [(_, runs)] = citations.Citing(kept, language).listed(style, [one])
    return shown(runs)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["work"]["type"])
def test_types(case):
    fields = {key: str(its) if key == "issued" else its for key, its in case["work"].items()}
    assert cite(work(**fields)) == case["chicago"]


PAGE = made(
    "n12", "webpage", "Note 12, on “final report”", author=(Name(literal="The editors"),),
    container_title="Promises", issued="2026-11-25", URL="https://x.org/#n12",
)  # fmt: skip


def test_three_styles():
    url = "[https://x.org/#n12](https://x.org/#n12)"
    title = "“Note 12, on ‘Final Report.’”"
    assert [cite(PAGE, style) for style in STYLES] == [
        "The editors. “Note 12, on ‘Final Report.’” Promises, November 25, 2026. " + url + ".",
        f"The editors. (2026, November 25). <i>Note 12, on “final report”</i>. Promises. {url}",
        f"The editors. {title} <i>Promises</i>, 25 Nov. 2026, {url}.",
    ]


PIECES = [
    '<span class="nocase">', "</span>", "<i>", "&amp;", "{{ x }}", " and ", "word", "Name", "12",
    *"<>&\"'“”‘’.,?!…[]{}\\%$#_~^-– \t\n\0\x02\x03\ue000\ue004\ud800é中\u0301\u202e",
]  # fmt: skip
texts = st.lists(st.one_of(st.sampled_from(PIECES), st.characters()), max_size=8).map("".join)
names = st.builds(Name, texts, texts, st.one_of(st.just(""), texts))
kinds = st.sampled_from(
    ["book", "article-journal", "webpage", "report", "bill", "interview", "legal_case",
     "entry-encyclopedia", "article-newspaper", "patent", "motion_picture", "odd", ""]
)  # fmt: skip
dates = st.sampled_from(["", "1990", "1990-06", "1990-06-16", "0001-01-01"])
works = st.builds(
    made, st.just("w"), kinds, texts, author=st.lists(names, max_size=3).map(tuple),
    container_title=texts, publisher=texts, issued=dates, URL=texts, volume=texts, issue=texts,
    page=texts,
)  # fmt: skip


def letters(text):
    """Leave out what a style may turn: case, marks, and what a title says of its type."""
    return "".join(filter(str.isalnum, re.sub(r"</?(i|span)\b[^>]*>", "", text).casefold()))


@settings(max_examples=8, deadline=None, phases=[Phase.generate])
@given(some=st.lists(works, min_size=4, max_size=12), style=st.sampled_from(STYLES))
def test_any_text_is_cited_as_it_is(some, style):
    citing = citations.Citing(None, "")
    for one, runs in zip(some, citing.alone(style, some), strict=True):
        assert all(set(run.types) <= {"i", "b", "sup", "sub", "sc"} for run in runs)
        assert all(run.href == "" or is_web(run.href) for run in runs)
        assert letters(one.title) in letters(citations.text(runs))
    assert not citing.wrong
    listed = citing.listed(style, some)
    assert sorted(id(one) for one, _ in listed) == sorted(map(id, some))


def test_what_is_kept_gives_what_is_made(kept):
    some = [PAGE, made("a", "book", "T <i>u</i>"), made("b", "book", "S")]
    for style in STYLES[:2]:
        fresh = citations.Citing(None, "").listed(style, some)
        assert citations.Citing(kept, "").listed(style, some) == fresh
        assert citations.Citing(kept, "").listed(style, some) == fresh
        fresh = citations.Citing(None, "").alone(style, some)
        assert citations.Citing(kept, "").alone(style, some) == fresh
        assert citations.Citing(kept, "").alone(style, some) == fresh


@pytest.fixture
def kept(tmp_path):
    return tmp_path / "cache" / "sources.json"


def _cite(kept, one=PAGE):
    return cite(one, kept=kept)


def test_damage_never_shows(kept):
    fresh = _cite(kept)
    sound = kept.read_bytes()
    for damage in (b"", b"\n", sound[:-9], sound + b" ", b"\xff" * 50,
                   sound.replace(b", ", b"; "), sound.replace(b"editors", b"readers")):  # fmt: skip
        kept.write_bytes(damage)
        assert _cite(kept) == fresh
        assert kept.read_bytes() == sound


def test_a_change_of_the_code_or_the_style_shows(in_copy):
    program = """
from pathlib import Path
from apparatus.sources import citations, citeproc
from apparatus.text.addresses import is_web
from apparatus.sources import citeproc
from apparatus.data.model import Source

def kept():
    citations._made_with.cache_clear()
    citations.Citing(Path("kept"), "").listed(citations.APA, [Source("a", "book", "T")])
    return Path("kept").read_bytes()

seen = [kept()]
for module in (citations, citeproc):
    path = Path(module.__file__)
    path.write_text(path.read_text("utf-8") + "# changed", "utf-8")
    seen.append(kept())
style = citations.APA
style.write_text(style.read_text("utf-8") + "<!-- changed -->", "utf-8")
seen.append(kept())
found = citations.version
citations.version = lambda _: "999"
seen.append(kept())
citations.version = found
print(len(seen), len(set(seen)), seen[0] == kept(), kept() == kept())
"""
    assert in_copy(program).split() == ["5", "5", "False", "True"]


def test_a_change_of_the_data_shows(kept):
    for title, day in (("A", "1990"), ("B", "1990"), ("B", "1991-06"), ("A", "1990")):
        one = made("w", "book", title, issued=day)
        assert _cite(kept, one) == _cite(None, one)


def test_a_folder_that_cannot_be_written_does_no_harm(tmp_path):
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    assert _cite(tmp_path / "file" / "x.json") == _cite(None)


def test_the_program_is_started_for_new_works_alone(kept, monkeypatch):
    started = []
    run = subprocess.run

    def counted(*given, **more):
        started.append(given)
        return run(*given, **more)

    monkeypatch.setattr(subprocess, "run", counted)
    for style, expected in ((citations.CHICAGO, 1), (citations.CHICAGO, 1), (citations.APA, 2)):
        cite(PAGE, style, kept)
        assert len(started) == expected
    citations.Citing(kept, "").alone(citations.CHICAGO, [PAGE, made("new", "book", "New")])
    assert len(started) == 3


def test_without_the_program_works_are_named_and_the_reason_told(kept, monkeypatch):
    monkeypatch.setattr(pandoc, "program", lambda: "/no/such/program")
    citing = citations.Citing(kept, "")
    assert [citations.text(runs) for runs in citing.alone(citations.APA, [PAGE])] == [PAGE.title]
    assert "/no/such/program" in citing.wrong
    assert not kept.exists()


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("On <i>De Medicina</i>", "On <i>De Medicina</i>"),
        ("A <b>bold</b> H<sub>2</sub>O<sup>3</sup>", "A <b>Bold</b> H<sub>2</sub>O<sup>3</sup>"),
        ('<span style="font-variant:small-caps">bce</span> days', "<sc>bce</sc> Days"),
        ('Days of <span class="nocase">iPods</span>', "Days of iPods"),
        ("U.S. and Japan: at the U.S. at last", "U.S. and Japan: At the U.S. at Last"),
        ('The "wide" reading', "The ‘Wide’ Reading"),
        ("<script>1 < 2 & 3</script>", "<Script>1 < 2 & 3</Script>"),
        ("*No* [mark](http://x.org) {{ up }} $x$", "*No* [Mark](http://x.org) {{ up }} $x$"),
    ],
)
def test_markup_in_titles(title, said):
    found = cite(made("w", "article-magazine", title, container_title="Time"))
    assert found.startswith(f"<i>Time</i>. “{said}.”"), found


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "Roe, Ann. « Un <i>titre</i> »."),
        ("de", "Roe, Ann. „Un <i>titre</i>“."),
        ("ja", "Roe, Ann. 「Un <i>titre</i>」."),
    ],
)
def test_the_language_of_the_site_is_that_of_the_signs(language, said):
    one = made("w", "article-magazine", "Un <i>titre</i>", author=(Name("Roe", "Ann"),),
                 container_title="T", language="fr")  # fmt: skip
    assert cite(one, language=language).replace("\u202f", " ").replace("\xa0", " ").startswith(said)


def test_japanese_names_and_titles_stand_as_they_do_there():
    one = made("w", "book", "日本", author=(Name("山田", "太郎"),), issued="1980")
    assert cite(one) == "山田太郎. 日本. 1980."


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("", ["1850 or earlier", "1850s", "44 BC", "[1850?]"]),
        ("fr", ["1850 ou avant", "années 1850", "44 av. J.-C.", "[1850?]"]),
        ("ja", ["1850年以前", "1850年代", "紀元前44年", "[1850年?]"]),
    ],
)
def test_dates_that_styles_cannot_say_are_said_in_our_words(language, said):
    works = [
        work(type="book", title="T", issued=its) for its in ("../1850", "185X", "-0043", "1850~")
    ]
    made = citations.Citing(None, language).alone(citations.CHICAGO, works)
    for runs, its in zip(made, said, strict=True):
        assert its in " ".join(shown(runs).split())


@pytest.mark.parametrize("style", ["apa", "chicago-author-date"])
@pytest.mark.parametrize("days", [("1990-06", "1990", "1990"), ("1990", "1990-01", "1990~")])
def test_letters_are_those_of_the_bibliography(style, days):
    author = (Name("Smith", "John"),)
    some = [
        made(title.lower(), "book", title, author=author, issued=day)
        for title, day in zip(("Gamma", "Alpha", "Beta"), days, strict=True)
        if "~" not in day
    ]
    listed = citations.Citing(None, "").listed(citations.STYLES / f"{style}.csl", some)
    printed = {one.id: re.search(r"1990([a-z])", citations.text(its))[1] for one, its in listed}
    short = shortened(some, lambda: [one.id for one, _ in listed])
    assert {key: its.letter for key, its in short.items()} == printed


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("", ["50", "[476?]", "50–60", "44 BC", "44 BC to AD 14"]),
        ("fr", ["50", "[476?]", "50–60", "44 av. J.-C", "44 av. J.-C. – 14 apr. J.-C"]),
        ("ja", ["50年", "[476年?]", "50–60年", "紀元前44年", "紀元前44年〜西暦14年"]),
        ("sv", ["50", "[476?]", "50–60", "44 BC", "44 BC to AD 14"]),
    ],
)
def test_years_before_1000_are_those_of_the_pages(language, said):
    days = ("0050", "0476-09-04~", "0050/0060", "-0043", "-0043/0014")
    works = [work(type="book", title="T", issued=its) for its in days]
    made = citations.Citing(None, language).alone(citations.CHICAGO, works)
    assert [" ".join(shown(runs).split()) for runs in made] == [f"<i>T</i>. {its}." for its in said]


def test_no_style_says_of_a_year_that_it_is_ad():
    assert cite(work(type="book", title="T", issued="0476"), citations.APA) == "<i>T</i>. (476)."
