"""Notes on a reader's own copy: how it is read, what is published of a text, what is found."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

import pytest
import yaml
from apparatus.data import overlay_checks
from apparatus.data.dataset import Dataset
from apparatus.exports import assets, policy
from apparatus.hosts import overlaying
from apparatus.overlay import RULE, decoding, fingerprint, markup, normal, placing, sketch
from builds import PROJECT
from overlay import attack
from overlaying import MISTAKES, SALT, SOURCE, compared, paragraphs, printed, published, told

FILES = yaml.safe_load((Path(__file__).parent / "cases/overlay_files.yml").read_text("utf-8"))
CASES = yaml.safe_load((Path(__file__).parent / "cases/overlay.yml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_how_a_copy_is_read(case):
    text = normal.tidy(case["text"] if "text" in case else markup.text_of(case["html"]))
    for key, furnished in (("words", False), ("whole", True)):
        if key in case:
            said = [word.form for word in normal.words(text, furnished=furnished)]
            assert said == case[key].split()


@pytest.mark.parametrize("case", FILES, ids=lambda case: case["name"])
def test_the_bytes_of_a_file_become_a_text_or_are_refused(case):
    assert decoding.text_of(case["bytes"]) == case["text"]


MARKUP = yaml.safe_load((Path(__file__).parent / "cases/overlay_markup.yml").read_text("utf-8"))


@pytest.mark.parametrize("case", MARKUP, ids=lambda case: case["name"])
def test_what_is_taken_for_html(case):
    assert markup.is_page(case["text"], case.get("file", "")) == case["page"]


def test_many_comments_are_passed_over_once_each():
    assert not markup.is_page("<!--a-->" * 20_000 + "<")


@pytest.fixture(scope="module")
def story():
    return fingerprint.paragraphs(SOURCE)


@pytest.fixture(scope="module")
def made(story):
    """What is published of the story: hashes as slow as they are, for one test alone."""
    text = [fingerprint.forms(one) for one in story[2:]]
    return text, fingerprint.passages(text, set(), SALT, rounds=100)


def joined(text, passage):
    return [form for one in text[passage.first : passage.last + 1] for form in one]


def test_a_copy_is_parted_into_paragraphs_without_its_furniture(story):
    assert len(story) == 14
    assert [one.split()[0] for one in story[:4]] == ["La", "El", "El", "«No"]
    assert not [one for one in story if one in ("Compartir", "Publicidad", "Por Inés Bruma")]


def test_short_paragraphs_are_one_passage_with_those_after_them(made):
    text, passages = made
    assert [(one.first, one.last) for one in passages[3:5]] == [(3, 3), (4, 6)]
    assert all(normal.weight(joined(text, one)) >= 25 for one in passages)
    assert passages[-1].last == len(text) - 1
    assert fingerprint.passages([["uno", "dos"]], set(), SALT) == []


def test_what_the_site_prints_counts_for_nothing(made):
    """A passage of which all but a few words are quoted gets no hash of its own."""
    text, passages = made
    quoted = fingerprint.runs(" ".join(text[1][4:]))
    assert fingerprint.unread(text[1], quoted) < 25 <= fingerprint.unread(text[1], set())
    firsts = [one.first for one in fingerprint.passages(text, quoted, SALT, rounds=1)]
    assert 1 in firsts
    assert 2 not in firsts
    assert len(firsts) == len(passages) - 1


def test_an_exact_copy_is_found_word_for_word(made):
    text, passages = made
    its = sketch.Print(SALT, 100, [sketch.Passage(*one[2:]) for one in passages])
    reading = placing.read(SOURCE.replace("\n\n", "\r\n"), its)
    for one, placed in zip(passages, reading.placed, strict=True):
        assert placed.verdict == "exact"
        found = [word.form for word in reading.words[placed.start : placed.end]]
        assert found == joined(text, one)


POLICY = '<meta http-equiv="Content-Security-Policy"'


@pytest.mark.parametrize(
    ("page", "top"),
    [
        ('<!doctype html><html><head><meta charset="utf-8"><title>S</title>',
         '<!doctype html><html><head><meta charset="utf-8">'),
        ("<!doctype html><html lang=en><head class=a><title>S</title>",
         "<!doctype html><html lang=en><head class=a>"),
        ("<!doctype html><title>S</title><header>H</header>", "<!doctype html>"),
        ("<title>S</title><header>H</header>", ""),
    ],
)  # fmt: skip
def test_the_policy_stands_before_whatever_it_forbids(page, top):
    """However a plugin has made the page smaller before."""
    made = policy.added(page)
    assert made.partition(POLICY)[0].rstrip() == top
    assert made.endswith(page[len(top) :])


def test_the_policy_lets_inline_scripts_run_that_were_there_and_a_theme_find_no_search():
    scripts = "<script>a()</script><script type=application/json>{}</script>"
    form = "<form class=a name=search><input name=search-query></form>"
    made = policy.added(f"<head></head>{form}{scripts}")
    assert "<form class=a><input name=search-query>" in made
    assert made.count("sha256-") == 1


@pytest.mark.parametrize("asked", [True, False])
def test_hashes_and_the_script_are_published_if_a_page_asks_for_them(render, asked):
    [its] = printed(paragraphs()[:1], rounds=50_000)["passages"]
    its |= {"blocks": ["p1"], "notes": {}}
    made = {
        "rule": RULE,
        "salt": SALT,
        "rounds": 50_000,
        "page": "page.md",
        "passages": [its],
    }
    data = {
        "overlay": yaml.safe_dump(made),
        "sources": "- {id: s, type: book, title: S}\n",
        "annotations": "- {id: n1, target: {page: page.md, paragraph: 1}, layer: terms, body: B., "
        "sources: [s], confidence: high}\n",
    }
    comment = "<!-- apparatus: overlay -->\n" if asked else ""
    site = render({"page.md": "Words.\n{ #p1 }\n", "copy.md": comment}, entities="[]", **data)
    assert len(site.problems) == (not asked)
    done = site.build.decorate("copy.md", site.pages["copy.md"])
    both = {"overlay.json", f"assets/{assets.OVERLAY}"}
    assert both & site.build.exports().keys() == (both if asked else set())
    assert (f"assets/{assets.OVERLAY}" in done) == asked


def verdicts(made, copy):
    _, passages = made
    its = sketch.Print(SALT, 100, [sketch.Passage(*one[2:]) for one in passages])
    return [one.verdict.value for one in placing.read(copy, its).placed]


def test_an_exact_passage_may_begin_anywhere(made):
    glued = SOURCE.replace("\n\n", " ")
    assert set(verdicts(made, f"The headline {glued} and more")) == {"exact"}


def test_lines_of_a_page_that_ends_in_a_passage_are_none_of_it(made):
    torn = SOURCE.replace("una voz ", "una voz\n\nLa Gaceta del Faro, 3 de mayo, página 7 de 9\n\n")
    torn = torn.replace("conversación ", "conversación\nAviso de la casa\n")
    assert torn != SOURCE
    assert set(verdicts(made, torn)) == {"exact"}


def test_what_lies_between_exact_passages_may_differ_in_more(made):
    changed = SOURCE.replace("se negara por tercera vez", "se negara, según se cuenta, tres veces")
    assert changed != SOURCE
    assert verdicts(made, changed) == ["exact"] * 2 + ["differs"] + ["exact"] * 7


def test_passages_of_one_pattern_are_found_exactly_alone():
    pattern = "The inspectors came to {} and found {} of the wells in good order and two dry, for "
    pattern += "which the parish of {} shall pay to the county a sum of {} pounds before Easter."
    text = [pattern.format(a, b, a, b) for a, b in (("Selby", "six"), ("Kelso", "ten"))]
    its = printed(text)
    passages = [
        sketch.Passage(one["words"], one["tag"], int(one["sketch"], 16)) for one in its["passages"]
    ]
    copy = f"{text[0]}\n\n{text[1].replace('wells', 'walls')}"
    reading = placing.read(copy, sketch.Print(its["salt"], its["rounds"], passages))
    assert [one.verdict for one in reading.placed] == ["exact", "missing"]


@pytest.mark.parametrize(
    "text", ["a" + " " * 99_999 + "b", "x" * 99_999, "a" + "\u0301\u0323" * 49_999, "a.\n" * 30_000]
)
def test_no_input_is_read_for_long(text):
    """It would take minutes if time grew as the square of it; the suite's own limit says so."""
    its = sketch.Print(SALT, 1, [sketch.Passage(30, "", 7)])
    assert [one.verdict for one in placing.read(text, its).placed] == ["missing"]


