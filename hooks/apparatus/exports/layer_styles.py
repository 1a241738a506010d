"""The style rules of layers: their colours, the lines under their words, what a switch hides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..data import colours
from ..data.vocabulary import DEFAULT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..data.vocabulary import Layer, Line, Vocabulary

_LINES: dict[Line, str] = {
    "thick": "text-decoration-thickness: 2px",
    "dotted": "text-decoration-style: dotted; text-decoration-thickness: 1.5px",
    "dashed": "text-decoration-style: dashed",
    "wavy": "text-decoration-style: wavy",
    "double": "text-decoration-style: double",
    "broken": (
        "padding-bottom: 0.1em; background: repeating-linear-gradient(90deg, var(--ap-line) 0 7px,"
        " #0000 7px 10px, var(--ap-line) 10px 12px, #0000 12px 15px) 0 100% / 15px 1px repeat-x;"
        " -webkit-box-decoration-break: clone; box-decoration-break: clone; text-decoration: none"
    ),
}
"""What is drawn under words, but for a thin line."""
_PLAIN_BROKEN = "background: none; text-decoration: underline dotted"
"""The same where no backgrounds are shown."""


def css(vocabulary: Vocabulary) -> str:
    """Write the rules of a site's layers, to stand behind the engine's others."""
    layers = vocabulary.layers
    pairs = [_colours(index, layer) for index, layer in enumerate(layers)]
    rules = [
        _rule("body", _variables(layers, [light for light, _ in pairs])),
        "@supports (color: light-dark(red, blue)) {",
        _rule("body", _variables(layers, [f"light-dark({', '.join(both)})" for both in pairs])),
        "}",
        *(_rule(f'.ap-span--{one.id}, [data-layer="{one.id}"]', f"--ap-layer: var(--ap-{one.id})")
          for one in layers),
        *(_rule(f".ap-span--{one.id}", _LINES[one.line]) for one in layers if one.line in _LINES),
        "@supports selector(:has(*)) {",
        _rule(_off(layers, ':is(.ap-item, .ap-noteref)[data-layer="{}"]'), "display: none"),
        _rule(
            _off(layers, ".ap-span--{}"),
            "background: none; text-decoration-line: none; cursor: auto",
        ),
        "}",
    ]  # fmt: skip
    if broken := ", ".join(f".ap-span--{one.id}" for one in layers if one.line == "broken"):
        rules += _media("(forced-colors: active)", broken, f"{_PLAIN_BROKEN} 3px")
        rules += _media("print", broken, f"{_PLAIN_BROKEN} 1px")
    kept = "".join(f':not([data-layer="{one}"])' for one in vocabulary.checking)
    rules += _media("print", f".ap-item{kept} .ap-note__kind", "display: none !important")
    return "\n".join(rules) + "\n"


def _colours(index: int, layer: Layer) -> tuple[str, str]:
    """Name a layer's colours on light and on dark paper; one without any has one of the usual."""
    usual = DEFAULT.layers[index % len(DEFAULT.layers)].colour
    light, *dark = layer.colour or usual
    return light, dark[0] if dark else colours.nearest(light, colours.PAPERS["dark"])


def _variables(layers: Sequence[Layer], values: Iterable[str]) -> str:
    return "; ".join(f"--ap-{one.id}: {its}" for one, its in zip(layers, values, strict=True))


def _off(layers: Sequence[Layer], what: str) -> str:
    """Select what is hidden when the switch of its layer is off."""
    return ",\n".join(
        f':root:has(.ap-switches [value="{one.id}"]:not(:checked)) {what.format(one.id)}'
        for one in layers
    )


def _rule(selector: str, declarations: str) -> str:
    return f"{selector} {{ {declarations}; }}"


def _media(query: str, selector: str, declarations: str) -> list[str]:
    return [f"@media {query} {{", _rule(selector, declarations), "}"]
