"""Instructions of whole builds, counted by valgrind: figures that no other load on a machine moves.

Slow (about thirty times a build), so not part of `make bench`; it needs Debian's `valgrind`.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from corpus import COMPILING, HAND, OURS, PLAIN, Candidate, Corpus
from processes import build, environment, prepare

CANDIDATES = (PLAIN, HAND, OURS, COMPILING)
COUNT = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]
_REFS_RE = re.compile(r"I\s+refs:\s+([\d,]+)")


def count(folder: Path, candidate: Candidate) -> int:
    """Count the instructions of one build; an earlier one has filled the caches."""
    build(folder, candidate)
    run = subprocess.run(
        [*COUNT, *prepare(folder, candidate)],
        cwd=folder,
        env={**environment(folder), "PYTHONHASHSEED": "0"},
        capture_output=True,
        text=True,
        check=True,
    )
    found = _REFS_RE.search(run.stderr)
    if found is None:
        sys.exit(run.stderr)
    return int(found[1].replace(",", ""))


def main() -> None:
    """Count for each size named (pages x entities), and print a table."""
    print("| pages x entities | candidate | million instructions | x plain | x by hand |")
    print("|---|---|--:|--:|--:|")
    for size in sys.argv[1:] or ["10x500", "100x500", "100x5000"]:
        pages, entities = (int(number) for number in size.split("x"))
        corpus = Corpus(pages, entities)
        counts = {}
        with tempfile.TemporaryDirectory() as name:
            for number, candidate in enumerate(CANDIDATES):
                folder = Path(name) / str(number)
                corpus.write(folder, candidate)
                counts[candidate.name] = count(folder, candidate)
        for which, its in counts.items():
            over = [its / counts[base] for base in (PLAIN.name, HAND.name)]
            print(f"| {size} | {which} | {its / 1e6:.0f} | {over[0]:.3f} | {over[1]:.3f} |")


if __name__ == "__main__":
    main()
