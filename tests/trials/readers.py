"""Readers who ask without pause while files are saved, and know which save a page must show."""

from __future__ import annotations

import re
import threading
import time
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from project import Project
    from served import Served

PAGES = 3
PAUSE = 0.35
"""Seconds between two saves, at most: many come while the one before is built."""
_EPOCH_RE = re.compile(rb"livereload\((\d+), \d+\);")
_SEEN_RE = {what: re.compile(rb"%b(\d+)\." % what.encode()) for what in ("Words", "Gloss")}


@dataclass
class Saves:
    """What has been saved, and when, by the clock that epochs come from."""

    words: list[list[float]] = field(default_factory=lambda: [[0.0] for _ in range(PAGES)])
    """For each page, when each of its texts was there."""
    gloss: list[float] = field(default_factory=lambda: [0.0])

    def due(self, times: list[float], epoch: int) -> int:
        """Say which save a page of an epoch must show at least."""
        return max(n for n, at in enumerate(times.copy()) if at < epoch - 1)


@dataclass
class Reading:
    """A project that is read while it is written."""

    project: Project
    served: Served
    saves: Saves = field(default_factory=Saves)
    wrong: list[str] = field(default_factory=list)
    asked: int = 0
    epochs: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._over = threading.Event()
        self._texts = [self.project.page(name) for name in self._names()]
        self._rows = self.project.rows("entities")
        self._name = self._rows[0]["name"]

    @staticmethod
    def _names() -> list[str]:
        return [f"part-0/page-{number}.md" for number in range(PAGES)]

    def save(self, which: int, number: int) -> None:
        """Save a page, or (after the last page) the gloss that all of them show on a card.

        Nobody can read half of such a file, which would be neither this save nor the one before.
        """
        if which < PAGES:
            text = f"{self._texts[which]}\n\nWords{number}. Here is {self._name}.\n"
            self.project.exchange(f"docs/{self._names()[which]}", text)
            self.saves.words[which].append(time.monotonic() * 1000)
        else:
            self._rows[0]["gloss"] = f"Gloss{number}."
            rows = yaml.safe_dump(self._rows, sort_keys=False, allow_unicode=True)
            self.project.exchange("data/entities.yml", rows)
            self.saves.gloss.append(time.monotonic() * 1000)

    def look(self, which: int) -> tuple[int, list[int]]:
        """Ask for a page, and hold it against its epoch; out: that, and which saves it shows."""
        self.asked += 1
        answer = self.served.ask(self._names()[which].replace(".md", "/"))
        if answer.status != 200 or not (found := _EPOCH_RE.search(answer.content)):
            self.wrong.append(f"page {which}: {answer.status}")
            return 0, []
        epoch, shown = int(found[1]), []
        for what, pattern in _SEEN_RE.items():
            times = self.saves.gloss if what == "Gloss" else self.saves.words[which]
            seen = int(its[1]) if (its := pattern.search(answer.content)) else 0
            if seen < (due := self.saves.due(times, epoch)):
                self.wrong.append(f"page {which} of epoch {epoch}: {what} {seen} for {due}")
            shown.append(seen)
        self.epochs.add(epoch)
        return epoch, shown

    def read(self, seed: int) -> None:
        """Ask for one page after another without pause."""
        draw = Random(seed)  # noqa: S311 - reproducible, not secret
        while not self._over.is_set():
            self.look(draw.randrange(PAGES))

    def stay(self, which: int, wanted: list[list[int]]) -> None:
        """Look at a page as a browser does, which asks again only when it is told to."""
        epoch, shown = self.look(which)
        while not (self._over.is_set() and [shown] == wanted):
            told = int(self.served.asked(f"/livereload/{epoch}/{which}").content)
            if told > epoch:
                epoch, shown = self.look(which)
                if epoch < told:
                    self.wrong.append(f"page {which} of epoch {epoch} after {told} was told")
            elif self._over.is_set() and [shown] != wanted:
                self.wrong.append(f"a browser was left with {shown} for {wanted}")
                return

    def run(self, saves: int, seed: int) -> None:
        """Save so many times while three read and one stays; in the end all see the last saves."""
        draw = Random(seed)  # noqa: S311
        self._begin()
        wanted: list[list[int]] = []
        threads = [threading.Thread(target=self.read, args=(n,), daemon=True) for n in range(3)]
        threads.append(threading.Thread(target=self.stay, args=(0, wanted), daemon=True))
        for thread in threads:
            thread.start()
        counts = [1] * (PAGES + 1)
        for _ in range(saves):
            time.sleep(draw.uniform(0, PAUSE))
            which = draw.randrange(PAGES + 1)
            counts[which] += 1
            self.save(which, counts[which])
        wanted.append([counts[0], counts[PAGES]])
        self._until([[count, counts[PAGES]] for count in counts[:PAGES]])
        self._over.set()
        for thread in threads:
            thread.join(60)

    def _begin(self) -> None:
        """Save all once, and wait until that is served."""
        self.served.server.poll_response_timeout = 2
        for which in range(PAGES + 1):
            self.save(which, 1)
        self._until([[1, 1]] * PAGES)

    def _until(self, wanted: list[list[int]]) -> None:
        end = time.monotonic() + 60
        while (shown := [self.look(which)[1] for which in range(PAGES)]) != wanted:
            if time.monotonic() > end:
                self.wrong.append(f"in the end pages show {shown} for {wanted}")
                return
            time.sleep(0.1)
