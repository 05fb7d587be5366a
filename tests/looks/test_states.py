"""A look is opened and closed; a re-triage is signed once and opens one look."""

import pytest

from tests.each import each
from watchbook.acting.refusals import WrongState
from watchbook.looks.states import (
    MOVES,
    RE_TRIAGE_MOVES,
    LookState,
    ReTriageState,
    check_move,
    check_re_triage_move,
)


@pytest.mark.parametrize("now", LookState)
@pytest.mark.parametrize("to", LookState)
def test_a_look_moves_as_the_table_says(now, to):
    if to in MOVES[now]:
        check_move(now, to=to)
    else:
        with pytest.raises(WrongState, match="already"):
            check_move(now, to=to)


@each("now", ReTriageState)
@each("to", ReTriageState)
def test_a_re_triage_moves_as_the_table_says(now, to):
    if to in RE_TRIAGE_MOVES[now]:
        check_re_triage_move(now, to=to)
    else:
        with pytest.raises(WrongState, match="opens one look"):
            check_re_triage_move(now, to=to)
