"""What a host's server shows while an author works: the last good site, and what is wrong.

A build that fails has no end here: the site before it stays, each of its pages says at its foot
what has to be mended, and the next save that is good takes that away.
"""

from __future__ import annotations

import re
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from markupsafe import Markup

from ..problems import shortened
from ..templates.render import Renderer
from . import hearing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path
    from types import ModuleType

    from ..problems import Problem
    from .desk import Door
    from .session import Session

    Headers = list[tuple[str, str]]
    App = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Server(Protocol):
    """A server that calls an application for each request."""

    server_address: Any
    mount_path: str
    """Where the site starts, from the server's top."""

    builder: Any
    """What builds the site anew."""

    def set_app(self, application: Any) -> None:  # noqa: ANN401
        """Take what answers requests."""

    def server_bind(self) -> None:
        """Take its address."""

    def serve_request(self, environ: Any, start_response: Any) -> Iterable[bytes]:  # noqa: ANN401
        """Answer a request."""


MOST = 50
"""So many are shown at the foot of a page."""
_STAND_INS = ("index.html", "404.html")
_MARK = b'class="ap-mistakes"'
_AGAIN = "2"
"""Seconds until a page that is not there is asked for once more: no script of the host is in it."""
_PAGE_RE = re.compile(rb"\s*<(?:!doctype|html)\b", re.IGNORECASE)


class Ways(NamedTuple):
    """How a site is built, for whoever chooses."""

    build: Callable[..., None]
    """The host's builder."""
    whole: Callable[..., None]
    """Builds the whole site, and lets it fail without an end."""
    trying: Callable[..., AbstractContextManager[list[str]]]
    """Tells at the foot of each page what goes wrong inside."""


def loaded_commands() -> list[ModuleType]:
    """Find the commands that serve: a host loads its own when it is asked to."""
    found = (sys.modules.get(f"{host}.commands.serve") for host in hearing.HOSTS)
    return [module for module in found if module]


