"""Give each page of a built site one style sheet: without spaces, and without what it cannot use.

A rule can be used where the classes and ids of its selector stand in the page, or in a script of
the page that may put them there. What two pages use is in every sheet, so that pages of one kind
share one; what one page alone uses is in its own. While serving, pages have the sheets as they are
written.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tinycss2
from rcssmin import cssmin

if TYPE_CHECKING:
    from collections.abc import Iterable

_LINK = re.compile(r'<link rel="stylesheet" href="([^":]*assets/)([\w.-]+)">\s*')
_GIVEN = re.compile(r'\s(?:class|id)="([^"]*)"')
_WORD = re.compile(r"[\w-]+")
BUILDS_ALONE = True
"""While a site is served, nothing is done here."""
Node = Any
"""A rule or a token of tinycss2, which says nothing of its types."""


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
        if script.name == "index.js":  # that of the search holds the pages' words
            continue
        words = _WORD.findall(script.read_text(encoding="utf-8"))
        asking = [path for path, html in pages.items() if f'/{script.name}"' in html]
        for names in [given[path] for path in asking] or [common]:  # others come as they are needed
            names.update(words)

    @cache
    def read(name: str) -> list[Node]:
        return parsed((site / "assets" / name).read_text(encoding="utf-8"))

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


def parsed(sheet: str) -> list[Node]:
    """Read the rules of a sheet, without comments and spaces that say nothing."""
    rules: list[Node] = tinycss2.parse_stylesheet(cssmin(sheet))
    return rules


def usable(rules: Iterable[Node], names: set[str]) -> str:
    """Keep what can be used by a page with these classes and ids."""
    kept = ""
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = [one for one in _listed(rule.prelude) if _can_match(one, names)]
            kept += _written(selectors, rule.content) if selectors else ""
        elif rule.type == "at-rule" and rule.lower_at_keyword in ("media", "supports", "container"):
            inner = usable(tinycss2.parse_rule_list(rule.content), names)
            head = tinycss2.serialize(rule.prelude)
            kept += f"@{rule.at_keyword}{head}{{{inner}}}" if inner else ""
        else:
            kept += rule.serialize()
    return kept


def _written(selectors: Iterable[list[Node]], content: list[Node]) -> str:
    return f"{','.join(map(tinycss2.serialize, selectors))}{{{tinycss2.serialize(content)}}}"


def _listed(tokens: Iterable[Node]) -> list[list[Node]]:
    """Part a list of selectors at its commas."""
    found: list[list[Node]] = [[]]
    for token in tokens:
        if token.type == "literal" and token.value == ",":
            found.append([])
        else:
            found[-1].append(token)
    return found


def _can_match(selector: list[Node], names: set[str]) -> bool:
    """Whether an element of a page with these classes and ids may be what a selector means."""
    for before, token in pairwise([None, *selector]):
        dotted = before is not None and before.type == "literal" and before.value == "."
        if (
            token.type == "hash" or (token.type == "ident" and dotted)
        ) and token.value not in names:
            return False
        needed = token.type == "function" and token.lower_name in ("is", "where", "has")
        if needed and not any(_can_match(one, names) for one in _listed(token.arguments)):
            return False
    return True
