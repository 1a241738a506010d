"""Works for short: no two alike, and with the place that is meant."""

from __future__ import annotations

import pytest
from apparatus import words
from apparatus.data.cited import shortened
from apparatus.data.model import Name
from hypothesis import given, settings
from hypothesis import strategies as st
from works import work


def called(*works, language="en"):
    its = words.of(language)
    return [one.said(its) for one in shortened(works).values()]


def roe(identifier, given="Jane", title="T", issued="1990", **more):
    return work(identifier, "book", title, author=(Name("Roe", given),), issued=issued, **more)


FOUR = tuple(Name(family, "A.") for family in ("One", "Two", "Three", "Four"))


@pytest.mark.parametrize(
    ("works", "expected"),
    [
        ([roe("a")], ["Roe, 1990"]),
        ([roe("a", title="Zed"), roe("b", title="Abc")], ["Roe, 1990b", "Roe, 1990a"]),
        ([roe("a"), roe("b", "Ann")], ["J. Roe, 1990", "A. Roe, 1990"]),
        ([roe("a"), roe("b", "John")], ["Jane Roe, 1990", "John Roe, 1990"]),
        ([roe("a"), roe("b", "Ann", issued="1991")], ["Roe, 1990", "Roe, 1991"]),
        ([roe("a", issued="")], ["Roe, n.d."]),
        ([roe("a", title="A", issued=""), roe("b", title="B", issued="")],
         ["Roe, n.d.-a", "Roe, n.d.-b"]),
        ([roe("a", issued="-0043")], ["Roe, 44 BC"]),
        ([roe("a", issued={"literal": "Edo period"})], ["Roe, Edo period"]),
        ([work("a", "book", "T", author=FOUR, issued="2001")], ["One et al., 2001"]),
        ([work("a", "book", "T", author=FOUR[:3], issued="2001")], ["One, Two and Three, 2001"]),
        ([work("a", "book", "T", author=FOUR, issued="2001"),
          work("b", "book", "S", author=(*FOUR, Name("Five")), issued="2001")],
         ["One et al., 2001b", "One et al., 2001a"]),
        ([work("a", "book", "T", editor=(Name("Gogh", "V.", non_dropping_particle="van"),))],
         ["van Gogh, n.d."]),
        ([work("a", "book", "T", author=(Name("山田", "太郎"),), issued="1980")], ["山田, 1980"]),
        ([work("a", "webpage", "T", container_title="Times")], ["Times, n.d."]),
        # Letters count by year, as in bibliographies, but where a day tells works apart.
        ([roe("a", title="Alpha", issued="1990-06"), roe("b", title="Beta"),
          roe("c", title="Gamma", issued="1990-06-16")],
         ["Roe, 1990a", "Roe, 1990b", "Roe, 1990c"]),
        ([roe("a", issued="1990-06/1990-08"), roe("b", issued="1990-21~"),
          roe("c", issued="1850-06-01/.."), roe("d", issued="-0043-03-15")],
         ["Roe, 1990", "Roe, c. 1990", "Roe, 1850 or later", "Roe, 44 BC"]),
        ([roe("a", title="A", issued="-0043"), roe("b", title="B", issued="-0043")],
         ["Roe, 44 BC-a", "Roe, 44 BC-b"]),
        ([work("a", "speech", "T", author=(Name("Roe"),), issued="1990-06-16")],
         ["Roe, 16 June 1990"]),
        ([work("a", "article-newspaper", "T", container_title="Times", issued="1990-06-16"),
          work("b", "article-newspaper", "S", container_title="Times", issued="1990-06-16")],
         ["Times, 16 June 1990b", "Times, 16 June 1990a"]),
        # Where no name leads, what leads in bibliographies.
        ([work("a", "book", "The End of <i>Rome</i>", publisher="Ridgway", issued="1841")],
         ["The End of Rome, 1841"]),
        ([work("a", "book", "The End of <i>Rome</i>", title_short="<i>Rome</i>")], ["Rome, n.d."]),
        ([work("a", "chapter", "T", container_title="Book", publisher="Ridgway")], ["T, n.d."]),
        ([work("a", "legislation", "Act", publisher="A database")], ["Act, n.d."]),
        ([work("a", "article-journal", "T", publisher="Ridgway")], ["T, n.d."]),
        ([work("a", "article-journal", "T", container_title="The <i>Review</i>")],
         ["The Review, n.d."]),
        ([work("a", "report", "T", publisher="Ministry")], ["Ministry, n.d."]),
    ],
)  # fmt: skip
def test_short_forms(works, expected):
    assert called(*works) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fr", ["One et al., 2001", "Roe, s. d."]),
        ("de", ["One et al., 2001", "Roe, o. J."]),
        ("es", ["One et al., 2001", "Roe, s. f."]),
        ("ja", ["Oneほか、2001年", "Roe、刊年不明"]),
    ],
)
def test_short_forms_in_other_languages(language, expected):
    one = work("a", "book", "T", author=FOUR, issued="2001")
    assert called(one, roe("b", issued=""), language=language) == expected


