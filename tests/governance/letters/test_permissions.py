"""Who reads and keeps the register of letters, and who alone signs: each rule asked of the whole cast."""

from tests.rights import EVERYBODY, those_who_may
from watchbook.governance.letters.models import LetterAnswer
from watchbook.governance.letters.permissions import (
    may_confirm_no_reply,
    may_correct_answer,
    may_read_letters,
    may_record_letter,
)

KEEPERS = {"helen", "simon"}
READERS = KEEPERS | {"leila", "bryn", "fatima", "oliver", "edmund", "ivo", "winston"}


def test_the_coordinator_and_the_sro_record_letters(people):
    assert those_who_may(people, may_record_letter) == KEEPERS


def test_the_sro_alone_signs_that_no_reply_was_asked_for(people):
    assert those_who_may(people, may_confirm_no_reply) == {"simon"}


def test_a_reply_is_corrected_by_those_who_keep_letters_and_a_signature_by_the_sro_alone(people):
    reply, signature = LetterAnswer(kind="replied"), LetterAnswer(kind="no_reply")
    assert those_who_may(people, may_correct_answer, reply) == KEEPERS
    assert those_who_may(people, may_correct_answer, signature) == {"simon"}


def test_those_who_govern_answer_or_check_read_the_register(people):
    assert those_who_may(people, may_read_letters) == READERS
    others = {"ada", "bashir", "ines", "marian", "judith", "joan", "nell"}
    assert set(EVERYBODY) - READERS == others
