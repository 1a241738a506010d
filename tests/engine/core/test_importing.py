"""What others have, into our data: formats, places, and what is written."""

from __future__ import annotations

import json
import re

import pytest
from apparatus.data import yaml_file
from apparatus.data.dataset import Dataset
from apparatus.data.model import Annotation, Source
from apparatus.data.target import Target
from apparatus.imports import bodies, files, html, notes, writing
from apparatus.imports.notes import Item
from apparatus.imports.placing import Pages
from apparatus.notes.body import Body
from apparatus.problems import Problem
from apparatus.text.addresses import is_safe
from hypothesis import example, given
from hypothesis import strategies as st
from importing import CASES, PAGES, SITE, made, told


def quote(exact, prefix="", suffix="", start=None):
    found = [{"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix}]
    return [*found, *([{"type": "TextPositionSelector", "start": start}] if start else [])]


def row(selectors, page="mill", **more):
    """Write a row as Hypothesis gives it."""
    target = [{"source": f"{SITE}{page}/", "selector": selectors}]
    return {"id": "q8Xw2abcd", "uri": f"{SITE}{page}/", "text": "Says something.",
            "user": "acct:ada@example.org", "tags": [], "target": target} | more  # fmt: skip


def target(*selectors, **more):
    """Place one note. Out: its target, or why it has none."""
    items, problems = made([row([*selectors], **more)])
    return items[0]["target"] if items else problems[0].partition(": ")[2]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (quote("barley"), {"paragraph": 1, "exact": "barley"}),
        (quote("nobody  mended\nthe weir"), {"paragraph": 1, "exact": "nobody mended the weir"}),
        (quote("the weir", "mended ", "."), {"paragraph": 1, "exact": "the weir", "occurrence": 2}),
        (quote("the weir", "until ", " broke"), {"paragraph": 1, "exact": "the weir"}),
        # The surroundings were written anew, here and there or on one side.
        (quote("the weir", "barley till ", " broke, so"), {"paragraph": 1, "exact": "the weir"}),
        (quote("the weir", "until ", " stood, and all"), {"paragraph": 1, "exact": "the weir"}),
        (quote("ground barley12 until", "mill ", " the weir3"),
         {"paragraph": 1, "exact": "ground barley until"}),
        (quote("The mill", "", " ground"), {"paragraph": 1, "exact": "The mill"}),
        (quote("In spring the miller sold the wheel. The weir went to the parish."),
         {"paragraph": 2}),
        (quote("mended the weir. In spring", "nobody ", " the miller"),
         {"paragraph": 1, "exact": "mended the weir.",
          "until": {"paragraph": 2, "exact": "In spring"}}),
        (quote("水車"), {"block": "v.1", "exact": "水車"}),
        ([{"type": "FragmentSelector", "value": "p3"}], {"paragraph": 3}),
        ([{"type": "FragmentSelector", "value": "p3", "refinedBy": quote("The parish")[0]}],
         {"paragraph": 3, "exact": "The parish"}),
        ([{"type": "XPathSelector", "value": "//p[@id='p3']"}, *quote("the weir")],
         {"paragraph": 3, "exact": "the weir"}),
    ],
)  # fmt: skip
def test_words_are_found_by_their_surroundings(words, found):
    assert target(*words) == found


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (quote("ground rye"), ("'ground rye' does not stand in 'mill.md'. "
         "The nearest words there are 'ground barley'.")),
        (quote("barle"), ("'barle' does not stand in 'mill.md'. "
         "The nearest words there are 'barley'.")),
        (quote("the wheel", "that "), ("'the wheel' stands in 'mill.md' in a block without an id. "
         "Give it one: a line '{ #p4 }' under it, in an item of a list at the end of its line.")),
        (quote("barley", "quite other ", " words here"), ("'barley' stands in 'mill.md', "
         "block 'p1' among other words than those around the note. Look whether it is meant.")),
        (quote("The"), ("'The' stands in 4 places that are equally good: "
         "'mill.md', block 'h' and 'mill.md', block 'p1' ….")),
        (quote("the wheel"), ("'the wheel' stands in two places that are equally good: 'mill.md', "
         "block 'p2' and 'mill.md', '… out an id says that the wheel turned once. The pa …'.")),
        (quote("the weir"), ("'the weir' stands in 3 places that are equally good: "
         "'mill.md', block 'p1', occurrence 1 and 'mill.md', block 'p1', occurrence 2 ….")),
        ([], "it is about a whole page, and notes here are about words or a block."),
        ([{"type": "XPathSelector", "value": "/html/body/p[2]"}],
         ("its place is given by XPathSelector and no quotation, "
          "and notes here are about words or a block.")),
        ([{"type": "FragmentSelector", "value": "p9"}],
         "there is no block 'p9', and notes here are about words or a block."),
    ],
)  # fmt: skip
def test_what_is_in_doubt_is_not_placed(words, told):
    assert target(*words) == told


