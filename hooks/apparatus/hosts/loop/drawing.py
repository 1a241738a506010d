"""Templates on demand: a page's file is written when somebody asks for it and it is stale."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from . import search
from .host import whole
from .kept import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .kept import Kept
    from .session import Served


class Drawing:
    """Brings the files of a site up to date, one by one."""

    def __init__(self, session: Served) -> None:
        """Take the session, which lends the host the build that a site was made with."""
        self._session = session

    def page(self, kept: Kept, path: str) -> bool:
        """Write a page's file, if it would be another. Out: whether it was written."""
        its = kept.pages[path]
        its.drawn = digest(kept.build.decorate(path, kept.build.spare(its.content)))
        if its.written == kept.signature(path):
            return False
        kept.peeks.reader = its.page
        file, its.failed = its.page.file, True
        try:
            with self._session.lent(kept.build), kept.search.apart() as found, whole(file):
                kept.builder._build_page(  # noqa: SLF001 - see `host`
                    its.page, kept.config, kept.shown, kept.nav, kept.env,
                    excluded=file.inclusion.is_excluded(),
                )  # fmt: skip
        finally:
            kept.peeks.reader = None
            its.page.content = its.content
            # What has failed is not tried again before something changes.
            its.written = kept.signature(path)
        its.entries, its.failed = found, False
        return True

    def template(self, kept: Kept, name: str) -> bool:
        """Write what a template makes of all pages, if it would be another."""
        if kept.templates[name] == kept.overall:
            return False
        env = (kept.env,) if name in kept.config.theme.static_templates else ()
        make = kept.builder._build_theme_template if env else kept.builder._build_extra_template  # noqa: SLF001 - see `host`
        kept.peeks.reader = True
        try:
            make(name, *env, kept.files, kept.config, kept.nav)
        finally:
            kept.peeks.reader = None
            kept.templates[name] = kept.overall
        return True

    def exports(self, kept: Kept) -> None:
        """Write the exports, if they may be others; they take their words from pages."""
        if kept.is_exported:
            return
        kept.is_exported = True
        for path in kept.engine.annotations:
            if path in kept.pages:
                self.page(kept, path)
        if kept.engine.edition.search is not None:  # our own search reads all pages
            for path, its in kept.pages.items():
                kept.build.decorate(path, kept.build.spare(its.content))
        with self._session.lent(kept.build):
            names = self._session.finish(kept.site)
        for name in kept.exported - names:
            (kept.site / name).unlink(missing_ok=True)
            if file := kept.files.get_file_from_path(name):  # an author's own
                with whole(file):
                    file.copy_file()
        kept.exported = names

    def index(self, kept: Kept) -> None:
        """Write the index of the host's search, if it may be another."""
        if kept.is_indexed:
            return
        kept.is_indexed = True
        for its in kept.pages.values():
            if its.entries is None:
                with self._session.lent(kept.build), kept.search.apart() as its.entries:
                    kept.config.plugins.on_page_context(
                        {}, page=its.page, config=kept.config, nav=kept.nav
                    )
                its.page.content = its.content
        kept.search.write(its.entries or [] for its in kept.pages.values())

    def asked(self, kept: Kept, path: str) -> None:
        """Bring up to date what is at a path below the site's top."""
        file = next((p for p, its in kept.pages.items() if its.page.file.dest_uri == path), None)
        if file is not None:
            self.page(kept, file)
        elif path in kept.templates or path.removesuffix(".gz") in kept.templates:
            self.template(kept, path.removesuffix(".gz"))
        elif path == search.PATH:
            self.index(kept)
        elif path in kept.exported or not (kept.site / path).is_file():
            self.exports(kept)
            for name in kept.templates:
                if name == "404.html":
                    self.template(kept, name)

    def all(self, kept: Kept) -> Iterator[Callable[[], object]]:
        """List what is to be done until nothing is stale, step by step."""
        for path in kept.pages:
            yield partial(self.page, kept, path)
        for name in kept.templates:
            yield partial(self.template, kept, name)
        yield partial(self.exports, kept)
        yield partial(self.index, kept)
