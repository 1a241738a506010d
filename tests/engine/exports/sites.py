"""Sites to export: a small one by hand, and any that can be thought of."""

from __future__ import annotations

from html import escape

from apparatus import pieces
from apparatus.data.cited import SourceId
from apparatus.data.csl_variables import DATES as DATED
from apparatus.data.csl_variables import NAME_PARTS, NAMES, TEXTS
from apparatus.data.dataset import Dataset
from apparatus.data.edition import Edition
from apparatus.data.model import Alias, Annotation, Entity, Face, Name, Names, Source
from apparatus.data.target import End, Target
from apparatus.exports import Site
from apparatus.exports.selectors import Words, select
from apparatus.pieces.timeline.nouns import Event
from hypothesis import strategies as st
from works import work

URLS = {
    "annotated.md": "annotated/",
    "b/zwei Seiten.md": "b/zwei Seiten/",
    "index.md": "",
    "sources.md": "sources/",
}
ABOUT = Edition(
    "https://example.org/edition/",
    "An & B",
    "The editors",
    "en",
    "2026-11-25",
    "1990-06-16",
    "https://l.test/by",
)
# What formats stumble over.
AWKWARD = [
    '"', "'", "''", '","', "\n", "\r\n", "\r", "\t", "<", "&", ">", "&amp;", "]]>", "<![CDATA[",
    "<!--", "-->", "=1+1", "+", "-", "@", "\uff1d", "|", "%", "\\", "\\{", "\\}", "{", "}", "}}",
    "~", "^", "_", "#", "$", ",", ";", " and ", "\\textbackslash{}", "\\&", "海部", "é", "e\u0301",
    "\u2028", "\x85", "\ufeff", "\u00a0", " ", "  ", "😀", "<id>", "%20", "@misc{a,", "null", "*a*",
]  # fmt: skip


def texts(characters: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(AWKWARD) | characters, max_size=8).map("".join)


ANY = texts(st.characters(exclude_categories=["Cs"]))
PRINTABLE = texts(st.characters(exclude_categories=["Cs", "Cc", "Cn"]))
"""What XML can hold."""
LOCATORS = PRINTABLE.map(lambda text: " ".join(text.split()))
IDS = st.from_regex(r"[a-z0-9]{1,3}(-[a-z0-9]{1,2}){0,2}", fullmatch=True)
DATES = st.sampled_from(["", "1990", "1990-06", "1990-06-16", "0990-12-01"])
CONFIDENCES = st.sampled_from(["high", "medium", "low", ""])
OUTCOMES = st.sampled_from(["", "came about", "in part", "did not"])
FINDINGS = st.sampled_from(["", "confirmed", "contradicted", "mixed", "unproven"])
PLACES = st.integers(1, 99).map(lambda n: {"paragraph": n}) | IDS.map(
    lambda name: {"block": f"b{name}"}
)
"""Numbered paragraphs, and other blocks."""
LAYERS = ["people", "institutions", "terms", "events", "rhetoric", "sourcing", "fact-check"]


@st.composite
def sites_with_notes(draw, text=PRINTABLE):
    ids = draw(st.lists(IDS, min_size=1, max_size=4, unique=True))
    notes, words = {}, {}
    for identifier in ids:
        place = draw(PLACES)
        target = Target(
            exact=draw(text),
            page=draw(st.sampled_from(["annotated.md", "b/zwei Seiten.md", "index.md"])),
            occurrence=draw(st.integers(1, 3)),
            until=draw(st.none() | st.builds(End, exact=text, block=IDS.map("b{}".format))),
            **place,
        )
        sources = tuple(draw(st.lists(st.builds(SourceId, IDS, LOCATORS), max_size=3)))
        layer = draw(st.sampled_from(LAYERS))
        finding = draw(FINDINGS) if layer == "fact-check" else ""
        notes[identifier] = Annotation(
            identifier,
            target,
            layer,
            draw(text),
            sources,
            draw(CONFIDENCES),
            draw(DATES),
            finding,
            draw(OUTCOMES),
            draw(text),
            draw(st.booleans()),
            tuple(draw(st.lists(IDS, max_size=2))),
            draw(st.sampled_from(["", "A. Nother", "海部"])),
            tuple(draw(st.lists(text.filter(bool), max_size=2))),
        )
        if draw(st.booleans()):
            start = draw(st.integers(0, 9))
            whole = "12 " + draw(text) + "34567890"
            block = notes[identifier].target.name
            words[identifier] = [select(whole, start, start + 2, block)]
    about = draw(st.sampled_from([ABOUT, Edition()]))
    used = {i for note in notes.values() for i in note.sources if draw(st.booleans())}
    sources = {i: work(i, "report", "T" + draw(text), note=draw(text)) for i in sorted(used)}
    return Site(about, Dataset({Annotation: notes, Source: sources}), URLS, words, {})


