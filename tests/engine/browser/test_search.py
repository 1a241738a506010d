"""The search: what is found and in what order, by keyboard as the ARIA practices have it."""

from __future__ import annotations

import gzip
import json
import re
from urllib.parse import unquote

import pytest
from browsing import ASK, resize, violations
from builds import shelf
from fonts import both_sets
from playwright.sync_api import expect

POLICY = "default-src 'self'; script-src 'self'; style-src 'self'"


def field(page):
    return page.locator("[data-ap-search] input")


def hits(page):
    return page.get_by_role("option")


def ask(page, words: str):
    """Type into the field; wait for what is found."""
    field(page).fill(words)
    expect(page.locator("[data-ap-search] [role=status]")).not_to_be_empty()
    return page


def fetched(page) -> list[str]:
    return [url.rpartition("assets/search/")[2] for url in page.asked if "assets/search/" in url]


@pytest.fixture
def holding(built):
    """Put another passage into the index that a page will fetch."""

    def holding(page, passage: list) -> None:
        text = (built.folder / "assets/search/index.js").read_text(encoding="utf-8")
        index = json.loads(text.removeprefix("apSearchIndex="))
        index["passages"].insert(0, passage)
        body = "apSearchIndex=" + json.dumps(index)
        page.route("**/search/index.js", lambda route: route.fulfill(body=body))

    return holding


# -- what is found -------------------------------------------------------------------------------


FIRST = {
    "Quill": "people/ada-quill/",  # an alias, and the words of others
    "ada quill": "people/ada-quill/",
    "Who is Ada Quill?": "people/ada-quill/",
    "QUILL'S": "people/ada-quill/",
    "Qiull": "people/ada-quill/",  # two letters have changed places
    "Ada Qvill": "people/ada-quill/",
    "compny": "people/#ferry-company",
    "Ohno Haru": "people/#haru-ono",
    "Ōno": "people/#haru-ono",
    "大野": "people/#haru-ono",
    "大野春": "people/#haru-ono",
    "おおの": "people/#haru-ono",
    "野": "people/#haru-ono",
    "tide paper": "glossary/#tide-paper",
    "tide": "glossary/#tide-paper",
    "note 12": "annotated/#n12",
    "n12": "annotated/#n12",
    "paragraph 2": "annotated/#p2",
    "p2": "annotated/#p2",
    "taught sums for twenty": "annotated/#n5",
    "Timeline": "timeline/",
}


def test_first_comes_what_is_called_so(visit):
    found = visit().evaluate(ASK, [*FIRST])
    assert {typed: places[0] for typed, places in found.items()} == FIRST


def test_entries_come_before_what_mentions_them(visit):
    found = visit().evaluate(ASK, ["Quay Meeting", "council"])
    assert found["Quay Meeting"][0] == "glossary/#quay-meeting"
    assert len(found["Quay Meeting"]) > 2
    assert [place for place in found["council"][:2] if "#n" in place or "#p" in place] != [
        found["council"][0]
    ]


def test_names_of_two_wrong_letters_still_find(visit, edition):
    names = [row["name"] for row in shelf(edition, "entities") if len(row["name"]) > 8]
    swapped = {}
    for name in names:
        at = max(range(len(name) - 1), key=lambda i: (name[i : i + 2].isalpha(), i == 2))
        swapped[name[:at] + name[at + 1] + name[at] + name[at + 2 :]] = name
    page = visit()
    right, wrong = page.evaluate(ASK, names), page.evaluate(ASK, list(swapped))
    assert {typed: right[name][0] for typed, name in swapped.items()} == {
        typed: (found or [""])[0] for typed, found in wrong.items()
    }


def test_nothing_is_found_that_is_not_there(visit):
    assert visit().evaluate(ASK, ["zzzqqq", "小渕", "…", " "]) == {
        "zzzqqq": [], "小渕": [], "…": [], " ": []
    }  # fmt: skip


# -- what readers see ----------------------------------------------------------------------------


def test_nothing_is_fetched_before_the_field_is_used(visit):
    page = visit()
    page.wait_for_load_state("networkidle")
    assert fetched(page) == ["start.js"]
    field(page).focus()
    page.wait_for_load_state("networkidle")
    assert sorted(fetched(page)) == [
        "find.js", "index.js", "minisearch.js", "panel.css", "panel.js", "start.js"
    ]  # fmt: skip
    ask(page, "quill")
    ask(page, "tide")
    assert len(fetched(page)) == 6


