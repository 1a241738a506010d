"""What tests of exports share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from sites import small

if TYPE_CHECKING:
    from apparatus.exports import Site

# A busy machine is no fault of an example.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


@pytest.fixture
def site() -> Site:
    """A small site with something of everything."""
    return small()
