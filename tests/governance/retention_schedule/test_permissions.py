"""Who reads, prepares and adopts the retention schedule."""

from tests.rights import those_who_may
from watchbook.governance.retention_schedule.permissions import (
    may_adopt_retention_schedule,
    may_prepare_retention_schedule,
    may_read_retention_schedule,
)

GOVERNING = {"helen", "simon", "leila", "bryn", "fatima", "oliver", "edmund", "ivo", "winston"}


def test_whoever_makes_governs_or_checks_records_reads_how_long_they_are_kept(people):
    assert those_who_may(people, may_read_retention_schedule) == GOVERNING | {"judith", "marian", "ines"}


def test_the_records_manager_the_dpo_and_the_sro_prepare_and_the_sro_adopts(people):
    assert those_who_may(people, may_prepare_retention_schedule) == {"simon", "winston", "fatima"}
    assert those_who_may(people, may_adopt_retention_schedule) == {"simon"}
