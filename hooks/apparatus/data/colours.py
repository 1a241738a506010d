"""Whether words in a colour can be read on a paper: `#rrggbb` both, by WCAG 2.2."""

from __future__ import annotations

from colorsys import hls_to_rgb, rgb_to_hls

PAPERS = {"light": "#ffffff", "dark": "#1e2129"}
"""As Material has them."""
ENOUGH = 4.5
"""The contrast of text of usual size."""
_STEPS = 200
_LINEAR, _WEIGHTS, _FLARE = 0.04045, (0.2126, 0.7152, 0.0722), 0.05
"""Of the formula for relative luminance and contrast."""


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + _FLARE) / (low + _FLARE)


def nearest(text: str, paper: str) -> str:
    """Return the colour nearest to another of its hue that can be read on a paper."""
    hue, light, full = rgb_to_hls(*_parts(text))
    end = 0.0 if contrast(paper, "#000000") > contrast(paper, "#ffffff") else 1.0
    for step in range(_STEPS):
        parts = hls_to_rgb(hue, light + (end - light) * step / _STEPS, full)
        its = "#" + "".join(f"{round(part * 255):02x}" for part in parts)
        if contrast(its, paper) >= ENOUGH:
            return its
    return "#ffffff" if end else "#000000"


def _parts(colour: str) -> tuple[float, ...]:
    return tuple(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))


def _luminance(colour: str) -> float:
    linear = (
        part / 12.92 if part <= _LINEAR else ((part + 0.055) / 1.055) ** 2.4
        for part in _parts(colour)
    )
    return sum(weight * part for weight, part in zip(_WEIGHTS, linear, strict=True))
