"""Annotations of the W3C's model, other people's and our own export's, to notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..text.addresses import is_web
from ..text.places import paragraph_number
from . import html, selectors
from .record import Note, Said, broken, sources, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..problems import Position, Problem
    from .json_rows import Row

_PLAIN = ("layer", "confidence", "known", "finding", "outcome", "title", "start")
"""Our own terms that are written as our data have them."""
_HTML = ("text/html", "application/xhtml+xml")


def is_one(row: object) -> bool:
    """Whether a value is an annotation."""
    if not isinstance(row, dict):
        return False
    kinds = row.get("type", row.get("@type"))
    named = "Annotation" in (kinds if isinstance(kinds, list) else [kinds])
    return named or ("target" in row and bool({"body", "bodyValue", "@context"} & row.keys()))


def is_ours(row: dict[str, Any]) -> bool:
    """Whether an annotation is of our own export."""
    return bool(text(row.get("layer"))) and isinstance(row.get("page"), str)


def read(rows: list[Row]) -> tuple[list[Note], list[Problem]]:
    """Turn annotations into notes: one for each target."""
    notes: list[Note] = []
    problems: list[Problem] = []
    for where, row in rows:
        if not is_one(row):
            problems.append(broken(where, "this is no annotation: it has no type and no target"))
        elif not (targets := [one for one in _list(row.get("target")) if one]):
            problems.append(broken(where, "this annotation has no target"))
        else:
            parts = targets[:1] if is_ours(row) else targets  # ours says where it ends
            notes += (_note(where, row, target, nth) for nth, target in enumerate(parts, 1))
    return notes, problems


def _note(where: Position, row: dict[str, Any], target: object, nth: int) -> Note:
    page, said = _target(target)
    bodies, tags = _bodies(row)
    name = text(row.get("id", row.get("@id")))
    ours = is_ours(row)
    return Note(
        where,
        f"{name} {nth}" if nth > 1 and name else name,
        page,
        said,
        "\n\n".join(bodies),
        _creator(row.get("creator")),
        tuple(tags),
        own=_own(row, name) if ours else {},
        target=_ours(row, said) if ours else {},
    )


def _own(row: dict[str, Any], name: str) -> dict[str, Any]:
    """Gather what our own export says beside the model's words."""
    found: dict[str, Any] = {"id": name.rpartition("#")[2]}
    found |= {key: row[key] for key in _PLAIN if row.get(key)}
    found["sources"] = sources(row.get("sources"))
    found["replaces"] = [one for one in _list(row.get("replaces")) if isinstance(one, str)]
    return {key: its for key, its in found.items() if its}


def _ours(row: dict[str, Any], said: Said) -> dict[str, Any]:
    number = paragraph_number(said.block)
    named: dict[str, Any] = {"block": said.block} if number is None else {"paragraph": number}
    target = {"page": row["page"], **named, "exact": text(row.get("words"))}
    if isinstance(nth := row.get("occurrence"), int) and nth > 1:
        target["occurrence"] = nth
    return target | ({"until": until} if isinstance(until := row.get("until"), dict) else {})


def _target(target: object) -> tuple[str, Said]:
    """Return the address of a target's page, and where on it the target is."""
    if not isinstance(target, dict):
        page, _, fragment = text(target).partition("#")
        return page, Said(block=fragment)
    source = target.get("source", target.get("id", ""))
    address = text(source.get("id")) if isinstance(source, dict) else text(source)
    page, _, fragment = address.partition("#")
    said = selectors.said(target.get("selector"))
    return page, said._replace(block=said.block or fragment)


def _bodies(row: dict[str, Any]) -> tuple[list[str], list[str]]:
    """Return the texts of a row's bodies, and its tags."""
    bodies: list[str] = []
    tags: list[str] = []
    for body, purpose in _said(row):
        (tags if purpose == "tagging" else bodies).append(body)
    return bodies, tags


def _said(row: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if value := text(row.get("bodyValue")):
        yield value, ""
    for body in _list(row.get("body")):
        if not isinstance(body, dict):
            value = text(body)
            yield f"<{value}>" if is_web(value) else value, ""
            continue
        purpose = text(body.get("purpose", row.get("motivation")))
        source = body.get("source", body.get("id"))
        label = text(source.get("label")) if isinstance(source, dict) else ""
        address = text(source.get("id")) if isinstance(source, dict) else text(source)
        if value := text(body.get("value")):
            yield html.to_markdown(value) if text(body.get("format")) in _HTML else value, purpose
        elif label or is_web(address):
            yield label or (address if purpose == "tagging" else f"<{address}>"), purpose


def _creator(value: object) -> str:
    """Name who has written a note."""
    for one in _list(value):
        name = text(one.get("name") or one.get("nickname")) if isinstance(one, dict) else text(one)
        if name:
            return name.rpartition("/")[2] if is_web(name) else name
    return ""


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
