"""The report names what an author may want to look at."""

from __future__ import annotations

ENTITIES = """\
- {id: baker, kind: person, name: James Baker, aliases: [Baker, Jim], gloss: G, entry: actors.md#b}
- {id: bush, kind: person, name: George Bush, entry: actors.md#c, sources: [s]}
- {id: mute, kind: person, name: Ann Mute, gloss: G, entry: actors.md#d, sources: [s]}
"""
PAGES = {
    "page.md": "# Page\n\nThen Baker met Carla Hills. Later Carla Hills left.\n\nCarla Hills!\n",
    "empty.md": "# Nothing\n\nFour words are here.\n",
    "actors.md": "# A\n\n## Baker { #b }\n\nJames Baker.\n\n## Bush { #c }\n\nGeorge Bush.\n\n"
    "## Ann Mute { #d }\n\n<!-- nothing yet -->\n\n## Z\n\nMore.\n",
}


def reported(render, pages):
    site = render(pages, entities=ENTITIES, sources="- {id: s, type: book, title: S}\n")
    assert site.problems == []
    blocks = site.build.report().rstrip("\n").split("\n\n")
    return {title: [line.strip() for line in found]
            for title, *found in (block.split("\n") for block in blocks)}  # fmt: skip


def test_what_it_finds(render):
    assert reported(render, PAGES) == {
        "Entries that no page mentions": ["bush", "mute"],
        "Entries that lack something": ["baker: sources", "bush: gloss", "mute: text"],
        "Aliases that no page has": ["Jim (baker)", "Ann Mute (mute)"],
        "Recurring phrases without an entry": ["none"],
        "Pages without a link to an entry": ["empty.md", "actors.md"],
        "Links for each hundred words": [
            "9.1  page.md (1 in 11)", "0.0  empty.md (0 in 4)", "0.0  actors.md (0 in 5)",
        ],
    }  # fmt: skip


def test_a_phrase_counts_from_three_places_on_and_not_within_a_name(render):
    more = {**PAGES, "more.md": "See Carla Hills and James Baker, James Baker, James Baker.\n"}
    found = reported(render, more)
    assert found["Recurring phrases without an entry"] == ["Carla Hills: 3 times"]