names = st.builds(Name, st.sampled_from(["Roe", "Doe"]), st.sampled_from(["", "Jane", "John K."]))
works = st.lists(
    st.tuples(
        st.lists(names, max_size=5),
        st.sampled_from(["", "1990", "1990-06", "1990~"]),
        st.sampled_from(["A", "B"]),
    ),
    max_size=30,
)


@settings(max_examples=60, deadline=None)
@given(some=works)
def test_short_forms_never_coincide(some):
    made = [
        work(f"w{number}", "book", title, author=tuple(who), issued=issued)
        for number, (who, issued, title) in enumerate(some)
    ]
    found = called(*made)
    assert len({*found}) == len(made)


NOTES = """\
- {id: n1, target: {paragraph: 1, exact: rained}, layer: terms, body: B., confidence: high,
   sources: [{id: roe, locator: p. 45}, {id: roe, locator: 50}, times]}
"""
SOURCES = """\
- {id: roe, type: book, title: T, author: [{family: Roe, given: Jane}], issued: "1990"}
- {id: times, type: book, title: Times}
"""
ENTITIES = """\
- {id: tokyo, kind: place, name: Tokyo, gloss: G., entry: other.md,
   sources: [{id: roe, locator: chap. 2}]}
"""
PAGES = {
    "annotated.md": "# Story\n\nIt rained, [p. 9][roe].\n{ #p1 }\n",
    "other.md": "---\napparatus: {sources: [{id: roe, locator: fol. 3}]}\n---\n# Other\n\nTokyo.\n",
    "sources.md": "# Sources\n",
}


def test_the_place_in_a_work_is_told(render):
    site = render(PAGES, entities=ENTITIES, annotations=NOTES, sources=SOURCES)
    assert site.problems == []
    note = site.pages["annotated.md"]
    for said in ("Roe, 1990, p. 45</a>; ", "Roe, 1990, 50</a>; ", "Times, n.d.</a>", ">p. 9</a>"):
        assert said in note
    site.build.resolve(dict.fromkeys(PAGES, "T"), lambda path, _: path)
    other = site.build.decorate("other.md", site.pages["other.md"])
    assert "Roe, 1990, chap. 2</a>" in other
    assert "Roe, 1990, fol. 3</a>" in other


@pytest.mark.parametrize(
    ("sources", "said"),
    [
        ("[{id: ro, locator: p. 4}]", "there is no source 'ro'. Did you mean 'roe'?"),
        ("[{id: roe, page: 4}]",
         ":2:24: 'page' is not a key of an item of 'sources'. Known keys: id, locator."),
        ("[{id: roe, locater: 4}]",
         ":2:24: 'locater' is not a key of an item of 'sources'. Did you mean 'locator'?"),
        ("[{id: roe}]", "an item of 'sources' needs the key 'locator', which is missing here."),
        ("[{locator: 4}]", "an item of 'sources' needs the key 'id', which is missing here."),
        ("[{id: roe, locator: [4]}]", "locator must be text, but here it is a list."),
        ("[{id: roe, locator: 4.50}]", "locator must be text, but here it is the number 4.50."),
        ("[{id: 4, locator: p. 4}]", "id must be text, but here it is the number 4."),
    ],
)  # fmt: skip
def test_places_that_cannot_be_told(load, sources, said):
    notes = NOTES.replace(NOTES[NOTES.index("[{id") : NOTES.index("}\n")], sources)
    _, problems = load(entities=ENTITIES, annotations=notes, sources=SOURCES)
    assert said in str(problems[0])
    assert ":2:" in str(problems[0])


def test_ranges_of_pages_have_a_dash():
    (short,) = shortened([roe("a")]).values()
    said = [short.said(words.ENGLISH, its) for its in ("pp. 101-4", "1990-06-16", "F-3, 4-5")]
    assert said == ["Roe, 1990, pp. 101–4", "Roe, 1990, 1990-06-16", "Roe, 1990, F-3, 4–5"]
