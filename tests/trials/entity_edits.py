"""Edits of entries: what they are called, what is said of them, and how they become links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kinds import kind
from project import Project, parts, pick, whole
from rows import changed, dropped, number

if TYPE_CHECKING:
    from random import Random

KINDS_OF_ENTITIES = ("person", "organization", "place", "event", "document", "term")


@kind
def gloss(project: Project, draw: Random) -> str:
    return changed(project, draw, "entities", gloss=f"What it is, by save {number(draw)}.")


@kind
def name(project: Project, draw: Random) -> str:
    return changed(project, draw, "entities", name=f"Named{number(draw)} Anew")


@kind
def name_from_prose(project: Project, draw: Random) -> str:
    return changed(project, draw, "entities", name=project.word(draw))


@kind
def alias_added(project: Project, draw: Random) -> str:
    rows, word = project.rows("entities"), project.word(draw)
    row = pick(draw, rows)
    alias = {"text": word, "pages": [pick(draw, project.pages())]}
    row["aliases"] = [*row.get("aliases", ()), pick(draw, (word, word, alias))]
    project.put("entities", rows)
    return f"{row['id']}: {row['aliases']}"


@kind
def alias_removed(project: Project, draw: Random) -> str:
    rows = project.rows("entities")
    row = pick(draw, (row for row in rows if row.get("aliases")))
    gone = row["aliases"].pop(draw.randrange(len(row["aliases"])))
    project.put("entities", rows)
    return f"{row['id']}: without {gone}"


@kind
def entity_kind(project: Project, draw: Random) -> str:
    return changed(project, draw, "entities", kind=pick(draw, KINDS_OF_ENTITIES))


@kind
def link_policy(project: Project, draw: Random) -> str:
    how = pick(draw, ("all", "none", "first-in-page", "first-in-section", None))
    return changed(project, draw, "entities", link=how)


@kind
def case(project: Project, draw: Random) -> str:
    how = pick(draw, ("exact", "first-letter", "any", None))
    return changed(project, draw, "entities", case=how)


@kind
def not_in(project: Project, draw: Random) -> str:
    rows = project.rows("entities")
    row = pick(draw, rows)
    row["not_in"] = [f"{row['name']} came", f"the {row['name']}"]
    project.put("entities", rows)
    return f"{row['id']}: {row['not_in']}"


@kind
def see(project: Project, draw: Random) -> str:
    other = pick(draw, project.rows("entities"))["id"]
    return changed(project, draw, "entities", see=pick(draw, ([other], None)))


@kind
def facts(project: Project, draw: Random) -> str:
    values = {
        "role": f"Role {number(draw)}",
        "born": "1871-02-03",
        "office": "1919 – 1924",
        "names": {"ja": "大野 春", "fr": f"Nom {number(draw)}"},
        "confidence": "low",
        "same_as": [f"https://www.wikidata.org/wiki/Q{number(draw)}"],
        "sort": "Zz",
    }
    key = pick(draw, values)
    return changed(project, draw, "entities", **{key: values[key]})


@kind
def order(project: Project, draw: Random) -> str:
    rows = project.rows("entities")
    draw.shuffle(rows)
    project.put("entities", rows)
    return "entities in another order"


@kind
def entity_dropped(project: Project, draw: Random) -> str:
    return dropped(project, draw, "entities")


@kind
def entity_added(project: Project, draw: Random) -> str:
    """Add an entity that a word of the prose names, with an entry on some page."""
    page, word, new = pick(draw, project.pages()), project.word(draw), f"new-{number(draw)}"
    rows = project.rows("entities")
    row = {"id": new, "kind": "term", "name": word, "gloss": "New.", "entry": f"{page}#{new}"}
    rows.insert(draw.randrange(len(rows) + 1), row)
    project.put("entities", rows)
    front, blocks = parts(project.page(page))
    project.save(page, whole(front, [*blocks, f"## Of {new} {{ #{new} }}", "Its entry."]))
    return f"{new}: {word} on {page}"
