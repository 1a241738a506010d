"""What is written follows the rules of its format, and the rules can be broken."""

from __future__ import annotations

import json

import pytest
import sites
from apparatus.exports import tei, web_annotation
from hypothesis import given
from lxml import etree
from tei_schema import wrong
from web_annotation_rules import broken

TEI = "{http://www.tei-c.org/ns/1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


@given(site=sites.sites_with_notes(sites.ANY))
def test_any_site_as_web_annotations(site):
    assert broken(json.loads(web_annotation.write(site))) == []


@given(site=sites.sites_with_notes(sites.ANY), page=sites.PAGES)
def test_any_site_as_tei(site, page):
    pages = dict.fromkeys(sites.URLS, page)
    assert wrong(tei.write(site._replace(pages=pages))) == []


@given(site=sites.sites_with_everything())
def test_any_data_as_tei(site):
    assert wrong(tei.write(site)) == []


def test_tei_of_the_small_site(site):
    text = tei.write(site)
    assert wrong(text) == []
    root = etree.fromstring(text.encode())
    ids = [element.get(XML_ID) for element in root.iter() if element.get(XML_ID)]
    assert len(ids) == len(set(ids))
    pointers = [
        pointer
        for element in root.iter()
        for name in ("target", "ana", "ref", "source")
        for pointer in element.get(name, "").split()
    ]
    inside = {pointer[1:] for pointer in pointers if pointer.startswith("#")}
    assert inside <= set(ids)
    assert inside == {
        "layer.people", "layer.terms", "layer.fact-check", "finding.mixed", "source.s", "source.t",
        "entity.it",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('motivation="describing"', 'motivation="explaining"'),
        ('cert="low"', 'cert="sure"'),
        ('when="1990-06"', 'when="June 1990"'),
        ("quote", "cite"),
        ("standOff", "standoff"),
        ('target="#source.s"', 'target="#source.s#t"'),
    ],
)
def test_the_schema_refuses(site, old, new):
    text = tei.write(site)
    assert old in text
    assert wrong(text.replace(old, new))


def test_web_annotations_of_the_small_site(site):
    document = json.loads(web_annotation.write(site))
    assert broken(document) == []
    assert document["first"]["items"][1] == {
        "id": "https://example.org/edition/annotated/#n10",
        "type": "Annotation",
        "motivation": "assessing",
        "creator": {"name": "The editors"},
        "modified": "2026-11-25T00:00:00Z",
        "rights": "https://l.test/by",
        "body": {
            "type": "TextualBody",
            "purpose": "assessing",
            "format": "text/markdown",
            "language": "en",
            "value": "A *note*.",
        },
        "target": {
            "type": "SpecificResource",
            "source": "https://example.org/edition/annotated/",
            "selector": [
                {
                    "type": "FragmentSelector",
                    "conformsTo": "http://tools.ietf.org/rfc/rfc3236",
                    "value": "p2",
                },
                {"type": "TextQuoteSelector", "exact": "B1", "prefix": "A 2 ", "suffix": " C"},
                {"type": "TextPositionSelector", "start": 34, "end": 36},
            ],
        },
        "words": "B",
        "page": "annotated.md",
        "occurrence": 2,
        "layer": "fact-check",
        "confidence": "low",
        "finding": "mixed",
        "sources": [
            {
                "id": "https://example.org/edition/sources/#source-s",
                "identifier": "s",
                "label": "A speech, n.d.",
            }
        ],
    }


MISTAKES = {
    "the context must be there, and nobody be asked for it": (
        ("@context",),
        "http://www.w3.org/ns/anno.jsonld",
    ),
    "the total must be the number of annotations": (("total",), 7),
    "a page must be part of its collection": (("first", "partOf"), "elsewhere"),
    "the first page must start at 0": (("first", "startIndex"), 1),
    "AnnotationCollection: must have exactly one id, an IRI": (("id",), "a b"),
    "rights must be an IRI": (("rights",), "CC BY"),
    "a time must be an xsd:dateTime in UTC, with 'Z'": (("modified",), "2026-11-25"),
    "a creator must be an agent": (("creator",), {}),
    "no two annotations may have one id": (
        ("first", "items", 0, "id"),
        "https://example.org/edition/annotated/#n10",
    ),
    "a motivation must be one of the model's": (("first", "items", 0, "motivation"), "x"),
    "Annotation: no context defines 'colour'": (("first", "items", 0, "colour"), "red"),
    "an annotation must have a target": (("first", "items", 0, "target"), None),
    "a textual body must have one value, a string": (("first", "items", 0, "body", "value"), None),
    "a format must be a media type": (("first", "items", 0, "body", "format"), "Markdown"),
    "a language must be a tag of BCP 47": (("first", "items", 0, "body", "language"), ""),
    "a purpose must be one of the model's motivations": (
        ("first", "items", 0, "body", "purpose"),
        "note",
    ),
    "a part must have its type, TextualBody": (("first", "items", 0, "body", "type"), "Text"),
    "a specific resource must have exactly one source, an IRI": (
        ("first", "items", 0, "target", "source"),
        ["a", "b"],
    ),
    "a selector must have a type of the model": (
        ("first", "items", 0, "target", "selector", 0, "type"),
        "WordSelector",
    ),
    "a fragment selector must have a value, and should say what it conforms to": (
        ("first", "items", 0, "target", "selector", 0, "value"),
        "",
    ),
    "a quote selector must have one exact text, and what is around it": (
        ("first", "items", 0, "target", "selector", 1, "prefix"),
        None,
    ),
    "what is around a quotation must be short": (
        ("first", "items", 0, "target", "selector", 1, "suffix"),
        "a" * 33,
    ),
    "selectors must stand side by side": (("first", "items", 0, "target", "selector"), {}),
    "a quotation must have its position": (
        ("first", "items", 0, "target", "selector"),
        [{"type": "TextQuoteSelector", "exact": "a", "prefix": "", "suffix": ""}],
    ),
    "a position selector must have a start and an end, none below 0": (
        ("first", "items", 0, "target", "selector", 2, "start"),
        -1,
    ),
}


@pytest.mark.parametrize("rule", MISTAKES)
def test_the_rules_refuse(site, rule):
    path, value = MISTAKES[rule]
    part = document = json.loads(web_annotation.write(site))
    for key in path[:-1]:
        part = part[key]
    part[path[-1]] = value
    assert rule in broken(document)