def test_a_hit_says_what_it_is_and_where_the_word_stands(visit):
    page = ask(visit(), "sums")
    hit = hits(page).filter(has_text="Note 5")
    expect(hit.locator(".ap-search__words")).to_have_text(re.compile("taught sums for twenty"))
    expect(hit.locator("mark")).to_have_text("sums")
    ask(page, "Haru")
    expect(hits(page).first).to_contain_text("Person")


def test_other_languages_are_told(visit, holding):
    title, text = "外圧, xyzzy", "Here is 外圧."
    page = visit("annotated/")
    holding(page, [0, "", "", title, text, [], 0, [0, 2, "ja"], [8, 2, "ja"]])
    ask(page, "xyzzy")
    assert page.locator(".ap-search__hit [lang=ja]").all_inner_texts() == ["外圧", "外圧"]


@both_sets
def test_the_list_is_inside_the_window_and_each_hit_on_one_line(visit):
    page = ask(visit("annotated/"), "the")
    for width in (320, 375, 600, 768, 1000, 1220, 1280, 1366, 1440, 1920):
        resize(page, width, 800)
        panel = page.locator(".ap-search__panel").bounding_box()
        assert panel["x"] >= 0
        assert panel["x"] + panel["width"] <= width
        assert panel["y"] + panel["height"] <= 800
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert hits(page).count() > 20
        cut = hits(page).evaluate_all("""hits => hits.filter(hit => {
          const {left, right} = hit.parentElement.getBoundingClientRect()
          return [...hit.children].some(part => {
            const box = part.getBoundingClientRect()
            return box.left < left || box.right > right + 1 || box.height > 30
          })
        }).map(hit => hit.textContent)""")
        assert cut == [], width
        lines = hits(page).evaluate_all("""hits => hits.map(hit =>
          new Set([...hit.children].map(part => Math.round(part.offsetTop / 8))).size)""")
        assert set(lines) == {1 if width >= 768 else 2}, width


def test_nothing_found_says_where_to_look(visit, address):
    page = ask(visit("annotated/"), "zzzqqq")
    expect(page.locator("[data-ap-search] [role=status]")).to_contain_text("zzzqqq")
    expect(field(page)).to_have_attribute("aria-expanded", "false")
    ways = page.locator(".ap-search__panel").get_by_role("link")
    assert ways.evaluate_all("links => links.map(link => link.href)") == [
        address + "glossary/", address + "people/"
    ]  # fmt: skip
    page.keyboard.press("Tab")
    expect(ways.first).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("words", ["quill", "zzzqqq"])
def test_axe_finds_nothing_while_it_is_open(visit, size, scheme, words):
    page = ask(visit(viewport=size, color_scheme=scheme), words)
    if words == "quill":
        page.keyboard.press("ArrowDown")
    assert violations(page) == []


# -- by keyboard ---------------------------------------------------------------------------------


def test_it_is_a_combobox(visit):
    page = visit()
    field(page).focus()
    expect(field(page)).to_have_attribute("role", "combobox")
    expect(field(page)).to_have_attribute("aria-expanded", "false")
    ask(page, "quill")
    expect(field(page)).to_have_attribute("aria-expanded", "true")
    expect(page.locator(f"#{field(page).get_attribute('aria-controls')}")).to_have_role("listbox")
    expect(field(page)).not_to_have_attribute("aria-activedescendant", re.compile("."))


def test_arrows_choose_and_enter_follows(visit):
    page = ask(visit(), "quill")

    def chosen() -> str:
        (one,) = page.locator("[aria-selected=true]").all()
        assert one.get_attribute("id") == field(page).get_attribute("aria-activedescendant")
        expect(field(page)).to_be_focused()
        return one.get_attribute("href")

    links = hits(page).evaluate_all("hits => hits.map(hit => hit.href)")
    for key, at in [("ArrowDown", 0), ("ArrowDown", 1), ("ArrowUp", 0), ("ArrowUp", -1),
                    ("ArrowDown", 0), ("ArrowDown", 1)]:  # fmt: skip
        page.keyboard.press(key)
        assert chosen() == links[at]
    page.keyboard.press("Enter")
    page.wait_for_url(links[1])


def test_enter_alone_follows_the_first(visit, address):
    page = ask(visit(), "quill")
    page.keyboard.press("Enter")
    page.wait_for_url(address + "people/ada-quill/")


