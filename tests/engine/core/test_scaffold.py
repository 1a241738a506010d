"""What a new edition holds, whatever is typed, in each language and for each kind of text."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import markdown
import material
import pytest
import yaml
from apparatus import scaffold
from apparatus.data import error_reports
from apparatus.scaffold import engine, forms, kinds, languages, sample
from builds import PROJECT
from hypothesis import example, given
from hypothesis import strategies as st

LIKELY = st.sampled_from(
    [*"\"'#:<>&`*_[]{}!|-+.%@\\~\n\t\u200f\u202e", "🙂", "כל", "!ENV ", "{{", "---"]
)
TYPED = st.lists(st.one_of(LIKELY, st.characters()), max_size=40).map("".join)


class Loader(yaml.SafeLoader):
    """Takes what the environment says for nothing."""


Loader.add_constructor("!ENV", lambda *_: None)


def new(language: str = "en", kind: str = "article", title: str = "A title") -> dict[str, str]:
    return scaffold.files(scaffold.Asked(title, language, kind, "2026-01-31"))


@given(TYPED)
@example("a: b # c")
@example("<script>alert(1)</script>")
@example("<!-- apparatus: timeline -->")
@example("1. [x](y) ![z](w) {: .a #b }")
@example("« Où\u202f? » " + "x" * 500)
@example("a\nb\r\n---\n# c")
def test_a_title_stays_what_it_is_in_each_file(typed):
    title = forms.tidy(typed)
    assert "\n" not in title
    made = new(title=title)
    settings = yaml.load(made["mkdocs.yml"], Loader)  # noqa: S506 - it is a safe one
    assert unescape(settings["site_name"]) == title
    assert {*'<>"'} & {*settings["site_name"]} == set(), "themes print it as it is"
    assert settings["nav"][0] == {"Home": "index.md"}
    assert json.loads(made[".devcontainer/devcontainer.json"])["name"] == title
    page = made["docs/index.md"].split("---\n", 2)[2]
    html = markdown.markdown(page, extensions=["attr_list", "md_in_html", "tables", "footnotes"])
    heading = re.match(r"<h1>(.*?)</h1>", html)
    assert " ".join(unescape(heading[1]).split()) == " ".join(title.split())
    assert html.count("<p>") == 1


@pytest.mark.parametrize("language", sample.SPOKEN)
@pytest.mark.parametrize("kind", kinds.KINDS)
def test_a_sample_has_three_blocks_and_five_notes_on_them(language, kind):
    made = new(language, kind)
    blocks = dict(re.findall(r"(?m)^(.+(?:\n.+)*)\n\{ #(\w+)[^}]*\}$", made["docs/text.md"]))
    blocks = {name: text for text, name in blocks.items()}
    assert len(blocks) == (1 if kind == "poem" else 3)
    assert sum(text.count("<br>") for text in blocks.values()) == (5 if kind == "poem" else 0)
    data = {name: yaml.safe_load(made[f"data/{name}.yml"]) for name in
            ("annotations", "entities", "sources", "events")}  # fmt: skip
    assert {name: len(rows) for name, rows in data.items()} == {
        "annotations": 5, "entities": 5, "sources": 2, "events": 3
    }  # fmt: skip
    assert [row["kind"] for row in data["entities"]] == ["person", "organization", *["term"] * 3]
    for row in data["entities"]:
        assert any(row["name"] in text for text in blocks.values()), row["name"]
    for note in data["annotations"]:
        for end in (note["target"], note["target"].get("until", {})):
            if "exact" in end:
                block, _, line = end["block"].partition(".")
                text = blocks[block].split("<br>\n")[int(line) - 1] if line else blocks[block]
                assert text.count(end["exact"]) == 1
    assert {frozenset(note["target"]) for note in data["annotations"]} == {
        frozenset({"block"}), frozenset({"block", "exact"}), frozenset({"block", "exact", "until"})
    }  # fmt: skip


def test_each_sample_says_as_much_as_the_others():
    told = {language: sample.words(language) for language in sample.SPOKEN}
    keys = [(*its, *its["keeper"], *its["whole"], *its["begun"]) for its in told.values()]
    assert len({frozenset(one) for one in keys}) == 1
    assert len({its["word"] for its in told.values()}) == len(sample.SPOKEN) == 5


@pytest.mark.parametrize("kind", kinds.KINDS)
def test_the_readme_says_how_blocks_are_numbered(kind):
    first = re.search(r"\{ #([a-z]+)", new("en", kind)["docs/text.md"])[1]
    readme = new("en", kind)["README.md"]
    assert f"`{{ #{first}2" in readme
    assert "\\" not in readme


def test_another_language_has_the_english_sample_and_says_so():
    made = new("it")
    assert yaml.load(made["mkdocs.yml"], Loader)["theme"]["language"] == "it"  # noqa: S506
    assert made["docs/text.md"] == new("en")["docs/text.md"]
    assert "no sample in the language of this edition (it)" in made["README.md"]
    assert "no sample" not in new("fr")["README.md"] + new("en")["README.md"]


def test_the_languages_are_those_of_the_theme():
    folder = Path(material.__file__).parent / "templates/partials/languages"
    assert {*languages.KNOWN} == {path.stem for path in folder.glob("*.html")}


@pytest.mark.parametrize(
    ("asked", "tag"),
    [
        ("FR", "fr"), ("pt_BR", "pt-BR"), ("de-AT", "de"), (" ja ", "ja"), ("xx", ""), ("", ""),
        ("no", "nb"), ("Français", "fr"), ("francais", "fr"), ("Spanish", "es"), ("日本語", "ja"),
        ("alemán", "de"), ("Norwegian", "nb"),
    ],
)  # fmt: skip
def test_a_language_is_known_by_its_tag_and_by_its_names(asked, tag):
    assert languages.known(asked) == tag


@pytest.mark.parametrize(
    ("asked", "kind", "said"),
    [
        ("Poem", "poem", ""),
        ("speech", "article", "'speech': it is set as an article."),
        ("Haikus", "poem", "'haikus': it is set as a poem."),
        ("statute", "law", "'statute': it is set as a law."),
        ("opera", "", ""),
    ],
)
def test_other_kinds_of_text_are_set_as_one_that_has_a_sample(asked, kind, said):
    assert (kinds.known(asked), kinds.told(asked)) == (kind, said)
    listed = "Name one of article, letter, poem, law; any other prose is set as an article."
    assert kinds.wrong("sonet") == f"Did you mean 'sonnet'? {listed}"
    assert kinds.wrong("opera") == listed


def test_nothing_speaks_of_the_text_of_this_project():
    for name, text in new().items():
        assert not re.search(r"1990|Baker|Japan|April", text), name


def test_what_publishes_it_is_what_publishes_this_project():
    """The same actions, each of one commit."""
    theirs = re.findall(r"uses: (\S+)", new()[".github/workflows/publish.yml"])
    ours = (PROJECT / ".github/workflows/publish.yml").read_text(encoding="utf-8")
    assert len(theirs) == 5
    assert {*theirs} <= {*re.findall(r"uses: (\S+)", ours)}
    assert all(
        f"{{{field}}}" in new()[".github/workflows/publish.yml"] for field in error_reports.FIELDS
    )
    assert [one for one in theirs if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", one)] == []


def test_the_engine_goes_along_whole():
    found = dict(engine.files())
    assert found["hooks/crosslinks.py"] == (PROJECT / "hooks/crosslinks.py").read_bytes()
    assert found["requirements.lock"] == (PROJECT / "requirements.lock").read_bytes()
    assert found["hooks/LICENSE"]
    form = found[".github/ISSUE_TEMPLATE/note.yml"]
    assert {"note", "page"} <= {its.get("id") for its in yaml.safe_load(form)["body"]}
    package = PROJECT / "hooks/apparatus"
    there = {path.relative_to(PROJECT).as_posix() for path in package.rglob("*.*")
             if path.is_file() and "__pycache__" not in path.parts}  # fmt: skip
    assert there <= found.keys()
    assert [name for name in found if "__pycache__" in name] == []
