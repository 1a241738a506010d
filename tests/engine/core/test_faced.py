"""`<!-- apparatus: faced -->` becomes a picture of two sides and a list that says the same."""

from __future__ import annotations

import itertools
import re

import pytest
from apparatus.data import cache
from apparatus.pieces import SHELVES
from bs4 import BeautifulSoup

SOURCES = "- {id: times, type: book, title: Times}\n- {id: asahi, type: book, title: Asahi}\n"
PERSON = "- {{id: {}, kind: person, name: {}, gloss: G., entry: {}.md, sources: [{}], {}}}\n"
ROWS = (
    ("bush", "George Herbert Walker Bush", "times", ("side: U.S., level: leader, "
     "faces: [{id: kaifu, how: they met in a town}]")),
    ("kaifu", "Toshiki Kaifu", "'times', asahi", "side: Japan, level: leader, faces: [bush]"),
    ("hills", "Carla Hills", "times", "side: U.S., level: official"),
    ("dallara", "Charles Dallara", "asahi", ("side: U.S., level: official, "
     "faces: [{id: utsumi, confidence: low}, suzuki]")),
    ("farren", "Michael Farren", "asahi", ("side: U.S., level: official, "
     "faces: [utsumi, suzuki]")),
    ("utsumi", "Makoto Utsumi", "asahi", ("side: Japan, level: official, "
     "faces: [dallara, farren]")),
    ("suzuki", "Naomichi Suzuki", "asahi", ("side: Japan, level: official, "
     "faces: [dallara, farren]")),
)  # fmt: skip
ENTITIES = "".join(PERSON.format(i, name, i, named, more) for i, name, named, more in ROWS)
OTHERS = tuple(f"{row[0]}.md" for row in ROWS)
PLACE = "- {id: tokyo, kind: place, name: Tokyo, gloss: G., entry: tokyo.md, side: X, level: x}\n"
ASKED = "<!-- apparatus: faced -->\n"


@pytest.fixture
def show(render):
    def show(entities=ENTITIES + PLACE):
        others = (*OTHERS, "tokyo.md")
        site = render({"page.md": ASKED}, others, entities=entities, sources=SOURCES)
        assert [one for one in site.problems if "which nobody sees" not in one] == []
        return BeautifulSoup(site.pages["page.md"], "html.parser")

    return show


def words(element):
    return " ".join(element.text.split())


def test_persons_with_a_side_and_a_level_stand_in_their_column_and_band(show):
    svg = show().svg
    assert [t.text for t in svg.select(".ap-faced__side")] == ["U.S.", "Japan"]
    assert [t.text for t in svg.select(".ap-faced__level")] == ["Leader", "Official"]
    names = {}
    for text in svg.select(".ap-faced__name"):
        its = names.setdefault(text["data-entity-name"], [set(), []])
        its[0].add((text["x"], text.get("text-anchor")))
        its[1].append(text.text)
    assert {i: " ".join(its[1]) for i, its in names.items()} == {row[0]: row[1] for row in ROWS}
    left, right = {("38%", "end")}, {("62%", None)}
    assert {i for i, its in names.items() if its[0] == left} == {
        "bush", "hills", "dallara", "farren"
    }  # fmt: skip
    assert {i for i, its in names.items() if its[0] == right} == {"kaifu", "utsumi", "suzuki"}


def test_each_pair_is_one_line_and_doubt_is_dashed(show):
    lines = {line["data-pair"]: line["class"] for line in show().select(".ap-faced__line")}
    assert set(lines) == {
        "bush kaifu", "dallara utsumi", "dallara suzuki", "farren utsumi", "farren suzuki"
    }  # fmt: skip
    doubted = [pair for pair, kinds in lines.items() if "ap-faced__line--doubt" in kinds]
    assert doubted == ["dallara utsumi"]


