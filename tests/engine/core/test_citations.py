"""Works in a style: a few of each type, any odd text, and patterns that are kept."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from apparatus.data import bibliography, yaml_file
from apparatus.data.model import Name
from apparatus.sources import citations
from builds import PROJECT
from hypothesis import given, settings
from hypothesis import strategies as st
from works import work as made

CASES = yaml.safe_load((Path(__file__).parent / "cases/citations.yml").read_text(encoding="utf-8"))
STYLES = (citations.CHICAGO, citations.APA, citations.MLA)
OURS_RE = re.compile("[\ue000-\ue007]")


def work(**fields):
    """Make a work from what an author would write."""
    text = yaml.safe_dump([{"id": "w", **fields}], allow_unicode=True)
    good, _ = bibliography.items(yaml_file.File("data/sources.yml", text.encode()))
    return good[0][1]


def shown(runs):
    """Write runs in one line: *italic*, [title]."""
    text = ""
    for run in runs:
        its = f"[{run.text}]" if run.title else run.text
        text += f"*{its}*" if run.italic else its
    return text


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["work"]["type"])
def test_types(case):
    fields = {key: str(its) if key == "issued" else its for key, its in case["work"].items()}
    [runs] = citations.cite([(citations.CHICAGO, work(**fields))], None, addresses=False)
    assert shown(runs) == case["chicago"]


PAGE = made(
    "n12", "webpage", "Note 12, on “final report”", author=(Name(literal="The editors"),),
    container_title="Promises", issued="2026-11-25", URL="https://x.org/#n12",
)  # fmt: skip


def test_three_styles():
    found = citations.cite([(style, PAGE) for style in STYLES], None, addresses=True)
    assert list(map(shown, found)) == [
        "The editors. “[Note 12, on ‘final report.’]” *Promises*, November 25, 2026. https://x.org/#n12.",
        "The editors. (2026, November 25). *[Note 12, on “final report”]*. Promises. https://x.org/#n12",
        "The editors. “[Note 12, on ‘final report.’]” *Promises*, 25 Nov. 2026, https://x.org/#n12.",
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
dates = st.sampled_from(
    ["", "1990", "1990-06", "1990-06-16", "0001-01-01", "June 1990", "-", "x-1"]
)
works = st.builds(
    made, st.just("w"), kinds, texts, author=st.lists(names, max_size=3).map(tuple),
    container_title=texts, publisher=texts, issued=dates, URL=texts, volume=texts, issue=texts,
    page=texts,
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(one=works, style=st.sampled_from(STYLES))
def test_any_text_is_cited_as_it_is(one, style):
    [runs] = citations.cite([(style, one)], None, addresses=True)
    assert not OURS_RE.search(citations.text(runs))
    expected = " ".join(OURS_RE.sub("", one.title).split()) or one.id

    def letters(text):  # quotation marks are turned, and full stops not doubled
        return re.sub("[“”‘’.,]", "", text)

    titles = [run.text for run in runs if run.title]
    assert len(titles) == 1
    assert letters("".join(titles)) == letters(expected)


@settings(max_examples=15, deadline=None)
@given(some=st.lists(works, min_size=1, max_size=3))
def test_what_is_kept_gives_what_is_made(some, tmp_path_factory):
    kept = tmp_path_factory.mktemp("kept") / "sources.json"
    wanted = [(style, one) for one in some for style in STYLES[:2]]
    fresh = citations.cite(wanted, None, addresses=False)
    assert citations.cite(wanted, kept, addresses=False) == fresh
    assert citations.cite(wanted, kept, addresses=False) == fresh


@pytest.fixture
def kept(tmp_path):
    return tmp_path / "cache" / "sources.json"


def _cite(kept, one=PAGE):
    return shown(citations.cite([(citations.CHICAGO, one)], kept, addresses=True)[0])


def test_damage_never_shows(kept):
    fresh = _cite(kept)
    sound = kept.read_bytes()
    for damage in (b"", b"\n", sound[:-9], sound + b" ", b"\xff" * 50,
                   sound.replace(b", ", b"; "), sound.replace(b"editors", b"readers")):  # fmt: skip
        kept.write_bytes(damage)
        assert _cite(kept) == fresh
        assert kept.read_bytes() == sound


def test_a_change_of_the_code_or_the_styles_shows(in_copy):
    program = """
from pathlib import Path
from apparatus.sources import citations
from apparatus.sources import citeproc
from apparatus.data.model import Source

def kept():
    citations.made_with.cache_clear()
    citations.cite([(citations.APA, Source("a", "book", "T"))], Path("kept"), addresses=True)
    return Path("kept").read_bytes()

seen = [kept()]
for module in (citations, citeproc):
    path = Path(module.__file__)
    path.write_text(path.read_text("utf-8") + "# changed", "utf-8")
    seen.append(kept())
style = next(citeproc.STYLES.glob("*.csl"))
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


def test_the_library_is_imported_only_for_new_shapes(kept):
    _cite(kept)
    program = (
        "import sys; from pathlib import Path\n"
        "from apparatus.sources import citations; from apparatus.data.model import Source\n"
        "csl = {'author': [{'literal': 'The editors'}], 'container-title': 'X',\n"
        "  'issued': '2026-11-25', 'URL': 'https://example.org/'}\n"
        "one = Source('n9', 'webpage', 'Another', csl)\n"
        f"kept = Path({str(kept)!r})\n"
        "citations.cite([(citations.CHICAGO, one)], kept, addresses=True)\n"
        "print('citeproc' in sys.modules, 'lxml' in sys.modules)\n"
        "citations.cite([(citations.APA, one)], kept, addresses=True)\n"
        "print('citeproc' in sys.modules)\n"
    )
    hooks = PROJECT / "hooks"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=hooks, capture_output=True, text=True, check=True
    )
    assert done.stdout == "False False\nTrue\n"
