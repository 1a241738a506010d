"""Bad input of all kinds: changes of a sound edition, and text from nowhere."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

import yaml
from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import SearchStrategy

    Files = dict[str, bytes]
    """What is other than in the sound edition: paths below its folder, and contents."""

BITS = (
    "", " ", "\n", "\t", "\r\n", "\0", "\ufeff", "\u200b", "\u202e", "\x85", "\u2028", "\x1b",
    ":", ": ", "-", "- ", "---\n", "...\n", "#", "&a ", "*a", "!!python/object:os.system", "!x ",
    "|", ">", "'", '"', "''", '"""', "{", "}", "[", "]", "{{", "}}", "{%", "%}", "<", ">", "&",
    "&lt;", "&#0;", "&#x110000;", "<!--", "-->", "<script>", "</p>", "<p id='p1'>", "`", "```\n",
    "~", "null", "yes", "0", "-1", "1e999", "0x1f", "2024-02-30", "2024-02-30T99:99:99", "12:30:00",
    "!!timestamp 9999-99-99", "!!int x", "!!binary =", "<<: *a\n", "? ", "%YAML 9.9\n", "@", "=",
    "=1+1", "http://[", "http://[::1", "//", "javascript:alert(1)", "javascript&colon;x", "\\", "/",
    "../../../x", "x" * 300, "é", "ベーカー", "👩‍👩‍👧", "\u0301", "{ #p1 }", "{: }",
    "{ #p1 .a b=c }",
    "[x][y]", "[x]: ", "[^1]", "[^1]: x\n", "*[HTML]: x\n", "| a |\n|---|\n", ": x\n", "    ",
    "> ", "1. ", "***", "___", "![", "](", "](<", ")", "<!-- apparatus: figure -->",
    "\n\n<!-- apparatus: pledges -->\n\n", "\n\n<!-- apparatus: faced x y -->\n\n",
    "\x02wzxhzdk:0\x03", "\x02klzzwxh:0001\x03", "<!--apparatus:foot:x-->", "STX", "\ue000",
)  # fmt: skip
KEYS = (
    "id", "kind", "name", "aliases", "gloss", "entry", "sources", "confidence", "role", "office",
    "born", "died", "side", "level", "names", "see", "faces", "link", "case", "target", "layer",
    "body", "known", "finding", "outcome", "title", "start", "replaces", "paragraph", "page",
    "exact", "occurrence", "speaker", "entity", "named", "manner", "paragraphs", "notes", "steps",
    "verdict", "stage", "date", "text", "place", "precision", "basis", "here", "unit", "counts",
    "chart", "mark", "period", "label", "type", "author", "issued", "URL", "container-title",
    "original-title", "data", "written", "edition", "licence", "report", "apparatus",
)  # fmt: skip
NUMBERS = st.integers().map(str) | st.floats().map(repr) | st.dates().map(str)
WORDS = st.sampled_from(BITS) | st.text(max_size=12) | st.sampled_from(KEYS) | NUMBERS
PLAIN = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.dates() | st.datetimes() | WORDS
)
VALUES = st.recursive(
    PLAIN,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(KEYS) | WORDS, inner, max_size=4)
    ),
    max_leaves=8,
)
REPEATED = (
    "[", "{", "- ", "> ", "*", "_", "**a", "`", "![", "[a](", "<b>", "<div>", "\n", "a\n", "# a\n",
    "&a [", "&a [*a, *a],\n", "1. ", "    ", "((", "\\", "&lt;", "| a ", "[x][y] ", "\u0301",
    "Ada Quill ", "the ferry ", "[^1]", "~", ": x\n", "<!--", "'", '"', "a: ", "a: {", "{ #p1 }\n",
)  # fmt: skip


def _names(base: dict[str, str]) -> SearchStrategy[str]:
    """Choose a file, of each kind as often."""
    kinds = {name.rpartition(".")[2]: [] for name in base}
    for name in base:
        kinds[name.rpartition(".")[2]].append(name)
    return st.one_of(st.sampled_from(names) for names in kinds.values())


@st.composite
def edited(draw: Callable[..., object], base: dict[str, str]) -> Files:
    """Change one or two files in a few places."""
    files = {}
    for name in draw(st.lists(_names(base), min_size=1, max_size=3, unique=True)):
        text = base[name]
        for _ in range(draw(st.integers(1, 4))):
            text = draw(_change(text))
        files[name] = text.encode("utf-8", "surrogatepass")
    return files


@st.composite
def _change(draw: Callable[..., object], text: str) -> str:
    start = draw(st.integers(0, len(text)))
    lines = text.splitlines(keepends=True) or [""]
    number = draw(st.integers(0, len(lines) - 1))
    how = draw(
        st.sampled_from(["put in", "cell", "cut", "delete", "double", "move", "value", "indent"])
    )
    if how == "cell":
        sign = draw(st.sampled_from([",", '"', ": ", " ", "\n", "[", "#"]))
        cells = text.split(sign)
        cells[draw(st.integers(0, len(cells) - 1))] = draw(WORDS)
        return sign.join(cells)
    if how == "put in":
        return text[:start] + str(draw(WORDS)) + text[start:]
    if how == "cut":
        return text[: start if draw(st.booleans()) else start + draw(st.integers(0, 40))]
    if how == "value":
        key, colon, _ = lines[number].partition(":")
        lines[number] = f"{key}{colon} {draw(WORDS)}\n"
    elif how == "indent":
        lines[number] = " " * draw(st.integers(0, 5)) + lines[number].lstrip(" ")
    elif how == "double":
        lines.insert(number, lines[number])
    else:
        line = lines.pop(number)
        if how == "move":
            lines.insert(draw(st.integers(0, len(lines))), line)
    return "".join(lines)