def test_a_page_that_is_not_ours_is_looked_for_among_all():
    assert target(*quote("It had a wheel"), page="ferry") == {
        "page": "ferry.md", "block": "f", "exact": "It had a wheel"
    }  # fmt: skip
    other = {"uri": "https://example.com/a/copy.html"}
    assert target(*quote("A ferry"), **other)["page"] == "ferry.md"
    assert "stands in 4 places" in target(*quote("the weir"), **other)
    assert target(*quote("barley"), page="ferry").startswith(
        "'barley' does not stand in 'ferry.md'"
    )


def test_a_position_decides_between_places_that_are_equally_good():
    text = PAGES["pages"]["mill.md"]["text"]
    first, second = (found.start() for found in re.finditer("the wheel", text))
    rows = [row(quote("the weir", "nobody mended ", start=1000 + text.find("the weir. In")))]
    rows.append(row(quote("the wheel", start=1000 + first), text="Another."))
    items, problems = made(rows)
    assert items[1]["target"] == {"paragraph": 2, "exact": "the wheel"}
    assert problems == []
    # Without other words nobody knows in which text a position counts.
    assert made(rows[1:])[0] == []
    assert len(made([row(quote("the wheel", start=first))])[0]) == 1
    middle = (first + second) // 2
    assert made([row(quote("the wheel", start=middle))])[0] == []


def test_a_row_of_hypothesis():
    rows = [
        row(quote("barley"), tags=["Terms", "grain"], user_info={"display_name": "Ada"}),
        row([], id="x9", references=["q8Xw2abcd"], text="Or rye?", user="acct:bo@example.org"),
        row(quote("barley"), id="x8", hidden=True),
        row([], id="x7", references=["gone"]),
        row(quote("barley"), id="x6", text=""),
        row(quote("In spring"), id="x5", text="Mine.", permissions={"read": ["acct:ada@x"]}),
        "no row",
    ]
    items, problems = made(rows, layer="events")
    assert items[0] == {
        "id": "n1", "target": {"paragraph": 1, "exact": "barley"}, "layer": "terms",
        "body": "Says something.\n\nbo: Or rye?", "author": "Ada", "tags": ["grain"], "draft": True,
    }  # fmt: skip
    assert (items[1]["layer"], items[1]["body"], items[1]["draft"]) == ("events", "Mine.", True)
    assert [one.partition(":1:")[2].partition(": ")[2] for one in problems] == [
        "moderators have hidden this note; it was left out.",
        "this is no row of Hypothesis: it has no 'uri'; it was left out.",
        "this answers a note that is not in the file; it was left out.",
        "this note says nothing: it marks words alone.",
    ]


def test_all_wraps_of_rows_are_read():
    one = row(quote("barley"))
    for content in ([one], {"total": 1, "rows": [one]}, {"annotations": [one]}, one):
        assert len(made(json.dumps(content))[0]) == 1


