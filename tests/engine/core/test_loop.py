"""The loop of `serve` without a server: what a save is, what it affects, and what it relies on."""

from __future__ import annotations

import datetime as dt
import logging
import os
import sys
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest
from apparatus.data.cited import SourceId
from apparatus.data.dataset import Dataset
from apparatus.data.model import Alias, Annotation, Entity, Source
from apparatus.data.target import Target
from apparatus.hosts import hearing
from apparatus.hosts.loop import affected, host, pace, requests, snapshot
from apparatus.hosts.loop.affected import Known
from apparatus.hosts.loop.kept import Kept
from apparatus.hosts.loop.loop import Loop
from apparatus.hosts.loop.peeks import Peeks
from apparatus.hosts.loop.reads import Reads
from apparatus.hosts.loop.requests import Fresh
from apparatus.hosts.loop.snapshot import Changes
from apparatus.hosts.loop.sorting import Beyond, Saved, Sorting
from apparatus.hosts.loop.structure import Structure
from apparatus.hosts.loop.turns import Turn, Turns
from jinja2 import DictLoader, Environment

BAKER = Entity("baker", "person", "Baker", "A secretary.", "people.md#baker")
NAKAYAMA = Entity("nakayama", "person", "Nakayama", "A minister.", "people.md#nakayama")
NOTE = Annotation("n1", Target(page="story.md", block="p1"), "context", "Words.")


def data(*nouns):
    its = Dataset()
    for noun in nouns:
        its.of(type(noun))[noun.id] = noun
    return its


def changed(noun, **values):
    fields = {name: getattr(noun, name) for name in type(noun).__dataclass_fields__}
    return type(noun)(**{**fields, **values})


def known(source="", words="", mentions=(), *, asking=False, troubled=False):
    return Known(source, words, frozenset(mentions), asking, troubled)


PAGES = {
    "people.md": known("## B { #baker }\n## N { #nakayama }", "b n"),
    "story.md": known("Then Baker spoke.", "Then Baker spoke.", {"baker"}),
    "other.md": known("Nobody.", "Nobody."),
    "linked.md": known("See [him][Nakayama].", "See him."),
    "asks-for-links.md": known("---\napparatus: {link: all}\n---\nNone.", "None."),
    "pieces.md": known("<!-- apparatus: timeline -->", asking=True),
    "sources.md": known("# Sources", "Sources"),
    "wrong.md": known("[x](gone.md)", "x", troubled=True),
}


def met(before, after, saved=(), outlined=()):
    its = affected.difference(before, after)
    return affected.affected(PAGES, saved, its, set(outlined))


ALWAYS = {"pieces.md", "sources.md", "wrong.md"}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([BAKER], [changed(BAKER, gloss="Another.")], {"people.md", *ALWAYS}),
        ([BAKER], [changed(BAKER, gloss="")], {"people.md", "story.md", *ALWAYS}),
        ([BAKER], [changed(BAKER, kind="term")], {"people.md", "story.md", *ALWAYS}),
        ([BAKER], [changed(BAKER, aliases=(Alias("NOBODY"),))],
         {"people.md", "story.md", "other.md", *ALWAYS}),
        ([BAKER], [changed(BAKER, entry="other.md#b")],
         {"people.md", "story.md", "other.md", *ALWAYS}),
        ([BAKER], [BAKER, NAKAYAMA], {"people.md", "linked.md", *ALWAYS}),
        ([BAKER, NAKAYAMA], [BAKER], {"people.md", "linked.md", *ALWAYS}),
        ([BAKER, NAKAYAMA], [NAKAYAMA, BAKER], {*PAGES}),
        ([changed(BAKER, sources=(SourceId("s", "p. 1"),))],
         [changed(BAKER, sources=(SourceId("s", "p. 2"),))], {"people.md", *ALWAYS}),
        ([NOTE], [changed(NOTE, body="Others.")], {"story.md", *ALWAYS}),
        ([NOTE], [changed(NOTE, target=Target(page="other.md", block="p1"))],
         {"story.md", "other.md", *ALWAYS}),
        ([], [Source("s", "book", "A book")], {*PAGES}),
    ],
    ids=["gloss", "no gloss", "kind", "alias", "entry", "come", "gone", "order", "locator",
         "note", "target", "source"],
)  # fmt: skip
def test_data_affect_the_pages_that_show_them(before, after, expected):
    assert met(data(*before), data(*after)) == expected


