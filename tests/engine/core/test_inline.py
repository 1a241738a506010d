"""Emphasis in glosses: shown where there is HTML, and never its signs where there is none."""

from __future__ import annotations

import json
import re

import pytest
from apparatus import exports
from apparatus.data.edition import UNKNOWN
from apparatus.exports import entities
from apparatus.text import inline
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

GLOSS = "Of *iron* and **H<sub>2</sub>O**, `a<b`, [no](link.md) & <b onclick=x>.\n"
SHOWN = (
    "Of <em>iron</em> and <strong>H<sub>2</sub>O</strong>, <code>a&lt;b</code>, "
    "no &amp; &lt;b onclick=x&gt;."
)
PLAIN = "Of iron and H2O, a<b, no & <b onclick=x>."
ENTITIES = f"- {{id: a, kind: term, name: A word, gloss: {json.dumps(GLOSS)}}}\n"


@pytest.mark.parametrize(
    ("text", "html", "plain"),
    [
        ("5 * 3 and snake_case_word", "5 * 3 and snake_case_word", "5 * 3 and snake_case_word"),
        (r"\*a\* &copy;", "*a* &amp;copy;", "*a* &copy;"),
        ("<ruby>海<rt>うみ</rt></ruby><br>x", "<ruby>海<rt>うみ</rt></ruby><br/>x", "海x"),
        (
            "[a *b*](c.md) ![d](e) [f][g] h[^1] [i] [^j k]",
            "a <em>b</em> d f h [i] [^j k]",
            "a b d f h [i] [^j k]",
        ),
        (r"`[a](b)` \[c](d) [e](f(g)h)", "<code>[a](b)</code> [c](d) e", "[a](b) [c](d) e"),
        ('<span lang="la">a</span>', '<span lang="la">a</span>', "a"),
    ],
)
def test_words(text, html, plain):
    assert inline.html(text) == html
    assert inline.plain(text) == plain


@given(st.text("ab*_`<>/\\& []()^!\x02\x03", max_size=30))
def test_nothing_but_known_elements_comes_of_any_text(text):
    html = inline.html(text)
    assert set(re.findall(r"<(/?\w+)", html)) <= {"b", "/b", "code", "/code", "em", "/em", "strong",
                                                  "/strong"}  # fmt: skip
    assert "<" not in re.sub(r"</?(?:b|code|em|strong)>", "", html)


def test_a_gloss_is_shown_on_cards_and_registers_and_is_plain_elsewhere(render):
    pages = {
        "page.md": "# P\n\nHere is a word.\n",
        "words.md": "# W\n\n<!-- apparatus: register term -->\n",
    }
    site = render(pages, entities=ENTITIES.replace("A word", "word"))
    assert site.problems == []
    done = site.build.decorate("page.md", site.pages["page.md"])
    card = BeautifulSoup(done, "html.parser").select_one(".ap-card__gloss")
    assert card.decode_contents().strip() == SHOWN
    register = BeautifulSoup(site.pages["words.md"], "html.parser")
    assert register.select_one(".ap-register__gloss").decode_contents().strip() == SHOWN
    row = json.loads(entities.write(exports.Site(UNKNOWN, site.build.data, {}, {}, {})))[0]
    assert row["gloss"].strip() == PLAIN
