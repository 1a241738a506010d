"""Where an editor is told of schemas: its settings, and a line at the top of each data file."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import yaml

from ..data.yaml_place import LOADER
from .names import FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterable

SETTINGS, EXTENSIONS = ".vscode/settings.json", ".vscode/extensions.json"
RECOMMENDED = '{\n  "recommendations": ["redhat.vscode-yaml"]\n}\n'
"""What reads the schemas in that editor."""
_TAGS = ("!ENV scalar", "!ENV sequence")
"""What MkDocs reads in settings, and an editor takes for a mistake; it offers them everywhere."""
_KINDS = {"ScalarEvent": "scalar", "SequenceStartEvent": "sequence", "MappingStartEvent": "mapping"}
_LINE = "# yaml-language-server: $schema="
_NAMED_RE = re.compile(r"^#\s+(?:yaml-language-server\s*:|\$schema:)", re.MULTILINE)


def tags(site: str) -> list[str]:
    """List the tags of a site's settings, as an editor wants to know them."""
    found = [*_TAGS]
    with suppress(yaml.YAMLError):
        for event in yaml.parse(site, Loader=LOADER):
            tag = getattr(event, "tag", None)
            found += [f"{tag} {_KINDS[type(event).__name__]}"] if tag else []
    return [*dict.fromkeys(found)]


def settings(text: str, files: dict[str, list[str]], tags: Iterable[str]) -> str:
    """Add to an editor's settings which files each schema describes; what they have, stays.

    In: the settings, the files by the names of schemas, and the tags to know. Out: the settings,
    or nothing where they hold more than JSON, such as comments: then they are their author's.
    """
    before = _object(text or "{}")
    if before is None:
        return ""
    ours = {f"./{FOLDER}/{name}": patterns for name, patterns in files.items()}
    known, told = before.get("yaml.schemas", {}), before.get("yaml.customTags", [])
    if not isinstance(known, dict) or not isinstance(told, list):
        return ""
    before["yaml.schemas"] = ours | known
    before["yaml.customTags"] = [*told, *(tag for tag in tags if tag not in told)]
    return json.dumps(before, ensure_ascii=False, indent=2) + "\n"


def files(data: str, stems: Iterable[str]) -> dict[str, list[str]]:
    """List the data files that each schema describes, by its name."""
    ways = (".{yml,yaml}", "/*.{yml,yaml}")
    return {f"{stem}.json": [f"{data}/{stem}{way}" for way in ways] for stem in stems}


def named(text: str, schema: str) -> str:
    """Name a schema at the top of a data file, by the way to it, unless it names one."""
    if _NAMED_RE.search(text) or re.search(r"\s", schema):
        return text
    return f"{_LINE}{schema}{chr(13) if chr(13) in text else ''}\n{text}"


def _object(text: str) -> dict[str, Any] | None:
    with suppress(ValueError, RecursionError):
        value = json.loads(text, object_pairs_hook=_once)
        json.dumps(value, ensure_ascii=False).encode()  # halves of signs are no text
        return value if isinstance(value, dict) else None
    return None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(its := dict(pairs)) != len(pairs):
        message = "one of two with the same key would be lost"
        raise ValueError(message)
    return its
