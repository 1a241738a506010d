"""Files that save later builds some work: what is stale or damaged counts as missing."""

from __future__ import annotations

from contextlib import suppress
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_SIZE = 20


def read(path: Path, stamp: bytes = b"") -> bytes | None:
    """Read back what was kept under a stamp; nothing when it is missing, stale or damaged."""
    with suppress(OSError):
        content = path.read_bytes()
        if content[:_SIZE] == _hash(stamp, content[_SIZE:]):
            return content[_SIZE:]
    return None


def write(path: Path, body: bytes, stamp: bytes = b"") -> None:
    """Keep something, with a stamp of what it was made from."""
    with suppress(OSError):  # a folder that cannot be written costs time, nothing else
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f"{path.name}.new")
        fresh.write_bytes(_hash(stamp, body) + body)
        fresh.replace(path)


def _hash(stamp: bytes, body: bytes) -> bytes:
    made = blake2b(stamp, digest_size=_SIZE)
    made.update(b"\0")
    made.update(body)
    return made.digest()
