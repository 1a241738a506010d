"""Citations of works in a style, as runs of text: no HTML, and no trust in the data.

A library knows the styles. It sees a work's shape only: its type, names, dates and numbers, and one
sign in the place of each text. What it makes of a shape is a pattern; the texts are put in here,
where nothing can take them for markup. So patterns are few, and are kept between builds: a build
without a work of a new shape never imports the library.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from functools import lru_cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ..data import kept as keeping
from ..text.csl_dates import to_csl
from .signs import ITALIC, UPRIGHT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..data.model import Name, Source

CHICAGO = "chicago-notes-bibliography-16th-edition"
"""The Chicago Manual of Style, notes and bibliography. In the files of later editions than
the 16th are rules that the library does not know: titles come twice, and words without a number."""
APA = "apa"
MLA = "modern-language-association"
# Signs that no text has: they are taken out of all data.
_FIELDS = {"title": "\ue000", "container-title": "\ue001", "publisher": "\ue002", "URL": "\ue003"}
_TITLE, _END = "\ue004", "\ue005"  # around a title in its place, and after any other text
_OURS_RE = re.compile("[\ue000-\ue007]")
_SIGN_RE = re.compile("[\ue000-\ue003]")
_RUN_RE = re.compile("([\ue004-\ue007])")
# What the style says too little of: where a speech or a bill was found is left out, or taken for
# a section of a code of law.
_PRINTED_AS = {"speech": "webpage", "bill": "report", "legislation": "report"}
# Of these a style names no publisher, and the library takes one for a reason to part the date off.
_PERIODICAL = {"article-newspaper", "article-magazine", "article-journal"}
# Without an author these stand under the name of what they appeared in.
_UNSIGNED = {"article-newspaper", "article-magazine", "webpage", "post-weblog"}
_SINGLE = str.maketrans("“”", "‘’")  # noqa: RUF001 - quotation marks
_UNDATED_RE = re.compile(r"(?<=[.”] )n\.d\.")
_OWN_MARK_RE = re.compile(f"([.?!…])([{_END}{UPRIGHT}”’]+)\\.")  # noqa: RUF001 - the same
_AFTER_QUOTE_RE = re.compile(f"(“[^“”]*?)(’?)({_END}?)”([.,])")  # noqa: RUF001 - the same


class Run(NamedTuple):
    """A stretch of a citation."""

    text: str
    title: bool = False
    """Whether it is the title of what is cited."""
    italic: bool = False


def cite(
    wanted: Sequence[tuple[str, Source]], kept: Path | None, *, addresses: bool, language: str = ""
) -> list[list[Run]]:
    """Cite works in styles, in the order given.

    In: pairs of a style and a work; the file in which patterns are kept, if any; whether addresses
    are printed; and in which language it is said, if not in the style's.
    """
    texts = [_texts(source) for _, source in wanted]
    shapes = [
        (style, _shape(source, its, addresses=addresses))
        for (style, source), its in zip(wanted, texts, strict=True)
    ]
    code = made_with()
    keys = [_hash(code, style, language, json.dumps(shape)) for style, shape in shapes]
    patterns = _read(kept)
    if missing := {key: one for key, one in zip(keys, shapes, strict=True) if key not in patterns}:
        from . import citeproc  # noqa: PLC0415 - see there

        for key, (style, shape) in missing.items():
            made = _once(citeproc.pattern(style, shape, language))
            sound = made.count(_FIELDS["title"]) == 1
            patterns[key] = made if sound else _plain(shape)
        _write(kept, {key: patterns[key] for key in keys})
    return [_filled(patterns[key], its) for key, its in zip(keys, texts, strict=True)]


def text(runs: Iterable[Run]) -> str:
    """Return a citation without its type."""
    return "".join(run.text for run in runs)


def _texts(source: Source) -> dict[str, str]:
    texts = {
        "title": source.title if _bare(source.title).strip() else source.id,
        "container-title": source.container_title,
        "publisher": source.publisher,
        "URL": source.URL,
    }
    return {name: " ".join(_bare(its).split()) for name, its in texts.items()}


def _bare(its: str) -> str:
    return _OURS_RE.sub("", its)


def _shape(source: Source, texts: dict[str, str], *, addresses: bool) -> dict[str, Any]:
    kind = _PRINTED_AS.get(source.type, source.type)
    item: dict[str, Any] = {"id": "it", "type": kind}
    item |= {name: _FIELDS[name] for name, its in texts.items() if its}
    for key, left_out in (("URL", not addresses), ("publisher", kind in _PERIODICAL)):
        if left_out:
            item.pop(key, None)
    numbers = {key: source.text(key) for key in ("volume", "issue", "page")}
    item |= {name: _bare(its) for name, its in numbers.items() if its.strip()}
    if authors := [its for author in source.author if (its := _name(author))]:
        item["author"] = authors
    elif kind in _UNSIGNED and "container-title" in item:
        item["author"] = [{"literal": item["container-title"]}]
    if issued := to_csl(_bare(source.issued)):
        item["issued"] = issued
    return item


def _name(name: Name) -> dict[str, str]:
    if name.family and name.given and not name.literal:
        return {"family": _bare(name.family), "given": _bare(name.given)}
    literal = _bare(str(name)).strip()
    return {"literal": literal} if literal else {}


def _once(pattern: str) -> str:
    """Name what a work appeared in once, where the library repeats it."""
    container = _FIELDS["container-title"]
    again = f"{ITALIC}?{container}{UPRIGHT}?[.,] "
    if pattern.startswith(container):
        pattern = container + re.sub(again, "", pattern[1:], count=1)
        pattern = _UNDATED_RE.sub("N.d.", pattern)
    return pattern


def _plain(shape: dict[str, Any]) -> str:
    """Make a pattern without the library: what is known, in the usual order."""
    names = [
        name.get("literal") or f"{name['family']}, {name['given']}"
        for name in shape.get("author", ())
    ]
    issued = shape.get("issued", {})
    dates = ["-".join(map(str, parts)) for parts in issued.get("date-parts", ())]
    dates.append(issued.get("literal", ""))
    known = [", ".join(names), *(shape.get(name, "") for name in ("title", "container-title")),
             shape.get("publisher", ""), *dates, shape.get("URL", "")]  # fmt: skip
    return "".join(f"{its}. " for its in known if its).rstrip()


def _filled(pattern: str, named: dict[str, str]) -> list[Run]:
    """Put a work's texts into a pattern, and part it into runs."""
    texts = {_FIELDS[name]: its for name, its in named.items()}

    def put(sign: re.Match[str]) -> str:
        its = texts[sign[0]]
        if pattern[: sign.start()].endswith("“"):
            its = its.translate(_SINGLE)
        return f"{_TITLE if sign[0] == _FIELDS['title'] else ''}{its}{_END}"

    whole = _SIGN_RE.sub(put, pattern)
    whole = _OWN_MARK_RE.sub(r"\1\2", whole)
    whole = _AFTER_QUOTE_RE.sub(_tucked, whole)
    runs: list[Run] = []
    title = italic = False
    for part in _RUN_RE.split(whole):
        if part in (ITALIC, UPRIGHT):
            italic = part == ITALIC
        elif part in (_TITLE, _END):
            title = part == _TITLE
        elif part:
            runs.append(Run(part, title, italic))
    return runs


