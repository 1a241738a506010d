"""One save after the other: what is made again, what stays in sight, what the host has to do."""

from __future__ import annotations

from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from serving import GOOD, told

AGAIN = " again, "


@pytest.fixture
def served(start):
    """Serve the project, until a page says some words."""

    def served(words=GOOD):
        server = start()
        server.until(lambda: words in server.get(), "the site is served")
        return server

    return served


def lines(server, words):
    return [line for line in server.said if words in line]


def save(server, name, text, path, words):
    """Save a file, and wait until a page shows it."""
    server.save(name, text)
    server.until(lambda: words in server.get(path), f"{words} is shown")


def test_a_save_makes_again_what_it_affects_and_says_so(folder, served):
    who = (folder / "docs/who.md").read_text(encoding="utf-8")
    (folder / "docs/wrong.md").write_text("# Wrong\n\n[x](gone.md)\n", encoding="utf-8")
    settings = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    settings += f"  - pymdownx.snippets: {{base_path: [{folder}]}}\n"
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    (folder / "docs/table.txt").write_text("Once a table.\n", encoding="utf-8")
    (folder / "parts").mkdir()
    (folder / "parts/part.txt").write_text("Once a part.\n", encoding="utf-8")
    shown = '# Shown\n\n--8<-- "docs/table.txt"\n\n--8<-- "parts/part.txt"\n'
    (folder / "docs/shown.md").write_text(shown, encoding="utf-8")
    server = served()
    assert "Once a table." in server.get("shown/")

    save(server, "docs/who.md", who + "\n\nNews of nobody.\n", "who/", "News of nobody.")
    server.until(lambda: lines(server, "docs/who.md: 1 page again, "), "one line says what")
    row = "docs/wrong.md:3:5 Doc file 'wrong.md' contains a link 'gone.md'"
    assert told(server.get("who/"))[0].startswith(row), "what is wrong elsewhere stays in sight"
    assert len(lines(server, "a link 'gone.md'")) == 2, "in the terminal too"

    save(server, "docs/table.txt", "Now a list.\n", "shown/", "Now a list.")
    assert "Now a list." in server.get("table.txt")

    save(server, "docs/wrong.md", "# Mended\n\nAll is well.\n", "wrong/", "All is well.")
    server.until(lambda: not told(server.get()), "what is mended is told no more")
    assert "Mended" in server.get(), "a new title is in the menu of each page"

    save(server, "docs/new.md", "# New\n\nIt has come.\n", "new/", "It has come.")
    assert "new/" in server.get("sitemap.xml")
    (folder / "docs/new.md").rename(folder / "docs/newer.md")
    server.until(lambda: "It has come." in server.get("newer/"), "it is found by its name")
    assert server.ask("new/")[0] == 404
    with pytest.raises(HTTPError) as gone, urlopen(f"http://127.0.0.1:{server.port}/new/"):
        pass
    assert gone.value.headers["Refresh"], "a tab that is open there asks for it again"
    gone.value.close()
    assert "Building documentation" not in "".join(server.said[-3:])
    assert len(lines(server, AGAIN)) == 5
    assert not any("Traceback" in line or "whole site" in line for line in server.said)

    (folder / "docs/who.md").touch()
    server.until(lambda: lines(server, "docs/who.md: nothing has changed"), "it says so")
    save(server, "docs/newer.md", "# Newer\n\nIt has changed.\n", "newer/", "It has changed.")
    server.until(lambda: len(lines(server, AGAIN)) == 6, "a save without a change is none")

    save(server, "parts/part.txt", "Now a piece.\n", "shown/", "Now a piece.")
    settings = settings.replace("site_name: ", "site_name: Another ")
    save(server, "mkdocs.yml", settings, "", "Another ")
    assert lines(server, "The whole site is built again: the site was made with mkdocs.yml.")
    save(server, "docs/newer.md", "# Newer\n\nAt last.\n", "newer/", "At last.")
    server.until(lambda: len(lines(server, AGAIN)) == 8, "after a whole build pages go alone again")


