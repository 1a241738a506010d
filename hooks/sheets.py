"""Give each page of a built site one style sheet: without spaces, and without what it cannot use.

A rule can be used where the classes and ids of its selector stand in the page, or in a script that
may put them there. What two pages use is in every sheet, so that most pages share one; what one
page alone uses is in its own. While serving, pages have the sheets as they are written.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINK = re.compile(r'<link rel="stylesheet" href="([^":]*assets/)([\w.-]+)">\s*')
_GIVEN = re.compile(r'\s(?:class|id)="([^"]*)"')
_WORD = re.compile(r"[\w-]+")
_NAMED = re.compile(r"[.#]([A-Za-z_][\w-]*)")
_FUNCTION = re.compile(r":([\w-]+)\(")
_STRING = r"""("[^"]*"|'[^']*')"""
_COMMENT = re.compile(rf"{_STRING}|/\*.*?\*/", re.DOTALL)
_BRACE = re.compile(rf"{_STRING}|[{{}}]")


class _Run:
    """The run of MkDocs, which knows a hook only as a module."""

    serving = False


def on_startup(*, command: str, dirty: bool) -> None:
    """Learn whether a site is built to stay."""
    _Run.serving = command == "serve" or dirty


def on_post_build(config: Any) -> None:
    """Write the sheets, and lead the pages to them."""
    if not _Run.serving:
        compose(Path(config.site_dir))


def compose(site: Path) -> None:
    """Give each page its sheet in place of those that it names."""
    pages = {path: path.read_text(encoding="utf-8") for path in site.rglob("*.html")}
    given = {path: set(" ".join(_GIVEN.findall(html)).split()) for path, html in pages.items()}
    used = Counter(name for names in given.values() for name in names)
    common = {name for name, times in used.items() if times > 1}
    for script in (site / "assets").rglob("*.js"):
        if script.name != "index.js":  # that of the search holds the pages' words
            common.update(_WORD.findall(script.read_text(encoding="utf-8")))

    @cache
    def read(name: str) -> str:
        return short((site / "assets" / name).read_text(encoding="utf-8"))

    old, new = set[str](), set[str]()
    for path, html in pages.items():
        links = _LINK.findall(html)
        if not links:
            continue
        sheet = "".join(usable(read(name), given[path] | common) for _, name in links)
        top, last = links[-1]
        name = f"{Path(last).stem}.{blake2b(sheet.encode(), digest_size=4).hexdigest()}.css"
        (site / "assets" / name).write_text(sheet, encoding="utf-8")
        before, *rest = _LINK.split(html)
        link = f'<link rel="stylesheet" href="{top}{name}">\n'
        path.write_text(before + link + "".join(rest[2::3]), encoding="utf-8")
        old.update(name for _, name in links)
        new.add(name)
    for name in old - new:
        (site / "assets" / name).unlink()


def short(sheet: str) -> str:
    """Leave out comments, and spaces that say nothing."""
    sheet = _COMMENT.sub(lambda found: found[1] or "", sheet)
    parts = enumerate(re.split(_STRING, sheet))
    return "".join(part if at % 2 else _without_spaces(part) for at, part in parts).strip()


def _without_spaces(part: str) -> str:
    part = re.sub(r"\s*([{};,])\s*", r"\1", re.sub(r"\s+", " ", part))
    # In a selector no space follows a colon, and before one it counts.
    return part.replace(": ", ":").replace(";}", "}")


def usable(sheet: str, names: set[str]) -> str:
    """Keep of a short sheet what can be used by a page with these classes and ids."""
    kept = ""
    for head, body in _rules(sheet):
        if head.startswith(("@media", "@supports", "@container")):
            kept += f"{head}{{{inner}}}" if (inner := usable(body, names)) else ""
        elif head.startswith("@"):
            kept += f"{head}{{{body}}}"
        elif its := ",".join(one for one in _split(head) if _can_match(one, names)):
            kept += f"{its}{{{body}}}"
    return kept


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Part a sheet into its rules: what stands before the braces, and in them."""
    depth = start = brace = 0
    for found in _BRACE.finditer(sheet):
        if found[0] == "{":
            brace, depth = (brace if depth else found.start()), depth + 1
        elif found[0] == "}":
            depth -= 1
            if not depth:
                yield sheet[start:brace], sheet[brace + 1 : found.start()]
                start = found.end()


def _split(selectors: str) -> Iterator[str]:
    """Part a list of selectors at its own commas, and not at those in brackets."""
    depth = start = 0
    for at, sign in enumerate(f"{selectors},"):
        depth += (sign in "([") - (sign in ")]")
        if sign == "," and not depth:
            yield selectors[start:at]
            start = at + 1


def _can_match(selector: str, names: set[str]) -> bool:
    """Whether an element of a page with these classes and ids may be what a selector means."""
    selector = re.sub(r"\[.*?\]", "", selector)
    while function := _FUNCTION.search(selector):
        depth, end = 1, function.end()
        while depth:
            depth += (selector[end] == "(") - (selector[end] == ")")
            end += 1
        choices = _split(selector[function.end() : end - 1])
        required = function[1] in ("is", "where", "has")
        if required and not any(_can_match(one, names) for one in choices):
            return False
        selector = selector[: function.start()] + selector[end:]
    return names.issuperset(_NAMED.findall(selector))
