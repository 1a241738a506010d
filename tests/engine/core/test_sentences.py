"""Where a sentence ends depends on its language; a backlink shows the one around a name."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
import yaml
from apparatus.text import stream
from apparatus.text.sentences import sentence_ends

CASES = Path(__file__).parent / "cases/sentences.yml"
ENTITIES = "- {id: b, kind: term, name: Wort, link: all, gloss: G., entry: other.md}\n"


def one(case):
    return case["language"] + ": " + case["sentences"][0]


@pytest.mark.parametrize("case", yaml.safe_load(CASES.read_text(encoding="utf-8")), ids=one)
def test_sentences_of_many_languages(case):
    space = "" if case["language"][:2] in {"ja", "zh"} else " "
    text = space.join(case["sentences"])
    ends = [0, *sentence_ends(text, case["language"]), len(text)]
    found = [text[low:high].strip() for low, high in itertools.pairwise(ends)]
    assert found == case["sentences"]


def contexts(site):
    return [mention.context.sentence for mention in site.build.index.on("page.md")]


@pytest.mark.parametrize(
    ("language", "found"),
    [("de", "Im 19. Jahrhundert ein Wort."), ("en", "Jahrhundert ein Wort.")],
)
def test_the_page_says_which_language_it_is_in(render, language, found):
    text = "Nein. Im 19. Jahrhundert ein Wort. Ja.\n"
    site = render({"page.md": text}, ("other.md",), language, entities=ENTITIES)
    assert contexts(site) == [found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ein Wort im 19. Jahrhundert\n{ lang=de }\n", "ein Wort im 19. Jahrhundert"),
        ("ein Wort im 19. Jahrhundert\n{ lang=en }\n", "ein Wort im 19."),
        ('<i lang="en">Ein</i> Wort im 19. <b lang="en">Ende</b>\n{ lang=de }\n',
         "Ein Wort im 19. Ende"),
        ("*So*{ lang=en } ein Wort im 19. *Jahrhundert*{ lang=fr }\n{ lang=de }\n",
         "So ein Wort im 19. Jahrhundert"),
        ("So ein Wort im 19. *Jahrhundert*{ lang=fr }\n{ lang=de }\n",
         "So ein Wort im 19. Jahrhundert"),
        ("*So*{ lang=de } ein Wort im 19. *Jahrhundert*{ lang=de } *hier*.\n",
         "So ein Wort im 19."),
        ("So. <b>Ein</b> Wort &amp; *so*\\. Ende.\n", "Ein Wort & so."),
        ("So.\nEin <b>Dr.</b> Wort. Dann.\n", "Ein Dr. Wort."),
    ],
)  # fmt: skip
def test_elements_say_which_language_they_are_in(render, text, found):
    site = render({"page.md": text}, ("other.md",), entities=ENTITIES)
    assert contexts(site) == [found]


def test_words_without_spaces_are_cut_too(render):
    names = ENTITIES.replace("Wort", "言葉")
    text = "あ" * 400 + "言葉" + "い" * 400
    site = render({"page.md": text}, ("other.md",), "ja", entities=names)
    assert contexts(site) == ["…" + "あ" * 320 + "言葉" + "い" * 320 + "…"]


def test_a_block_is_read_for_its_sentences_once(render, monkeypatch):
    read = []
    monkeypatch.setattr(
        stream, "sentence_ends", lambda text, its: read.append(text) or sentence_ends(text, its)
    )
    text = "Wort. Und Wort.\n\nNothing here.\n\nEin Wort mehr.\n"
    render({"page.md": text}, ("other.md",), entities=ENTITIES)
    assert read == ["Wort. Und Wort.", "Ein Wort mehr."]