@st.composite
def filled(draw: Callable[..., object], base: dict[str, str]) -> Files:
    """Give values of any kind to the keys of sound items, or to keys that are none."""
    name = draw(st.sampled_from([one for one in base if one.endswith(".yml")]))
    rows = yaml.safe_load(base[name])
    if isinstance(rows, dict):
        rows["extra"]["apparatus"] = draw(VALUES)
        return {name: _dumped(rows)}
    for _ in range(draw(st.integers(1, 2))):
        row = rows[draw(st.integers(0, len(rows) - 1))]
        if isinstance(row, dict):
            row[draw(st.sampled_from([*row]) | st.sampled_from(KEYS))] = draw(VALUES)
    return {name: _dumped(rows)}


@st.composite
def headed(draw: Callable[..., object], base: dict[str, str]) -> Files:
    """Give a page front matter of any kind."""
    name = draw(st.sampled_from([one for one in base if one.endswith(".md")]))
    free = st.text(max_size=60) | st.lists(WORDS, max_size=8).map("".join)
    asked = st.dictionaries(st.sampled_from(KEYS) | WORDS, VALUES, max_size=4).map(
        lambda front: _dumped(front).decode("utf-8", "surrogatepass")
    )
    lines = st.lists(st.tuples(st.sampled_from(KEYS) | WORDS, WORDS), max_size=4).map(
        lambda rows: "\n".join(f"{key}: {value}" for key, value in rows)
    )
    group = VALUES.map(lambda value: _dumped({"apparatus": value}).decode("utf-8", "surrogatepass"))
    front = draw(free | asked | lines | group)
    end = draw(st.sampled_from(["---\n", "...\n", "", "--- \n", "\n---"]))
    return {name: f"---\n{front}\n{end}{base[name]}".encode("utf-8", "surrogatepass")}


FORMS = (
    "[{}]({})", "![{}]({})", "[{}][{}]", "<a href='{}'>{}</a>", "<p id='{}'>{}</p>",
    "{{ #{} .{} }}", "<!-- apparatus: {} {} -->", "## {} {{ #{} }}", "| {} |\n|---|\n| {} |",
    "[^{}]: {}", "[{}]: {}",
    "<span lang={}>{}</span>", "{}\n: {}", "*[{}]: {}", "```{}\n{}", "<{}>{}", "> {}\n>> {}",
)  # fmt: skip


@st.composite
def marked(draw: Callable[..., object], base: dict[str, str]) -> Files:
    """Put forms of Markdown between the lines of a page, with anything in their places."""
    name = draw(st.sampled_from([one for one in base if one.endswith(".md")]))
    lines = base[name].splitlines()
    for _ in range(draw(st.integers(1, 3))):
        form = draw(st.sampled_from(FORMS)).format(draw(WORDS), draw(WORDS))
        lines.insert(draw(st.integers(0, len(lines))), draw(st.sampled_from(["", "\n"])) + form)
    return {name: "\n".join(lines).encode("utf-8", "surrogatepass")}


@st.composite
def free(draw: Callable[..., object], base: dict[str, str]) -> Files:
    """Put text or bytes from nowhere in the place of a file."""
    name = draw(_names(base).filter(lambda one: one != "mkdocs.yml"))
    pieces = st.lists(WORDS, max_size=30).map("".join)
    content = draw(st.text(max_size=200) | pieces | st.binary(max_size=60))
    coding = draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "latin-1"]))
    if isinstance(content, str):
        errors = "replace" if coding == "latin-1" else "surrogatepass"
        return {name: content.encode(coding, errors)}
    return {name: content}


@st.composite
def long(draw: Callable[..., object], base: dict[str, str]) -> Files:
    """Repeat something often, at the end of a file or in the place of it."""
    name = draw(_names(base).filter(lambda one: one != "mkdocs.yml"))
    bit = draw(st.sampled_from(REPEATED))
    times = draw(st.sampled_from([20, 200, 2_000, 9_000]))
    before = draw(
        st.sampled_from(["", base[name], "---\napparatus: ", "---\napparatus:\n  link: "])
    )
    after = draw(st.sampled_from(["", "\n---\n# A\n", "\n"]))
    return {name: (before + bit * times + after).encode()}


def bad(base: dict[str, str]) -> SearchStrategy[Files]:
    """Make bad input from a sound edition."""
    return st.one_of(kind(base) for kind in (edited, filled, headed, marked, free, long))


def _dumped(value: object) -> bytes:
    try:
        text = yaml.safe_dump(value, allow_unicode=True, sort_keys=False)
    except yaml.YAMLError:
        text = json.dumps(value, default=_plain)
    return text.encode("utf-8", "surrogatepass")


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, dt.date) else repr(value)
