"""A small project in a folder of its own, and servers that are started there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from serving import Server, project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Write the project."""
    return project(tmp_path / "project")


@pytest.fixture
def start(folder: Path) -> Iterator[Callable[..., Server]]:
    """Start servers in the project's folder; all are stopped."""
    servers: list[Server] = []

    def start(*options: str, **named: object) -> Server:
        servers.append(Server(folder, *options, **named))
        return servers[-1]

    yield start
    for server in servers:
        server.stop()
