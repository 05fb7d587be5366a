"""What takes long and whose steps other tests take too: `make proof` does it, `make test` passes it over, or takes some of it."""

import os

import pytest

EVERY_ROW = bool(os.environ.get("TESTS_EVERY_ROW"))
in_proof_only = pytest.mark.skipif(not EVERY_ROW, reason="long: `make proof` does it (TESTS_EVERY_ROW=1)")


def one_in(number, cases):
    """Cases for `parametrize`, of which `make test` takes every so many and `make proof` each."""
    return [
        pytest.param(*_values(case), marks=[] if at % number == 0 else [in_proof_only])
        for at, case in enumerate(cases)
    ]


def share(cases, at, *, of):
    """The cases that are tried for one of several alike: all in `make proof`, in `make test` every so many, begun elsewhere for each."""
    return list(cases) if EVERY_ROW else list(cases)[at % of :: of]


def _values(case):
    return case if isinstance(case, tuple) else (case,)
