"""What people write for a date, and how data would have it: `c. 1850` is `1850~`."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from .dates import Point, edtf, is_date, iso, read

if TYPE_CHECKING:
    from collections.abc import Callable

Found = list[str]
"""Dates as data write them; several when nobody can know which is meant."""
_LONGEST = 60
_JOINTS = 6
"""So many signs that may join two dates are looked at."""
_MONTHS = (
    "january jan janvier janv januar enero ene", "february feb fevrier fevr februar febrero",
    "march mar mars marz marzo", "april apr avril avr abril abr", "may mai mayo",
    "june jun juin juni junio", "july jul juillet juil juli julio", "august aug aout agosto ago",
    "september sept sep septembre septiembre", "october oct octobre oktober okt octubre",
    "november nov novembre noviembre", "december dec decembre dezember dez diciembre dic",
)  # fmt: skip
_SEASONS = (
    "spring printemps fruhling fruhjahr primavera", "summer ete sommer verano",
    "autumn fall automne herbst otono", "winter hiver invierno",
)  # fmt: skip
"""In the languages that the engine speaks, without accents."""
_NAMES = {
    name: number
    for first, names in ((1, _MONTHS), (21, _SEASONS))
    for number, its in enumerate(names, first)
    for name in its.split()
}
_NUMERALS = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx xxi"
_ROMAN = {numeral: number for number, numeral in enumerate(_NUMERALS.split(" "), 1)}
_BC = r"b\.? ?c\.?(?: ?e\.?)?|v\. ?chr\.?|av\. ?j\.-?c\.?|a\. ?c\.?"
_AD = r"a\.? ?d\.?|c\.? ?e\.?|n\. ?chr\.?|ap(?:r\.)? ?j\.-?c\.?|d\. ?c\.?"
_TO = r" ?(?:-|/|\bto\b|\bund\b|\band\b|\bet\b|\by\b|\bbis\b|\ba\b|~) ?"


_UNDATED_RE = re.compile(
    r"""[\[(]?(?:n\.?\ ?d\.?|s\.?\ ?[adf]\.?|o\.?\ ?[jd]\.?
    |undated|no\ date|ohne\ jahr|sans\ date|sin\ fecha)[\])]?""",
    re.IGNORECASE | re.VERBOSE,
)


def is_undated(value: str) -> bool:
    """Whether a text says that there is no date: `n.d.`."""
    return _UNDATED_RE.fullmatch(value.strip()) is not None


def meant(value: str) -> tuple[str, ...]:
    """Guess what a text means that is no date; nothing when it is not like any."""
    text = unicodedata.normalize("NFKD", value[:_LONGEST]).lower()
    text = "".join(sign for sign in text if not unicodedata.combining(sign))
    text = re.sub(r"[\u2010-\u2015\u2212\u301c]", "-", text)
    found = _read(" ".join(text.split()).strip(" .,"))
    return tuple(dict.fromkeys(one for one in found if is_date(one)))


@lru_cache(maxsize=1024)  # what is left of a text when its start or end is read comes again
def _read(text: str) -> Found:
    if is_date(text.upper()):
        return [text.upper()]
    for pattern, make in _FORMS:
        if match := re.fullmatch(pattern, text):
            found = make(*match.groups())
            if sound := [one for one in found if is_date(one)]:
                return sound
    return []


def _each(form: str) -> Callable[[str], Found]:
    return lambda text: [form.format(one) for one in _read(text)]


def _unsure(sign: str) -> Callable[[str], Found]:
    def end(one: str) -> str:
        sure = one.rstrip("~?%")
        return f"{sure}{sign if one in (sure, sure + sign) else '%'}"

    def unsure(text: str) -> Found:
        return ["/".join(map(end, one.split("/"))) for one in _read(text)]

    return unsure


def _between(first: str, last: str) -> Found:
    """Read two dates; the first may leave to the last what they share."""
    if len(re.findall(_TO, f"{first}/{last}")) > _JOINTS:
        return []
    month, year = re.sub(r"^\d+\.? ?", "", last), last.rpartition(" ")[2]
    shorter = first[: -len(last)] + last if first.isdigit() and last.isdigit() else last
    ends = (
        next(filter(None, map(_read, (first, f"{first} {month}", f"{first} {year}"))), []),
        next(filter(None, map(_read, (shorter, last))), []),
    )
    if not all(ends) or any("/" in one for its in ends for one in its):
        return []
    return [f"{ends[0][0]}/{ends[1][0]}"]


def _before_christ(text: str) -> Found:
    def one(text: str) -> Found:
        return [_turned(one) for one in _read(_padded(text))]

    if both := re.fullmatch(f"(.+?){_TO}(.+)", text):
        first, last = (one(re.sub(f" ?(?:{_BC})$", "", its)) for its in both.groups())
        return [f"{first[0]}/{last[0]}"] if first and last else []
    return one(text)


def _turned(value: str) -> str:
    """Count a date's years backwards from the birth of Christ."""
    date = read(value)
    if date is None or date.spans or date.point.year < 1 or "X" in value:
        return f"-{value}"
    year, *rest = date.point.parts
    return edtf(date.point._replace(parts=(1 - year, *rest)))


def _anno_domini(text: str) -> Found:
    if both := re.fullmatch(f"(.+?) ?({_BC}){_TO}(.+)", text):
        first, last = _before_christ(both[1]), _read(_padded(both[3]))
        return [f"{first[0]}/{last[0]}"] if first and last else []
    return _read(_padded(text))