def test_data_that_are_the_same_affect_no_page():
    its = affected.difference(data(BAKER, NOTE), data(changed(BAKER), changed(NOTE)))
    assert not its
    assert affected.affected(PAGES, (), its, set()) == {"wrong.md"}


def test_an_id_that_was_lost_or_held_elsewhere_is_looked_for():
    before, after = data(BAKER), data(BAKER)
    before.lost[Entity] = {"nakayama"}
    assert "linked.md" in met(before, after)
    after = data(BAKER)
    after.held = {"baker"}
    assert "story.md" in met(data(BAKER), after)


def test_items_that_nobody_could_read_affect_all():
    after = data(BAKER)
    after.unread = {Entity}
    assert met(data(BAKER), after) == {*PAGES}


def test_a_text_affects_its_page_and_those_that_go_by_its_blocks():
    assert affected.affected(PAGES, {"other.md"}, None, set()) == {"other.md"}
    found = affected.affected(PAGES, {"other.md"}, None, {"other.md"})
    assert found == {"other.md", "pieces.md", "sources.md"}


def test_so_many_names_affect_all():
    many = [changed(BAKER, id=f"a{n}", name=f"Name {n}") for n in range(100)]
    assert met(data(), data(*many)) == {*PAGES}


def test_a_snapshot_tells_what_is_saved_has_come_and_has_gone(tmp_path):
    (tmp_path / "docs/inner").mkdir(parents=True)
    for name in ("docs/a.md", "docs/inner/b.md", "docs/c.md", "one.yml"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    (tmp_path / "docs/inner/again").symlink_to(tmp_path / "docs", target_is_directory=True)
    (tmp_path / "docs/twin").symlink_to(tmp_path / "docs/inner", target_is_directory=True)
    (tmp_path / "docs/dangling").symlink_to("nowhere")
    paths = [str(tmp_path / name) for name in ("docs", "one.yml", "not-there")]
    before = snapshot.take(paths)
    assert {os.path.relpath(path, tmp_path) for path in before} == {
        "docs/a.md", "docs/inner/b.md", "docs/twin/b.md", "docs/c.md", "one.yml"
    }  # fmt: skip
    assert not snapshot.compare(before, snapshot.take(paths))
    (tmp_path / "docs/a.md").write_text("longer", encoding="utf-8")
    (tmp_path / "docs/c.md").unlink()
    (tmp_path / "docs/d.md").write_text("x", encoding="utf-8")
    its = snapshot.compare(before, snapshot.take(paths))
    named = [{os.path.basename(path) for path in part} for part in its]  # noqa: PTH119
    assert named == [{"a.md"}, {"d.md"}, {"c.md"}]


def test_files_of_authors_alone_are_watched_by_themselves(tmp_path):
    made = ["parts/a.txt", ".venv/b.html", "env/lib/site-packages/c.html", "__pycache__/d.pyc"]
    for name in made:
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).touch()
    paths = [*(str(tmp_path / name) for name in made), str(tmp_path / "gone.txt")]
    assert pace.few(paths, tmp_path) == [tmp_path / "parts/a.txt"]
    assert pace.few([pace.__file__], Path(pace.__file__).parent) == [], "the engine's own"


def test_a_file_that_takes_anothers_place_is_seen(tmp_path):
    """Editors write beside a file, and rename: the new one may have the old one's size and time."""
    path, fresh = tmp_path / "a.md", tmp_path / "fresh"
    for its, text in ((path, "old"), (fresh, "new")):
        its.write_text(text, encoding="utf-8")
        os.utime(its, ns=(10**18, 10**18))
    before = snapshot.take([str(path)])
    fresh.replace(path)
    assert snapshot.compare(before, snapshot.take([str(path)])).saved == {str(path)}


class _Site(SimpleNamespace):
    """What is known of a site, as far as what is saved is sorted by it."""

    opened = Kept.opened


