"""Our notes on a reader's own copy, in a browser: on Material as it comes, in Spanish."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from apparatus.overlay import normal
from browsing import PHONE, until, violations
from builds import hosted
from overlaying import SOURCE, paragraphs
from playwright.sync_api import expect

CASES = yaml.safe_load((Path(__file__).parents[1] / "core/cases/overlay.yml").read_text("utf-8"))
WORDS = {
    "n1": "llevaba once años parado", "n2": "unas trescientas personas",
    "n3": "la relojera Amparo Quiroga", "n4": "La factura", "n5": "acierta dos veces al día",
    "n6": "entre risas", "n8": "Contaron sesenta y uno el martes", "n9": "la llave",
}  # fmt: skip
"""What `tests/overlay/spans.yml` says that notes are about."""


@pytest.fixture(scope="module")
def address(small):
    with hosted(small("clock").folder, {}) as host:
        yield f"{host}/"


@pytest.fixture
def page(visit):
    return visit("ejemplar/")


def compare(page, copy: str):
    page.get_by_label("Su ejemplar del texto").fill(copy)
    page.get_by_role("button", name="Comparar").press("Enter")
    expect(page.locator(".ap-overlay__said")).to_contain_text(".", timeout=9000)
    until(page, "!document.querySelector('.ap-overlay__said').textContent.includes('…')")
    return page


def give(page, name: str, content: bytes):
    page.set_input_files(
        ".ap-overlay input[type=file]",
        {"name": name, "mimeType": "text/plain", "buffer": content},
    )
    until(page, "!/^$|…/.test(document.querySelector('.ap-overlay__said').textContent)")
    return page


def said(page) -> str:
    return page.locator(".ap-overlay__said").text_content()


def verdicts(page) -> list[str]:
    rows = "[...document.querySelectorAll('.ap-overlay__row')].map(row => row.dataset.verdict)"
    return page.evaluate(rows)


def marked(page) -> dict[str, str]:
    """What is marked for each note."""
    found = page.evaluate("""[...document.querySelectorAll('.ap-overlay__text [data-annotation]')]
        .map(mark => [mark.dataset.annotation, mark.textContent])""")
    return {note: " ".join(text for its, text in found if its == note) for note, _ in found}


def test_on_an_exact_copy_each_note_stands_at_its_words(page):
    compare(page, SOURCE)
    assert said(page) == (
        "Párrafos: 10 palabra por palabra. Notas: 8 en sus palabras · 5 sobre un párrafo entero."
    )
    assert marked(page) == WORDS
    assert verdicts(page) == ["exact"] * 10
    text = page.locator(".ap-overlay__text").first.inner_text()
    assert text.startswith("El reloj del muelle, que llevaba once años parado1 a las cuatro")
    assert text.endswith("de bolsillo."), "the last stop is there"
    assert page.evaluate("document.activeElement.textContent") == "Lo que tiene su ejemplar"


def test_a_number_opens_its_note_which_leads_to_the_retelling(page):
    compare(page, SOURCE)
    page.locator("a.ap-noteref", has_text="4").focus()
    page.keyboard.press("Enter")
    note = page.locator("#ap-n4")
    expect(note.get_by_text("El registro la copia entera.")).to_be_visible()
    expect(note.get_by_text("Falta la firma del tesorero.")).to_be_visible()
    note.get_by_role("link", name="En la paráfrasis").click()
    expect(page.locator("#n4")).to_be_attached()
    assert page.url.endswith("/relato/#n4")


def test_nothing_leaves_the_page_and_nothing_is_kept(page):
    stored = "JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])"
    before = page.evaluate(stored)
    page.wait_for_load_state("networkidle")
    asked = len(page.asked)
    compare(page, SOURCE)
    give(page, "copy.txt", SOURCE.encode())
    assert page.asked[asked:] == []
    assert page.evaluate(stored) == before
    assert page.said == [], "nothing that the theme asks for is refused"
    refused = "fetch('/').then(() => 'went', () => 'refused')"
    assert page.evaluate(refused) == "refused"
    assert (
        page.evaluate("""new Promise(done => Object.assign(new Image(), {
        onload: () => done("went"), onerror: () => done("refused"), src: "https://example.org/a.png",
    }))""")
        == "refused"
    )
    assert any("connect-src 'none'" in one for one in page.said)
    page.reload()
    assert page.get_by_label("Su ejemplar del texto").input_value() == ""


def test_what_a_copy_has_not_is_told_with_why(page):
    one, two, three, _, *rest = paragraphs()
    compare(page, "\n\n".join([one, two.replace("torre", "tore"), three, three, *rest]))
    found = verdicts(page)
    assert (found.count("differs"), found.count("missing")) == (1, 2)
    differs = page.locator("[data-verdict=differs]")
    expect(differs.get_by_text("en lo alto de la tore.")).to_be_visible()
    assert differs.locator(".ap-span").count() == 0, "no words are marked that may be others"
    expect(differs.get_by_text("Su cuarto reloj de torre")).to_be_visible()
    missing = page.locator("[data-verdict=missing]").first
    expect(missing.get_by_text("Su ejemplar no lo tiene, o lo tiene muy cambiado.")).to_be_visible()
    assert missing.locator(".ap-overlay__note").count() == 1
    expect(page.get_by_text("2 veces en total")).to_be_visible()


def test_what_is_there_twice_and_never_exactly_is_placed_nowhere(page):
    spoilt = [one.replace("a", "aa", 1) for one in paragraphs()[4:]]
    compare(page, "\n\n".join([paragraphs()[0], *spoilt, *spoilt]))
    found = verdicts(page)
    assert found.count("exact") == 1
    assert found.count("twice") >= 3
    assert "differs" not in found
    assert page.locator("[data-verdict=twice] .ap-span").count() == 0


@pytest.mark.parametrize(
    ("name", "content", "answer"),
    [
        ("empty.txt", b" \n", "Todavía no hay nada que comparar."),
        ("other.txt", ("Otra cosa, muy distinta. " * 400).encode(), "Nada de esto es el texto"),
        ("copy.pdf", b"%PDF-1.7\n\x00", "Un archivo de este tipo no se puede leer aquí."),
        ("long.txt", b"uno dos " * 130_000, "Es demasiado largo"),
        ("old.txt", SOURCE.encode("cp1252"), "Párrafos: 10 palabra por palabra."),
        ("wide.txt", SOURCE.encode("utf-16"), "Párrafos: 10 palabra por palabra."),
        ("page.html", f"<!doctype html><p>{'<p>'.join(SOURCE.split(chr(10)))}".encode(),
         "Párrafos: 10 palabra por palabra."),
        ("among.txt", f"{'Nada que ver con aquello. ' * 4000}\n\n{SOURCE}".encode(),
         "Párrafos: 10 palabra por palabra."),
    ],
)  # fmt: skip
def test_every_file_gets_a_clear_answer(name, content, answer, page):
    assert said(give(page, name, content)).startswith(answer)
    assert page.locator(".ap-overlay__found").is_visible() == answer.startswith("Párrafos")


def test_a_page_of_html_is_read_as_the_rule_says(page):
    for case in CASES:
        if "html" in case:
            give(page, "page.html", case["html"].encode())
            text = page.get_by_label("Su ejemplar del texto").input_value()
            found = [word.form for word in normal.words(text)]
            assert found == case["words"].split(), case["name"]


def test_what_is_dropped_or_pasted_is_compared_at_once(page):
    page.evaluate(
        """text => {
      const given = new DataTransfer()
      given.items.add(new File([text], "copy.txt", {type: "text/plain"}))
      const area = document.querySelector(".ap-overlay textarea")
      const how = {dataTransfer: given, bubbles: true, cancelable: true}
      area.dispatchEvent(new DragEvent("drop", how))
    }""",
        SOURCE,
    )
    until(page, "document.querySelectorAll('.ap-overlay__row').length === 10")
    page.get_by_role("button", name="Borrar").click()
    assert page.locator(".ap-overlay__row").count() == 0
    page.evaluate(
        """text => {
      const area = document.querySelector(".ap-overlay textarea")
      area.value = text
      area.dispatchEvent(new ClipboardEvent("paste", {bubbles: true}))
    }""",
        SOURCE,
    )
    until(page, "document.querySelectorAll('.ap-overlay__row').length === 10")


def test_whatever_stands_in_a_copy_is_text_and_no_more(page):
    compare(
        page, SOURCE.replace("El reloj", "<img src=x onerror=alert(1)><script>1</script> El reloj")
    )
    assert page.locator(".ap-overlay__found :is(img, script)").count() == 0
    assert "exact" in verdicts(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(scheme, size, visit):
    page = visit("ejemplar/", viewport=size, color_scheme=scheme)
    compare(
        page,
        "\n\n".join([paragraphs()[0], paragraphs()[1].replace("torre", "tore"), *paragraphs()[3:]]),
    )
    for note in page.locator(".ap-overlay__note summary").all()[:3]:
        note.click()
    assert violations(page, ".ap-overlay") == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_scripts_it_explains_and_leads_on(visit):
    page = visit("ejemplar/", java_script_enabled=False, viewport=PHONE)
    expect(page.get_by_text("aquí no se ejecuta ninguno")).to_be_visible()
    expect(page.get_by_role("link", name="la paráfrasis con notas")).to_have_attribute(
        "href", "../relato/"
    )
    expect(page.get_by_label("Su ejemplar del texto")).to_be_hidden()


def test_on_paper_there_are_the_copy_and_its_notes(page):
    compare(page, SOURCE)
    page.emulate_media(media="print")
    expect(page.get_by_label("Su ejemplar del texto")).to_be_hidden()
    expect(page.locator(".ap-overlay__text").first).to_be_visible()
    expect(page.get_by_text("Doce, según el registro")).to_be_visible()