NAMED = st.sampled_from(["n1", "a", "p1", "fn:1", "v.1", "é", "", "a b", "n1.from"])
VALUES = {
    "id": NAMED,
    "href": st.sampled_from(["#a", "#p1", "#n1", "#fn:1", "x y", "//[", "http://é/%zz#a#b", "a:b"])
    | st.text(max_size=4),
    "src": st.text(max_size=4),
    "lang": st.sampled_from(["ja", "zh_TW", "a b", "x"]),
    "class": st.sampled_from(["ap-line", "footnote", "footnote-ref", "ap-notes", "ap-note__body"]),
    "data-annotation": NAMED,
    "data-entity": st.sampled_from(["a", "b", "0"]),
    "data-line": st.sampled_from(["1", "<"]),
    "role": st.sampled_from(["note", "heading"]),
    "colspan": st.sampled_from(["2", "-1", "²"]),
}
TAGS = [
    "a", "b", "blockquote", "br", "caption", "code", "dd", "del", "details", "div", "dl", "dt",
    "em", "figcaption", "figure", "h1", "h2", "h6", "hr", "img", "li", "ol", "p", "pre", "q", "rp",
    "rt", "ruby", "section", "span", "summary", "sup", "svg", "table", "tbody", "td", "th", "tr",
    "ul", "x-y",
]  # fmt: skip


@st.composite
def opened(draw):
    """The start of an element, with any attributes."""
    names = draw(st.lists(st.sampled_from(sorted(VALUES)), max_size=3, unique=True))
    its = "".join(f' {name}="{escape(draw(VALUES[name]))}"' for name in names)
    return f"<{draw(st.sampled_from(TAGS))}{its}>"


PAGES = st.lists(
    opened() | st.sampled_from([f"</{tag}>" for tag in TAGS]) | ANY.map(escape), max_size=30
).map("".join)
"""HTML that no author can have meant."""


@st.composite
def sites_with_everything(draw):
    """Entities of all kinds, events, relations and sources, with anything in them."""
    ids = draw(st.lists(IDS, min_size=2, max_size=4, unique=True))
    some = st.lists(st.sampled_from(ids), max_size=2).map(tuple)
    dates = DATES | st.sampled_from(["1850~", "185X", "../1850", "1850/", "-0043-03-15", "1990-21"])
    entities, happened = {}, {}
    for identifier in ids:
        said = {key: draw(ANY) for key in ("gloss", "role", "office", "side", "level")}
        said |= {key: draw(dates | ANY) for key in ("born", "died")}
        faces = tuple(Face(one, draw(ANY), draw(st.sampled_from(["", "wrote"])))
                      for one in draw(some))  # fmt: skip
        entities[identifier] = Entity(
            identifier,
            draw(st.sampled_from(["person", "organization", "place", "event", "document", "term",
                                  "work", "any ship"])),
            draw(ANY), entry="index.md", aliases=tuple(map(Alias, draw(st.lists(ANY, max_size=2)))),
            names=Names(draw(st.dictionaries(
                st.sampled_from(["ja", "kana", "zh_TW"]), ANY))),
            sources=tuple(SourceId(one, draw(LOCATORS)) for one in draw(some)),
            see=draw(some), faces=faces, same_as=tuple(draw(st.lists(ANY, max_size=2))), **said,
        )  # fmt: skip
        happened[identifier] = Event(
            identifier, draw(dates), draw(ANY), draw(ANY), draw(st.sampled_from(["exact", ""])),
            draw(some), "low", draw(dates), draw(ANY), draw(ANY)
        )  # fmt: skip
    site = draw(sites_with_sources())
    said = draw(st.dictionaries(st.sampled_from(sorted(TEXTS)), ANY))
    said |= draw(st.dictionaries(st.sampled_from(sorted(DATED)), dates | ANY))
    named = st.dictionaries(st.sampled_from(sorted(NAME_PARTS)), ANY)
    said |= draw(st.dictionaries(st.sampled_from(sorted(NAMES)), st.lists(named, max_size=2)))
    site.data.sources["a:b"] = Source("a:b", "a b", draw(ANY), said, archived=draw(ANY))
    notes = {"n1": Annotation("n1", Target(1, "A"), "terms", "B", tuple(ids))}
    shelves = {**site.data.shelves, Entity: entities, Event: happened, Annotation: notes}
    kinds = [shelf for shelf in pieces.declared("timeline").shelves if shelf.noun is Event]
    return site._replace(data=Dataset(shelves, kinds=kinds))


