"""Our notes on a reader's own copy, in a browser: on Material as it comes, in Spanish."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from apparatus.overlay import normal
from browsing import PHONE, until, violations
from builds import PROJECT, hosted
from overlaying import SOURCE, paragraphs
from playwright.sync_api import expect

CASES, FILES, MARKUP = (
    yaml.safe_load((Path(__file__).parents[1] / f"core/cases/{name}.yml").read_text("utf-8"))
    for name in ("overlay", "overlay_files", "overlay_markup")
)
COPY = "Su ejemplar del texto"
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
    page.get_by_label(COPY).fill(copy)
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
        "Párrafos: 10 con las mismas palabras. "
        "Notas: 8 en sus palabras · 5 junto a un párrafo entero."
    )
    assert marked(page) == WORDS
    assert verdicts(page) == ["exact"] * 10
    text = page.locator(".ap-overlay__text").first.inner_text()
    assert text.startswith("El reloj del muelle, que llevaba once años parado1 a las cuatro")
    assert text.endswith("de bolsillo."), "the last stop is there"
    assert page.evaluate("document.activeElement.textContent") == "Lo que tiene su ejemplar"


def test_a_number_opens_its_note_which_leads_to_the_retelling(page):
    compare(page, SOURCE)
    history = page.evaluate("history.length")
    page.locator("a.ap-noteref", has_text="4").focus()
    page.keyboard.press("Enter")
    note = page.locator("#ap-n4")
    expect(note.get_by_text("El registro la copia entera.")).to_be_visible()
    expect(note.get_by_text("Falta la firma del tesorero.")).to_be_visible()
    assert page.evaluate("history.length") == history, "who goes back leaves the page"
    with page.context.expect_page() as opened:
        note.get_by_role("link", name="En la paráfrasis (en otra pestaña)").click()
    assert opened.value.url.endswith("/relato/#n4")
    assert opened.value.evaluate("opener") is None
    assert verdicts(page) == ["exact"] * 10, "the copy is still there"
    for link in page.locator(".ap-overlay__found a:not([href^='#'])").all():
        assert link.get_attribute("target") == "_blank"
        assert link.text_content().endswith("(en otra pestaña)")


def test_words_lead_to_their_note_and_back(page):
    compare(page, SOURCE)
    words, note = page.locator("[data-annotation=n4]"), page.locator("#ap-n4")
    assert note.locator("summary").text_content().strip().endswith("sobre las palabras: La factura")
    note.hover()
    expect(words).to_have_class(re.compile("ap-lit"))
    page.mouse.move(0, 0)
    expect(words).not_to_have_class(re.compile("ap-lit"))
    words.click()
    expect(note.get_by_text("El registro la copia entera.")).to_be_visible()
    expect(words).to_have_class(re.compile("ap-span--open"))
    note.locator("[role=doc-backlink]").click()
    assert page.evaluate("document.activeElement.id") == "ap-n4-ref"
    assert page.locator("#ap-n10").count() == 1
    assert page.locator("#ap-n10 [role=doc-backlink]").count() == 0, "it is about no words"
    page.locator("#ap-n4-ref").hover()
    assert page.said == []


def test_notes_that_end_at_one_word_have_numbers_that_can_be_told_apart(size, visit):
    page = visit("ejemplar/", viewport=size)

    def crowded(route):
        html = route.fetch().text()
        assert '"words":[21,23]' in html
        route.fulfill(body=html.replace('"words":[21,23]', '"words":[8,9]'))

    page.route("**/ejemplar/", crowded)
    page.reload()
    compare(page, SOURCE)
    found = page.evaluate("""[...document.querySelectorAll("a.ap-noteref")].map(link => {
        link.scrollIntoView({block: "center"})
        const range = new Range()
        range.selectNodeContents(link)
        const {x, y, width, height} = range.getBoundingClientRect()
        const at = document.elementFromPoint(x + width / 2, y + height / 2)
        return [link.textContent, at.closest("a")?.textContent, x, width]
    })""")
    assert [number for number, *_ in found] == [at for _, at, *_ in found]
    (_, _, one, width), (_, _, other, _) = found[:2]
    assert other > one + width + 2, "and a gap between them"


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
    leaving = "dispatchEvent(new PageTransitionEvent('pagehide', {persisted: %s}))"
    page.evaluate(leaving % "true")
    assert verdicts(page) == ["exact"] * 10, "a page kept whole for the way back has its copy"
    page.evaluate(leaving % "false")
    assert page.get_by_label(COPY).input_value() == ""
    compare(page, SOURCE)
    page.reload()
    assert page.get_by_label(COPY).input_value() == ""


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
    reason = "Su ejemplar no lo tiene, o tiene ahí otras palabras."
    expect(missing.get_by_text(reason)).to_be_visible()
    assert missing.locator(".ap-overlay__note").count() == 1
    expect(page.get_by_text("2 veces en total")).to_be_visible()


def places(page) -> list[str]:
    """What stands in the result, from top to bottom: names of passages, and words besides."""
    parts = ".ap-overlay__head > a, .ap-overlay__besides summary, .ap-overlay__copy > p:last-child"
    found = page.locator(".ap-overlay__found").locator(parts).all_text_contents()
    return [text.split("\u00a0")[0][:24] for text in found]


def test_what_is_not_found_stands_where_it_would_be(page):
    one, two, three, four, *rest = paragraphs()
    other = "Aquí dice otra cosa, y muy distinta de lo que debería. " * 4
    compare(page, "\n\n".join([one, two, other, four, *rest]))
    assert places(page)[2:8] == [
        "Párrafo 2", two[:24], "Párrafo 3", other[:24], "Párrafo 4", four[:24],
    ]  # fmt: skip
    expect(page.get_by_text("Quizá esté en estas palabras de su ejemplar:").first).to_be_visible()
    compare(page, "\n\n".join([one, two, "Algo más.", four, *rest]))
    assert places(page)[2:7] == [
        "Párrafo 2", two[:24], "Otras 2 palabras en su e", "Párrafo 3", "Su ejemplar no lo tiene,",
    ]  # fmt: skip
    compare(page, "\n\n".join([two, three, four, *rest[::-1]]))
    assert places(page)[:2] == ["Párrafo 1", "Su ejemplar no lo tiene,"]


def test_what_was_joined_in_reading_is_shown_joined(page):
    spoilt = SOURCE.replace("parado", "para-\ndo").replace("trescientas", "tres-\n\n3\n\ncientas")
    compare(page, spoilt.replace("once años", "once\nPublicidad\naños"))
    text = page.locator(".ap-overlay__text").first.inner_text()
    assert "llevaba once años parado1 a las cuatro" in text
    assert "unas trescientas personas2" in text


def test_without_https_it_says_so_at_once(page):
    page.add_init_script("Object.defineProperty(crypto, 'subtle', {value: undefined})")
    page.reload()
    expect(page.get_by_text("Esta página no ha llegado por https")).to_be_visible()
    expect(page.get_by_role("link", name="la paráfrasis con notas")).to_be_visible()
    expect(page.get_by_label(COPY)).to_be_hidden()


def test_what_goes_wrong_in_a_copy_is_told(page):
    page.evaluate("() => { crypto.subtle.deriveBits = () => Promise.reject(new Error('busy')) }")
    compare(page, SOURCE)
    assert said(page).startswith("Su navegador no ha podido comparar esto.")


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
        ("other.txt", ("Otra cosa, muy distinta. " * 400).encode(), "Esto no parece el texto."),
        ("copy.pdf", b"%PDF-1.7\n\x00", "copy.pdf no se puede leer aquí."),
        ("copy.rtf", rb"{\rtf1\ansi El reloj}", "copy.rtf no se puede leer aquí."),
        ("data", b'{"text": ["El reloj"]}', "data no se puede leer aquí."),
        ("long.txt", b"uno dos " * 130_000, "Es demasiado largo"),
        ("old.txt", SOURCE.encode("cp1252"), "Párrafos: 10 con las mismas palabras."),
        ("wide.txt", SOURCE.encode("utf-16"), "Párrafos: 10 con las mismas palabras."),
        ("page.html", f"<!doctype html><p>{'<p>'.join(SOURCE.split(chr(10)))}".encode(),
         "Párrafos: 10 con las mismas palabras."),
        ("saved.htm", f"El reloj<br><br>{'<br><br>'.join(SOURCE.split(chr(10)))}".encode(),
         "Párrafos: 10 con las mismas palabras."),
        ("pictures.html", f"<p>{'<p>'.join(SOURCE.split(chr(10)))}"
         f"<img src='data:image/png;base64,{'A' * 5_000_000}'>".encode(),
         "Párrafos: 10 con las mismas palabras."),
        ("among.txt", f"{'Nada que ver con aquello. ' * 4000}\n\n{SOURCE}".encode(),
         "Párrafos: 10 con las mismas palabras."),
    ],
)  # fmt: skip
def test_every_file_gets_a_clear_answer(name, content, answer, page):
    assert said(give(page, name, content)).startswith(answer)
    assert page.locator(".ap-overlay__found").is_visible() == answer.startswith("Párrafos")


def test_a_page_of_html_is_read_as_the_rule_says(page):
    for case in CASES:
        if "html" in case:
            give(page, "page.html", case["html"].encode())
            text = page.get_by_label(COPY).input_value()
            found = [word.form for word in normal.words(text)]
            assert found == case["words"].split(), case["name"]


def test_markup_that_is_pasted_is_read_as_markup(page):
    told = page.evaluate("cases => cases.map(its => apOverlay.isPage(its.text, its.file))", MARKUP)
    assert told == [case["page"] for case in MARKUP]
    compare(page, f"<!-- saved -->\n<article><p>{'<p>'.join(SOURCE.split(chr(10)))}</article>")
    assert verdicts(page) == ["exact"] * 10
    assert "<p>" not in page.locator(".ap-overlay__found").text_content()


def test_the_bytes_of_a_file_become_a_text_or_are_refused(page):
    given = [list(case["bytes"]) for case in FILES]
    told = page.evaluate(
        "files => files.map(its => apOverlay.decoded(Uint8Array.from(its)))", given
    )
    for case, text in zip(FILES, told, strict=True):
        assert text == case["text"], case["name"]


def test_several_files_are_one_copy_in_the_order_of_their_names(page):
    half = SOURCE.index("La relojera discrepa")
    parts = [("10.txt", SOURCE[half:]), ("9.txt", SOURCE[:half])]
    files = [{"name": n, "mimeType": "text/plain", "buffer": its.encode()} for n, its in parts]
    page.set_input_files(".ap-overlay input[type=file]", files)
    until(page, "document.querySelectorAll('.ap-overlay__row').length === 10")
    assert verdicts(page) == ["exact"] * 10
    assert page.get_by_label(COPY).input_value().startswith("La Gaceta")
    page.set_input_files(
        ".ap-overlay input[type=file]",
        [files[0], {"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1"}],
    )
    until(page, "document.querySelector('.ap-overlay__said').textContent.startsWith('a.pdf')")
    assert page.get_by_label(COPY).input_value() == "", "nothing stays without its result"
    expect(page.locator(".ap-overlay__found")).to_be_hidden()


def test_what_is_dropped_or_pasted_is_compared_at_once(page):
    assert page.evaluate(
        """text => {
      const given = new DataTransfer()
      given.items.add(new File([text], "copy.txt", {type: "text/plain"}))
      const how = {dataTransfer: given, bubbles: true, cancelable: true}
      const over = new DragEvent("dragover", how), drop = new DragEvent("drop", how)
      document.querySelector("h1").dispatchEvent(over)
      document.querySelector("h1").dispatchEvent(drop)
      return over.defaultPrevented && drop.defaultPrevented
    }""",
        SOURCE,
    ), "a browser that opened it would leave the page"
    until(page, "document.querySelectorAll('.ap-overlay__row').length === 10")
    page.get_by_role("button", name="Borrar").click()
    assert page.locator(".ap-overlay__row").count() == 0
    page.get_by_label(COPY).fill("otra cosa")
    paste(page, SOURCE)
    until(page, "document.querySelectorAll('.ap-overlay__row').length === 10")
    assert page.get_by_label(COPY).input_value() == SOURCE, "it takes the place of what was there"


def paste(page, text: str):
    page.get_by_label(COPY).focus()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    page.keyboard.press("Control+V")


def test_whatever_stands_in_a_copy_is_text_and_no_more(page):
    compare(
        page, SOURCE.replace("El reloj", "<img src=x onerror=alert(1)><script>1</script> El reloj")
    )
    assert page.locator(".ap-overlay__found :is(img, script)").count() == 0
    assert "exact" in verdicts(page)


def test_the_page_works_where_a_theme_loads_it_into_another_one(make_site, host, visit):
    """Material can; it runs the scripts of a page anew, and takes all in it for code."""
    edition = PROJECT / "tests/editions/clock"
    texts = {one: one.read_text("utf-8") for one in edition.glob("d*/*")}
    files = {one.relative_to(edition).as_posix(): text for one, text in texts.items()}
    files["mkdocs.yml"] = (
        f"site_url: {host}\nuse_directory_urls: true\n"
        "theme: {name: material, language: es, font: false, features: [navigation.instant]}\n"
        "markdown_extensions: [attr_list, md_in_html, def_list, tables]\n"
        "extra: {apparatus: {text: relato.md, written: '1931-05-12'}}\n"
    )
    _, run = make_site(files)
    assert run.returncode == 0, run.stderr
    page = visit(f"{host}/relato/")
    page.wait_for_load_state("networkidle")  # the theme has read the list of pages by then
    page.get_by_role("link", name="leerla con las notas").click()
    page.wait_for_url("**/ejemplar/")
    expect(page.get_by_label(COPY)).to_be_visible()
    compare(page, SOURCE)
    assert verdicts(page) == ["exact"] * 10
    assert [one for one in page.said if "sitemap.xml" not in one] == []
    assert page.evaluate("fetch('/').then(() => 'went', () => 'refused')") == "refused"
    page.get_by_role("link", name="La crónica").first.click()
    page.wait_for_url("**/relato/")
    assert page.evaluate("fetch('/').then(() => 'went', () => 'refused')") == "went"


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
    expect(page.get_by_text("JavaScript está desactivado")).to_be_visible()
    expect(page.get_by_role("link", name="la paráfrasis con notas")).to_have_attribute(
        "href", "../relato/"
    )
    expect(page.get_by_label(COPY)).to_be_hidden()


def test_on_paper_there_are_the_copy_and_its_notes(page):
    compare(page, SOURCE)
    page.emulate_media(media="print")
    expect(page.get_by_label(COPY)).to_be_hidden()
    expect(page.locator(".ap-overlay__text").first).to_be_visible()
    expect(page.get_by_text("Doce, según el registro")).to_be_visible()
    besides = page.locator(".ap-overlay__besides")
    expect(besides.get_by_text("La Gaceta del Faro")).to_be_visible()
    expect(page.get_by_role("link", name="En la paráfrasis").first).to_be_hidden()
    widths = "its => [...new Set(its.map(one => one.clientWidth))]"
    whole = page.locator(".ap-overlay__found").evaluate_all(widths)
    assert page.locator(".ap-overlay__row > *").evaluate_all(widths) == whole, "one column"