def annotation(**more):
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation", "id": "urn:a:17",
        "body": {"type": "TextualBody", "value": "Says something."},
        "target": {"source": f"{SITE}mill/", "selector": quote("barley")},
    } | more  # fmt: skip


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"body": "Says something."},
        {"body": None, "bodyValue": "Says something."},
        {"body": [{"type": "TextualBody", "value": "Says something.", "purpose": "commenting"}]},
        {"body": {"type": "TextualBody", "format": "text/html",
                  "value": "<p>Says <x-y>something</x-y>.</p><script>no</script>"}},
        {"target": {"source": {"id": f"{SITE}mill/"}, "selector": quote("barley")[0]}},
        {"target": [{"source": f"{SITE}mill/#p1", "selector": [
            {"type": "FragmentSelector", "value": "p1", "refinedBy": quote("barley")}]}]},
        {"target": {"source": f"{SITE}mill/index.html?a=b", "selector": quote("barley")}},
    ],
)  # fmt: skip
def test_kinds_of_web_annotations(more):
    one = annotation(**more)
    for content in (one, [one], {"type": "AnnotationPage", "items": [one]},
                    {"type": "AnnotationCollection", "first": {"items": [one]}}):  # fmt: skip
        items, problems = made(json.dumps(content))
        assert problems == []
        assert items[0]["target"] == {"paragraph": 1, "exact": "barley"}
        assert items[0]["body"] == "Says something."


def test_bodies_that_are_tags_links_and_makers():
    bodies = [
        {"value": "Says something.", "purpose": "commenting"},
        {"value": "grain", "purpose": "tagging"},
        {"purpose": "tagging", "source": {"id": "https://example.org/rye", "label": "rye"}},
        "https://example.org/barley",
    ]
    items, _ = made(json.dumps(annotation(body=bodies, creator={"name": "Bo"})))
    assert items[0]["body"] == "Says something.\n\n<https://example.org/barley>"
    assert items[0]["tags"] == ["grain", "rye"]
    assert items[0]["author"] == "Bo"


RECOGITO = """\
UUID,FILE,QUOTE_TRANSCRIPTION,ANCHOR,TYPE,URI,VOCAB_LABEL,LAT,LNG,PLACE_TYPE,TAGS,COMMENTS
"11aa-22","m.txt","barley","char-offset:16","TERMS","","","","","OK","grain|food","Says; it.|Twice."
"11aa-23","m.txt","parish","char-offset:9","PLACE","https://e.org/p/1","Parish","","","","",""
"11aa-24","m.txt","spring","char-offset:9","PERSON","","","","","","",""
"""


def test_a_table_of_recogito():
    items, problems = made(RECOGITO, layer="events", name="in.csv")
    assert [one["body"] for one in items] == ["Says; it.\n\nTwice."]
    assert (items[0]["layer"], items[0]["tags"]) == ("terms", ["grain", "food"])
    assert problems == [
        (
            "in.csv:3:1: 'parish' stands in two places that are equally good: "
            "'mill.md', block 'p2' and 'mill.md', block 'p3'."
        ),
        "in.csv:4:1: this note says nothing: it marks words alone.",
    ]
    assert made(RECOGITO.replace(",", ";"), name="in.csv")[0][0]["layer"] == "terms"


OURS = "id,page,paragraph,exact,occurrence,block,until,layer,body,sources,confidence,tags\n"


