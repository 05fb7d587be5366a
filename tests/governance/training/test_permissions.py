"""Who keeps and who reads the register of training, and who sees names."""

import pytest

from tests.rights import those_who_may
from watchbook.acting.refusals import NotPermitted
from watchbook.governance.training.permissions import (
    may_read_training,
    may_record_training,
    may_see_training_of,
)
from watchbook.organisation import person

KEEPERS = {"helen", "simon"}
NAMERS = KEEPERS | {"edmund", "ivo"}
GOVERNING = NAMERS | {"leila", "bryn", "fatima", "oliver", "winston"}


def test_who_keeps_and_who_reads(people):
    assert those_who_may(people, may_read_training) == GOVERNING | {"marian"}
    assert those_who_may(people, may_record_training) == KEEPERS


def test_names_are_seen_by_keepers_checkers_the_line_manager_and_the_person(people):
    assert those_who_may(people, may_see_training_of, people.ines) == NAMERS | {"marian", "ines"}
    assert those_who_may(people, may_see_training_of, people.nell) == NAMERS | {"nell"}  # of no service
    with pytest.raises(NotPermitted, match="You cannot see this person’s training"):
        may_see_training_of(people.nell, people.ines)


def test_a_closed_account_sees_nothing_not_even_its_own(people):
    person.close(people.ines, by=people.ada, at=people.ada.recorded_at)
    assert "ines" not in those_who_may(people, may_see_training_of, people.ines)
