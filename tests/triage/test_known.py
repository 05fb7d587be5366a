"""What the record knows, over what the officer said."""

from watchbook.triage.known import from_record


def test_the_record_is_never_set_against():
    said = {"f7": "no", "f8": "no", "prior_looks": 0}
    assert from_record(said, prior_looks=2, others=2) == {"f7": "yes", "f8": "yes", "prior_looks": 2}


def test_an_officer_may_say_more_than_the_record():
    said = {"f1": "yes", "f7": "yes", "f8": "unknown"}
    assert from_record(said, prior_looks=0, others=0) == said | {"prior_looks": 0}
    assert from_record({}, prior_looks=0, others=0) == {"prior_looks": 0}