def test_our_own_table():
    data = Dataset({Source: {"s": Source("s", "book", "S")}})
    rows = [
        "n7,mill.md,1,the weir,2,,,terms,'=1+1,s,high,a; b",
        "n8,mill.md,,,1,h,,terms,B.,gone,high,",
        'n9,mill.md,1,barley,1,,"{""paragraph"": 3}",terms,B.,s,,',
        "n10,mill.md,one,barley,1,,,terms,B.,s,high,",
        "n11,mill.md,4,barley,1,,,terms,B.,s,high,",
    ]
    items, problems = made(OURS + "\n".join(rows), its=data, name="in.csv")
    assert items[0] == {
        "id": "n7", "target": {"paragraph": 1, "exact": "the weir", "occurrence": 2},
        "layer": "terms", "body": "=1+1", "sources": ["s"], "confidence": "high",
        "tags": ["a", "b"],
    }  # fmt: skip
    assert items[1]["target"] == {"block": "h"}
    assert (items[1]["draft"], "sources" in items[1]) == (True, False)
    assert items[2]["target"]["until"] == {"paragraph": 3}
    assert items[2]["draft"]
    assert items[3]["target"] == {"paragraph": 1, "exact": "barley"}, "its words are elsewhere now"
    assert problems == [
        "in.csv:5:1: this row does not say in which block its words are; it was left out."
    ]


PLACE = {"id": "a b", "locator": "p. 4; 5"}
CITED = Dataset({Source: {one: Source(one, "book", "S") for one in ("a b", "s")}})


def test_places_in_sources_and_tags_come_back():
    rows = r'''n7,mill.md,1,barley,1,,,terms,B.,"a\ b [p. 4; 5] s",high,"x\; y; z"'''
    items, _ = made(OURS + rows, its=CITED, name="in.csv")
    assert (items[0]["sources"], items[0]["tags"]) == ([PLACE, "s"], ["x; y", "z"])
    one = annotation(id="https://e.org/#n7", layer="terms", page="mill.md", words="barley",
                     sources=[{"identifier": "a b", "locator": "p. 4; 5"}, {"identifier": "s"}],
                     )  # fmt: skip
    assert made(json.dumps(one), its=CITED)[0][0]["sources"] == [PLACE, "s"]
    entry = {"kind": "person", "name": "Bo", "sources": [PLACE, "s"], "gloss": "A b.",
             "markdown": "A *b*."}  # fmt: skip
    items, problems = made(json.dumps([entry]), its=CITED)
    assert (items[0]["sources"], items[0]["gloss"], problems) == ([PLACE, "s"], "A *b*.", [])
    person = """<TEI><listPerson><person xml:id="entity.bo" source="#source.a_20_b #source.s">
    <persName>Bo</persName><note type="sources">
    <ref type="source" target="#source.a_20_b">p. 4; 5</ref></note></person>
    </listPerson></TEI>"""
    assert made(person, its=CITED, name="in.xml")[0][0]["sources"] == [PLACE, "s"]


def test_no_note_is_taken_twice_and_no_id_is_used_again():
    has = Annotation("n3", Target(1, "barley", "mill.md"), "terms", "Says  something.")
    data = Dataset({Annotation: {"n3": has}})
    read = files.read("in.json", json.dumps([row(quote("barley"))]).encode())
    maker = notes.Maker(Pages(PAGES), data, "- id: n3\nn41 p7\n", "terms")
    assert maker.make(read.notes) == notes.Made([], [], 1)
    other = files.read("in.json", json.dumps([row(quote("In spring"))]).encode())
    assert [item.fields["id"] for item in maker.make(other.notes).items] == ["n42"]
    assert maker.make(other.notes).known == 1
    seen = notes.Maker(Pages(PAGES), data, "# from q8Xw2abcd (in.json:1)", "terms")
    assert seen.make(other.notes).known == 1
    kept = notes.Maker(Pages(PAGES), Dataset(), "", "terms", ["q8Xw2abcd"])
    assert kept.make(other.notes).known == 1
    longer = json.dumps([row(quote("In spring"), id="q8Xw2abcd1")]).encode()
    (item,) = kept.make(files.read("in.json", longer).notes).items
    assert item.name == "q8Xw2abcd1"


