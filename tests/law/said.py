"""A refusal by the law in its words, as a test asks for it."""

import re
from contextlib import contextmanager

import pytest

from watchbook.law_words.refusals import refused


@contextmanager
def refusing(kind, match):
    """Hold that the law refuses, and that its words say so."""
    with pytest.raises(kind) as caught:
        yield caught
    assert re.search(match, refused(caught.value)), refused(caught.value)
