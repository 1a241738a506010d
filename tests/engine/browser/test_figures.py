"""Figures in a browser: legible on a phone, told apart in any colours, whole on paper."""

from __future__ import annotations

import pytest
from browsing import violations
from fonts import both_sets
from playwright.sync_api import expect

COLOURS = [
    {"color_scheme": "light"},
    {"color_scheme": "dark"},
    {"color_scheme": "light", "forced_colors": "active"},
    {"color_scheme": "dark", "forced_colors": "active"},
]
PAINT = """() => [
  ...document.querySelectorAll(".ap-figure__picture .ap-figure__mark, .ap-figure__bar")].map(
    mark => { const style = getComputedStyle(mark); return [
        mark.classList.value.includes("--open"), style.fill, style.stroke,
        getComputedStyle(document.body).backgroundColor]; })"""


@both_sets
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(visit, size, scheme):
    page = visit("figures/", viewport=size, color_scheme=scheme)
    assert violations(page) == []
    assert page.said == []


@both_sets
@pytest.mark.parametrize("width", [375, 600, 1440])
def test_letters_in_pictures_are_legible(visit, width):
    page = visit("figures/", viewport={"width": width, "height": 800})
    sizes = page.evaluate("""() => [...document.querySelectorAll(".ap-figure__picture text")].map(
        text => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a)""")
    assert len(sizes) > 15
    assert min(sizes) >= 12


@both_sets
def test_pictures_stay_inside_and_their_labels_apart(visit):
    page = visit("figures/", viewport={"width": 375, "height": 800})
    apart = page.evaluate("""() => [
      ...document.querySelectorAll(".ap-figure__picture")].every(svg => {
        const frame = svg.getBoundingClientRect();
        const box = part => part.getBoundingClientRect();
        const inside = a => a.left >= frame.left && a.right <= frame.right
            && a.top >= frame.top && a.bottom <= frame.bottom;
        const boxes = [...svg.querySelectorAll("text")].map(box);
        return [...svg.querySelectorAll("path, circle, rect, text")].map(box).every(inside)
            && boxes.every((a, i) => boxes.every((b, j) => i === j || a.right <= b.left
                || b.right <= a.left || a.bottom <= b.top + 4 || b.bottom <= a.top + 4)); })""")
    assert apart


@both_sets
def test_nothing_sticks_out_sideways(visit):
    for width in (320, 375):
        page = visit("figures/", viewport={"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("colours", COLOURS, ids=lambda colours: " ".join(colours.values()))
def test_hollow_marks_have_the_colour_of_the_paper_and_full_ones_that_of_ink(visit, colours):
    page = visit("figures/", **colours)
    marks = page.evaluate(PAINT)
    assert {open_ for open_, *_ in marks} == {True, False}
    for open_, fill, stroke, paper in marks:
        assert stroke != paper
        assert fill == (paper if open_ else stroke)


def test_on_paper_there_is_the_picture_and_its_table(visit):
    page = visit("figures/", color_scheme="dark")
    page.emulate_media(media="print")
    for selector in (".ap-figure__picture", ".ap-figure__table"):
        assert page.locator(f"{selector}:visible").count() == page.locator(selector).count() == 3
    expect(page.locator(".ap-figure__download:visible")).to_have_count(0)
    ink = page.locator(".ap-figure__mark:not(.ap-figure__mark--open)").first
    expect(ink).to_have_css("fill", "rgb(34, 32, 28)")
