"""The life of an edition of a document."""

import pytest

from tests.each import each
from watchbook.acting.refusals import WrongState
from watchbook.governance.documents.states import (
    ADOPTED,
    ENDED,
    MOVES,
    TRIED,
    DocumentState,
    check_move,
    check_not_ended,
)


def test_each_state_has_its_moves_and_the_ended_ones_have_none():
    assert set(MOVES) == set(DocumentState)
    assert {state for state, after in MOVES.items() if not after} == ENDED
    assert not ADOPTED & ENDED


@each("now", DocumentState)
@each("to", DocumentState)
def test_a_move_is_let_through_or_refused_as_the_table_says(now, to):
    if to in MOVES[now]:
        assert check_move(now, to=to) is None
        return
    with pytest.raises(WrongState, match=f"{TRIED[to]}: the state of the edition is “{now.label}”"):
        check_move(now, to=to)


@pytest.mark.parametrize("now", DocumentState)
def test_nothing_more_happens_to_what_ended(now):
    if now not in ENDED:
        assert check_not_ended(now) is None
        return
    with pytest.raises(
        WrongState, match=f"You cannot record advice on this edition: it has been {now.label}"
    ):
        check_not_ended(now)