@pytest.fixture
def sorting(tmp_path):
    """A site of two pages and a picture; one page was made with a table that lies beside it."""
    docs = tmp_path / "docs"
    (docs / "data").mkdir(parents=True)
    made = {"a.md": "A", "b.md": "B", "p.png": "", "t.csv": "", "extra.txt": "", "data/e.yml": "",
            "left.txt": ""}  # fmt: skip
    for name, text in made.items():
        (docs / name).write_text(text, encoding="utf-8")
    files = {
        str(docs / name): SimpleNamespace(
            src_uri=name,
            is_documentation_page=lambda name=name: name.endswith(".md"),
            inclusion=SimpleNamespace(is_in_serve=lambda name=name: name != "left.txt"),
        )
        for name in made
    }
    pages = {
        name: SimpleNamespace(turn=Turn(name[0].upper().encode())) for name in ("a.md", "b.md")
    }
    pages["a.md"].turn.opened = {str(docs / "a.md"), str(docs / "t.csv"), str(tmp_path / "in.txt")}
    config = SimpleNamespace(exclude_docs=None, extra_templates=["extra.txt"])
    today = dt.datetime.now().astimezone().date()
    whole = Turn(opened={str(tmp_path / "mkdocs.yml"), str(docs / "menu.txt")})
    kept = _Site(docs=docs, by_path=files, pages=pages, config=config, day=today, whole=whole)
    return Sorting(kept, docs / "data")


SAVED = {
    "a page": ({"docs/b.md"}, Saved(frozenset(["b.md"]))),
    "the same words": ({"docs/a.md"}, Saved()),
    "a picture": ({"docs/p.png"}, Saved(files=frozenset(["p.png"]))),
    "a table that a page shows": (
        {"docs/t.csv"}, Saved(readers=frozenset(["a.md"]), files=frozenset(["t.csv"]))
    ),
    "a file that the site leaves out": ({"docs/left.txt"}, Saved()),
    "a file beside, that a page shows": ({"in.txt"}, Saved(readers=frozenset(["a.md"]))),
    "data that are published too": (
        {"docs/data/e.yml"}, Saved(files=frozenset(["data/e.yml"]), data=True)
    ),
    "what an editor keeps": ({"docs/.b.md.swp"}, Saved()),
}  # fmt: skip


@pytest.mark.parametrize("name", SAVED)
def test_what_is_saved_is_sorted_by_what_it_takes(name, sorting, tmp_path):
    paths, expected = SAVED[name]
    (tmp_path / "docs/b.md").write_text("Other words", encoding="utf-8")
    changes = Changes({str(tmp_path / path) for path in paths}, set(), set())
    assert sorting.sort(changes) == expected


@pytest.mark.parametrize("name", [".b.md.swp", ".new.md.swp", ".b.md.Xk3f9a", ".DS_Store", ".#b.md",
                                  ".git/index", ".obsidian/workspace.json"])  # fmt: skip
def test_what_editors_keep_is_no_save(name, sorting, tmp_path):
    path = str(tmp_path / "docs" / name)
    assert sorting.sort(Changes(set(), {path}, set())) == Saved()
    assert sorting.sort(Changes(set(), set(), {path})) == Saved()


@pytest.mark.parametrize("name", [".nav.yml", "data/.pages", ".parts/new.md"])
def test_a_hidden_file_that_plugins_may_ask_for_is_the_hosts(name, sorting, tmp_path):
    sorting._kept.pages["a.md"].turn.opened.add(str(tmp_path / "docs/.parts/old.md"))  # noqa: SLF001
    path = str(tmp_path / "docs" / name)
    for changes in (Changes(set(), {path}, set()), Changes(set(), set(), {path})):
        with pytest.raises(Beyond):
            sorting.sort(changes)


def test_what_has_come_or_gone_is_told_apart(sorting, tmp_path):
    come, gone = str(tmp_path / "docs/new.md"), str(tmp_path / "docs/b.md")
    its = sorting.sort(Changes(set(), {come, str(tmp_path / "docs/.new.md.swp")}, {gone}))
    assert its.moved == {come, gone}


@pytest.mark.parametrize("name", ["mkdocs.yml", "docs/menu.txt", "overrides/x.html",
                                  "docs/extra.txt", "docs/odd.md~"])  # fmt: skip
def test_what_is_not_understood_is_the_hosts(name, sorting, tmp_path):
    with pytest.raises(Beyond):
        sorting.sort(Changes({str(tmp_path / name)}, set(), set()))


