"""The one check of every table of moves."""

import pytest

from watchbook.acting.moves import require_move
from watchbook.acting.refusals import NotPermitted, WrongState, can

MOVES = {"open": {"closed"}, "closed": set()}


def test_a_move_of_the_table_is_allowed():
    require_move(MOVES, "open", to="closed", refusal="You cannot close it.")


def test_any_other_move_is_refused_with_the_sentence_given():
    with pytest.raises(WrongState, match="You cannot open it again"):
        require_move(MOVES, "closed", to="open", refusal="You cannot open it again.")


def test_a_button_asks_the_function_that_the_act_asks():
    def may(person, thing):
        if person != thing:
            raise NotPermitted("It is somebody else’s.")

    assert can(may, 1, 1)
    assert not can(may, 1, 2)
