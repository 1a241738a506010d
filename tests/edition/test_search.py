"""Whatever form of a name a reader types, the site's own search finds its entry."""

from __future__ import annotations

import unicodedata

import pytest
from browsing import ASK
from builds import below, homes, searched, some

FIRST = 8
"""Among how many passages found the entry has to be: more are seldom looked at."""


def folded(text: str) -> str:
    """Write a transcription as a keyboard has it: without macrons."""
    marks = unicodedata.normalize("NFD", text)
    return "".join(sign for sign in marks if not unicodedata.combining(sign))


def forms(entity: dict) -> set[str]:
    """Everything that the data call an entity, and how else the same may be typed."""
    aliases = [a if isinstance(a, str) else a["text"] for a in entity.get("aliases", ())]
    names = entity.get("names", {})
    romaji = names.get("romaji", "")
    together = [names.get(key, "").replace(" ", "") for key in ("ja", "kana")]
    everything = {entity["name"], *aliases, *names.values(), *together, folded(romaji)}
    return {form for form in everything if form}


@pytest.fixture(scope="module")
def entities(listed, built) -> list[dict]:
    searched(built)
    return listed("entities")


def test_every_form_of_every_name_finds_its_entry(visit, entities, edition):
    entries = {identifier: below(entry) for identifier, entry in homes(edition).items()}
    asked = some(form for entity in entities for form in forms(entity))
    found = visit().evaluate(ASK, sorted(set(asked)))
    lost = [
        f"{form}: {entries[entity['id']]}"
        for entity in entities
        for form in sorted(forms(entity))
        if (entries[entity["id"]] or "./") not in found[form][:FIRST]
    ]
    assert lost == []


def test_what_only_search_reads_is_not_shown(visit, pages):
    named = [path for path, soup in pages.items() if soup.select_one(".ap-forms")]
    if not named:
        pytest.skip("nobody in this edition has a name that is not on the page anyway")
    page = visit(named[0].removesuffix("index.html"))
    for media in ("screen", "print"):
        page.emulate_media(media=media)
        assert page.locator(".ap-forms").count() > page.locator(".ap-forms:visible").count() == 0