class Serving:
    """A session of a host that serves."""

    def __init__(self, session: Session, commands: Iterable[ModuleType] = ()) -> None:
        """Take the session, and the host's commands that serve.

        Their first build comes before any event that knows the server, and would end the command.
        """
        self._session = session
        self._renderer = Renderer()  # an author's own fragments may be what is wrong
        self._bar = b""
        self._warned: list[Problem] = []
        """What the host has warned of in the last build that came to its end."""
        self._written: list[Path] = []
        self._stops = 0
        """How often a build has ended early."""
        for command in commands:
            vars(command)["build"] = self.guarded(command.build)

    def guarded(self, build: Callable[..., None]) -> Callable[..., None]:
        """Let a build fail without an end."""

        def tried(*arguments: Any, **options: Any) -> None:  # noqa: ANN401 - those of the host
            with self.trying():
                build(*arguments, **options)

        return tried

    @contextmanager
    def trying(self, *, survived: bool = True, whole: bool = True) -> Iterator[list[str]]:
        """Tell at the foot of each page what goes wrong inside.

        In: whether an error ends here, and whether all pages are looked at. Out: what the host
        warns of, to which more may be put.
        """
        its, stops = self._session, self._stops
        with hearing.listening(its.hear) as messages:
            try:
                yield messages
            except (Exception, SystemExit) as error:  # whatever stops a build
                if not survived:
                    raise
                self._stops += 1
                its.stopped(error, messages)
            else:
                if not whole:
                    return
                if self._stops == stops:  # what has stopped a build inside was told
                    self._warned = its.told.warned(messages, its.project, its.docs)
        self._show()

    def rebuilt(self, build: Callable[..., None]) -> Callable[..., None]:
        """Begin each build anew, and let it fail without an end, its settings too."""
        tried = self.guarded(build)

        def begun(*arguments: Any, **options: Any) -> None:  # noqa: ANN401 - those of the host
            self._session.told.anew()
            self._clear()
            tried(*arguments, **options)

        return begun

    def take(self, server: Server, build: Callable[..., None]) -> None:
        """Let a server live with mistakes, its own place too, and its pages be written to."""
        ways = Ways(build, self.rebuilt(build), self.trying)
        server.builder, answer = self._session.attend(server, ways)
        server.set_app(self.app(server, answer))
        vars(server)["server_bind"] = _bound(server)

    def app(self, server: Server, serve: App | None = None) -> App:
        """Let pages say what is wrong, and be written to (a WSGI application to a server's own)."""
        serve, opened = serve or server.serve_request, self._door(server)

        def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
            door = opened if self._is_asked_for() else None
            if door and door.answers(environ):
                status, headers, its = door.answer(environ)
                start(status, headers)
                return its
            started: list[tuple[str, Headers]] = []

            def wait(status: str, headers: Headers, *_: object) -> None:
                started.append((status, headers))

            content = serve(environ, wait)
            status, headers = started[-1]
            kind = dict(headers).get("Content-Type", "")
            missed = status.startswith("404")
            if (self._bar or door or missed) and kind.startswith("text/html"):
                html = b"".join(content)
                html = door.with_head(html, environ) if door else html
                content, headers = self._with_bar(html, status, headers)
            start(status, headers)
            return content

        return answer

    def _door(self, server: Server) -> Door | None:
        """Make the door for authors, where nobody else can come in."""
        from . import desk, guard  # noqa: PLC0415 - they take time, and no build asks for them

        host, session = str(server.server_address[0]), self._session
        if guard.is_own(host):
            return desk.Door(
                lambda: desk.site(session.project, session.look) if session.look else None,
                server.mount_path,
                lambda: session.look.rows() if session.look else {},
            )
        if self._is_asked_for():
            what = f"the server listens on '{host}', so nothing can be written in its pages. "
            session.told.mention(f"{what}Serve on 127.0.0.1 for that.")
        return None

    def _is_asked_for(self) -> bool:
        """Whether pages are to be written in: settings may change while they are served."""
        return self._session.asked.get("desk") is not False

    def _with_bar(self, html: bytes, status: str, headers: Headers) -> tuple[list[bytes], Headers]:
        missed = status.startswith("404")
        if self._bar and _MARK not in html:
            before, end, after = html.rpartition(b"</body>")
            if end:
                html = before + self._bar + end + after
            elif missed or _PAGE_RE.match(html):  # else a part of one: scripts may ask for it
                html += self._bar
        kept = [one for one in headers if one[0] != "Content-Length"]
        kept.append(("Content-Length", str(len(html))))
        if missed:
            kept.append(("Refresh", _AGAIN))
        return [html], kept

    def _show(self) -> None:
        """Make ready what the pages say; where no site is yet, make a page for it."""
        problems, site = self._session.told.problems, self._session.place.site
        bar = ""
        if problems or self._warned:
            shown, warned = shortened(problems)[:MOST], shortened(self._warned)[:MOST]
            its = {"mistakes": shown, "total": len(problems), "warned": warned}
            bar = self._renderer.html("mistakes", **its)
        if bar and site and not any(site.iterdir()):
            page = self._renderer.html("no-site", mistakes=Markup(bar))  # noqa: S704 - ours
            self._written = [site / name for name in _STAND_INS]
            with suppress(OSError):  # the disk may be what is wrong
                for path in self._written:
                    path.write_text(page, encoding="utf-8")
        self._bar = bar.encode()

    def _clear(self) -> None:
        """Take the pages away that stood in for others: a host may take them for its own."""
        for path in self._written:
            path.unlink(missing_ok=True)
        self._written.clear()


def _bound(server: Server) -> Callable[[], None]:
    """Let a server that cannot begin where it was told to say so in a sentence."""
    bind = server.server_bind

    def tried() -> None:
        try:
            bind()
        except OSError as error:
            host, port = server.server_address[:2]
            what = f"Nothing can be served at {host}:{port}: {error.strerror}."
            hint = f"Stop what runs there, or name another place: '-a {host}:{port + 1}'."
            raise SystemExit(f"{what} {hint}") from None

    return tried
