"""Cards by mouse, keyboard and touch: WCAG 1.4.13, content on hover or focus."""

from __future__ import annotations

import pytest
from browsing import until
from builds import some
from fonts import both_sets
from playwright.sync_api import expect

LINK = "a.ap-xref[data-entity=ada-quill]"
CARD = "#card-ada-quill"
LONGER_THAN_ANY_DELAY = 900


@pytest.fixture
def page(visit):
    return visit("")


def test_cards_are_shut_at_first(page):
    assert page.locator(".ap-card").count() > 3
    expect(page.locator(".ap-card:visible")).to_have_count(0)


def test_the_mouse_opens_a_card_and_may_enter_it(page):
    page.hover(LINK)
    expect(page.locator(CARD)).to_be_visible()
    expect(page.locator(CARD)).to_contain_text("teacher of sums")
    page.hover(f"{CARD} .ap-card__gloss")
    page.wait_for_timeout(LONGER_THAN_ANY_DELAY)
    expect(page.locator(CARD)).to_be_visible()
    page.mouse.move(1, 1)
    expect(page.locator(CARD)).to_be_hidden()


def test_passing_over_a_link_opens_nothing(page):
    page.hover(LINK)
    page.mouse.move(1, 1)
    page.wait_for_timeout(LONGER_THAN_ANY_DELAY)
    expect(page.locator(".ap-card:visible")).to_have_count(0)


def test_a_card_stays_as_long_as_the_pointer_rests(page):
    page.hover(LINK)
    expect(page.locator(CARD)).to_be_visible()
    page.wait_for_timeout(3 * LONGER_THAN_ANY_DELAY)
    expect(page.locator(CARD)).to_be_visible()


def test_escape_closes_without_moving_the_pointer(page):
    page.hover(LINK)
    expect(page.locator(CARD)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(CARD)).to_be_hidden()
    page.wait_for_timeout(LONGER_THAN_ANY_DELAY)
    expect(page.locator(CARD)).to_be_hidden()


def tab_to(page, selector):
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    pytest.fail(f"no way by keyboard to {selector}")


def test_the_keyboard_opens_a_card_and_escape_keeps_the_focus(page):
    tab_to(page, LINK)
    expect(page.locator(CARD)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(CARD)).to_be_hidden()
    expect(page.locator(LINK)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(LINK)).not_to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(page.locator(CARD)).to_be_visible()


def test_leaving_by_keyboard_closes(page):
    tab_to(page, LINK)
    expect(page.locator(CARD)).to_be_visible()
    page.keyboard.press("Shift+Tab")
    expect(page.locator(CARD)).to_be_hidden()


def test_only_one_card_is_open(page):
    tab_to(page, LINK)
    page.hover("a.ap-xref[data-entity=tom-reed]")
    expect(page.locator("#card-tom-reed")).to_be_visible()
    expect(page.locator(".ap-card:visible")).to_have_count(1)


def test_a_click_follows_the_link(page):
    page.click(LINK)
    page.wait_for_url("**/people/ada-quill/")


def test_a_tap_opens_the_card_and_its_link_leads_on(visit):
    page = visit(viewport={"width": 375, "height": 812}, has_touch=True, is_mobile=True)
    page.tap(LINK)
    expect(page.locator(CARD)).to_be_visible()
    box = page.locator(CARD).bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 375
    page.tap(f"{CARD} a")
    page.wait_for_url("**/people/ada-quill/")


@both_sets
def test_a_card_stays_inside_the_window(visit, size):
    page = visit("glossary/", viewport=size)
    for link in some(page.locator("article a.ap-xref:not([href^='#']):visible").all()):
        link.scroll_into_view_if_needed()
        link.hover()
        card = page.locator(".ap-card:visible")
        expect(card).to_have_count(1)
        box = card.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= size["width"]
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= size["height"]
        page.keyboard.press("Escape")
        page.mouse.move(1, 1)


def test_links_are_described_by_their_gloss(page):
    described = page.locator(LINK).get_attribute("aria-describedby")
    assert "teacher of sums" in page.locator(f"#{described}").text_content()


def test_cards_work_after_instant_navigation(make_site, host, visit):
    """Material can exchange the content without loading a page; scripts then run only once."""
    files = {
        "mkdocs.yml": f"site_url: {host}\nuse_directory_urls: true\n"
        "theme: {name: material, font: false, features: [navigation.instant]}\n"
        "markdown_extensions: [attr_list, pymdownx.tabbed: {alternate_style: true}]\n",
        "docs/index.md": "# Home\n\n[On](more.md)\n\n"
        '=== "One"\n\n    x\n\n=== "Two"\n\n    ## B { #b }\n\n    x\n',
        "docs/more.md": "# More\n\nThen Baker spoke.\n",
        "data/entities.yml": "- id: baker\n  kind: person\n  name: Baker\n  gloss: G\n"
        "  entry: index.md#b\n",
    }
    _, run = make_site(files, "--strict")
    assert run.returncode == 0, run.stderr
    page = visit(host)
    page.wait_for_load_state("networkidle")  # the theme has read the list of pages by then
    page.evaluate("window.loadedOnce = true")
    page.get_by_role("link", name="On", exact=True).click()
    page.wait_for_url("**/more/")
    page.hover("a.ap-xref[data-entity=baker]")
    expect(page.locator("#card-baker")).to_be_visible()
    page.locator("#card-baker a").first.click()
    expect(page.locator("#b")).to_be_visible()  # in a tab that is not the first
    assert page.evaluate("window.loadedOnce"), "the page was loaded, so nothing was tried"


