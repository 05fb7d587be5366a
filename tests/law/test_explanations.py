"""A day that the law gives, with its sentences and their provisions."""

from datetime import date

from watchbook.law.explanations import Deadline, ExplanationStep, cited
from watchbook.law.parameters import parameter_entry
from watchbook.law.working_days import Day

TODAY = date(2026, 11, 24)


def test_a_value_is_only_as_sure_as_its_provision():
    entry = parameter_entry("foia.internal_review.target_working_days", on=TODAY)
    assert not cited("review_at_most", entry).verified


def test_a_deadline_counts_its_working_days_and_is_verified_if_every_sentence_is():
    sure = ExplanationStep(id="received", provision="foia.s10.1", verified=True)
    unsure = ExplanationStep(id="no_pause", provision="foia.s9", verified=False)
    day = Day(on=TODAY, counts=True, number=1, reason="working_day")
    assert Deadline(on=TODAY, explanation=(sure,), days=(day,)).working_days == 1
    assert Deadline(on=TODAY, explanation=(sure,)).is_verified
    assert not Deadline(on=TODAY, explanation=(sure, unsure)).is_verified
