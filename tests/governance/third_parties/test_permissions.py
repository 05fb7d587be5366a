"""Who reads the register of third parties and who keeps it."""

from tests.rights import those_who_may
from watchbook.governance.third_parties.permissions import may_read_third_parties, may_record_third_party

KEEPERS = {"helen", "simon"}


def test_the_co_ordinator_and_the_sro_keep_it(people):
    assert those_who_may(people, may_record_third_party) == KEEPERS


def test_those_who_govern_answer_or_check_and_line_managers_read_it(people):
    readers = {"leila", "bryn", "fatima", "oliver", "edmund", "ivo", "winston", "marian"}
    assert those_who_may(people, may_read_third_parties) == KEEPERS | readers
