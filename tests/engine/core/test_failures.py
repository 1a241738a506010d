"""What stops a host is told like any other mistake."""

from __future__ import annotations

import pytest
from failing import CASES


@pytest.mark.parametrize("name", CASES)
def test_an_error_becomes_a_problem_with_its_place(name, tmp_path):
    make, told = CASES[name]
    assert [str(problem) for problem in make(tmp_path)] == [told]