@pytest.mark.parametrize("name", ["", "https://example.org/" + "a" * 300])
def test_notes_without_a_usual_name_are_known_again_too(name):
    read = files.read("in.json", json.dumps([annotation(id=name)]).encode())
    (item,) = notes.Maker(Pages(PAGES), Dataset(), "", "terms").make(read.notes).items
    assert 20 < len(item.name) < 80
    again = notes.Maker(Pages(PAGES), Dataset(), "", "terms", [item.name])
    assert again.make(read.notes).known == 1
    other = files.read("in.json", json.dumps([annotation(id=name and name + "b", bodyValue="B.",
                                                         body=None)]).encode())  # fmt: skip
    assert len(again.make(other.notes).items) == 1


def test_a_note_needs_a_layer():
    assert made([row(quote("barley"))], layer="")[1][0].endswith(
        "nothing says in which layer this note is. Say '--layer people', or give it one of these "
        "tags: people, institutions, terms, events, rhetoric, sourcing, fact-check."
    )
    assert "layer 'term' is not one of" in made([row(quote("barley"))], layer="term")[1][0]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("*Plain* `text`.\r\n\r\n- list", "*Plain* `text`.\n\n- list"),
        ("<b>Bold</b> <script>alert(1)</script>word", "<b>Bold</b> word"),
        ("<p>one</p><p>two</p>line<br>break", "one\n\ntwo\n\nline<br>break"),
        ("H<sub class=x>2</sub>O <u-x>y</u-x>", "H<sub>2</sub>O y"),
        (
            "<a href='https://a.example/?b=(c)'>a\n<b>b</b></a>",
            "[a <b>b</b>](https://a.example/?b=%28c%29)",
        ),
        ('<A HREF="javascript:alert(1)">a</A>', "a"),
        ("a `<div>`\n\n    indented", "a `<div>`\n\n    indented"),
        ("[" * 41 + "a<br>b<i>c</i>", "\\[" * 41 + "a\n\nbc"),
        ("[a](javascript:alert(1)) b", "a b"),
        ("![a](https://example.org/a.png)", "[a](https://example.org/a.png)"),
        ("[a](https://example.org/b_(c))", "[a](https://example.org/b_(c))"),
        ("[a](other.md)", "a"),
        ("see [a][b]", "see [a\\][b]"),
        ("<https://example.org/>", "<https://example.org/>"),
        ("[" * 60, "\\[" * 60),
    ],
)
def test_foreign_bodies(written, meant):
    assert bodies.fitter()(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("<p>para</p><p>second <em>em</em></p>", "para\n\nsecond *em*"),
        ("<div>a\n  b<br/>c</div>\nd", "a b<br>c\n\nd"),
        ("<ul><li>a</li><li><p>b</p></li></ul><ol><li>c</li></ol>d", "- a\n\n- b\n\n1. c\n\nd"),
        ("in<b>tra</b>word H<sub>2</sub>O", "in<b>tra</b>word H<sub>2</sub>O"),
        ("<p>*a* [b] &amp; &lt;p&gt; `c</p>", "\\*a\\* \\[b\\] & `<p>` \\`c"),
        ("<p>1. a</p><p># b</p>", "1\\. a\n\n\\# b"),
        ("a<!-- b --> <STYLE>c</style>d", "a d"),
        ("<a href='https://a.example/'>a</a><img src='b.png' alt='B'>", "[a](https://a.example/)B"),
    ],
)  # fmt: skip
def test_html_as_markdown(written, meant):
    one = annotation(body={"type": "TextualBody", "format": "text/html", "value": written})
    items, problems = made(json.dumps(one))
    assert (items[0]["body"], problems) == (meant, [])


@pytest.mark.parametrize("start", ["<!--", "<script>"])
def test_what_never_ends_is_looked_at_once(start):
    """Else so many of them would take minutes."""
    for read in (html.to_markdown, html.in_markdown):
        assert "word" in read(start * 50_000 + "word")


