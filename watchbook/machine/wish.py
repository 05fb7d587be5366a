"""The wish that a process of ours ends, as a signal brings it."""

import time

STEP = 0.1  # seconds; a sleep goes on after a signal, so it is a short one


class Wish:
    """Whether somebody asked us to end. Without a lock: a handler sets it in the very thread that waits, which could hold one."""

    def __init__(self) -> None:
        self.is_asked = False

    def set(self, *_signal: object) -> None:
        """Ask."""
        self.is_asked = True

    def is_set(self) -> bool:
        """Whether somebody did."""
        return self.is_asked

    def wait(self, seconds: float) -> None:
        """Wait so long, or until somebody asks."""
        until = time.monotonic() + seconds
        while not self.is_asked and time.monotonic() < until:
            time.sleep(STEP)
