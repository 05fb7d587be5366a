"""A key store of its own for each test of the keys."""

import pytest

from watchbook.keys.keyring import the_keyring


@pytest.fixture
def ring(tmp_path, settings):
    """A fresh keyring in two folders."""
    settings.KEY_FOLDERS = (tmp_path / "first", tmp_path / "second")
    settings.OPENBAO = {}
    made = the_keyring()
    made.begin()
    return made
