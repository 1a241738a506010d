"""What stops a host: real errors, and what an author is told of each."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import jinja2
import yaml
from apparatus.hosts import failures
from apparatus.hosts.project import Project
from apparatus.templates.render import Renderer

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree.ElementTree import Element

    from apparatus.problems import Problem


def caught(work: Callable[[], object]) -> BaseException:
    """Do something that fails; return how."""
    try:
        work()
    except (Exception, SystemExit) as error:  # noqa: BLE001 - any is a case
        return error
    raise AssertionError("it did not fail")


def explained(folder: Path, work: Callable[[], object]) -> list[Problem]:
    problem = failures.explain(caught(work), Project(folder))
    return [problem] if problem else []


def reading(path: Path, work: Callable[[], object]) -> Callable[[], object]:
    """Do it as a host does that has a page at hand."""

    def populate() -> object:
        page = SimpleNamespace(file=SimpleNamespace(abs_src_path=str(path)))
        return page and work()

    return populate


def opened(folder: Path, content: bytes) -> list[Problem]:
    """Read a page as plugins do that have a host's file at hand, and no page yet."""
    (folder / "post.md").write_bytes(content)

    def resolve(file: SimpleNamespace) -> str:
        return Path(file.abs_src_path).read_text(encoding="utf-8")

    file = SimpleNamespace(abs_src_path=str(folder / "post.md"))
    return explained(folder, lambda: resolve(file))


def template(folder: Path, text: str) -> list[Problem]:
    (folder / "overrides").mkdir()
    (folder / "overrides/main.html").write_text(text, encoding="utf-8")
    theme = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder / "overrides"),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
    )
    return explained(folder, lambda: theme.get_template("main.html").render())


def fragment(folder: Path, content: bytes, *part: str) -> list[Problem]:
    (folder / "card.html").write_bytes(content)
    (folder / "index.md").write_text("# A\n", encoding="utf-8")
    renderer = Renderer([folder])

    def make() -> Element:
        made = renderer.element("card")
        return renderer.part("card", made, *part) if part else made

    return explained(folder, reading(folder / "index.md", make))


def page(folder: Path, content: bytes, work: Callable[[Path], object]) -> list[Problem]:
    path = folder / "index.md"
    path.write_bytes(content)
    return explained(folder, reading(path, lambda: work(path)))


def settings(folder: Path, content: bytes) -> list[Problem]:
    path = folder / "mkdocs.yml"
    path.write_bytes(content)

    def load() -> object:
        with path.open("rb") as file:
            return yaml.load(file, Loader=yaml.SafeLoader)

    return explained(folder, load)


def unread(folder: Path, text: str) -> list[Problem]:
    project = Project(folder)
    project.settings.write_text("site_name: A\n", encoding="utf-8")
    assert failures.in_settings(project) is None
    project.settings.write_text(text, encoding="utf-8")
    problem = failures.in_settings(project)
    return [problem] if problem else []


def unreadable(folder: Path, make: Callable[[Path], object]) -> list[Problem]:
    path = folder / "a.md"
    make(path)
    error = OSError(errno.EIO, os.strerror(errno.EIO), str(path))
    return [failures.explain(error, Project(folder))]


def full(_: Path) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def deep(_: Path) -> object:
    return deep(_)


def no_template(_: Path) -> object:
    return jinja2.Environment(loader=jinja2.DictLoader({}), autoescape=True).get_template("no.html")


def forbidden(path: Path) -> list[Problem]:
    path.write_text("x", encoding="utf-8")
    error = PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    return [failures.explain(error, Project(path.parent))]


def heard(folder: Path, message: str) -> list[Problem]:
    (folder / "docs").mkdir()
    (folder / "docs/a.md").write_text("# A\n\n[words](nowhere.md)\n", encoding="utf-8")
    (folder / "mkdocs.yml").write_text("site_name: A\ntheme: nope\n", encoding="utf-8")
    return list(failures.heard([message], Project(folder), folder / "docs"))


def unknown(folder: Path) -> list[Problem]:
    path = folder / "other.py"
    path.write_text("\n\nraise RuntimeError('so it is')\n", encoding="utf-8")
    code = compile(path.read_text(encoding="utf-8"), str(path), "exec")
    error = caught(lambda: exec(code))  # noqa: S102 - a hook of somebody else's
    assert failures.explain(error, Project(folder)) is None
    return [failures.unknown(error, Project(folder))]


