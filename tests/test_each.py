"""Every case of a test of many is tried, and each that fails is told."""

import inspect

import pytest

from tests.each import each


def test_every_case_is_tried_and_each_that_fails_is_told():
    seen = []

    @each("number, name", [(1, "a"), pytest.param(2, "b"), (3, "c")])
    def checked(number, name):
        seen.append((number, name))
        assert number == 2

    with pytest.raises(ExceptionGroup) as failed:
        checked()
    assert seen == [(1, "a"), (2, "b"), (3, "c")]
    assert [one.__notes__ for one in failed.value.exceptions] == [
        ["In the case {'number': 1, 'name': 'a'}"],
        ["In the case {'number': 3, 'name': 'c'}"],
    ]


def test_two_of_them_are_every_pair_and_a_case_with_a_mark_is_refused():
    seen = []

    @each("first", "ab")
    @each("second", "xy")
    def paired(first, second):
        seen.append(first + second)

    paired()
    assert seen == ["ax", "ay", "bx", "by"]
    assert not inspect.signature(paired).parameters
    with pytest.raises(AssertionError, match="a test of its own"):
        each("one", [pytest.param(1, marks=pytest.mark.slow)])
