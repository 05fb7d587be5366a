"""Which rows keep a file."""

from tests import given
from tests.governance.adopted import a_draft
from watchbook.files.removal import kept


def test_a_file_is_kept_while_a_row_of_any_register_names_it(people):
    letter = given.a_letter(people)
    document = a_draft()
    assert kept({letter.file_sha256})
    assert kept({document.file_sha256})
    assert not kept({"0" * 64})