def test_another_day_is_the_hosts(sorting):
    sorting._kept.day -= dt.timedelta(1)  # noqa: SLF001 - nobody can wait for it
    with pytest.raises(Beyond):
        sorting.sort(Changes(set(), set(), set()))


def test_what_is_read_in_between_is_noticed(tmp_path):
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    reads = Reads()
    reads.begin()
    (tmp_path / "a.txt").read_text(encoding="utf-8")
    [*tmp_path.iterdir()]
    (tmp_path / "made.txt").write_text("x", encoding="utf-8")
    with reads.apart():
        (tmp_path / "made.txt").read_text(encoding="utf-8")
    other = threading.Thread(target=(tmp_path / "made.txt").read_text, args=("utf-8",))
    other.start()
    other.join()
    found = {path for path in reads.end() if path.startswith(str(tmp_path))}
    assert found == {str(tmp_path / "a.txt"), f"{tmp_path}{os.sep}"}
    (tmp_path / "made.txt").read_text(encoding="utf-8")
    assert str(tmp_path / "made.txt") not in reads.end(), "nobody listens any more"


def test_what_is_found_goes_to_the_page_whose_turn_it_is(tmp_path):
    for name in "ab":
        (tmp_path / f"{name}.md").write_text(name, encoding="utf-8")
    turns, problems = Turns(Reads()), ["of all"]
    turns.ready()
    turns.begin(lambda: problems)
    for name in "ab":
        path = tmp_path / f"{name}.md"
        turns.next(path.name, path, path.read_bytes())  # a host reads a page before its turn
        problems.append(name)
        path.read_bytes()
        turns.hear(logging.makeLogRecord({"name": "host", "msg": name}))
        turns.hear(logging.makeLogRecord({"name": "host.apparatus", "msg": "told apart"}))
    turns.end()
    turns.hear(logging.makeLogRecord({"name": "host", "msg": "late"}))
    assert [turns.done[f"{name}.md"].problems for name in "ab"] == [["a"], ["b"]]
    assert [hearing.said(turns.done[f"{name}.md"].heard) for name in "ab"] == [["a"], ["b"]]
    opened = turns.done["a.md"].opened
    assert str(tmp_path / "a.md") in opened
    assert str(tmp_path / "b.md") not in opened
    assert hearing.said(turns.rest()) == ["late"]


class HostPage:
    """A page as a host has it: its title is looked up in its own words."""

    active = False

    def __init__(self, content):
        self.content, self.markdown, self.toc = content, content, []

    @property
    def title(self):
        return self.content[:1]


@pytest.mark.parametrize(
    ("look", "found"),
    [
        (lambda own, _: own.content, False),
        (lambda _, other: other.title, False),
        (lambda _, other: other.content, True),
        (lambda _, other: other.toc, True),
        (lambda _, other: setattr(other, "title", "T") or other.title, False),
    ],
    ids=["own words", "a title", "others' words", "headings", "a title that is given"],
)
def test_templates_that_print_other_pages_are_noticed(look, found):
    peeks, own, other = Peeks(), HostPage("own"), HostPage("other")
    for page in (own, other):
        peeks.watch(page)
    assert other.content == "other"
    assert not peeks.found, "no template runs"
    peeks.reader = own
    look(own, other)
    assert peeks.found is found


def loaded(name):
    """Load what a host has loaded when it serves."""
    for module in ("plugins", "commands.serve"):
        pytest.importorskip(f"{name}.{module}")


def config(**events):
    every = {name: [] for name in (*host._LATE, *host._EARLY)}  # noqa: SLF001
    made = type("C", (), {"strict": False, "__module__": "mkdocs.config"})()
    made.plugins = SimpleNamespace(events={**every, **events})
    return made


def hook(text):
    its = {"__name__": "own_hook"}
    exec(text, its)  # noqa: S102 - as a host loads one
    return its["on_it"]


class Foreign:
    def on_it(self):
        pass


LATE, EARLY = "page_context", "page_markdown"
HOOK = "def on_it(**_): pass\n"


