"""An edition whose every text is hostile: payloads in each field of its data.

What the engine's checks refuse is taken out again, and remembered.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from html import escape
from itertools import cycle
from typing import TYPE_CHECKING, Any

import markdown
import yaml
from apparatus.build import Build
from apparatus.data import loading
from apparatus.data.edition import UNKNOWN
from apparatus.hosts.extension import ApparatusExtension
from apparatus.pieces import SHELVES
from apparatus.templates.render import Renderer
from builds import PROJECT, Built, mkdocs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from apparatus.problems import Problem

    Row = dict[str, Any]
    Way = tuple[str | int, ...]

LIST = PROJECT / "tests/engine/browser/payloads.yml"
EXTENSIONS = ["attr_list", "md_in_html", "def_list", "tables", "footnotes", "toc"]
SETTINGS = f"""\
site_name: Hostile
site_url: https://example.org/
theme: {{name: material, custom_dir: "{PROJECT}/overrides", font: false}}
extra_css: [assets/site.css]
extra:
  apparatus:
    {{edition: "2026-01-31", written: "1990-06-16", search: [glossary.md], open: all}}
hooks: ["{PROJECT}/hooks/crosslinks.py"]
plugins: []
markdown_extensions: {EXTENSIONS}
"""
PAGES = {
    "index": "# Home\n\n<!-- apparatus: sourcing short -->\n",
    "sources": "# Sources\n",
    "cite": "# Cite\n",
    "sourcing": "# Sourcing\n\n<!-- apparatus: sourcing -->\n",
    "timeline": "# Timeline\n\n<!-- apparatus: timeline -->\n",
    "pledges": "# Pledges\n\n<!-- apparatus: pledges -->\n",
    "faced": "# Faced\n\n<!-- apparatus: faced -->\n",
}
OTHERS = cycle(("organization", "place", "event", "document", "term"))
LAYERS = cycle(("people", "institutions", "terms", "events", "rhetoric", "sourcing"))
OUTCOMES = cycle(("kept", "partly kept", "compromise", "reversed", "not kept"))
SURE = {"sources": ["s0"], "confidence": "high"}
MARK_RE = re.compile(r" ~(\d+)~")
"""What ends each payload: its number, by which a site is asked whether it holds it."""
_LITERAL_RE = re.compile(r"[\\`*_{}\[\]()#+\-.!]")
HARMLESS = {
    "born": "1990",
    "died": "1990",
    "issued": "1990",
    "known": "1990",
    "URL": "https://example.org/",
    "same_as": "https://example.org/",
}
"""What a refused payload gives way to, where words will not do."""


def payloads() -> list[str]:
    """Read them all; each says by its number which it is, if it runs."""
    groups = yaml.safe_load(LIST.read_text(encoding="utf-8"))
    every = [one for group in groups.values() for one in group]
    return [f"{one.replace('alert(1)', f'alert({n})')} ~{n}~" for n, one in enumerate(every)]


@dataclass
class Hostile:
    """A project with payloads, and where they are."""

    folder: Path
    rows: dict[str, list[Row]]
    refused: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    """By field, as `sources.author.family`: the numbers of payloads."""

    @property
    def placed(self) -> dict[str, set[int]]:
        """Say which payloads stand in which field."""
        found = defaultdict(set)
        for name, rows in self.rows.items():
            for way, text in _texts(rows):
                found[_named(name, way)].update(_numbers(text))
        return {name: its for name, its in found.items() if its}

    def build(self) -> Built:
        """Take out what is refused, and build the rest."""
        for name, text in {**PAGES, **_pages(self.rows)}.items():
            _write(self.folder / f"docs/{name}.md", text)
        _write(self.folder / "mkdocs.yml", SETTINGS)
        while self._take_out(self._problems()):
            pass  # what is refused first may hide what is refused next
        run = mkdocs("build", cwd=self.folder)
        assert run.returncode == 0, run.stderr[-4000:]
        return Built(self.folder / "site", run.stderr)

    def _problems(self) -> list[Problem]:
        for name, rows in self.rows.items():
            _write(self.folder / "data" / name, _written(name, rows)[0])
        data, problems = loading.load(self.folder / "data", "data", SHELVES)
        if problems := [*problems, *data.unmarked]:
            return problems
        build = Build(data, Renderer(), UNKNOWN._replace(language="en"))
        pages = _pages(self.rows)
        build.expect({f"{name}.md": f"{name}/" for name in (*PAGES, *pages)})
        reader = markdown.Markdown(extensions=[*EXTENSIONS, ApparatusExtension(build)])
        for name, text in pages.items():
            build.begin(f"{name}.md", lambda text=text: text, f"docs/{name}.md")
            reader.reset().convert(text)
        return build.problems

    def _take_out(self, problems: list[Problem]) -> bool:
        written = {name: _written(name, rows) for name, rows in self.rows.items()}
        out = set()
        for problem in problems:
            name = problem.where.file.removeprefix("data/")
            _, starts, ways = written[name]
            *before, key = way = ways[bisect_right(starts, problem.where[1:]) - 1]
            owner: Any = self.rows[name]
            for step in before:
                owner = owner[step]
            if len(numbers := _numbers(owner[key])) != 1:
                assert way in out, problem
                continue
            out.add(way)
            self.refused[_named(name, way)].update(numbers)
            kind = next(step for step in reversed(way) if isinstance(step, str))
            instead = HARMLESS.get(kind, f"words {numbers[0]}")
            if kind == "not_in":  # it holds a name, and that may have given way by now
                instead = f"{self.rows[name][way[0]]['name']} again"
            # A payload that is no address may still be a part of one.
            part = kind in ("URL", "same_as") and not owner[key].startswith("https://example.org/")
            owner[key] = f"https://example.org/{owner[key]}" if part else instead
        return bool(problems)


def edition(folder: Path) -> Hostile:
    """Put the payloads into every field that holds text."""
    every = payloads()
    sound = [one for one in every if one.isprintable() and one.isascii()]

    def joined(size: int) -> list[str]:
        return [" ".join(sound[n : n + size]) for n in range(0, len(sound), size)]

    sides = joined(len(sound) // 2 + 1)
    persons = [
        {
            "id": f"f{n}", "kind": "person", "name": f"Person {n}", "gloss": "x",
            "entry": f"glossary.md#f{n}", "side": sides[n % 2], "level": level, "sources": ["s0"],
            "faces": [{"id": f"f{m}"} for m in range(len(joined(20))) if (m - n) % 2],
        }
        for n, level in enumerate(joined(20))
    ]  # fmt: skip
    hows = iter(joined(4))
    for person in persons[::2]:
        for face, how in zip(person["faces"], hows, strict=False):
            face["how"] = how
    rows: dict[str, list[Row]] = {
        "entities.yml": [*(_entity(n, p) for n, p in enumerate(every)), *persons],
        "sources.yml": [_source(n, p) for n, p in enumerate(every)],
        "annotations.yml": [_note(n, p) for n, p in enumerate(every)],
        "statements.yml": [_statement(n, p) for n, p in enumerate(every)],
        "events.yml": [_event(n, p) for n, p in enumerate(every)],
        "pledges.yml": [_pledge(n, p, joined(20)) for n, p in enumerate(joined(5))],
        "figures.yml": [],
    }
    for n, (words, series) in enumerate(zip(joined(20), reversed(joined(20)), strict=True)):
        numbers = range(n, len(every), len(joined(20)))
        rows["figures.yml"].append(_figure(n, words))
        rows[f"figures/f{n}.csv"] = [
            {"period": every[m], "value": "1", "source": "s0", "confidence": "high",
             "series": series, "note": every[m]} for m in numbers
        ]  # fmt: skip
    return Hostile(folder, rows)


def _entity(n: int, p: str) -> Row:
    return {
        "id": f"e{n}", "kind": next(OTHERS), "name": p, "aliases": [{"text": f"{p} again"}],
        "gloss": p, "entry": f"glossary.md#e{n}", "role": p, "office": p, "side": p, "level": p,
        "born": p, "died": p, "names": {"ja": p, "kana": p, "romaji": p, "ar": p, "zh-Hans": p},
        "same_as": [p], "sort": p, "not_in": [f"{p} again and again"],
        "sources": ["s0", f"s{n}"], "see": ["e0"] if n else [], "link": "first-in-page",
    }  # fmt: skip


def _source(n: int, p: str) -> Row:
    return {
        "id": f"s{n}", "type": "book", "title": p, "original-title": p, "issued": p,
        "author": [{"family": p, "given": p}, {"literal": p}], "container-title": p,
        "publisher": p, "URL": p, "language": p, "volume": p, "issue": p, "page": p, "note": p,
    }  # fmt: skip


def _note(n: int, p: str) -> Row:
    target = {"page": _page(n), "paragraph": n + 1, "exact": p}
    return {
        "id": f"n{n}", "target": target, "layer": next(LAYERS), "body": p, "title": p, "known": p,
        "author": p, "tags": [p], **SURE,
    }  # fmt: skip


def _statement(n: int, p: str) -> Row:
    return {
        "id": f"t{n}", "page": _page(n), "paragraph": n + 1, "speaker": p, "named": bool(n % 2),
        "side": p, "manner": "quoted", "exact": p, **SURE,
    }  # fmt: skip


def _event(n: int, p: str) -> Row:
    return {
        "id": f"v{n}", "date": "1990-06", "place": p, "title": p, "text": p,
        "precision": "inferred", "basis": p, **SURE,
    }  # fmt: skip


def _pledge(n: int, p: str, stages: list[str]) -> Row:
    steps = [{"stage": stages[(n + m) % len(stages)], "text": p, "sources": ["s0"]} for m in (0, 7)]
    return {
        "id": f"g{n}", "title": p, "side": p, "verdict": p, "steps": steps,
        "outcome": next(OUTCOMES), "confidence": "high",
    }  # fmt: skip


def _figure(n: int, p: str) -> Row:
    return {
        "id": f"f{n}", "title": p, "unit": p, "counts": p, "text": p, "sources": ["s0"],
        "chart": "bar",
    }  # fmt: skip


def _page(n: int) -> str:
    """Name the page that speaks of a payload."""
    return f"annotated{n // 100 or ''}.md"


def _pages(rows: dict[str, list[Row]]) -> dict[str, str]:
    """Write the pages that depend on data: a paragraph for each payload, as mere words."""
    annotated: dict[str, str] = {}
    for n, p in enumerate(payloads()):
        paragraph = f"Then {_literal(p)} stood here, and words {n} too.\n{{ #p{n + 1} }}\n\n"
        name = _page(n).removesuffix(".md")
        annotated[name] = annotated.get(name, "# Annotated\n\n") + paragraph
    entries = (
        f"## Entry {row['id']} {{ #{row['id']} }}\n\nWords of it.\n\n"
        for row in rows["entities.yml"]
    )
    figures = (f"<!-- apparatus: figure {row['id']} -->\n\n" for row in rows["figures.yml"])
    return {
        **annotated,
        "glossary": "# Glossary\n\n" + "".join(entries),
        "figures": "# Figures\n\n" + "".join(figures),
    }


def _literal(text: str) -> str:
    """Write words so that Markdown takes them as they are."""
    plain = escape(_LITERAL_RE.sub(r"\\\g<0>", " ".join(text.split())), quote=False)
    return re.sub("[\u4e00-\u9fff]+", '<span lang="ja">\\g<0></span>', plain)


class _Dumper(yaml.CSafeDumper):
    """Every text in quotation marks, in one line."""

    def ignore_aliases(self, _data: object) -> bool:
        """Write everything out."""
        return True


_Dumper.add_representer(
    str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"')
)


def _written(name: str, rows: list[Row]) -> tuple[str, list[tuple[int, int]], list[Way]]:
    """Write a file. Out: also the lines and columns of its values, and the ways to them."""
    if name.endswith(".yml"):
        text = yaml.dump(rows, Dumper=_Dumper, sort_keys=False, width=10**9)
        found = sorted(_scalars(yaml.compose(text, yaml.CSafeLoader), ()))
        return text, [start for start, _ in found], [way for _, way in found]
    lines, starts, ways = [",".join(rows[0])], [], []
    for number, row in enumerate(rows):
        lines.append("")
        for key, value in row.items():
            starts.append((len(lines), len(lines[-1]) + 1))
            ways.append((number, key))
            first, *more = ('"' + value.replace('"', '""') + '",').split("\n")
            lines[-1] += first
            lines += more
        lines[-1] = lines[-1].removesuffix(",")
    return "\n".join(lines), starts, ways


def _scalars(node: yaml.Node, way: Way) -> Iterator[tuple[tuple[int, int], Way]]:
    pairs = enumerate(node.value)
    if isinstance(node, yaml.MappingNode):
        pairs = ((key.value, value) for key, value in node.value)
        keys = {key.value: key for key, _ in node.value}
    for step, its in pairs:
        if isinstance(its, yaml.ScalarNode):
            # A mistake may be told of where the key of a value begins.
            mark = (keys[step] if isinstance(node, yaml.MappingNode) else its).start_mark
            yield (mark.line + 1, mark.column + 1), (*way, step)
        else:
            yield from _scalars(its, (*way, step))


def _texts(value: object, way: Way = ()) -> Iterator[tuple[Way, str]]:
    if isinstance(value, str):
        yield way, value
    elif isinstance(value, list | dict):
        for step, its in enumerate(value) if isinstance(value, list) else value.items():
            yield from _texts(its, (*way, step))


def _named(name: str, way: Way) -> str:
    stem = re.sub(r"figures/.*", "points", name).removesuffix(".yml")
    return ".".join((stem, *(step for step in way if isinstance(step, str))))


def _numbers(text: str) -> list[int]:
    return [int(number) for number in MARK_RE.findall(text)]


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")
