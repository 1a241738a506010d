"""Dates as the data write them: EDTF level 1."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from apparatus import words
from apparatus.text import dates
from apparatus.text.csl_dates import from_csl, to_csl
from apparatus.text.meant_dates import meant
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

IN_ORDER = [
    "Y-10000", "-04XX", "-0399", "-00XX", "-004X", "-0043", "-0043-03", "-0043-03-15", "00XX",
    "../0014", "0014", "0079-08-24", "0476", "0476-09-04", "../0800~", "08XX", "1XXX",
    "1066-10-14", "18XX", "../1850", "185X", "1850", "1850-01", "1850/..", "1850-21",
    "1850-03-02", "1850-24", "1851/1853", "1851", "1990-06/1990-08", "1990-06", "1990-06-16",
    "Y12345",
]  # fmt: skip


def test_dates_are_sorted_by_their_first_day_or_by_that_of_their_end():
    shuffled = sorted(IN_ORDER, key=lambda value: value[::-1])
    assert sorted(shuffled, key=lambda value: dates.read(value).order) == IN_ORDER


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("1850~", "c. 1850"),
        ("1850?", "probably 1850"),
        ("1850-06%", "probably c. June 1850"),
        ("-0043", "44 BC"),
        ("0000", "1 BC"),
        ("-0043-03-15", "15 March 44 BC"),
        ("-0044-02-29", "29 February 45 BC"),
        ("0476-09-04", "4 September 476"),
        ("0800", "800"),
        ("Y-10000", "10,001 BC"),
        ("Y12345", "12,345"),
        ("185X", "1850s"),
        ("190X", "between 1900 and 1909"),
        ("-004X", "between 50 BC and 41 BC"),
        ("1XXX", "between 1000 and 1999"),
        ("18XX", "19th century"),
        ("10XX~", "c. 11th century"),
        ("20XX", "21st century"),
        ("00XX", "1st century"),
        ("-00XX", "1st century BC"),
        ("-01XX", "2nd century BC"),
        ("1850-XX", "1850"),
        ("1850-06-XX", "June 1850"),
        ("1990-21", "spring 1990"),
        ("1990-24", "winter 1990"),
        ("1990/1991", "1990–91"),
        ("1905/1906", "1905–06"),
        ("1900/1901", "1900–1901"),
        ("1899/1901", "1899–1901"),
        ("0096/0098", "96–98"),
        ("-0143/-0120", "144–121 BC"),
        ("-0043/0014", "44 BC to AD 14"),
        ("1850~/1860", "c. 1850 to 1860"),
        ("1990-06/1990-08", "June 1990 to August 1990"),
        ("1990/1990", "1990"),
        ("../1850", "1850 or earlier"),
        ("/1850~", "c. 1850 or earlier"),
        ("1850/..", "1850 or later"),
        ("1850/", "1850 or later"),
        ("185X/186X", "1850s to 1860s"),
    ],
)
def test_dates_in_words(date, said):
    assert words.ENGLISH.date(date) == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", ["v. 1850", "44 av. J.-C.", "XIXe siècle", "Ier siècle", "printemps 1990"]),
        ("de", ["ca. 1850", "44 v. Chr.", "19. Jahrhundert", "1. Jahrhundert", "Frühling 1990"]),
        ("es", ["c. 1850", "44 a. C.", "siglo XIX", "siglo I", "primavera de 1990"]),
        ("ja", ["1850年頃", "紀元前44年", "19世紀", "1世紀", "1990年春"]),
        ("it", ["c. 1850", "44 BC", "19th century", "1st century", "spring 1990"]),
    ],
)
def test_dates_in_words_of_other_languages(language, said):
    its = words.of(language).plain
    plain = [
        " ".join(its.date(one).split()) for one in ("1850~", "-0043", "18XX", "00XX", "1990-21")
    ]
    assert plain == said


@pytest.mark.parametrize(
    "value",
    ["", "..", "/", "../..", " 1850", "1850\n", "１８５０", "1850-13", "1850-06-31", "1900-02-29",
     "-0001-02-29", "-0000", "1991/1990", "1990/1991/1992", "1990/soon", "XXXX", "1850-XX-05",
     "18x0", "1850-25", "1850S2", "156X-12-25", "[1850,1852]", "1850-~06", "1990-06-16T10:00",
     "Y1990", "Y17E7", "12345", "Y" + "9" * 5000, "1" * 5000],
)  # fmt: skip
def test_what_is_no_date_is_none(value):
    assert dates.read(value) is None
    assert words.ENGLISH.date(value) == value


LANGUAGES = [words.of(its) for its in ("en", *(path.stem for path in words.LOCALES.glob("*.po")))]
RAW_RE = re.compile(r"[~%?/]|\dX|\.\.|\bY|-\d\d\b|(?<!\d[.,\s])(?<![\d\u2013])0\d")
"""Signs of EDTF, and zeros before a year."""
YEARS = st.one_of(
    st.integers(-9999, 9999).map(dates.iso),
    st.integers(10000, 999999).map(lambda year: f"Y{year}"),
    st.integers(10000, 999999).map(lambda year: f"Y-{year}"),
)
BEGUN = st.integers(0, 999).map(lambda year: f"{year:03}")
UNSURE = st.sampled_from(["", "~", "?", "%"])
POINTS = st.one_of(
    st.builds("{}{}".format, YEARS, st.just("")),
    st.builds("{}-{:02}".format, YEARS.filter(lambda y: "Y" not in y), st.integers(1, 12)),
    st.builds("{}-{}".format, YEARS.filter(lambda y: "Y" not in y), st.integers(21, 24)),
    st.builds("{}-{:02}-{:02}".format, YEARS.filter(lambda y: "Y" not in y), st.integers(1, 12),
              st.integers(1, 31)),
    st.builds("{}{}X".format, st.sampled_from(["", "-"]), BEGUN),
    st.builds("{}{}XX".format, st.sampled_from(["", "-"]), BEGUN.map(lambda year: year[:2])),
    st.builds("{}-XX{}".format, YEARS.filter(lambda y: "Y" not in y), st.sampled_from(["", "-XX"])),
)  # fmt: skip
SURE = POINTS.filter(dates.is_date)
ENDS = st.builds("{}{}".format, SURE, UNSURE)
DATES = st.one_of(
    ENDS,
    st.builds("{}/{}".format, ENDS, ENDS).filter(dates.is_date),
    st.builds("{}/{}".format, st.sampled_from(["", ".."]), ENDS),
    st.builds("{}/{}".format, ENDS, st.sampled_from(["", ".."])),
)


@given(SURE)
def test_the_library_has_the_same_days_where_it_is_right(value):
    its, found = parse_edtf(value), dates.read(value)
    first, last = (tuple(day)[:3] for day in (its.lower_strict(), its.upper_strict()))
    if first <= last and not value.endswith("XX"):  # months before Christ it counts backwards
        assert (found.first, found.last) == (first, last)


@given(DATES)
def test_each_date_has_words_in_all_languages(value):
    for its in LANGUAGES:
        said = its.date(value)
        assert said != value or dates.exact(value) == value
        assert not RAW_RE.search(said), said


@given(DATES, DATES)
def test_dates_have_one_order(one, other):
    first, second = dates.read(one), dates.read(other)
    assert first.first <= first.last
    if first.last < second.first:
        assert first.order < second.order


@given(ENDS | st.builds("{}/{}".format, SURE, SURE).filter(dates.is_date))
def test_what_csl_can_hold_comes_back(value):
    held = from_csl(to_csl(value))
    sure = value.replace("-XX", "")
    if "X" in sure or "?" in sure or "%" in sure:
        first = dates.read(held)
        assert first.first == dates.read(value).first
        assert first.last == dates.read(value).last
    else:
        assert held == sure


def test_dates_as_csl_has_them():
    assert to_csl("1990-06-16") == {"date-parts": [[1990, 6, 16]]}
    assert to_csl("-0043") == {"date-parts": [[-44]]}
    assert to_csl("1850~") == {"date-parts": [[1850]], "circa": True}
    assert to_csl("185X") == {"date-parts": [[1850], [1859]], "circa": True}
    assert to_csl("185X/186X") == {"date-parts": [[1850], [1869]], "circa": True}
    assert to_csl("1850/..") == {"date-parts": [[1850], [0]]}
    assert to_csl("../1850") == {"date-parts": [[0], [1850]]}
    assert to_csl("1990-21/1990-23") == {"date-parts": [[1990, 21], [1990, 23]]}
    assert to_csl("soon") == {"literal": "soon"}
    assert to_csl("") == {}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ({"date-parts": [["1990", "6", 1]]}, "1990-06-01"),
        ({"date-parts": [[1990, None]], "circa": 1}, "1990~"),
        ({"date-parts": [[1990]], "circa": "false"}, "1990"),
        ({"date-parts": [[1990]], "season": "1"}, "1990-21"),
        ({"date-parts": [[1990, 14]]}, "1990-22"),
        ({"date-parts": [[1850], [0, 0, 0]]}, "1850/.."),
        ({"date-parts": [[12345]]}, "Y12345"),
        ({"date-parts": [[1990, 2, 30]]}, ""),
        ({"date-parts": [["n.d."]]}, ""),
        ({"date-parts": [[10**400]]}, ""),
        ({"date-parts": []}, ""),
        ({"date-parts": 1990}, ""),
        ({"literal": "185X"}, "185X"),
        ({"literal": "c. 1850"}, ""),
        ({"raw": "1990-06-16"}, "1990-06-16"),
        ({}, ""),
        ("1990/1991", "1990/1991"),
        (1990, "1990"),
        (None, ""),
    ],
)
def test_dates_that_come_from_csl(written, read):
    assert from_csl(written) == read


def test_only_other_dates_than_those_of_iso_need_a_library(in_copy):
    code = "import sys; from apparatus.text import dates; dates.read('1990-06/1991'); "
    code += "print('edtf' in sys.modules); dates.read('185X'); print('edtf' in sys.modules)"
    assert in_copy(code) == "False\nTrue\n"


def test_dates_as_machines_want_them():
    assert list(map(dates.html, ("1850~", "0476-09-04", "-0043", "0000", "185X", "Y12345"))) == [
        "1850", "0476-09-04", "", "", "", "12345"
    ]  # fmt: skip
    assert [dates.exact(one) for one in ("1990-06", "-0043?", "1990-24", "1990/1991", "x")] == [
        "1990-06", "-0043", "", "", ""
    ]  # fmt: skip
    assert dates.read("185X").bounds == ("1850", "1859")
    assert dates.read("1990-21/..").bounds == ("1990-03", "")


def meanings():
    """Read what is meant by what people write: a table of texts and dates."""
    path = Path(__file__).with_name("cases") / "meant_dates.yml"
    for text, date in yaml.safe_load(path.read_text(encoding="utf-8")).items():
        yield str(text), tuple(date.split(" or ")) if date else ()


@pytest.mark.parametrize(("text", "date"), [*meanings()])
def test_what_people_write_for_dates_is_understood(text, date):
    assert meant(text) == date


@given(st.text(alphabet="c. 1850-/~?XBAD tofromth年頃紀元前", max_size=80))
def test_nothing_is_meant_but_dates(text):
    assert all(map(dates.is_date, meant(text)))
