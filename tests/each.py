"""Many cases in one test: what a test of its own costs each is more than most of them take."""

import functools
import inspect

MOST_TOLD = 20


def each(names, cases, ids=None):  # `ids` may stay where it was
    """As pytest's `parametrize`, for a test that takes no fixture: every case is tried, and each that fails is told."""
    names = [name.strip() for name in names.split(",")] if isinstance(names, str) else list(names)
    cases = [_values(case, alone=len(names) == 1) for case in cases]
    assert all(len(case) == len(names) for case in cases)

    def of(test):
        @functools.wraps(test)
        def of_all(**given):
            failures = []
            for case in cases:
                named = dict(zip(names, case, strict=True))
                try:
                    test(**given, **named)
                except Exception as failure:  # noqa: BLE001  # it is told with the others
                    failure.add_note(f"In the case {named!r}")
                    failures.append(failure)
            if failures:
                raise ExceptionGroup(f"{len(failures)} of {len(cases)} cases failed", failures[:MOST_TOLD])

        asked = inspect.signature(test)
        left = [one for name, one in asked.parameters.items() if name not in names]
        of_all.__signature__ = asked.replace(parameters=left)
        return of_all

    return of


def _values(case, *, alone):
    if hasattr(case, "marks"):  # pytest.param
        assert not case.marks, "a case with a mark needs a test of its own"
        return tuple(case.values)
    return (case,) if alone else tuple(case)
