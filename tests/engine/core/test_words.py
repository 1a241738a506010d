"""What readers read is said in the language of the site, or marked as English."""

from __future__ import annotations

import json
import re
import string
from decimal import Decimal
from types import SimpleNamespace

import catalogues
import pytest
from apparatus import words
from apparatus.data.cited import Cited, Short
from apparatus.data.edition import UNKNOWN
from apparatus.data.source import Source
from apparatus.data.vocabulary import DEFAULT
from apparatus.templates.render import Renderer
from apparatus.text.places import Place
from apparatus.words.speech import messages

LANGUAGES = sorted(path.stem for path in words.LOCALES.glob("*.po"))
FILLED_RE = re.compile(r"%(?:\(\w+\)s|%)")


def forms(strings):
    return [strings] if isinstance(strings, str) else [*strings]


def test_four_languages_are_shipped_beside_english():
    assert LANGUAGES == ["de", "es", "fr", "ja"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_has_all_messages_and_no_others(language):
    wanted = {(one.context, one.id) for one in catalogues.gathered() if one.id}
    assert len(wanted) > 150
    assert {
        (one.context, one.id) for one in messages(words.LOCALES / f"{language}.po") if one.id
    } == wanted


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated_and_filled_in_alike(language):
    catalogue = messages(words.LOCALES / f"{language}.po")
    for one in catalogue:
        if not one.id:
            continue
        said = forms(one.string)
        assert all(said), one.id
        assert not one.fuzzy, one.id
        if one.pluralizable:
            assert len(said) == catalogue.num_plurals, one.id
        for text in said:
            assert {*FILLED_RE.findall(text)} == {*FILLED_RE.findall(forms(one.id)[-1])}, text
            assert "%" not in FILLED_RE.sub("", text), text
            assert "<" not in text, "messages hold no HTML"
            assert text.strip() or one.context == "separator", one.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_typographic_quotation_marks_and_spaces(language):
    for one in messages(words.LOCALES / f"{language}.po"):
        for text in forms(one.string) if one.id else ():
            assert not {"'", '"'} & {*text}, text
            if language == "fr":
                assert not re.search(r"[^\u202f][;!?»]|[^\u202f\d]:", text), text


@pytest.mark.parametrize(
    ("language", "day", "month", "first", "year"),
    [
        ("", "16 June 1990", "June 1990", "1 January 2020", "1990"),
        ("en-GB", "16 June 1990", "June 1990", "1 January 2020", "1990"),
        ("fr", "16 juin 1990", "juin 1990", "1er janvier 2020", "1990"),
        ("de", "16. Juni 1990", "Juni 1990", "1. Januar 2020", "1990"),
        ("de-AT", "16. Juni 1990", "Juni 1990", "1. Jänner 2020", "1990"),
        ("es", "16 de junio de 1990", "junio de 1990", "1 de enero de 2020", "1990"),
        ("ja", "1990年6月16日", "1990年6月", "2020年1月1日", "1990年"),
        ("fr_XX", "16 juin 1990", "juin 1990", "1er janvier 2020", "1990"),
    ],
)
def test_dates(language, day, month, first, year):
    said = words.of(language).date
    assert [said(its) for its in ("1990-06-16", "1990-06", "2020-01-01", "1990")] == [
        day, month, first, year
    ]  # fmt: skip
    assert said("about 1990") == "about 1990"
    assert said("1990-02-31") == "1990-02-31"
    assert said("") == ""


def test_lists_and_numbers():
    three = ["A", "B", "C"]
    assert [words.of(its).listed(three) for its in ("en", "fr", "de", "es", "ja")] == [
        "A, B and C", "A, B et C", "A, B und C", "A, B y C", "A、B、C"
    ]  # fmt: skip
    assert [words.of("fr").listed(three[:n]) for n in range(3)] == ["", "A", "A et B"]
    assert words.of("en").number(Decimal("1000.50")) == "1,000.5"
    assert words.of("de").number(Decimal("1000.50")) == "1.000,5"


def test_forms_for_one_and_many():
    said = [
        [words.of(its).ngettext("%(num)s place", "%(num)s places", n) for n in (0, 1, 2)]
        for its in ("en", "fr", "ja")
    ]
    assert said == [
        ["%(num)s places", "%(num)s place", "%(num)s places"],
        ["%(num)s endroit", "%(num)s endroit", "%(num)s endroits"],
        ["%(num)s箇所"] * 3,
    ]


def test_own_words_go_before_those_of_any_catalogue():
    own = {"Filter": "Tri", "%(num)s places": "%(num)s lieux", "kept": "honorée"}
    for language in ("en", "fr", "it"):
        its = words.of(language, own)
        assert its.gettext("Filter") == "Tri"
        assert its.ngettext("%(num)s place", "%(num)s places", 2) == "%(num)s lieux"
        assert its.label("kept") == "honorée"
        assert its.gettext("Sources") != "Tri"


def rendered(language, fragment, **values):
    its = words.of(language, values.pop("own", {}))
    renderer = Renderer(edition=UNKNOWN._replace(language=language), words=its)
    return renderer.html(fragment, **values)


def test_own_words_are_no_html():
    own = {"See also: %(list)s": "<b>Voir</b> & %(list)s"}
    html = rendered("fr", "see-also", see=[], own=own)
    assert "<b>" not in html
    assert "&lt;b&gt;Voir&lt;/b&gt; &amp; " in html


def test_words_in_another_language_than_the_page_say_so():
    source = [(Cited(Source("s", "book", "T"), Short(("Zola",), date="1990-06")), "#")]
    html = rendered("it", "evidence", cited=source, confidence="low")
    assert '<span lang="en">Sources: </span><a role="doc-biblioref" href="#">' in html
    assert '<span lang="en">confidence: </span><span lang="en">low</span>' in html
    assert '>Zola, <span lang="en">June 1990</span></a>' in html
    for language in ("en", "fr"):
        assert "lang=" not in rendered(language, "evidence", cited=source, confidence="low")


def test_words_in_attributes_and_pictures_are_marked_as_they_can_be():
    its = words.of("it")
    text = its.gettext("Filter")
    html = f'<svg><text aria-label="{text}">{text}</text><title>{text}</title></svg>'
    assert its.finished(html) == (
        '<svg><text aria-label="Filter"><tspan lang="en">Filter</tspan></text>'
        '<title><span lang="en">Filter</span></title></svg>'
    )
    assert its.plain.gettext("Filter") == "Filter"


def test_what_a_script_says_has_no_marks():
    """It would show them as boxes. What is not the engine's stays in the language of the site."""
    about = UNKNOWN._replace(language="pt")
    renderer = Renderer(edition=about, words=words.of("pt"))
    had = {"id": "n1", "number": 1, "layer": "terms", "title": "A nota", "finding": ""}
    notes = [(SimpleNamespace(**had, confidence="high"), "../#n1", [], [])]
    its = {"data": "", "passages": [], "notes": notes, "script": "a.js"}
    html = renderer.html("overlay-data", inline=str, language="pt", vocabulary=DEFAULT, **its)
    said = json.loads(re.search(r'id="ap-overlay-words">(.*?)</template>', html)[1])
    assert said["busy"] == "Comparing …"
    assert {"\ufdd0", "\ufdd1"} & {*html, *"".join(said.values())} == set()
    assert re.search(r'<li [^>]*lang="pt"', html)
    assert '<span lang="en">In the retelling</span>' in html


def test_places():
    said = words.of("de").place
    assert said(Place("paragraph", "7")) == "Absatz 7"
    assert said(Place("note", "12")) == "Anmerkung 12"
    assert said(Place("voices", "7")) == "wer in Absatz 7 spricht"
    assert said(Place("named", "Paris")) == "Paris"
    assert said(Place("top")) == "Seitenanfang"


def test_english_sites_import_no_library_for_their_words(in_copy):
    code = "import sys; from apparatus import words; words.of('en-GB', {'a': 'b'}); "
    code += "print('babel' in sys.modules)"
    assert in_copy(code) == "False\n"


def test_no_letters_in_style_sheets_are_words():
    for path in (catalogues.ENGINE / "assets").rglob("*.css"):
        for content in re.findall(r"content:([^;}]*)", path.read_text(encoding="utf-8")):
            for quoted in re.findall(r'"([^"]*)"', content):
                shown = re.sub(r"\\[0-9a-f]{1,6} ?", "", quoted)
                assert not {*string.ascii_letters} & {*shown}, (path.name, content)


def test_signs_like_our_marks_are_left_to_their_author():
    text = "a\ufdd0b\ufdd1c"
    assert words.ENGLISH.finished(text) == text
