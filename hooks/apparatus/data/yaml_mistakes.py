"""What an author did wrong where YAML cannot be read, in the words of somebody who never saw YAML.

A parser says what it expected; what matters is what the author has typed. So the marks of the error
lead to a place in the text, and the text tells the rest.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from ..problems import Position, Problem
from ..text.patterns import late
from .yaml_place import BRACKETS, KEY_RE, WHOLE, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

TOO_DEEP = "this is nested too deeply to be data."
_MERGE_RE = late(r"^[<>]{7} .*$", re.MULTILINE)
_UNSEEN_RE = late("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_GLUED_RE = late(r"^[ -]*[A-Za-z][\w-]*(?P<colon>:)(?=[^\s/])", re.MULTILINE)
_WIDE_RE = late(r"^[ -]*[A-Za-z][\w-]*(?P<colon>[：﹕])")  # noqa: RUF001 - the very signs
_CLOSING_RE = late(r"([”“’‘»«›‹])[]},]*\s*(?:#.*)?$")  # noqa: RUF001 - the very signs
_BLOCK_RE = late(r": +(?P<sign>[|>])[-+]?\d? *$")


def merge(file: str, text: str) -> Problem | None:
    """Find what a version control leaves where two versions did not fit together."""
    if (found := _MERGE_RE.search(text)) is None:
        return None
    hint = (
        "Keep one of the two versions, and delete the lines of '<<<<<<<', '=======' and '>>>>>>>'."
    )
    return Problem(
        Position.at(file, text, found.start()), "this file has an unfinished merge.", hint
    )


def explain(file: str, text: str, error: yaml.YAMLError) -> Problem:
    """Say what is wrong with a file's text that YAML's parser has refused."""
    return next(_guesses(Place(file, text.rstrip("\n") + "\n", error)))


def _guesses(place: Place) -> Iterator[Problem]:
    """Go through what it may be; the first that fits is taken."""
    if "nesting depth" in place.said:  # PyYAML 6.0.4 looks ahead and has a limit of its own
        yield place.problem(place.at, TOO_DEEP)
    if unseen := _UNSEEN_RE.search(place.text):
        message = f"a sign stands here that nobody can see (U+{ord(unseen[0]):04X})."
        yield place.problem(unseen.start(), message, "Delete it.")
    if found := merge(place.file, place.text):
        yield found
    yield from _line(place)
    yield from _quoted(place)
    yield from _sign(place)
    yield from _unclosed(place)
    yield from _key(place)
    yield from _brackets(place)
    message = "this line does not fit the lines above it."
    hint = "Let the lines of one item begin in one column, and each item with '- '."
    yield place.problem(place.at, message, hint)


def _line(place: Place) -> Iterator[Problem]:
    """Look at how the line begins."""
    line = place.line(place.at)
    start = place.text.rfind("\n", 0, place.at) + 1
    space = line[: len(line) - len(line.lstrip())]
    if "\t" in space:
        message = "a tab stands here, where only spaces may stand."
        yield place.problem(start + space.index("\t"), message, "Write spaces in its place.")
    if line.startswith("%"):
        yield place.problem(start, "a line cannot begin with '%' here.", "Delete this line.")
    if re.match(r" *-[A-Za-z]", line):
        message = "a space is missing after the hyphen."
        yield place.problem(start + line.index("-"), message, "Write '- ' before an item.")


def _quoted(place: Place) -> Iterator[Problem]:
    """Look for quotation marks that close too late or too early."""
    text = place.text
    if place.at >= len(text.rstrip()) and text[place.since : place.since + 1] in ("'", '"'):
        yield from _open(place, place.since, "")
    if "escape" in place.said:
        slash = text.rfind("\\", 0, place.at + 1)
        message = "a backslash means something of its own between double quotation marks."
        yield place.problem(max(slash, 0), message, "Put the text in single ones: '…'.")
    token = place.last()
    if not isinstance(token, yaml.ScalarToken) or token.style not in ("'", '"'):
        return
    start, end = token.start_mark, token.end_mark
    first, after = place.index(start), text[place.at :]
    if end.line > start.line:
        yield from _open(place, first, f" before line {end.line + 1}")
    elif end.line == Position.at("", text, place.at).line - 1 and after[:1] not in (":", ""):
        if _in_brackets(place) and not after[0].isalnum():
            return
        last = Position("", end.line + 1, end.column).offset(text)
        sign, other = (
            ("apostrophe", "double") if token.style == "'" else ("quotation mark", "single")
        )
        around = '"…"' if token.style == "'" else "'…'"
        message = f"the text ends at this {sign}, but more follows."
        yield place.problem(last, message, f"{WHOLE} of the {other} kind: {around}.")


def _open(place: Place, at: int, until: str) -> Iterator[Problem]:
    line, sign = place.text[at + 1 :].partition("\n")[0], place.text[at]
    if found := _CLOSING_RE.search(line):
        message = f"the text that opens here with {sign} ends with {found[1]}, another sign."
        yield place.problem(at + 1 + found.start(1), message, f"Write {sign} in its place.")
    message = f"the quotation mark that opens here is not closed{until}."
    yield place.problem(at, message, "Write one more where the text ends.")


def _sign(place: Place) -> Iterator[Problem]:
    """Look for a sign with which no text may begin."""
    text = place.text
    for at in (place.at, place.since):
        sign = text[at : at + 1]
        if sign and sign in "@`%&*!" and text[at - 1 : at].strip(" -,[{") == "":
            message = f"a text that begins with '{sign}' needs quotation marks."
            yield place.problem(at, message, place.quoting(at))
        if sign and sign in "|>" and "block scalar" not in place.said and at == place.since:
            message = f"after '{sign}' the text begins on the next line."
            hint = "Move the words there, two spaces further in than the key."
            yield place.problem(at, message, hint)
    token = place.last()
    if isinstance(token, yaml.AliasToken | yaml.TagToken):
        at = place.index(token.start_mark)
        message = f"a text that begins with '{text[at]}' needs quotation marks."
        yield place.problem(at, message, place.quoting(at))


def _key(place: Place) -> Iterator[Problem]:
    """Look for colons that are missing, or too many."""
    for line in (place.line(place.since), place.before(place.at), place.line(place.at)):
        for pattern, message in (
            (_GLUED_RE, "a space is missing after this colon."),
            (_WIDE_RE, "this colon is a wide one."),
        ):
            if found := pattern.search(line):
                start = place.text.index(line)
                hint = f"Write '{found[0].strip(' -：﹕').rstrip(':')}: …'."  # noqa: RUF001
                yield place.problem(start + found.start("colon"), message, hint)
    sign, line = place.text[place.at : place.at + 1], place.line(place.at)
    column = place.at - place.text.rfind("\n", 0, place.at) - 1
    if sign == ":" and ": " in line[:column]:
        message = "a second colon stands in this line, in a text without quotation marks."
        yield place.problem(place.at, message, place.quoting(place.at))
    if sign == ":":
        yield from _colon(place, column - len(line[:column].lstrip(" ")))
        message = "this line does not begin in the column of the line above it."
        hint = "Let the lines of one item begin in one column."
        yield place.problem(place.at - len(line[:column].lstrip(" -")), message, hint)
    if sign == "-" and ": " in line[:column]:
        message = "a list begins on the line after its key."
        yield place.problem(place.at, message, "If it is text, put it in quotation marks.")
    if "':'" in place.said:
        if block := _BLOCK_RE.search(place.before(place.since)):
            message = f"the text after '{block['sign']}' must stand further in than its key."
            yield place.problem(place.since, message, "Put two more spaces before each line.")
        yield _colonless(place, place.since)


def _colonless(place: Place, at: int) -> Problem:
    return place.problem(at, "a colon is missing in this line.", "Each line is 'key: value'.")


def _colon(place: Place, column: int) -> Iterator[Problem]:
    """Look for a line without a colon: with the next one of its column it is read as one text."""
    if isinstance(token := place.last(), yaml.ScalarToken) and not token.style:
        at = place.index(token.start_mark)
        if token.start_mark.column == column and "\n" in place.text[at : place.at]:
            yield _colonless(place, at)


def _in_brackets(place: Place) -> str:
    """Return the bracket in which reading came to its end, or nothing."""
    sign = place.text[place.since : place.since + 1]
    return sign if sign in BRACKETS else ""


def _unclosed(place: Place) -> Iterator[Problem]:
    sign, last = _in_brackets(place), place.last()
    if isinstance(last, yaml.FlowSequenceStartToken | yaml.FlowMappingStartToken):
        at = place.index(last.start_mark)
        # Not what stands there: YAML knows ends of lines that others do not.
        opening = "[" if isinstance(last, yaml.FlowSequenceStartToken) else "{"
        message = f"the bracket '{opening}' that opens here is not closed."
        yield place.problem(at, message, f"Close it with '{BRACKETS[opening]}'.")
    if sign and "\n" in place.text[place.since : place.at]:
        message = f"the bracket '{sign}' that opens here is not closed."
        yield place.problem(place.since, message, f"Close it with '{BRACKETS[sign]}'.")


def _brackets(place: Place) -> Iterator[Problem]:
    """Look for brackets that begin or end a text, or what is missing in them."""
    text, closing = place.text, place.text[place.at : place.at + 1]
    if sign := _in_brackets(place):
        message = f"a comma or '{BRACKETS[sign]}' is missing here."
        yield place.problem(place.at, message, f"If it is text, {WHOLE[0].lower()}{WHOLE[1:]}.")
    if closing and closing in "]}":
        yield place.problem(place.at, f"there is a bracket '{closing}' too many.", "Delete it.")
    if isinstance(place.last(), yaml.FlowSequenceEndToken | yaml.FlowMappingEndToken):
        line = place.line(place.at)
        found = KEY_RE.match(line)
        if found and found["value"][:1] in BRACKETS:
            at = text.rfind("\n", 0, place.at) + 1 + found.start("value")
            message = f"a text that begins with '{text[at]}' needs quotation marks."
            yield place.problem(at, message, place.quoting(place.at))
