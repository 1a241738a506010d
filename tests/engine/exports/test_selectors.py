"""The text that selectors select in is that of the page as readers get it."""

from __future__ import annotations

from html import escape

import pytest
from apparatus.data.target import End, Target
from apparatus.exports import selectors
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st


def on(block: str, *ids: str) -> dict[str, Target]:
    """Let notes be about a block."""
    return dict.fromkeys(ids, Target(block=block))


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
    ((n2,), (n1,), (n3,)) = found.values()
    assert n2[:3] == (22, 30, "B1 and\nC")
    assert n1 == selectors.Words(
        22, 23, "B", "p0 not numbered\n1 A & ", "1 and\nC2 then B \nB\nD海部.\n", "p1"
    )
    assert n3[2:] == ("海部", "ered\n1 A & B1 and\nC2 then B \nB\nD", ".\n", "p2")


@pytest.mark.parametrize(
    ("around", "before"),
    [
        ("<main>m<article>{}</article></main>", ""),
        ("<article>a<article>b{}</article></article>", "ab"),
        ("<div role=main>m{}</div>", "m"),
        ("<!doctype html><title>T</title><body>b{}", "b"),
        ("<article><template>t</template><script>s</script><pre>\nc\n</pre>{}</article>", "sc\n"),
    ],
)
def test_places_count_in_what_holds_the_text(around, before):
    page = around.format('<p id="p1"><span data-annotation="n1">B</span></p>')
    (words,) = selectors.find(page, on("p1", "n1"))["n1"]
    assert (words.start, words.prefix) == (len(before), before)


def test_blocks_without_words_and_those_of_lists_and_html():
    html = """\
<h2 id="head"><span data-annotation="n1">Head</span></h2>
<p>A <img id="pic" src="x.png"><a href="#n2">2</a></p>
<ul id="all"><li id="a">One<li id="b">T<span data-annotation="n3">wo</span>, wo</ul>
"""
    found = selectors.find(html, {**on("head", "n1"), **on("pic", "n2"), **on("b", "n3")})
    assert found["n1"][0][:3] == (0, 4, "Head")
    assert found["n2"] == [selectors.Words(7, 7, "", "Head\nA ", "2\nOneTwo, wo\n", "pic")]
    assert found["n3"][0][2:] == ("wo", "Head\nA 2\nOneT", ", wo\n", "b")


def test_a_range_is_as_many_quotations_as_blocks():
    target = Target(1, "B", until=End(2))
    html = """\
<p id="p1">A <span data-annotation="n1">B</span></p>
<ol><li>Note</li></ol>
<p><span data-annotation="n1">C</span></p>
<p id="p2"><span data-annotation="n1">D</span> <b><span data-annotation="n1">E</span></b>\
<a href="#n1">1</a></p>
"""
    found = selectors.find(html, {"n1": target})["n1"]
    assert [(one.exact, one.block) for one in found] == [("B", "p1"), ("C", ""), ("D E", "p2")]


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
    for identifier, (words,) in found.items():
        (span,) = soup.select(f"[data-annotation={identifier}]")
        assert text[words.start : words.end] == words.exact == span.get_text()
        assert text[: words.start].endswith(words.prefix)
        assert text[words.end :].startswith(words.suffix)
