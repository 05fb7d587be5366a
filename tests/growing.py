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


class _LimitReached(Exception):
    """The limit was reached."""


def _end(*_signal):
    raise _LimitReached


def grow(reader, *, unit, most, before="", after="\n"):
    """Read ever longer texts of one unit up to so many characters. Raises GrewTooFast."""
    copies, earlier, half = FIRST, None, ""
    while copies * len(unit) <= most:
        text = before + unit * copies + after
        spent = _within(reader, text, earlier=earlier)
        if spent is None:  # the machine may be busier by now: the half is asked again beside it
            earlier = max(_spent(reader, half, limit=_limit(earlier)) for _ in range(TRIES))
            spent = _within(reader, text, earlier=earlier)
        if spent is None:
            raise GrewTooFast(f"{unit!r} {copies} times, after {earlier} s for half of it")
        earlier = spent if spent > UNMEASURABLE else None
        copies, half = copies * 2, text


def _limit(earlier):
    return MOST_GROWTH * max(earlier or 0, 4 * UNMEASURABLE / MOST_GROWTH)


def _within(reader, text, *, earlier):
    """What a reading took that stayed within its limit, of a few; None where none did."""
    limit = _limit(earlier)
    return next((used for _ in range(TRIES) if (used := _spent(reader, text, limit=limit)) <= limit), None)


def _spent(reader, text, *, limit):
    try:
        with _ended_after(1.2 * limit):
            began = time.process_time()
            reader(text)
            return time.process_time() - began
    except _LimitReached:  # also where the limit is reached on the way out
        return 2 * limit


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