FIT = bodies.fitter()
SIGNS = st.lists(
    st.sampled_from(["[", "]", "(", ")", "!", "<", ">", "\\", "`", "*", "a", " ", "\n", ":", "b.md",
                     "javascript:a", "https://e.org", "data:x", "<img src=x>", "//e.org",
                     "<a href=//e.org>", "</a>", "<p>", "<li>", "<br>", "<sub>", "</sub>"])
).map("".join)  # fmt: skip


JUDGE = Body(lambda _: None, ())


@given(written=SIGNS)
def test_no_foreign_body_stops_a_build(written):
    root, refused, lost = JUDGE.elements(FIT(written))
    assert (refused, lost) == ([], [])
    links = [e.get("href", "") for one in root for e in one.iter("a")]
    assert all(is_safe(link) for link in links)


TEI = """\
<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff>
<listPerson><person xml:id="Ada.1" cert="low">
<persName><surname>Mill</surname><forename>Ada</forename></persName><persName>The miller</persName>
<persName xml:lang="ja">水車</persName>
<birth when="1850-03"/><death notBefore="soon"/><occupation>miller</occupation>
<idno type="GND">118540238</idno><idno type="URI">https://example.org/edition/mill/#h</idno>
<note>Had   a mill.</note></person>
<listPerson><person><persName ref="https://www.wikidata.org/wiki/Q1">Bo &amp; Co</persName></person>
<person><note>Nobody.</note></person></listPerson></listPerson>
<listPlace><place xml:id="weir"><placeName>Weir</placeName></place></listPlace>
<listOrg><org><orgName>The parish</orgName></org></listOrg>
</standOff></TEI>
"""


def test_lists_of_tei():
    items, problems = made(TEI, name="in.xml")
    assert items[0] == {
        "id": "ada-1", "kind": "person", "name": "Ada Mill", "aliases": ["The miller"],
        "names": {"ja": "水車"}, "gloss": "Had a mill.", "entry": "mill.md#h", "role": "miller",
        "born": "1850-03", "same_as": ["https://d-nb.info/gnd/118540238"], "confidence": "low",
    }  # fmt: skip
    assert [(one["id"], one["kind"]) for one in items[1:]] == [
        ("bo-co", "person"), ("weir", "place"), ("the-parish", "organization")
    ]  # fmt: skip
    assert items[1]["same_as"] == ["https://www.wikidata.org/wiki/Q1"]
    assert problems[0] == "in.xml:9:1: this person has no name; it was left out."
    assert problems[1].startswith("in.xml:2:1: died 'soon/..' is not a date; it was left out.")


def test_paragraphs_of_notes_stay_apart_and_notes_in_names_stay_out():
    org = """<TEI><listOrg><org><orgName>The parish<note>Of old.</note></orgName>
    <note><p>A.</p><p>B.</p></note></org></listOrg></TEI>"""
    items, problems = made(org, name="in.xml")
    assert (items[0]["name"], items[0]["gloss"], problems) == ("The parish", "A. B.", [])


def test_xml_with_a_document_type_is_refused():
    bomb = '<!DOCTYPE a [<!ENTITY b "x">]><TEI><listPerson>&b;</listPerson></TEI>'
    assert made(bomb, name="in.xml") == ([], [
        ("in.xml:1:13: this XML cannot be read: a document type may bring entities, and is not "
        "read; delete the line '<!DOCTYPE'.")
    ])  # fmt: skip
    assert "too deeply" in made("<a>" * 300, name="in.xml")[1][0]
    assert "unclosed token" in made("<a><b", name="in.xml")[1][0]


