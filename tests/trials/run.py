"""Edit projects at random while MkDocs serves them, and compare each site with a clean build.

    python tests/trials/run.py [edits] [--seed 1] [--corpus small]
    python tests/trials/run.py --corpus small --edits 'prose:7 gloss:12'

The second form does again what the first has found.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
import time
from collections import Counter
from itertools import count as counted
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS / name) for name in ("trials", "bench", "", "../hooks", "installed")]

from clean import Builder  # noqa: E402 - they are found now
from corpora import CORPORA  # noqa: E402
from kinds import KINDS, Edit, dealt  # noqa: E402
from trial import Trial, project_path, shrunk  # noqa: E402

ROUND = 25
"""So many edits one server gets."""
SHARES = {"small": 0.25, "sample": 0.25, "own": 0.1, "poem": 0.08, "letter": 0.06, "statute": 0.06,
          "beside": 0.06, "languages": 0.04, "offline": 0.05, "mkdocs": 0.03,
          "readthedocs": 0.02}  # fmt: skip
SHRINKING = 240.0


def main() -> int:
    """Say what was found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("count", nargs="?", type=int, default=100)
    parser.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000)
    parser.add_argument("--corpus", choices=CORPORA)
    parser.add_argument("--edits", help="such as 'prose:7 gloss:12'")
    parser.add_argument("--shrink", type=float, default=SHRINKING, help="seconds for a fault")
    asked = parser.parse_args()
    logging.getLogger("mkdocs").addHandler(logging.NullHandler())
    logging.getLogger("mkdocs").propagate = False
    os.environ |= {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1770000000"}
    with Builder(project_path()) as builder:
        if asked.edits:
            edits = [Edit.read(text) for text in asked.edits.split()]
            found = Trial(asked.corpus or "small", builder).run(edits, len(edits))
            print(*found.again, found.fault or "as a clean build", sep="\n")
            return bool(found.fault)
        return _random(builder, asked)


def _random(builder: Builder, asked: argparse.Namespace) -> int:
    shares = {asked.corpus: 1.0} if asked.corpus else SHARES
    used: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    compared = faults = 0
    part = 0.0
    for corpus, share in shares.items():
        left = round(asked.count * (part + share)) - round(
            asked.count * part
        )  # all in all the count
        part += share
        for seed in counted(asked.seed):
            if left <= 0:
                break
            found = Trial(corpus, builder).run(dealt(seed), min(left, ROUND))
            left -= ROUND if found.fault else len(found.edits)
            used.update(edit.kind for edit in found.edits)
            refused.update(found.refused)
            compared += found.compared
            done = f"{corpus}, seed {seed}: {len(found.edits)} edits, {found.compared} compared"
            print(done, *found.again, sep="\n  ", flush=True)
            if found.fault:
                faults += 1
                least = shrunk(found, builder, asked.shrink)
                print(
                    f"\n{corpus}, seed {seed}: {least.fault}\nAgain: {least.command()}", flush=True
                )
    print(f"never: {sorted(KINDS.keys() - used.keys())}")
    print(f"refused: {dict(refused.most_common())}")
    print(f"{used.total()} edits of {len(used)} kinds, {compared} sites compared, {faults} faults, "
          f"seed {asked.seed}")  # fmt: skip
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
