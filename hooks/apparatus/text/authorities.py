"""Who keeps files of persons, places and words that many point to, by the host of an address."""

from __future__ import annotations

from .addresses import host

_NAMES = {
    "wikidata.org": "Wikidata",
    "d-nb.info": "GND",
    "viaf.org": "VIAF",
    "id.loc.gov": "LC",
    "isni.org": "ISNI",
    "orcid.org": "ORCID",
    "data.bnf.fr": "BnF",
    "id.ndl.go.jp": "NDL",
    "geonames.org": "GeoNames",
    "vocab.getty.edu": "Getty",
    "pleiades.stoa.org": "Pleiades",
}


def authority(address: str) -> str:
    """Name who keeps the file that a web address points into; nothing if that is not known."""
    return _NAMES.get(_host(address), "")


def authority_or_host(address: str) -> str:
    """Name who keeps that file, for readers."""
    return authority(address) or _host(address)


def _host(address: str) -> str:
    return host(address).removeprefix("www.")
