"""Input that grows: no reader's work may grow faster than its input, however the text is made.

Each step doubles the text. A limit of processor time, set by the step before, ends what runs away; it is no measure of
how fast anything is. Twice the text may take three times as long, so that a busy machine fails nobody.
"""

import gc
import signal
import time
from contextlib import contextmanager

FIRST = 8  # copies: enough that a pattern with two readings of each would double its work 8 times
UNMEASURABLE = 0.015  # seconds of the processor: below it, other things weigh more
MOST_GROWTH = 3
TRIES = 3


class GrewTooFast(AssertionError):
    """Twice the text took more than three times the work, three times over."""


class _Ended(Exception):
    """The limit was reached."""


def _end(*_signal):
    raise _Ended


def grow(reader, *, unit, most, before="", after="\n"):
    """Read ever longer texts of one unit up to so many characters. Raises GrewTooFast."""
    copies, earlier = FIRST, None
    while copies * len(unit) <= most:
        text = before + unit * copies + after
        limit = MOST_GROWTH * max(earlier or 0, 4 * UNMEASURABLE / MOST_GROWTH)
        spent = [used for _ in range(TRIES) if (used := _spent(reader, text, limit=limit)) <= limit][:1]
        if not spent:
            raise GrewTooFast(f"{unit!r} {copies} times, after {earlier} s for half of it")
        earlier = spent[0] if spent[0] > UNMEASURABLE else None
        copies *= 2


def _spent(reader, text, *, limit):
    with _ended_after(1.2 * limit):
        began = time.process_time()
        try:
            reader(text)
        except _Ended:
            return 2 * limit
        return time.process_time() - began


@contextmanager
def _ended_after(seconds):
    gc.disable()  # what is raised while another test's rubbish is collected ends nothing: it is reported and lost
    handled = signal.signal(signal.SIGVTALRM, _end)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, handled)
        gc.enable()
