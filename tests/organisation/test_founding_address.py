"""The one-time address: shown once, kept as a hash, for three days."""

from datetime import timedelta

from tests import given
from watchbook.organisation import founding_address


def test_the_home_keeps_no_token_and_nobody_else_may_read_what_it_keeps(tmp_path):
    file = tmp_path / "founding.json"
    token = founding_address.make(file, at=given.AT)
    assert len(token) > 40
    assert token not in file.read_text()
    assert file.stat().st_mode & 0o077 == 0
    assert list(tmp_path.iterdir()) == [file]


def test_it_opens_for_three_days_and_only_the_newest(tmp_path):
    file = tmp_path / "founding.json"
    first = founding_address.make(file, at=given.AT)
    second = founding_address.make(file, at=given.AT)
    assert not founding_address.opens(file, first, at=given.AT)
    last = given.AT + timedelta(days=3)
    assert founding_address.opens(file, second, at=last - timedelta(seconds=1))
    assert not founding_address.opens(file, second, at=last)


def test_nothing_opens_before_it_was_made_nor_after_it_was_closed(tmp_path):
    file = tmp_path / "founding.json"
    assert not founding_address.opens(file, "anything", at=given.AT)
    token = founding_address.make(file, at=given.AT)
    founding_address.close(file)
    founding_address.close(file)
    assert not founding_address.opens(file, token, at=given.AT)
