"""The host, as far as the loop relies on it: known versions alone, and plugins that look early.

A later version, or a plugin that looks at pages when all are known, makes the loop slow and never
wrong: the host's own builder does the work then.
"""

from __future__ import annotations

import inspect
import os
import sys
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...data import whole_file
from ..options import owner

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from types import ModuleType

RELIED = ("commands.build", "commands.serve", "livereload", "plugins", "structure.pages",
          "structure.files")  # fmt: skip
"""The host's modules whose inner workings the loop goes by."""
KNOWN = frozenset(
    {
        "9b5f80059ae4986fa49d4a59b787253f",  # MkDocs 1.6.1
        "dfd39925ce85dcb980933222655da175",  # ProperDocs 1.6.7
    }
)
"""What their sources come to, of versions that have been looked at."""
SEARCHES = ("mkdocs.contrib.search", "properdocs.contrib.search", "material.plugins.search")
"""The modules of searches whose entries are known to belong to one page each."""
_OURS = __package__.rpartition(".")[0] + ".plugin"
_LATE = ("env", "pre_template", "template_context", "post_template", "page_context", "post_page",
         "post_build")  # fmt: skip
"""What is told when all pages are known."""
_EARLY = ("pre_page", "page_read_source", "page_markdown", "page_content")
"""What is told of one page after the other."""
_EXEMPT = "BUILDS_ALONE"
"""What a hook says of itself that does nothing while a site is served."""


def modules(config: Any) -> dict[str, ModuleType]:  # noqa: ANN401 - as the host has it
    """Find the host's modules that the loop goes by; less where one is not there."""
    name = type(config).__module__.partition(".")[0]
    found = {its: sys.modules.get(f"{name}.{its}") for its in RELIED}
    return {its: module for its, module in found.items() if module}


def digest(its: Mapping[str, ModuleType]) -> str:
    """Return what the sources of modules come to."""
    made = blake2b(digest_size=16)
    for name in sorted(its):
        try:
            made.update(inspect.getsource(its[name]).encode())
        except OSError:  # it has none
            made.update(b"?")
    return made.hexdigest()


def unfit(config: Any) -> str:  # noqa: ANN401 - as the host has it
    """Say why the host's own builder has to do all the work, in a sentence; nothing if not."""
    if config.strict:
        return "With --strict each save builds the whole site."
    its = modules(config)
    if len(its) < len(RELIED) or digest(its) not in KNOWN:
        name = type(config).__module__.partition(".")[0]
        return f"This version of {name} is not known here, so each save builds the whole site."
    for event, listener in _listeners(config.plugins.events):
        if not _is_harmless(event, listener):
            return f"'{_name(listener)}' looks at all pages, so each save builds the whole site."
    return ""


def _listeners(
    events: Mapping[str, list[Callable[..., Any]]],
) -> Iterator[tuple[str, Callable[..., Any]]]:
    for event in (*_LATE, *_EARLY):
        for listener in events[event]:
            yield event, listener


def _is_harmless(event: str, listener: Callable[..., Any]) -> bool:
    """Whether something that listens leaves pages alone, or looks at one page at a time."""
    if (its := owner(listener)) is not None:
        return type(its).__module__ == _OURS or is_search(its)
    # Of a hook it is noticed which files it reads for a page.
    return _is_exempt(listener) or event in _EARLY


def may_list_pages(config: Any) -> bool:  # noqa: ANN401 - as the host has it
    """Whether a hook is told of one page after the other: it is given all files of the site too."""
    hooks = (one for event, one in _listeners(config.plugins.events) if event in _EARLY)
    return any(owner(one) is None and not _is_exempt(one) for one in hooks)


def _is_exempt(listener: Callable[..., Any]) -> bool:
    return bool(getattr(listener, "__globals__", {}).get(_EXEMPT))


def is_search(plugin: object) -> bool:
    """Whether a plugin is a search that is known."""
    return type(plugin).__module__.startswith(SEARCHES)


def _name(listener: Callable[..., Any]) -> str:
    its = owner(listener)
    return type(its).__name__ if its is not None else str(listener.__module__)


@contextmanager
def whole(file: Any) -> Iterator[None]:  # noqa: ANN401 - the host's
    """Let a host write a file of a site wholly or not at all; till then the last one stays."""
    path = file.abs_dest_path
    with whole_file.beside(Path(path)) as new:
        vars(file)["abs_dest_path"] = str(new)
        try:
            yield
        finally:
            vars(file)["abs_dest_path"] = path
        with suppress(FileNotFoundError):  # a template may leave a page out
            os.replace(new, path)  # noqa: PTH105 - the same on every system
