"""A register that is asked the same twice while one answer is drafted is asked once.

What it said is kept for so long and no longer, so that every sentence of a draft rests on the same reading; whoever
gets it leaves it as it is.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any

_said: ContextVar[dict[Any, Any] | None] = ContextVar("said", default=None)


@contextmanager
def asking_once() -> Iterator[None]:
    """Within, a query that was marked answers the same arguments from what it said before."""
    if _said.get() is not None:
        yield
        return
    token = _said.set({})
    try:
        yield
    finally:
        _said.reset(token)


def asked_once[**Parameters, Result](query: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Mark a query whose arguments are plain values; outside `asking_once` it asks each time."""

    @wraps(query)
    def ask(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        said = _said.get()
        if said is None:
            return query(*args, **kwargs)
        key = (query, args, tuple(sorted(kwargs.items())))
        if key not in said:
            said[key] = query(*args, **kwargs)
        answer: Result = said[key]
        return answer

    return ask
