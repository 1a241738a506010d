"""MkDocs' own `serve` in this process, which looks for changes when it is told to."""

from __future__ import annotations

import functools
import http.client
import re
import socket
import threading
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from mkdocs.commands import serve as commands
from mkdocs.livereload import LiveReloadServer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PATIENCE = 150.0
MOUNT = "/edition/"
"""The site is served below the server's top."""
_LIVE_RE = re.compile(rb"<script>\nvar livereload = .*?</script>", re.DOTALL)
_BAR_RE = re.compile(rb"<style>\s*body:has\(\.ap-mistakes\).*</details>(?=\s*</body>)", re.DOTALL)
_END_RE = re.compile(rb"\s*</body>")


class Answer(NamedTuple):
    """What a server has answered."""

    status: int
    content: bytes

    def plain(self) -> bytes:
        """Take out what a server puts into a page."""
        return plain(_BAR_RE.sub(b"", _LIVE_RE.sub(b"", self.content)))

    def bar(self) -> bytes:
        """Return what the page says that is to be mended."""
        found = _BAR_RE.search(self.content)
        return found[0].strip() if found else b""


def plain(html: bytes) -> bytes:
    """Leave out the room before a page's end."""
    return _END_RE.sub(b"</body>", html)


def free_port() -> int:
    """Find a port that nobody uses."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


class Served:
    """A project that is served in a thread; the rest of the server is as MkDocs has made it."""

    def __init__(self, folder: Path, port: int, *, watching: bool = False) -> None:
        """Start it; a server that watches looks for changes by itself."""
        self._watching, self._port = watching, port
        self._built, self._turn = 0, threading.Condition()
        self._ready = threading.Event()
        self.server: LiveReloadServer
        self.failed: BaseException | None = None
        self._before = commands.build, commands.LiveReloadServer
        vars(commands)["LiveReloadServer"] = self._made
        self._thread = threading.Thread(target=self._run, args=(folder,), daemon=True)
        self._thread.start()
        if not self._ready.wait(PATIENCE) or self.failed:
            raise AssertionError(f"no server has started: {self.failed!r}")

    def _run(self, folder: Path) -> None:
        where = f"127.0.0.1:{self._port}"
        try:
            commands.serve(config_file=str(folder / "mkdocs.yml"), dev_addr=where)
        except BaseException as error:  # noqa: BLE001 - whatever it is, the trial tells it
            self.failed = error
        finally:
            self._ready.set()

    def _made(self, *arguments: Any, **options: Any) -> LiveReloadServer:
        """Make a server of MkDocs' own class, which tells when it begins to serve."""
        pace = {"polling_interval": 0.05} if self._watching else {}
        self.server = LiveReloadServer(*arguments, **options, **pace)
        vars(self.server)["serve"] = self._serve
        return self.server

    def _serve(self, **_: object) -> None:
        server = self.server
        if not self._watching:
            server.build_delay = 0
            vars(server.observer)["start"] = lambda: None
        server.builder = self._counted(server.builder)
        vars(server)["serve_thread"] = threading.Thread(
            target=functools.partial(server.serve_forever, 0.02), daemon=True
        )
        threading.Timer(0.05, self._ready.set).start()
        LiveReloadServer.serve(server)

    def _counted(self, build: Callable[..., None]) -> Callable[..., None]:
        def counted(*arguments: Any, **options: Any) -> None:
            try:
                build(*arguments, **options)
            finally:
                with self._turn:
                    self._built += 1
                    self._turn.notify_all()

        return counted

    @property
    def root(self) -> str:
        """The folder that is served."""
        return str(self.server.root)

    def rebuild(self) -> None:
        """Let the server look, as if it had been told that a file has changed."""
        server, before = self.server, self._built
        with server._rebuild_cond:  # noqa: SLF001 - what MkDocs' own watching does
            server._want_rebuild = True  # noqa: SLF001
            server._rebuild_cond.notify_all()  # noqa: SLF001
        with self._turn:
            done = self._turn.wait_for(lambda: self._built > before, PATIENCE)
        assert done, "the server has not come to an end of building"

    def ask(self, path: str) -> Answer:
        """Ask for a file of the site, or a page of it, as a browser does."""
        return self.asked(MOUNT + quote(path))

    def asked(self, path: str) -> Answer:
        """Ask for a path from the server's top."""
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return Answer(answer.status, answer.read())
        finally:
            connection.close()

    def stop(self) -> None:
        """Stop it as an author's interrupt does, and leave MkDocs as it was."""
        server = self.server
        with server._rebuild_cond:  # noqa: SLF001
            vars(server)["_shutdown"] = True
            server._rebuild_cond.notify_all()  # noqa: SLF001
        self._thread.join(PATIENCE)
        vars(commands)["build"], vars(commands)["LiveReloadServer"] = self._before