PERSONS = """\
Name;Type;Birth date;Died;Wikidata;VIAF;Aliases;Description;Shoe size
Zoë Müller;Person;1850;soon;Q5;12 34;Miss M.; A miller ;38
Zoë Müller;Person;;;;;;;
Zoe Muller;Person;;;;;;;
Miss M.;Person;;;;;;;
;Person;;;;;;;
Weir;Thing;;;;;;;
Mill;organisation;;;no number!;;;;
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_table_of_persons(encoding):
    items, problems = made(PERSONS.replace("\n", "\r\n").encode(encoding), name="in.csv")
    assert items[0] == {
        "id": "zoe-muller", "kind": "person", "name": "Zoë Müller", "aliases": ["Miss M."],
        "gloss": "A miller", "born": "1850",
        "same_as": ["https://www.wikidata.org/wiki/Q5", "https://viaf.org/viaf/1234"],
    }  # fmt: skip
    assert [(one["id"], one["kind"]) for one in items[1:]] == [("mill", "organization")]
    again = "Give this one another id."
    assert [one.partition(": ")[2] for one in problems] == [
        "nobody here knows the columns Shoe size; they were left out.",
        "this row has no name; it was left out.",
        "died 'soon' is not a date; it was left out.",
        f"the id 'zoe-muller' is that of 'Zoë Müller' already; 'Zoe Muller' was left out. {again}",
        "'Miss M.' is a name of 'zoe-muller' already; it was left out. Say there what is missing.",
        "kind 'Thing' is not one of person, organization, place, event, document, term.",
        "same_as 'no number!' is not an address on the web; it was left out.",
    ]


def test_dates_and_surety_of_entries():
    items, problems = made("name,kind,born,confidence\nBo,person,c. 1850,high\n", name="in.csv")
    assert items == [{"id": "bo", "kind": "person", "name": "Bo"}]
    assert problems == [
        "in.csv:2:1: born 'c. 1850' is not a date; it was left out. Did you mean '1850~'?"
    ]


def test_tables_of_other_languages_and_of_excel():
    german = (
        "sep=;\r\nName;Art;Geboren;Gestorben;Beschreibung\r\nBo;Person;1850;1900;Müller, in X\r\n"
    )
    items, problems = made(german, name="in.csv")
    assert (problems, items) == ([], [{"id": "bo", "kind": "person", "name": "Bo",
        "gloss": "Müller, in X", "born": "1850", "died": "1900"}])  # fmt: skip
    items, problems = made("Nom,Genre,Né,Mort,\nBo,Personne,1850,1900,\n", name="in.csv")
    assert (items[0]["born"], items[0]["died"], problems) == ("1850", "1900", [])


def test_names_in_other_letters_need_an_id():
    items, problems = made(
        "id,name,kind,name:ja\n,水車,term,\nmill,Mill,term,水車\n", name="in.csv"
    )
    assert items == [{"id": "mill", "kind": "term", "name": "Mill", "names": {"ja": "水車"}}]
    assert problems == [
        (
            "in.csv:2:1: '水車' has no id, and its name has no Latin letters. "
            "Give the file a column 'id'."
        )
    ]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "nobody here knows this kind of file."),
        ("{}", "nobody here knows this kind of JSON."),
        ("[]", "there is nothing in this file."),
        ('[{"uri": "x"', "this is no JSON any more; nothing was read."),
        ("[" * 100_000, "what stands here is nested too deeply; nothing was read."),
        ('[{"type": "book", "title": "T"}]', "these are sources."),
        ("@book{a}", "this is no table."),
        ("<html/>", "this XML has no listPerson, listPlace or listOrg."),
        ("\0\0", "this is no text."),
    ],
)
def test_other_files_are_told_in_a_sentence(content, told):
    items, problems = made(content)
    assert items == []
    assert len(problems) == 1
    assert told in problems[0]


def test_what_stands_before_a_mistake_is_kept():
    whole = json.dumps([row(quote("barley"))])
    items, problems = made(whole[:-1] + ',\n{"uri": oops}]')
    assert len(items) == 1
    assert problems == ["in.json:2:9: this is no JSON any more; what stands before it was read."]


def test_files_and_bodies_have_a_size(monkeypatch):
    monkeypatch.setattr(files, "LARGEST", 100)
    assert "megabytes" in made("x" * 101)[1][0]
    monkeypatch.setattr(files, "LARGEST", 1_000_000)
    monkeypatch.setattr(files, "MOST", 1)
    assert "more than 1 items" in made([row(quote("barley"))] * 2)[1][0]
    monkeypatch.undo()
    long = row(quote("barley"), text="x" * 20_001)
    assert "longer than 20000 characters" in made([long])[1][0]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"].replace(" ", "-"))
def test_message(case):
    assert told(case) == case["problems"]


def test_half_a_sign_does_not_end_up_in_a_file():
    content = json.dumps([row(quote("barley"), text="a \ud83d b")])
    items, _ = made(content)
    assert items[0]["body"] == "a ? b"


BEFORE = """\
# What we know.
- id: n1   # the first
  body: 'A'