def _padded(text: str) -> str:
    """Give a year four digits, where it can be nothing but one."""
    return re.sub(r"(?<!\d)\d{1,3}(?=年|$)", lambda year: year[0].zfill(4), text)


def _century(number: str) -> Found:
    which = _ROMAN.get(number) or (int(number) if number.isdigit() else 0)
    return [f"{which - 1:02}XX"] if which else []


def _decade(year: str) -> Found:
    return [f"{year[:-1]}X", *([f"{year[:-2]}XX"] if year.endswith("00") else [])]


def _parts(*parts: str) -> Found:
    year, *rest = (int(part) for part in parts if part)
    return [iso(year, *rest)]


def _day(first: str, second: str, year: str) -> Found:
    return [*_parts(year, second, first), *_parts(year, first, second)]


def _named(day: str, name: str, year: str) -> Found:
    number = _NAMES.get(name.strip("."), 0)
    return _parts(year, str(number), day) if number else []


def _long(minus: str, year: str) -> Found:
    number = int(f"{minus}{year}")
    return [edtf(Point((number,)))]


_FORMS: tuple[tuple[str, Callable[..., Found]], ...] = (
    (r"(?:the|in|in the|on|early|mid|late|le|am|im|en|el)[ -](.+)", _each("{}")),
    (r"(?:before|until|till|by|pre-?|ante|vor|bis|avant|antes de|<) ?(.+)", _each("../{}")),
    (r"(.+)(?: or earlier|以前)", _each("../{}")),
    (r"(?:after|since|post-?|nach|ab|seit|apres|desde|despues de|>) ?(.+)", _each("{}/..")),
    (r"(.+)(?: or later|以[後降])", _each("{}/..")),
    (r"(?:circa|ca?\.?|about|around|approx(?:imately|\.)?) ?(.+)", _unsure("~")),
    (r"(?:um|vers|env\.|hacia|~) ?(.+)", _unsure("~")),
    (r"(.+?)(?: ?\(?(?:circa|ca?\.?|approx\.?)\)?|頃| ?~)", _unsure("~")),
    (r"(?:probably|perhaps|possibly|maybe|prob\.?) (.+)", _unsure("?")),
    (r"(?:vermutlich|wohl|probablement|probablemente) (.+)", _unsure("?")),
    (r"(.+?) ?(?:\(\?\)|\?)", _unsure("?")),
    (r"\[(.+)\]", _unsure("?")),
    (r"(.+)t\d\d:?\d\d.*", _each("{}")),
    (f"(.+?) ?(?:{_BC})", _before_christ),
    (r"紀元前(.+)", _before_christ),
    (f"(.+?) ?(?:{_AD})", _anno_domini),
    (f"(?:{_AD}) ?(.+)", _anno_domini),
    (r"(\d+)(?:st|nd|rd|th|\.)?[ -]?(?:century|cent\.?|c\.?|jahrhundert|jh\.?|世紀)", _century),
    (r"(?:siglo|s\.) ([ivx]+)", _century),
    (r"([ivx]+)(?:e|er)? (?:siecle|s\.?)", _century),
    (r"(\d{3}0)(?:'?s|\u2019s|er|er[- ]jahre|年代)", _decade),
    (r"(?:annees|decada de|anos) (\d{3}0)", _decade),
    (r"(\d{2})(?:--|uu|\?\?)", lambda known: [f"{known}XX"]),
    (r"(\d{3})[-u?]", lambda known: [f"{known}X"]),
    (r"(\d{4})[-/. ](\d\d?)[-/. ](\d\d?)\.?", _parts),
    (r"(\d{4})(\d\d)(\d\d)", _parts),
    (r"(\d{4})年(?:(\d\d?)月)?(?:(\d\d?)日)?", _parts),
    (r"(\d\d?)\. ?(\d\d?)\. ?(\d{4})", lambda day, month, year: _parts(year, month, day)),
    (r"(\d\d?)[-/ ](\d\d?)[-/ ](\d{4})", _day),
    (r"(\d\d?)[./](\d{4})", lambda month, year: _parts(year, month)),
    (r"(\d\d?)(?:st|nd|rd|th|er|\.)? (?:de |of )?([a-z]+\.?),? (?:de |of )?(\d{3,4})", _named),
    (r"()([a-z]+\.?),? (?:de |of )?(\d{3,4})", _named),
    (r"([a-z]+\.?) (\d\d?)(?:st|nd|rd|th)?,? (\d{3,4})", lambda m, d, y: _named(d, m, y)),
    (r"(\d{3,4}),? ([a-z]+\.?)", lambda y, m: _named("", m, y)),
    (r"(\d{4})[-/.](\d\d?)", lambda year, last: [*_parts(year, last), *_between(year, last)]),
    (r"(-?)(\d{5,9}|\d{3}|(?<=-)\d{1,3})", _long),
    (r"(?:between|from|de|du|zwischen|entre|von|vom) (.+)", _each("{}")),
    (f"(.+?) {_TO} (.+)", _between),
    (f"(.+?){_TO}(.+)", _between),
    (r"(.+)/(.+)", lambda first, last: [f"{last}/{first}"]),
)  # fmt: skip
"""Patterns, and what is made of what they find; the first that makes something counts."""
