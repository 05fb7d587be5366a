"""What the record knows, over what the officer said."""

import pytest

from watchbook.triage.known import from_record, is_hidden, is_opened


def test_the_record_is_never_set_against():
    said = {"f7": "no", "f8": "no", "prior_looks": 0}
    assert from_record(said, prior_looks=2, others=2) == {"f7": "yes", "f8": "yes", "prior_looks": 2}


def test_an_officer_may_say_more_than_the_record():
    said = {"f1": "yes", "f7": "yes", "f8": "unknown"}
    assert from_record(said, prior_looks=0, others=0) == said | {"prior_looks": 0}
    assert from_record({}, prior_looks=0, others=0) == {"prior_looks": 0}


@pytest.mark.parametrize(
    "said", [{"told": "yes"}, {"made_open": "notice"}, {"made_open": "own_page", "told": "no"}]
)
def test_something_makes_a_look_open(said):
    assert is_opened(said)
    assert not is_opened({"told": "no", "made_open": "no", "covert": "no"})
    assert not is_opened({})


@pytest.mark.parametrize("fact", ["covert", "past_access_control", "false_persona"])
def test_something_hides_it(fact):
    assert is_hidden({fact: "yes"})
    assert not is_hidden({fact: "no"})
