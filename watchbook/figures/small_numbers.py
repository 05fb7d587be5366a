"""Small numbers among the parts of a figure that leaves the house: the one rule by which they are not told (FOIA s.40(2); FOISA s.38(1)(b))."""

from collections.abc import Sequence


def withheld(parts: Sequence[int], *, below: int) -> list[bool]:
    """Tell which parts of a whole are not told: where one is small, everything up to the least that is not, noughts too.

    So what is not told adds up to a number that more than one reading fits, where there are two parts or more.
    """
    if not any(0 < part < below for part in parts):
        return [False] * len(parts)
    least = min((part for part in parts if part >= below), default=below)
    return [part <= least for part in parts]
