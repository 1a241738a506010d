"""Notes and entries that are written in the served page, by mouse and by keyboard."""

from __future__ import annotations

import re

import pytest
from browsing import DESK, PHONE, until, violations
from playwright.sync_api import expect
from serving import Server, project
from yaml import safe_load

# Selects from some words of an element to others, as a mouse does.
SELECT = """([from, start, to, end]) => {
  const find = (id, words, last) => {
    const walker = document.createTreeWalker(document.getElementById(id), NodeFilter.SHOW_TEXT)
    for (let node; (node = walker.nextNode());) {
      const at = node.data.indexOf(words)
      if (at >= 0) return [node, last ? at + words.length : at]
    }
  }
  const range = new Range()
  range.setStart(...find(from, start, false))
  range.setEnd(...find(to, end, true))
  getSelection().removeAllRanges()
  getSelection().addRange(range)
}"""
# A note was saved and a form asked for elsewhere, just before what is typed now.
ON_THE_WAY = """() => {
  const write = (name, more) => sessionStorage.setItem(`ap-desk:${name}`,
    JSON.stringify({ path: location.pathname, ...more }))
  write("go", { id: "n1", until: Date.now() + 60_000 })
  write("next", { what: "note", given: { block: "p1" } })
}"""
PAGE = """\
# Other words

No id has *this line*.

The <ruby>lamp<rt>ramp</rt></ruby> is out[^1], and *no* lamp is lit; [Wren][wren] sees no lamp.
{ #q1 }

灯台の白い階段を<br>
数えて下りる朝がある
{ #v1 }

<p id="q2" dir="rtl" lang="ar">كان الطريق طويلا قبل الشتاء</p>

- The goats have names.
{ #q3 }

[^1]: Since May.
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = project(tmp_path_factory.mktemp("served") / "project")
    settings = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    (folder / "docs/words.md").write_text(PAGE, encoding="utf-8")
    for old, new in {
        "  - attr_list\n": "  - attr_list\n  - footnotes\n  - md_in_html\n",
        "  font: false\n": "  font: false\n  palette: {scheme: default}\n",
    }.items():
        settings = settings.replace(old, new)
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    server = Server(folder)
    server.until(server.get, "the site is served")
    yield server
    server.stop()


@pytest.fixture
def annotations(server):
    """The notes of the file; what a test has done to it is undone."""
    path = server.folder / "data/annotations.yml"
    was = path.read_text(encoding="utf-8")
    yield lambda: {note["id"]: note for note in safe_load(path.read_text(encoding="utf-8"))}
    count = server.builds()
    if path.read_text(encoding="utf-8") != was:
        path.write_text(was, encoding="utf-8")
        server.until(lambda: server.builds() > count, "the file is as it was")


@pytest.fixture
def visit(server, browser):
    """Open a page of the server."""
    contexts = []

    def visit(path="", **options):
        context = browser.new_context(**{"viewport": DESK, **options})
        context.set_default_timeout(9000)
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        contexts.append(context)
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{server.port}/{path}")
        expect(page.get_by_role("region", name="Authoring")).to_be_attached()
        return page

    yield visit
    for context in contexts:
        context.close()


def dialog(page):
    """What is open of the desk; Material has a dialog too."""
    return page.locator(".ap-desk [role=dialog]:not([hidden])")


def said(page):
    return page.locator(".ap-desk > [role=status]")


def begin(page, *words: str) -> None:
    """Select words, and press the button that comes to them."""
    page.evaluate(SELECT, words)
    page.locator(".ap-desk__near").click()
    expect(dialog(page)).to_be_visible()


def source(page, typed: str) -> None:
    page.get_by_label("Sources", exact=False).first.fill(typed)
    page.keyboard.press("Enter")


def focused(page, selector: str) -> None:
    until(page, f"document.activeElement.matches({selector!r})")


def test_selected_words_become_a_note_which_is_changed_and_deleted(annotations, visit):
    page = visit()
    begin(page, "p1", "goats", "p1", "well")
    focused(page, "#ap-desk-body")
    page.keyboard.type("There are *nine* of them: one is <b>black</b>.")
    page.get_by_label("Layer").select_option("terms")
    page.get_by_label("Confidence").select_option("low")
    source(page, "lett")
    page.get_by_label("Place in letter").fill("p. 2")
    page.get_by_role("button", name="Save").click()
    # The page may have come again before anybody has read the first.
    saved = r"Saved as n3; it shows at the next rebuild\.|n3 is in the page\."
    expect(said(page)).to_have_text(re.compile(saved))
    assert annotations()["n3"] == {
        "id": "n3",
        "target": {"page": "index.md", "paragraph": 1, "exact": "goats are well"},
        "layer": "terms",
        "body": "There are *nine* of them: one is <b>black</b>.",
        "sources": [{"id": "letter", "locator": "p. 2"}],
        "confidence": "low",
    }
    note = page.locator("#n3")
    expect(note).to_be_focused(timeout=20_000)
    expect(note.locator("em")).to_have_text("nine")

    page.get_by_role("button", name="Change: Note 3").click()
    body = page.get_by_label("What a reader should know")
    expect(body).to_have_value("There are *nine* of them: one is <b>black</b>.")
    body.fill("")
    page.keyboard.type("There are ten.")
    page.keyboard.press("Control+Enter")
    expect(note).to_contain_text("There are ten.", timeout=20_000)
    expect(note).to_be_focused()
    expect(dialog(page)).to_have_count(0)
    page.emulate_media(media="print")
    expect(note).to_be_visible()
    expect(note.locator(".ap-desk-ways")).not_to_be_visible()
    page.emulate_media(media="screen")
    assert annotations()["n3"]["sources"] == [{"id": "letter", "locator": "p. 2"}]

    remove = page.get_by_role("button", name="Delete: Note 3")
    remove.click()
    page.get_by_role("button", name="Keep it").click()
    expect(remove).to_be_focused()
    remove.click()
    page.get_by_role("button", name="Delete it").click()
    expect(note).to_have_count(0, timeout=20_000)
    assert set(annotations()) == {"n1", "n2"}


def test_the_keyboard_alone_chooses_block_and_words(annotations, visit):
    page = visit()
    page.keyboard.press("Control+Enter")
    focused(page, "#ap-desk-target")
    page.keyboard.type("p1")
    page.keyboard.press("Tab")
    focused(page, "#ap-desk-words")
    page.keyboard.type("no letter gets in")
    page.keyboard.press("Control+End")
    for _ in range(2):
        page.keyboard.press("Control+Shift+ArrowLeft")
    about = page.locator(".ap-desk__about")
    expect(about).to_have_text("About winter.")
    page.keyboard.press("Tab")
    page.keyboard.type("p2")
    expect(about).to_contain_text("About winter. … p2")
    page.keyboard.press("Tab")
    page.keyboard.press("Control+Home")
    page.keyboard.press("Control+Shift+ArrowRight")
    expect(about).to_have_text("About winter. … Come")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    focused(page, "#ap-desk-layer")
    page.keyboard.type("ter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    focused(page, "#ap-desk-body")
    page.keyboard.type("It closes in November.")
    page.keyboard.press("Tab")
    page.keyboard.type("letter")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+Enter")
    focused(page, "#ap-desk-confidence")
    expect(page.locator("#ap-desk-confidence-wrong")).to_contain_text("Confidence")
    page.keyboard.type("med")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#n3")).to_be_focused(timeout=20_000)
    target = annotations()["n3"]["target"]
    assert (target["exact"], target["until"]["exact"]) == ("winter.", "Come")
    page.keyboard.press("Control+Enter")
    expect(dialog(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog(page)).to_have_count(0)


@pytest.fixture(scope="module")
def words_page(server, launch):
    """The page of other words, once for all that is selected there."""
    context = launch("plain").new_context(viewport=DESK)
    context.set_default_timeout(9000)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    context.route("**/livereload/**", lambda route: route.abort())  # other tests save files
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{server.port}/words/")
    yield page
    context.close()


@pytest.fixture
def other(words_page):
    """That page, with nothing typed there."""
    words_page.evaluate("sessionStorage.clear()")
    words_page.reload()
    return words_page


@pytest.mark.parametrize(
    ("words", "target"),
    [
        (("q1", "lamp", "q1", "out"), {"block": "q1", "exact": "lamp is out"}),
        (("q1", "out", "q1", "and"), {"block": "q1", "exact": "out, and"}),
        (("q1", "Wr", "q1", "ees"), {"block": "q1", "exact": "Wren sees"}),
        (("q1", " lamp is", "q1", "lamp is"), {"block": "q1", "exact": "lamp is", "occurrence": 2}),
        (("v1", "白い", "v1", "階段"), {"block": "v1.1", "exact": "白い階段"}),
        (
            ("v1", "階段", "v1", "数え"),
            {"block": "v1", "exact": "階段を数え"},
        ),
        (("q2", "الطريق", "q2", "طويلا"), {"block": "q2", "exact": "الطريق طويلا"}),
        (
            ("q1", "sees", "q2", "كان"),
            {"block": "q1", "exact": "sees no lamp.", "until": {"block": "q2", "exact": "كان"}},
        ),
    ],
    ids=lambda its: its[1] if isinstance(its, tuple) else "",
)
def test_what_is_selected(other, words, target):
    begin(other, *words)
    other.get_by_label("What a reader should know").fill("Something.")
    other.get_by_label("Layer").select_option("terms")
    source(other, "letter")
    other.get_by_label("Confidence").select_option("high")
    other.get_by_role("button", name="Copy").click()
    expect(said(other)).to_contain_text("Copied")
    (note,) = safe_load(other.evaluate("navigator.clipboard.readText()"))
    found = {key: its for key, its in note["target"].items() if key != "page"}
    assert found == target


def test_a_form_asks_for_what_nobody_chose_and_takes_other_words(other):
    begin(other, "q1", "out", "q1", "and")
    save = other.get_by_role("button", name="Save")
    save.click()
    wrong = other.locator("#ap-desk-layer-wrong")
    expect(wrong).to_have_text("Choose a layer.")
    other.get_by_label("Layer").select_option("terms")
    expect(wrong).not_to_be_visible()
    other.evaluate(SELECT, ["q1", "no", "q1", "lit"])
    other.get_by_role("button", name="Use these words").click()
    expect(other.locator(".ap-desk__about")).to_have_text("About no lamp is lit")
    other.get_by_role("button", name="New entry from these words").click()
    expect(
        other.get_by_label("Name", exact=True)
    ).to_be_visible()  # the note's form had a *Save* too
    save.click()
    expect(other.locator("#ap-desk-kind-wrong")).to_have_text("Choose what it is.")
    other.get_by_label("Kind").select_option("place")
    save.click()
    expect(other.locator("#ap-desk-gloss-wrong")).to_contain_text("save again to leave it so")


def test_words_that_are_a_link_are_selected_by_mouse(other):
    link = other.locator("#q1 a.ap-xref")
    box = link.bounding_box()
    y = box["y"] + box["height"] / 2
    chosen, here = "String(getSelection()).trim()", other.url
    other.mouse.move(box["x"] + 2, y)
    other.mouse.down()
    other.mouse.move(box["x"] + box["width"] - 1, y, steps=4)
    other.mouse.up()
    expect(other.locator(".ap-desk__near")).to_be_visible()
    assert (other.evaluate(chosen), other.url) == ("Wren", here)
    other.evaluate("getSelection().empty()")
    link.dblclick()
    expect(other.locator(".ap-desk__near")).to_be_visible()
    assert (other.evaluate(chosen), other.url) == ("Wren", here)
    other.locator("article h1").click()
    link.click()
    other.wait_for_url(lambda url: url != here)
    other.go_back()


def test_a_block_without_an_id_is_told_with_the_line_to_write(other):
    other.evaluate("getSelection().selectAllChildren(document.querySelector('article p em'))")
    other.locator(".ap-desk__near").click()
    told = dialog(other)
    expect(told).to_contain_text("docs/words.md")
    expect(told.get_by_role("textbox")).to_have_value("{ #p1 }")
    told.get_by_role("button", name="New entry from these words").click()
    expect(told.get_by_label("Name", exact=True)).to_have_value("this line")
    other.keyboard.press("Escape")
    expect(told).to_have_count(0)


def test_nothing_that_was_typed_is_lost(server, annotations, visit):
    page = visit()
    begin(page, "p2", "the road", "p2", "closes")
    body = page.get_by_label("What a reader should know")
    body.fill("In November, ")
    page.get_by_label("Layer").select_option("terms")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#ap-desk-sources-wrong")).to_contain_text("source")
    focused(page, "[aria-invalid]")
    expect(body).to_have_value("In November, ")
    body.press("End")
    page.locator("#ap-desk-sources").fill("let")
    page.evaluate(ON_THE_WAY)
    text = (server.folder / "docs/index.md").read_text(encoding="utf-8")
    server.save("docs/index.md", text + "\nAnother line.\n")
    show = dialog(page).get_by_role("status").get_by_role("button", name="Show it")
    expect(show).to_be_visible(timeout=20_000)
    page.keyboard.press("t")
    expect(page.get_by_text("Another line.")).to_have_count(0)
    page.keyboard.press("Backspace")
    show.click()
    expect(page.get_by_text("Another line.")).to_be_visible(timeout=20_000)
    expect(body).to_have_value("In November, ")
    expect(said(page)).to_have_text("n1 is in the page. What you typed is still here.")
    expect(page.locator("#ap-desk-sources")).to_be_focused()
    expect(page.locator("#ap-desk-sources")).to_have_value("let")
    expect(page.locator(".ap-desk__about")).to_have_text("About the road closes")
    page.locator("#ap-desk-sources").dispatch_event(
        "keydown", {"key": "Escape", "isComposing": True}
    )
    expect(page.get_by_role("button", name="Go on writing")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Go on writing")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#ap-desk-sources")).to_be_focused()
    page.get_by_role("button", name="New entry from these words").click()
    expect(page.get_by_label("Name", exact=True)).to_have_value("the road closes")
    page.get_by_role("button", name="Cancel").click()
    page.get_by_role("button", name="Throw it away").click()
    expect(body).to_have_value("In November, ")
    server.save("docs/index.md", text)
    page.close()
    assert set(annotations()) == {"n1", "n2"}


def test_two_versions_of_a_note_are_shown_and_none_is_lost(server, annotations, visit):
    page = visit("#n1")
    page.get_by_role("button", name="Change: Note 1").click()
    body = page.get_by_label("What a reader should know")
    body.fill("It fell in at once.")
    path = server.folder / "data/annotations.yml"
    theirs = path.read_text(encoding="utf-8").replace("two days later", "a week later")
    server.save("data/annotations.yml", theirs)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("row", name=re.compile("body"))).to_contain_text(
        "It fell in at once.It fell in a week later."
    )
    assert annotations()["n1"]["body"] == "It fell in a week later.", "nothing was written"
    page.get_by_role("button", name="Save mine all the same").click()
    expect(dialog(page)).to_have_count(0)
    assert annotations()["n1"]["body"] == "It fell in at once."


def test_axe_finds_nothing_and_no_word_is_covered(visit, size):
    page = visit(viewport=size)
    begin(page, "p1", "the roof", "p1", "not")
    words, box = page.evaluate("""() => {
      const [range] = CSS.highlights.get("ap-desk")
      const boxes = [range, document.querySelector(".ap-desk [role=dialog]:not([hidden])")]
      return boxes.map(its => its.getBoundingClientRect().toJSON())
    }""")
    assert (
        words["bottom"] <= box["top"]
        or words["right"] <= box["left"]
        or words["left"] >= box["right"]
    ), "the form stands beside the words"
    page.locator(".ap-desk__words > summary").click()
    page.locator(".ap-desk__more > summary").click()
    twice = """() => [...document.querySelectorAll(".ap-desk [id]")].map(its => its.id)
      .filter((id, at, all) => all.indexOf(id) !== at)"""
    assert page.evaluate(twice) == []
    source(page, "letter")
    page.get_by_label("Layer").select_option("terms")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#ap-desk-body-wrong")).to_be_visible()
    broken = {"status": 422, "json": {"problems": ["data/annotations.yml:1:1: it is broken."]}}
    page.route("**/-/apparatus/notes", lambda route: route.fulfill(**broken))
    page.locator("#ap-desk-body").fill("Rye.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".ap-desk__problems")).to_contain_text(
        "it is broken.Nothing was saved. What you typed is still here."
    )
    for scheme in ("default", "slate"):
        page.evaluate("scheme => { document.body.dataset.mdColorScheme = scheme }", scheme)
        assert violations(page, "html", within=".ap-desk") == []
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) <= 0
    page.emulate_media(media="print")
    expect(page.locator(".ap-desk")).not_to_be_visible()


def test_on_touch_the_button_at_the_foot_names_the_words(visit):
    page = visit(viewport=PHONE, has_touch=True, is_mobile=True)
    page.evaluate(SELECT, ["p1", "the roof", "p1", "not"])
    button = page.get_by_role("button", name="Annotate “the roof is not”")
    expect(button).to_be_visible()
    expect(page.locator(".ap-desk__near")).not_to_be_visible()
    button.tap()
    expect(page.locator(".ap-desk__about")).to_have_text("About the roof is not")


def test_an_author_can_do_without(tmp_path):
    folder = project(tmp_path / "project")
    with (folder / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("\nextra: {apparatus: {desk: false}}\n")
    server = Server(folder)
    server.until(server.get, "the site is served")
    page, answer = server.get(), server.ask("-/apparatus/desk.js")
    server.stop()
    assert "/-/apparatus/" not in page
    assert answer[0] == 404
