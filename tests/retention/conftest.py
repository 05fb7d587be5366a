"""For each test of retention: a folder of its own for the lists of what was deleted, outside every database."""

import pytest
from django.conf import settings

from tests.retention.register import real_dumps, register

__all__ = ["real_dumps", "register"]


@pytest.fixture(autouse=True)
def deletions(tmp_path, monkeypatch):
    """Where the lists are noted."""
    monkeypatch.setattr(settings.PLACES, "deletions", tmp_path / "deletions")
    monkeypatch.setattr(settings.PLACES, "came_back", tmp_path / "came-back.json")
    return tmp_path / "deletions"
