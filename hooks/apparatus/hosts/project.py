"""A project's folder: where its data stand, how paths are named, what is kept between builds."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from .. import words
from ..build import Build
from ..data import cache, front_matter, kept, loading, settings, yaml_file
from ..data.own_words import OwnWord
from ..data.target import ANNOTATED
from ..pieces import SHELVES
from ..templates.render import Compiled, Renderer
from ..text.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jinja2 import Environment

    from ..data.dataset import Dataset
    from ..data.edition import Edition
    from ..data.memory import Memory
    from ..problems import Problem
    from ..words import Words


class Project(NamedTuple):
    """The folder of `mkdocs.yml`."""

    folder: Path = Path()
    data: str = "data"
    """The folder of the data files, below it or elsewhere."""
    settings_file: str = "mkdocs.yml"
    """Its name, below that folder."""
    text: str = ANNOTATED
    """The page that items of data are about when they do not name one."""

    @property
    def settings(self) -> Path:
        """Where the settings stand."""
        return self.folder / self.settings_file

    @property
    def data_folder(self) -> Path:
        """Where the data files stand."""
        return self.folder / self.data

    @property
    def kept(self) -> Path:
        """The folder for what later builds may use again."""
        return self.folder / ".cache"

    @property
    def compiled(self) -> Path:
        """The folder for what is run: the user's, since a project may come from others."""
        return kept.own_folder()

    def shown(self, path: Path) -> str:
        """Name a path as the author does: from the project's folder."""
        with suppress(ValueError):
            path = path.relative_to(self.folder)
        return path.as_posix()

    def pages(self, docs: Path, files: Mapping[str, Any]) -> list[Page]:
        """Return pages before they are rendered, of which a host has files in the docs folder."""
        shown = self.shown(docs)
        above = "" if shown == "." else f"{shown}/"

        def page(path: str, file: Any) -> Page:  # noqa: ANN401 - as a host has it
            return Page(path, lambda: front_matter.text(file.content_bytes), above + file.src_uri)

        return [page(*its) for its in files.items()]

    def load(
        self, *, drafts: bool = False, memory: Memory | None = None
    ) -> tuple[Dataset, list[Problem]]:
        """Read the data; without notes that are drafts, unless they are asked for.

        In: also the memory of an earlier reading, so that no more is read than has changed.
        """
        shown = self.shown(self.data_folder)
        kept, shelves = self.kept / "apparatus.json", SHELVES._replace(text=self.text)
        data, found = cache.load(self.data_folder, shown, kept, shelves, memory)
        for note in [] if drafts else list(data.annotations.values()):
            if note.draft:
                data.lose(type(note), note.id)
        return data, found

    def build(
        self, data: Dataset, edition: Edition, themes: Iterable[Path], *, reporting: bool = False
    ) -> Build:
        """Begin a build with data; the fragments of themes go before ours."""
        fragments = [folder / "fragments" for folder in themes]
        compiled = self.compiled / "templates"
        own = {word.id: word.own for word in data.of(OwnWord).values()}
        ours = words.of(edition.language, own)
        renderer = Renderer(
            fragments, compiled, edition=edition, words=ours, vocabulary=data.vocabulary
        )
        return Build(data.copy(), renderer, edition, self.kept, reporting=reporting)

    def prepare(self, theme: Environment, words: Words, day: str) -> None:
        """Keep what is made of a theme's templates, and tell them of the edition of a day."""
        # It takes longer to compile them than to link a hundred pages.
        theme.bytecode_cache, theme.auto_reload = Compiled(self.compiled / "theme"), False
        readable, its = words.plain.edition(day)
        theme.globals["apparatus"] = {"day": day, "readable_day": readable, "edition": its}

    def digest(self) -> str:
        """Hash the data as they are now, with the code that reads them."""
        return cache.digest(loading.find(self.data_folder, self.data, SHELVES.stems)[0], self.text)


def described(file: Path) -> tuple[Project, Path]:
    """Find out from a settings file where data and pages are, without its host.

    Out: the project, and the folder of its pages; the usual ones where the file does not say.
    """
    document, _ = yaml_file.read(file.name, file.read_bytes() if file.is_file() else b"")
    config: Any = document.value if isinstance(document.value, dict) else {}
    extra = {"apparatus": _asked(config)}
    asked, _ = settings.read({"extra": extra, "config_file_path": str(file)})
    folder, docs = file.absolute().parent, config.get("docs_dir")
    data, text = asked.get("data") or "data", asked.get("text") or ANNOTATED
    return Project(folder, data, file.name, text), folder / str(docs or "docs")


def _asked(config: Mapping[str, Any]) -> object:
    """Find what is asked of the engine: under `extra`, and as a plugin's options."""
    plugins, extra = config.get("plugins"), config.get("extra")
    listed = plugins if isinstance(plugins, list) else [plugins]
    options = (one.get("apparatus") for one in listed if isinstance(one, dict))
    own = extra.get("apparatus") if isinstance(extra, dict) else None
    return settings.merged(own, next(filter(None, options), None))
