"""The report names what an author may want to look at."""

from __future__ import annotations

from apparatus.links import report

ENTITIES = """\
- {id: baker, kind: person, name: James Baker, aliases: [Baker, Jim], gloss: G, entry: actors.md#b}
- {id: bush, kind: person, name: George Bush, gloss: G, entry: actors.md#c}
"""
PAGES = {
    "page.md": "# Page\n\nThen Baker met Carla Hills. Later Carla Hills left.\n\nCarla Hills!\n",
    "empty.md": "# Nothing\n\nFour words are here.\n",
    "actors.md": "# A\n\n## Baker { #b }\n\nJames Baker.\n\n## Bush { #c }\n\nGeorge Bush.\n",
}


def test_what_it_finds(render):
    site = render(PAGES, entities=ENTITIES)
    assert site.problems == []
    found = report.examine(site.build._engine.matcher, site.build.texts, site.build.index)  # noqa: SLF001
    assert found.unmentioned == ["bush"]
    assert found.unmatched == [("baker", "Jim")]
    assert found.candidates == []
    assert found.unlinked == ["empty.md", "actors.md"]
    assert found.densities[1] == ("empty.md", 0, 4)


def test_a_phrase_counts_from_three_places_on_and_not_within_a_name(render):
    more = {**PAGES, "more.md": "See Carla Hills and James Baker, James Baker, James Baker.\n"}
    site = render(more, entities=ENTITIES)
    found = report.examine(site.build._engine.matcher, site.build.texts, site.build.index)  # noqa: SLF001
    assert found.candidates == [("Carla Hills", 3)]


def test_as_text(render):
    text = render(PAGES, entities=ENTITIES).build.report()
    assert "Entries that no page mentions\n  bush\n" in text
    assert "Aliases that no page has\n  Jim (baker)\n" in text
    assert "Recurring phrases without an entry\n  none\n" in text
    assert "    0.0  empty.md (0 in 4)\n" in text
