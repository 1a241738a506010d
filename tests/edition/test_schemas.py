"""What editors know of this edition's data is what its data hold."""

from __future__ import annotations

import pytest
from apparatus.hosts.schema_files import stale
from builds import PROJECT


def test_schemas_are_up_to_date():
    if not (PROJECT / ".vscode/apparatus").is_dir():
        pytest.skip("editors are told nothing here: there is no .vscode/apparatus/")
    advice = "run `PYTHONPATH=hooks .venv/bin/python -m apparatus schema`"
    assert stale(PROJECT / "mkdocs.yml") == [], advice
