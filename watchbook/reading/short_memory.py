"""Memory of texts in a process, emptied within five minutes, so that nothing stays in it that was deleted since.

A deletion is carried out by a process of its own, which cannot reach into the memory of others. So each forgets by the clock.
"""

import os
from collections.abc import Callable
from functools import _lru_cache_wrapper, lru_cache, wraps
from threading import Lock, Timer

KEPT = 300.0  # seconds

_lock = Lock()
_empties: list[Callable[[], object]] = []
_timers: list[Timer] = []  # the one that runs, if any
_noted: list[bool] = []


def emptied_by(empty: Callable[[], object]) -> None:
    """Register how one of these memories is emptied; whoever puts something into it says so by `noted`."""
    _empties.append(empty)


def noted() -> None:
    """Say that something was kept: within the time it is forgotten."""
    with _lock:
        _noted[:] = [True]
        if not _timers:
            _begin()


def forget() -> None:
    """Forget all of it now."""
    for empty in _empties:
        empty()


def kept_shortly[**Parameters, Result](
    most: int,
) -> Callable[[Callable[Parameters, Result]], "_lru_cache_wrapper[Result]"]:
    """Mark a function of texts whose last answers are kept, and forgotten by the clock."""

    def marked(tell: Callable[Parameters, Result]) -> "_lru_cache_wrapper[Result]":
        @lru_cache(maxsize=most)
        @wraps(tell)
        def told(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
            noted()
            return tell(*args, **kwargs)

        emptied_by(told.cache_clear)
        return told

    return marked


def _begin() -> None:
    timer = Timer(KEPT, _at_the_time)
    timer.daemon = True
    _timers[:] = [timer]
    timer.start()


def _at_the_time() -> None:
    """Forget, and once more after the same time: what was noted just before may be put in just after."""
    forget()
    with _lock:
        _timers.clear()
        if _noted:
            _noted.clear()
            _begin()


def _in_a_child() -> None:
    """A process that is split off has no clock that runs. It takes no lock, which a thread of its parent may hold."""
    _timers.clear()


os.register_at_fork(after_in_child=_in_a_child)
