"""The bar at the foot of a served page: what is wrong, for every reader of it."""

from __future__ import annotations

import pytest
from browsing import DESK, PHONE, violations
from playwright.sync_api import expect
from serving import Server, project


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = project(tmp_path_factory.mktemp("served") / "project")
    settings = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    palette = "  palette: {media: '(prefers-color-scheme: dark)', scheme: slate}\n"
    server = Server(folder)
    server.save("mkdocs.yml", settings.replace("  font: false\n", "  font: false\n" + palette))
    server.until(lambda: "slate" in server.get(), "the site is served")
    yield server
    server.stop()


@pytest.fixture
def broken(server):
    """The server, with many mistakes in its data, and long words among them."""
    good = (server.folder / "data/entities.yml").read_text(encoding="utf-8")
    word = "incomprehensibilities" * 9
    rows = "".join(f"- {{id: a{n}, kind: {word}}}\n" for n in range(30))
    server.save("data/entities.yml", good + rows)
    server.until(lambda: "ap-mistakes" in server.get(), "the page says what is wrong")
    yield server
    server.save("data/entities.yml", good)
    server.until(lambda: "ap-mistakes" not in server.get(), "it recovers")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_bar_can_be_read_reached_and_folded(broken, browser, size, scheme):
    context = browser.new_context(viewport=size, color_scheme=scheme)
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{broken.port}/")
    bar = page.locator("details.ap-mistakes")
    expect(bar.get_by_role("alert")).to_contain_text("mistakes to mend")
    expect(bar.locator("li").first).to_contain_text("data/entities.yml:")
    expect(bar).to_have_css("background-color", "rgb(95, 20, 20)")
    box = bar.bounding_box()
    assert box["x"] == 0
    assert box["width"] == size["width"]
    assert abs(box["y"] + box["height"] - size["height"]) < 1, "it stands at the window's foot"
    assert box["height"] <= size["height"] * 0.41
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) <= 0, "nothing stands out of a narrow window"
    assert bar.evaluate("bar => bar.scrollWidth - bar.clientWidth") <= 0
    assert violations(page, "details.ap-mistakes") == []
    page.keyboard.press("Shift+Tab")
    expect(bar.locator("ol")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(bar.locator("summary")).to_be_focused()
    page.keyboard.press("Enter")
    expect(bar.locator("ol")).not_to_be_visible()
    assert bar.bounding_box()["height"] < 60
    page.emulate_media(media="print")
    expect(bar).not_to_be_visible()
    context.close()


def test_a_page_that_is_open_shows_mistakes_by_itself_and_takes_them_away(server, browser):
    context = browser.new_context(viewport=DESK)
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{server.port}/")
    bar = page.locator("details.ap-mistakes")
    good = (server.folder / "data/entities.yml").read_text(encoding="utf-8")
    expect(bar).to_have_count(0)
    server.save("data/entities.yml", good.replace("kind: term", "kind: tem"))
    expect(bar).to_contain_text("kind 'tem' is not one of", timeout=20_000)
    server.save("data/entities.yml", good.replace("kind: term", "kind: ter"))
    expect(bar).to_contain_text("kind 'ter' is not one of", timeout=20_000)
    server.save("data/entities.yml", good)
    expect(bar).to_have_count(0, timeout=20_000)
    context.close()


def test_without_scripts_a_page_is_looked_for_that_is_not_there(broken, browser):
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    answer = page.goto(f"http://127.0.0.1:{broken.port}/not/yet/")
    assert (answer.status, answer.headers["refresh"]) == (404, "2")
    expect(page.locator("details.ap-mistakes")).to_be_visible()
    context.close()