def test_lines_go_from_the_left_to_the_right_dot(show):
    svg = show().svg
    dots = {(dot["cx"], dot["cy"]) for dot in svg.select(".ap-faced__dot")}
    assert len(dots) == 6
    for line in svg.select(".ap-faced__line"):
        assert {(line["x1"], line["y1"]), (line["x2"], line["y2"])} <= dots
        assert (line["x1"], line["x2"]) == ("41%", "59%")


def test_nothing_lies_over_anything_else(show):
    svg = show().svg
    height = float(svg["height"].removesuffix("em"))
    for anchor in ("38%", "62%"):
        feet = [
            float(t["y"].removesuffix("em")) for t in svg.select(f".ap-faced__name[x='{anchor}']")
        ]
        assert feet == sorted(feet)
        assert all(after - before > 1 for before, after in itertools.pairwise(feet))
        assert feet[-1] < height


def test_the_list_says_the_same_in_words(show):
    assert [words(li) for li in show().select(".ap-faced__list li")] == [
        (
            "George Herbert Walker Bush faced Toshiki Kaifu: they met in a town. "
            "Times, n.d. · confidence: high"
        ),
        "Charles Dallara faced Makoto Utsumi. Asahi, n.d. · confidence: low",
        "Charles Dallara faced Naomichi Suzuki. Asahi, n.d. · confidence: high",
        "Michael Farren faced Makoto Utsumi and Naomichi Suzuki. Asahi, n.d. · confidence: high",
        (
            "Without a line, since nobody is recorded here as facing them: "
            "Carla Hills (U.S., official)."
        ),
    ]


def test_pairs_of_which_the_same_is_said_are_one_sentence(show):
    entities = ENTITIES.replace("{id: utsumi, confidence: low}", "utsumi")
    first = [words(li) for li in show(entities).select(".ap-faced__list li")][1]
    assert first.startswith("Charles Dallara and Michael Farren faced Makoto Utsumi and Naomichi")


def test_names_are_links_in_the_list_and_in_the_picture(show):
    soup = show()
    assert {a["data-entity"] for a in soup.select(".ap-faced__list a[data-entity]")} == {
        row[0] for row in ROWS
    }
    drawn = [(a["href"], a["aria-label"]) for a in soup.select("svg a")]
    assert sorted(drawn) == sorted((f"{row[0]}.md", row[1]) for row in ROWS)
    assert not soup.select("svg script, svg style, svg [style], svg image")


def test_the_picture_says_in_words_what_it_is(show):
    svg = show().svg
    assert svg["role"] == "group"
    assert svg.title.text == "Who faced whom: U.S. and Japan"
    assert "5 lines join" in svg.desc.text
    assert "list after the picture" in svg.desc.text


def faced(*rows):
    """Write persons of sides and levels, with whom each faced: `a Rome leader b c`."""
    made = (row.split() for row in rows)
    return "".join(
        PERSON.format(i, i.upper(), "tokyo", "times",
                      f"side: {side}, level: {level}, faces: [{', '.join(others)}]")
        for i, side, level, *others in made
    )  # fmt: skip


def test_of_three_sides_each_two_that_met_have_a_picture(show):
    rome = ("a Rome leader d e", "b Rome envoy c", "c Rome envoy b", "d Carthage leader a")
    soup = show(faced(*rome, "e Egypt leader a f", "f Egypt envoy e", "g Egypt envoy") + PLACE)
    seen = [
        (svg.title.text.partition(": ")[2],
         [t.text for t in svg.select(".ap-faced__name")],
         sorted({line["data-pair"] for line in svg.select(".ap-faced__line")}))
        for svg in soup.select("svg")
    ]  # fmt: skip
    assert seen == [
        ("Rome and Carthage", ["A", "D"], ["a d"]),
        ("Rome and Egypt", ["A", "E"], ["a e"]),
        ("Rome", ["B", "C"], ["b c"]),
        ("Egypt", ["E", "F"], ["e f"]),
    ]
    assert [words(li).partition(" Times")[0] for li in soup.select(".ap-faced__list li")] == [
        "A (Rome) faced D (Carthage) and E (Egypt).",
        "B (Rome) faced C (Rome).",
        "E (Egypt) faced F (Egypt).",
        "Without a line, since nobody is recorded here as facing them: G (Egypt, envoy).",
    ]