- {id: n2, body: B}  # the last
"""


@pytest.mark.parametrize("before", [BEFORE, BEFORE.rstrip(), "", "[]\n", "# Nothing yet.\n[]\n"])
def test_a_file_keeps_what_is_in_it(before):
    text = writing.added(before.encode(), [Item({"id": "n3", "body": "C"}, "from x")], "a.yml")
    kept = before.replace("[]\n", "").rstrip("\n")
    assert text.startswith(kept)
    assert text.removeprefix(kept).lstrip("\n") == "# from x\n- id: n3\n  body: C\n"


def test_items_are_added_as_deep_as_the_others():
    text = writing.added(
        b"  - id: n1\n  - id: n2\n", [Item({"id": "n3", "body": "a\n\nb"})], "a.yml"
    )
    assert text == "  - id: n1\n  - id: n2\n  - id: n3\n    body: |-\n      a\n\n      b\n"
    odd = writing.added(b"-   id: n1\n    body: a\n", [Item({"id": "n2"})], "a.yml")
    assert odd == "-   id: n1\n    body: a\n\n- id: n2\n"


def test_lines_end_as_the_others_do():
    before = BEFORE.replace("\n", "\r\n")
    text = writing.added(before.encode(), [Item({"id": "n3", "body": "a\n\nb"}, "x")], "a.yml")
    assert text.startswith(before)
    assert text.count("\n") == text.count("\r\n")


@pytest.mark.parametrize("before", ["a: b\n", "[{id: n1}]\n", "- a\n...\n", "- 'a\n", "\tx"])
def test_a_file_to_which_nothing_can_be_added_is_left(before):
    found = writing.added(before.encode(), [Item({"id": "n3", "body": "C"})], "a.yml")
    assert isinstance(found, Problem)


TEXT = st.text(st.characters(exclude_categories=["Cs"])) | SIGNS | st.sampled_from(
    ["yes", "null", "1990", "1e3", "- a", "a: b", "# a", "a #b", "'", '"', "a\n  b", " a", "a ",
     "|", "\x85", "\u2028", "\ufeff", "a\n", "\na", "%a", "&a", "*a", "!a", "...", "---", "~", "<<"]
)  # fmt: skip


@example(body="a\n\n", title="a\n", exact="a\n\n", tags=["a\n\n"])
@given(
    body=TEXT.filter(bool),
    title=TEXT.filter(bool),
    exact=TEXT.filter(bool),
    tags=st.lists(TEXT, min_size=1),
)
def test_what_is_written_is_what_is_read(body, title, exact, tags):
    fields = {"id": "n3", "target": {"exact": exact, "until": {"exact": exact}}, "title": title,
              "body": body, "tags": tags, "draft": True}  # fmt: skip
    text = writing.added(BEFORE.encode(), [Item(fields, body)], "a.yml")
    document, problems = yaml_file.read("a.yml", text.encode())
    assert problems == []
    assert document.value[2] == fields
    assert text.startswith(BEFORE)
