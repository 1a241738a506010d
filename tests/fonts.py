"""Letters that are the same on every machine: sets of fonts that the set-up brings.

Fontconfig tells a browser what `serif` or `Georgia` is; here it knows nothing but one set.
Browsers that do not ask it (on macOS and Windows) take the system's fonts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import fontpkg
import pytest

if TYPE_CHECKING:
    from pathlib import Path

SETS = {
    "plain": {
        "serif": "Source Serif 4",
        "sans-serif": "Arimo",
        "monospace": "JetBrains Mono",
    },
    "wide": {
        "serif": "Libre Baskerville",
        "sans-serif": "Sora",
        "monospace": "JetBrains Mono",
        "signs": "Arimo",  # for what the others lack
    },
}
"""Arimo's letters are as wide as Arial's; those of the wide set are as wide as DejaVu's."""

# What the browser asks for when a page asks for a generic family or for the system's own.
ASKED = {
    "serif": ("serif", "Times New Roman", "Georgia"),
    "sans-serif": ("sans-serif", "sans", "system-ui", "Arial", "Helvetica"),
    "monospace": ("monospace", "Courier New"),
}

both_sets = pytest.mark.parametrize("fonts", SETS)
"""Try a test with each set: for what letters can break."""


def configure(fonts: str, folder: Path) -> Path:
    """Write fontconfig's file for a set into a folder of its own."""
    chosen = SETS[fonts]
    dirs = {str(fontpkg.path(family).parent) for family in chosen.values()}
    lines = ['<?xml version="1.0"?>', "<fontconfig>", f"<cachedir>{escape(str(folder))}</cachedir>"]
    lines += [f"<dir>{escape(name)}</dir>" for name in sorted(dirs)]
    for generic, family in chosen.items():
        lines += [
            f'<alias binding="same"><family>{asked}</family>'
            f"<prefer><family>{family}</family></prefer></alias>"
            for asked in ASKED.get(generic, ())
        ]
    # Who names no family at all, as the system's own letters do, gets the one without serifs.
    lines.append(
        '<match><edit name="family" mode="append_last" binding="weak">'
        f"<string>{chosen['sans-serif']}</string></edit></match>"
    )
    file = folder / "fonts.conf"
    file.write_text("\n".join([*lines, "</fontconfig>\n"]), encoding="utf-8")
    return file
