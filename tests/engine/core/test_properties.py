"""What holds for any Markdown and any set of names, tried on generated ones."""

from __future__ import annotations

import re
from itertools import pairwise
from unicodedata import category

import pytest
from apparatus.data.model import Alias, Entity
from apparatus.links.matcher import Matcher
from apparatus.links.policy import choose
from apparatus.text.normal import Normal, normalize
from apparatus.text.scripts import joins
from apparatus.text.tokens import cuts
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

WORDS = ["Baker", "Tokyo", "summit", "the", "U.S.", "O’Brien", "C++", "中山", "太郎", "é", "a", "x"]
MARKS = [
    " ", " ", " ", "\n", "\n\n", "  \n", "*", "**", "_", "`", "``", "[", "]", "](x.md)", "![",
    "<b>", "</b>", "<br>", "<!-- ", " -->", "<div>\n", "\n</div>\n", "<div markdown>\n\n", "## ",
    "\n\n# ", "\n\n- ", "\n\n> ", "\n\n    ", "\n```\n", "|", "\n|-|-|\n", "\n:   ", "[^1]",
    "\n\n[^1]: ", "{ .no-xref }", "\n{ #p1 }", "&amp;", "&nbsp;", "&lt;", "\u00ad", "\u00a0", "'s",
    "’", "-", ".", ",", "\\", "$", "++", "==", "~~", "<", ">", "&", '"', "\n!!! note\n    ",
    "<span title='", "'>", "</span>", "<https://example.org/", "\u0301", "1. ",
    "\n---\n", "^", "\x02", "\x03",
]  # fmt: skip

OTHERS = tuple(f"e{n}.md" for n in range(5))
# What may stand between two words of a name: it is found over the first four, not over the others.
JOINTS = [" ", "\n", "\u00a0", "  ", "* ", " *", "** ", " **", "\u00ad", "`", "\n\n", " <b>", "-"]
names = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
policies = st.sampled_from([None, "first-in-section", "first-in-page", "all", "none"])
cases = st.sampled_from([None, "exact", "first-letter", "any"])


@st.composite
def casts_and_texts(draw):
    """Draw names, and a text in which they are dense enough to meet each other and the marks."""
    cast = [
        Entity(f"e{n}", "person", name, "G", f"e{n}.md", link=draw(policies), case=draw(cases))
        for n, name in enumerate(draw(st.lists(names, min_size=1, max_size=5, unique=True)))
    ]
    pieces = []
    for _ in range(draw(st.integers(1, 12))):
        words = draw(st.sampled_from(cast)).name.split()
        pieces.append(words[0] + "".join(draw(st.sampled_from(JOINTS)) + w for w in words[1:]))
        pieces += draw(st.lists(st.sampled_from(MARKS), max_size=3))
    return cast, "".join(pieces)


def as_yaml(cast):
    lines = []
    for e in cast:
        line = f'- {{id: {e.id}, kind: person, name: "{e.name}", gloss: G, entry: {e.entry}'
        line += f", link: {e.link}" * bool(e.link) + f", case: {e.case}" * bool(e.case)
        lines.append(line + "}")
    return "\n".join(lines)


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(drawn=casts_and_texts())
def test_without_its_links_a_page_is_the_plain_page(drawn, render, plain):
    cast, text = drawn
    site = render({"page.md": text}, OTHERS, "ja", entities=as_yaml(cast))
    assert site.unwrapped() == plain(text)
    surfaces = {normalize(e.name).lower() for e in cast}
    for link in site.links():
        surface = link.rpartition(" > ")[0].replace("&amp;", "&").replace("&nbsp;", " ")
        assert normalize(surface).lower() in surfaces
    again = render({"page.md": text}, OTHERS, "ja", entities=as_yaml(cast))
    assert again.pages == site.pages
    for closed in re.findall(
        r"<(h[1-6]|code|pre)\b[^>]*>(.*?)</\1>", site.pages["page.md"], re.DOTALL
    ):
        assert "data-entity" not in closed[1]


