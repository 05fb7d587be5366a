"""The table of moves of an authorisation."""

import pytest

from tests.each import each
from watchbook.acting.refusals import WrongState
from watchbook.authorisations.states import (
    DECIDED,
    MOVES,
    WRITABLE,
    AuthorisationState,
    check_move,
    check_writable,
)


@each("now", AuthorisationState)
@each("to", AuthorisationState)
def test_only_the_moves_of_the_table_are_made(now, to):
    if to in MOVES[now]:
        check_move(now, to=to)
        return
    with pytest.raises(WrongState):
        check_move(now, to=to)


def test_the_second_of_two_officers_is_told_that_it_has_been_decided():
    with pytest.raises(WrongState, match=r"already (been )?decided"):
        check_move(AuthorisationState.GRANTED, to=AuthorisationState.REFUSED)


@each("state", AuthorisationState)
def test_answers_change_only_while_the_applicant_has_the_application(state):
    if state in WRITABLE:
        check_writable(state)
        return
    with pytest.raises(WrongState, match="cannot change these answers"):
        check_writable(state)


def test_what_is_decided_is_never_written_again():
    assert not WRITABLE & DECIDED
