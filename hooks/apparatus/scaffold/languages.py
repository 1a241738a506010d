"""The languages that the theme of a new edition can speak."""

from __future__ import annotations

KNOWN = (
    "af", "ar", "az", "be", "bg", "bn", "ca", "cs", "cy", "da", "de", "el", "en", "eo", "es",
    "et", "eu", "fa", "fi", "fr", "gl", "he", "hi", "hr", "hu", "hy", "id", "is", "it", "ja",
    "ka", "kn", "ko", "ku-IQ", "lb", "lt", "lv", "mk", "mn", "ms", "my", "nb", "nl", "nn", "pl",
    "pt", "pt-BR", "ro", "ru", "sa", "sh", "si", "sk", "sl", "sq", "sr", "sv", "ta", "te", "th",
    "tl", "tr", "uk", "ur", "uz", "vi", "zh", "zh-Hant", "zh-TW",
)  # fmt: skip
"""Their tags, as the theme has them."""


def known(name: str) -> str:
    """Find the tag that is meant; empty if there is none. A region may be left out, or too much."""
    tags = {tag.lower(): tag for tag in KNOWN}
    asked = name.strip().replace("_", "-").lower()
    return tags.get(asked) or tags.get(asked.partition("-")[0], "")