def test_tab_and_arrows_go_through_the_list_itself(visit, address):
    page = ask(visit(), "quill")
    page.keyboard.press("Tab")
    expect(hits(page).nth(0)).to_be_focused()
    page.keyboard.press("Tab")
    expect(hits(page).nth(1)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(hits(page).nth(2)).to_be_focused()
    page.keyboard.press("End")
    expect(hits(page).last).to_be_focused()
    page.keyboard.press("Home")
    expect(hits(page).first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(field(page)).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.type("x")
    expect(field(page)).to_be_focused()
    expect(field(page)).to_have_value("quillx")
    page.keyboard.press("Backspace")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(address + "people/ada-quill/")


def test_escape_gives_the_focus_back_and_then_empties_the_field(visit):
    page = ask(visit(), "quill")
    for where in ("field", "list"):
        if where == "list":
            page.keyboard.press("Tab")
        page.keyboard.press("Escape")
        expect(hits(page)).to_have_count(0)
        expect(field(page)).to_be_focused()
        expect(field(page)).to_have_value("quill")
        page.keyboard.press("ArrowDown")  # opens it again
        expect(hits(page).first).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(field(page)).to_have_value("")


def test_leaving_closes_it(visit):
    page = ask(visit(), "zzzqqq")
    for _ in range(3):  # the two ways, and out
        page.keyboard.press("Tab")
    expect(page.locator(".ap-search__panel[data-open]")).to_have_count(0)
    ask(page, "quill")
    page.mouse.click(5, 790)
    expect(hits(page)).to_have_count(0)


def test_pasted_words_find_too(visit):
    page = visit()
    field(page).focus()
    page.keyboard.insert_text("Quill")
    expect(hits(page).first).to_be_visible()


def test_a_note_and_a_paragraph_open_where_they_stand(visit):
    page = ask(visit("annotated/"), "n12")
    hits(page).first.click()
    page.wait_for_url("**/annotated/#n12")
    expect(page.locator("#n12")).to_be_visible()
    expect(hits(page)).to_have_count(0)


def test_a_click_with_a_key_opens_another_tab_and_nothing_is_lost(visit):
    page = ask(visit(), "quill")
    with page.context.expect_page():
        hits(page).first.click(modifiers=["ControlOrMeta"])
    expect(hits(page).first).to_be_visible()


# -- where it has to work ------------------------------------------------------------------------


def test_without_scripts_ways_stand_in_its_place(visit):
    page = visit(java_script_enabled=False)
    expect(field(page)).not_to_be_visible()
    links = page.locator("[data-ap-search]").get_by_role("link")
    expect(links).to_have_count(2)
    assert {link.get_attribute("href") for link in links.all()} == {"glossary/", "people/"}
    with_scripts = visit()
    expect(field(with_scripts)).to_be_visible()
    expect(with_scripts.locator("[data-ap-search]").get_by_role("link")).to_have_count(0)


def test_when_a_part_does_not_arrive_ways_stand_in_its_place(visit):
    page = visit()
    page.route("**/assets/search/index.js", lambda route: route.abort())
    field(page).focus()
    expect(page.locator("[data-ap-search]").get_by_role("link")).to_have_count(2)
    expect(field(page)).not_to_be_visible()


def test_it_works_under_a_strict_policy(browser, address):
    context = browser.new_context()
    page = context.new_page()

    def guard(route):
        answer = route.fetch()
        kept = {**answer.headers, "content-security-policy": POLICY}
        route.fulfill(response=answer, headers=kept)

    page.route("**/*", guard)
    page.goto(address + "annotated/")
    broken = []
    page.on("console", lambda message: broken.append(message.text))
    ask(page, "quill")
    expect(hits(page).first).to_be_visible()
    assert [text for text in broken if "search" in text] == []
    context.close()


def test_it_works_from_a_disk(browser, built):
    context = browser.new_context()
    page = context.new_page()
    page.goto((built.folder / "annotated/index.html").as_uri())
    ask(page, "quill")
    link = hits(page).first.get_attribute("href")
    assert unquote(link).endswith("people/ada-quill/index.html")
    hits(page).first.click()
    expect(page.locator("h1")).to_have_text("Ada Quill")
    context.close()


def test_what_data_hold_is_text(visit, holding):
    evil = "<img src=x onerror=alert(1)>"
    page = visit()
    holding(page, [0, evil, evil, evil, f"{evil} evil.", [evil], 1])
    ask(page, "onerror")
    expect(hits(page).first).to_contain_text(evil)
    assert page.locator(".ap-search__panel img").count() == 0
    expect(page.locator("[data-ap-search] [role=status]")).to_be_visible()
    ask(page, evil + "zzzqqq qqqzzz")
    assert page.locator(".ap-search__panel img").count() == 0


# -- weight --------------------------------------------------------------------------------------


def test_its_scripts_are_light(built):
    folder = built.folder / "assets/search"
    light = {path.name: len(gzip.compress(path.read_bytes())) for path in folder.glob("*.js")}
    del light["index.js"]
    assert sum(light.values()) <= 14_000
    assert light["start.js"] <= 1_000
