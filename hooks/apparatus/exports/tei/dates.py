"""Dates in TEI: what EDTF says, in the attributes that TEI has for it."""

from __future__ import annotations

from ...text.dates import Date, read

_UNSURE = {"?": {"cert": "low"}, "~": {"precision": "low"}}
_UNSURE["%"] = _UNSURE["?"] | _UNSURE["~"]


def of(value: str, *, lasts: bool = False, exactly: bool = True) -> dict[str, str]:
    """Say when: a day, month or year, or between which; nothing when a value is no date.

    `lasts` says that a time between two days is meant as a whole, and not that one day is unknown;
    `exactly`, whether the element may also say how exact and how sure the date is. The years of
    ISO, by which there was a year 0, are told apart from those of the XML schema where they differ.
    """
    date = read(value)
    if date is None:
        return {}
    start, end = date.bounds
    names = ("from", "to") if lasts and date.spans else ("notBefore", "notAfter")
    said = {"when": date.iso} if date.iso else dict(zip(names, (start, end), strict=True))
    said = {
        f"{key}-iso" if its <= "0000" or its[0] == "-" else key: its
        for key, its in said.items()
        if its
    }
    return said | (_how(date) if exactly else {})


def _how(date: Date) -> dict[str, str]:
    found: dict[str, str] = {}
    for point in (date.start, date.end):
        found |= _UNSURE.get(point.how, {}) if point else {}
    return found
