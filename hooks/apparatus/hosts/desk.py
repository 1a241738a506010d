"""The door through which an author writes in the page: who may come in, and what for.

It is there while a host serves on this machine alone. A page that is open elsewhere in the browser
can neither read the token nor send anything here; nothing that is sent names a file.
"""

from __future__ import annotations

import hmac
import json
import secrets
import threading
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

from markupsafe import Markup

from ..authoring import state
from ..authoring.desk import ENTITIES, NOTES, Desk
from ..authoring.site import Site
from ..pieces import SHELVES
from . import guard, replacing
from .guard import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ..authoring.desk import Outcome, Sort
    from ..build.look import Look
    from .project import Project

    Environ = dict[str, Any]
    Headers = list[tuple[str, str]]
    Report = Callable[[], dict[str, Any]]

TOP = "/-/apparatus/"
"""Below it is all that the door answers, whatever path the site has."""
ASSETS = Path(__file__).parent.parent / "authoring/assets"
_STATIC = {".js": "text/javascript", ".css": "text/css"}
"""What anybody on this machine may read of what stands there."""
_SORTS = {"notes": NOTES, "entities": ENTITIES}
_STATUS = {
    "done": HTTPStatus.OK,
    "refused": HTTPStatus.UNPROCESSABLE_ENTITY,
    "changed since": HTTPStatus.CONFLICT,
}
_HEAD = Markup(
    '<link rel="stylesheet" href="{top}desk.css">'
    '<script type="module" src="{top}desk.js" data-token="{token}" data-page="{page}"></script>'
)


def site(its: Project, look: Look) -> Site:
    """Say what an author may write to: a project's data, and its pages as they were built last."""
    shown = its.shown(its.data_folder)
    shelves = SHELVES._replace(text=its.text)
    seen, homeless = look.seen, look.homeless
    return Site(its.data_folder, shown, shelves, look.edition, look.urls, seen, homeless, look.say)


class Answer(NamedTuple):
    """What is answered."""

    status: HTTPStatus
    content: bytes
    kind: str = "application/json"


class Door:
    """Answers what is asked below `TOP`, and lets pages know of it."""

    def __init__(
        self, site: Callable[[], Site | None], mount: str = "/", missing: Report | None = None
    ) -> None:
        """Take what knows the site as it was built last, its path, and what is missing on it."""
        self._site, self._mount, self._missing = site, mount, missing
        self._token = secrets.token_urlsafe(32)
        self._lock = threading.Lock()

    def answers(self, environ: Environ) -> bool:
        """Whether a request is for the door."""
        return guard.path(environ).startswith(TOP)

    def answer(self, environ: Environ) -> tuple[str, Headers, list[bytes]]:
        """Answer a request: status, headers, content."""
        try:
            its = self._answer(environ)
        except Refusal as refusal:
            its = _json(refusal.status, {"problems": [str(refusal)]})
        headers = [
            ("Content-Type", f"{its.kind}; charset=utf-8"),
            ("Content-Length", str(len(its.content))),
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
        ]
        return f"{its.status.value} {its.status.phrase}", headers, [its.content]

    def with_head(self, html: bytes, environ: Environ) -> bytes:
        """Name the scripts of the desk in the head of a page, which is the only one to get a token.

        Whoever has come by another name than that of this machine gets the page as it is, and so
        does a page of somebody else's that has it in a frame. HTML without a head stays as it is:
        it is no page of the site, and may be a part of one.
        """
        if guard.is_framed(environ) or not guard.is_local(environ):
            return html
        head = _HEAD.format(top=TOP, token=self._token, page=self.page(environ)).encode()
        before, end, after = html.partition(b"</head>")
        return before + head + end + after if end else html

    def page(self, environ: Environ) -> str:
        """Return the page at an address, by its path below the docs folder."""
        site = self._site()
        path = guard.path(environ).removeprefix(self._mount).removesuffix("index.html")
        for page, url in site.urls.items() if site else ():
            if path == unquote(url).removeprefix("./").removesuffix("index.html"):
                return page
        return ""

    def _answer(self, environ: Environ) -> Answer:
        name, method = guard.path(environ).removeprefix(TOP), environ["REQUEST_METHOD"]
        guard.check_origin(environ)
        for path in ASSETS.iterdir():
            if path.name == name and path.suffix in _STATIC:
                guard.check_method(method, "GET", "HEAD")
                content = b"" if method == "HEAD" else path.read_bytes()
                return Answer(HTTPStatus.OK, content, _STATIC[path.suffix])
        given = environ.get("HTTP_X_APPARATUS_TOKEN", "").encode("utf-8", "replace")
        if not hmac.compare_digest(given, self._token.encode()):
            why = "This page was made before the server was started. Reload it: what you typed "
            why += "is kept."
            raise Refusal(HTTPStatus.FORBIDDEN, why)
        if (site := self._site()) is None:
            why = "The site has not been built yet. Mend the mistakes at the foot of the page."
            raise Refusal(HTTPStatus.SERVICE_UNAVAILABLE, why)
        if name == "state":
            guard.check_method(method, "GET")
            with self._lock:
                return self._state(site, environ)
        if name == "missing" and self._missing:
            guard.check_method(method, "GET")
            return _json(HTTPStatus.OK, self._missing())
        kind, _, identifier = name.partition("/")
        if (sort := _SORTS.get(kind)) is None or "/" in identifier:
            raise Refusal(HTTPStatus.NOT_FOUND, "There is nothing at this address.")
        guard.check_method(method, *(("PUT", "DELETE") if identifier else ("POST",)))
        wish = guard.read(environ)
        with self._lock:
            return self._work(site, sort, identifier, wish, method)

    def _state(self, site: Site, environ: Environ) -> Answer:
        page = unquote(environ.get("QUERY_STRING", "").removeprefix("page="))
        if page and page not in site.urls:
            raise Refusal(HTTPStatus.NOT_FOUND, "There is no such page.")
        return _json(HTTPStatus.OK, state.state(site, Desk(site), page))

    def _work(
        self, site: Site, sort: Sort, identifier: str, wish: Mapping[str, Any], method: str
    ) -> Answer:
        desk = Desk(site)
        if method == "DELETE":
            outcome = desk.delete(sort, identifier, _group(wish, "before"))
        else:
            selection = _group(wish, "selection") if wish.get("selection") else None
            its = _group(wish, "note" if sort is NOTES else "entity")
            if method == "PUT":
                before = _group(wish, "before")
                outcome = desk.change(sort, identifier, before, its, selection)
            else:
                outcome = desk.add(sort, its, selection)
        dry = wish.get("dry") is True
        if outcome.file and not dry:
            wrong = replacing.replace(site, outcome.file, outcome.before, outcome.content)
            if wrong:
                return _json(HTTPStatus.CONFLICT, {"problems": [wrong]})
        return _json(_STATUS[outcome.how], _said(outcome))


def _said(outcome: Outcome) -> dict[str, Any]:
    its: dict[str, Any] = {
        "problems": outcome.problems,
        "fields": outcome.fields,
        "told": outcome.told,
    }
    if outcome.how == "changed since":
        return its | {"now": outcome.now}
    return its | {"id": outcome.id, "yaml": outcome.yaml}


def _group(wish: Mapping[str, Any], key: str) -> dict[str, Any]:
    its = wish.get(key)
    if not isinstance(its, dict):
        raise Refusal(HTTPStatus.BAD_REQUEST, f"'{key}' is missing.")
    return its


def _json(status: HTTPStatus, value: Mapping[str, Any]) -> Answer:
    return Answer(status, json.dumps(value, ensure_ascii=False).encode())
