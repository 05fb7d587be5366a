"""How two captures differ: the differences are whole, said once, and found whatever the text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.each import each
from watchbook.evidence.rules.comparison import (
    ChangeKind,
    LinesChange,
    by_name,
    changes,
)

LINES = st.lists(st.sampled_from("abcdefgh"), max_size=40)
NAMED = st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from("xyz"))


class DoesNotApply(ValueError):
    """The lines are not those that the differences were found from."""


def applied(before, differences):
    """The second text, made of the first and the differences. Raises DoesNotApply."""
    after = []
    at = 0
    for one in differences:
        if tuple(before[at : at + len(one.before)]) != one.before:
            raise DoesNotApply
        at += len(one.before)
        after.extend(one.after)
    if at != len(before):
        raise DoesNotApply
    return after


def applied_by_name(before, differences):
    """The second group, made of the first and the differences."""
    kept = {name: value for name, value in before.items() if name not in differences.removed}
    return kept | {name: new for name, (_, new) in differences.changed.items()} | dict(differences.added)


def said(before, after):
    return [(one.kind.value, "".join(one.before), "".join(one.after)) for one in changes(before, after)]


@each(
    ("before", "after", "found"),
    [
        ("", "", []),
        ("abc", "abc", [("same", "abc", "abc")]),
        ("", "ab", [("added", "", "ab")]),
        ("ab", "", [("removed", "ab", "")]),
        ("abc", "axc", [("same", "a", "a"), ("changed", "b", "x"), ("same", "c", "c")]),
        ("abcd", "abxcd", [("same", "ab", "ab"), ("added", "", "x"), ("same", "cd", "cd")]),
        ("abxcd", "abcd", [("same", "ab", "ab"), ("removed", "x", ""), ("same", "cd", "cd")]),
        ("abcde", "eabcd", [("added", "", "e"), ("same", "abcd", "abcd"), ("removed", "e", "")]),
        ("xayax", "zaaz", [("changed", "x", "z"), ("same", "a", "a"), ("removed", "y", ""), ("same", "a", "a"), ("changed", "x", "z")]),
    ],
)  # fmt: skip
def test_what_was_added_removed_and_changed(before, after, found):
    assert said(before, after) == found


@given(LINES, LINES)
def test_the_differences_give_the_second_from_the_first_and_back(before, after):
    found = changes(before, after)
    assert applied(before, found) == after
    assert applied(after, [LinesChange(one.kind, one.after, one.before) for one in found]) == before
    assert all(one.before == one.after for one in found if one.kind is ChangeKind.SAME)
    kinds = [one.kind for one in found]
    assert all(ChangeKind.SAME in pair for pair in pairwise(kinds))


@given(st.lists(st.text(max_size=3), max_size=30), st.data())
def test_what_was_put_in_is_all_that_is_told_where_lines_differ(before, data):
    unique = list(dict.fromkeys(before))
    place = data.draw(st.integers(0, len(unique)))
    found = changes(unique, [*unique[:place], "put in between", *unique[place:]])
    assert [one.after for one in found if one.kind is not ChangeKind.SAME] == [("put in between",)]


def test_a_long_text_without_anything_in_order_is_compared_all_the_same():
    before, after = ["a", "b"] * 20_000, ["b", "a", "a"] * 15_000
    assert applied(before, changes(before, after)) == after
    turned = [str(number) for number in range(20_000)]
    assert applied(turned, changes(turned, turned[::-1])) == turned[::-1]
    nested = [str(number) for number in range(3_000) for _ in range(2)]
    assert applied(nested, changes(nested, nested[::-1])) == nested[::-1]


@pytest.mark.parametrize("lines", [[], ["a"], ["a", "x", "c"], ["a", "b", "c", "d"]])
def test_differences_of_other_lines_do_not_apply(lines):
    with pytest.raises(DoesNotApply):
        applied(lines, changes(["a", "b", "c"], ["a", "c"]))


@given(NAMED, NAMED)
def test_named_things_are_added_removed_changed_or_the_same(before, after):
    found = by_name(before, after)
    assert applied_by_name(before, found) == after
    assert found.same + len(found.removed) + len(found.changed) == len(before)
    assert all(old != new for old, new in found.changed.values())