@pytest.mark.parametrize("front", [b"title: Kept", b"born: 1990-02-31"], ids=["sound", "not sound"])
def test_a_page_that_is_no_text_keeps_the_last_one_and_saves_stay_quick(front, folder, served):
    last = b"---\r\n" + front + b"\r\n---\r\n\r\nWords of once.\r\n"
    (folder / "docs/odd.md").write_bytes(last)
    server = served()
    who = (folder / "docs/who.md").read_text(encoding="utf-8")
    (folder / "docs/odd.md").write_bytes(last + b"f\xe4r\n")
    server.until(lambda: "not UTF-8" in "".join(told(server.get())), "the page says what is wrong")
    _, _, shown = server.get("odd/").partition("<article")
    assert "Words of once." in shown
    assert front.decode() not in shown.partition("</article")[0]
    assert ("<title>Kept" in server.get("odd/")) is (b"Kept" in front)
    for news in ("News of nobody.", "More news."):
        save(server, "docs/who.md", f"{who}\n\n{news}\n", "who/", news)
    server.until(lambda: len(lines(server, AGAIN)) == 3, "no save builds the whole site")
    assert not lines(server, "whole site")


LATE = """\
def on_post_page(output, page, config):
    return output.replace("goats", "GOATS")
"""


def test_who_looks_at_all_pages_is_asked_at_each_save(folder, served):
    hook = (folder / "other.py").read_text(encoding="utf-8")
    (folder / "other.py").write_text(hook + LATE, encoding="utf-8")
    page = (folder / "docs/index.md").read_text(encoding="utf-8")
    server = served("GOATS are well")
    assert lines(server, "looks at all pages, so each save builds the whole site")
    save(server, "docs/index.md", page + "\n\nMore goats.\n", "", "More GOATS.")
    assert not lines(server, AGAIN)


def test_settings_that_nobody_can_read_keep_the_last_ones_in_force(folder, served):
    server = served()
    who = (folder / "docs/who.md").read_text(encoding="utf-8")
    settings = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    server.save("mkdocs.yml", settings.replace("site_name:", "site_name"))
    server.until(lambda: told(server.get()), "the page says what is wrong")
    wrong = told(server.get())
    assert wrong[0].startswith("mkdocs.yml:2:1 a colon is missing in this line.")
    for news in ("News of nobody.", "More news."):
        save(server, "docs/who.md", f"{who}\n\n{news}\n", "who/", news)
        assert told(server.get("who/")) == wrong, "what is wrong stays in sight"
    save(server, "docs/new.md", "# New\n\nWho is [new](gone.md)?\n", "who/", news)
    settings = settings.replace("site_name: ", "site_name: Another ")
    save(server, "mkdocs.yml", settings, "", "Another ")
    save(server, "docs/who.md", who, "new/", "Who is")
    server.until(
        lambda: "colon" not in "".join(told(server.get())), "what is mended is told no more"
    )


LISTING = """\
def on_page_markdown(markdown, files, **_):
    return markdown.replace("PAGES", ", ".join(f.src_uri for f in files.documentation_pages()))
"""


def test_a_hook_may_list_all_pages_on_one(folder, served):
    (folder / "other.py").write_text(LISTING, encoding="utf-8")
    (folder / "docs/listed.md").write_text("# Listed\n\nThere are PAGES.\n", encoding="utf-8")
    server = served()
    assert "new.md" not in server.get("listed/")
    save(server, "docs/new.md", "# New\n\nIt has come.\n", "listed/", "new.md")
    assert not lines(server, "whole site")


def test_notes_lead_to_pages_that_come_and_go(folder, served):
    notes = (folder / "data/annotations.yml").read_text(encoding="utf-8")
    notes = notes.replace("two days later", "[two days later](away.md)")
    (folder / "data/annotations.yml").write_text(notes, encoding="utf-8")
    away = folder / "docs/away.md"
    away.write_text("# Away\n\nIt is here.\n", encoding="utf-8")
    server = served()
    assert not told(server.get("away/"))
    away.rename(folder / "away.md")
    server.until(lambda: "no page 'away.md'" in "".join(told(server.get())), "it leads to nothing")
    (folder / "away.md").rename(away)
    server.until(lambda: not told(server.get()), "it is mended")
    assert not lines(server, "whole site")


def test_settings_that_others_inherit_are_watched(folder, served):
    settings = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    name = next(line for line in settings.splitlines() if line.startswith("site_name:"))
    (folder.parent / "shared.yml").write_text(name, encoding="utf-8")
    settings = settings.replace(f"{name}\n", "INHERIT: ../shared.yml\n")
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    server = served()
    save(server, "../shared.yml", "site_name: Another name\n", "", "Another name")
    (folder.parent / "shared.yml").write_text("site_name: [", encoding="utf-8")
    server.until(lambda: told(server.get()), "a mistake there is told")
    save(server, "../shared.yml", "site_name: A last name\n", "", "A last name")
    assert not told(server.get())