def _tucked(found: re.Match[str]) -> str:
    """Put a full stop or comma inside the quotation marks, which the library leaves undone."""
    before, inner, end, mark = found.groups()
    if inner and "‘" in before:  # noqa: RUF001 - quotes within quotes
        return f"{before}{mark}{inner}{end}”"
    return f"{before}{inner}{end}{mark}”"


def _hash(*parts: str) -> str:
    return blake2b("\0".join(parts).encode(), digest_size=20).hexdigest()


@lru_cache(maxsize=1)
def made_with() -> str:
    """Hash the code that makes patterns."""
    folder = Path(__file__).parent
    files = (
        Path(__file__),
        folder / "citeproc.py",
        folder / "signs.py",
        *sorted(folder.glob("styles/*.csl")),
    )
    return _hash(*(path.read_text(encoding="utf-8") for path in files), version("citeproc-py"))


def _read(kept: Path | None) -> dict[str, str]:
    """Read kept patterns, or none when they are missing or damaged."""
    with suppress(ValueError):
        body = keeping.read(kept) if kept else None
        patterns: dict[str, str] = json.loads(body) if body else {}
        return patterns
    return {}


def _write(kept: Path | None, patterns: dict[str, str]) -> None:
    if kept:
        keeping.write(kept, json.dumps(patterns, indent=0).encode())
