"""Checks data by JSON Schema, as editors do: with YAML 1.2, and references between files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml
from apparatus.pieces import SHELVES
from apparatus.schemas import files, names
from jsonschema import Draft7Validator
from jsonschema.exceptions import best_match
from referencing import Registry, Resource

if TYPE_CHECKING:
    from pathlib import Path

SHELF = {shelf.stem: shelf for shelf in SHELVES.open(SHELVES.stems)[0]}
SCHEMAS = files.schemas()
for one in SCHEMAS.values():
    Draft7Validator.check_schema(one)


class Editor:
    """What knows the schemas, and the ids and words of some data."""

    def __init__(self, data: Any, pages: tuple[str, ...] = ()) -> None:
        its = names.file(data, pages)
        Draft7Validator.check_schema(its)
        registry = Registry().with_resource(names.FILE, Resource.from_contents(its))
        self._validators = {
            name.removesuffix(".json"): Draft7Validator(schema, registry=registry)
            for name, schema in SCHEMAS.items()
        }

    def wrong(self, stem: str, text: str) -> list[str]:
        """Return what is wrong with a file, or with the settings."""
        errors = self._validators[stem].iter_errors(read(text))
        told = [best_match([error]) for error in errors]
        return [f"{'.'.join(map(str, one.absolute_path))}: {one.message[:200]}" for one in told]


class _Loader(yaml.CBaseLoader):
    """Reads the core schema of YAML 1.2, and takes what stands behind a tag for what it is."""


_PREFIX = "tag:yaml.org,2002:"
_CORE = {
    "null": ("|null|Null|NULL|~", lambda _: None),
    "bool": ("true|True|TRUE|false|False|FALSE", lambda its: its.lower() == "true"),
    "int": ("[-+]?[0-9]+", int),
    "float": (r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", float),
}
for kind, (signs, made) in _CORE.items():
    _Loader.add_implicit_resolver(_PREFIX + kind, re.compile(f"^(?:{signs})$"), None)
    _Loader.add_constructor(_PREFIX + kind, lambda _, node, made=made: made(node.value))


def read(text: str) -> Any:
    """Read YAML as editors do."""
    return yaml.load(text, _Loader)  # noqa: S506 - it makes plain values alone


def stem_of(path: Path, data: Path) -> str:
    """Return which kind of file one of the data folder is."""
    return path.relative_to(data).parts[0].partition(".")[0]
