"""A register asked the same twice while an answer is drafted is asked once, and afterwards asked anew."""

import pytest

from watchbook.audit_log.asked_once import asked_once, asking_once


@pytest.fixture
def register():
    """A register that counts how often it was asked for what."""
    asked = []

    @asked_once
    def of(kind, *, on=None):
        """What is held."""
        asked.append((kind, on))
        return [kind]

    return of, asked


def test_within_it_the_same_question_is_asked_once(register):
    of, asked = register
    with asking_once():
        first, second = of("policy", on=1), of("policy", on=1)
        of("policy", on=2)
        of("form", on=1)
    assert first is second
    assert asked == [("policy", 1), ("policy", 2), ("form", 1)]


def test_outside_it_every_question_is_asked(register):
    of, asked = register
    of("policy")
    with asking_once():
        of("policy")
    of("policy")
    assert len(asked) == 3


def test_nothing_is_kept_from_one_draft_to_the_next_even_where_one_failed(register):
    of, asked = register

    def fail():
        with asking_once():
            of("policy")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with asking_once():
        of("policy")
    assert len(asked) == 2


def test_one_within_another_is_the_same(register):
    of, asked = register
    with asking_once():
        of("policy")
        with asking_once():
            of("policy")
        of("policy")
    assert len(asked) == 1


def test_two_queries_of_the_same_arguments_are_two():
    one, other = asked_once(lambda kind: f"one {kind}"), asked_once(lambda kind: f"other {kind}")
    with asking_once():
        assert (one("policy"), other("policy")) == ("one policy", "other policy")