@pytest.mark.parametrize("of", ["person", "organization", "event", "document", "term"])
def test_each_kind_of_card_keeps_the_rules_of_content_on_hover_or_focus(visit, size, of):
    """WCAG 1.4.13: it opens, may be entered, stays, is dismissed in place, and the focus stays."""
    page = visit("annotated/?notes=none", viewport=size)
    link = page.locator(f"article a.ap-xref--{of}:not([data-noted]):visible").first
    link.scroll_into_view_if_needed()
    card = page.locator(f"#card-{link.get_attribute('data-entity')}")
    link.hover()
    expect(card).to_be_visible()
    card.locator(".ap-card__gloss").hover()
    page.wait_for_timeout(LONGER_THAN_ANY_DELAY)
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    page.mouse.move(1, 1)
    page.keyboard.press("Shift")  # from here on the focus is seen as one by keyboard
    link.focus()
    expect(card).to_be_visible()
    page.wait_for_timeout(LONGER_THAN_ANY_DELAY)
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(link).to_be_focused()


PHONE = {"width": 375, "height": 812}
TOUCH = {"viewport": PHONE, "has_touch": True, "is_mobile": True}


def test_back_closes_a_sheet_and_then_leads_back(visit, address):
    page = visit("sources/", **TOUCH)
    page.goto(address)
    page.tap(LINK)
    expect(page.locator(CARD)).to_be_visible()
    page.go_back()
    expect(page.locator(CARD)).to_be_hidden()
    assert page.url == address
    page.go_back()
    page.wait_for_url("**/sources/")


def test_a_sheet_that_is_closed_otherwise_leaves_no_step_behind(visit, address):
    page = visit("sources/", **TOUCH)
    page.goto(address)
    page.tap(LINK)
    expect(page.locator(CARD)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(CARD)).to_be_hidden()
    until(page, "!(history.state && history.state.apCard)")
    page.go_back()
    page.wait_for_url("**/sources/")


def test_where_a_sheet_leads_back_leads_to_the_page(visit, address):
    page = visit("", **TOUCH)
    page.tap(LINK)
    page.tap(f"{CARD} a")
    page.wait_for_url("**/people/ada-quill/")
    page.go_back()
    page.wait_for_url(address)


@pytest.mark.parametrize("touch", [True, False])
def test_a_card_never_covers_its_link(visit, touch):
    page = visit("annotated/?notes=none", **(TOUCH if touch else {"viewport": PHONE}))
    links = page.locator(".ap-passage > p a[data-entity]").all()
    for link in some(links):
        if touch:
            link.tap()
        else:
            page.keyboard.press("Shift")  # from here on the focus is seen as one by keyboard
            link.focus()
        card = page.locator(".ap-card:visible")
        expect(card).to_have_count(1)
        box, lines = (
            card.bounding_box(),
            link.evaluate("a => [...a.getClientRects()].map(r => [r.top, r.bottom])"),
        )
        for top, bottom in lines:
            assert bottom <= box["y"] or top >= box["y"] + box["height"]
            assert top >= 0
            assert bottom <= PHONE["height"]
        page.keyboard.press("Escape")
        expect(card).to_have_count(0)


def test_without_popovers_cards_stay_shut_and_links_are_links(visit):
    """A browser that knows neither the attribute nor the pseudo-class, nor two colours in one."""

    def older(route):
        body = route.fetch().text().replace(":popover-open", ":unknown")
        route.fulfill(body=body.replace("light-dark(", "unknown("), content_type="text/css")

    page = visit("", **TOUCH)
    page.context.add_init_script("delete HTMLElement.prototype.showPopover")
    page.route("**/*.css", older)
    page.reload()
    expect(page.locator(".ap-card:visible")).to_have_count(0)
    colours = page.evaluate("""() => {
        const s = getComputedStyle(document.body); return [s.color, s.backgroundColor]; }""")
    assert colours[0] != colours[1] != "rgba(0, 0, 0, 0)"
    page.tap(LINK)
    page.wait_for_url("**/people/ada-quill/")


def test_cards_for_notes_come_with_the_first_note_that_is_opened(visit):
    page = visit("annotated/?notes=all")
    bare = "[role=note] a.ap-xref[data-entity]:not([aria-describedby])"
    name, note = some(page.locator(bare).evaluate_all(
        "all => all.map(link => [link.dataset.entity, link.closest('[role=note]').id])"
    ))[0]  # fmt: skip
    card = page.locator(f"#card-{name}")
    expect(card).to_have_count(0)
    assert not [url for url in page.asked if "/assets/cards/" in url]
    page.click(f"#{note}-ref")
    expect(card).to_have_count(1)
    expect(page.locator(bare)).to_have_count(0)
    page.locator(f"#{note} a[data-entity={name}]").first.hover()
    expect(card).to_be_visible()


def test_a_tap_on_another_link_opens_its_card(visit):
    page = visit("annotated/?notes=none", viewport=PHONE, has_touch=True, is_mobile=True)
    links = page.locator("a.ap-xref[data-entity]:not([data-noted]):visible")
    first, second = links.nth(0), links.nth(1)
    first.tap()
    expect(page.locator(".ap-card:popover-open")).to_have_count(1)
    second.tap()
    name = second.get_attribute("data-entity")
    expect(page.locator(f"#card-{name}")).to_be_visible()
    page.wait_for_timeout(200)  # for what comes late, such as the way back
    expect(page.locator(f"#card-{name}")).to_be_visible()
