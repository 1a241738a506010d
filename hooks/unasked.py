"""Leave out of the site what the theme ships and no page asks for.

A theme brings more than a site uses: maps of its sources, stemmers of a search in thirty languages,
style sheets that this look replaces. Nobody loads them, but whoever copies the site carries them.
What an author put into the site is never touched.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

STEMMERS = "assets/javascripts/lunr"
WORKERS = "assets/javascripts/workers"
SHEETS = "assets/stylesheets"
BUILDS_ALONE = True
"""While a site is served, nothing is done here."""
_SCRIPTS = {"ja": "tinyseg", "jp": "tinyseg", "th": "wordcut"}
"""What the stemmers of languages without spaces need besides."""


class _Run:
    """The run of MkDocs, which knows a hook only as a module."""

    serving = False
    own: frozenset[str] = frozenset()
    """The files that do not come from the theme."""


def on_startup(*, command: str, dirty: bool) -> None:
    """Learn whether a site is built to stay."""
    _Run.serving = command == "serve"


def on_files(files: Any, config: Any) -> None:
    """Learn what the site's own files are: those below the docs folder, and generated ones."""
    docs = str(config.docs_dir)
    _Run.own = frozenset(file.dest_uri for file in files if file.src_dir in (docs, None))


def on_post_build(config: Any) -> None:
    """Remove what is not asked for; while serving nobody would notice."""
    if _Run.serving:
        return
    site = Path(config.site_dir)
    search = config.plugins.get("search") or config.plugins.get("material/search")
    languages = search.config.get("lang") or ["en"] if search else []
    for name in unasked(site, {str(language) for language in languages}):
        if name not in _Run.own:
            (site / name).unlink()
    for folder in sorted((site / "assets").rglob("*"), reverse=True):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def unasked(site: Path, languages: set[str]) -> Iterator[str]:
    """Name the files of a built site that neither a page nor a search in some languages loads.

    Without a language the theme does not search.
    """
    pages = "".join(page.read_text(encoding="utf-8") for page in site.rglob("*.html"))
    needed = _stemmers(languages - {"en"})
    for file in sorted(site.rglob("*")):
        name = file.relative_to(site).as_posix()
        if not file.is_file() or not name.startswith("assets/"):
            continue
        is_map = file.suffix == ".map"
        is_stemmer = name.startswith(f"{STEMMERS}/") and file.name not in needed
        is_sheet = name.startswith(f"{SHEETS}/") and file.name not in pages
        is_worker = name.startswith(f"{WORKERS}/search.") and not languages
        if is_map or is_stemmer or is_sheet or is_worker:
            yield name


def _stemmers(languages: set[str]) -> set[str]:
    """Name the files that a search in some languages loads; in English it loads none."""
    if not languages:
        return set()
    names = {f"lunr.{language}.min.js" for language in languages}
    names |= {"lunr.stemmer.support.min.js", "lunr.multi.min.js"}
    return names | {f"{_SCRIPTS[its]}.js" for its in languages if its in _SCRIPTS}