# What follows are attacks: how one would get the text back from what is published of it.


def lines():
    """All that can be read elsewhere, and more: the retelling, and the story with a word wrong."""
    texts = [" ".join([*its[:9], *its[10:]]) for its in map(str.split, paragraphs())]
    edition = PROJECT / "tests/editions/clock"
    texts += [path.read_text("utf-8") for path in edition.rglob("*.md")]
    return [fingerprint.forms(one) for one in texts]


def test_what_is_printed_elsewhere_is_confirmed_by_no_hash():
    its = printed(paragraphs()[:3])
    for number, one in enumerate(its["passages"]):
        assert attack.whole(lines(), [one["words"]], attack.by_tags(its, number)) == []
    same = [fingerprint.forms(SOURCE)]
    assert attack.whole(same, [its["passages"][1]["words"]], attack.by_tags(its, 1)), "it has teeth"


def test_nobody_reads_on_word_by_word_from_what_is_quoted():
    its = printed(paragraphs()[:1])
    text = fingerprint.forms(paragraphs()[0])
    dictionary = sorted(set(fingerprint.forms(SOURCE)))
    for known in (text[:7], text[:20], text[5:12]):
        assert attack.read_on(known, dictionary, attack.by_tags(its, 0)) == []
    assert attack.read_on(text[:7], dictionary, attack.by_pieces(text, 8)) == text[7:]


