"""Passes: they name custody entries, tell nobody so, and end."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchbook.evidence import replay_pass
from watchbook.evidence.replay_pass import LASTS, NoPass

AT = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)


def test_a_pass_says_what_it_was_made_for():
    entries = (uuid4(), uuid4())
    made = replay_pass.make(entries, framed_by="https://register.council.example", at=AT)
    found = replay_pass.read(made)
    assert (found.entries, found.framed_by) == (entries, "https://register.council.example")
    assert found.ends == AT + LASTS <= AT + timedelta(minutes=10)


def test_it_stands_in_an_address_as_it_is_and_tells_nothing():
    entry = uuid4()
    made = replay_pass.make([entry], framed_by="https://register.council.example", at=AT)
    assert made.replace("-", "").replace("_", "").isalnum()
    assert len(made) < 500
    assert entry.hex not in made
    assert replay_pass.make([entry], framed_by="https://register.council.example", at=AT) != made


def test_a_changed_cut_or_foreign_pass_is_none(settings):
    made = replay_pass.make([uuid4()], framed_by="x", at=AT)
    for place in (*range(0, len(made), 7), len(made) - 1):
        for other in set("ABCDwxyz-_") - {made[place]}:
            with pytest.raises(NoPass):
                replay_pass.read(made[:place] + other + made[place + 1 :])
    for cut in (made[:-1], made[1:], "", made + "A", made * 2):
        with pytest.raises(NoPass):
            replay_pass.read(cut)
    settings.SECRET_KEY = "another"
    with pytest.raises(NoPass):
        replay_pass.read(made)


@given(st.text(alphabet="ABCabc019-_", max_size=300))
def test_nothing_made_up_is_a_pass(text):
    with pytest.raises(NoPass):
        replay_pass.read(text)
