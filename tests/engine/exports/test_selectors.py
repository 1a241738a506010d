"""The text that selectors select in is that of the page as readers get it."""

from __future__ import annotations

from html import escape

import pytest
import sites
from apparatus.data.target import End, Target
from apparatus.exports import selectors
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st


def on(block: str, *ids: str) -> dict[str, Target]:
    """Let notes be about a block."""
    return dict.fromkeys(ids, Target(block=block))


def matches(text: str, words: selectors.Words) -> list[int]:
    """Every place where a quotation and what is around it stand: where a reader would find it."""
    whole = words.prefix + words.exact + words.suffix
    at = [i for i in range(len(text)) if text.startswith(whole, i)]
    return [i + len(words.prefix) for i in at]


PAGE = """\
<p>p0 <span data-annotation="n0">not numbered</span></p>
<p class="lead" id="p1"><a class="ap-para" href="#p1">1</a> A &amp; <span class="ap-span" \
data-annotation="n2"><span data-annotation="n1">B</span></span><a href="#n1">1</a>\
<a href="#b"><span data-annotation="n2"> and
C</span></a><a href="#n2">2</a> <span>then</span> &#66; <img alt="x>y"><!-- not this --></p>
<div><p id="n1">B</p></div>
<p title=">" id='p2'>D<span data-annotation="n3">海部</span>.</p>
"""


def test_the_text_holds_numbers_and_no_markup():
    found = selectors.find(PAGE, {**on("p1", "n2", "n1"), **on("p2", "n3")})
    assert {name: words._replace(block=0) for name, words in found.items()} == {
        "n2": selectors.Words(6, 14, "B1 and\nC"),
        "n1": selectors.Words(6, 7, "B", "1 A & ", "1 and\nC2 then B "),
        "n3": selectors.Words(1, 3, "海部"),
    }
    assert found["n1"].block < found["n3"].block


def test_blocks_without_words_and_those_of_lists_and_html():
    html = """\
<h2 id="head"><span data-annotation="n1">Head</span></h2>
<p>A <img id="pic" src="x.png"><a href="#n2">2</a></p>
<ul id="all"><li id="a">One<li id="b">T<span data-annotation="n3">wo</span>, wo</ul>
"""
    found = selectors.find(html, {**on("head", "n1"), **on("pic", "n2"), **on("b", "n3")})
    assert found["n1"][:3] == (0, 4, "Head")
    assert found["n2"][:3] == (0, 0, "")
    assert found["n3"][:5] == (1, 3, "wo", "T", ", wo")


def test_a_range_is_quoted_as_a_whole():
    target = Target(1, "B", until=End(2))
    html = """\
<p id="p1">A <span data-annotation="n1">B</span></p>
<ol><li>Note</li></ol>
<p id="p2"><span data-annotation="n1">C</span><a href="#n1">1</a></p>
"""
    assert selectors.find(html, {"n1": target})["n1"].exact == "B C"


PIECES = st.lists(
    st.tuples(
        st.sampled_from(["a", "a a", "b<c", "&", '"', "a\nb", "海部", "😀", "&lt;"]),
        st.sampled_from(["plain", "bold", "open", "close", "number"]),
    ),
    max_size=14,
)


@given(pieces=PIECES)
def test_notes_anywhere_in_a_paragraph(pieces):
    html, depth, notes = "", 0, 0
    for text, how in pieces:
        if how == "open":
            depth, notes = depth + 1, notes + 1
            html += f'<span class="ap-span" data-annotation="n{notes}">'
        if how == "close" and depth:
            depth -= 1
            html += "</span>"
        written = escape(text)
        html += {"bold": f"<b>{written}</b>", "number": f"{written}<a>7</a>"}.get(how, written)
    html = f'<p id="p1">{html}{"</span>" * depth}</p>'
    soup = BeautifulSoup(html, "html.parser")
    text = soup.get_text()
    names = [f"n{i}" for i in range(1, notes + 1)]
    found = selectors.find(html, on("p1", *names))
    assert sorted(found) == sorted(names)
    for identifier, words in found.items():
        (span,) = soup.select(f"[data-annotation={identifier}]")
        assert text[words.start : words.end] == words.exact == span.get_text()
        assert matches(text, words) == [words.start]


@given(text=sites.texts(st.sampled_from("ab ")).filter(bool), data=st.data())
def test_a_selection_is_told_from_others_alike(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    words = selectors.select(text, start, end)
    assert text[words.start : words.end] == words.exact
    assert matches(text, words) == [start]


@pytest.mark.parametrize(
    ("text", "prefix", "suffix"),
    [("one word", "", ""), ("word, word", "", ", word"), ("x" * 40 + "word" * 2, "", "word")],
)
def test_what_is_around_is_given_only_when_needed(text, prefix, suffix):
    start = text.index("word")
    words = selectors.select(text, start, start + len("word"))
    assert words.suffix == suffix
    assert bool(words.prefix) == (text.count("word") > 1 and start > 0)
    assert prefix == ""