def test_no_gap_is_filled_by_how_near_the_sketch_says_words_are():
    """Nor by who has all but four words of a passage, and twenty words among which they are."""

    def filled(bits, size, count):
        right = 0
        for one in paragraphs()[:count]:
            text = fingerprint.forms(one)
            gap = range(12, 12 + size)
            others = [word for word in text if word not in text[gap.start : gap.stop]]
            dictionary = sorted({*text[gap.start : gap.stop], *others[: 20 - size]})
            got = attack.Climber(text, gap, bits).climb(dictionary)
            right += sum(a == b for a, b in zip(got, text[gap.start : gap.stop], strict=True))
        return right / size / count

    assert filled(sketch.BITS, 4, 8) < 0.3
    assert filled(1024, 2, 2) == 1, "a long sketch would tell"


def test_a_sketch_has_no_more_bits_than_its_passage_has_words():
    assert [sketch.size(words) for words in (25, 33, 40, 87)] == [25, 33, 40, 40]
    assert fingerprint.ROUNDS >= 50_000


# What an author does.


@pytest.mark.parametrize("case", MISTAKES, ids=lambda case: case["name"])
def test_what_is_wrong_with_a_copy_or_with_the_words_of_notes(case, tmp_path):
    before = case["changed"].get("data/overlay.yml")
    assert told(tmp_path, case["changed"]) == (case.get("said", []), case["problems"])
    path = tmp_path / "site/data/overlay.yml"
    assert (path.read_text("utf-8") if path.is_file() else None) == before