def naive(text: str, name: str) -> list[tuple[int, int]]:
    """Find a name by looking at every place: slow, and easy to believe."""
    found = []
    for start in range(len(text) - len(name) + 1):
        end = start + len(name)
        left = start and joins(text[start - 1]) and joins(name[0])
        after = text[end : end + 1]
        right = after and joins(after) and (joins(name[-1]) or category(after)[0] == "M")
        if text[start:end] == name and not left and not right and not cuts(text, start, end):
            found.append((start, end))
    return found


@settings(max_examples=300, deadline=None)
@given(drawn=casts_and_texts())
def test_matches_are_those_of_a_naive_search(drawn):
    cast, text = drawn
    cast = [Entity(e.id, "person", e.name, "G", "e.md") for e in cast]
    normal = Normal(text).text
    found = [(m.start, m.end, m.forms[0].entity.id) for m in Matcher(cast).find(normal)]
    expected = [(start, end, e.id) for e in cast for start, end in naive(normal, normalize(e.name))]
    assert sorted(found) == sorted(expected)
    chosen = [(m.start, m.end) for _, m in choose(Matcher(cast).find(normal), "p", lambda _, m: m)]
    for before, after in pairwise(chosen):
        assert before[1] <= after[0], "chosen matches never overlap"
    places = {(start, end) for start, end, _ in found}
    for start, end in chosen:
        assert not any(s == start and e > end for s, e in places), "the longest at its place"


@settings(max_examples=300, deadline=None)
@given(
    text=st.text(
        st.sampled_from("aé\u0301 \u00ad\u00a0’'-\u2011中\x02\x03123wzxhzdk:amp\n"), max_size=30
    )
)
def test_every_place_of_the_normal_text_leads_back(text):
    normal = Normal(text)
    end_before = 0
    for index in range(len(normal.text)):
        start, end = normal.original(index, index + 1)
        assert 0 <= start < end <= len(text)
        assert start >= end_before or start < end_before <= end, "order is kept"
        end_before = max(end_before, end)


@pytest.mark.parametrize("scope", ["page.md", "p*.md", "*"])
def test_scope_patterns(scope):
    cast = [Entity("e", "person", "Baker", "G", "e.md", aliases=(Alias("Jim", (scope,)),))]
    matches = Matcher(cast).find("Jim")
    assert [m for _, m in choose(matches, "page.md", lambda _, m: m)] == matches
    assert [m for _, m in choose(matches, "other.md", lambda _, m: m)] == (
        matches if scope == "*" else []
    )


def test_names_that_begin_alike_are_told_apart_to_the_end_of_a_text():
    names = ["Ministry", "Ministry of Finance", "Ministry of Food"]
    text = "Minister of Food, Ministry of Financing, Ministry of Finance, Ministry of Food"
    matches = Matcher([Entity(name, "person", name) for name in names]).find(text)
    found = [text[match.start : match.end] for match in matches]
    assert found == [names[0], names[1], names[0], names[2], names[0]]
    assert [match.forms[0].entity.id for match in matches] == found


def test_names_that_stay_are_made_ready_once():
    before = Matcher([Entity("a", "person", "Baker"), Entity("b", "term", "pledge", case="any")])
    cast = [
        Entity("a", "person", "Baker", "Other words."),
        Entity("b", "term", "pledge", case="any"),
    ]
    after = Matcher(cast, before.patterns)
    assert [one is other for one, other in zip(before.patterns, after.patterns, strict=True)] == [
        True,
        True,
    ]
    assert [m.forms[0].entity for m in after.find("A pledge of Baker.")] == [cast[1], cast[0]]
    other = Matcher([Entity("a", "person", "Bakers")], after.patterns)
    assert [len(other.find(text)) for text in ("Baker", "Bakers", "pledge")] == [0, 1, 0]