@pytest.mark.parametrize("side", ["X", "Y"])
def test_a_line_between_two_of_one_side_goes_out_and_back(show, side):
    svg = show(faced("a X top", f"b {side} low c", f"c {side} low b", "d Y top") + PLACE).svg
    out, back = svg.select(".ap-faced__line")
    dots = {(dot["cx"], dot["cy"]) for dot in svg.select(".ap-faced__dot")}
    assert dots == {(out["x1"], out["y1"]), (back["x2"], back["y2"])}
    assert (out["x2"], out["y2"]) == (back["x1"], back["y1"])
    knee = float(out["x2"].removesuffix("%"))
    assert 41 < knee < 50 if side == "X" else 50 < knee < 59


def test_persons_of_a_single_side_stand_in_one_column(show):
    svg = show(faced("a X top b", "b X low a") + PLACE).svg
    assert [t.text for t in svg.select(".ap-faced__side")] == ["X"]
    assert {t["x"] for t in svg.select(".ap-faced__name")} == {"38%"}
    assert "One column of names" in svg.desc.text


@pytest.mark.parametrize(
    "value",
    ["<script>x</script>", "\"><img src=x onerror=x>'", "</text></svg><b>", "a\x02b\x00\ufffe"],
)
def test_what_is_in_the_data_is_text_and_nothing_else(value, show):
    quoted = '"' + "".join(f"\\U{ord(c):08x}" for c in value) + '"'
    entities = ENTITIES.replace("Naomichi Suzuki", quoted)
    entities = re.sub(r"level: leader|how: they met in a town",
                      lambda m: f"{m[0].partition(':')[0]}: {quoted}", entities)  # fmt: skip
    entities = entities.replace("side: Japan", f"side: {quoted}")
    soup = show(entities)
    assert not soup.select("script, img, b, svg svg")
    shown = "".join(c for c in value if c >= " " and c != "\ufffe")
    assert soup.select(".ap-faced__side")[1].text == shown
    assert soup.select_one(".ap-faced__level").text.lower() == shown.lower()
    assert f"faced Toshiki Kaifu: {shown}." in words(soup.select_one(".ap-faced__list li"))
    assert len(soup.select(".ap-faced__line")) == 5


def test_kept_data_know_whom_entities_faced(load, tmp_path):
    fresh, problems = load(entities=ENTITIES, sources=SOURCES)
    assert problems == []
    for _ in range(2):
        again, problems = cache.load(tmp_path / "data", "data", tmp_path / "kept.json", SHELVES)
        assert problems == []
        assert again.entities == fresh.entities
        assert again.entities["bush"].faces[0].how == "they met in a town"


def test_a_relation_of_the_sites_own_says_what_joins_two_and_from_whom(render):
    entities = (
        PERSON.format("ada", "Ada", "ada", "times", "side: A, level: x, faces: [tom]")
        + PERSON.format(
            "tom", "Tom", "tom", "times",
            "side: B, level: x, faces: [{id: ada, relation: wrote, how: in May}]",
        )
    )  # fmt: skip
    site = render(
        {"page.md": ASKED},
        ("ada.md", "tom.md"),
        entities=entities,
        sources=SOURCES,
        vocabulary="relations: {wrote: {en: wrote to, fr: a écrit à}}\n",
    )
    assert site.problems == []
    listed = BeautifulSoup(site.pages["page.md"], "html.parser").select_one(".ap-faced__list")
    assert words(listed).startswith("Tom wrote to Ada: in May.")
