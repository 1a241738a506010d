"""Plant small mistakes in the engine and see which of them no test notices.

    python tests/mutants/run.py [module …] [--number 25] [--seed 1] [--jobs 2] [--threshold 95]

Each mistake is planted in a copy of the project and tried against the tests that run its line.
What changes nothing that anybody can see is listed, by its words, in `same.txt`. As a plugin of
pytest this file notes which test runs which lines.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import queue
import random
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path

import pytest
from changes import changes

MODULES = [
    "apparatus.links.matcher", "apparatus.links.mentions", "apparatus.links.policy",
    "apparatus.links.linker", "apparatus.text.normal", "apparatus.text.stream",
    "apparatus.text.edits", "apparatus.text.addresses", "apparatus.data.schema",
    "apparatus.data.loading", "apparatus.data.ambiguity", "apparatus.notes.body",
    "apparatus.notes.anchoring", "apparatus.exports.web_annotation",
]  # fmt: skip
"""What is tried."""
TESTS = ["tests/engine/core", "tests/engine/exports"]
HERE = Path(__file__).parent
PROJECT = HERE.parent.parent
LEFT_OUT = (".git", ".venv", ".cache", "site", "__pycache__", ".*_cache", ".hypothesis")
PATIENCE = 300

# -- as a plugin ---------------------------------------------------------------------------------

TRACED = set(json.loads(os.environ.get("MUTANTS_TRACED", "[]")))
RAN: dict[str, dict[str, list[int]]] = {}
TOOK: dict[str, float] = {}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    lines: dict[str, set[int]] = {}

    def local(frame, _event, _argument):
        lines.setdefault(frame.f_code.co_filename, set()).add(frame.f_lineno)
        return local

    start = time.perf_counter()
    if TRACED:
        sys.settrace(lambda frame, *_: local if frame.f_code.co_filename in TRACED else None)
    try:
        return (yield)
    finally:
        if TRACED:
            sys.settrace(None)
        RAN[item.nodeid] = {name: sorted(its) for name, its in lines.items()}
        TOOK[item.nodeid] = time.perf_counter() - start


def pytest_sessionfinish():
    if TRACED:
        Path("traced.json").write_text(json.dumps([RAN, TOOK]), encoding="utf-8")


# -- as a program --------------------------------------------------------------------------------


def run(copy: Path, tests: list[str], traced: list[str]) -> bool:
    """Run tests in a copy of the project; say whether they pass, within some minutes."""
    (copy / "tests.asked").write_text("\n".join(tests), encoding="utf-8")
    program = [
        sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-p", "no:randomly",
        "-p", "run", "--hypothesis-profile=quick", "@tests.asked",
    ]  # fmt: skip
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(HERE),
                   "MUTANTS_TRACED": json.dumps(traced)}  # fmt: skip
    try:
        return subprocess.run(
            program, cwd=copy, env=environment, capture_output=True, check=False,
            timeout=None if traced else PATIENCE,  # tracing takes its time
        ).returncode == 0  # fmt: skip
    except subprocess.TimeoutExpired:
        return False


class Trial:
    """Copies of the project, and what is known of its tests."""

    def __init__(self, folder: Path, jobs: int, paths: list[Path]) -> None:
        """Make the copies, and find which test runs which lines of some modules."""
        self.sources = {path: (PROJECT / path).read_text(encoding="utf-8") for path in paths}
        self.same = set((HERE / "same.txt").read_text(encoding="utf-8").splitlines())
        self.copies: queue.Queue[Path] = queue.Queue()
        for number in range(jobs):
            left_out = shutil.ignore_patterns(*LEFT_OUT)
            self.copies.put(shutil.copytree(PROJECT, folder / str(number), ignore=left_out))
        self.first = folder / "0"
        if not run(self.first, TESTS, [str(self.first / path) for path in paths]):
            sys.exit("The tests do not pass without a mistake either.")
        ran, took = json.loads((self.first / "traced.json").read_text(encoding="utf-8"))
        # The quickest first: mostly one of them notices.
        self.ran = {test: ran[test] for test in sorted(ran, key=took.__getitem__)}

    def __call__(self, path: Path, index: int) -> str:
        """Plant the mistake of a number in a module; say how that ends."""
        source = self.sources[path]
        tree = ast.parse(source)
        change = changes(tree)[index]
        shown = f"{path}:{change.line}: {change.words}"
        if f"{path.stem}: {change.words}" in self.same:
            return f"same      {shown}"
        at = str(self.first / path)
        tests = [test for test, ran in self.ran.items() if at in ran
                 and (not change.inside or not set(ran[at]).isdisjoint(change.lines))]  # fmt: skip
        change.make()
        copy = self.copies.get()
        (copy / path).write_text(ast.unparse(ast.fix_missing_locations(tree)), encoding="utf-8")
        survived = not tests or run(copy, tests, [])
        (copy / path).write_text(source, encoding="utf-8")
        self.copies.put(copy)
        return f"{'survived' if survived else 'killed':10}{shown}"


def main() -> int:
    """Try the mistakes, print them, and tell by the exit code whether enough were noticed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("modules", nargs="*", help="last parts of names; without any, all")
    for name, default in (("number", 25), ("seed", 1), ("jobs", 2), ("threshold", 95)):
        parser.add_argument(f"--{name}", type=int, default=default)
    asked = parser.parse_args()
    sys.path.insert(0, str(PROJECT / "hooks"))
    named = [one for one in MODULES
             if not asked.modules or one.rpartition(".")[2] in asked.modules]  # fmt: skip
    paths = [Path(find_spec(one).origin).relative_to(PROJECT) for one in named]
    picked = []
    for path in paths:
        every = range(len(changes(ast.parse((PROJECT / path).read_text(encoding="utf-8")))))
        dice = random.Random(f"{asked.seed} {path.stem}")  # noqa: S311 - no secret
        picked += [(path, at) for at in sorted(dice.sample(every, min(asked.number, len(every))))]
    counts = {"killed": 0, "survived": 0, "same": 0}
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(asked.jobs) as pool:
        trial = Trial(Path(folder), asked.jobs, paths)
        for line in pool.map(lambda one: trial(*one), picked):
            counts[line.split()[0]] += 1
            print(line, flush=True)
    share = 100 * counts["killed"] / max(1, counts["killed"] + counts["survived"])
    print(f"{counts}: {share:.1f} % of those that change something were noticed.")
    return 0 if share >= asked.threshold else 1


if __name__ == "__main__":
    sys.exit(main())
