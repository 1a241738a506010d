"""A page's description: it is read quickly where hosts write it, and by a parser elsewhere."""

from __future__ import annotations

from apparatus.exports import summary
from hypothesis import example, given
from hypothesis import strategies as st

_TAGS = st.sampled_from(
    ("p", "div", "em", "h2", "ul", "li", "nav", "figure", "details", "br", "img")
)
_ATTRIBUTES = st.sampled_from(
    ("", ' id="a"', ' class="ap-names"', ' role="note"', ' role="doc-noteref"', " hidden",
     ' data-search-exclude=""', ' title="a &lt; b"', ' class="x &#104;idden"')
)  # fmt: skip
_START = st.builds("<{}{}>".format, _TAGS, _ATTRIBUTES)
_END = st.builds("</{}>".format, _TAGS)
_TEXT = st.sampled_from(
    ("One two. ", "a &amp; b", "&lt;p&gt;", "\n", "<!-- a note -->", "x" * 90, "日本")
)
_PAGES = st.lists(st.one_of(_START, _END, _TEXT), max_size=40).map("".join)


@given(_PAGES)
@example("<p>" + "<em>x" * 30 + "</p><p>" + "word " * 200 + "</p><p>not read</p>")
def test_both_ways_to_read_a_page_find_the_same(html):
    quick, parser = summary._of_usual(html), summary._Parser()  # noqa: SLF001 - one for the other
    parser.feed(html)
    parser.close()
    assert quick is not None, "a page as hosts write it"
    if quick.have_enough():  # the rest decides nothing
        assert "\0".join(parser.its.texts).startswith("\0".join(quick.texts))
    else:
        assert parser.its.texts == quick.texts
