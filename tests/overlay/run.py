"""Try copies that chance has spoilt: `python tests/overlay/run.py [HOW MANY] [TEXT] [SALT] [SEED]`.

Without a text of yours, and the salt of its fingerprint, it is the story in this folder. Seeds are
counted from the one given on: those below 4,000 are known to who set the limits. What is found is
counted by the way in which copies were spoilt; a wrong placement makes the exit code 1.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

PROJECT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(PROJECT / "hooks"), str(PROJECT / "tests")]

from apparatus.overlay import fingerprint  # noqa: E402
from overlay_script import trials  # noqa: E402
from overlaying import paragraphs  # noqa: E402

AT_ONCE = 500


def main(number: int, source: str, salt: str, seed: int) -> int:
    """Run so many trials, from a seed on. Out: the exit code."""
    given = Path(source).read_text("utf-8") if source else ""
    passages = [one for one in fingerprint.paragraphs(given) if len(one.split()) > 30]
    counts: dict[str, Counter[str]] = {}
    faults, slowest = 0, 0.0
    for done in range(0, number, AT_ONCE):
        told = trials(
            min(AT_ONCE, number - done), seed + done, passages=passages or paragraphs(), salt=salt
        )
        for way, its in told["counts"].items():
            for one in way.split("+"):
                counts.setdefault(one, Counter()).update(its)
        for fault in told["faults"]:
            print("WRONG", fault)
        faults += len(told["faults"])
        slowest = max(slowest, told["slowest"])
    for way, its in sorted(counts.items()):
        print(
            f"{way:<18}",
            *(f"{its[one]:>6} {one}" for one in ("exact", "differs", "missing", "twice", "unsure")),
        )
    print(f"{number} trials, {faults} wrong placements, slowest {slowest:.0f} ms")
    return 1 if faults else 0


if __name__ == "__main__":
    count, text, salted, start = [*sys.argv[1:], *["10000", "", "", "0"][len(sys.argv) - 1 :]]
    sys.exit(main(int(count), text, salted, int(start)))
