"""A signal ends a wait, whenever it comes."""

import signal

from watchbook.machine.wish import Wish


def test_a_signal_that_comes_while_it_waits_ends_the_wait():
    wish = Wish()
    before = signal.signal(signal.SIGALRM, wish.set)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.05)
        wish.wait(3600)
    finally:
        signal.signal(signal.SIGALRM, before)
    assert wish.is_set()
