"""Built sites say all that the engine says in their language, or mark it as English."""

from __future__ import annotations

import re
import string

import catalogues
import pytest
from apparatus import words
from apparatus.words.speech import messages
from babel.messages.pofile import read_po, write_po
from bs4 import NavigableString
from builds import PROJECT, Built, mkdocs, some
from exchange import exchanged

SPOKEN = ("aria-label", "aria-description", "title", "alt", "placeholder")
"""Attributes that readers hear or see, besides those of ours which scripts read words from."""
NAMES = {"BibTeX", "CSL-JSON", "JSON", "TEI", "XML", "Chicago", "APA", "MLA", "CSV"}
"""What is called so in any language."""
OPEN, CLOSE = "⟦", "⟧"
MARKED_RE = re.compile(r"⟦[^⟦⟧]*⟧")
LETTERS_RE = re.compile(r"[^\W\d_]")


def tried(edition, folder, language):
    """Copy a project with an edition, for a site in another language."""
    project = exchanged(PROJECT / "tests/editions" / edition, folder / "project")
    config = project / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(re.sub(r"language: \w+", f"language: {language}", text), encoding="utf-8")
    return project


def built(project):
    run = mkdocs("build", "--strict", "--site-dir", str(project / "site"), cwd=project)
    assert run.returncode == 0, run.stderr
    return Built(project / "site", run.stderr)


def pages(site):
    """List the pages that have content."""
    return some((path, soup) for path, soup in site.pages().items() if path != "404.html")


def _is_key(element):
    """Whether it holds a name for machines, which is the same in all languages."""
    return element.name == "code" and element.find_parent(class_="ap-terms") is not None


def said(soup):
    """List all that readers hear or see of the content of a page."""
    article = soup.find("article") or soup
    for text in article.find_all(string=True):
        closed = text.find_parent(["script", "style", "pre"]) or text.find_parent(_is_key)
        if type(text) is NavigableString and not closed:
            yield str(text)
    for element in article.select("*"):
        for name, value in element.attrs.items():
            worded = name.startswith("data-") and ("{" in value or name in WORDED)
            if (name in SPOKEN or worded) and "Z3988" not in element.get("class", ()):
                yield value


WORDED = {"data-words", "data-copy", "data-copied", "data-failed", "data-what", "data-said"}


def pseudo(text):
    """Put marks around all that is not filled in."""
    parts = re.split(r"(%\(\w+\)s|%%)", text)
    parts[::2] = [
        f"{OPEN}{part}{CLOSE}" if LETTERS_RE.search(part) else part for part in parts[::2]
    ]
    return "".join(parts)


@pytest.fixture(scope="module")
def marked(tmp_path_factory):
    """The edition with everything, where each message has marks around it."""
    project = tried("sample", tmp_path_factory.mktemp("pseudo"), "fr")
    path = project / "hooks/apparatus/words/locales/fr.po"
    with path.open("rb") as file:
        catalogue = read_po(file, locale="fr")
    for one in catalogue:
        if one.id:
            forms = one.id if isinstance(one.id, tuple) else (one.id,)
            new = tuple(map(pseudo, forms))
            one.string = new if isinstance(one.id, tuple) else new[0]
    with path.open("wb") as file:
        write_po(file, catalogue, width=0)
    return project, built(project)


def authored(project):
    """Gather what authors have written, as pages may show it."""
    files = [*project.glob("docs/**/*.md"), *project.glob("data/**/*.*"), project / "mkdocs.yml"]
    text = " ".join(path.read_text(encoding="utf-8") for path in files)
    return plain(text)


def plain(text):
    """Make typographic signs simple, and leave Markdown's out."""
    text = re.sub(r"\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])", r"\1", text)
    simple = str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'", "*": "", "`": "", "…": "..."})
    return " ".join(text.translate(simple).replace("''", "'").split())


MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
DATES_RE = re.compile(rf"\b(?:\d{1, 2}(?:er)? )?(?:{MONTHS})(?: \d{4})?\b")
ENGLISH_RE = re.compile(
    r"(?:\d\d? )?(?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December)(?: \d{4})?|and"
)
PARTS_RE = re.compile(r"[\n(),;:/·“”]| et ")
ENDS = string.digits + " .,;:!?—–-·›‹¶✓✗±◇%«»\u202f\xa0"


def pieces():
    """List what stands between what is filled in, of all messages."""
    found = set()
    for one in catalogues.gathered():
        for form in (one.id if isinstance(one.id, tuple) else (one.id,)) if one.id else ():
            found |= {piece.strip(ENDS) for piece in re.split(r"%\(\w+\)s|%%", form)}
    found |= {piece[:1].upper() + piece[1:] for piece in found}
    return {piece for piece in found if LETTERS_RE.search(piece)}


