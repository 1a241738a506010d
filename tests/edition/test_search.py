"""Whatever form of a name a reader types, the site's own search finds its entry."""

from __future__ import annotations

import unicodedata

import pytest
import yaml
from playwright.sync_api import expect

FIRST = 8
"""Among how many pages found the entry has to be: more are seldom looked at."""
# Asks the theme's own worker, as the search field does, with the index that the site has.
ASK = """async queries => {
  const {base, search} = JSON.parse(document.getElementById("__config").textContent)
  const index = await (await fetch(`${base}/search/search_index.json`)).json()
  const worker = new Worker(new URL(search, location.href))
  const ask = (type, data) => new Promise(done => {
    worker.onmessage = ({data}) => done(data)
    worker.postMessage({type, data})
  })
  await ask(0, {...index, options: {suggest: false}})
  const found = {}
  for (const query of queries) {
    const {data} = await ask(2, query)
    const scored = group => group.filter(item => item.score).map(item => item.location)
    found[query] = data.items.map(scored)
  }
  worker.terminate()
  return found
}"""


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
def entities(project) -> list[dict]:
    return yaml.safe_load((project / "data/entities.yml").read_text(encoding="utf-8"))


def place(entry: str) -> str:
    page, _, fragment = entry.partition("#")
    path = page.removesuffix("index.md").removesuffix(".md")
    path = f"{path.rstrip('/')}/" if path else ""
    return f"{path}#{fragment}" if fragment else path


def test_every_form_of_every_name_finds_its_entry(visit, entities):
    asked = {form for entity in entities for form in forms(entity)}
    assert len(asked) > 300
    found = visit("home").evaluate(ASK, sorted(asked))
    lost = [
        f"{form}: {place(entity['entry'])}"
        for entity in entities
        for form in sorted(forms(entity))
        if not any(place(entity["entry"]) in group for group in found[form][:FIRST])
    ]
    assert lost == []


@pytest.mark.parametrize(
    ("typed", "entry"),
    [
        ("ベーカー", "actors/james-baker/"),
        ("中山太郎", "actors/taro-nakayama/"),
        ("中山 太郎", "actors/taro-nakayama/"),
        ("なかやま", "actors/taro-nakayama/"),
        ("Nakayama Taro", "actors/taro-nakayama/"),
        ("Finance Ministry", "actors/finance-ministry/"),
        ("大蔵省", "actors/finance-ministry/"),
        ("okurasho", "actors/finance-ministry/"),
        ("MITI", "actors/miti/"),
        ("海部", "actors/toshiki-kaifu/"),
    ],
)
def test_the_first_thing_found_in_the_field_is_the_entry(visit, address, typed, entry):
    page = visit("home")
    page.wait_for_load_state("networkidle")  # the theme's script and the index are there
    field = page.get_by_role("textbox", name="Search")
    field.fill(typed)
    field.press("End")  # the theme listens to keys, which a reader's input method sends too
    first = page.locator(".search__list a").first
    expect(first).to_be_visible(timeout=20_000)
    page.wait_for_timeout(300)  # what was found for a part of the words has gone
    assert first.evaluate("link => link.href").split("?")[0] == address + entry


def test_what_nobody_is_called_finds_nothing(visit):
    assert visit("home").evaluate(ASK, ["小渕恵三", "おぶち"]) == {"小渕恵三": [], "おぶち": []}


def test_words_in_quotation_marks_and_brackets_are_found(visit):
    found = visit("home").evaluate(ASK, ["posturing", "enraged", "inferred"])
    assert all(found.values())


def test_what_only_search_reads_is_not_shown(visit):
    page = visit("actor")
    hidden = page.locator(".forms")
    assert hidden.count() == 1
    expect(hidden).to_be_hidden()
    page.emulate_media(media="print")
    expect(hidden).to_be_hidden()
