"""The overlay's script in Node, as readers have it in a browser."""

from __future__ import annotations

from typing import Any

import node
from builds import PROJECT
from overlaying import FOLDER, SALT, paragraphs, printed, strangers

SCRIPT = (PROJECT / "hooks/apparatus/assets/overlay/overlay.js").read_text("utf-8")


def in_node(body: str, given: object) -> Any:
    """Run some lines in Node beside the script: what they return, `its` being what is given."""
    text = f"""
import vm from "node:vm";
async function answer([script, its]) {{
  vm.runInThisContext(script);
  const {{ read, sketcher, tag, tidy, words }} = globalThis.apOverlay;
  {body}
}}
"""
    return node.run(text, [SCRIPT, given])


def trials(number: int, first: int = 0, **changed: Any) -> dict[str, Any]:
    """Try copies that chance has spoilt: what was found in them, and each wrong placement."""
    passages = changed.pop("passages", None) or paragraphs()
    salt = changed.pop("salt", None) or SALT
    given = {
        "script": SCRIPT,
        "print": printed(passages, salt=salt),
        "passages": passages,
        "foreign": strangers(),
        "first": first,
        "trials": number,
        "rates": [0, 0.005, 0.01, 0.02, 0.04],
        **changed,
    }
    return node.run(FOLDER / "trials.js", given, seconds=7200)
