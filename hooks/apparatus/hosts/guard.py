"""Who may come in at the door of the desk, and what is read of what is sent."""

from __future__ import annotations

import ipaddress
import json
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    Environ = dict[str, Any]

_LARGEST, _DIGITS, _DEEPEST = 65_536, 5, 12
_NAMES = ("localhost", "127.0.0.1", "[::1]")
_RELAYED = ("HTTP_FORWARDED", "HTTP_VIA", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST")
"""What a program adds that lets others in by a name of this machine's."""
_FRAMES = ("embed", "fencedframe", "frame", "iframe", "object")


class Refusal(Exception):  # noqa: N818 - it is no error of ours
    """A request that is not taken, and why."""

    def __init__(self, status: HTTPStatus, why: str) -> None:
        """Take how it is answered, and the sentence."""
        super().__init__(why)
        self.status = status


def is_own(host: str) -> bool:
    """Whether a server that listens on an address is heard on this machine alone."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def path(environ: Environ) -> str:
    """Return the path that is asked for: the standard hands its bytes over as Latin-1."""
    return str(environ.get("PATH_INFO", "")).encode("latin-1").decode("utf-8", "replace")


def is_local(environ: Environ) -> bool:
    """Whether a request was sent to this machine by one of its own names, and from itself."""
    host = environ.get("HTTP_HOST", "")
    name, _, port = host.rpartition(":") if host not in _NAMES else (host, "", "80")
    came_from = environ.get("REMOTE_ADDR", "")
    named = name in _NAMES and port == str(environ.get("SERVER_PORT"))
    return named and is_own(came_from) and not any(one in environ for one in _RELAYED)


def is_framed(environ: Environ) -> bool:
    """Whether a page is asked for to stand in another, which may hide what a hand is led to."""
    return environ.get("HTTP_SEC_FETCH_DEST") in _FRAMES


def check_origin(environ: Environ) -> None:
    """Refuse what another page sends, or what was sent to another name."""
    origin = environ.get("HTTP_ORIGIN")
    site = environ.get("HTTP_SEC_FETCH_SITE")
    same = origin is None or origin == f"http://{environ.get('HTTP_HOST', '')}"
    if not (is_local(environ) and same and site in (None, "same-origin")):
        why = "This is for pages that are served on this machine alone."
        raise Refusal(HTTPStatus.FORBIDDEN, why)


def check_method(method: str, *allowed: str) -> None:
    """Refuse what cannot be done at an address."""
    if method not in allowed:
        raise Refusal(HTTPStatus.METHOD_NOT_ALLOWED, f"Only {' and '.join(allowed)} go here.")


def read(environ: Environ) -> dict[str, Any]:
    """Read what is sent: a group, in JSON, and not too much of it."""
    kind = environ.get("CONTENT_TYPE", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise Refusal(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "Only JSON is read here.")
    size = environ.get("CONTENT_LENGTH", "")
    if not (size.isascii() and size.isdigit()):
        raise Refusal(HTTPStatus.LENGTH_REQUIRED, "Nothing says how long this is.")
    if len(size) > _DIGITS or int(size) > _LARGEST:
        raise Refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "This is too long for a note.")
    try:
        text = environ["wsgi.input"].read(int(size)).decode("utf-8")
        its = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
        json.dumps(its, ensure_ascii=False).encode("utf-8")  # halves of signs are no text
    except (ValueError, RecursionError):
        raise Refusal(HTTPStatus.BAD_REQUEST, "This is not the JSON of a note.") from None
    if not isinstance(its, dict) or _depth(its) > _DEEPEST:
        raise Refusal(HTTPStatus.BAD_REQUEST, "This is not the JSON of a note.")
    return its


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    its = dict(pairs)
    if len(its) != len(pairs):
        raise ValueError("a key stands twice")
    return its


def _no_number(_: str) -> None:
    raise ValueError("this is no number")


def _depth(value: object) -> int:
    """Say how many groups and lists are in one another."""
    depth, level = 0, [value]
    while level:
        inner = [one for its in level for one in _inside(its)]
        depth, level = depth + 1, inner
    return depth


def _inside(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()
