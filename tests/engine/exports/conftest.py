"""What tests of exports share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sites import small

if TYPE_CHECKING:
    from apparatus.exports import Site


@pytest.fixture
def site() -> Site:
    """A small site with something of everything."""
    return small()
