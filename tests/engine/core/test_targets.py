"""Notes on any block, on whole blocks and over several: what is marked of each input."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from apparatus.text.scripts import stands_alone
from apparatus.text.visible import as_seen
from bs4 import BeautifulSoup, Comment
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from unwrapping import unwrapped

CASES = yaml.safe_load((Path(__file__).parent / "cases/targets.yml").read_text(encoding="utf-8"))
VOID = {"br", "hr", "img", "input"}
SOURCES = "- {id: s, type: book, title: S}\n"


def notes(*targets, **more):
    """Write notes n1, n2 … on some targets."""
    return json.dumps([
        {"id": f"n{n}", "target": {"page": "page.md", **target}, "layer": "terms", "body": "B.",
         "sources": ["s"], "confidence": "high", **more}
        for n, target in enumerate(targets, 1)
    ], ensure_ascii=False)  # fmt: skip


class Marked(HTMLParser):
    """What is marked for each note, and the element in which its number stands."""

    def __init__(self, html):
        super().__init__()
        self.words, self.numbers, self.lists = {}, {}, []
        self._open = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        its = dict(attrs)
        if its.get("role") == "doc-noteref":
            around = [name for name, _ in self._open if name not in ("span", "sup")]
            self.numbers[its["href"][1:]] = around[-1]
        if its.get("class") == "ap-notes":
            self.lists.append((its["aria-label"], self._open[-2][0] if self._open[1:] else ""))
        if name := its.get("data-annotation"):
            self.words.setdefault(name, []).append("")
        if tag not in VOID:
            self._open.append((tag, name))

    def handle_endtag(self, tag):
        while tag not in VOID and self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if any(tag == "a" and not name for tag, name in self._open[-1:]) and data.isdigit():
            return
        for name in {name for _, name in self._open if name}:
            self.words[name][-1] += data


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"].replace(" ", "-"))
def test_case(case, render, plain):
    targets = case["targets"] if "targets" in case else [case["target"]]
    site = render({"page.md": case["page"]}, language=case.get("language", "en"), marked="off",
                  entities="[]", sources=SOURCES, annotations=notes(*targets))  # fmt: skip
    assert site.problems == []
    html = site.pages["page.md"]
    marked = Marked(html)
    assert [marked.words.get(f"n{n}", []) for n in range(1, len(targets) + 1)] == case["marked"]
    if "numbers" in case:
        assert list(marked.numbers.values()) == case["numbers"]
    if "lists" in case:
        assert [label for label, _ in marked.lists] == case["lists"]
    assert unwrapped(html).rstrip() == plain(case["page"])
    assert not re.search(r"<(?:ul|ol|dl|tr|table|tbody)>\s*<(?:span|div)", html)


def test_lines_of_verse_have_names_on_any_page(render, plain):
    page = "One,  \ntwo,  \nthree.\n{ #v2 }\n\nFour  \nfive.\n{ #w }\n"
    html = render({"page.md": page}, entities="[]").pages["page.md"]
    assert re.findall(r'data-line="(\d)" id="([\w.]+)">(.*?)</span>', html) == [
        ("1", "v2.1", "One,"), ("2", "v2.2", "two,"), ("3", "v2.3", "three.")
    ]  # fmt: skip
    assert unwrapped(html) == plain(page)


def test_an_author_and_tags_are_shown(render):
    site = render({"page.md": "Words.\n{ #p1 }\n"}, entities="[]", sources=SOURCES,
                  annotations=notes({"block": "p1"}, author="A. <b>", tags=["law"]))  # fmt: skip
    assert site.problems == []
    assert "By A. &lt;b&gt;" in site.pages["page.md"]
    assert '<span class="ap-note__tag">law</span>' in site.pages["page.md"]


LETTERS = st.sampled_from([
    *"ab ", "\n", "  \n", "*", "**", "`", "<b>", "</b>", "<br>", "<i>x</i>", "&amp;", "&shy;",
    "\u00ad", "é", "e\u0301", "海", "部。", "ไทย", "한", "\u200b", "<!-- c -->", "[x](y.md)",
    "![i](x.png)", "x", "_", ".", "-",
])  # fmt: skip
BLOCKS = st.sampled_from([
    "Start {} end.\n{{ #it }}\n",
    "- Start {} end.\n  {{ #it }}\n- more\n",
    "> Start {} end.\n> {{ #it }}\n",
    "## Start {} end. {{ #it }}\n",
    '<p id="it">Start {} end.</p>\n',
    "<div id=it markdown>\n\nStart {} end.\n\n- x\n</div>\n",
    "<blockquote id='it'><p>Start {} end.</p><p>More.</blockquote>\n",
])  # fmt: skip


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(inner=st.lists(LETTERS, max_size=12).map("".join), block=BLOCKS, drawn=st.data())
def test_any_run_of_visible_text_can_be_named_and_is_found(inner, block, drawn, render, plain):
    page = block.format(inner.replace("\n", " ") if block[0] in "->#" else inner)
    tree = BeautifulSoup(plain(page), "html.parser").find(id="it")
    assume(tree is not None)
    text = seen(tree)
    exact = drawn.draw(st.sampled_from(runs(text)))
    site = render({"page.md": page}, language="ja", marked="off", entities="[]", sources=SOURCES,
                  annotations=notes({"block": "it", "exact": exact}))  # fmt: skip
    assert site.problems == []
    html = site.pages["page.md"]
    marks = BeautifulSoup(html, "html.parser").find_all(attrs={"data-annotation": "n1"})
    found = "".join(mark.get_text() for mark in marks)
    assert bare(found) == bare(exact)
    assert unwrapped(html).rstrip() == plain(page).rstrip()


def runs(text):
    """List what may be named: whole words, of each the first place."""
    signs = [at for at, sign in enumerate(text) if sign != " "]
    pairs = ((start, end + 1) for start in signs for end in signs if end >= start)
    return [
        text[start:end]
        for start, end in pairs
        if stands_alone(text, start, end) and text.find(text[start:end]) == start
    ]


def seen(element):
    """What a reader sees of an element, brought to the form in which words are compared."""
    for one in element.find_all(class_="headerlink"):
        one.decompose()
    for one in element.find_all(string=lambda text: isinstance(text, Comment)):
        one.extract()
    for one in element.find_all(["br", "p", "li", "ul"]):
        one.insert_before(" ")
        one.insert_after(" ")
        one.unwrap()
    return as_seen(element.get_text()).strip()


def bare(text):
    """Leave out what parts words: marks are cut there."""
    return "".join(as_seen(text).split())


def test_lines_are_counted_through_the_stanzas_up_to_a_heading(render):
    page = ("A<br>\nb<br>\n\u3000<br>\nc\n{ #v }\n\nd\n{ #v2 }\n\ne<br>\nf\n{ #v3 }\n\n"
            "x<br>\ny\n{ #song .verse }\n\ng<br>\nh\n{ #v4 }\n\n## II\n\ni<br>\nj\n{ #v5 }\n"
            )  # fmt: skip
    html = render({"page.md": page}, entities="[]", sources=SOURCES, marked="off",
                  annotations=notes({"block": "v2"})).pages["page.md"]  # fmt: skip
    lines = BeautifulSoup(html, "html.parser").select(".ap-line")
    assert [line["data-line"] for line in lines] == [*"123", *"56", *"12", *"78", *"12"]