_MEND = "Mend it, or delete the file: then the theme's or the engine's own takes its place."
CASES: dict[str, tuple[Callable[[Path], list[Problem]], str]] = {
    "a template that cannot be read": (
        lambda folder: template(folder, "\n{% if %}\n"),
        (
            "overrides/main.html:2:1: this template cannot be read: "
            f"Expected an expression, got 'end of statement block'. {_MEND}"
        ),
    ),
    "a template that asks for what is not there": (
        lambda folder: template(folder, "\n\n{{ nobody.name }}\n"),
        f"overrides/main.html:3:1: this template does not work: 'nobody' is undefined. {_MEND}",
    ),
    "a fragment that is no element": (
        lambda folder: fragment(folder, b"<p><b></p>"),
        f"card.html:1:1: this template gives no well-formed HTML: mismatched tag. {_MEND}",
    ),
    "a fragment without what is to be filled": (
        lambda folder: fragment(folder, b"<p/>", "class", "note"),
        (
            'card.html:1:1: this template has no element with class="note", which is to be filled. '
            f"{_MEND}"
        ),
    ),
    "a fragment in Latin-1": (
        lambda folder: fragment(folder, "<p>\nü</p>".encode("latin-1")),
        "card.html:2:1: this file is not UTF-8 text. Save it as UTF-8.",
    ),
    "no template": (
        lambda folder: page(folder, b"---\ntemplate: no.html\n---\n", no_template),
        (
            "index.md:2:11: there is no template 'no.html'. "
            "Look at 'template' in the page's front matter."
        ),
    ),
    "a page in Latin-1": (
        lambda folder: page(
            folder, "# Ä\n\nÜber Ö".encode("latin-1"), lambda path: path.read_text(encoding="utf-8")
        ),
        "index.md:1:3: this file is not UTF-8 text. Save it as UTF-8.",
    ),
    "a post in Latin-1": (
        lambda folder: opened(folder, "# Post\n\nÜber Ö".encode("latin-1")),
        "post.md:3:1: this file is not UTF-8 text. Save it as UTF-8.",
    ),
    "a page too deep": (
        lambda folder: page(folder, b"> > >", deep),
        (
            "index.md:1:1: quotations, lists or elements of this page stand in one another too "
            "deeply. Look for a line that begins with '> > > >' and so on."
        ),
    ),
    "a link that Markdown cannot read": (
        lambda folder: page(folder, b"[a](http://[)", lambda _: urlsplit("http://[")),
        (
            "index.md:1:1: this page cannot be read: Invalid IPv6 URL. "
            "Look for a link or an HTML tag that is not finished."
        ),
    ),
    "a full disk": (
        lambda folder: page(folder, b"", full),
        "mkdocs.yml:1:1: the disk is full. Make room on it, and save once more.",
    ),
    "settings that are no YAML": (
        lambda folder: settings(folder, b"site_name: A\ntheme: [\n  name: material\n"),
        "mkdocs.yml:2:8: the bracket '[' that opens here is not closed. Close it with ']'.",
    ),
    "settings that no host has read": (
        lambda folder: unread(folder, "theme: {}\nsite_name: Lincoln: The Second\n"),
        (
            "mkdocs.yml:2:19: a second colon stands in this line, in a text without quotation "
            'marks. Put the whole text in quotation marks: "Lincoln: The Second".'
        ),
    ),
    "settings with a sign that is none": (
        lambda folder: settings(folder, b"site_name: \0\n"),
        "mkdocs.yml:1:12: a sign stands here that nobody can see (U+0000). Delete it.",
    ),
    "settings in Latin-1": (
        lambda folder: settings(folder, b"site_name: \xc4\n"),
        "mkdocs.yml:1:12: this file is not UTF-8 text. Save it as UTF-8.",
    ),
    "a folder for a file": (
        lambda folder: unreadable(folder, Path.mkdir),
        "a.md:1:1: this is a folder, but it must be a file. Rename the folder.",
    ),
    "a link that leads nowhere": (
        lambda folder: unreadable(folder, lambda path: path.symlink_to("gone.yml")),
        (
            "a.md:1:1: this is a link to a file that is not there. "
            "Put the file there, or delete the link."
        ),
    ),
    "a link to itself": (
        lambda folder: unreadable(folder, lambda path: path.symlink_to(path)),
        (
            "a.md:1:1: this is a link to a file that is not there. "
            "Put the file there, or delete the link."
        ),
    ),
    "a pipe": (
        lambda folder: unreadable(folder, os.mkfifo),
        "a.md:1:1: this is not a file with text in it. Delete it.",
    ),
    "a file that is gone": (
        lambda folder: explained(folder, (folder / "gone.md").read_text),
        "gone.md:1:1: this file is not there any more. Put it back.",
    ),
    "a file without the right to read it": (
        lambda folder: forbidden(folder / "a.md"),
        "a.md:1:1: this file may not be read. Give yourself the right to read it.",
    ),
    "what a host has logged of a page": (
        lambda folder: heard(folder, "Doc file 'a.md' contains a link 'nowhere.md', which is not."),
        "docs/a.md:3:9: Doc file 'a.md' contains a link 'nowhere.md', which is not.",
    ),
    "what a host has logged of a page that the settings name": (
        lambda folder: heard(folder, "A reference to 'nope' is included in the 'nav'."),
        "mkdocs.yml:2:8: A reference to 'nope' is included in the 'nav'.",
    ),
    "what a host has logged of a setting": (
        lambda folder: heard(folder, "Config value 'theme': Unrecognised theme name: 'nope'."),
        "mkdocs.yml:2:1: theme: Unrecognised theme name: 'nope'.",
    ),
    "what nobody foresaw": (
        unknown,
        (
            "other.py:3:1: the site could not be built: RuntimeError: so it is. "
            "The terminal says more."
        ),
    ),
}