def test_words_are_given_as_they_stand_or_by_their_place(tmp_path):
    spans = "notes: {n1: «once años», n2: 3–5}"
    said, problems = told(tmp_path, {"spans.yml": spans})
    assert problems == []
    assert said == [
        "p1: El reloj del muelle, que llevaba once a…",
        "p2: «No lo he arreglado yo: se ha cansado d…",
        f"data/overlay.yml: the salt is new. {overlaying.SALT_IS_NEW}",
        "data/overlay.yml: 2 passages, 2 notes with their words.",
    ]
    path = tmp_path / "site/data/overlay.yml"
    made = path.read_text("utf-8")
    assert 'notes: {n1: "7-8"}' in made
    assert 'notes: {n2: "3-5"}' in made
    for spans in ({}, {"spans.yml": "skip: [1]", "copy.txt": "Un título\n\n…"}):
        said, _ = told(tmp_path, spans)
        assert path.read_text("utf-8") == made, "words, salt and all"
        assert said[2:] == ["data/overlay.yml: 2 passages, 2 notes with their words."]
    said, _ = told(tmp_path, {"spans.yml": "notes: {n1: reloj}"})
    assert "About the whole of a passage: n2." in said


def test_places_of_notes_stay_where_the_text_does(tmp_path):
    """As long as all of it is the same, or the paragraph is; whatever is one passage by now."""
    path = tmp_path / "site/data/overlay.yml"
    spans = "notes: {n1: once años, n2: 3-5}"
    told(tmp_path, {"spans.yml": spans})
    quoted = {"docs/more.md": paragraphs()[0]}
    said, problems = told(tmp_path, quoted)
    assert problems == []
    assert "p1 to p2 are one passage, as they are short or quoted." in said
    assert 'notes: {n1: "7-8", n2: "40-42"}' in path.read_text("utf-8")
    (tmp_path / "site/docs/more.md").unlink()
    told(tmp_path, {})
    assert 'notes: {n2: "3-5"}' in path.read_text("utf-8")
    longer = "\n\n".join((paragraphs()[0], f"Y bien. {paragraphs()[1]}"))
    said, _ = told(tmp_path, {"copy.txt": longer})
    assert "Not kept, as their paragraphs have changed: n2. Name them in SPANS." in said
    made = path.read_text("utf-8")
    assert 'n1: "7-8"' in made
    assert "n2" not in made


def test_the_page_and_its_blocks_are_kept(tmp_path):
    """A text is retold by one page, whichever that was, and by those blocks that were named."""
    path = tmp_path / "site/data/overlay.yml"
    other = {"docs/other.md": "".join(f"Words.\n{{ #p{n} }}\n\n" for n in (3, 4, 5))}
    asked = {**other, "spans.yml": "blocks: [p3, p5]"}
    told(tmp_path, {})
    path.write_text(path.read_text("utf-8") + "page: other.md\n", "utf-8")
    _, problems = told(tmp_path, asked)
    assert problems == []
    made = path.read_text("utf-8")
    assert 'page: "other.md"\nwithout: [p4]\npassages:\n  - blocks: [p3]\n' in made
    said, problems = told(tmp_path, other)
    assert (said[0][:3], problems) == ("p3:", [])
    assert path.read_text("utf-8") == made


def test_another_text_takes_no_other_s_place(tmp_path):
    told(tmp_path, {})
    path = tmp_path / "site/data/overlay.yml"
    made = path.read_text("utf-8")
    other = {"copy.txt": "\n\n".join(paragraphs()[2:4])}
    assert told(tmp_path, other) == (
        [],
        [
            (
                "copy.txt:1:1: this is another text than that of 'data/overlay.yml', and a site "
                "has one. Delete that file if this is to take its place."
            )
        ],
    )
    assert path.read_text("utf-8") == made
    path.unlink()
    said, problems = told(tmp_path, other)
    assert problems == []
    assert "the salt is new" in said[-2]


