"""The officer at their pages and the clock, for the tests that go by pages."""

import pytest
from django.utils import timezone

from tests.looks.officer import Council


@pytest.fixture
def clock(monkeypatch):
    """What pages and acts take for now; the database goes by its own clock."""
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)


@pytest.fixture
def council(people, clock):
    return Council(people, clock)
