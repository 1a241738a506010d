"""Numbers in files that others keep (Wikidata's `Q42`) to the addresses that they have there."""

from __future__ import annotations

import re

from ..text.addresses import is_web

_HOMES = {
    "wikidata": "https://www.wikidata.org/wiki/{}",
    "gnd": "https://d-nb.info/gnd/{}",
    "viaf": "https://viaf.org/viaf/{}",
    "lc": "https://id.loc.gov/authorities/names/{}",
    "isni": "https://isni.org/isni/{}",
    "orcid": "https://orcid.org/{}",
    "geonames": "https://www.geonames.org/{}",
    "pleiades": "https://pleiades.stoa.org/places/{}",
    "url": "{}",
}
_ALSO = {"lcnaf": "lc", "naf": "lc", "pnd": "gnd", "dnb": "gnd", "uri": "url", "sameas": "url"}
_NUMBER_RE = re.compile(r"[\w-]+")


def known(name: str) -> bool:
    """Whether something is called as such a file is, or as addresses are."""
    name = re.sub(r"[\W_]+", "", name.casefold()).removesuffix("id")
    return name in _HOMES or name in _ALSO


def address(name: str, value: str) -> str:
    """Return the address of a number in the file of a name; nothing if nobody can know it."""
    value = value.strip()
    if is_web(value):
        return value
    name = re.sub(r"[\W_]+", "", name.casefold()).removesuffix("id")
    home = _HOMES.get(_ALSO.get(name, name), "{}")
    number = re.sub(r"\s+", "", value)
    return home.format(number) if home != "{}" and _NUMBER_RE.fullmatch(number) else ""
