"""Files that disposal takes away: at its commit, and only those that no row names any more."""

import pytest
from django.db import transaction

from tests import given
from watchbook.files import removal
from watchbook.files.store import the_store


def test_a_file_goes_at_the_commit_unless_a_row_still_names_it(people, django_capture_on_commit_callbacks):
    named = given.a_letter(people).file_sha256
    unnamed = the_store().put(b"nobody's")
    with django_capture_on_commit_callbacks() as at_commit, transaction.atomic():
        removal.at_commit(named, unnamed, "")
        assert the_store().get(unnamed)
    for act in at_commit:
        act()
    assert the_store().get(named)
    with pytest.raises(FileNotFoundError):
        the_store().get(unnamed)