@pytest.mark.parametrize(
    ("event", "listener", "why"),
    [
        (EARLY, hook(HOOK), ""),
        (LATE, hook(HOOK), "'own_hook' looks at all pages"),
        (LATE, hook(f"BUILDS_ALONE = True\n{HOOK}"), ""),
        (EARLY, Foreign().on_it, "'Foreign' looks at all pages"),
        ("post_build", Foreign().on_it, "'Foreign' looks at all pages"),
    ],
)
def test_what_looks_at_all_pages_makes_the_host_do_all_the_work(event, listener, why):
    loaded("mkdocs")
    assert host.unfit(config(**{event: [listener]})).startswith(why)
    assert bool(host.unfit(config(**{event: [listener]}))) is bool(why)


@pytest.mark.parametrize("name", ["mkdocs", "properdocs"])
def test_this_version_of_the_host_is_known(name):
    """With another version `serve` is slow; whoever looks at it adds what its sources come to."""
    loaded(name)
    its = host.modules(type("C", (), {"__module__": f"{name}.config"})())
    assert its.keys() == {*host.RELIED}
    assert host.digest(its) in host.KNOWN


def test_another_version_of_the_host_is_not_relied_on(monkeypatch, tmp_path):
    loaded("mkdocs")
    build = sys.modules["mkdocs.commands.build"]
    assert host.unfit(config()) == ""
    other = tmp_path / "build.py"
    with open(build.__file__, encoding="utf-8") as file:  # noqa: PTH123 - a text
        other.write_text(file.read().replace("dirty", "soiled", 1), encoding="utf-8")
    monkeypatch.setattr(build, "__file__", str(other))
    assert "is not known here" in host.unfit(config())


def test_the_disk_is_looked_at_as_often_as_is_cheap():
    assert [pace.interval(cost) for cost in (0.0001, 0.01, 1)] == [0.05, 0.2, 0.5]


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/site/", "index.html"),
        ("/site/a/b/", "a/b/index.html"),
        ("/site/a/b", "a/b"),
        ("/site/../x.css", "x.css"),
        ("/other/", None),
        ("/livereload/1/2", None),
    ],
)
def test_a_request_names_a_file_of_the_site(path, place):
    assert requests.place({"PATH_INFO": path}, "/site/") == place


def test_a_page_from_before_a_rebuild_is_not_given_with_the_sign_of_after():
    """The server waits for a rebuild after the page was made; then it is made once more."""
    made, state = [], {"saved": 1, "written": 0}

    def serve_request(_, start):
        if len(made) == 1:  # a rebuild begins and ends while the server waits
            state["saved"] = 2
            fresh.count += 1
        start("200 OK", [])
        return [str(state["written"]).encode()]

    def bring(path):
        made.append(path)
        state["written"] = state["saved"]

    server = SimpleNamespace(mount_path="/", serve_request=serve_request)
    fresh, started = Fresh(server, bring), []
    content = fresh.serve({"PATH_INFO": "/"}, lambda *its: started.append(its))
    assert (content, len(made), started) == ([b"2"], 2, [("200 OK", [])])


def test_nothing_of_the_last_site_is_written_after_a_rebuild():
    class Lock:
        is_held = False

        def __enter__(self):
            self.is_held = True

        def __exit__(self, *_):
            self.is_held = False

    held, loop = [], object.__new__(Loop)
    loop._lock, loop._rebuild, loop._fresh = Lock(), lambda: None, SimpleNamespace(count=0)
    loop._idle = SimpleNamespace(begin=lambda: held.append(loop._lock.is_held))
    loop.rebuild()
    assert held == [True], "idle work begins anew before anybody else has the lock"


def test_a_themes_files_are_sifted_once_for_the_host_and_each_time_for_others():
    env = Environment(loader=DictLoader(dict.fromkeys(("a.css", "b.html", "c.js"), "")))  # noqa: S701 - nothing is made
    last = SimpleNamespace(env=env, docs="docs")
    theme = SimpleNamespace(static_templates={"a.css"})
    asked = []

    def sift(name):
        asked.append(name)
        return name not in theme.static_templates

    def listed():
        Structure(last, Saved()).dress(theme)
        return theme.get_env().list_templates(filter_func=sift)

    assert listed() == listed() == ["b.html", "c.js"]
    assert len(asked) == 6, "nobody knows what others go by"
    sift.__module__ = "mkdocs.structure.files"
    assert listed() == listed() == ["b.html", "c.js"]
    assert len(asked) == 9
    theme.static_templates = {"c.js"}
    assert listed() == ["a.css", "b.html"]
