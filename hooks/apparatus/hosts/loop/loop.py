"""The loop itself: at each save the cheapest way to what a clean build would give."""

from __future__ import annotations

import gc
import os
import threading
import time
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any

from .. import hearing
from . import pace, snapshot
from .content import Content
from .drawing import Drawing
from .idle import Idle
from .requests import Fresh
from .sorting import Beyond, Sorting
from .structure import Structure, modified

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ...problems import Problem
    from ..serving import Ways
    from .kept import Kept
    from .session import Served
    from .snapshot import Changes, Snapshot
    from .sorting import Saved


class Loop:
    """Brings what is served to what is saved, and pages to those who ask."""

    def __init__(
        self,
        session: Served,
        server: Any,  # noqa: ANN401 - the host's
        ways: Ways,
    ) -> None:
        """Take the session, the server, and ways to build and to tell of mistakes."""
        self._session, self._server, self._ways = session, server, ways
        self._drawing = Drawing(session)
        self._content = Content(session, self._drawing)
        self._lock = threading.RLock()
        self._idle = Idle(self._lock, self._rest)
        self._fresh = Fresh(server, self._bring)
        self._apart: set[str] = set()
        """Files outside of what is watched that pages were made with, now or once."""
        self._seen, self._is_whole = session.seen, session.kept is not None
        self._unread: list[Problem] = []
        """What is wrong with settings that could not be read."""
        self.serve = self._fresh.serve
        """Answers a request with a page that is not older than the site."""
        self.stop = self._idle.stop
        """Ends all that goes on beside the server."""
        if session.kept:
            self._meet(session.seen, session.began)
            began = time.perf_counter()
            snapshot.take(self._paths())
            pace.quicken(server, time.perf_counter() - began)
            self._idle.begin()

    def rebuild(self) -> None:
        """Bring the site to what is on the disk (the builder of a server)."""
        with self._lock:
            collecting = gc.isenabled()
            gc.disable()  # to look through all that is kept takes longer than to render a page
            try:
                self._rebuild()
            finally:
                self._fresh.count += 1
                if collecting:
                    gc.enable()
                # Before others have the lock: a step of the last site would write its page anew.
                self._idle.begin()

    def _rebuild(self) -> None:
        since = time.time_ns()
        now = snapshot.take(self._paths())
        changes = snapshot.compare(self._seen, now)
        session, kept = self._session, self._session.kept
        if kept and self._is_whole and not self._unread and self._shows(kept, changes):
            self._meet(now, since)
            return
        last, unread = session.began, self._unread
        session.turns.ready()
        self._ways.whole()
        self._unread = [*session.told.problems] if session.began == last else []
        if not self._unread:
            self._is_whole = session.kept is not None and session.kept is not kept
        elif unread and kept and self._is_whole:
            self._shows(kept, changes)
        self._meet({**session.seen, **now}, since)

    def _shows(self, kept: Kept, changes: Changes) -> bool:
        """Show what is saved with the settings that are in force, if that can be done."""
        began = time.perf_counter()
        try:
            done = self._by_content(kept, changes)
        except Beyond as why:
            what = f"The whole site is built again: {why}."
        except (Exception, SystemExit) as error:  # noqa: BLE001 - the host tries what has failed here
            said = f"{type(error).__name__}: {' '.join(str(error).split())}"
            what = f"The whole site is built again after this: {said}"
        else:
            self._tell(changes, done, time.perf_counter() - began)
            return True
        if not self._unread:
            self._session.told.mention(what)
        return False

    def _by_content(self, kept: Kept, changes: Changes) -> list[str] | None:
        """Render again what a save affects. Out: which pages; nothing if no file is another."""
        session = self._session
        saved = Sorting(kept, session.project.data_folder).sort(changes)
        if not any(saved):
            return None
        session.turns.ready()
        with self._ways.trying(survived=False) as messages:
            if saved.moved:
                done, kept = self._by_structure(kept, saved)
                whole, rest = [], session.turns.rest(kept.whole)
            else:
                done = self._content.again(kept, saved)
                whole, rest = kept.whole.heard, session.turns.rest()
            session.told.problems += self._unread
            heard = {path: its.turn.heard for path, its in kept.pages.items()}
            hearing.repeat([*whole, *chain(*(heard[path] for path in heard if path not in done))])
            messages[:] = hearing.said([*kept.whole.heard, *chain(*heard.values()), *rest])
        return done

    def _by_structure(self, kept: Kept, saved: Saved) -> tuple[list[str], Kept]:
        """Let the host build what is modified. Out: which pages, and the site."""
        session = self._session
        if kept.pages.keys() != session.files_of.keys():
            raise Beyond("there are drafts")
        last, again = session.build, Structure(kept, saved)
        session.again = again
        session.told.anew()
        try:
            with modified(kept.command, kept.builder.build, again.dress):
                self._ways.build()
        except BaseException:
            session.back(last)
            session.kept = kept
            raise
        finally:
            session.again = None
        if session.kept is kept or session.kept is None:
            session.kept = kept
            raise Beyond("it is not known how to go on")
        again.clear(session.kept.files, session.kept.site)
        done = [path for path in session.kept.pages if path in again.again]
        for path in done:
            if path in saved.pages or path not in kept.pages:
                self._drawing.page(session.kept, path)
        return done, session.kept

    def _tell(self, changes: Changes, done: list[str] | None, took: float) -> None:
        """Say what was done, and for which files; where it is nothing, browsers need not reload."""
        if done is None:
            server = vars(self._server)
            server["_wanted_epoch"] = server["_visible_epoch"]
            what = "nothing has changed"
        else:
            count = {0: "no page", 1: "1 page"}.get(len(done), f"{len(done)} pages")
            what = f"{count} again, {took:.2f} s"
        if changes:
            top = f"{self._session.project.folder}{os.sep}"
            saved, *others = sorted(path.removeprefix(top) for path in changes.all)
            more = f" and {len(others)} more" if others else ""
            self._session.told.mention(f"{saved}{more}: {what}")

    def _paths(self) -> Iterator[str]:
        """List what counts: what is watched, and what pages of the project were made with."""
        yield from map(str, self._session.watching)
        yield from self._apart

    def _meet(self, now: Snapshot, since: int) -> None:
        """Take it that the site is that of a snapshot, made from then on (in nanoseconds)."""
        session, kept = self._session, self._session.kept
        opened: set[str] = set()
        if kept:
            opened = {*kept.own(kept.opened.difference(now), session.project.folder)}
        self._apart |= opened
        few = pace.few(self._apart, session.project.folder)
        pace.also(self._server, few)
        session.watching = (*dict.fromkeys((*session.watching, *few)),)
        read = snapshot.take(opened)
        # Of what was saved meanwhile it is not known how it was read.
        self._seen = {**{path: its for path, its in read.items() if its[0] < since}, **now}

    def _bring(self, path: str) -> None:
        """Bring up to date what is at a path below the site's top, before it is answered."""
        with self._idle.asked(), self._lock:
            if (kept := self._session.kept) and not self._idle.is_over:
                with self._ways.trying(whole=False):
                    self._drawing.asked(kept, path)

    def _rest(self) -> Iterator[Callable[[], object]]:
        """List what is left to do when nobody asks."""
        if kept := self._session.kept:
            for step in self._drawing.all(kept):
                yield partial(self._tried, step)

    def _tried(self, step: Callable[[], object]) -> None:
        with self._ways.trying(whole=False):
            step()
