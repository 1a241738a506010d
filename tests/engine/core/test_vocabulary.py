"""A site's own layers, kinds, findings and labels: what it does not give is as ever."""

from __future__ import annotations

import re

import pytest
import tinycss2
from apparatus.data import colours
from apparatus.data.vocabulary import DEFAULT, LINES, Layer, Term, Vocabulary, completed
from apparatus.exports import layer_styles
from hypothesis import given
from hypothesis import strategies as st

SOURCES = "- {id: s, type: book, title: S}\n"
NOTE = "target: {page: page.md, paragraph: 1, exact: Words}\n  body: B\n"
COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_a_list_that_is_given_takes_the_place_of_the_usual_one():
    own = completed(Vocabulary(layers=(Layer("metre"),)))
    assert list(own.layer) == ["metre"]
    assert own.terms("kinds") == DEFAULT.terms("kinds")


def test_a_list_may_be_added_to_and_one_of_it_changed():
    mixed = Term("mixed", {"": "both"})
    own = completed(Vocabulary("default", layers=(Layer("metre"),), findings=(mixed,)))
    assert list(own.layer) == [*DEFAULT.layer, "metre"]
    assert list(own.terms("findings")) == list(DEFAULT.terms("findings"))
    assert own.word("findings", "mixed", "fr") == "both"


@pytest.mark.parametrize(
    ("language", "word"),
    [("fr", "Mètre"), ("fr-CA", "Mètre"), ("de", "Metre"), ("en", "Metre"), ("", "Metre")],
)
def test_readers_see_the_label_of_their_language(language, word):
    own = completed(Vocabulary(layers=(Layer("metre", {"en": "Metre", "fr": "Mètre"}),)))
    assert own.word("layers", "metre", language) == word


def test_only_words_of_ours_are_translated():
    own = completed(Vocabulary("default", layers=(Layer("metre", {"": "Metre"}), Layer("a-b"))))
    words = [own.word("layers", one, "de", str.upper) for one in ("people", "metre", "a-b")]
    assert words == ["PEOPLE", "Metre", "a b"]


def test_one_note_of_a_layer_may_have_a_word_of_its_own():
    assert DEFAULT.word("layers", "people") == "people"
    assert DEFAULT.word("notes", "people") == "person"
    assert completed(Vocabulary(layers=(Layer("metre"),))).word("notes", "metre") == "metre"


def test_all_words_of_a_site_of_its_own(render):
    site = render(
        {"page.md": "Words of A.\n{ #p1 }\n"},
        ("work.md",),
        "fr",
        vocabulary="layers: [{id: metre, label: Mètre, sign: '‿', sources: optional}]\n"
        "kinds: [{id: work, label: {fr: Œuvre}}]\n",
        annotations=f"- id: n1\n  layer: metre\n  {NOTE}",
        entities="- {id: a, kind: work, name: A, gloss: G, entry: work.md}\n",
    )
    assert site.problems == []
    html = site.pages["page.md"]
    assert re.search(r'<p class="ap-note__kind"[^>]*><span[^>]*>‿ </span>Mètre</p>', html)
    assert 'ap-span--metre" data-annotation="n1"' in html
    assert "Confidence" not in html
    assert 'value="metre"' in html
    decorated = site.build.decorate("page.md", html)
    assert '<p class="ap-card__kind">Œuvre</p>' in decorated
    assert 'class="ap-xref ap-xref--work"' in decorated


def test_labels_are_escaped(render):
    site = render(
        {"page.md": "Words.\n{ #p1 }\n"},
        vocabulary='layers: [{id: a, label: "<b>&", one: "<i>", sign: "<", sources: optional}]\n',
        annotations=f"- id: n1\n  layer: a\n  {NOTE}",
        entities="[]",
    )
    assert site.problems == []
    html = site.pages["page.md"]
    assert "&lt;i&gt;" in html
    assert "<b>" not in html
    assert "<i>" not in html


def test_exports_hold_layers_of_a_sites_own(render):
    site = render(
        {"page.md": "Words.\n{ #p1 }\n"},
        vocabulary="layers: [{id: a, label: A, sources: optional, motivation: questioning}]\n"
        "findings: [{id: well done}]\n",
        annotations=f"- id: n1\n  layer: a\n  {NOTE}",
        entities="[]",
    )
    site.build.decorate("page.md", site.pages["page.md"])
    written = site.build.exports()
    tei = written["annotations.tei.xml"]
    assert '<category xml:id="layer.a">' in tei
    assert '<category xml:id="finding.well_done">' in tei
    assert 'motivation="questioning"' in tei
    assert "cert=" not in tei
    assert '"motivation": "questioning"' in written["annotations.jsonld"]
    assert '"confidence"' not in written["annotations.jsonld"].partition('"items": [')[2]


def _rules(vocabulary):
    return tinycss2.parse_stylesheet(layer_styles.css(vocabulary), skip_whitespace=True)


@pytest.mark.parametrize("line", LINES)
def test_each_line_has_rules_that_can_be_read(line):
    own = completed(Vocabulary(layers=(Layer("metre", line=line, colour=("#123456",)),)))
    rules = _rules(own)
    assert rules
    assert not [rule for rule in rules if rule.type == "error"]
    css = layer_styles.css(own)
    assert "people" not in css
    assert '[value="metre"]:not(:checked)' in css
    assert "--ap-metre: #123456" in css
    assert "--ap-metre: light-dark(#123456, #" in css


def test_the_rules_of_the_usual_layers():
    rules = _rules(DEFAULT)
    assert not [rule for rule in rules if rule.type == "error"]
    css = layer_styles.css(DEFAULT)
    assert '.ap-item:not([data-layer="fact-check"]) .ap-note__kind { display: none' in css


def test_contrast_is_that_of_the_guidelines():
    assert colours.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert colours.contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)
    assert colours.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@given(COLOURS, st.sampled_from(["#ffffff", "#1e2129"]))
def test_the_nearest_colour_can_be_read(colour, paper):
    assert colours.contrast(colours.nearest(colour, paper), paper) >= colours.ENOUGH
