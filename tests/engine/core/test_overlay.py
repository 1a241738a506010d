"""Notes on a reader's own copy: how it is read, what is published of a text, what is found."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from apparatus.hosts import overlaying
from apparatus.hosts.project import described
from apparatus.overlay import decoding, fingerprint, markup, normal, placing, sketch
from builds import PROJECT
from overlay import attack
from overlaying import MISTAKES, SALT, SOURCE, paragraphs, printed, told

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
    its = placing.Print(SALT, 100, [placing.Passage(*one[2:]) for one in passages])
    reading = placing.read(SOURCE.replace("\n\n", "\r\n"), its)
    for one, placed in zip(passages, reading.placed, strict=True):
        assert placed.verdict == "exact"
        found = [word.form for word in reading.words[placed.start : placed.end]]
        assert found == joined(text, one)


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
    assert told(tmp_path, case["changed"]) == ([], [case["problem"]])
    assert not (tmp_path / "data/overlay.yml").exists()


def test_words_are_given_as_they_stand_or_by_their_place(tmp_path):
    spans = "notes: {n1: «once años», n2: 3-5}"
    said, problems = told(tmp_path, {"spans.yml": spans})
    assert (said, problems) == (["data/overlay.yml: 2 passages, 2 notes with their words."], [])
    made = (tmp_path / "data/overlay.yml").read_text("utf-8")
    assert 'notes: {n1: "7-8"}' in made
    assert 'notes: {n2: "3-5"}' in made
    told(tmp_path, {})
    assert (tmp_path / "data/overlay.yml").read_text("utf-8") == made, "words, salt and all"


def test_a_copy_is_compared_on_the_command_line_too(tmp_path):
    told(tmp_path, {})
    project, _ = described(tmp_path / "mkdocs.yml")
    page = tmp_path / "page.html"
    one, two = paragraphs()[:2]
    page.write_text(
        f"<!doctype html><p>{one}<p>Publicidad<p>{two.replace('torre', 'tore')}", "utf-8"
    )
    assert overlaying.check(page, project) == (["p1: exact", "p2: differs"], [])
    page.write_text(f"{one}\n\n{one}\n", "utf-8")
    assert overlaying.check(page, project).said == ["p1: exact, 2 times", "p2: missing"]
    (tmp_path / "data/overlay.yml").unlink()
    [problem] = overlaying.check(page, project).problems
    assert str(problem) == (
        "data/overlay.yml:1:1: there is no such file to compare with. "
        "Make it: make fingerprint SOURCE=…"
    )
