"""All measurements in one run: candidates in turn, medians of CPU seconds, a table and JSON."""

from __future__ import annotations

import json
import multiprocessing
import os
import platform
import tempfile
from pathlib import Path
from typing import Any

import linker
import planted
import serving
from corpus import (
    ABBR,
    AUTOREFS,
    COMPILING,
    EZGLOSSARY,
    FIRST,
    HAND,
    OURS,
    OURS_PRUNED,
    PEER_PLAIN,
    PLAIN,
    PLAIN_PRUNED,
    Candidate,
    Corpus,
)  # fmt: skip
from processes import KEPT, Run, build, median

ROUNDS = int(os.environ.get("ROUNDS", "5"))
LARGE = 1000
"""From how many pages on a build takes so long that fewer rounds are steady enough."""
CELLS = os.environ.get("CELLS", "10x50 10x500 100x500 100x5000 1000x500 1000x5000").split()
ALWAYS = (PLAIN, HAND, OURS, COMPILING, PLAIN_PRUNED, OURS_PRUNED)
SMALL = (FIRST, PEER_PLAIN, AUTOREFS, EZGLOSSARY, ABBR)
BASES = {
    "linked, pruned": "plain, pruned",
    "abbr, glossary option": "plain (peers)",
    "autorefs": "plain (peers)",
    "ezglossary": "plain (peers)",
}


def cell(pages: int, entities: int) -> dict[str, dict[str, float]]:
    """Build one corpus with every candidate, in turn, and compare each with its plain build."""
    candidates: tuple[Candidate, ...] = ALWAYS + (SMALL if pages < LARGE else ())
    runs: dict[str, list[Run]] = {candidate.name: [] for candidate in candidates}
    with tempfile.TemporaryDirectory() as name:
        folders = {c.name: Path(name) / str(number) for number, c in enumerate(candidates)}
        # In a process of its own: what starts a build must be small, or its size counts as peak.
        writer = multiprocessing.Process(target=write, args=(pages, entities, folders))
        writer.start()
        writer.join()
        for turn in range((ROUNDS if pages < LARGE else 2) + 1):
            for candidate in candidates:
                run = build(folders[candidate.name], candidate)
                if turn:  # the first one fills caches
                    runs[candidate.name].append(run)
    medians = {which: median(its) for which, its in runs.items()}
    return {
        which: {
            "cpu": round(its.cpu, 3),
            "wall": round(its.wall, 3),
            "memory_mb": round(its.memory / 1024, 1),
            "over_plain": round(its.cpu / medians[BASES.get(which, "plain")].cpu, 3),
            "memory_over_plain": round(its.memory / medians[BASES.get(which, "plain")].memory, 3),
            "over_hand": round(its.cpu / medians["links by hand"].cpu, 3),
            "over_default_plain": round(its.cpu / medians["plain"].cpu, 3),
        }
        for which, its in medians.items()
    }


def bars(found: dict[str, Any]) -> dict[str, str]:
    """Hold ratios of this run against the bars: each figure, its bar, and whether it is kept."""
    rows: dict[str, tuple[float, float]] = {}
    if its := found["builds"].get("100x5000"):
        linked, compiling = its[OURS.name], its[COMPILING.name]
        rows = {
            "100 x 5000, linked / plain, CPU": (linked["over_plain"], 1.10),
            "100 x 5000, theme compiled anew / plain, CPU": (compiling["over_plain"], 1.15),
            "100 x 5000, linked / plain, peak memory": (linked["memory_over_plain"], 1.13),
        }
    # 0.27 ms a page, where Markdown took 2.4.
    rows["linker alone / Markdown of the same page, CPU"] = (
        found["linker"]["over_markdown"][500],
        0.11,
    )
    return {
        what: f"{got:.3f} for {bar:g}: {'kept' if got <= bar else 'MISSED'}"
        for what, (got, bar) in rows.items()
    }


def write(pages: int, entities: int, folders: dict[str, Path]) -> None:
    """Write one corpus for every candidate."""
    corpus = Corpus(pages, entities)
    for candidate in ALWAYS + SMALL:
        if candidate.name in folders:
            corpus.write(folders[candidate.name], candidate)


def table(cells: dict[str, Any]) -> str:
    """Write the builds as a Markdown table."""
    lines = [
        "| pages x entities | candidate | CPU s | x plain | x by hand | x default | MB | x plain |",
        "|---|---|--:|--:|--:|--:|--:|--:|",
    ]
    for size, found in cells.items():
        for which, row in found.items():
            lines.append(
                f"| {size} | {which} | {row['cpu']:.2f} | {row['over_plain']:.2f} "
                f"| {row['over_hand']:.2f} | {row['over_default_plain']:.2f} "
                f"| {row['memory_mb']:.0f} | {row['memory_over_plain']:.2f} |"
            )
    return "\n".join(lines)


def main() -> None:
    """Measure everything; print and keep it."""
    KEPT.mkdir(parents=True, exist_ok=True)
    found: dict[str, Any] = {"python": platform.python_version(), "rounds": ROUNDS, "builds": {}}
    for size in CELLS:
        pages, entities = (int(number) for number in size.split("x"))
        found["builds"][size] = cell(pages, entities)
        print(table({size: found["builds"][size]}), flush=True)
        (KEPT / "results.json").write_text(json.dumps(found, indent=2), "utf-8")
    found["linker"] = linker.main()
    found["bars"] = bars(found)
    print(json.dumps(found["bars"], indent=2), flush=True)
    found["links"] = planted.main()
    found["serve"] = serving.main()
    rest = {key: found[key] for key in ("bars", "linker", "links", "serve")}
    text = table(found["builds"]) + "\n\n```json\n" + json.dumps(rest, indent=2) + "\n```\n"
    (KEPT / "results.json").write_text(json.dumps(found, indent=2), "utf-8")
    (KEPT / "results.md").write_text(text, "utf-8")
    print(json.dumps(rest, indent=2))
    print(f"Kept in {KEPT.relative_to(Path.cwd())}/results.md and results.json.")


if __name__ == "__main__":
    main()
