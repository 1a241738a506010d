"""Where readers report an error in a note: an address with the note's id, page and words in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from ..text.addresses import host, is_safe, is_web

if TYPE_CHECKING:
    from collections.abc import Mapping

FIELDS = ("note", "page", "title")
"""What may stand in braces: the note's id, the address of its page, `Note 12: its title`."""
_FIELD_RE = re.compile(r"\{([^{}]*)\}")
_MAIL_RE = re.compile(r"[^\s@:/?#<>{}]+@[^\s@:/?#<>{}]+\.[^\s@:/?#<>{}]+")
_GITHUB = "{}/issues/new?template=note.yml&title={{title}}&note={{note}}&page={{page}}"
_GITLAB = "{}/-/issues/new?issue[title]={{title}}&issue[description]={{page}}%23{{note}}"
_MAIL = "mailto:{}?subject={{title}}&body={{page}}%23{{note}}"
_SLASHES = 2
"""So many come before a host."""
NONE = "off"
"""Said in place of an address by those who want none."""


def template(asked: str, repository: str) -> str:
    """Make a template of what is asked for; without that, of where the project's code is kept.

    In: an address with fields, an address of mail, or nothing; the address of the repository. Out:
    nothing where neither says where errors are reported.
    """
    if asked == NONE:
        return ""
    if _MAIL_RE.fullmatch(asked):
        return _MAIL.format(quote(asked, safe="@+"))
    return asked or _by_repository(repository)


def _by_repository(repository: str) -> str:
    if not is_web(repository) or re.search(r"[\s{}]", repository):
        return ""
    parts = urlsplit(repository)
    its, project = host(repository), parts.path.strip("/").removesuffix(".git")
    top = f"{parts.scheme}://{parts.netloc}/{project}"
    if its in ("github.com", "www.github.com") and project.count("/") == 1:
        return _GITHUB.format(top)
    return _GITLAB.format(top) if its.startswith("gitlab.") and "/" in project else ""


def wrong(asked: str) -> str:
    """Say what to do about what cannot become a safe link; nothing where it can."""
    if asked == NONE or _MAIL_RE.fullmatch(asked):
        return ""
    named = _FIELD_RE.findall(asked)
    if others := [name for name in named if name not in FIELDS]:
        return f"'{{{others[0]}}}' is none of {', '.join(f'{{{name}}}' for name in FIELDS)}."
    plain = _FIELD_RE.sub("", asked)
    is_mail = plain.lower().startswith("mailto:") and is_safe(plain)
    # Nothing that is filled in may choose the host.
    is_page = is_web(plain) and asked.partition("{")[0].count("/") > _SLASHES
    if (is_mail or is_page) and not re.search(r"[\s{}]", plain):
        return ""
    return "Write it as https://example.org/errors?note={note}, or as an address of mail."


def address(made: str, values: Mapping[str, Any]) -> str:
    """Fill a template in; every value is written as addresses have it."""
    return _FIELD_RE.sub(lambda field: quote(str(values[field[1]]), safe=""), made)