def titles(project):
    """List what authors call somebody or something, who may have taken a word of ours for it."""
    found = re.findall(r"- ([^:\n]+):", (project / "mkdocs.yml").read_text(encoding="utf-8"))
    for path in project.glob("docs/**/*.md"):
        text = path.read_text(encoding="utf-8")
        found += re.findall(r"(?m)^#+ ([^{\n]+?)\s*(?:\{.*)?$", text)
        found += re.findall(r"\*\*([^*]+)\*\*", text)
    for path in project.glob("data/*.yml"):
        found += re.findall(r":\s*([^:{}\[\],\n]+)", path.read_text(encoding="utf-8"))
    return {name.strip(ENDS) for name in found}


def test_all_that_the_engine_says_comes_from_messages(marked):
    project, site = marked
    corpus, ours, theirs = authored(project), pieces(), titles(project)
    strays, seen = [], 0
    for path, soup in pages(site):
        for aside in soup.select(ASIDES):
            aside.decompose()
        for citation in soup.select(CITATIONS):
            for text in citation.find_all(string=True):
                if text.parent.name in ("a", "i") or text.parent is citation:
                    text.extract()  # made by a library, in its own words for each language
        for text in said(soup):
            left = text
            while MARKED_RE.search(left):
                seen += 1
                left = MARKED_RE.sub("\n", left)
            for raw in PARTS_RE.split(DATES_RE.sub("\n", re.sub(r"\{\w+\}|https?:\S+", "", left))):
                part = plain(raw).strip(ENDS)
                known = part in NAMES or part in theirs or not LETTERS_RE.search(part)
                taken = part in ours and len(part) > len("and")
                if not known and (taken or not _stands(part, corpus)):
                    strays.append((path, part, text))
    assert strays == []
    assert seen > 500


def _stands(part, corpus):
    forms = {part, part[:1].lower() + part[1:], part[:1].upper() + part[1:]}
    return any(re.search(rf"(?<!\w){re.escape(form)}(?!\w)", corpus) for form in forms)


ASIDES = ".ap-forms, nav:not([class^=ap-]), .contents"
"""Names in all their forms, and what is the theme's."""
CITATIONS = ".ap-bibliography li, .ap-works li, .ap-citing dd, .ap-edition__cite p"


def test_a_french_site_has_no_english_word_of_ours(tmp_path):
    project = tried("letter", tmp_path, "fr")
    french = {
        form
        for one in messages(words.LOCALES / "fr.po")
        for form in (one.string if isinstance(one.string, tuple) else (one.string,))
        if one.id
    }
    english = pieces() - {piece.strip(ENDS) for form in french
                          for piece in re.split(r"%\(\w+\)s", form)}  # fmt: skip
    assert {"Where this appears", "Kinds of note", "Open entry"} <= english
    site = built(project)
    for path, soup in pages(site):
        for text in said(soup):
            assert text.strip().strip(ENDS) not in english - titles(project), path
    index = (site.folder / "assets/search/index.js").read_text(encoding="utf-8")
    assert '"look":"Chercher dans' in index
    assert "Aucun résultat pour «\u202f{query}\u202f»." in index
    assert "Édition du 31 janvier 2026" in (site.folder / "index.html").read_text(encoding="utf-8")


def test_where_there_is_no_catalogue_our_words_are_marked_as_english(tmp_path):
    project = tried("letter", tmp_path, "it")
    english, theirs = pieces(), titles(project)
    marked, site = 0, built(project)
    for path, soup in pages(site):
        assert soup.html["lang"] == "it"
        article = soup.find("article") or soup
        # Backlinks quote a sentence of a piece without the languages in it: that is not solved yet.
        for quoted in article.select(f"{CITATIONS}, .ap-backlinks li:has(> [href*='voix/#xref'])"):
            quoted.decompose()
        for text in article.find_all(string=True):
            shown = text.strip().strip(ENDS)
            if type(text) is not NavigableString or not LETTERS_RE.search(shown):
                continue
            if text.find_parent(_is_key):
                continue
            if text.find_parent(lang="en"):
                marked += 1
                assert shown in english or ENGLISH_RE.fullmatch(shown), (path, text)
            else:
                assert shown not in english - theirs, (path, text)
        html = str(soup)
        assert not {"\ufdd0", "\ufdd1"} & {*html}
    assert marked > 100
    index = (site.folder / "assets/search/index.js").read_text(encoding="utf-8")
    assert '"lang":"en"' in index
    assert not {"\ufdd0", "\ufdd1"} & {*index}
