"""Files that save work: what is read back is what was written, or nothing."""

from __future__ import annotations

import os

import pytest
from apparatus.data import kept

BODY = b"some kept work\n\x00"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "some/folders/kept.bin"


def test_what_is_kept_comes_back(path):
    kept.write(path, BODY, b"stamp")
    assert kept.read(path, b"stamp") == BODY
    kept.write(path, b"", b"other")
    assert kept.read(path, b"other") == b""
    kept.write(path, BODY)
    assert kept.read(path) == BODY
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_a_link_in_the_way_is_not_followed(path, tmp_path):
    outside = tmp_path / "outside"
    outside.write_text("theirs")
    path.parent.mkdir(parents=True)
    path.with_name(f"{path.name}.{os.getpid()}.new").symlink_to(outside)
    kept.write(path, BODY)
    assert kept.read(path) == BODY
    assert outside.read_text() == "theirs"


def test_what_is_not_there_or_stale_is_nothing(path):
    assert kept.read(path, b"stamp") is None
    kept.write(path, BODY, b"stamp")
    for stamp in (b"", b"stamp2", b"stam", b"stamp\0"):
        assert kept.read(path, stamp) is None
    path.write_bytes(b"")
    assert kept.read(path, b"stamp") is None


def test_a_stamp_and_what_follows_it_are_two_things(path):
    kept.write(path, b"b" + BODY, b"a")
    assert kept.read(path, b"ab") is None


def test_any_damage_is_nothing(path):
    kept.write(path, BODY, b"stamp")
    sound = path.read_bytes()
    damaged = [sound[:-1], sound + b"\n", sound[1:], sound[:20], sound[20:]]
    for at in range(len(sound)):
        damaged += [sound[:at] + bytes([sound[at] ^ bit]) + sound[at + 1 :] for bit in (1, 128)]
    for content in damaged:
        path.write_bytes(content)
        assert kept.read(path, b"stamp") is None
    path.write_bytes(sound)
    assert kept.read(path, b"stamp") == BODY


def test_where_nothing_can_be_kept_nothing_happens(tmp_path):
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    kept.write(tmp_path / "file/kept", BODY)
    assert kept.read(tmp_path / "file/kept") is None
    (tmp_path / "kept").mkdir()
    kept.write(tmp_path / "kept", BODY)
    assert kept.read(tmp_path / "kept") is None
