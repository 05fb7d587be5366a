"""Moves of a state: the one check of every table of moves."""

from collections.abc import Collection, Mapping

from watchbook.acting.refusals import WrongState


def require_move[State](
    moves: Mapping[State, Collection[State]], now: State, *, to: State, refusal: str
) -> None:
    """Raise WrongState with this sentence unless the table has the move."""
    if to not in moves[now]:
        raise WrongState(refusal)
