"""For each test of evidence: the pipe to the process that captures, where a test wants the real one."""

import pytest

from tests.evidence import given
from watchbook.capture import start


@pytest.fixture
def real_pipe(monkeypatch):
    """What captures is a process of its own."""
    monkeypatch.setattr(start, "captured", given.REAL)
