"""Requests: whoever asks for a page while it is stale, waits until it is not."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_AGAIN = 5
"""So often a page is read again because a rebuild has come in between."""
_ALIVE = "/livereload/"
"""Below it the server says when something is new; that takes up to a minute."""


def place(environ: dict[str, Any], mount: str) -> str | None:
    """Say which file below a site's top is asked for; nothing if none is."""
    path = environ.get("PATH_INFO", "").encode("latin-1").decode("utf-8", "ignore")
    if path.startswith(_ALIVE) or not path.startswith(mount):
        return None
    its = path[len(mount) :] + ("index.html" if path.endswith("/") else "")
    return posixpath.normpath(f"/{its}").lstrip("/")


class Fresh:
    """Answers requests with what is not older than the site."""

    def __init__(self, server: Any, bring: Callable[[str], None]) -> None:  # noqa: ANN401 - the host's
        """Take the server, and what brings the file at a path up to date."""
        self._server, self._bring = server, bring
        self.count = 0
        """Of rebuilds that have come to their end."""

    def serve(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request."""
        path = place(environ, self._server.mount_path)
        if path is None:
            return self._server.serve_request(environ, start)  # type: ignore[no-any-return]
        started: list[tuple[Any, ...]] = []
        content: Any = ()
        for _ in range(_AGAIN):
            count = self.count
            self._bring(path)
            if hasattr(content, "close"):
                content.close()
            content = self._server.serve_request(environ, lambda *its: started.append(its))
            # A page from before a rebuild, with the sign of being from after it, would stay.
            if count == self.count:
                break
        start(*started[-1])
        return content  # type: ignore[no-any-return]