def test_what_is_broken_in_the_file_is_made_anew_with_its_salt(tmp_path):
    told(tmp_path, {"spans.yml": "notes: {n1: once años}"})
    path = tmp_path / "site/data/overlay.yml"
    made = path.read_text("utf-8")
    path.write_text(re.sub('    tag: ".*"\n', "", made), "utf-8")
    assert told(tmp_path, {})[1] == []
    assert path.read_text("utf-8") == made


def test_a_copy_in_the_project_is_told_of(tmp_path):
    said, problems = told(tmp_path, {"source": "site/brief.txt", "brief.txt": "…"})
    assert said[-1].endswith("2 passages, 0 notes with their words.")
    [problem] = problems
    assert problem == (
        "site/brief.txt:1:1: this lies in the project, and whoever gets the project gets it too. "
        "Keep it elsewhere."
    )


def test_a_copy_among_the_pages_would_be_published(tmp_path):
    told(tmp_path, {})
    page = f"<!doctype html><p>{'<p>'.join(paragraphs()[:2])}<p>Otra cosa."
    files = {"brief.txt": "…", "saved.HTM": page, "other.txt": "Otra cosa.", "quoted.md": "…"}
    hint = "Move it out of the project."
    assert published(tmp_path, files) == [
        f"docs/brief.txt:1:1: this has words of the text that may not be printed. {hint}",
        f"docs/saved.HTM:1:1: this has words of the text that may not be printed. {hint}",
    ]


@pytest.fixture
def check(tmp_path):
    """Compare a file with the fingerprint of the site."""
    told(tmp_path, {})
    return partial(compared, tmp_path)


def test_a_copy_is_compared_on_the_command_line_too(check, tmp_path):
    one, two = paragraphs()[:2]
    page = f"<!doctype html><p>{one}<p>Publicidad<p>{two.replace('torre', 'tore')}"
    assert check(page) == (["p1: exact", "p2: differs"], [])
    assert check(f"{two}\n\n{one}\n") == (["p2: exact", "p1: exact"], []), "as they stand there"
    assert check(f"{one}\n\n{one}\n")[0] == ["p1: exact, 2 times", "p2: missing"]
    (tmp_path / "site/data/overlay.yml").unlink()
    [problem] = check(page)[1]
    assert problem == (
        "data/overlay.yml:1:1: there is no such file to compare with. "
        "Make it anew, with 'python hooks/apparatus overlay fingerprint COPY'."
    )


def test_what_is_too_long_is_no_copy(check):
    """As on the page: who pastes a library waits for nothing."""
    [problem] = check("reloj " * 200_000)[1]
    assert problem == (
        "page.html:1:1: this is too long for one text: it has more than 1000000 signs. "
        "Leave out what is none of it."
    )


def test_a_copy_is_read_as_the_page_reads_it(check):
    """Whatever program has written it; and what the page refuses is refused."""
    text = "\n\n".join(paragraphs()[:2])
    said = ["p1: exact", "p2: exact"]
    assert check(text.encode("utf-16")) == (said, [])
    assert check(text.encode("cp1252", "replace"))[0] == said
    html = f'<meta charset="iso-8859-15"><html><p>{text}'.replace("\n\n", "<p>")
    assert check(f"<!doctype html>{html}".encode("iso-8859-15", "replace")) == (said, [])
    none = "nothing of this is the text: it is another one, or too much in it was changed."
    assert check("Otra cosa.\n") == (
        ["p1: missing", "p2: missing"],
        [f"page.html:1:1: {none}"],
    )
    for refused in (b"%PDF-1.4\n", b"", b" \n"):
        assert check(refused, "copy.txt")[0] == []
        assert check(refused, "copy.txt")[1]


def test_a_page_that_retells_nothing_is_not_searched_for_blocks():
    assert list(overlay_checks.on_page(Dataset(), "page.md", pytest.fail)) == []
