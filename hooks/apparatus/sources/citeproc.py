"""Works in a style of the Citation Style Language, made by Pandoc, a program of its own.

Pandoc prints what citeproc-js prints, the style language's reference: of 60 works of many types in
Chicago 17 and 18, author and date among them, APA and MLA, a test compares each, and lists the two
that differ. Pandoc takes 0.15 to 0.7 seconds for a list of 36 works and 0.9 to 1.7 for one of 241,
and hands over a tree, of which no text can become markup. citeproc-js took 0.4 to 3.4 seconds for a
style in node; it would need that engine as well, and a licence (CPAL or AGPL) that a site would
have to pass on. Pandoc's weight is its price, 150 MB; whatever it has made is kept between builds,
so that most start no program.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ..data import pandoc
from ..text.addresses import is_web
from ..text.patterns import late
from ..text.scripts import is_cjk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

NOTHING = "\u2060"
"""A sign that leaves no trace, and keeps those around it from being a tag."""
_SECONDS = 120
_ALL = '---\nnocite: "@*"\n---\n'
# What tells works of one list from another, which those that stand alone do not need.
_IN_LIST_RE = late(r'\s(?:disambiguate-[\w-]+|subsequent-author-substitute[\w-]*)="[^"]*"')
_AD_RE = late(r'<term name="ad"[^>]*>[^<]*</term>')
_NO_AD = '</info><locale><terms><term name="ad"></term></terms></locale>'
_NO_TEXT_RE = late("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_SMALL = '<span style="font-variant: small-caps;">'
_SMALL_RE = late(r'<span style="font-variant:\s*small-caps;?">')
# Where quotes end within quotes, the library leaves a full stop or comma between the two signs.
_NESTED_RE = late("“[^“”]*‘[^‘“”]*(’[.,])”")  # noqa: RUF001 - quotation marks
_TYPES = {
    "Emph": "i", "Strong": "b", "Superscript": "sup", "Subscript": "sub", "SmallCaps": "sc",
    "Underline": "u",
}  # fmt: skip
_NOT = {"csl-no-emph": "i", "csl-no-strong": "b", "csl-no-smallcaps": "sc"}


class StyleError(Exception):
    """A style with which nothing can be cited; the text says why."""


class Run(NamedTuple):
    """A stretch of a citation."""

    text: str
    types: tuple[str, ...] = ()
    """How it is set, outermost first: `i`, `b`, `sup`, `sub`, `u`, or `sc` for small capitals."""
    href: str = ""
    """What it leads to: a printed address to itself, else the title to that."""


Entry = tuple[int, list[Run]]
"""The number of a work in the list that was given, and its citation: empty where the style has no
place for such a work."""


def cite(style: str, items: Sequence[dict[str, Any]], language: str, *, alone: bool) -> list[Entry]:
    """Cite works, given in CSL-JSON, as a style's bibliography does, in its order.

    In: the style's XML, the works, the language of words and dates around, and whether each work
    is to be cited as if there were no others. Raises StyleError.
    """
    style = without_ad(style)
    if alone:
        style = _IN_LIST_RE.sub("", style)
    works = json.dumps([_sound(item) | {"id": f"w{number}"} for number, item in enumerate(items)])
    with tempfile.TemporaryDirectory(prefix="apparatus-") as folder:
        (Path(folder) / "style.csl").write_text(style, encoding="utf-8")
        (Path(folder) / "works.json").write_text(works, encoding="utf-8")
        asked = (*pandoc.MEMORY, "--from=markdown", "--to=json", "--citeproc", "--csl=style.csl",
                 "--bibliography=works.json", f"--metadata=lang:{language}",
                 "--sandbox")  # fmt: skip
        try:
            done = subprocess.run(  # noqa: S603 - nothing in its arguments comes from data
                (pandoc.program(), *asked), cwd=folder, input=_ALL, capture_output=True,
                encoding="utf-8", timeout=_SECONDS, check=False,
            )  # fmt: skip
        except (OSError, subprocess.TimeoutExpired) as error:
            raise StyleError(str(error)) from None
    if done.returncode:
        raise StyleError(" ".join(done.stderr.split()) or f"pandoc ended with {done.returncode}")
    return list(_entries(json.loads(done.stdout)["blocks"]))


def without_ad(style: str) -> str:
    """Let a style say of no year that it is AD, as no page does.

    Else it does so before 1000, in French as `50apr. J.-C.`; in Japanese it says BC instead.
    """
    return _AD_RE.sub("", style).replace("</info>", _NO_AD, 1)


def _sound(value: Any) -> Any:  # noqa: ANN401 - whatever JSON may hold
    """Leave out signs that are no text, and write small capitals as the library reads them."""
    if isinstance(value, str):
        return _SMALL_RE.sub(_SMALL, " ".join(_NO_TEXT_RE.sub("", value).split()))
    if isinstance(value, dict):
        return {key: _sound(its) for key, its in value.items()}
    return [_sound(its) for its in value] if isinstance(value, list | tuple) else value


def _entries(blocks: Iterable[dict[str, Any]]) -> Iterator[Entry]:
    for block in blocks:
        if block["t"] != "Div":
            continue
        (name, _, _), inner = block["c"]
        if name.startswith("ref-w"):
            yield int(name.removeprefix("ref-w")), _tidy(_walk(inner, Run("")))
        else:
            yield from _entries(inner)


def _walk(nodes: Iterable[dict[str, Any]], around: Run) -> Iterator[Run]:
    """Go through a tree of Pandoc's: what it has no text for is left out."""
    for node in nodes:
        kind: str = node["t"]
        content: Any = node.get("c")
        if kind in ("Space", "SoftBreak", "LineBreak"):
            yield around._replace(text=" ")
        elif kind == "Str":
            yield around._replace(text=content)
        elif kind in ("Code", "Math", "RawInline"):
            yield around._replace(text=content[1])
        elif kind in _TYPES:
            its = _TYPES[kind]
            types = around.types if its in around.types else (*around.types, its)
            yield from _walk(content, around._replace(types=types))
        elif kind in ("Para", "Plain"):
            yield from _walk(content, around)
        elif kind == "Link":
            href = content[2][0]
            yield from _walk(content[1], around._replace(href=href if is_web(href) else ""))
        elif kind in ("Span", "Div"):
            (_, classes, _), inner = content
            off = {_NOT[one] for one in classes if one in _NOT}
            types = tuple(one for one in around.types if one not in off)
            yield from _walk(inner, around._replace(types=types))
            if {"csl-left-margin", "csl-block"} & {*classes}:
                yield around._replace(text=" ")


def _tidy(found: Iterable[Run]) -> list[Run]:
    """Put signs into their places, and signs that are set alike into one run."""
    signs = [run._replace(text=sign) for run in found for sign in run.text if sign != NOTHING]
    for at in (match.end(1) for match in _NESTED_RE.finditer("".join(its.text for its in signs))):
        first, second = signs[at - 2 : at]
        signs[at - 2 : at] = first._replace(text=second.text), second._replace(text=first.text)
    runs: list[Run] = []
    for sign in signs:
        if is_cjk(sign.text):  # whose letters never slope
            sign = sign._replace(types=tuple(one for one in sign.types if one != "i"))  # noqa: PLW2901
        if runs and runs[-1][1:] == sign[1:]:
            runs[-1] = sign._replace(text=runs[-1].text + sign.text)
        else:
            runs.append(sign)
    if runs:
        runs[0] = runs[0]._replace(text=runs[0].text.lstrip())
        runs[-1] = runs[-1]._replace(text=runs[-1].text.rstrip())
    return [run for run in runs if run.text]
