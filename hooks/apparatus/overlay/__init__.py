"""Our notes on a reader's own copy of a text that may not be printed.

`normal` reads a copy into words, by the rule in `normal-form.md`; `sketch` makes of a passage what
is published of it, and no more than that; `placing` finds passages in a copy by it, and never
guesses, with `windows`, `chains` and `torn`; `fingerprint` makes the data of an edition from a
lawful copy. The script that readers have, `assets/overlay/overlay.js`, does the same but for the
last; both pass the same cases.
"""

from ..late import late

__getattr__ = late(__name__)
RULE = 1
"""The version of the rule; fingerprints of another cannot be compared."""
