"""What becomes of a page's blocks and words in TEI, and of dates and facts."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
from apparatus.data.model import Entity
from apparatus.exports import tei
from apparatus.exports.tei import dates
from tei_schema import wrong

TEI = f"{{{tei.NAMESPACE}}}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


def body(site, html: str) -> str:
    """Write a page and give back its division, on one line and without what is said of it."""
    text = tei.write(site._replace(pages={"annotated.md": html}))
    assert wrong(text) == []
    found = re.search(r"<body>\s*<div type=\"page\"[^>]*>(.*)</div>\s*</body>", text, re.DOTALL)
    return re.sub(r"\n\s+", "", found[1]).strip()


@pytest.mark.parametrize(
    ("html", "written"),
    [
        ("<h1>A</h1><p>B</p><h2>C</h2><p>D</p><h3>E</h3><h2>F</h2>",
         ("<head>A</head><p>B</p><div><head>C</head><p>D</p><div><head>E</head></div></div>"
         "<div><head>F</head></div>")),
        ("<ul><li>A<ul><li>B</li></ul></li></ul>",
         ('<list rend="bulleted"><item><p>A</p><list rend="bulleted"><item>B</item></list></item>'
         "</list>")),
        ("<dl><dt>A</dt><dt>B</dt><dd>C</dd><dd>D</dd><dt>E</dt></dl>",
         ('<list type="gloss"><label>A<lb />B</label><item>C</item><label /><item>D</item>'
         "<label>E</label><item /></list>")),
        ("<blockquote><p>A <em>b</em></p></blockquote>",
         "<quote><p>A <emph>b</emph></p></quote>"),
        (('<p><span class="ap-line" data-line="1">A</span><br>\n'
         '<span class="ap-line" data-line="2">B</span></p>'),
         '<lg><l n="1">A</l><l n="2">B</l></lg>'),
        ("<table><caption>C</caption><tr><th>A</th><td colspan=2>B</td></tr></table>",
         ('<table><head>C</head><row><cell role="label">A</cell><cell cols="2">B</cell></row>'
         "</table>")),
        ('<figure><img src="a b.svg" alt="A"><figcaption>B</figcaption></figure>',
         ('<figure><head>B</head><graphic url="https://example.org/edition/annotated/a%20b.svg" />'
         "<figDesc>A</figDesc></figure>")),
        ("<pre><code>a\nb</code></pre>",
         '<ab rend="pre" xml:space="preserve"><hi rend="code">a\nb</hi></ab>'),
        (('<p>A<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup></p>'
         '<div class="footnote"><hr><ol><li id="fn:1"><p>B <a class="footnote-backref">↩</a></p>'
         "</li></ol></div>"),
         ('<p>A<hi rend="superscript"><ref type="footnote" target="#text1.fn_3a_1">1</ref></hi></p>'
         '<note place="foot" n="1" xml:id="text1.fn_3a_1"><p>B</p></note>')),
        ('<p><span lang="ja">外圧</span> <i lang="fr">mot</i> <a href="https://a.test/">B</a></p>',
         ('<p><foreign xml:lang="ja">外圧</foreign> <hi rend="italic" xml:lang="fr">mot</hi> '
         '<ref target="https://a.test/">B</ref></p>')),
        (('<p><a data-entity="who" href="x">A</a> <a data-entity="them" href="x">B</a> '
         '<a data-entity="it" href="x">C</a> <a href="../sources/#source-s">D</a> '
         '<a href="#n9">E</a> <a href="#gone">F</a></p>'),
         ('<p><persName ref="#entity.who">A</persName> <orgName ref="#entity.them">B</orgName> '
         '<term ref="#entity.it">C</term> <ref type="citation" target="#source.s">D</ref> '
         '<ref target="#n9">E</ref> '
         '<ref target="https://example.org/edition/annotated/#gone">F</ref></p>')),
        ("<p><ruby>題<rt>だい</rt></ruby></p>",
         "<p><ruby><rb>題</rb><rt>だい</rt></ruby></p>"),
        (('<ol class="ap-notes"><li>no</li></ol><p><a data-search-exclude>2</a> A</p>'
         "<script>no</script>"),
         "<p>A</p>"),
        (('<p id="p2"><span data-annotation="n9">A <em><span data-annotation="n10">b</span></em>'
         '</span><em><span data-annotation="n10"> c</span></em></p>'),
         ('<p xml:id="text1.p2"><anchor xml:id="n9.from" />A <emph><anchor xml:id="n10.from" />b'
         '</emph><anchor xml:id="n9.to" /><emph> c<anchor xml:id="n10.to" /></emph></p>')),
    ],
)  # fmt: skip
def test_blocks_and_words(site, html, written):
    assert body(site, html) == written


def test_notes_point_to_anchors_or_blocks_and_say_what_readers_see(site):
    html = (
        '<p id="p2"><span data-annotation="n9">A</span></p><ol class="ap-notes"><li>'
        '<div role="note" id="n9"><p>Term</p><div class="ap-note__body"><p>Said <b>so</b><sup '
        'id="n9-fn1"><a class="footnote-ref" href="#n9-fn2">1</a></sup></p><div class="footnote">'
        '<ol><li id="n9-fn2"><p>There</p><ul><li>A<ul><li>B</li></ul></li></ul></li></ol></div>'
        '</div></div></li></ol><p id="p7">B</p>'
    )
    root = ET.fromstring(tei.write(site._replace(pages={"annotated.md": html})))  # noqa: S314
    notes = {note.get("target"): note for note in root.iter(f"{TEI}annotation")}
    assert list(notes) == ["#n9.from #n9.to", "#text1.p2", "#text1.p7"]
    said = notes["#n9.from #n9.to"].find(f"{TEI}note[@subtype='rendered']/{TEI}p")
    assert "".join(said.itertext()) == "Said so1"
    foot = notes["#n9.from #n9.to"].find(f".//{TEI}note[@place='foot']")
    assert foot.findtext(f"{TEI}p") == "There"
    assert said.find(f".//{TEI}ref").get("target") == f"#{foot.get(XML_ID)}"
    assert foot.findtext(f".//{TEI}list//{TEI}list/{TEI}item") == "B"
    assert notes["#text1.p7"].find(f"{TEI}note[@subtype='rendered']") is None


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("1871-02", {"when": "1871-02"}),
        ("1850~", {"when": "1850", "precision": "low"}),
        ("1850?", {"when": "1850", "cert": "low"}),
        ("185X", {"notBefore": "1850", "notAfter": "1859"}),
        ("1850/1860", {"notBefore": "1850", "notAfter": "1860"}),
        ("../1850", {"notAfter": "1850"}),
        ("-0043-03-15", {"when-iso": "-0043-03-15"}),
        ("soon", {}),
    ],
)
def test_dates_of_life(site, value, written):
    site.data.entities["who"] = Entity("who", "person", "Who", born=value, died=value)
    text = tei.write(site)
    assert wrong(text) == []
    for tag in ("birth", "death"):
        (its,) = ET.fromstring(text).iter(f"{TEI}{tag}")  # noqa: S314
        assert (its.attrib, its.text) == (written, value)


def test_what_lasts_goes_from_one_day_to_another():
    assert dates.of("1990-06-01/1990-06-03", lasts=True) == {
        "from": "1990-06-01", "to": "1990-06-03"
    }  # fmt: skip
