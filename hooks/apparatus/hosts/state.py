"""What a run of a host goes by: its settings, its data, and what is wrong with them."""

from __future__ import annotations

import gc
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..data import edition, settings
from . import watching
from .exchange import Place
from .project import Project
from .rereading import Rereading
from .telling import Telling

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from ..build import Build
    from ..data.dataset import Dataset
    from ..problems import Problem


class State:
    """How the host was started, what its settings ask, and the last good data."""

    def __init__(
        self,
        report: Callable[[Problem], None],
        stopped: type[Exception],
        *,
        serving: bool = False,
        dirty: bool = False,
    ) -> None:
        """Take what tells an author of a problem, what stops a build, and how the host started."""
        self._serving, self._dirty = serving, dirty
        self.told = Telling(report, None if serving else stopped)
        self._good: Dataset | None = None
        self._data = Rereading(serving=serving)
        self._wrong: list[Problem] = []
        self.said: list[Problem] = []
        """What is wrong with settings and data."""
        self.folders: set[Path] = set()
        """What was a folder in place of a data file when the data were read."""
        self._themes: list[Path] = []
        self.project = Project()
        """Its folder."""
        self.docs = Path()
        self.asked: Mapping[str, Any] = {}
        """What the settings ask."""
        self._config: Mapping[str, Any] = {}
        self._edition = edition.UNKNOWN
        self._build: Build
        self.place = Place(beside=not dirty)
        self.watching: tuple[Path, ...] = ()
        """Where a change counts."""

    def configure(self, config: Mapping[str, Any], theme_folders: Iterable[str]) -> None:
        """Read settings and data, and begin a build with them.

        While serving, data with a mistake do not take the place of the last good data.
        """
        self.asked, _ = settings.read(config)
        file, self.docs = Path(config["config_file_path"]).absolute(), Path(config["docs_dir"])
        self._edition, self._wrong = edition.read(config)
        data, text = self.asked.get("data", "data"), self._edition.text
        self.project = Project(file.parent, data, file.name, text)
        self._config, self._themes = config, [*map(Path, theme_folders)]
        self.load()
        self.start()
        if not self._serving:  # what was made by now lives as long as the process
            self._good = None
            gc.freeze()
        self.told.tell(self.said)

    def load(self) -> None:
        """Read the data."""
        loaded, problems = self._data.load(self.project)
        if self._serving:
            self.folders = {path for path in self._blamed(problems) if path.is_dir()}
        sound = self._good or loaded if any(its.stops for its in problems) else loaded
        self._good = sound
        unfit = edition.unfit(self._config, self._edition, sound)
        self.said = [*self._wrong, *unfit, *problems]
        if self._serving:
            from . import names_file  # noqa: PLC0415 - no build asks for schemas

            names_file.refresh(self.project.folder, self.docs, loaded)

    def start(self) -> None:
        """Begin a build with the data."""
        if (sound := self._good) is not None:
            its = self._edition, self._themes
            reads = self._serving or "report" in self.asked
            self._build = self.project.build(sound, *its, reporting=reads)

    def watched(self, paths: Sequence[str], look: str | None) -> list[str]:
        """Add the data folder, and that of the site's look, to what a host watches."""
        ours = [watching.named(self.project.data_folder), *([look] if look else [])]
        known = (self.docs, self.project.settings, *map(Path, (*paths, *ours)))
        self.watching = tuple(dict.fromkeys(Path(watching.named(path)) for path in known))
        return [*dict.fromkeys((*paths, *(path for path in ours if os.access(path, os.R_OK))))]

    @property
    def wrong(self) -> set[Path]:
        """The files in which something is wrong."""
        return self._blamed(self.told.problems)

    def _blamed(self, problems: Iterable[Problem]) -> set[Path]:
        return {self.project.folder / problem.where.file for problem in problems}

    @property
    def day(self) -> str:
        """The day of this state of the site; nothing when the settings do not say."""
        return self._edition.day

    def fail(self, error: Exception) -> None:
        """Take it that this build is none to publish, and say what an author can do about it."""
        self.place.is_whole = False
        self.told.fail(error, self.project)

    def stopped(self, error: BaseException, messages: Iterable[str]) -> None:
        """Take it that a build has ended early while serving: how, and what the host has logged."""
        self.place.discard()
        self.told.stopped(error, messages, self.project, self.docs)
