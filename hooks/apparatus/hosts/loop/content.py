"""One save that changes texts or data alone: only pages that it affects are rendered again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...exports import assets, save
from . import affected, host
from .sorting import Beyond

if TYPE_CHECKING:
    from ...build import Build
    from .drawing import Drawing
    from .kept import Kept
    from .session import Served
    from .sorting import Saved


class Content:
    """Renders again what a save affects."""

    def __init__(self, session: Served, drawing: Drawing) -> None:
        """Take the session, and what writes pages."""
        self._session, self._drawing = session, drawing

    def again(self, kept: Kept, saved: Saved) -> list[str]:
        """Bring a site to what is saved. Out: the paths of pages that were rendered again.

        Whatever goes wrong on the way leaves the site as it was, and is raised.
        """
        session = self._session
        last, failed = kept.build, [path for path, its in kept.pages.items() if its.failed]
        before = {path: dict(vars(its.page)) for path, its in kept.pages.items()}
        extensions = kept.config.markdown_extensions
        try:
            session.renew(data=saved.data)
            kept.config.markdown_extensions = session.extensions(extensions)
            session.expect(session.files_of)
            done = self._render(kept, saved)
            kept.config.plugins.on_env(kept.env, config=kept.config, files=kept.files)
        except BaseException:
            session.back(last)
            kept.config.markdown_extensions = extensions
            for path, its in before.items():
                vars(kept.pages[path].page).clear()
                vars(kept.pages[path].page).update(its)
            raise
        kept.build = session.build
        for path in done:
            kept.meet(path, kept.pages[path].page, session.turns)
        self._publish(kept, saved, last)
        kept.renew()
        kept.is_exported = kept.is_indexed = False
        for path in (*saved.pages, *failed):
            self._drawing.page(kept, path)
        self._validate(kept)
        return done

    def _render(self, kept: Kept, saved: Saved) -> list[str]:
        """Render the Markdown of all pages that are affected; take the others over."""
        last, build = kept.build, self._session.build
        its = affected.difference(last.data, build.data) if saved.data else None
        if its is None and (last.data.held != build.data.held or self._moved(last, build)):
            its = affected.difference(last.data, build.data)
        found = affected.affected(kept.known(), saved.pages | saved.readers, its, kept.outlined)
        for path in kept.pages:
            if path not in found:
                kept.hand(build, path)
        done = [path for path in kept.pages if path in found]
        for path in done:
            page = kept.pages[path].page
            kept.builder._populate_page(page, kept.config, kept.files)  # noqa: SLF001 - see `host`
        kept.count(its)
        return done

    @staticmethod
    def _moved(last: Build, build: Build) -> bool:
        """Whether registers hold other entries now."""
        one, other = last.data.entities, build.data.entities
        return one.keys() != other.keys() or any(
            one[name].entry != other[name].entry for name in one
        )

    def _publish(self, kept: Kept, saved: Saved, last: Build) -> None:
        """Write what is published beside the pages, where it is another now."""
        for path in saved.files:
            file = kept.files.get_file_from_path(path)
            with host.whole(file):
                file.copy_file()
        if not saved.data:
            return
        build, edition = kept.build, kept.engine.edition
        if assets.scripts(last.data, edition) != assets.scripts(build.data, edition):
            raise Beyond("the data ask for other scripts")
        files = self._session.files()
        if files.keys() != kept.assets.keys():
            raise Beyond("the data publish other files")
        changed = {name: its for name, its in files.items() if its != kept.assets[name]}
        for name, content in changed.items():
            file = kept.files.get_file_from_path(name)
            if file is not None and file.generated_by:
                file.content_bytes = content
                save(kept.site, {name: content})
        kept.assets = files

    @staticmethod
    def _validate(kept: Kept) -> None:
        level = kept.config.validation.links.anchors
        for its in kept.pages.values():
            its.page.validate_anchor_links(files=kept.files, log_level=level)
