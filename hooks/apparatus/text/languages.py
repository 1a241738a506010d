"""Languages as their tags name them (BCP 47), and names that are written in them."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from ..problems import nearest
from .patterns import late

if TYPE_CHECKING:
    from collections.abc import Mapping

READINGS = ("kana", "romaji")
"""What stands among names by language and is no tag: how the Japanese name is read."""
_TAG_RE = late(
    r"(?P<language>[a-z]{2,3})(?:-(?P<script>[a-z]{4}))?(?:-(?P<region>[a-z]{2}|\d{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*(?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*"
    r"(?:-x(?:-[a-z0-9]{1,8})+)?",
    re.IGNORECASE,
)


class Called(NamedTuple):
    """A name in another language, for readers."""

    tag: str
    text: str
    direction: str = ""
    """`rtl` where it is written from right to left."""
    kana: str = ""
    romaji: str = ""


def called(names: Mapping[str, str]) -> list[Called]:
    """List names by language tag, the readings with what they are readings of."""
    readings = [names.get(key, "") for key in READINGS]
    return [
        Called(tag, text, _direction(text), *(readings if tag == "ja" else ()))
        for tag, text in names.items()
        if text and tag not in READINGS
    ]


def _direction(text: str) -> str:
    """Say which way a text runs, as its first letter tells; nothing of the usual way."""
    ways = (unicodedata.bidirectional(sign) for sign in text)
    first = next((way for way in ways if way in ("L", "R", "AL")), "L")
    return "" if first == "L" else "rtl"


def is_tag(value: str) -> bool:
    """Whether a value is the tag of a language; of rare ones only their form can be known."""
    found = _TAG_RE.fullmatch(value)
    if found is None:
        return False
    language, script, english = found["language"].lower(), found["script"], _locale("en")
    if len(language) == len("en"):
        known = language in english.languages
    else:
        known = language not in _aliases()  # `jpn` for `ja`
    return known and (not script or script.title() in english.scripts)


def meant(value: str) -> str:
    """Guess which tag somebody meant who wrote another: `jp` for Japan, `greek`."""
    plain = value.strip().replace("_", "-")
    if is_tag(plain):
        return plain
    language, _, rest = plain.lower().partition("-")
    named = {name.lower(): code for code, name in _locale("en").languages.items()}
    found = language if is_tag(language) else nearest(language, READINGS) or named.get(language, "")
    found = found or _aliases().get(language, "")
    found = found or next(iter(_babel().languages.get_official_languages(language.upper())), "")
    found = found or named.get(nearest(language, named), "")
    whole = f"{found}-{rest}" if rest else found
    return whole if is_tag(whole) else found


@cache
def language_name(tag: str, language: str) -> str:
    """Name the language of a tag in another language; the tag itself where that is not known."""
    known, found = _locale(language), _TAG_RE.fullmatch(tag)
    whole = known.languages.get(tag.replace("-", "_"))
    if whole or found is None:
        return whole or tag
    name = known.languages.get(found["language"].lower(), tag)
    script = known.scripts.get((found["script"] or "").title(), "")
    region = known.territories.get((found["region"] or "").upper(), "")
    further = ", ".join(filter(None, (script, region)))
    return f"{name} ({further})" if further else name


@cache
def calendar(language: str) -> frozenset[str]:
    """Return what is capitalised and names nobody, in small letters: months, days, languages."""
    its = _locale(language or "en")
    months, days = its.months["format"].values(), its.days["format"].values()
    named = [name for one in (*months, *days, its.languages) for name in one.values()]
    return frozenset(map(str.lower, named))


@cache
def _locale(language: str) -> Any:  # noqa: ANN401 - Babel's
    babel = _babel()
    for tag in (language.replace("_", "-"), language[:2]):
        try:
            return babel.Locale.parse(tag, sep="-")
        except (babel.UnknownLocaleError, ValueError):
            continue
    return babel.Locale("en")


def _aliases() -> Mapping[str, str]:
    return _babel().core.get_global("language_aliases")  # type: ignore[no-any-return]


def _babel() -> Any:  # noqa: ANN401 - a module
    import babel.languages  # noqa: PLC0415 - few sites need it, and it takes as long as a page

    return babel
