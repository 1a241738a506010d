"""A site that is built beside the last one, and takes its place at the very end or not at all.

Builders empty the folder of a site before they fill it. Whatever stops them in between, be it a
mistake in a page or the power, would leave readers with half a site.
"""

from __future__ import annotations

import ctypes
import os
import shutil
from contextlib import suppress
from pathlib import Path

_HERE, _SWAP = -100, 2  # AT_FDCWD and RENAME_EXCHANGE of Linux


class Exchange:
    """The folder of a site, and the one beside it in which the next is built."""

    def __init__(self, site: Path) -> None:
        """Take the site's folder, and put right what a build that was killed has left."""
        self.site = site
        # Builds that run at one time have folders of their own.
        self.fresh = site.with_name(f".{site.name}.new-{os.getpid()}")
        self._old = site.with_name(f".{site.name}.old-{os.getpid()}")
        recover(self.site)
        self.discard()

    @staticmethod
    def is_possible(site: Path) -> bool:
        """Whether a folder can be exchanged: not a mounted one, nor where nothing can be made."""
        parent = site.parent
        while not parent.exists():
            parent = parent.parent
        linked = site.is_symlink() or (site.exists() and not site.is_dir())
        return not linked and not os.path.ismount(site) and os.access(parent, os.W_OK | os.X_OK)

    def finish(self) -> None:
        """Let the new site take the old one's place."""
        if not self.fresh.is_dir():
            return
        if self.site.is_dir() and not _swap(self.fresh, self.site):
            self.site.rename(self._old)
        if self.fresh.is_dir() and not self.site.exists():
            self.fresh.rename(self.site)
        self.discard()

    def discard(self) -> None:
        """Remove what is no site, or no longer."""
        for folder in (self.fresh, self._old):
            shutil.rmtree(folder, ignore_errors=True)


class Place:
    """Where a run of a host builds its sites, one after the other."""

    def __init__(self, *, beside: bool) -> None:
        """Say whether to build beside the last site, wherever that is possible."""
        self._beside = beside
        self._exchange: Exchange | None = None
        self.site: Path | None = None
        """Where the site is served from, or published."""
        self.is_whole = False
        """Whether what was built last is to be published."""
        self._within = 0

    def begin(self, site: Path, published: Path) -> str:
        """Say where to build: beside the last site, where that can be exchanged at the end.

        In: the host's folder for the site, and that of the published one, which `serve` leaves
        alone.
        """
        if self._exchange and self._exchange.fresh == site:
            self._within += 1
            return str(site)  # a build within a build, as for another language
        self.site, self._exchange, self.is_whole, self._within = site, None, False, 0
        recover(published)
        if not (self._beside and Exchange.is_possible(site)):
            return str(site)
        self._exchange = Exchange(site)
        return str(self._exchange.fresh)

    def stay(self, site: str) -> str:
        """Build where the last site stands."""
        self._exchange, self.site, self.is_whole = None, Path(site), False
        return site

    def succeed(self) -> bool:
        """Take it that a build is whole. Out: whether the site is: no build goes on around it."""
        if self._within:
            self._within -= 1
            return False
        self.is_whole = True
        return True

    def finish(self) -> None:
        """Let the site that was built take the last one's place."""
        if self._exchange:
            self._exchange.finish()

    def discard(self) -> None:
        """Take away what was built beside it."""
        if self._exchange:
            self._exchange.discard()

    def end(self, site: str) -> str:
        """End the run: a whole site takes the last one's place.

        In: where the host takes the site to be. Out: where it is.
        """
        if self.is_whole:
            self.finish()
        self.discard()
        return str(self._exchange.site) if self._exchange else site


def recover(site: Path) -> None:
    """Put right what builds of a site have left that are over."""
    for old in sorted(site.parent.glob(f".{site.name}.old-*")):
        if _is_over(old) and not site.exists():
            old.rename(site)
    for kind in ("old", "new"):
        for folder in site.parent.glob(f".{site.name}.{kind}-*"):
            if _is_over(folder):
                shutil.rmtree(folder, ignore_errors=True)


def _is_over(folder: Path) -> bool:
    """Whether the build that a folder is named after does not run any more."""
    number = folder.name.rpartition("-")[2]
    if not number.isdigit() or not hasattr(os, "getuid"):  # elsewhere a process cannot be asked
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return int(number) == os.getpid()


def _swap(one: Path, other: Path) -> bool:
    """Exchange two folders in one step, where the system can."""
    with suppress(OSError, AttributeError):
        names = os.fsencode(one), os.fsencode(other)
        rename = ctypes.CDLL(None, use_errno=True).renameat2
        return bool(rename(_HERE, names[0], _HERE, names[1], _SWAP) == 0)
    return False