@st.composite
def sites_with_sources(draw):
    said = ANY.filter(str.strip)
    names = st.builds(Name, literal=said) | st.builds(Name, family=said, given=said | st.just(""))
    kinds = ["article-newspaper", "book", "chapter", "report", "speech", "webpage"]
    sources = {}
    for identifier in draw(st.lists(IDS, max_size=4, unique=True)):
        more = {
            field: draw(ANY)
            for field in ("original_title", "container_title", "publisher", "URL", "language",
                          "volume", "issue", "page", "note")
        }  # fmt: skip
        author = tuple(draw(st.lists(names, max_size=3)))
        issued, seen = draw(DATES), draw(st.booleans())
        sources[identifier] = work(
            identifier, draw(st.sampled_from(kinds)), draw(ANY), author=author, issued=issued,
            copy_seen=seen, **more
        )  # fmt: skip
    return Site(ABOUT, Dataset({Source: sources}), URLS, {}, {})


def small() -> Site:
    """A small site with something of everything."""
    notes = [
        Annotation(
            "n10",
            Target(2, "B", occurrence=2),
            "fact-check",
            "A *note*.",
            ("s",),
            "low",
            finding="mixed",
        ),
        Annotation("n9", Target(2, "C"), "terms", "=C", ("s", "t"), "high", "1990-06"),
        Annotation("n1", Target(7, "A"), "people", "A\n\nB", ("t",), "medium", "1990-06-16"),
    ]
    sources = [
        work("t", "article-newspaper", "A title", original_title="題", author=(Name("Doe", "Jo"),),
             container_title="Paper", publisher="House", issued="1990", language="ja", volume="1",
             URL="https://example.org/a{b}_c", issue="2", page="3–4", note="Seen."),
        work("s", "speech", "A speech", copy_seen=False),
    ]  # fmt: skip
    entities = [
        Entity("who", "person", "Who", "G.", "people.md#who", names=Names(ja="誰")),
        Entity("them", "organization", "Them", "G.", "index.md",
               (Alias("They"), Alias("those", ("index.md",))), sources=("s",), confidence="low"),
        Entity("it", "term", "It", "G.", "index.md#it"),
    ]  # fmt: skip
    data = Dataset(
        {
            Entity: {one.id: one for one in entities},
            Annotation: {one.id: one for one in notes},
            Source: {one.id: one for one in sources},
        }
    )
    urls = {**URLS, "people.md": "people/"}
    words = {
        "n10": [Words(34, 36, "B1", "A 2 ", " C", "p2")],
        "n9": [Words(34, 36, "B1", "A 2 ", " C", "p2")],
        "n1": [Words(70, 71, "A", "", " A", "p7")],
    }
    return Site(ABOUT, data, urls, words, {"who": 3})
