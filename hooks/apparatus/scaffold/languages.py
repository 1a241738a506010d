"""The languages that the theme of a new edition can speak, by their tags and by their names."""

from __future__ import annotations

import unicodedata
from functools import cache

from babel import Locale, UnknownLocaleError

from ..problems import nearest
from .sample import SPOKEN

KNOWN = (
    "af", "ar", "az", "be", "bg", "bn", "ca", "cs", "cy", "da", "de", "el", "en", "eo", "es",
    "et", "eu", "fa", "fi", "fr", "gl", "he", "hi", "hr", "hu", "hy", "id", "is", "it", "ja",
    "ka", "kn", "ko", "ku-IQ", "lb", "lt", "lv", "mk", "mn", "ms", "my", "nb", "nl", "nn", "pl",
    "pt", "pt-BR", "ro", "ru", "sa", "sh", "si", "sk", "sl", "sq", "sr", "sv", "ta", "te", "th",
    "tl", "tr", "uk", "ur", "uz", "vi", "zh", "zh-Hant", "zh-TW",
)  # fmt: skip
"""Their tags, as the theme has them."""
_MEANT = {"no": "nb", "iw": "he", "in": "id", "fil": "tl"}
"""Other tags for some of them."""


def known(name: str) -> str:
    """Find the tag that is meant; empty if there is none. A region may be left out, or too much."""
    tags = {tag.lower(): tag for tag in KNOWN} | _MEANT
    asked = name.strip().replace("_", "-").lower()
    return tags.get(asked) or tags.get(asked.partition("-")[0], "") or named().get(plain(name), "")


@cache
def named() -> dict[str, str]:
    """Find the tags by names: a language's own, and those in the languages of the samples."""
    found: dict[str, str] = {}
    for tag in (*KNOWN, *_MEANT):
        try:
            its = Locale.parse(tag.partition("-")[0])
        except UnknownLocaleError:
            continue
        for language in (its.language, *SPOKEN):
            name = its.get_language_name(language)
            found.setdefault(plain(name or ""), _MEANT.get(tag, tag))
    return found


def plain(name: str) -> str:
    """Write a name without capitals and accents, as people type it."""
    signs = unicodedata.normalize("NFKD", name.strip().casefold())
    return "".join(sign for sign in signs if not unicodedata.combining(sign))


def wrong(name: str) -> str:
    """Say what to do about a name of no language."""
    if near := nearest(plain(name), named()):
        return f"Did you mean '{named()[near]}' ({near})?"
    return "Name it in its own words or in English, or by its tag: 'it', 'pt-BR'."
